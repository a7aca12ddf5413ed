"""The years of a CSV as an office lives them: ticks, outbox and edits run as they are, on a clock of its own."""

import json
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from itertools import groupby
from operator import itemgetter

from bot.core import Core
from bot.edits import send_edit
from bot.outbox import send_unasked
from bot.schedule import tick
from bot.senders import ChatPace, Sent
from domain.anniversaries import Anniversary
from domain.digests import DigestSettings
from domain.keeping import Keeping
from domain.messages import ChatRef, Message
from domain.office import Office
from domain.people import Employment
from domain.permissions import Role
from domain.templates import DayMonth
from handlers.visit import Means
from storage import groups, overview, people, settings, tree
from storage.database import Database, Transaction
from storage.edits import SETTING
from tests.expected import ZONE, Row
from tests.expected_days import DAY
from tests.world import LONG_AGO
from tests.year_csv import Year
from tests.year_deeds import Clock, Deeds, key_of

MEANS = {
    "first": Means(edits=True),
    "second": Means(edits=False, buttons=False, files=False, letters=2000, metered=False),
}
STOPS = (time(0, 1), time(12, 20), time(21, 40))  # of every day, beside all that is planned on it


class Ear:
    """An edge that hears everything, and every change."""

    def __init__(self, platform: str, clock: Clock) -> None:
        self.platform, self.means, self.clock = platform, MEANS[platform], clock
        self.heard: list[tuple[datetime, str, str]] = []
        self.changed: list[datetime] = []

    async def counted(self, tx: object, sent: Sent | None) -> None:
        pass

    async def send(self, chat: ChatRef, message: Message | None, context: object) -> Sent:
        assert message is not None
        self.heard.append((self.clock.now, chat.chat_id, message.text))
        return Sent(str(len(self.heard)))

    async def edit(self, chat: ChatRef, sent_as: str, message: Message) -> None:
        assert self.means.edits
        self.changed.append(self.clock.now)


@dataclass
class Play:
    """The years as they are lived: what the officer and the people do, and the clock between."""

    database: Database
    year: Year
    stops: tuple[time, ...] = STOPS
    clock: Clock = field(default_factory=Clock)

    def __post_init__(self) -> None:
        self.office = office(self.year)
        self.deeds = Deeds(self.year, self.office, self.clock)
        self.ears = {name: Ear(name, self.clock) for name in MEANS}
        self.core = Core(self.database, self.office, lambda: self.clock.now, self.ears, pace=False)  # type: ignore[arg-type]  # edges that only speak

    async def open(self) -> None:
        async with self.database.transaction() as tx:
            for name, means in MEANS.items():
                await settings.put(tx, SETTING.format(name), "1" if means.edits else "")
            await self._put_units(tx)
            for one in self.year.people:
                unit = await tree.unit_named(tx, one.unit)
                added = await people.add_staff(tx, unit.id, one.name, "", "", [Role(role) for role in one.roles])
                person = replace(await people.get(tx, added), employment=Employment(one.employment))
                await people.change_staff(tx, person, LONG_AGO)
            for name in self.year.groups:
                chat = ChatRef(platform=self.year.edges[name], chat_id=name)
                await groups.link(tx, chat, name, 1, LONG_AGO, edits=MEANS[chat.platform].edits)

    async def _put_units(self, tx: Transaction) -> None:
        for name in self.year.units:
            parent = self.year.parents.get(name)
            above = await tree.unit_named(tx, parent) if parent else None
            await tree.add_unit(tx, name, name, parent=above)

    async def live(self) -> None:
        """Some hours of each day and night, whenever something is planned, and right when somebody does something."""
        deeds = sorted(self.deeds.all(), key=itemgetter(0))
        for at, together in groupby(deeds, key=itemgetter(0)):
            await self._until(at)
            self.clock.now = at
            async with self.database.transaction() as tx:
                for _, deed in together:
                    await self.deeds.do(tx, deed)
            await self._tick()
        await self._until(_midnight(self.year.last + DAY))

    async def _until(self, moment: datetime) -> None:
        while (coming := await self._next()) < moment:
            self.clock.now = coming
            await self._tick()

    async def _next(self) -> datetime:
        now = max(self.clock.now, _midnight(self.year.first))
        async with self.database.transaction() as tx:
            planned = await overview.next_planned(tx)
            waits = await tx.value(
                "SELECT min(not_before) FROM outbox WHERE state = 'waiting' AND not_before > ?", (now.timestamp(),)
            )
        known = [planned.astimezone(ZONE)] if planned else []
        known += [datetime.fromtimestamp(waits, ZONE)] if waits else []
        stops = [datetime.combine(now.date() + day * DAY, at, ZONE) for day in (0, 1) for at in self.stops]
        return min(at for at in (*stops, *known) if at > now)

    async def _tick(self) -> None:
        await tick(self.core)
        while await send_unasked(self.core, ChatPace()) or await send_edit(self.core, ChatPace()):
            pass

    async def rows(self) -> list[tuple[datetime, str, Row]]:
        """All that was sent and that nobody had asked for: when, where, and as a row."""
        async with self.database.transaction() as tx:
            found = await tx.rows(
                "SELECT outbox.*, coalesce(full_name, title) AS name, template, coalesce(outbox.campaign_id,"
                " (SELECT campaign_id FROM announcement WHERE 'broadcast:' || id = outbox.key)) AS campaign FROM outbox"
                " LEFT JOIN staff ON staff.id = staff_id LEFT JOIN group_chat ON group_chat.id = group_id"
                " LEFT JOIN launch_draft ON outbox.kind = 'template_offered'"
                "  AND outbox.key LIKE 'offer:' || launch_draft.id || ':%'"
                " WHERE outbox.state = 'sent' AND lane = 'bulk'"
            )
        keys = {number: key for key, number in self.deeds.campaigns.items()}
        return [(*_where(row), _row(row, keys.get(row["campaign"], key_of(row["template"] or "")))) for row in found]


def _where(row) -> tuple[datetime, str]:
    return datetime.fromtimestamp(row["sent_at"], ZONE), json.loads(row["sent_to"])["platform"]


def _row(row, key: str) -> Row:
    sent = datetime.fromtimestamp(row["sent_at"], ZONE)
    return f"{sent:%Y-%m-%d %H:%M}", row["name"], row["kind"], key


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), ZONE)


def office(year: Year) -> Office:
    founded = tuple(Anniversary(one.name, DayMonth.read(one.day), one.since, one.unit) for one in year.founded)
    keeping = Keeping(texts_days=1000)  # where each message went is read at the end
    digest = DigestSettings(head_at=None, director_day=None)
    return Office("Sở Tư pháp", "", anniversaries=founded, digest=digest, keeping=keeping)

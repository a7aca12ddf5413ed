"""The year of tests/year.csv as an office lives it: ticks, outbox and edits run as they are, on a clock of its own."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, time
from pathlib import Path

from bot.core import Core
from bot.edits import send_edit
from bot.outbox import send_unasked
from bot.schedule import tick
from bot.senders import ChatPace, Sent
from domain.anniversaries import Anniversary
from domain.digests import DigestSettings
from domain.keeping import Keeping
from domain.launch import missing
from domain.launch_lines import edited
from domain.messages import ChatRef, Message
from domain.office import Office
from domain.permissions import Role
from domain.templates import DayMonth
from handlers import publication
from handlers.visit import Means
from storage import campaigns, cards, groups, launch_drafts, overview, people, settings, tree
from storage.database import Database, Transaction
from storage.edits import SETTING
from storage.launch_drafts import KeptDraft
from tests.expected import ZONE, Act, Row
from tests.expected_days import DAY
from tests.expected_year import FIRST, LAST, Year, Yearly, read
from tests.world import LONG_AGO, done_in

YEAR = read(Path(__file__).parent / "year.csv")
MEANS = {
    "first": Means(edits=True),
    "second": Means(edits=False, buttons=False, files=False, letters=2000, metered=False),
}
BEGIN, END = (datetime.combine(day, time(), ZONE) for day in (FIRST, LAST))
STOPS = (time(12, 20), time(21, 40))  # of every day, beside all that is planned on it
PLAN, SUPERIOR = "Kế hoạch 1/KH-STP {day}", "Văn bản 2/BTP-PBGDPL {day}"


class Ear:
    """An edge that hears everything, and every change."""

    def __init__(self, platform: str, clock: "Clock") -> None:
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
class Clock:
    now: datetime = LONG_AGO


@dataclass
class Play:
    """The year as it is lived: what the officer and the people do, and the clock between."""

    database: Database
    office: Office
    clock: Clock = field(default_factory=Clock)

    def __post_init__(self) -> None:
        self.ears = {name: Ear(name, self.clock) for name in MEANS}
        self.core = Core(self.database, self.office, lambda: self.clock.now, self.ears, pace=False)  # type: ignore[arg-type]  # edges that only speak

    async def open(self) -> None:
        async with self.database.transaction() as tx:
            for name, means in MEANS.items():
                await settings.put(tx, SETTING.format(name), "1" if means.edits else "")
            for one in YEAR.people:
                unit = await tree.unit_named(tx, one.unit)
                unit_id = unit.id if unit else await tree.add_unit(tx, one.unit, one.unit)
                await people.add_staff(tx, unit_id, one.name, "", "", [Role(role) for role in one.roles])
            for name in YEAR.groups:
                chat = ChatRef(platform=YEAR.edges[name], chat_id=name)
                await groups.link(tx, chat, name, 1, LONG_AGO, edits=MEANS[chat.platform].edits)

    async def live(self) -> None:
        """Some hours of each day and night, whenever something is planned, and right when somebody does something."""
        deeds = sorted(_deeds(), key=lambda one: one[0])
        for at, deed in deeds:
            await self._until(at)
            self.clock.now = at
            async with self.database.transaction() as tx:
                await self._do(tx, deed)
            await self._tick()
        await self._until(END + DAY)

    async def _until(self, moment: datetime) -> None:
        while (coming := await self._next()) < moment:
            self.clock.now = coming
            await self._tick()

    async def _next(self) -> datetime:
        now = max(self.clock.now, BEGIN)
        async with self.database.transaction() as tx:
            planned = await overview.next_planned(tx)
        stops = [datetime.combine(now.date() + day * DAY, at, ZONE) for day in (0, 1) for at in STOPS]
        return min(at for at in (*stops, *([planned.astimezone(ZONE)] if planned else [])) if at > now)

    async def _tick(self) -> None:
        await tick(self.core)
        while await send_unasked(self.core, ChatPace()) or await send_edit(self.core, ChatPace()):
            pass

    async def _do(self, tx: Transaction, deed: Act | Yearly | str) -> None:
        if isinstance(deed, str):
            await publication.cancel(self._desk(tx), await campaigns.get(tx, await _campaign(tx, deed)))
        elif isinstance(deed, Yearly):
            await self._decide(tx, deed)
        else:
            await self._act(tx, deed)

    def _desk(self, tx: Transaction) -> publication.Desk:
        return publication.Desk(tx, self.office, self.clock.now, staff_id=1)

    async def _act(self, tx: Transaction, act: Act) -> None:
        campaign_id = await _campaign(tx, act.campaign) if act.campaign else 0
        await done_in(tx, campaign_id, act, act.at.date(), YEAR.edges.get(act.person, ""))
        await cards.touch(tx, campaign_id, act.at)

    async def _decide(self, tx: Transaction, one: Yearly) -> None:
        """What was offered is dropped, or completed and told."""
        kept = next(kept for kept in await launch_drafts.live(tx) if _key(kept.draft.template) == one.key)
        if one.drive is None:
            await launch_drafts.drop(tx, kept, 1, self.clock.now)
        else:
            await self._publish(tx, kept, one.drive.opened_at)

    async def _publish(self, tx: Transaction, kept: KeptDraft, opens: datetime) -> None:
        desk = self._desk(tx)
        around = await publication.around(desk)
        papers = (SUPERIOR if kept.draft.responding else PLAN).format(day=f"{self.clock.now:%d/%m/%Y}")
        after = edited(kept.draft, papers, around)
        assert not missing(after.draft).needed
        saved = await launch_drafts.save(tx, replace(kept, draft=after.draft), 1, self.clock.now)
        campaign = after.draft.file(around).campaign(opens)
        campaign = replace(campaign, id=await campaigns.add(tx, campaign))
        await launch_drafts.belongs_to(tx, saved, campaign.id)
        await publication.publish(desk, campaign)

    async def rows(self) -> list[tuple[datetime, str, Row]]:
        """All that was sent and that nobody had asked for: when, where, and as a row."""
        async with self.database.transaction() as tx:
            found = await tx.rows(
                "SELECT outbox.*, coalesce(full_name, title) AS name, template FROM outbox"
                " LEFT JOIN staff ON staff.id = staff_id LEFT JOIN group_chat ON group_chat.id = group_id"
                " LEFT JOIN launch_draft ON launch_draft.campaign_id = coalesce(outbox.campaign_id, (SELECT campaign_id"
                "  FROM announcement WHERE 'broadcast:' || id = outbox.key))"
                " OR (outbox.kind = 'template_offered' AND outbox.key LIKE 'offer:' || launch_draft.id || ':%')"
                " WHERE outbox.state = 'sent' AND lane = 'bulk'"
            )
        return [(*_where(row), _row(row)) for row in found]


def _where(row) -> tuple[datetime, str]:
    return datetime.fromtimestamp(row["sent_at"], ZONE), json.loads(row["sent_to"])["platform"]


def _row(row) -> Row:
    sent = datetime.fromtimestamp(row["sent_at"], ZONE)
    return f"{sent:%Y-%m-%d %H:%M}", row["name"], row["kind"], _key(row["template"] or "")


def _key(template: str) -> str:
    """“20-4” of “template:20-4-1a2b3c4d:2026”."""
    return "-".join(template.split(":")[1].split("-")[:2]) if template else ""


async def _campaign(tx: Transaction, key: str) -> int:
    rows = await tx.rows("SELECT template, campaign_id FROM launch_draft WHERE campaign_id IS NOT NULL")
    return next(row["campaign_id"] for row in rows if _key(row["template"]) == key)


def _deeds() -> Iterator[tuple[datetime, Act | Yearly | str]]:
    """Acts of people, decisions of the officer, and cancellations (of the drive with this key)."""
    yield from ((act.at, act) for act in [*YEAR.joined, *YEAR.acts])
    yield from ((one.acted, one) for one in YEAR.drives)
    yield from ((one.cancelled_at, one.campaign) for one in YEAR.told if one.cancelled_at)


def office(year: Year) -> Office:
    founded = tuple(Anniversary(one.name, DayMonth.read(one.day), one.since, one.unit) for one in year.founded)
    keeping = Keeping(texts_days=400)  # where each message went is read at the end
    return Office(
        "Sở Tư pháp", "", anniversaries=founded, digest=DigestSettings(head_at=None, director_day=None), keeping=keeping
    )

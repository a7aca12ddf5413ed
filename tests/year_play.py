"""The years of a CSV as an office lives them: ticks, outbox and edits run as they are, on a clock of its own."""

import json
from collections.abc import Iterator
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
from domain.campaign_content import Content
from domain.campaigns import Campaign, CampaignState
from domain.digests import DigestSettings
from domain.keeping import Keeping
from domain.launch import missing
from domain.launch_lines import edited
from domain.messages import ChatRef, Message
from domain.office import Office
from domain.people import Employment, Staff
from domain.permissions import Role
from domain.templates import DayMonth
from handlers import postings, publication
from handlers.visit import Means
from storage import absences, campaigns, cards, groups, launch_drafts, overview, people, settings, tree
from storage.database import Database, Transaction
from storage.edits import SETTING
from storage.launch_drafts import KeptDraft
from tests.expected import ZONE, Act, Drive, Row
from tests.expected_days import DAY
from tests.world import LONG_AGO, done_in
from tests.year_csv import Decided, Year

MEANS = {
    "first": Means(edits=True),
    "second": Means(edits=False, buttons=False, files=False, letters=2000, metered=False),
}
STOPS = (time(0, 1), time(12, 20), time(21, 40))  # of every day, beside all that is planned on it
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


Deed = Act | Decided | Drive  # something done, a drive decided on, a drive cancelled


@dataclass
class Play:
    """The years as they are lived: what the officer and the people do, and the clock between.

    `campaigns`: by the key of a drive, its campaign's id.
    """

    database: Database
    year: Year
    stops: tuple[time, ...] = STOPS
    clock: Clock = field(default_factory=Clock)
    campaigns: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.office = office(self.year)
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
        deeds = sorted(self._deeds(), key=itemgetter(0))
        for at, together in groupby(deeds, key=itemgetter(0)):
            await self._until(at)
            self.clock.now = at
            async with self.database.transaction() as tx:
                for _, deed in together:
                    await self._do(tx, deed)
            await self._tick()
        await self._until(_midnight(self.year.last + DAY))

    def _deeds(self) -> Iterator[tuple[datetime, Deed]]:
        yield from ((act.at, act) for act in [*self.year.joined, *self.year.acts] if act.kind != ALOUD)
        yield from ((one.acted, one) for one in self.year.drives)
        yield from ((one.cancelled_at, one) for one in self.year.told if one.cancelled_at)

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

    async def _do(self, tx: Transaction, deed: Deed) -> None:
        if isinstance(deed, Drive):
            aloud = any(act.kind == ALOUD and act.campaign == deed.campaign for act in self.year.acts)
            await publication.cancel(self._desk(tx), await self._campaign(tx, deed.campaign), tell=aloud)
        elif isinstance(deed, Decided):
            await self._decide(tx, deed)
        elif deed.kind in STEPS:
            await self._step(tx, deed)
        elif deed.kind in OF_ROSTER:
            await OF_ROSTER[deed.kind](self, tx, deed)
        else:
            await self._act(tx, deed)

    def _desk(self, tx: Transaction) -> publication.Desk:
        return publication.Desk(tx, self.office, self.clock.now, staff_id=1)

    async def _campaign(self, tx: Transaction, key: str) -> Campaign:
        return await campaigns.get(tx, self.campaigns[key])

    async def _step(self, tx: Transaction, act: Act) -> None:
        campaign = await self._campaign(tx, act.campaign)
        content = campaign.content.model_copy(update={"interim": act.until})
        changes = {"content": content} if act.kind == "interim_done" else {}
        await publication.take_step(self._desk(tx), campaign, STEPS[act.kind], **changes)

    async def _moved(self, tx: Transaction, act: Act) -> None:
        unit = await tree.unit_named(tx, act.unit)
        await postings.transfer(tx, await _person(tx, act), unit, act.at)

    async def _quit(self, tx: Transaction, act: Act) -> None:
        await postings.leave(tx, await _person(tx, act), self.office, act.at)

    async def _away(self, tx: Transaction, act: Act) -> None:
        await absences.add(tx, (await _person(tx, act)).id, (act.at.date(), act.until), None, act.at)

    async def _act(self, tx: Transaction, act: Act) -> None:
        campaign_id = self.campaigns[act.campaign] if act.campaign else 0
        await done_in(tx, campaign_id, act, act.at.date(), self.year.edges.get(act.person, ""))
        await cards.touch(tx, campaign_id, act.at)

    async def _decide(self, tx: Transaction, one: Decided) -> None:
        """What was offered is dropped, or completed and told; what was not is written by hand."""
        if one.drive is None:
            await launch_drafts.drop(tx, await _offered(tx, one.key), 1, self.clock.now)
            return
        campaign = await (self._completed(tx, one.drive) if one.offered else self._written(tx, one))
        await publication.publish(self._desk(tx), campaign)
        self.campaigns[one.key] = campaign.id

    async def _completed(self, tx: Transaction, drive: Drive) -> Campaign:
        kept = await _offered(tx, drive.campaign)
        around = await publication.around(self._desk(tx))
        papers = (SUPERIOR if kept.draft.responding else PLAN).format(day=f"{self.clock.now:%d/%m/%Y}")
        after = edited(kept.draft, papers, around)
        assert not missing(after.draft).needed
        saved = await launch_drafts.save(tx, replace(kept, draft=after.draft), 1, self.clock.now)
        campaign = after.draft.file(around).campaign(drive.opened_at)
        campaign = replace(campaign, id=await campaigns.add(tx, campaign))
        await launch_drafts.belongs_to(tx, saved, campaign.id)
        return campaign

    async def _written(self, tx: Transaction, one: Decided) -> Campaign:
        drive = one.drive
        named = [(await tree.unit_named(tx, name)).id for name in one.units]
        chosen = [await tx.value("SELECT id FROM staff WHERE full_name = ?", (name,)) for name in drive.people]
        campaign = Campaign(
            id=0,
            version=1,
            name=one.key,
            label=one.key,
            theme="",
            start=drive.start,
            end=drive.end,
            registration_deadline=drive.registration_deadline,
            report_deadline=drive.report_deadline,
            publish_at=drive.opened_at,
            state=CampaignState.DRAFT,
            units=frozenset(named),
            people=frozenset(chosen),
            employments=frozenset(map(Employment, drive.employments)),
            content=Content(interim=drive.interim),
        )
        return replace(campaign, id=await campaigns.add(tx, campaign))

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
        keys = {number: key for key, number in self.campaigns.items()}
        return [(*_where(row), _row(row, keys.get(row["campaign"], _key(row["template"] or "")))) for row in found]


def _where(row) -> tuple[datetime, str]:
    return datetime.fromtimestamp(row["sent_at"], ZONE), json.loads(row["sent_to"])["platform"]


def _row(row, key: str) -> Row:
    sent = datetime.fromtimestamp(row["sent_at"], ZONE)
    return f"{sent:%Y-%m-%d %H:%M}", row["name"], row["kind"], key


def _key(template: str) -> str:
    """“20-4:2026” of “template:20-4-1a2b3c4d:2026”."""
    if not template:
        return ""
    _, drive, year = template.split(":")
    return f"{'-'.join(drive.split('-')[:2])}:{year}"


async def _offered(tx: Transaction, key: str) -> KeptDraft:
    return next(kept for kept in await launch_drafts.live(tx) if _key(kept.draft.template) == key)


async def _person(tx: Transaction, act: Act) -> Staff:
    return await people.get(tx, await tx.value("SELECT id FROM staff WHERE full_name = ?", (act.person,)))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), ZONE)


STEPS = {
    "interim_done": CampaignState.RUNNING,
    "reviewed": CampaignState.REVIEWING,
    "decided": CampaignState.DECIDED,
}
OF_ROSTER = {"moved": Play._moved, "quit": Play._quit, "away": Play._away}
ALOUD = "cancelled_aloud"  # stands beside a cancellation: who is registered is told


def office(year: Year) -> Office:
    founded = tuple(Anniversary(one.name, DayMonth.read(one.day), one.since, one.unit) for one in year.founded)
    keeping = Keeping(texts_days=1000)  # where each message went is read at the end
    digest = DigestSettings(head_at=None, director_day=None)
    return Office("Sở Tư pháp", "", anniversaries=founded, digest=digest, keeping=keeping)

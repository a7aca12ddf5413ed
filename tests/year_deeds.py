"""What the officer and the people of a year do, as tests/year_play.py lives it."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime

from domain.campaign_content import Content
from domain.campaigns import Campaign, CampaignState
from domain.launch import missing
from domain.launch_lines import edited
from domain.office import Office
from domain.people import Employment, Staff
from handlers import postings, publication
from storage import absences, campaigns, cards, launch_drafts, people, tree
from storage.database import Transaction
from storage.launch_drafts import KeptDraft
from tests.expected import Act, Drive
from tests.world import LONG_AGO, done_in
from tests.year_csv import Decided, Year

PLAN, SUPERIOR = "Kế hoạch 1/KH-STP {day}", "Văn bản 2/BTP-PBGDPL {day}"
ALOUD = "cancelled_aloud"  # stands beside a cancellation: who is registered is told
Deed = Act | Decided | Drive  # something done, a drive decided on, a drive cancelled


@dataclass
class Clock:
    now: datetime = LONG_AGO


@dataclass
class Deeds:
    """`campaigns`: by the key of a drive, its campaign's id."""

    year: Year
    office: Office
    clock: Clock
    campaigns: dict[str, int] = field(default_factory=dict)

    def all(self) -> Iterator[tuple[datetime, Deed]]:
        yield from ((act.at, act) for act in [*self.year.joined, *self.year.acts] if act.kind != ALOUD)
        yield from ((one.acted, one) for one in self.year.drives)
        yield from ((one.cancelled_at, one) for one in self.year.told if one.cancelled_at)

    async def do(self, tx: Transaction, deed: Deed) -> None:
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


def key_of(template: str) -> str:
    """“20-4:2026” of “template:20-4-1a2b3c4d:2026”."""
    if not template:
        return ""
    _, drive, year = template.split(":")
    return f"{'-'.join(drive.split('-')[:2])}:{year}"


async def _offered(tx: Transaction, key: str) -> KeptDraft:
    return next(kept for kept in await launch_drafts.live(tx) if key_of(kept.draft.template) == key)


async def _person(tx: Transaction, act: Act) -> Staff:
    return await people.get(tx, await tx.value("SELECT id FROM staff WHERE full_name = ?", (act.person,)))


STEPS = {
    "interim_done": CampaignState.RUNNING,
    "reviewed": CampaignState.REVIEWING,
    "decided": CampaignState.DECIDED,
}
OF_ROSTER = {"moved": Deeds._moved, "quit": Deeds._quit, "away": Deeds._away}

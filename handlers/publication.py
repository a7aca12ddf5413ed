"""Publish, correct, stop and cancel a campaign, and take its later steps: what is done, by whomever it is asked for."""

from dataclasses import dataclass, replace
from datetime import datetime

from domain import campaign_file
from domain.approvals import ApprovalKind
from domain.campaign_file import CampaignFile
from domain.campaign_values import Surroundings
from domain.campaigns import Campaign, CampaignState, Tells
from domain.errors import Refused
from domain.folding import fold
from domain.notices import NOTICE
from domain.office import Office
from domain.permissions import Right
from domain.reminders import schedule
from domain.timeline import group_times
from handlers import broadcasts, lifecycle
from handlers.visit import Visit
from storage import (
    announcements,
    approvals,
    audit,
    campaign_versions,
    campaigns,
    cards,
    coverage,
    groups,
    outbox,
    people,
    reminders,
    signed_texts,
    tree,
)
from storage.coverage import Coverage
from storage.database import Transaction
from texts import award_types


@dataclass(frozen=True)
class Desk:
    """Where and when a campaign is published. `staff_id`: the officer; none on the command line. `origin` and
    `on_behalf_of`: as the log has them."""

    tx: Transaction
    office: Office
    now: datetime
    staff_id: int | None = None
    origin: str = ""
    on_behalf_of: int | None = None

    async def record(self, act: str, campaign: Campaign, fields: str = "") -> None:
        await audit.record(
            self.tx,
            self.now,
            self.staff_id,
            act,
            campaign.id,
            fields,
            origin=self.origin,
            on_behalf_of=self.on_behalf_of,
        )


def desk_of(visit: Visit) -> Desk:
    """In the name of whoever asks."""
    return Desk(visit.tx, visit.office, visit.now, visit.person.id, visit.request.chat.platform, visit.on_behalf_of)


@dataclass(frozen=True)
class Reach:
    """Who will hear of a campaign. `groups`: titles; `by_hand`: how many of its messages an officer has changed."""

    figures: Coverage
    groups: tuple[str, ...]
    by_hand: int

    @property
    def anybody(self) -> bool:
        return bool(self.figures.activated or self.groups)


async def reach(desk: Desk, campaign: Campaign) -> Reach:
    found = await announcements.to_say(desk.tx, campaign.id)
    by_hand = sum(one.by_hand for one in found)
    titles = tuple(one.title for one in await groups.linked(desk.tx))
    return Reach(await coverage.figures(desk.tx, campaign), titles, by_hand)


async def around(desk: Desk, campaign_id: int | None = None) -> Surroundings:
    """What a campaign is read against; one that is there already answers any but itself."""
    return Surroundings(
        desk.now,
        desk.office.calendar,
        await tree.units(desk.tx),
        desk.office.name,
        await people.names(desk.tx),
        award_types(),
        [one for one in await campaigns.every(desk.tx) if one.id != campaign_id],
    )


async def read(desk: Desk, content: bytes, campaign_id: int | None = None) -> CampaignFile:
    """`campaign_id`: of the one that it corrects. Raises Refused("campaign_file_wrong", mistakes)."""
    return campaign_file.read(content, await around(desk, campaign_id))


async def same_name(desk: Desk, campaign: Campaign) -> Campaign | None:
    """Another one by this name that stands: perhaps a correction was meant."""
    others = [one for one in await campaigns.every(desk.tx) if one.id != campaign.id]
    published = [one for one in others if one.stands]
    return next((one for one in published if fold(one.name) == fold(campaign.name)), None)


def opening_time(desk: Desk, campaign: Campaign) -> datetime:
    """When its opening goes out if it is confirmed now: at its time, never at once, never out of hours."""
    soonest = desk.now + NOTICE
    wanted = max(campaign.publish_at, soonest)
    end = campaign.closes(desk.office.zone)
    return campaign.require_opening_at(desk.office.calendar.sending_time(wanted, soonest, end))


async def draft(desk: Desk, content: bytes) -> Campaign:
    """Keep what a file says as a draft that nobody hears of until it is published."""
    campaign = (await read(desk, content)).campaign(desk.now)
    opening_time(desk, campaign)
    kept = replace(campaign, id=await campaigns.add(desk.tx, campaign))
    await desk.record("campaign.drafted", kept)
    return kept


async def publish(desk: Desk, campaign: Campaign, *, agreed: bool = False) -> Campaign:
    """Let a draft be told, at its time. Refused("director_must_agree") where the office wants that and nobody has."""
    if desk.office.director_agrees and not agreed:
        raise Refused("director_must_agree")
    campaign.require_step(CampaignState.APPROVED, Right.OFFICE)
    published = await _write(
        desk,
        campaign,
        state=CampaignState.APPROVED,
        publish_at=opening_time(desk, campaign),
        published_by=desk.staff_id,
    )
    await _plan(desk, published)
    await approvals.withdraw(desk.tx, campaign.id, desk.now, ApprovalKind.OPENING)
    await desk.record("campaign.published", published)
    return published


async def _write(desk: Desk, campaign: Campaign, **changes: object) -> Campaign:
    """What stood before is kept, and so are the words that people sign."""
    await _keep_first(desk, campaign.id)
    written = replace(campaign, version=campaign.version + 1, **changes)  # type: ignore[arg-type]  # fields by name
    await campaigns.replace(desk.tx, written)
    if written.state is not CampaignState.DRAFT:
        await campaign_versions.keep(desk.tx, written, desk.staff_id, desk.now)
        await signed_texts.keep(desk.tx, written, desk.now)
    await cards.touch(desk.tx, campaign.id, desk.now)
    return written


async def _keep_first(desk: Desk, campaign_id: int) -> None:
    """How one stands that was confirmed before versions were kept, by its opening and who confirmed it."""
    stands = await campaigns.get(desk.tx, campaign_id)
    if stands.state is not CampaignState.DRAFT and not await campaign_versions.of(desk.tx, campaign_id):
        since = min(stands.publish_at, desk.now)
        await campaign_versions.keep(desk.tx, stands, stands.published_by, since)


async def _plan(desk: Desk, campaign: Campaign) -> None:
    """All that it will say from now on; what fell due while the program was down is left to the schedule."""
    plan = (campaign.times(), desk.office.calendar, desk.office.reminders, desk.now)
    await announcements.replace_waiting(desk.tx, campaign.id, group_times(*plan), desk.now)
    await reminders.replace_waiting(desk.tx, campaign.id, schedule(*plan), desk.now)


def require_correctable(campaign: Campaign, now: datetime) -> None:
    """Refused once it is cancelled or over."""
    if campaign.state is CampaignState.CANCELLED:
        raise Refused("campaign_cancelled", campaign=campaign)
    if now.date() > campaign.end:
        raise Refused("not_correctable", campaign=campaign)


def corrected(desk: Desk, campaign: Campaign, file: CampaignFile) -> Campaign:
    """What the campaign would be by this file. Once people have heard of it, its opening stays where it was."""
    written = file.campaign(campaign.publish_at)
    require_correctable(campaign, desk.now)
    require_correctable(replace(campaign, end=written.end), desk.now)
    after = replace(
        written,
        id=campaign.id,
        version=campaign.version,
        state=campaign.state,
        published_by=campaign.published_by,
    )
    opens = campaign.publish_at if campaign.opened(desk.now) else opening_time(desk, after)
    return replace(after, publish_at=opens)


async def correct(desk: Desk, campaign: Campaign) -> Campaign:
    """Write the corrected campaign; nothing that was said is said again."""
    changes = (await campaigns.get(desk.tx, campaign.id)).changes(campaign)
    written = await _write(desk, campaign)
    if written.stands:
        await _plan(desk, written)
    await desk.record("campaign.corrected", written, ",".join(changes))
    return written


async def stop(desk: Desk, campaign: Campaign) -> Campaign:
    """Before its opening has gone out: a draft again, of which nobody hears."""
    if campaign.opened(desk.now):
        raise Refused("campaign_opened", campaign=campaign)
    campaign.require_step(CampaignState.DRAFT, Right.OFFICE)
    await _silence(desk, campaign)
    stopped = await _write(desk, campaign, state=CampaignState.DRAFT)
    await desk.record("campaign.stopped", stopped)
    return stopped


async def postpone(desk: Desk, campaign: Campaign, moment: datetime) -> Campaign:
    """Before its opening has gone out: that goes at another time, and all else by it."""
    if campaign.opened(desk.now):
        raise Refused("campaign_opened", campaign=campaign)
    postponed = replace(campaign, publish_at=moment)
    written = await _write(desk, postponed, publish_at=opening_time(desk, postponed))
    await _plan(desk, written)
    await desk.record("campaign.postponed", written, "publish_at")
    return written


async def cancel(desk: Desk, campaign: Campaign, *, tell: bool = False) -> Campaign:
    """Nothing more is said of it, save to who is registered if that is wanted; people see it as cancelled."""
    step = campaign.require_step(CampaignState.CANCELLED, Right.OFFICE)
    await _silence(desk, campaign)
    return await _step(desk, campaign, CampaignState.CANCELLED, step.tells if tell else Tells.NOBODY)


async def take_step(desk: Desk, campaign: Campaign, to: CampaignState, **changes: object) -> Campaign:
    """A later step of the office's, with what changes by it; whom the table names is told.

    Raises Refused("campaign_step", …) where the table has none.
    """
    step = campaign.require_step(to, Right.OFFICE)
    return await _step(desk, campaign, to, step.tells, **changes)


async def _step(desk: Desk, campaign: Campaign, to: CampaignState, tells: Tells, **changes: object) -> Campaign:
    written = await _write(desk, campaign, state=to, **changes)
    if to is CampaignState.DECIDED:
        await campaigns.note_decided(desk.tx, campaign.id, desk.now)
    if to is CampaignState.ARCHIVED:
        await announcements.stop(desk.tx, campaign.id)
        await reminders.stop(desk.tx, campaign.id)
    await lifecycle.tell(desk.tx, desk.office, written, tells, desk.now)
    await desk.record(f"campaign.{to.lower()}", written)
    return written


async def _silence(desk: Desk, campaign: Campaign) -> None:
    await broadcasts.stop_all_of(desk.tx, campaign.id, desk.now)
    await announcements.stop(desk.tx, campaign.id)
    await reminders.stop(desk.tx, campaign.id)
    await approvals.withdraw(desk.tx, campaign.id, desk.now)
    await outbox.stop(desk.tx, campaign.id, "campaign stopped")

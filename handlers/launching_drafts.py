"""The draft of a launch, one for all officers: what stands in it, and the campaign that it would be."""

from dataclasses import dataclass, replace

from domain.campaign_content import Level
from domain.campaigns import Campaign, CampaignState
from domain.dates import full
from domain.errors import Refused
from domain.launch import Fault, Item, Lacks, LaunchDraft, contradictions, missing, overlaps
from domain.launch_again import as_it_stands
from domain.launch_times import usual_opening
from domain.markup import plain, units
from handlers import publication
from handlers.announcements import opening
from handlers.publication import Reach, desk_of
from handlers.visit import Visit
from storage import campaigns, launch_drafts
from storage.launch_drafts import KeptDraft
from texts import refusal, render

ROOM = 200  # UTF-16 units that stand under an opening: how to register, or the lines to choose from


@dataclass(frozen=True)
class Readiness:
    """What keeps a draft from being told, and what an officer should know before it is.

    `campaign`: what it would be, and `reach`: who hears of it; None while something is missing. `stops`: sentences.
    """

    lacks: Lacks
    faults: tuple[Fault, ...] = ()
    stops: tuple[str, ...] = ()
    campaign: Campaign | None = None
    reach: Reach | None = None
    beside: tuple[Campaign, ...] = ()
    same: Campaign | None = None

    @property
    def ready(self) -> bool:
        return self.lacks.ready and not self.faults and not self.stops


async def readiness(visit: Visit, kept: KeptDraft) -> Readiness:
    lacks = missing(kept.draft)
    faults = contradictions(kept.draft, await publication.around(desk_of(visit), kept.campaign_id))
    if lacks.needed or faults:
        return Readiness(lacks, faults)
    campaign = await as_campaign(visit, kept)
    reach = await publication.reach(desk_of(visit), campaign)
    return Readiness(
        lacks,
        stops=await _stops(visit, campaign, reach),
        campaign=campaign,
        reach=reach,
        beside=overlaps(campaign, await campaigns.every(visit.tx)),
        same=await publication.same_name(desk_of(visit), campaign),
    )


async def _stops(visit: Visit, campaign: Campaign, reach: Reach) -> tuple[str, ...]:
    """Why it cannot be told as it is: nobody hears it, it comes too late, it does not fit into one message."""
    on_paper = campaign.content.level is Level.CLUSTER  # whose members have no account as a rule
    found = [] if reach.anybody or on_paper else [render("launch/nobody")]
    try:
        publication.opening_time(desk_of(visit), campaign)
    except Refused as error:
        found.append(refusal(error))
    if (excess := await _excess(visit, campaign)) > 0:
        found.append(render("launch/too_long", excess=excess))
    return tuple(found)


async def _excess(visit: Visit, campaign: Campaign) -> int:
    """By how many UTF-16 units the opening is too long for one message of the smallest platform."""
    said = [
        await opening(visit.tx, campaign, visit.now, visit.person, to_person=to_person, kept_right=False)
        for to_person in (False, True)
    ]
    letters = min(place.means.letters for place in (visit.here, *visit.places))
    return max(units(plain(one.text)) for one in said) + ROOM - letters


async def as_campaign(visit: Visit, kept: KeptDraft) -> Campaign:
    """The campaign that a complete draft would be, to be opened at its time or else at the usual one."""
    file = kept.draft.file(await publication.around(desk_of(visit), kept.campaign_id))
    usual = usual_opening(file.start, file.registration_deadline, visit.now, visit.office.calendar)
    campaign = file.campaign(usual)
    if kept.campaign_id is None:
        return campaign
    stands = await campaigns.get(visit.tx, kept.campaign_id)
    return replace(campaign, id=stands.id, version=stands.version, published_by=stands.published_by)


async def written(visit: Visit, kept: KeptDraft) -> tuple[KeptDraft, Campaign]:
    """With the campaign that it is, written down as a draft that nobody hears of."""
    campaign = await as_campaign(visit, kept)
    if kept.campaign_id is None:
        campaign = replace(campaign, id=await campaigns.add(visit.tx, campaign))
        await desk_of(visit).record("campaign.drafted", campaign)
        return await launch_drafts.belongs_to(visit.tx, kept, campaign.id), campaign
    stands = await campaigns.get(visit.tx, campaign.id)
    if stands.state is not CampaignState.DRAFT or not stands.changes(campaign):  # who told it meanwhile was first
        return kept, stands
    campaign = replace(campaign, version=stands.version + 1)
    await campaigns.replace(visit.tx, campaign)
    return kept, campaign


async def begun(visit: Visit, draft: LaunchDraft) -> KeptDraft:
    """Keep a new draft, or take up one that holds the same and that nobody has touched."""
    return await launch_drafts.untouched(visit.tx, draft) or await _added(visit, draft)


async def _added(visit: Visit, draft: LaunchDraft) -> KeptDraft:
    kept = await launch_drafts.add(visit.tx, draft, visit.person.id, visit.now)
    await visit.record("launch_draft.begun", kept.id)
    return kept


async def changed(visit: Visit, kept: KeptDraft, draft: LaunchDraft) -> KeptDraft:
    """Write it down; a campaign that has been shown already changes with it, as far as it can."""
    saved = await launch_drafts.save(visit.tx, replace(kept, draft=draft), visit.person.id, visit.now)
    await visit.record("launch_draft.changed", saved.id)
    lacks = missing(draft)
    if (
        saved.campaign_id is not None
        and lacks.ready
        and not contradictions(draft, await publication.around(desk_of(visit), saved.campaign_id))
    ):
        saved, _ = await written(visit, saved)
    return saved


async def of_campaign(visit: Visit, campaign: Campaign) -> KeptDraft:
    """The draft of a campaign that nobody has heard of."""
    found = await launch_drafts.of_campaign(visit.tx, campaign.id)
    if found is not None and found.live:
        return found
    draft = as_it_stands(campaign, await publication.around(desk_of(visit), campaign.id))
    if campaign.publish_at > visit.now:
        draft = draft.with_(publish_at=full(campaign.publish_at))
    kept = await _added(visit, draft)
    return await launch_drafts.belongs_to(visit.tx, kept, campaign.id)


def lacking(readiness: Readiness) -> tuple[Item, ...]:
    return tuple(sorted((*readiness.lacks.needed, *readiness.lacks.advised)))

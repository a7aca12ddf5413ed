"""/phatdong: the officer publishes what the Director has launched, from a file; and stops, corrects, cancels it."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import NamedTuple

from domain.approvals import Approval
from domain.campaigns import Campaign, CampaignState
from domain.messages import Choice, Message
from handlers import approvals, broadcasts, correcting, documents, files, publication
from handlers.announcements import author, opening_facts
from handlers.publication import Desk
from handlers.visit import Visit
from storage import campaigns
from texts import label, render


async def publishing(visit: Visit) -> Message:
    """A file is a new campaign; the other words act on one that is there or show it."""
    verb = visit.args[0] if visit.args else ""
    if verb in _ACTS and (seen := visit.versioned()):
        return await _act(visit, _ACTS[verb], *seen)
    if verb in _SHOWS and visit.number(1) is not None:
        return await _SHOWS[verb](visit, await campaigns.get(visit.tx, visit.number(1)))
    if visit.request.offered:
        content = files.received(visit, files.CAMPAIGN).content
        return await show(visit, await publication.draft(desk(visit), content))
    return await _how(visit)


def desk(visit: Visit) -> Desk:
    return Desk(visit.tx, visit.office, visit.now, visit.person.id)


async def _how(visit: Visit) -> Message:
    """How a campaign is published, and those that nobody has heard of yet."""
    found = await campaigns.to_open(visit.tx, visit.now)
    choices = tuple(Choice(label=one.label, command=f"/phatdong xem {one.id}") for one in found)
    return Message(
        text=render("publishing/how", campaigns=found, person=visit.person, files=visit.means.files), choices=choices
    )


class _Act(NamedTuple):
    """What changes a campaign, and in which state that makes sense."""

    needs: CampaignState
    does: Callable[[Desk, Campaign], Awaitable[Campaign]]


async def _act(visit: Visit, act: _Act, campaign_id: int, version: int) -> Message:
    """A press on what has changed meanwhile shows how things stand instead."""
    campaign = await campaigns.get(visit.tx, campaign_id)
    if campaign.version != version or campaign.state is not act.needs:
        return await show(visit, campaign)
    return await show(visit, await act.does(desk(visit), campaign))


async def show(visit: Visit, campaign: Campaign) -> Message:
    """How a campaign stands with the officer, and what can be done about it."""
    if campaign.state is CampaignState.DRAFT:
        return await _preview(visit, campaign)
    facts = {"campaign": campaign, "person": visit.person, "reach": await publication.reach(desk(visit), campaign)}
    if campaign.state is CampaignState.CANCELLED:
        told = await broadcasts.told_of(visit.tx, campaign.id)
        return Message(text=render("publishing/cancelled", **facts, told=told))
    copy = _shows(campaign, "sao", "copy_text")
    cancel = _shows(campaign, "huy", "cancel_campaign")
    if campaign.opened(visit.now):
        progress = Choice(label=label("progress"), command=f"/tiendo {campaign.id}")
        return Message(
            text=render("publishing/opened", **facts), choices=(progress, copy, *_plan(visit, campaign), cancel)
        )
    stop = _acts(campaign, "dung", "stop_sending")
    return Message(text=render("publishing/waiting", **facts), choices=(stop, copy, *_plan(visit, campaign), cancel))


def _plan(visit: Visit, campaign: Campaign) -> tuple[Choice, ...]:
    """The signed plan's copy is attached where files can be sent."""
    return (documents.to_send(campaign),) if visit.means.files and campaign.documents else ()


async def _preview(visit: Visit, campaign: Campaign) -> Message:
    """The opening exactly as the groups will see it; who gets it, and when."""
    opens = publication.opening_time(desk(visit), campaign)
    facts = await opening_facts(visit.tx, campaign, opens, visit.person)
    facts["reach"] = await publication.reach(desk(visit), campaign)
    facts["same"] = await publication.same_name(desk(visit), campaign)
    awaited = await approvals.awaited(visit.tx, campaign)
    facts |= {"awaited": awaited, "needed": approvals.needed(visit.office), "hears": _hears(visit, awaited)}
    text = render("publishing/preview", **facts, opens=opens)
    return Message(text=text, choices=await _draft_choices(visit, campaign, awaited))


def _hears(visit: Visit, awaited: Approval | None) -> datetime | None:
    """When the Director is asked, where that is still to come: nobody is asked out of hours."""
    hears = visit.office.calendar.next_opening(awaited.asked_at) if awaited else visit.now
    return hears if hears > visit.now else None


async def _draft_choices(visit: Visit, campaign: Campaign, awaited: Approval | None) -> tuple[Choice, ...]:
    """While the Director's word is awaited the officer can only wait, take the request back, or discard."""
    discard = _acts(campaign, "bo", "discard", destroys=True)
    if awaited:
        return (_acts(campaign, "rut", "take_back_request"), discard)
    publish = () if approvals.needed(visit.office) else (_acts(campaign, "ok", "publish"),)
    offered = await approvals.offered(visit.tx, visit.office)
    ask = (_acts(campaign, "trinh", "ask_director"),) if offered else ()
    return (*ask, *publish, discard)


async def _publish(desk: Desk, campaign: Campaign) -> Campaign:
    """An old choice does not go around the Director."""
    waits = approvals.needed(desk.office) or await approvals.awaited(desk.tx, campaign)
    return campaign if waits else await publication.publish(desk, campaign)


def _shows(campaign: Campaign, verb: str, name: str) -> Choice:
    return Choice(label=label(name), command=f"/phatdong {verb} {campaign.id}")


def _acts(campaign: Campaign, verb: str, name: str, *, destroys: bool = False) -> Choice:
    command = f"/phatdong {verb} {campaign.id}.{campaign.version}"
    return Choice(label=label(name), command=command, destroys=destroys)


async def _copy(visit: Visit, campaign: Campaign) -> Message:
    """Nothing but the words for the office's own group, so that they can be copied whole."""
    signer = await author(visit.tx, campaign) or visit.person
    facts = await opening_facts(visit.tx, campaign, visit.now, signer)
    ways = visit.ways_in(f"/dangky {campaign.id}")
    return Message(text=render("announcements/copy", **facts, ways=ways), keeps=True)


async def _ask_cancel(visit: Visit, campaign: Campaign) -> Message:
    if campaign.state is not CampaignState.PUBLISHED:
        return await show(visit, campaign)
    reach = await publication.reach(desk(visit), campaign)
    choices = (_acts(campaign, "huyhan", "cancel_now", destroys=True), _shows(campaign, "xem", "keep_campaign"))
    return Message(text=render("publishing/ask_cancel", campaign=campaign, reach=reach), choices=choices)


_ACTS: Mapping[str, _Act] = {
    "ok": _Act(CampaignState.DRAFT, _publish),
    "trinh": _Act(CampaignState.DRAFT, approvals.ask),
    "rut": _Act(CampaignState.DRAFT, approvals.take_back),
    "bo": _Act(CampaignState.DRAFT, publication.cancel),
    "dung": _Act(CampaignState.PUBLISHED, publication.stop),
    "huyhan": _Act(CampaignState.PUBLISHED, publication.cancel),  # “hủy đợt 17” only asks
}
_SHOWS: Mapping[str, Callable[[Visit, Campaign], Awaitable[Message]]] = {
    "xem": show,
    "sao": _copy,
    "sua": correcting.begin,
    "huy": _ask_cancel,
}

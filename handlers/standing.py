"""How a published or cancelled campaign stands with the officer, and what can be done about it."""

from collections.abc import Mapping
from datetime import timedelta

from domain.audience import Audience
from domain.campaign_reach import members
from domain.campaigns import OPEN, Campaign, CampaignState
from domain.messages import Choice, Message
from handlers import broadcasts, documents, lifecycle, publication
from handlers.announcements import author, opening_facts
from handlers.publication import desk_of
from handlers.shares import Share, shares
from handlers.visit import Visit
from storage import outbox
from storage.outbox import Unasked
from texts import label, render

AFTER_THE_ANSWER = timedelta(seconds=2)  # so that it stands under it


def shows(campaign: Campaign, verb: str, name: str) -> Choice:
    return Choice(label=label(name), command=f"/phatdong {verb} {campaign.id}")


def acts(campaign: Campaign, verb: str, name: str, *, destroys: bool = False) -> Choice:
    command = f"/phatdong {verb} {campaign.id}.{campaign.version}"
    return Choice(label=label(name), command=command, destroys=destroys)


async def show(visit: Visit, campaign: Campaign) -> Message:
    reach = await publication.reach(desk_of(visit), campaign)
    facts = {"campaign": campaign, "person": visit.person, "reach": reach}
    if campaign.state is CampaignState.CANCELLED:
        return await _cancelled(visit, campaign, facts)
    if campaign.state not in OPEN:
        return Message(text=render("lifecycle/over", **facts), choices=_over(campaign))
    if campaign.opened(visit.now):
        return Message(text=render("publishing/opened", **facts), choices=_opened(visit, campaign))
    facts["shares"] = await _shares(visit, campaign)
    return Message(text=render("publishing/waiting", **facts), choices=_waiting(visit, campaign))


async def _cancelled(visit: Visit, campaign: Campaign, facts: Mapping[str, object]) -> Message:
    """As long as it waits, what tells of it can be stopped."""
    told = await broadcasts.told_of(visit.tx, campaign.id)
    waits = await outbox.waiting(visit.tx, campaign.id, lifecycle.KIND)
    text = render("publishing/cancelled", **facts, told=told, waits=waits)
    return Message(text=text, choices=(acts(campaign, "dungbao", "stop_notice"),) if waits.messages else ())


_NEXT: Mapping[CampaignState, tuple[str, str]] = {  # the verb and the label of the officer's next step
    CampaignState.INTERIM_REVIEW: ("soket", "interim_done"),
    CampaignState.CLOSED: ("binhxet", "begin_review"),
    CampaignState.REVIEWING: ("quyetdinh", "record_decision"),
    CampaignState.DECIDED: ("luutru", "archive"),
}


def _next(campaign: Campaign) -> tuple[Choice, ...]:
    if campaign.state not in _NEXT:
        return ()
    verb, name = _NEXT[campaign.state]
    return (acts(campaign, verb, name) if verb in {"soket", "quyetdinh"} else shows(campaign, verb, name),)


def _over(campaign: Campaign) -> tuple[Choice, ...]:
    """The next step, and what there is to read."""
    progress = Choice(label=label("progress"), command=f"/tiendo {campaign.id}")
    reports = Choice(label=label("reports_of_units"), command=f"/baocao donvi {campaign.id}")
    return (
        *_next(campaign),
        progress,
        *((reports,) if campaign.report_deadline else ()),
        Choice(label=label("sum_up"), command=f"/xuatbieu {campaign.id}"),
        *documents.to_see(campaign),
    )


def _opened(visit: Visit, campaign: Campaign) -> tuple[Choice, ...]:
    progress = Choice(label=label("progress"), command=f"/tiendo {campaign.id}")
    correct, copy = shows(campaign, "sua", "correct_campaign"), shows(campaign, "sao", "copy_text")
    said, cancel = shows(campaign, "lich", "timeline"), shows(campaign, "huy", "cancel_campaign")
    versions = shows(campaign, "ban", "versions")
    return (*_next(campaign), progress, said, correct, versions, copy, *_plan(visit, campaign), cancel)


def _waiting(visit: Visit, campaign: Campaign) -> tuple[Choice, ...]:
    return (
        acts(campaign, "dung", "stop_sending"),
        shows(campaign, "hoan", "postpone"),
        shows(campaign, "lich", "timeline"),
        shows(campaign, "sua", "correct_campaign"),
        shows(campaign, "sao", "copy_text"),
        *_plan(visit, campaign),
        shows(campaign, "huy", "cancel_campaign"),
    )


def _plan(visit: Visit, campaign: Campaign) -> tuple[Choice, ...]:
    """The signed plan's copy is attached where files can be sent."""
    return (documents.to_send(campaign),) if visit.means.files and campaign.documents else ()


async def _shares(visit: Visit, campaign: Campaign) -> list[Share]:
    """Of those on the roster now who take part."""
    around = await publication.around(desk_of(visit))
    return await shares(visit, Audience(people=members(campaign, around), every_group=True))


async def copy(visit: Visit, campaign: Campaign) -> Message:
    """Nothing but the words for the office's own group, so that they can be copied whole."""
    signer = await author(visit.tx, campaign) or visit.person
    facts = await opening_facts(visit.tx, campaign, visit.now, signer)
    ways = visit.ways_in(f"/dangky {campaign.id}")
    return Message(text=render("announcements/copy", **facts, ways=ways), keeps=True, alone=True)


async def send_copy(visit: Visit, campaign: Campaign, officer: int) -> None:
    """The same as a message of its own, right after the answer; the officer waits for it, whatever the hour."""
    key = f"launch_copy:{campaign.id}:{campaign.version}"
    message = await copy(visit, campaign)
    note = Unasked(key, "launch_copy", staff_id=officer, campaign_id=campaign.id, message=message, any_hour=True)
    await outbox.queue(visit.tx, [note], visit.now + AFTER_THE_ANSWER)

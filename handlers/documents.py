"""/tailieu: the documents that a campaign rests on, with the signed plan's copy; an officer attaches that."""

from domain.campaigns import Campaign
from domain.errors import Refused
from domain.messages import Choice, Message
from domain.permissions import Right
from domain.plan_files import as_pdf
from handlers import files
from handlers.visit import Visit
from storage import campaigns, plan_files
from texts import label, render

SHOWN = 9  # campaigns to choose from, the one that ended or ends last leading


async def tailieu(visit: Visit) -> Message:
    """/tailieu lists, /tailieu 17 shows the documents of one; with an officer's PDF, that becomes its plan's copy.
    `gui 17`: how to send it."""
    if visit.args[:1] == ("gui",) and visit.number(1) is not None:
        visit.require(Right.OFFICE)
        return await how_to_send(visit, await campaigns.get(visit.tx, visit.number(1)))
    if visit.number() is None:
        return await _choose(visit)
    campaign = await _readable(visit, visit.number())
    if visit.request.offered:
        return await attach(visit, campaign)
    return await _show(visit, campaign)


async def _choose(visit: Visit) -> Message:
    """The only campaign there is, or which one is meant."""
    found = [one for one in await campaigns.opened(visit.tx, visit.now) if _concerns(visit, one)][:SHOWN]
    if len(found) == 1:
        return await _show(visit, found[0])
    choices = tuple(Choice(label=one.label, command=f"/tailieu {one.id}") for one in found)
    return Message(text=render("documents/choose", campaigns=found), choices=choices)


def _concerns(visit: Visit, campaign: Campaign) -> bool:
    return campaign.includes(visit.person) or visit.person.may(Right.OVERVIEW)


async def _readable(visit: Visit, campaign_id: int | None) -> Campaign:
    """A campaign that this person may know of; whoever sees all of them also sees what is still a draft."""
    campaign = await campaigns.get(visit.tx, campaign_id)
    if not visit.person.may(Right.OVERVIEW) and not (_concerns(visit, campaign) and campaign.opened(visit.now)):
        raise Refused("campaign_unknown")
    return campaign


async def _show(visit: Visit, campaign: Campaign) -> Message:
    """Number, day and issuer of each; the copy itself where files can be had, else where it can be had."""
    kept = await plan_files.exists(visit.tx, campaign.id)
    file = await plan_files.get(visit.tx, campaign.id) if visit.gives_files else None
    ways = visit.ways_in(f"/tailieu {campaign.id}", files=True) if kept and not file else []
    text = render("documents/shown", campaign=campaign, kept=kept, here=file is not None, ways=ways)
    choices = (to_send(campaign),) if _may_send(visit) and not kept else ()
    return Message(text=text, attachment=file, choices=choices)


def _may_send(visit: Visit) -> bool:
    return visit.person.may(Right.OFFICE) and visit.means.files


def to_see(campaign: Campaign) -> tuple[Choice, ...]:
    """The choice that shows the plan or, where the office has launched nothing itself, what it responds to."""
    if not campaign.documents:
        return ()
    name = "see_plan" if campaign.launched_by else "see_documents"
    return (Choice(label=label(name), command=f"/tailieu {campaign.id}"),)


def to_send(campaign: Campaign) -> Choice:
    """The officer's choice to attach the plan's copy."""
    return Choice(label=label("send_plan"), command=f"/tailieu gui {campaign.id}")


async def how_to_send(visit: Visit, campaign: Campaign) -> Message:
    kept = await plan_files.exists(visit.tx, campaign.id)
    ways = [] if visit.means.files else visit.ways_in("/menu", files=True)
    text = render("documents/how_to_send", campaign=campaign, kept=kept, files=visit.means.files, ways=ways)
    return Message(text=text)


async def attach(visit: Visit, campaign: Campaign) -> Message:
    """Keep what came as the plan's copy, in the place of an earlier one. Raises as files.received, and not_a_pdf."""
    visit.require(Right.OFFICE)
    pdf = as_pdf(files.received(visit, files.PLAN))
    replaced = await plan_files.exists(visit.tx, campaign.id)
    await plan_files.put(visit.tx, campaign.id, pdf, visit.person.id, visit.now)
    await visit.record("plan.replaced" if replaced else "plan.attached", campaign.id)
    text = render("documents/attached", campaign=campaign, file=pdf.name, replaced=replaced)
    return Message(text=text, choices=to_see(campaign))

"""/tailieu: the documents that a campaign and what it answers rest on, with their copies; an officer attaches those."""

from typing import NamedTuple

from domain.campaign_content import Parent
from domain.campaign_documents import renumbered
from domain.campaigns import Campaign, Document
from domain.errors import Refused
from domain.messages import Attachment, Choice, Message
from domain.permissions import Right
from domain.plan_files import as_pdf
from handlers import files
from handlers.visit import Visit
from storage import campaigns, document_files
from storage.document_files import FIRST, key
from texts import label, render

SHOWN = 9  # campaigns to choose from, the one that ended or ends last leading


class Paper(NamedTuple):
    """One document by its place, from 1. `parent`: the name of what is answered by it, "" for the campaign's own.

    `keys`: under which its file may be, with the id of the campaign whose it is; `kept`: whether it is there.
    """

    place: int
    document: Document
    parent: str
    keys: tuple[tuple[int, str], ...]
    kept: bool = False


async def tailieu(visit: Visit) -> Message:
    """/tailieu lists, /tailieu 17 shows the documents of one, /tailieu 17 2 the second of them; with an officer's PDF,
    that becomes its copy, of the first where no other is named. `gui 17`: how to send it."""
    if visit.args[:1] == ("gui",) and visit.number(1) is not None:
        visit.require(Right.OFFICE)
        return await how_to_send(visit, await campaigns.get(visit.tx, visit.number(1)))
    if visit.number() is None:
        return await _choose(visit)
    campaign = await _readable(visit, visit.number())
    if visit.request.offered:
        return await attach(visit, campaign)
    return await (_one(visit, campaign) if len(visit.args) > 1 else _show(visit, campaign))


async def papers(visit: Visit, campaign: Campaign) -> list[Paper]:
    """The campaign's own, then those of what it answers, each once."""
    own = [(one, "", (campaign.id, one.number)) for one in campaign.documents]
    answered = [
        (one.document, one.name, await _lent(visit, campaign, one, one.document))
        for one in campaign.content.parents
        if one.document
    ]
    once: dict[str, tuple[Document, str, tuple[int, str]]] = {}
    for one in (*own, *answered):
        once.setdefault(key(one[0].number), one)
    found = [_paper(place, *one) for place, one in enumerate(once.values(), start=1)]
    kept = {
        (owner, one) for owner in {campaign.id, *(o for _, _, (o, _) in answered)} for one in await _kept(visit, owner)
    }
    return [paper._replace(kept=not kept.isdisjoint(paper.keys)) for paper in found]


async def _lent(visit: Visit, campaign: Campaign, parent: Parent, document: Document) -> tuple[int, str]:
    """Whose files hold what is answered, by which number: one of ours lends its own to whoever may open them there."""
    above = await campaigns.get(visit.tx, parent.campaign_id) if parent.campaign_id is not None else campaign
    if above is campaign or not _may_read(visit, above):
        return campaign.id, document.number
    return above.id, renumbered([document], above.documents).get(document.number, document.number)


def _paper(place: int, document: Document, parent: str, kept_by: tuple[int, str]) -> Paper:
    owner, number = kept_by
    first = ((owner, FIRST),) if place == 1 and not parent else ()
    return Paper(place, document, parent, ((owner, key(number)), *first))


async def _kept(visit: Visit, campaign_id: int) -> frozenset[str]:
    return await document_files.kept(visit.tx, campaign_id)


async def _file(visit: Visit, paper: Paper) -> Attachment | None:
    found = [await document_files.get(visit.tx, *one) for one in paper.keys]
    return next(filter(None, found), None)


def _chosen(visit: Visit, found: list[Paper]) -> Paper:
    """The one whose place is said, else the first. Refused("number_outside", most)."""
    place = visit.number(1) if len(visit.args) > 1 else 1
    if place is None or not 0 < place <= len(found):
        raise Refused("number_outside", most=len(found))
    return found[place - 1]


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
    if not _may_read(visit, campaign):
        raise Refused("campaign_unknown")
    return campaign


def _may_read(visit: Visit, campaign: Campaign) -> bool:
    return visit.person.may(Right.OVERVIEW) or (_concerns(visit, campaign) and campaign.opened(visit.now))


async def _show(visit: Visit, campaign: Campaign) -> Message:
    """Number, day and issuer of each; the only copy itself where files can be sent, else where it can be had."""
    found = await papers(visit, campaign)
    kept = [one for one in found if one.kept]
    file = await _file(visit, kept[0]) if visit.gives_files and len(kept) == 1 else None
    facts = {"papers": found, "kept": kept, "here": visit.gives_files, "alone": file is not None}
    ways = visit.ways_in(f"/tailieu {campaign.id}", files=True) if kept and not visit.gives_files else []
    text = render("documents/shown", campaign=campaign, ways=ways, **facts)
    return Message(text=text, attachment=file, choices=_choices(visit, campaign, found, sent=file is not None))


def _choices(visit: Visit, campaign: Campaign, found: list[Paper], *, sent: bool) -> tuple[Choice, ...]:
    opens = tuple(
        Choice(label=f"{label('open_document')} {one.place}", command=f"/tailieu {campaign.id} {one.place}")
        for one in found
        if one.kept and visit.gives_files and not sent
    )
    lacking = _may_send(visit) and any(not one.kept for one in found)
    return (*opens[:SHOWN], *((to_send(campaign),) if lacking else ()))


async def _one(visit: Visit, campaign: Campaign) -> Message:
    """One document, with its copy."""
    paper = _chosen(visit, await papers(visit, campaign))
    file = await _file(visit, paper) if visit.gives_files else None
    ways = visit.ways_in(f"/tailieu {campaign.id}", files=True) if paper.kept and not file else []
    text = render("documents/one", campaign=campaign, paper=paper, here=file is not None, ways=ways)
    back = Choice(label=label("back"), command=f"/tailieu {campaign.id}")
    return Message(text=text, attachment=file, choices=(back,))


def _may_send(visit: Visit) -> bool:
    return visit.person.may(Right.OFFICE) and visit.means.files


def to_see(campaign: Campaign) -> tuple[Choice, ...]:
    """The choice that shows the plan or, where the office has launched nothing itself, what it responds to."""
    if not campaign.documents and not any(one.document for one in campaign.content.parents):
        return ()
    name = "see_plan" if campaign.launched_by else "see_documents"
    return (Choice(label=label(name), command=f"/tailieu {campaign.id}"),)


def to_send(campaign: Campaign) -> Choice:
    """The officer's choice to attach the plan's copy."""
    return Choice(label=label("send_plan"), command=f"/tailieu gui {campaign.id}")


async def how_to_send(visit: Visit, campaign: Campaign) -> Message:
    found = await papers(visit, campaign)
    ways = [] if visit.means.files else visit.ways_in("/menu", files=True)
    facts = {"papers": found, "files": visit.means.files, "ways": ways}
    return Message(text=render("documents/how_to_send", campaign=campaign, **facts))


async def attach(visit: Visit, campaign: Campaign) -> Message:
    """Keep what came as the copy of a document, in the place of an earlier one.

    Raises as files.received, and not_a_pdf, number_outside, no_documents.
    """
    visit.require(Right.OFFICE)
    found = await papers(visit, campaign)
    if not found:
        raise Refused("no_documents", campaign=campaign)
    paper = _chosen(visit, found)
    pdf = as_pdf(files.received(visit, files.PLAN))
    await document_files.put(visit.tx, *paper.keys[0], pdf, visit.person.id, visit.now)
    await visit.record("plan.replaced" if paper.kept else "plan.attached", campaign.id)
    text = render("documents/attached", campaign=campaign, file=pdf.name, paper=paper)
    return Message(text=text, choices=to_see(campaign))

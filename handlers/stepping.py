"""The later steps of a campaign, which the officer takes: each asks once, on what was seen."""

from collections.abc import Awaitable, Callable, Mapping
from typing import NamedTuple

from domain.award_decisions import said_decision
from domain.campaigns import OPEN, Campaign, CampaignState, Document
from domain.folding import fold
from domain.interim_days import said_interim
from domain.messages import Message
from domain.permissions import Right
from domain.replies import agrees
from handlers import dialogue, left_open, lifecycle, publication, standing
from handlers.dialogue import Ask, Step
from handlers.publication import desk_of
from handlers.visit import Visit
from handlers.words import command_for
from storage import campaign_versions, campaigns, outbox, people
from storage.dialogues import Draft
from texts import label, render

KIND = "stepping"
OfCampaign = Callable[[Visit, Campaign], Awaitable[Message]]
_S = CampaignState


class Act(NamedTuple):
    """What changes a campaign, and in which states that makes sense."""

    needs: frozenset[CampaignState]
    does: OfCampaign


# Without a question of their own ------------------------------------------------------------------


async def ask_cancel(visit: Visit, campaign: Campaign) -> Message:
    if campaign.state not in OPEN:
        return await standing.show(visit, campaign)
    reach = await publication.reach(desk_of(visit), campaign)
    cancel = standing.acts(campaign, "huyhan", "cancel_now", destroys=True)
    tell = standing.acts(campaign, "huybao", "cancel_and_tell", destroys=True)
    keep = standing.shows(campaign, "xem", "keep_campaign")
    choices = (cancel, tell, keep) if reach.figures.registered else (cancel, keep)
    return Message(text=render("publishing/ask_cancel", campaign=campaign, reach=reach), choices=choices)


async def _cancelled(visit: Visit, campaign: Campaign) -> Message:
    return await standing.show(visit, await publication.cancel(desk_of(visit), campaign))


async def _cancelled_aloud(visit: Visit, campaign: Campaign) -> Message:
    return await standing.show(visit, await publication.cancel(desk_of(visit), campaign, tell=True))


async def _silenced(visit: Visit, campaign: Campaign) -> Message:
    """What tells that it is cancelled goes no further."""
    if await outbox.stop(visit.tx, campaign.id, "stopped by the officer", (lifecycle.KIND,)):
        await visit.record("campaign.notice_stopped", campaign.id)
    return await standing.show(visit, campaign)


def _asks(state: CampaignState, verb: str, name: str, text: str) -> OfCampaign:
    """What cannot be taken back is asked about once."""

    async def asked(visit: Visit, campaign: Campaign) -> Message:
        if campaign.state is not state:
            return await standing.show(visit, campaign)
        left = await left_open.of(desk_of(visit), campaign)
        choices = (standing.acts(campaign, verb, name), standing.shows(campaign, "xem", "not_now"))
        ways = left_open.ways(campaign, left)
        return Message(text=render(text, campaign=campaign, left=left), choices=(*choices, *ways))

    return asked


def _takes(to: CampaignState) -> OfCampaign:
    async def taken(visit: Visit, campaign: Campaign) -> Message:
        return await standing.show(visit, await publication.take_step(desk_of(visit), campaign, to))

    return taken


SHOWS: Mapping[str, OfCampaign] = {
    "huy": ask_cancel,
    "binhxet": _asks(_S.CLOSED, "binhxethan", "begin_review", "lifecycle/ask_begin_review"),
    "luutru": _asks(_S.DECIDED, "luuhan", "archive", "lifecycle/ask_archive"),
}


# Questions ----------------------------------------------------------------------------------------


def _begins(step: str) -> OfCampaign:
    async def begun(visit: Visit, campaign: Campaign) -> Message:
        draft = await dialogue.begin(visit, KIND, step, campaign=campaign.id, version=campaign.version)
        return await _ASKS[step](visit, draft)

    return begun


async def _ask_interim(visit: Visit, draft: Draft) -> Message:
    campaign = await _meant(visit, draft)
    choices = (dialogue.choice(draft, label("no_interim"), "none"), dialogue.choice(draft, label("not_now"), "leave"))
    text = render("lifecycle/ask_interim", campaign=campaign, person=visit.person)
    return Message(text=text, choices=choices, in_words=True)


async def _take_interim(visit: Visit, campaign: Campaign, draft: Draft, value: str) -> Message:
    coming = None if fold(value) in _NO_INTERIM else said_interim(value, campaign, visit.now)
    content = campaign.content.model_copy(update={"interim": coming})
    return await _taken(visit, draft, campaign, _S.RUNNING, content=content)


_NO_INTERIM = {"none", "khong", fold(label("no_interim"))}


async def _ask_decision(visit: Visit, draft: Draft) -> Message:
    campaign = await _meant(visit, draft)
    choices = (dialogue.choice(draft, label("not_now"), "leave"),)
    text = render("lifecycle/ask_decision", campaign=campaign, person=visit.person)
    return Message(text=text, choices=choices, in_words=True)


async def _take_decision(visit: Visit, _campaign: Campaign, draft: Draft, value: str) -> Message:
    said_decision(value, visit.office.name, visit.now)
    return await _ask_sure(visit, await dialogue.move(visit, draft, "sure", decision=value))


async def _ask_sure(visit: Visit, draft: Draft) -> Message:
    campaign, decision = await _meant(visit, draft), _decision(visit, draft)
    choices = (
        dialogue.choice(draft, label("write_decision"), "ok"),
        dialogue.choice(draft, label("write_again"), "again"),
        dialogue.choice(draft, label("not_now"), "leave"),
    )
    left = await left_open.of(desk_of(visit), campaign)
    text = render("lifecycle/ask_sure", campaign=campaign, decision=decision, left=left)
    return Message(text=text, choices=(*choices, *left_open.ways(campaign, left)))


async def _take_sure(visit: Visit, campaign: Campaign, draft: Draft, value: str) -> Message:
    if value != "ok" and not agrees(value):
        step = await dialogue.move(visit, draft, "decision")
        return await (_ask_decision(visit, step) if value == "again" else _take_decision(visit, campaign, step, value))
    documents = (*campaign.documents, _decision(visit, draft))
    return await _taken(visit, draft, campaign, _S.DECIDED, documents=documents)


def _decision(visit: Visit, draft: Draft) -> Document:
    return said_decision(draft.data["decision"], visit.office.name, visit.now)


async def _meant(visit: Visit, draft: Draft) -> Campaign:
    return await campaigns.get(visit.tx, draft.data["campaign"])


async def _taken(visit: Visit, draft: Draft, campaign: Campaign, to: CampaignState, **changes: object) -> Message:
    await dialogue.end(visit, draft)
    return await standing.show(visit, await publication.take_step(desk_of(visit), campaign, to, **changes))


ACTS: Mapping[str, Act] = {
    "huyhan": Act(OPEN, _cancelled),  # “hủy đợt 17” only asks
    "huybao": Act(OPEN, _cancelled_aloud),
    "dungbao": Act(frozenset({_S.CANCELLED}), _silenced),
    "soket": Act(frozenset({_S.INTERIM_REVIEW}), _begins("interim")),
    "binhxethan": Act(frozenset({_S.CLOSED}), _takes(_S.REVIEWING)),
    "quyetdinh": Act(frozenset({_S.REVIEWING}), _begins("decision")),
    "luuhan": Act(frozenset({_S.DECIDED}), _takes(_S.ARCHIVED)),
}
_ASKS: Mapping[str, Ask] = {"interim": _ask_interim, "decision": _ask_decision, "sure": _ask_sure}
_TAKES = {
    "interim": (_S.INTERIM_REVIEW, _take_interim),
    "decision": (_S.REVIEWING, _take_decision),
    "sure": (_S.REVIEWING, _take_sure),
}


async def _take(visit: Visit, draft: Draft, value: str) -> Message:
    """What is left is shown as it stands; so is what has changed meanwhile, with who has changed it."""
    campaign = await _meant(visit, draft)
    state, take = _TAKES[draft.step]
    seen = campaign.version == draft.data["version"] and campaign.state is state
    leaves = value == "leave" or command_for(value) == "thoat"
    if seen and not leaves:
        return await take(visit, campaign, draft, value)
    await dialogue.end(visit, draft)
    return await (standing.show(visit, campaign) if leaves else _meanwhile(visit, campaign))


async def _meanwhile(visit: Visit, campaign: Campaign) -> Message:
    """What was said is not written down: nobody's word goes over another's in silence."""
    versions = await campaign_versions.of(visit.tx, campaign.id)
    last = next((one for one in reversed(versions) if one.number == campaign.version), None)
    by = await people.get(visit.tx, last.changed_by) if last else None
    present = await standing.show(visit, campaign)
    told = render("lifecycle/meanwhile", by=by, at=last.changed_at if last else None, person=visit.person)
    return present.model_copy(update={"text": f"{told}\n\n{present.text}"})


STEPS: Mapping[str, Step] = {
    step: dialogue.guarded(Step(ask, _take), dialogue.needs(Right.OFFICE)) for step, ask in _ASKS.items()
}

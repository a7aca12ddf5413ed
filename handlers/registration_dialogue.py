"""The questions of a registration, in the order in which they lead on, each checked anew at every answer."""

from collections.abc import Mapping

from domain.achievements import require_storable
from domain.campaigns import Campaign
from domain.errors import Refused
from domain.folding import fold
from domain.messages import Message
from handlers import (
    dialogue,
    registration_confirming,
    registration_criteria,
    registration_drafts,
    registration_targets,
    registration_titles,
)
from handlers.dialogue import Step
from handlers.registration_cases import Case, load
from handlers.registration_drafts import KIND, Question, pressed, stop, stops
from handlers.visit import Visit
from storage.dialogues import Draft
from texts import label, refusal, render

_QUESTIONS: Mapping[str, Question] = {
    **registration_titles.QUESTIONS,
    **registration_criteria.QUESTIONS,
    **registration_targets.QUESTIONS,
    **registration_confirming.QUESTIONS,
}


async def begin(visit: Visit, case: Case, way: str = "") -> Message:
    """Ask for what the campaign asks about; or for targets, by way of "criteria" (where it has some) or "sentence"."""
    way = "sentence" if way == "criteria" and not case.campaign.criteria else way
    return await _asked(visit, await registration_drafts.begin(visit, case, way), case)


async def begin_with(visit: Visit, case: Case, sentence: str) -> Message:
    """Take a sentence that was said freely."""
    draft = await registration_drafts.begin(visit, case, "sentence")
    return await _asked(visit, await registration_targets.read(visit, draft, case, sentence), case)


async def begin_choosing(visit: Visit, found: list[Campaign]) -> Message:
    """A sentence that was said freely while several campaigns are open."""
    names = {str(one.id): one.label for one in found}
    return await _ask_campaign(visit, await dialogue.begin(visit, KIND, "campaign", text=visit.text, names=names))


async def _ask_campaign(_visit: Visit, draft: Draft) -> Message:
    names = draft.data["names"]
    choices = [dialogue.choice(draft, name, campaign_id) for campaign_id, name in names.items()]
    text = render("registrations/choose", campaigns=list(names))
    return Message(text=text, choices=(*choices, dialogue.choice(draft, label("stop"), "stop")))


async def _take_campaign(visit: Visit, draft: Draft, value: str) -> Message:
    names = draft.data["names"]
    chosen = next((one for one, name in names.items() if value == one or fold(value) == fold(name)), None)
    if stops(value):
        await dialogue.end(visit, draft)
        return Message(text=render("dialogue/left"))
    if chosen is None:  # another sentence instead
        return await _ask_campaign(
            visit, draft if pressed(visit) else await dialogue.move(visit, draft, draft.step, text=value)
        )
    await dialogue.end(visit, draft)
    return await begin_with(visit, await load(visit, int(chosen), ""), draft.data["text"])


async def _asked(visit: Visit, draft: Draft, case: Case) -> Message:
    return await _QUESTIONS[draft.step].ask(visit, draft, case)


def _step(question: Question) -> Step:
    """A step about the case in hand; when it may no longer be, or has changed, the question ends."""

    async def asked(visit: Visit, draft: Draft) -> Message:
        case = await _case(visit, draft)
        return await question.ask(visit, draft, case) if isinstance(case, Case) else case

    async def taken(visit: Visit, draft: Draft, value: str) -> Message:
        case = await _case(visit, draft)
        if isinstance(case, Message):
            return case
        require_storable(value)
        if stops(value):
            return await stop(visit, draft, case)
        after = await question.take(visit, draft, case, value)
        return await _asked(visit, after, case) if isinstance(after, Draft) else after

    return Step(asked, taken)


async def _case(visit: Visit, draft: Draft) -> Case | Message:
    try:
        case = await load(visit, draft.data["campaign"], draft.data["party"])
    except Refused as error:  # the draft must not stay: whatever is typed next would be refused too
        await dialogue.end(visit, draft)
        return Message(text=refusal(error))
    same = (case.version, case.late) == (draft.data["version"], draft.data["late"])
    return case if same else await stop(visit, draft, case)


STEPS = {
    "campaign": Step(_ask_campaign, _take_campaign),
    **{name: _step(question) for name, question in _QUESTIONS.items()},
}

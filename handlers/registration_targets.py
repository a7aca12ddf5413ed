"""Targets told in one sentence: read, asked about where they are doubtful."""

from domain.achievements import require_amounts, require_storable
from domain.errors import Refused
from domain.messages import Message
from domain.sentences import Doubt, read_target
from domain.targets import first_doubt, promised, settled, unmeasured
from handlers import dialogue
from handlers.registration_cases import Case
from handlers.registration_drafts import Question, onward, packed, pressed, unpacked
from handlers.visit import Visit
from storage.dialogues import Draft
from texts import label, render


async def _ask_sentence(_visit: Visit, draft: Draft, case: Case) -> Message:
    back = dialogue.choice(draft, label("back"), "stop")
    return Message(text=render("registrations/sentence", case=case), choices=(back,), in_words=True)


async def _take_sentence(visit: Visit, draft: Draft, case: Case, value: str) -> Draft | Message:
    return draft if pressed(visit) or not value.strip() else await read(visit, draft, case, value)


async def read(visit: Visit, draft: Draft, case: Case, sentence: str) -> Draft:
    """With the targets of a sentence, at what comes next: the question about what is doubtful, or the others."""
    require_storable(sentence)
    understood = read_target(sentence, visit.now)
    require_amounts(understood.entries)
    if understood.due and understood.due > case.campaign.end:
        raise Refused("due_after_end", day=understood.due, campaign=case.campaign)
    targets, doubt = packed(promised(understood)), first_doubt(understood)
    if doubt is None:
        return await onward(visit, draft, targets=targets)
    return await dialogue.move(visit, draft, "doubt", targets=targets, doubt=doubt[0], said=doubt[1])


async def _ask_doubt(_visit: Visit, draft: Draft, case: Case) -> Message:
    text = render("registrations/doubt", kind=draft.data["doubt"], said=draft.data["said"], case=case)
    return Message(text=text, choices=(dialogue.choice(draft, label("stop"), "stop"),), in_words=True)


async def _take_doubt(visit: Visit, draft: Draft, case: Case, value: str) -> Draft | Message:
    """The missing word, or the whole sentence once more. It is asked once, but a figure without a unit of measure is
    asked for that: what is then shown can be mended."""
    if pressed(visit) or not value.strip():
        return draft
    again = read_target(value, visit.now)
    if first_doubt(again) is None:
        return await read(visit, draft, case, value)
    targets = unpacked(draft.data["targets"])
    better = settled(targets, Doubt(draft.data["doubt"]), draft.data["said"], value, visit.now)
    kept = packed(better)
    if figure := unmeasured(better):
        return await dialogue.move(visit, draft, "doubt", targets=kept, doubt=Doubt.MEASURE_MISSING, said=figure)
    return await onward(visit, draft, targets=kept)


QUESTIONS = {
    "sentence": Question(_ask_sentence, _take_sentence),
    "doubt": Question(_ask_doubt, _take_doubt),
}

"""What is registered is shown once more: confirmed, mended, left, or, of a collective, saved for later."""

from domain.errors import Refused
from domain.messages import Choice, Message
from domain.registrations import MOVES, RegistrationState
from domain.replies import agrees, spelled
from domain.sentences import Doubt, read_target
from domain.targets import first_doubt
from handlers import dialogue, registration_saving
from handlers.registration_cases import Case
from handlers.registration_drafts import Question, entered, pressed, stop
from handlers.registration_picking import with_other_figures
from handlers.registration_targets import read
from handlers.visit import Visit
from storage.dialogues import Draft
from texts import label, render

SAVE = "save"
_TYPED = {
    "xac nhan dang ky": "ok",
    "gui de nghi": "ok",
    "luu lai, lam sau": SAVE,
    "luu lai": SAVE,
    "sua": "edit",
    **dict.fromkeys(("khong", "khong dung", "sai", "sai roi"), "edit"),
    "huy": "stop",
}


def typed(value: str) -> str:
    """What was meant by words under what is to be confirmed; "" for any others."""
    return "ok" if agrees(value) else _TYPED.get(spelled(value), "")


def choices(draft: Draft, case: Case) -> list[Choice]:
    """To confirm; and to save, of a collective's that is not put in."""
    confirm = dialogue.choice(draft, label("ask_office" if case.late else "confirm"), "ok")
    may_save = case.person is None and RegistrationState.DRAFT in MOVES[case.state]
    return [confirm, dialogue.choice(draft, label("save_draft"), SAVE)] if may_save else [confirm]


async def settle(visit: Visit, draft: Draft, case: Case, answer: str) -> Message:
    """Register it, or save it."""
    await dialogue.end(visit, draft)
    written = registration_saving.save if answer == SAVE else registration_saving.submit
    return await written(visit, case, entered(draft))


async def _ask(_visit: Visit, draft: Draft, case: Case) -> Message:
    further = (dialogue.choice(draft, label(name), name) for name in ("edit", "stop"))
    return Message(
        text=render("registrations/confirm", case=case, entered=entered(draft)),
        choices=(*choices(draft, case), *further),
    )


async def _take(visit: Visit, draft: Draft, case: Case, value: str) -> Draft | Message:
    answer = value if pressed(visit) else typed(value)
    if answer in {"ok", SAVE}:
        return await settle(visit, draft, case, answer)
    if answer == "edit":
        return await dialogue.move(visit, draft, draft.data["way"])
    if answer == "stop":
        return await stop(visit, draft, case)
    return draft if pressed(visit) else await _mended(visit, draft, case, value)


async def _mended(visit: Visit, draft: Draft, case: Case, value: str) -> Draft:
    """With another figure for what stands there, or with another sentence instead."""
    if figures := await with_other_figures(visit, draft, case, value):
        return await dialogue.move(visit, draft, draft.step, **figures)
    if (doubt := first_doubt(read_target(value, visit.now))) and doubt[0] is Doubt.ACT_MISSING:
        raise Refused("target_unnamed")
    return await read(visit, draft, case, value)


QUESTIONS = {"confirm": Question(_ask, _take)}

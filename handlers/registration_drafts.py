"""The draft of a registration: whose it is, what it already holds, and what is asked next."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from domain.folding import fold
from domain.messages import Message
from domain.targets import Target
from handlers import dialogue
from handlers.registration_cases import Case
from handlers.registration_saving import Entered
from handlers.registration_screens import present
from handlers.visit import Visit
from handlers.words import command_for
from storage.dialogues import Draft

KIND = "registration"
_STOPS = frozenset({"stop", "quay lai", "thoi, khong dang ky"})

Ask = Callable[[Visit, Draft, Case], Awaitable[Message]]
Take = Callable[[Visit, Draft, Case, str], Awaitable[Draft | Message]]  # the draft: at the question that comes next


@dataclass(frozen=True)
class Question:
    """How a step is asked, and what is done with its answer."""

    ask: Ask
    take: Take


async def begin(visit: Visit, case: Case, step: str) -> Draft:
    """At this step, or at the first question. `asks`: what is still to be asked before it is confirmed.

    `version` and `late`: how things stand when it is asked; `way`: the step to go back to.
    """
    kept = case.registration
    data = {
        "campaign": case.campaign.id,
        "party": case.party,
        "version": case.version,
        "late": case.late,
        "asks": [name for name, asked in (("title", case.titles), ("form", case.forms)) if asked],
        "titles": list(kept.titles) if kept else [],
        "forms": list(kept.forms) if kept else [],
        "way": step or "way",
        "chosen": {},
    }
    return await dialogue.begin(visit, KIND, step or _next(data), **data)


def _next(data: dict[str, Any]) -> str:
    if data["asks"]:
        return str(data["asks"][0])
    return "confirm" if "targets" in data else "way"


async def onward(visit: Visit, draft: Draft, **answers: Any) -> Draft:
    """With these answers, at what is to be asked next."""
    return await dialogue.move(visit, draft, _next(draft.data | answers), **answers)


def entered(draft: Draft) -> Entered:
    data = draft.data
    return Entered(unpacked(data.get("targets", [])), tuple(data["titles"]), tuple(data["forms"]))


def pressed(visit: Visit) -> bool:
    return visit.request.command == "="


def stops(value: str) -> bool:
    """Whether somebody wants to leave the question: pressed, or said in one of the words for it."""
    return fold(value) in _STOPS or command_for(value) == "thoat"


async def stop(visit: Visit, draft: Draft, case: Case) -> Message:
    await dialogue.end(visit, draft)
    return present(case)


def packed(targets: tuple[Target, ...]) -> list[list[Any]]:
    """As a draft keeps them."""
    return [
        [one.act, None if one.amount is None else str(one.amount), one.measure, one.due and one.due.isoformat()]
        for one in targets
    ]


def unpacked(rows: list[list[Any]]) -> tuple[Target, ...]:
    return tuple(
        Target(act, decimal(amount), measure, date.fromisoformat(due) if due else None)
        for act, amount, measure, due in rows
    )


def decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)

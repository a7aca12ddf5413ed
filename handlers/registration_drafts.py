"""The draft of a registration: whose it is and what it already holds, checked anew at every answer."""

from collections.abc import Awaitable, Callable
from datetime import date
from decimal import Decimal
from typing import Any

from domain.achievements import require_storable
from domain.errors import Refused
from domain.folding import fold
from domain.messages import Message
from domain.targets import Target
from handlers import dialogue
from handlers.dialogue import Step
from handlers.registration_cases import Case, load, present
from handlers.visit import Visit
from handlers.words import command_for
from storage.dialogues import Draft
from texts import refusal

KIND = "registration"
_STOPS = frozenset({"stop", "quay lai", "thoi, khong dang ky"})

Ask = Callable[[Visit, Draft, Case], Message]
Take = Callable[[Visit, Draft, Case, str], Awaitable[Message]]


async def begin(visit: Visit, case: Case, step: str) -> Draft:
    """`version`: what stands when the question is asked; `way`: the step to go back to."""
    return await dialogue.begin(
        visit, KIND, step, campaign=case.campaign.id, party=case.party, version=case.version, way=step, chosen={}
    )


def step(ask: Ask, take: Take) -> Step:
    """A step about the case in hand; when it may no longer be, or has changed, the question ends."""

    async def asked(visit: Visit, draft: Draft) -> Message:
        case = await _case(visit, draft)
        return ask(visit, draft, case) if isinstance(case, Case) else case

    async def taken(visit: Visit, draft: Draft, value: str) -> Message:
        case = await _case(visit, draft)
        if isinstance(case, Message):
            return case
        require_storable(value)
        if stops(value):
            return await stop(visit, draft, case)
        return await take(visit, draft, case, value)

    return Step(asked, taken)


def stops(value: str) -> bool:
    """Whether somebody wants to leave the question: pressed, or said in one of the words for it."""
    return fold(value) in _STOPS or command_for(value) == "thoat"


async def stop(visit: Visit, draft: Draft, case: Case) -> Message:
    await dialogue.end(visit, draft)
    return present(case)


async def _case(visit: Visit, draft: Draft) -> Case | Message:
    try:
        case = await load(visit, draft.data["campaign"], draft.data["party"])
    except Refused as error:  # the draft must not stay: whatever is typed next would be refused too
        await dialogue.end(visit, draft)
        return Message(text=refusal(error))
    return case if case.version == draft.data["version"] else await stop(visit, draft, case)


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

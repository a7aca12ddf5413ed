"""What the officers do with what people ask about their data."""

from collections.abc import Mapping

from domain.data_requests import DataRequest, RequestKind, RequestState, working_days_left
from domain.errors import Refused
from domain.messages import Choice, Message
from domain.people import Staff
from domain.permissions import Right
from handlers import data_clock, dialogue, erasing, questions
from handlers.dialogue import Step
from handlers.tables import Handler
from handlers.visit import Visit
from storage import data_requests, erasure, people
from storage.dialogues import Draft
from texts import label, render

KIND = "my_data"  # of the questions


async def known(visit: Visit, number: int | None) -> DataRequest:
    request = await data_requests.get(visit.tx, number)
    if request is None:
        raise Refused("data_request_unknown")
    return request


async def _asker(visit: Visit, request: DataRequest) -> Staff:
    asker = await people.get(visit.tx, request.staff_id)
    if asker is None:
        raise Refused("data_request_unknown")
    return asker


def see(request: DataRequest) -> Choice:
    return Choice(label=label("see_data_request"), command=f"/dulieu yeucau {request.id}")


async def shown(visit: Visit, request: DataRequest) -> Message:
    """For an officer: what is asked, by when, and what can be done."""
    asker = await _asker(visit, request)
    left = working_days_left(request.answer_by, visit.now, visit.office.calendar)
    decider = await people.get(visit.tx, request.decided_by)
    facts = {"request": request, "asker": asker, "left": left, "rules": visit.office.data, "decider": decider}
    choices = _answers(request) if request.state is RequestState.WAITING else ()
    return Message(text=render("my_data/request", **facts), choices=choices)


def _answers(request: DataRequest) -> tuple[Choice, ...]:
    yes, no = {
        RequestKind.CORRECT: (("data_corrected", "dasua"), ("data_not_corrected", "khongsua")),
        RequestKind.ERASE: (("agree_erasure", "dongy"), ("refuse_erasure", "tuchoi")),
    }[request.kind]
    version = f"{request.id}.{request.version}"
    return tuple(Choice(label=label(name), command=f"/dulieu {verb} {version}") for name, verb in (yes, no))


async def _requests(visit: Visit) -> Message:
    """`yeucau 5`: one of them; `yeucau`: all that wait, the most urgent first."""
    visit.require(Right.DATA)
    if visit.number(1) is not None:
        return await shown(visit, await known(visit, visit.number(1)))
    waiting = await data_clock.pending(visit.tx, visit.office, visit.now)
    choices = tuple(
        Choice(label=f"{number}. {label('see_data_request')}", command=f"/dulieu yeucau {one.request.id}")
        for number, one in enumerate(waiting, 1)
    )
    return Message(text=render("my_data/requests", waiting=waiting), choices=choices, listed=len(choices))


async def _decidable(visit: Visit, request_id: int | None, version: int) -> DataRequest:
    """Raises Refused: data_request_unknown, data_request_decided, own_data_request."""
    visit.require(Right.DATA)
    request = await known(visit, request_id)
    request.require_waiting(version)
    if request.staff_id == visit.person.id:
        raise Refused("own_data_request")
    return request


async def _pressed(visit: Visit, kind: RequestKind) -> DataRequest | None:
    """The request that a choice names; None where its number was typed without its version: it is shown first."""
    visit.require(Right.DATA)
    versioned = visit.versioned()
    if versioned is None:
        return None
    request = await _decidable(visit, *versioned)
    if request.kind is not kind:
        raise Refused("data_request_unknown")
    return request


# Corrections


async def _corrected(visit: Visit) -> Message:
    request = await _pressed(visit, RequestKind.CORRECT)
    if request is None:
        return await _requests(visit)
    await data_requests.decide(visit.tx, request, RequestState.DONE, visit.person.id, visit.now)
    await visit.record("data_request.done", request.id, request.kind)
    asker = await _asker(visit, request)
    told = await erasing.tell(visit.tx, request, render("my_data/corrected", person=asker), visit.now)
    return Message(text=render("my_data/answered", told=told))


# Erasures


async def _ask_once_more(visit: Visit) -> Message:
    """Whose data it is, what stays, and what names that person all the same."""
    request = await _pressed(visit, RequestKind.ERASE)
    if request is None:
        return await _requests(visit)
    asker = await _asker(visit, request)
    named = await erasure.named_in(visit.tx, asker)
    version = f"{request.id}.{request.version}"
    return Message(
        text=render("my_data/erase_once_more", asker=asker, named=named),
        choices=(
            Choice(label=label("erase_now"), command=f"/dulieu xoangay {version}", destroys=True),
            Choice(label=label("refuse_erasure"), command=f"/dulieu tuchoi {version}"),
            Choice(label=label("back"), command=f"/dulieu yeucau {request.id}"),
        ),
    )


async def _agree(visit: Visit) -> Message:
    request = await _pressed(visit, RequestKind.ERASE)
    if request is None:
        return await _requests(visit)
    named = await erasure.named_in(visit.tx, await _asker(visit, request))
    told = await erasing.agree(visit.tx, visit.office, request, visit.person.id, visit.now)
    await visit.record("data_request.agreed", request.id, request.kind)
    gone_by = erasing.last_backup_gone(visit.office, visit.now)
    return Message(text=render("my_data/agreed", told=told, gone_by=gone_by, named=named))


# No, and why


async def _begin_refusal(visit: Visit) -> Message:
    visit.require(Right.DATA)
    number, version = visit.versioned() or (visit.number(1), (await known(visit, visit.number(1))).version)
    request = await _decidable(visit, number, version)
    draft = await dialogue.begin(visit, KIND, "reason", request=request.id, version=request.version)
    return await _ask_reason(visit, draft)


async def _ask_reason(visit: Visit, draft: Draft) -> Message:
    request = await known(visit, draft.data["request"])
    return Message(text=render("my_data/ask_reason", person=visit.person, request=request))


async def _take_reason(visit: Visit, draft: Draft, words: str) -> Message:
    said = await questions.settled(visit, draft, words)
    if isinstance(said, Message):
        return said
    request = await _decidable(visit, draft.data["request"], draft.data["version"])
    await dialogue.end(visit, draft)
    await data_requests.decide(visit.tx, request, RequestState.REFUSED, visit.person.id, visit.now, said)
    await visit.record("data_request.refused", request.id, request.kind)
    asker = await _asker(visit, request)
    text = render("my_data/refused", person=asker, request=request, officer=visit.person, reason=said)
    return Message(text=render("my_data/answered", told=await erasing.tell(visit.tx, request, text, visit.now)))


async def _still_open(visit: Visit, draft: Draft) -> None:
    await _decidable(visit, draft.data["request"], draft.data["version"])


STEPS = {"reason": dialogue.guarded(Step(_ask_reason, _take_reason), _still_open)}
ACTS: Mapping[str, Handler] = {
    "dasua": _corrected,
    "dongy": _ask_once_more,
    "khongsua": _begin_refusal,
    "tuchoi": _begin_refusal,
    "xoangay": _agree,
    "yeucau": _requests,
}

"""What a person asks about the own data, to be corrected or erased, and the clock that runs until it is answered."""

from collections.abc import Mapping
from datetime import datetime

from domain.calendar import DAY
from domain.data_requests import DataRequest, RequestKind, RequestState, answer_by, remind_at, working_days_left
from domain.messages import Choice, Message
from domain.office import Office
from domain.permissions import Right, Role
from handlers import dialogue, my_data_decisions, questions
from handlers.dialogue import Step
from handlers.tables import Wording
from handlers.visit import Visit
from storage import data_requests, outbox, people
from storage.database import Transaction
from storage.deliveries import Delivery
from storage.dialogues import Draft
from storage.outbox import Unasked
from texts import label, render

DUE = "data_request_due"


def offered(waiting: Mapping[RequestKind, DataRequest], version: str) -> tuple[Choice, ...]:
    """What can be asked, or taken back. `version`: of the account, so that an old choice asks nothing."""
    asks = {
        RequestKind.CORRECT: Choice(label=label("ask_correction"), command="/dulieu sua"),
        RequestKind.ERASE: Choice(label=label("ask_erasure"), command=f"/dulieu xoa {version}"),
    }
    return tuple(_take_back(waiting[kind]) if kind in waiting else asks[kind] for kind in asks)


def _take_back(request: DataRequest) -> Choice:
    name = "take_back_erasure" if request.kind is RequestKind.ERASE else "take_back_correction"
    return Choice(label=label(name), command=f"/dulieu thoi {request.id}.{request.version}")


async def take_back(visit: Visit) -> Message:
    """`thoi 5.1`: not asked any more."""
    mine = await data_requests.open_of(visit.tx, visit.person.id)
    request = next((one for one in mine if visit.versioned() == (one.id, one.version)), None)
    if request is None or request.state is not RequestState.WAITING:
        return Message(text=render("my_data/not_taken_back", person=visit.person))
    await data_requests.decide(visit.tx, request, RequestState.WITHDRAWN, visit.person.id, visit.now)
    await visit.record("data_request.withdrawn", request.id, request.kind)
    await _tell_taken_back(visit, request)
    return Message(text=render("my_data/taken_back", person=visit.person))


async def _tell_taken_back(visit: Visit, request: DataRequest) -> None:
    """With the next news, and only the officers who have heard that it was asked."""
    reached = await outbox.take_back(visit.tx, [f"data_request:{request.id}:staff:", f"{DUE}:{request.id}:"])
    note = Message(text=render("my_data/taken_back_officer", person=visit.person, request=request), keeps=True)
    news = visit.office.digest.next_officer(visit.now, visit.office.calendar)
    notes = [
        Unasked(
            f"data_request:{request.id}:taken_back:{one.id}", "officer", staff_id=one.id, message=note, not_before=news
        )
        for one in await questions.reachable_officers(visit)
        if one.id in reached
    ]
    await outbox.queue(visit.tx, notes, visit.now)


# Asking


async def ask_erasure(visit: Visit) -> Message:
    return await _ask(visit, RequestKind.ERASE, "")


async def begin_correction(visit: Visit) -> Message:
    return await _ask_words(visit, await dialogue.begin(visit, my_data_decisions.KIND, "words"))


async def _ask_words(visit: Visit, _draft: Draft) -> Message:
    return Message(text=render("my_data/what_is_wrong", person=visit.person))


async def _take_words(visit: Visit, draft: Draft, words: str) -> Message:
    said = await questions.settled(visit, draft, words)
    if isinstance(said, Message):
        return said
    await dialogue.end(visit, draft)
    return await _ask(visit, RequestKind.CORRECT, said)


async def _ask(visit: Visit, kind: RequestKind, body: str) -> Message:
    """Write it down and tell the officers; the same is asked once, until it is answered."""
    mine = {one.kind: one for one in await data_requests.open_of(visit.tx, visit.person.id)}
    fresh = kind not in mine
    request = await _written(visit, kind, body) if fresh else mine[kind]
    if fresh:
        await visit.record("data_request.asked", request.id, kind)
        note = (await my_data_decisions.shown(visit, request)).model_copy(update={"keeps": True, "in_words": True})
        await questions.tell_officers(visit, f"data_request:{request.id}", note)
    text = render("my_data/asked", person=visit.person, request=request, fresh=fresh, rules=visit.office.data)
    return Message(text=text, choices=() if request.state is RequestState.AGREED else (_take_back(request),))


async def _written(visit: Visit, kind: RequestKind, body: str) -> DataRequest:
    due = answer_by(visit.now, visit.office.data, visit.office.calendar)
    number = await data_requests.ask(
        visit.tx,
        visit.person.id,
        kind,
        body=body,
        chat=visit.request.chat,
        now=visit.now,
        answer_by=due,
        remind_at=remind_at(due, visit.office.calendar),
    )
    return await my_data_decisions.known(visit, number)


# The clock


async def remind_next(tx: Transaction, _office: Office, now: datetime) -> bool:
    """Remind the officers of the request whose time is running out. True if there was one."""
    request = await data_requests.next_to_remind(tx, now)
    if request is None:
        return False
    notes = [
        Unasked(f"{DUE}:{request.id}:{one.id}", DUE, staff_id=one.id, useless_after=request.answer_by + DAY)
        for one in await people.with_role(tx, Role.OFFICER, reachable=True)
    ]
    await outbox.queue(tx, notes, now)
    await data_requests.reminded(tx, request.id)
    return True


async def word_due(tx: Transaction, delivery: Delivery, office: Office, now: datetime) -> Message | None:
    """None once it is answered, or for whoever is no officer any more."""
    officer = await people.get(tx, delivery.staff_id)
    request = await data_requests.get(tx, int(delivery.key.split(":")[1]))
    if officer is None or not officer.may(Right.DATA) or request is None or request.state is not RequestState.WAITING:
        return None
    asker = await people.get(tx, request.staff_id)
    left = working_days_left(request.answer_by, now, office.calendar)
    text = render("my_data/due", officer=officer, asker=asker, request=request, left=left, rules=office.data)
    return Message(text=text, choices=(my_data_decisions.see(request),), keeps=True, in_words=True)


STEPS = {"words": Step(_ask_words, _take_words), **my_data_decisions.STEPS}
WORDINGS: Mapping[str, Wording] = {DUE: word_due}

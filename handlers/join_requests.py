"""Requests to be let in: the unit's head and the officers hear of each, and the first of them decides."""

from collections.abc import Sequence
from datetime import datetime

from domain.errors import Refused
from domain.invites import REQUEST_LASTS
from domain.messages import Choice, Message
from domain.office import Office
from domain.people import Staff, Unit
from domain.permissions import Right, grantable
from handlers import arrivals
from handlers.visit import Visit
from storage import accounts, dialogues, grants, outbox, people, strangers, tree
from storage import join_requests as requests
from storage import joining as roster
from storage.database import Transaction
from storage.deliveries import Delivery
from storage.join_requests import JoinRequest, State
from storage.outbox import Unasked
from texts import label, render

KIND = "join_request"
NEAREST = 5  # people to choose from
ON_A_PAGE = 8


# Telling ------------------------------------------------------------------------------------------


async def tell(visit: Visit, number: int) -> None:
    """Those who decide, once each, in the next window."""
    one = await requests.get(visit.tx, number)
    unit = await tree.get(visit.tx, one.unit_id) if one else None
    notes = [
        Unasked(f"{KIND}:{number}:{person.id}", KIND, staff_id=person.id)
        for person in await arrivals.responsible(visit, unit)
    ]
    await outbox.queue(visit.tx, notes, visit.now)


async def word(tx: Transaction, delivery: Delivery, _office: Office, _now: datetime) -> Message | None:
    """The request as it stands when it is told; None once it is decided, or is somebody else's to decide."""
    one = await requests.get(tx, int(delivery.key.split(":")[1]))
    person = await people.get(tx, delivery.staff_id)
    if one is None or person is None or one.state is not State.WAITING or not await _may_decide(tx, person, one):
        return None
    return await _card(tx, one)


async def _card(tx: Transaction, one: JoinRequest) -> Message:
    meant = await _meant(tx, one)
    text = render("join_requests/card", request=one, meant=meant, number=one.id)
    let_in = Choice(label=label("let_in"), command=f"/themnguoi vao {one.id}.{one.version}")
    refuse = Choice(label=label("not_of_unit"), command=f"/themnguoi khong {one.id}.{one.version}")
    return Message(text=text, choices=(let_in, refuse), keeps=True)


async def _meant(tx: Transaction, one: JoinRequest) -> Staff | None:
    """Who of the roster that seems to be: still there, and still without an account."""
    person = await people.get(tx, one.staff_id)
    if person is None or person.left_at is not None or await roster.is_let_in(tx, person.id):
        return None
    return person


# Who decides --------------------------------------------------------------------------------------


async def _may_decide(tx: Transaction, person: Staff, one: JoinRequest) -> bool:
    """In the unit that it seems to be; of no known unit, whoever lets in everywhere."""
    unit = await tree.get(tx, one.unit_id)
    return person.may(Right.LET_IN, unit) if unit else lets_in_everywhere(person)


def lets_in_everywhere(person: Staff) -> bool:
    return person.may(Right.LET_IN) and person.scopes(Right.LET_IN) is None


def may_let_in(visitor: Staff, person: Staff) -> bool:
    """In one's units; whoever acts beyond the own unit, only by those who let in everywhere."""
    allowed = visitor.may(Right.LET_IN, person.unit)
    return allowed and (lets_in_everywhere(visitor) or not person.acts_beyond_unit)


async def may_give_key(tx: Transaction, visitor: Staff, person: Staff) -> bool:
    """Whether this visitor could give, in the own name, every role that this person holds or will hold: whoever has
    a code has them all."""
    for held in await grants.of(tx, person.id):
        unit = await tree.get(tx, held.grant.unit_id)
        if held.grant.role not in grantable(visitor.grants, unit.lineage if unit else ()):
            return False
    return True


async def require_key(tx: Transaction, visitor: Staff, person: Staff) -> None:
    """Raises Refused("code_elsewhere")."""
    if not await may_give_key(tx, visitor, person):
        raise Refused("code_elsewhere", person=person)


async def waiting(tx: Transaction, person: Staff) -> int:
    """How many wait for this person."""
    return await requests.count_waiting(tx, person.scopes(Right.LET_IN))


async def show_waiting(visit: Visit) -> Message:
    """`cho`, `cho 2` (the second page): what has waited longest leading."""
    page = min(max((visit.number(1) or 1) - 1, 0), 10**6)
    found = await requests.waiting(visit.tx, visit.person.scopes(Right.LET_IN), page * ON_A_PAGE, ON_A_PAGE + 1)
    choices = [Choice(label=one.name, command=f"/themnguoi yeucau {one.id}") for one in found[:ON_A_PAGE]]
    if len(found) > ON_A_PAGE:
        choices.append(Choice(label=label("more"), command=f"/themnguoi cho {page + 2}"))
    count = await waiting(visit.tx, visit.person)
    return Message(text=render("join_requests/list", person=visit.person, count=count), choices=tuple(choices))


async def show(visit: Visit) -> Message:
    """`/themnguoi yeucau 17`: as it stands now."""
    one = await _own(visit)
    return await (_card(visit.tx, one) if one.state is State.WAITING else _decided(visit, one))


async def _own(visit: Visit) -> JoinRequest:
    """The request that is named, if this person may decide it; all others are alike."""
    number = visit.versioned() or (visit.number(1), None)
    one = await requests.get(visit.tx, number[0])
    if one is None or not await _may_decide(visit.tx, visit.person, one):
        raise Refused("request_unknown")
    visit.require(Right.LET_IN, await tree.get(visit.tx, one.unit_id))
    return one


async def _decided(visit: Visit, one: JoinRequest) -> Message:
    """Who was first."""
    by = await people.get(visit.tx, one.decided_by)
    return Message(text=render("join_requests/decided", request=one, by=by), keeps=True)


# Deciding -----------------------------------------------------------------------------------------


async def let_in(visit: Visit) -> Message:
    """`/themnguoi vao 17.1`: whoever that seems to be; where that is not clear, one of those nearly called so."""
    one = await _own(visit)
    if one.state is not State.WAITING:
        return await _decided(visit, one)
    meant = await _meant(visit.tx, one)
    return await (_accept(visit, one, meant) if meant else _choose(visit, one))


async def _choose(visit: Visit, one: JoinRequest) -> Message:
    near = await roster.like(visit.tx, one.name, visit.person.scopes(Right.LET_IN), NEAREST)
    return Message(text=render("join_requests/choose", request=one, near=near), choices=_people(one, near), keeps=True)


def _people(one: JoinRequest, near: Sequence[Staff]) -> tuple[Choice, ...]:
    return tuple(
        Choice(
            label=", ".join(filter(None, (person.listed, person.post, person.unit.short_name))),
            command=f"/themnguoi la {one.id}.{one.version} {person.id}",
        )
        for person in near
    )


async def pick(visit: Visit) -> Message:
    """`/themnguoi la 17.1 5`: it is this person. Whoever is elsewhere, is in, or is not there at all is alike."""
    one = await _own(visit)
    if one.state is not State.WAITING:
        return await _decided(visit, one)
    person = await people.get(visit.tx, visit.number(2))
    if person is None or person.left_at is not None or not visit.person.may(Right.LET_IN, person.unit):
        return await _choose(visit, one)
    if await roster.is_let_in(visit.tx, person.id):
        return await _choose(visit, one)
    return await _accept(visit, one, person)


async def _accept(visit: Visit, one: JoinRequest, person: Staff) -> Message:
    if not may_let_in(visit.person, person):
        raise Refused("lets_in_elsewhere")
    await require_key(visit.tx, visit.person, person)
    await requests.decide(visit.tx, one, State.ACCEPTED, visit.person.id, visit.now)
    account = await accounts.link(visit.tx, person.id, one.chat, one.sender, one.consent, visit.now)
    await strangers.forget(visit.tx, one.chat.platform, one.sender)
    await dialogues.end_all(visit.tx, one.chat.platform, one.sender)
    await visit.record("join.accepted", one.id)
    await visit.record("account.linked", account, "consent")
    await _answer(visit.tx, one, "join_requests/accepted", visit.now, person=person)
    return Message(text=render("join_requests/let_in", person=person), keeps=True)


async def refuse(visit: Visit) -> Message:
    """`/themnguoi khong 17.1`."""
    one = await _own(visit)
    if one.state is not State.WAITING:
        return await _decided(visit, one)
    await requests.decide(visit.tx, one, State.REFUSED, visit.person.id, visit.now)
    await visit.record("join.refused", one.id)
    await _answer(visit.tx, one, "join_requests/refused", visit.now)
    return Message(text=render("join_requests/not_let_in"), keeps=True)


async def _answer(tx: Transaction, one: JoinRequest, name: str, now: datetime, **facts: Staff | Unit) -> None:
    """To whoever asked, where it was asked, at any hour: it is an answer."""
    await outbox.answer(tx, f"{KIND}:{one.id}:answer", one.chat, Message(text=render(name, **facts), keeps=True), now)


async def expire_next(tx: Transaction, _office: Office, now: datetime) -> bool:
    """End the request that has waited too long; whoever asked hears it. True if there was one."""
    one = await requests.expire_next(tx, now - REQUEST_LASTS, now)
    if one is not None:
        await _answer(tx, one, "join_requests/expired", now)
    return one is not None

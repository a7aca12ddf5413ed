"""/uyquyen: somebody else does one's own work for some days. It ends by itself; the log keeps whose work it was."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta

from domain.absences import said_days
from domain.errors import Refused
from domain.messages import Choice, Message
from domain.office import Office
from domain.people import Staff
from domain.permissions import RIGHTS, Grant, Right
from handlers import colleagues, dialogue, roles
from handlers.dialogue import Step
from handlers.tables import Handler
from handlers.visit import Visit, as_id
from handlers.words import command_for
from storage import grants, people
from storage.database import Transaction
from storage.dialogues import Draft
from storage.grants import Held
from storage.outbox import Unasked, queue
from texts import label, render, role_name

KIND = "delegating"


async def uyquyen(visit: Visit) -> Message | None:
    """/uyquyen shows what is delegated; `moi` asks for another, `thoi 9.1` ends one."""
    verb = visit.args[0] if visit.args else ""
    return await _ACTS[verb](visit) if verb in _ACTS else await _show(visit)


def own_roles(person: Staff) -> list[Grant]:
    """What this person may delegate: never what another has delegated to this one."""
    mine = (one for one in person.grants if one.for_id is None and one.role in RIGHTS[Right.DELEGATE])
    return sorted(mine, key=lambda one: (one.role, one.unit_id or 0))


async def _show(visit: Visit, done: str = "") -> Message:
    held = await grants.delegated_by(visit.tx, visit.person.id)
    lines = [await roles.described(visit, one) for one in held]
    choices = [_end(line["holder"], one) for line, one in zip(lines, held, strict=True)]
    if own_roles(visit.person):
        choices.insert(0, Choice(label=label("delegate"), command="/uyquyen moi"))
    text = render("delegating/shown", person=visit.person, lines=lines, done=done)
    return Message(text=text, choices=tuple(choices))


def _end(holder: Staff, held: Held) -> Choice:
    return Choice(label=f"{label('end_delegation')} {holder.listed}", command=f"/uyquyen thoi {held.id}")


async def _begin(visit: Visit) -> Message:
    if not own_roles(visit.person):
        return await _show(visit)
    return await _ask_whom(visit, await dialogue.begin(visit, KIND, "whom", found=[]))


async def _ask_whom(visit: Visit, draft: Draft) -> Message:
    """By name, or one of those found under it."""
    choices = await colleagues.choices(visit, draft)
    facts = {"person": visit.person, "roles": [role_name(one.role) for one in own_roles(visit.person)]}
    text = render("delegating/ask_whom", **facts, several=bool(choices))
    return Message(text=text, choices=choices, in_words=not choices)


async def _take_whom(visit: Visit, draft: Draft, said: str) -> Message:
    if command_for(said) == "thoat":
        return await dialogue.leave(visit)
    chosen = await colleagues.named(visit, draft, said)
    if len(chosen) > 1:
        return await _ask_whom(visit, await dialogue.move(visit, draft, "whom", found=chosen))
    whom = await colleagues.able(visit, chosen[0])
    return await _ask_days(visit, await dialogue.move(visit, draft, "days", whom=whom.id))


async def _ask_days(visit: Visit, draft: Draft) -> Message:
    whom = await colleagues.able(visit, draft.data["whom"])
    return Message(text=render("delegating/ask_days", person=visit.person, whom=whom), in_words=True)


async def _take_days(visit: Visit, draft: Draft, said: str) -> Message:
    if command_for(said) == "thoat":
        return await dialogue.leave(visit)
    days = said_days(said, visit.now)
    if days is None:
        raise Refused("days_unknown")
    first, last = (one.isoformat() for one in days)
    return await _ask_sure(visit, await dialogue.move(visit, draft, "sure", first=first, last=last))


def _period(visit: Visit, draft: Draft) -> tuple[datetime, datetime]:
    """From the beginning of the first day, or now, to the end of the last."""
    zone = visit.office.zone
    first, last = (datetime.fromisoformat(draft.data[name]).replace(tzinfo=zone) for name in ("first", "last"))
    return max(first, visit.now), datetime.combine(last, time(), zone) + timedelta(days=1)


async def _ask_sure(visit: Visit, draft: Draft) -> Message:
    whom, (starts, ends) = await colleagues.able(visit, draft.data["whom"]), _period(visit, draft)
    facts = {"person": visit.person, "whom": whom, "roles": [role_name(one.role) for one in own_roles(visit.person)]}
    text = render("delegating/sure", **facts, starts=starts, last=ends - timedelta(days=1), now=visit.now)
    choices = (dialogue.choice(draft, label("delegate_now"), "ok"), dialogue.choice(draft, label("not_now"), "no"))
    return Message(text=text, choices=choices)


async def _take_sure(visit: Visit, draft: Draft, said: str) -> Message:
    if said == "no" or command_for(said) == "thoat":
        return await dialogue.leave(visit)
    if said != "ok":
        return await _ask_sure(visit, draft)
    await dialogue.end(visit, draft)
    return await _delegate(visit, await colleagues.able(visit, draft.data["whom"]), *_period(visit, draft))


async def _delegate(visit: Visit, whom: Staff, starts: datetime, ends: datetime) -> Message:
    """Every role of one's own; one that was delegated to the same person before begins anew."""
    visit.require(Right.DELEGATE)
    for one in await grants.delegated_by(visit.tx, visit.person.id):
        if one.staff_id == whom.id:
            await grants.end(visit.tx, one)
    for role in own_roles(visit.person):
        lent = Grant(role.role, role.unit_id, visit.person.id)
        await grants.delegate(visit.tx, whom.id, lent, visit.person.id, (starts, ends), visit.now)
    await visit.record("role.delegated", whom.id, "role,starts_at,ends_at")
    facts = {"by": visit.person, "whom": whom, "starts": starts, "last": ends - timedelta(days=1)}
    told = Message(text=render("delegating/told", **facts, now=visit.now), keeps=True)
    key = f"delegated:{visit.person.id}:{visit.update}"
    await queue(visit.tx, [Unasked(key, "told", staff_id=whom.id, message=told)], visit.now)
    return await _show(visit, render("delegating/done", **facts, now=visit.now))


async def _end_one(visit: Visit) -> Message:
    """Earlier than was said; only one's own."""
    held = await grants.get(visit.tx, as_id(visit.args[1]) if len(visit.args) > 1 else None)
    if held is None or held.grant.for_id != visit.person.id:
        return await _show(visit)
    await grants.end(visit.tx, held)
    await visit.record("role.delegation_ended", held.staff_id, "role,ends_at")
    holder = await people.get(visit.tx, held.staff_id)
    facts = {"by": visit.person, "whom": holder, "role": role_name(held.grant.role)}
    told = Message(text=render("delegating/ended_told", **facts), keeps=True)
    key = f"delegation_ended:{held.id}"
    await queue(visit.tx, [Unasked(key, "told", staff_id=held.staff_id, message=told)], visit.now)
    return await _show(visit, render("delegating/ended", **facts))


async def turn_next(tx: Transaction, _office: Office, now: datetime) -> bool:
    """Begin or end the delegation whose time has come. True if there was one."""
    return await grants.turn_next(tx, now) is not None


_ACTS: Mapping[str, Handler] = {"moi": _begin, "thoi": _end_one}
_MAY = dialogue.needs(Right.DELEGATE)
STEPS = {
    "whom": dialogue.guarded(Step(_ask_whom, _take_whom), _MAY),
    "days": dialogue.guarded(Step(_ask_days, _take_days), _MAY),
    "sure": dialogue.guarded(Step(_ask_sure, _take_sure), _MAY),
}

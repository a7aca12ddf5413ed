"""/phanquyen: who is what, and where; giving a role and taking it back. It counts from the next press on."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from domain.errors import Refused
from domain.markup import plain
from domain.messages import Choice, Message
from domain.people import Staff, Unit
from domain.permissions import OF_A_UNIT, Grant, Right, Role, grantable
from handlers.tables import Handler
from handlers.visit import Visit, as_id
from storage import accounts, grants, people, tree
from storage.grants import Held
from storage.outbox import Unasked, queue
from texts import label, render, role_name

WHOLE_OFFICE = 0  # in a choice, where the id of a unit stands otherwise
AT_ONCE = 8  # on a page


async def phanquyen(visit: Visit) -> Message | None:
    """/phanquyen, `nguoi 17`, `giao 17` (which role), `noi 17 officer` (where), `cho 17.3 officer 5`, `thoi 9.4`."""
    verb = visit.args[0] if visit.args else ""
    return await _ACTS[verb](visit) if verb in _ACTS else await _overview(visit)


# Showing -------------------------------------------------------------------------------------------


async def _overview(visit: Visit) -> Message:
    """Who holds a role in the part of the office that the visitor looks after."""
    page = (visit.number(1) or 0) if visit.args[:1] == ("tu",) else 0
    found = await grants.holders(visit.tx, visit.person.scopes(Right.GRANT), page, AT_ONCE + 1)
    lines, choices = [], []
    for staff_id in found[:AT_ONCE]:
        lines += [await described(visit, one) for one in await grants.of(visit.tx, staff_id)]
        choices.append(Choice(label=lines[-1]["holder"].listed, command=f"/phanquyen nguoi {staff_id}"))
    if len(found) > AT_ONCE:
        choices.append(Choice(label=label("more"), command=f"/phanquyen tu {page + AT_ONCE}"))
    choices.append(Choice(label=label("give_role_to_another"), command="/timnguoi"))
    return Message(text=render("roles/overview", person=visit.person, lines=lines), choices=tuple(choices))


async def _where(visit: Visit, unit_id: int | None) -> Unit | None:
    """The unit in which a role holds; None: the whole office."""
    return None if unit_id is None else await tree.get(visit.tx, unit_id)


async def described(visit: Visit, held: Held) -> dict[str, Any]:
    """What a text needs to say of one grant."""
    return {
        "held": held,
        "role": role_name(held.grant.role),
        "unit": await _where(visit, held.grant.unit_id),
        "holder": await people.get(visit.tx, held.staff_id),
        "principal": await people.get(visit.tx, held.grant.for_id) if held.grant.for_id else None,
        "last": held.ends_at and held.ends_at - timedelta(seconds=1),
    }


async def _of_person(visit: Visit) -> Message:
    return await shown(visit, await _subject(visit, as_id(visit.args[1]) if len(visit.args) > 1 else None))


async def shown(visit: Visit, person: Staff, done: str = "") -> Message:
    """What somebody is, and what can be given or taken. `done`: a text that says what has just been done."""
    held = await grants.of(visit.tx, person.id)
    lines = [await described(visit, one) for one in held]
    version = await people.version_of(visit.tx, person.id)
    choices = [_end(person, version, line) for line, one in zip(lines, held, strict=True) if await _takes(visit, one)]
    if _offers(visit, person):
        choices.append(Choice(label=label("give_role"), command=f"/phanquyen giao {person.id}"))
    choices.append(Choice(label=label("back"), command="/phanquyen"))
    text = render("roles/person", person=person, lines=lines, done=done)
    return Message(text=text, choices=tuple(choices))


def _end(person: Staff, version: int, line: Mapping[str, Any]) -> Choice:
    command = f"/phanquyen thoi {person.id}.{version} {line['held'].id}"
    return Choice(label=plain(render("roles/end_choice", **line)), command=command, destroys=True)


async def _takes(visit: Visit, held: Held) -> bool:
    """Whether the visitor may take this role back; what was delegated ends with who delegated it."""
    if held.grant.for_id is not None:
        return False
    return held.grant.role in await _grantable(visit, held.grant.unit_id)


async def _grantable(visit: Visit, unit_id: int | None) -> frozenset[Role]:
    """The roles that the visitor gives and takes there; in the whole office only who looks after all of it."""
    unit = await _where(visit, unit_id)
    return grantable(visit.person.grants, unit.lineage if unit else ())


def _offers(visit: Visit, person: Staff) -> frozenset[Role]:
    """The roles that the visitor may give to somebody of this unit."""
    return grantable(visit.person.grants, person.unit.lineage) if person.left_at is None else frozenset()


async def _subject(visit: Visit, staff_id: int | None) -> Staff:
    """Somebody of a unit in which the visitor gives roles. Nobody else is said to exist."""
    person = await people.get(visit.tx, staff_id)
    if person is None or person.left_at is not None or not visit.person.may(Right.GRANT, person.unit):
        raise Refused("nobody_there")
    visit.require(Right.GRANT, person.unit)
    return person


# Giving --------------------------------------------------------------------------------------------


async def _ask_role(visit: Visit) -> Message:
    person = await _subject(visit, as_id(visit.args[1]) if len(visit.args) > 1 else None)
    offered = [role for role in Role if role in _offers(visit, person)]
    choices = [Choice(label=role_name(role), command=f"/phanquyen noi {person.id} {role}") for role in offered]
    choices.append(Choice(label=label("back"), command=f"/phanquyen nguoi {person.id}"))
    return Message(text=render("roles/ask_role", person=person), choices=tuple(choices))


async def _ask_where(visit: Visit) -> Message:
    """A role of a unit: the person's own, or another of the visitor's; else the whole office, or one of its units."""
    match visit.args[1:]:
        case (number, role, *rest) if role in {*Role}:
            person = await _subject(visit, as_id(number))
        case _:
            return await _overview(visit)
    page = as_id(rest[0]) or 0 if rest else 0
    places = await _places(visit, person, Role(role))
    version = await people.version_of(visit.tx, person.id)
    choices = [
        Choice(label=name, command=f"/phanquyen cho {person.id}.{version} {role} {unit_id}")
        for name, unit_id in places[page : page + AT_ONCE]
    ]
    if len(places) > page + AT_ONCE:
        choices.append(Choice(label=label("more"), command=f"/phanquyen noi {person.id} {role} {page + AT_ONCE}"))
    choices.append(Choice(label=label("back"), command=f"/phanquyen giao {person.id}"))
    text = render("roles/ask_where", person=person, role=role_name(Role(role)))
    return Message(text=text, choices=tuple(choices))


async def _places(visit: Visit, person: Staff, role: Role) -> list[tuple[str, int]]:
    """Where the visitor may give this role: the person's own unit first."""
    units = sorted(await tree.units(visit.tx), key=lambda unit: unit.id != person.unit.id)
    places = [(unit.name, unit.id) for unit in units if role in grantable(visit.person.grants, unit.lineage)]
    if role not in OF_A_UNIT and role in grantable(visit.person.grants, ()):
        places.insert(0, (label("whole_office"), WHOLE_OFFICE))
    return places


async def _give(visit: Visit) -> Message:
    """`cho 17.3 officer 5`: the role, in the unit 5 (0: the whole office)."""
    subject, role, where = visit.versioned(), visit.args[2] if len(visit.args) > 2 else "", visit.number(3)  # noqa: PLR2004  # the shape of the command
    if subject is None or role not in {*Role} or where is None:
        return await _overview(visit)
    person = await _subject(visit, subject[0])
    unit_id = where or None
    if role not in await _grantable(visit, unit_id) or (unit_id is None and role in OF_A_UNIT):
        raise Refused("role_not_yours", role=role_name(Role(role)))
    unit = await _where(visit, unit_id)
    if await people.version_of(visit.tx, person.id) != subject[1] or (unit is not None and unit.closed_at):
        return await shown(visit, person, render("roles/changed_meanwhile"))
    number = await grants.add(visit.tx, person.id, Grant(Role(role), unit_id), visit.person.id)
    if number is None:
        return await shown(visit, person, render("roles/held_already", role=role_name(Role(role)), unit=unit))
    await visit.record(f"role.given.{role}", person.id, "role,unit")
    facts = {"role": role_name(Role(role)), "unit": unit}
    told = await _tell(visit, person, "roles/given_to_you", number, **facts)
    after = await people.get(visit.tx, person.id) or person
    return await shown(visit, after, render("roles/given", person=after, told=told, **facts))


async def _take_back(visit: Visit) -> Message:
    """`thoi 17.3 9`: the grant 9 of the person 17."""
    subject, number = visit.versioned(), visit.number(2)
    if subject is None:
        return await _overview(visit)
    person = await _subject(visit, subject[0])
    held = await grants.get(visit.tx, number)
    if held is None or held.staff_id != person.id or await people.version_of(visit.tx, person.id) != subject[1]:
        return await shown(visit, person, render("roles/changed_meanwhile"))
    if not await _takes(visit, held):
        raise Refused("role_not_yours", role=role_name(held.grant.role))
    await require_another_officer(visit, held)
    await grants.end(visit.tx, held)
    await visit.record(f"role.taken.{held.grant.role}", person.id, "role,unit")
    facts = {"role": role_name(held.grant.role), "unit": await _where(visit, held.grant.unit_id)}
    told = await _tell(visit, person, "roles/taken_from_you", held.id, **facts)
    after = await people.get(visit.tx, person.id) or person
    return await shown(visit, after, render("roles/taken", person=after, told=told, **facts))


async def require_another_officer(visit: Visit, held: Held) -> None:
    """Refused where nobody would look after the office any more."""
    whole = held.grant.role is Role.OFFICER and held.grant.unit_id is None
    if whole and await grants.last_officer(visit.tx, held.staff_id):
        raise Refused("last_officer")


async def _tell(visit: Visit, person: Staff, text: str, number: int, **facts: object) -> bool:
    """Somebody whose role was changed by another learns of it, if let in. Whether that is so."""
    if person.id == visit.person.id or await accounts.account_of(visit.tx, person.id) is None:
        return False
    told = Message(text=render(text, person=person, by=visit.person, **facts), keeps=True)
    await queue(visit.tx, [Unasked(f"{text}:{number}", "told", staff_id=person.id, message=told)], visit.now)
    return True


_ACTS: Mapping[str, Handler] = {
    "nguoi": _of_person,
    "giao": _ask_role,
    "noi": _ask_where,
    "cho": _give,
    "thoi": _take_back,
}

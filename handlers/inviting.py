"""/themnguoi: who has not been let in yet, codes for one person or a whole unit, requests, and lost phones."""

from collections.abc import Mapping

from domain.errors import Refused
from domain.invites import LASTS, Terms, terms
from domain.messages import Choice, Message
from domain.people import Staff, Unit
from domain.permissions import Right
from handlers import dialogue, join_requests, lost_phones, menus, posters
from handlers.dialogue import Step
from handlers.posters import Poster
from handlers.tables import Handler
from handlers.visit import Visit
from handlers.words import command_for
from storage import accounts, invites, people, tree
from storage import joining as roster
from storage.dialogues import Draft
from storage.invites import Invite
from storage.joining import Waiting
from texts import label, render

KIND = "inviting"


async def themnguoi(visit: Visit) -> Message | None:
    """/themnguoi shows how many are not in yet, by unit; what follows it stands in _ACTS."""
    verb = visit.args[0] if visit.args else ""
    return await _ACTS[verb](visit) if verb in _ACTS else await _units(visit)


# Who is not in yet --------------------------------------------------------------------------------


async def _units(visit: Visit) -> Message:
    """`trang 2` goes on. With one unit only, its people at once."""
    scopes, size = visit.person.scopes(Right.LET_IN), menus.form(visit.means, visit.person).size
    page = _page(visit, 1)
    found = await roster.by_unit(visit.tx, scopes, page * size, size + 1)
    if scopes is not None and page == 0 and len(found) == 1 and found[0].unit:
        return await _shown_unit(visit, found[0].unit, 0)
    choices = [_unit_choice(one.unit, one) for one in found[:size] if one.unit]
    if len(found) > size:
        choices.append(Choice(label=label("more"), command=f"/themnguoi trang {page + 2}"))
    text = render("inviting/units", person=visit.person, total=await roster.total(visit.tx, scopes))
    return Message(text=text, choices=(*await _requests(visit), *choices))


def _page(visit: Visit, position: int) -> int:
    """From 0; the command counts from 1."""
    return min(max((visit.number(position) or 1) - 1, 0), 10**6)


def _unit_choice(unit: Unit, one: Waiting) -> Choice:
    return Choice(label=f"{unit.short_name}: {one.inactive}/{one.people}", command=f"/themnguoi donvi {unit.id}")


async def _requests(visit: Visit) -> tuple[Choice, ...]:
    waiting = await join_requests.waiting(visit.tx, visit.person)
    name = f"{label('requests_waiting')} ({waiting})"
    return (Choice(label=name, command="/themnguoi cho"),) if waiting else ()


async def _unit(visit: Visit) -> Message:
    """`donvi 3`, `donvi 3 2` (the second page)."""
    return await _shown_unit(visit, await _own_unit(visit, visit.number(1)), _page(visit, 2))


async def _own_unit(visit: Visit, unit_id: int | None) -> Unit:
    """A unit where the visitor lets people in. Raises Refused alike for all others."""
    unit = await tree.get(visit.tx, unit_id)
    if unit is None or unit.closed_at is not None or not visit.person.may(Right.LET_IN, unit):
        raise Refused("lets_in_elsewhere")
    visit.require(Right.LET_IN, unit)
    return unit


async def _shown_unit(visit: Visit, unit: Unit, page: int) -> Message:
    """The names, and what there is of codes."""
    size = menus.form(visit.means, visit.person).size
    waiting = await roster.inactive(visit.tx, unit.id, page * size, size + 1)
    total = await roster.total(visit.tx, {unit.id})
    invite = await invites.of_unit(visit.tx, unit.id, visit.now)
    choices = [await _person_choice(visit, one) for one in waiting[:size]]
    choices += _unit_code(unit, invite)
    if len(waiting) > size:
        choices.append(Choice(label=label("more"), command=f"/themnguoi donvi {unit.id} {page + 2}"))
    text = render("inviting/unit", unit=unit, total=total, invite=invite, zone=visit.office.zone)
    return Message(text=text, choices=(*await _requests(visit), *choices))


async def _person_choice(visit: Visit, person: Staff) -> Choice:
    given = await invites.last_for(visit.tx, staff_id=person.id)
    return Choice(label=person.listed, command=f"/themnguoi ma {person.id}.{given}")


def _unit_code(unit: Unit, invite: Invite | None) -> tuple[Choice, ...]:
    give = Choice(label=label("give_unit_code"), command=f"/themnguoi madonvi {unit.id}")
    return (give, _cancel(invite)) if invite else (give,)


def _cancel(invite: Invite) -> Choice:
    return Choice(label=label("cancel_code"), command=f"/themnguoi huy {invite.id}.0", destroys=True)


async def _person(visit: Visit) -> Message:
    """`nguoi 17`."""
    return await _shown_person(visit, await lost_phones.person_of(visit, visit.number(1)))


async def _shown_person(visit: Visit, person: Staff) -> Message:
    found = await accounts.accounts_of(visit.tx, person.id)
    invite = await invites.of_person(visit.tx, person.id, visit.now)
    key = await join_requests.may_give_key(visit.tx, visit.person, person)
    facts = {"person": person, "accounts": found, "invite": invite, "zone": visit.office.zone}
    text = render("inviting/person", **facts, key=key)
    return Message(text=text, choices=await choices_about(visit, person))


async def choices_about(visit: Visit, person: Staff) -> tuple[Choice, ...]:
    """What can be done here about somebody's way in; for that person's card too."""
    if person.left_at is not None or not join_requests.may_let_in(visit.person, person):
        return ()
    cut = await lost_phones.choice(visit.tx, person)
    if cut is not None:
        return (cut,)
    invite = await invites.of_person(visit.tx, person.id, visit.now)
    given = await invites.last_for(visit.tx, staff_id=person.id)
    key = await join_requests.may_give_key(visit.tx, visit.person, person)
    give = (Choice(label=label("give_code"), command=f"/themnguoi ma {person.id}.{given}"),) if key else ()
    return (*give, _cancel(invite)) if invite else give


# Codes --------------------------------------------------------------------------------------------


async def _give(visit: Visit) -> Message:
    """`ma 17.5`: a new code, unless somebody gave one meanwhile, or the person came in."""
    number, given = visit.versioned() or (None, None)
    person = await lost_phones.person_of(visit, number)
    outdated = given != await invites.last_for(visit.tx, staff_id=person.id)
    if outdated or await roster.is_let_in(visit.tx, person.id):
        return await _shown_person(visit, person)
    await join_requests.require_key(visit.tx, visit.person, person)
    slip = await invites.issue(visit.tx, person.id, await lost_phones.chance_of(visit), visit.now)
    await visit.record("invite.issued", person.id)
    return await _slip(visit, Poster(visit.office, visit.doors(slip.token), slip, person=person))


async def _slip(visit: Visit, poster: Poster, uses: int = 1) -> Message:
    """The code, the ways, and the page to print, where it can be sent."""
    file = posters.attached(poster) if visit.means.files else None
    facts = {"poster": poster, "uses": uses, "ways": visit.ways_in(poster.code)}
    text = render("inviting/slip", **facts, file=file is not None)
    return Message(text=text, attachment=file, keeps=True, secret=True)


async def _begin_unit_code(visit: Visit) -> Message:
    """`madonvi 3`: for how many, and until when."""
    unit = await _own_unit(visit, visit.number(1))
    return await _ask_terms(visit, await dialogue.begin(visit, KIND, "terms", unit=unit.id))


async def _proposed(visit: Visit, unit: Unit) -> Terms:
    """For as many as are not in yet, as long as any invite."""
    waiting = await roster.total(visit.tx, {unit.id})
    return Terms(max(waiting.inactive, 1), visit.now + LASTS)


async def _ask_terms(visit: Visit, draft: Draft) -> Message:
    unit = await _own_unit(visit, draft.data["unit"])
    text = render("inviting/terms", person=visit.person, unit=unit, terms=await _proposed(visit, unit))
    return Message(text=text, choices=(dialogue.choice(draft, label("as_proposed"), "ok"),), in_words=True)


async def _take_terms(visit: Visit, draft: Draft, said: str) -> Message:
    if command_for(said) == "thoat":
        return await dialogue.leave(visit)
    unit = await _own_unit(visit, draft.data["unit"])
    agreed = await _proposed(visit, unit) if said == "ok" else terms(said, visit.now)
    await dialogue.end(visit, draft)
    slip = await invites.issue_for_unit(
        visit.tx, unit.id, agreed.uses, await lost_phones.chance_of(visit), visit.now, agreed.end
    )
    await visit.record("invite.issued_for_unit", unit.id, "uses,expires_at")
    return await _slip(visit, Poster(visit.office, visit.doors(slip.token), slip, unit=unit), agreed.uses)


async def _end_code(visit: Visit) -> Message:
    """`huy 5.0`: nobody comes in by it any more."""
    number = (visit.versioned() or (visit.number(1) or 0, 0))[0]
    invite = await invites.live(visit.tx, number, visit.now)
    if invite is None:
        return Message(text=render("inviting/no_code"))
    person = await people.get(visit.tx, invite.staff_id)
    if person is not None:
        await lost_phones.person_of(visit, person.id)
    unit = None if person else await _own_unit(visit, invite.unit_id)
    await invites.cancel(visit.tx, invite.id, visit.now)
    await visit.record("invite.cancelled", invite.id)
    return Message(text=render("inviting/cancelled", whose=person.full_name if person else unit and unit.name))


_ACTS: Mapping[str, Handler] = {
    "cho": join_requests.show_waiting,
    "donvi": _unit,
    "huy": _end_code,
    "khoa": lost_phones.cut_off,
    "khong": join_requests.refuse,
    "la": join_requests.pick,
    "ma": _give,
    "madonvi": _begin_unit_code,
    "matmay": lost_phones.by_name,
    "ngat": lost_phones.undo,
    "nguoi": _person,
    "vao": join_requests.let_in,
    "yeucau": join_requests.show,
}

STEPS = {"terms": dialogue.guarded(Step(_ask_terms, _take_terms), dialogue.needs(Right.LET_IN))}

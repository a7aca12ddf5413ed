"""/hoso: what the roster says of somebody, another unit, leaving, coming back, somebody new."""

from collections.abc import Mapping

from domain.errors import Refused
from domain.messages import Choice, Message
from domain.people import Staff
from domain.permissions import Right
from handlers import dialogue, finding, people_cards, postings, record_fields, unit_drafts
from handlers.questions import tell_officers
from handlers.record_fields import FIELDS
from handlers.tables import Handler
from handlers.unit_drafts import turned
from handlers.visit import Visit, as_id
from handlers.words import command_for
from storage import grants, joining, people, tree, tree_changes
from storage.dialogues import Draft
from texts import label, render, role_name

KIND = "records"


async def hoso(visit: Visit) -> Message | None:
    """`sua 17`, `chuyen 17`, `thoi 17.3`, `lai 17.3`, `them 5`; without any, who is meant is asked for."""
    verb = visit.args[0] if visit.args else ""
    return await _ACTS[verb](visit) if verb in _ACTS else await finding.timnguoi(visit)


async def _subject(visit: Visit, staff_id: int | None) -> Staff:
    """Whose record the visitor keeps: of whoever acts beyond the own unit, only who keeps that of the whole office."""
    person = await finding.seen(visit, staff_id, Right.ROSTER)
    if person.acts_beyond_unit and visit.person.scopes(Right.ROSTER) is not None:
        raise Refused("record_of_office")
    return person


async def _of_draft(visit: Visit, draft: Draft) -> Staff:
    """The person whose record is open. Raises Refused("record_changed") if another has changed it meanwhile."""
    person = await _subject(visit, draft.data["person"])
    if await people.version_of(visit.tx, person.id) != draft.data["version"]:
        raise Refused("record_changed", person=person)
    return person


async def _begin(visit: Visit, step: str, person: Staff) -> Draft:
    version = await people.version_of(visit.tx, person.id)
    return await dialogue.begin(visit, KIND, step, person=person.id, version=version)


# What the roster says -------------------------------------------------------------------------------


async def _change(visit: Visit) -> Message:
    person = await _subject(visit, visit.number(1))
    return await _ask_field(visit, await _begin(visit, "field", person))


async def _ask_field(visit: Visit, draft: Draft) -> Message:
    person = await _of_draft(visit, draft)
    choices = tuple(
        dialogue.choice(draft, f"{label(one.name)}: {one.shown(person)}", name) for name, one in FIELDS.items()
    )
    return Message(text=render("records/ask_field", person=person), choices=choices)


async def _take_field(visit: Visit, draft: Draft, said: str) -> Message:
    if command_for(said) == "thoat":
        return await dialogue.leave(visit)
    if said not in FIELDS:
        return await _ask_field(visit, draft)
    return await _ask_value(visit, await dialogue.move(visit, draft, "value", field=said))


async def _ask_value(visit: Visit, draft: Draft) -> Message:
    person, name = await _of_draft(visit, draft), draft.data["field"]
    choices = tuple(dialogue.choice(draft, label(one), value) for value, one in FIELDS[name].values.items())
    text = render("records/ask_value", person=person, field=label(FIELDS[name].name), asker=visit.person, name=name)
    return Message(text=text, choices=choices, in_words=not choices)


async def _take_value(visit: Visit, draft: Draft, said: str) -> Message:
    if command_for(said) == "thoat":
        return await dialogue.leave(visit)
    before, name = await _of_draft(visit, draft), draft.data["field"]
    after = FIELDS[name].changed(before, said)
    await dialogue.end(visit, draft)
    await people.change_staff(visit.tx, after, visit.now)
    await visit.record("staff.changed", before.id, name)
    facts = {
        "field": label(FIELDS[name].name),
        "before": FIELDS[name].shown(before),
        "after": FIELDS[name].shown(after),
    }
    shared = name == "phone" and len(await joining.with_phone(visit.tx, after.phone)) > 1
    return await _card(visit, before.id, render("records/changed", **facts, shared=shared))


async def _card(visit: Visit, staff_id: int, done: str) -> Message:
    person = await people.get(visit.tx, staff_id)
    assert person is not None  # noqa: S101  # of this transaction
    return await people_cards.card(visit, person, done)


# Another unit ---------------------------------------------------------------------------------------


async def _transfer(visit: Visit) -> Message:
    person = await _subject(visit, visit.number(1))
    return await _ask_unit(visit, await _begin(visit, "unit", person))


async def _ask_unit(visit: Visit, draft: Draft) -> Message:
    person = await _of_draft(visit, draft)
    offered = [one for one in await tree.units(visit.tx) if one.id != person.unit.id]
    choices = unit_drafts.choices(draft, [one for one in offered if visit.person.may(Right.ROSTER, one)])
    held = [one for one in await grants.of(visit.tx, person.id) if one.grant.unit_id == person.unit.id]
    roles = [role_name(one.grant.role) for one in held]
    return Message(text=render("records/ask_unit", person=person, roles=roles), choices=choices)


async def _take_unit(visit: Visit, draft: Draft, said: str) -> Message:
    if command_for(said) == "thoat":
        return await dialogue.leave(visit)
    if (begin := turned(said)) is not None:
        return await _ask_unit(visit, await dialogue.move(visit, draft, "unit", begin=begin))
    person, number = await _of_draft(visit, draft), as_id(said)
    if number is None or number == person.unit.id:
        return await _ask_unit(visit, draft)
    unit = await unit_drafts.changeable(visit, number)
    await dialogue.end(visit, draft)
    await postings.transfer(visit.tx, person, unit, visit.now)
    await visit.record("staff.transferred", person.id, "unit")
    return await _card(visit, person.id, render("records/transferred", person=person, unit=unit))


# Leaving, and coming back ---------------------------------------------------------------------------


async def _present(visit: Visit) -> tuple[Staff, bool]:
    """Whom a choice is about, and whether the record is as it was then."""
    named = visit.versioned()
    person = await _subject(visit, named[0] if named else None)
    return person, named == (person.id, await people.version_of(visit.tx, person.id))


async def _leave(visit: Visit) -> Message:
    """Asks once more; what happens then is said before."""
    person, present = await _present(visit)
    if not present or person.left_at is not None:
        return await people_cards.card(visit, person)
    version = await people.version_of(visit.tx, person.id)
    now = Choice(label=label("leaves_now"), command=f"/hoso thoihan {person.id}.{version}", destroys=True)
    back = Choice(label=label("back"), command=f"/timnguoi nguoi {person.id}")
    return Message(text=render("records/ask_leave", person=person), choices=(now, back))


async def _left(visit: Visit) -> Message:
    person, present = await _present(visit)
    if not present or person.left_at is not None:
        return await people_cards.card(visit, person)
    if await grants.last_officer(visit.tx, person.id):
        raise Refused("last_officer")
    await postings.leave(visit.tx, person, visit.office, visit.now)
    await visit.record("staff.left", person.id, "left_at")
    return await _card(visit, person.id, render("records/left", person=person))


async def _back(visit: Visit) -> Message:
    person, present = await _present(visit)
    if present and person.left_at is not None:
        unit = await tree_changes.living(visit.tx, person.unit)
        if unit is None:
            raise Refused("unit_gone", unit=person.unit)
        await unit_drafts.changeable(visit, unit.id)
        await people.come_back(visit.tx, person.id)
        if unit.id != person.unit.id:
            await people.transfer(visit.tx, person, unit.id, visit.now)
        await visit.record("staff.came_back", person.id, "left_at")
        return await _card(visit, person.id, render("records/came_back", person=person))
    return await people_cards.card(visit, person)


# Somebody new ---------------------------------------------------------------------------------------


async def _new(visit: Visit) -> Message:
    """`them 5`: into the unit 5."""
    unit = await unit_drafts.changeable(visit, visit.number(1))
    return await _ask_name(visit, await dialogue.begin(visit, KIND, "name", unit=unit.id))


async def _ask_name(visit: Visit, draft: Draft) -> Message:
    unit = await unit_drafts.changeable(visit, draft.data["unit"])
    return Message(text=render("records/ask_name", person=visit.person, unit=unit), in_words=True)


async def _take_name(visit: Visit, draft: Draft, said: str) -> Message:
    """“Đỗ Thị Mai, kế toán”."""
    if command_for(said) == "thoat":
        return await dialogue.leave(visit)
    name, _, post = (part.strip() for part in said.partition(","))
    name = record_fields.full_name(name)
    post = record_fields.post(post) if post else ""
    return await _ask_gender(visit, await dialogue.move(visit, draft, "gender", name=name, post=post))


async def _ask_gender(visit: Visit, draft: Draft) -> Message:
    unit = await unit_drafts.changeable(visit, draft.data["unit"])
    same = [one for one in await people.of_unit(visit.tx, unit.id) if one.full_name == draft.data["name"]]
    text = render("records/ask_gender", name=draft.data["name"], post=draft.data["post"], unit=unit, same=same)
    choices = tuple(dialogue.choice(draft, label(one), value) for value, one in FIELDS["gender"].values.items())
    return Message(text=text, choices=(*choices, dialogue.choice(draft, label("not_now"), "no")))


async def _take_gender(visit: Visit, draft: Draft, said: str) -> Message:
    if said == "no" or command_for(said) == "thoat":
        return await dialogue.leave(visit)
    if said not in FIELDS["gender"].values:
        return await _ask_gender(visit, draft)
    unit = await unit_drafts.changeable(visit, draft.data["unit"])
    await dialogue.end(visit, draft)
    gender = record_fields.GENDERS[said]
    number = await people.add_staff(visit.tx, unit.id, draft.data["name"], gender, draft.data["post"], now=visit.now)
    await visit.record("staff.added", number, "name,gender,post,unit")
    told = Message(text=render("records/added_told", name=draft.data["name"], unit=unit, by=visit.person), keeps=True)
    await tell_officers(visit, f"added:{number}", told)
    return await _card(visit, number, render("records/added", name=draft.data["name"], unit=unit))


_ACTS: Mapping[str, Handler] = {
    "sua": _change,
    "chuyen": _transfer,
    "thoi": _leave,
    "thoihan": _left,
    "lai": _back,
    "them": _new,
}
_MAY = dialogue.needs(Right.ROSTER)
STEPS = {
    "field": dialogue.guarded(dialogue.Step(_ask_field, _take_field), _of_draft),
    "value": dialogue.guarded(dialogue.Step(_ask_value, _take_value), _of_draft),
    "unit": dialogue.guarded(dialogue.Step(_ask_unit, _take_unit), _of_draft),
    "name": dialogue.guarded(dialogue.Step(_ask_name, _take_name), _MAY),
    "gender": dialogue.guarded(dialogue.Step(_ask_gender, _take_gender), _MAY),
}

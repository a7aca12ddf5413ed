"""Adding a unit, renaming it, putting it under another one, closing an empty one."""

from collections.abc import Mapping

from domain.errors import Refused
from domain.messages import Choice, Message
from domain.people import Unit, UnitKind
from domain.permissions import Right
from handlers import dialogue, unit_drafts
from handlers.tables import Handler
from handlers.unit_drafts import WHOLE_OFFICE, changeable, named, subject, sure, turned
from handlers.visit import Visit, as_id
from storage import merging, tree, tree_changes
from storage.dialogues import Draft
from texts import label, render

KINDS = {  # and their labels
    UnitKind.DEPARTMENT: "unit_kind_department",
    UnitKind.CENTRE: "unit_kind_centre",
    UnitKind.COMMUNE: "unit_kind_commune",
    UnitKind.CLUSTER: "unit_kind_cluster",
    UnitKind.MEMBER: "unit_kind_member",
}


async def shown_after(visit: Visit, unit_id: int, done: str) -> Message:
    from handlers import units  # noqa: PLC0415  # the page of a unit names these changes

    unit = await tree.get(visit.tx, unit_id)
    assert unit is not None  # noqa: S101  # it was there in this transaction
    return await units.shown(visit, unit, done)


# Adding ---------------------------------------------------------------------------------------------


async def _add(visit: Visit) -> Message:
    """`them 5`: under the unit 5; `them 0`: directly under the office."""
    parent = await changeable(visit, visit.number(1)) if visit.number(1) else None
    return await _ask_name(visit, await unit_drafts.begin(visit, "name", parent))


async def _ask_name(visit: Visit, draft: Draft) -> Message:
    parent = await tree.get(visit.tx, draft.data["unit"] or None)
    return Message(text=render("units/ask_name", person=visit.person, parent=parent), in_words=True)


async def _take_name(visit: Visit, draft: Draft, said: str) -> Message:
    """A name, and after a dash or comma perhaps a short one."""
    name, _, short = (part.strip() for part in said.partition(";"))
    name, short = named(name), named(short) if short else named(name)
    for each in (name, short):
        await tree_changes.require_name_free(visit.tx, each)
    return await _ask_kind(visit, await dialogue.move(visit, draft, "kind", name=name, short=short))


async def _ask_kind(_visit: Visit, draft: Draft) -> Message:
    choices = tuple(dialogue.choice(draft, label(name), kind.value) for kind, name in KINDS.items())
    return Message(text=render("units/ask_kind", name=draft.data["name"]), choices=choices)


async def _take_kind(visit: Visit, draft: Draft, said: str) -> Message:
    if said not in {*UnitKind}:
        return await _ask_kind(visit, draft)
    parent = await tree.get(visit.tx, draft.data["unit"] or None)
    name, short = draft.data["name"], draft.data["short"]
    await tree_changes.require_name_free(visit.tx, name)
    await dialogue.end(visit, draft)
    number = await tree.add_unit(visit.tx, name, short, UnitKind(said), parent)
    await visit.record("unit.added", number, "name,kind,parent")
    return await shown_after(visit, number, render("units/added", name=name))


# Renaming -------------------------------------------------------------------------------------------


async def _rename(visit: Visit) -> Message:
    unit = await changeable(visit, visit.number(1))
    return await _ask_new_name(visit, await unit_drafts.begin(visit, "newname", unit))


async def _ask_new_name(visit: Visit, draft: Draft) -> Message:
    unit = await subject(visit, draft)
    return Message(text=render("units/ask_new_name", person=visit.person, unit=unit), in_words=True)


async def _take_new_name(visit: Visit, draft: Draft, said: str) -> Message:
    unit = await subject(visit, draft)
    name, _, short = (part.strip() for part in said.partition(";"))
    name = named(name)
    short = named(short) if short else (name if unit.short_name == unit.name else unit.short_name)
    for each in (name, short):
        await tree_changes.require_name_free(visit.tx, each, but=unit.id)
    await dialogue.end(visit, draft)
    await tree.rename(visit.tx, unit.id, name, short, visit.now)
    await visit.record("unit.renamed", unit.id, "name,short_name")
    return await shown_after(visit, unit.id, render("units/renamed", old=unit.name, name=name))


# Moving ---------------------------------------------------------------------------------------------


async def _move(visit: Visit) -> Message:
    unit = await changeable(visit, visit.number(1))
    return await _ask_parent(visit, await unit_drafts.begin(visit, "parent", unit))


async def _ask_parent(visit: Visit, draft: Draft) -> Message:
    unit = await subject(visit, draft)
    offered = [one for one in await tree.units(visit.tx) if _takes(visit, one, unit)]
    top = visit.person.scopes(Right.ROSTER) is None and unit.parent_id is not None
    choices: tuple[Choice, ...] = ()
    if top:
        choices = (dialogue.choice(draft, label("under_the_office"), WHOLE_OFFICE),)
    choices += unit_drafts.choices(draft, offered)
    return Message(text=render("units/ask_parent", unit=unit, person=visit.person), choices=choices)


def _takes(visit: Visit, one: Unit, unit: Unit) -> bool:
    return unit.id not in one.lineage and one.id != unit.parent_id and visit.person.may(Right.ROSTER, one)


async def _take_parent(visit: Visit, draft: Draft, said: str) -> Message:
    begin = turned(said)
    if begin is not None:
        return await _ask_parent(visit, await dialogue.move(visit, draft, "parent", begin=begin))
    unit, number = await subject(visit, draft), as_id(said)
    if number is None or (number == WHOLE_OFFICE and visit.person.scopes(Right.ROSTER) is not None):
        return await _ask_parent(visit, draft)
    parent = await changeable(visit, number) if number else None
    await dialogue.end(visit, draft)
    await merging.move(visit.tx, unit, parent, visit.now)
    await visit.record("unit.moved", unit.id, "parent")
    return await shown_after(visit, unit.id, render("units/moved", unit=unit, parent=parent))


# Closing --------------------------------------------------------------------------------------------


async def _close(visit: Visit) -> Message:
    """Only where nobody works and nothing stands under it."""
    unit = await changeable(visit, visit.number(1))
    if await tree_changes.head_count(visit.tx, unit) or await tree_changes.children(visit.tx, unit.id):
        raise Refused("unit_not_empty", unit=unit)
    return await _ask_close(visit, await unit_drafts.begin(visit, "close", unit))


async def _ask_close(visit: Visit, draft: Draft) -> Message:
    unit = await subject(visit, draft)
    return Message(text=render("units/ask_close", unit=unit), choices=sure(draft, "close_unit"))


async def _take_close(visit: Visit, draft: Draft, said: str) -> Message:
    if said != "ok":
        return await _ask_close(visit, draft)
    unit = await subject(visit, draft)
    if await tree_changes.head_count(visit.tx, unit):
        raise Refused("unit_not_empty", unit=unit)
    await dialogue.end(visit, draft)
    await tree_changes.close(visit.tx, unit.id, visit.now)
    await visit.record("unit.closed", unit.id, "closed_at")
    return await shown_after(visit, unit.id, render("units/closed", unit=unit))


ACTS: Mapping[str, Handler] = {"them": _add, "doiten": _rename, "chuyen": _move, "dong": _close}
STEPS = {
    "name": unit_drafts.step(_ask_name, _take_name),
    "kind": unit_drafts.step(_ask_kind, _take_kind),
    "newname": unit_drafts.step(_ask_new_name, _take_new_name),
    "parent": unit_drafts.step(_ask_parent, _take_parent),
    "close": unit_drafts.step(_ask_close, _take_close),
}

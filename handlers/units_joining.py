"""Merging units into one, and splitting a new one off: shown first, then done in one step."""

from collections.abc import Mapping

from domain.errors import Refused
from domain.messages import Message
from domain.people import Staff, Unit
from domain.permissions import OF_A_UNIT, Right
from domain.replies import numbers
from handlers import dialogue, notice_drafts, postings, unit_drafts
from handlers.tables import Handler
from handlers.unit_drafts import changeable, named, subject, sure, turned
from handlers.units_changing import shown_after
from handlers.visit import Visit, as_id
from storage import merging, people, tree, tree_changes
from storage.dialogues import Draft
from storage.outbox import Unasked, queue
from texts import label, render

NEW = "moi"  # into a unit that is made now
DONE = "xong"


# Merging --------------------------------------------------------------------------------------------


async def _merge(visit: Visit) -> Message:
    unit = await changeable(visit, visit.number(1))
    return await _ask_into(visit, await unit_drafts.begin(visit, "into", unit))


async def _ask_into(visit: Visit, draft: Draft) -> Message:
    unit = await subject(visit, draft)
    offered = [one for one in await tree.units(visit.tx) if unit.id not in one.lineage]
    offered = [one for one in offered if visit.person.may(Right.ROSTER, one)]
    choices = unit_drafts.choices(draft, offered)
    return Message(text=render("units/ask_into", unit=unit, person=visit.person), choices=choices)


async def _take_into(visit: Visit, draft: Draft, said: str) -> Message:
    begin = turned(said)
    if begin is not None:
        return await _ask_into(visit, await dialogue.move(visit, draft, "into", begin=begin))
    number = as_id(said)
    if number is None or number == draft.data["unit"]:
        return await _ask_into(visit, draft)
    into = await _into(visit, await subject(visit, draft), number)
    return await _ask_called(visit, await dialogue.move(visit, draft, "called", into=into.id))


async def _into(visit: Visit, unit: Unit, unit_id: int) -> Unit:
    """With which it is merged: never with one that is under it."""
    into = await changeable(visit, unit_id)
    if unit.id in into.lineage:
        raise Refused("unit_under_itself", unit=unit)
    return into


async def _ask_called(visit: Visit, draft: Draft) -> Message:
    """How the two are called from now on: as the other one, or anew."""
    unit = await subject(visit, draft)
    into = await _into(visit, unit, draft.data["into"])
    choices = (dialogue.choice(draft, f"{label('keep_name')} {into.name}", "keep"),)
    return Message(text=render("units/ask_called", unit=unit, into=into, person=visit.person), choices=choices)


async def _take_called(visit: Visit, draft: Draft, said: str) -> Message:
    name = "" if said == "keep" else named(said)
    if name:
        await tree_changes.require_name_free(visit.tx, name)
    return await _ask_merge(visit, await dialogue.move(visit, draft, "merge", name=name))


async def _ask_merge(visit: Visit, draft: Draft) -> Message:
    unit = await subject(visit, draft)
    into = await _into(visit, unit, draft.data["into"])
    facts = {
        "unit": unit,
        "into": into,
        "name": draft.data["name"],
        "moving": await tree_changes.head_count(visit.tx, unit),
        "drives": len(await merging.open_campaigns(visit.tx, visit.now.date())),
    }
    return Message(text=render("units/ask_merge", **facts), choices=sure(draft, "merge_now"))


async def _take_merge(visit: Visit, draft: Draft, said: str) -> Message:
    if said != "ok":
        return await _ask_merge(visit, draft)
    unit = await subject(visit, draft)
    into = await _into(visit, unit, draft.data["into"])
    await dialogue.end(visit, draft)
    merged, target = [unit], into
    if name := draft.data["name"]:  # neither of the two goes on: both become a new one
        target = await _new(visit, name, into)
        merged = [unit, into]
    await merging.merge(visit.tx, merged, target, visit.now)
    for one in merged:
        await visit.record("unit.merged", one.id, "merged_into,closed_at")
    await _tell_heads(visit, target, merged)
    done = render("units/merged", merged=merged, into=target)
    return await shown_after(visit, target.id, done)


async def _tell_heads(visit: Visit, unit: Unit, merged: list[Unit]) -> None:
    """Who heads it now, or is its focal point, learns what has become of the own unit."""
    for role in sorted(OF_A_UNIT):
        for one in await people.with_role(visit.tx, role, unit, reachable=True):
            text = render("units/merged_told", person=one, merged=merged, into=unit)
            key = f"merged:{unit.id}:{visit.update}:{one.id}"
            told = Unasked(key, "told", staff_id=one.id, message=Message(text=text, keeps=True))
            await queue(visit.tx, [told], visit.now)


async def _new(visit: Visit, name: str, like: Unit) -> Unit:
    """A unit of the same kind and place as another."""
    parent = await tree.get(visit.tx, like.parent_id)
    number = await tree.add_unit(visit.tx, name, name, like.kind, parent)
    await visit.record("unit.added", number, "name,kind,parent")
    unit = await tree.get(visit.tx, number)
    assert unit is not None  # noqa: S101  # just added
    return unit


# Splitting ------------------------------------------------------------------------------------------


async def _split(visit: Visit) -> Message:
    unit = await changeable(visit, visit.number(1))
    return await _ask_part(visit, await unit_drafts.begin(visit, "part", unit))


async def _ask_part(visit: Visit, draft: Draft) -> Message:
    unit = await subject(visit, draft)
    return Message(text=render("units/ask_part", unit=unit, person=visit.person), in_words=True)


async def _take_part(visit: Visit, draft: Draft, said: str) -> Message:
    name = named(said)
    await tree_changes.require_name_free(visit.tx, name)
    return await _ask_who(visit, await dialogue.move(visit, draft, "who", name=name, chosen=[]))


async def _ask_who(visit: Visit, draft: Draft) -> Message:
    """Who goes to the new one: pressed one by one, or by their numbers together."""
    unit, chosen = await subject(visit, draft), draft.data["chosen"]
    staff = await people.of_unit(visit.tx, unit.id)
    listed = [(one, f"{_called(one)} ({label('picked')})" if one.id in chosen else _called(one)) for one in staff]
    choices = [dialogue.choice(draft, name, one.id) for one, name in listed]
    choices += [dialogue.choice(draft, label("done_picking"), DONE)] if chosen else []
    text = render("units/ask_who", name=draft.data["name"], chosen=chosen, person=visit.person)
    return Message(text=text, choices=tuple(choices), several=len(staff))


def _called(one: Staff) -> str:
    return ", ".join(part for part in (one.listed, one.post) if part)


async def _take_who(visit: Visit, draft: Draft, said: str) -> Message:
    unit, chosen = await subject(visit, draft), set(draft.data["chosen"])
    staff = await people.of_unit(visit.tx, unit.id)
    if said == DONE and chosen:
        return await _ask_split(visit, await dialogue.move(visit, draft, "split"))
    if notice_drafts.pressed(visit):
        chosen ^= {one.id for one in staff if str(one.id) == said}
    elif picked := numbers(said):
        chosen = {staff[number - 1].id for number in picked if 0 < number <= len(staff)}
    return await _ask_who(visit, await dialogue.move(visit, draft, "who", chosen=sorted(chosen)))


async def _ask_split(visit: Visit, draft: Draft) -> Message:
    unit = await subject(visit, draft)
    moving = [one for one in await people.of_unit(visit.tx, unit.id) if one.id in draft.data["chosen"]]
    text = render("units/ask_split", unit=unit, name=draft.data["name"], moving=moving)
    return Message(text=text, choices=sure(draft, "split_now"))


async def _take_split(visit: Visit, draft: Draft, said: str) -> Message:
    if said != "ok":
        return await _ask_split(visit, draft)
    return await _part(visit, draft, await subject(visit, draft))


async def _part(visit: Visit, draft: Draft, unit: Unit) -> Message:
    await dialogue.end(visit, draft)
    new = await _new(visit, draft.data["name"], unit)
    moved = [one for one in await people.of_unit(visit.tx, unit.id) if one.id in draft.data["chosen"]]
    for one in moved:
        await postings.transfer(visit.tx, one, new, visit.now)
        await visit.record("staff.transferred", one.id, "unit")
    await merging.follow(visit.tx, unit, new, visit.now)
    await visit.record("unit.split", unit.id, "unit")
    return await shown_after(visit, new.id, render("units/split", unit=unit, new=new, count=len(moved)))


ACTS: Mapping[str, Handler] = {"gop": _merge, "tach": _split}
STEPS = {
    "into": unit_drafts.step(_ask_into, _take_into),
    "called": unit_drafts.step(_ask_called, _take_called),
    "merge": unit_drafts.step(_ask_merge, _take_merge),
    "part": unit_drafts.step(_ask_part, _take_part),
    "who": unit_drafts.step(_ask_who, _take_who),
    "split": unit_drafts.step(_ask_split, _take_split),
}

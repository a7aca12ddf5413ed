"""/donvi: the tree of units as far as somebody is responsible for it, and one unit with its history."""

from collections.abc import Mapping

from domain.errors import Refused
from domain.messages import Choice, Message
from domain.people import Unit, UnitKind
from domain.permissions import Right, Role
from handlers import units_changing, units_joining
from handlers.tables import Handler
from handlers.visit import Visit
from storage import people, tree, tree_changes
from texts import label, render

AT_ONCE = 8  # on a page


async def donvi(visit: Visit) -> Message | None:
    """/donvi, `tu 8` (from the ninth on), `xem 5`, `nguoi 5 8` (who works there); changes: see the table at the end."""
    verb = visit.args[0] if visit.args else ""
    return await _ACTS[verb](visit) if verb in _ACTS else await _overview(visit)


async def seen(visit: Visit, unit_id: int | None, right: Right = Right.FIND) -> Unit:
    """A unit in which the visitor has a right; one's own may always be looked at. Raises Refused("unit_unknown")."""
    unit = await tree.get(visit.tx, unit_id)
    own = unit is not None and unit.id == visit.person.unit.id and right is Right.FIND
    if unit is None or not (own or visit.person.may(right, unit)):
        raise Refused("unit_unknown")
    if not own:
        visit.require(right, unit)
    return unit


async def _overview(visit: Visit) -> Message:
    """The topmost units that the visitor sees; of the own unit alone, that one."""
    scopes = visit.person.scopes(Right.FIND)
    begin = (visit.number(1) or 0) if visit.args[:1] == ("tu",) else 0
    tops = await tree_changes.topmost(visit.tx, scopes, (begin, AT_ONCE + 1))
    if scopes is not None and len(tops) < 2:  # noqa: PLR2004  # one of them
        return await shown(visit, tops[0] if tops else visit.person.unit)
    page = tops[:AT_ONCE]
    lines = [await _line(visit, one) for one in page]
    choices = [Choice(label=one.name, command=f"/donvi xem {one.id}") for one in page]
    if len(tops) > AT_ONCE:
        choices.append(Choice(label=label("more"), command=f"/donvi tu {begin + AT_ONCE}"))
    if visit.person.scopes(Right.ROSTER) is None:
        choices.append(Choice(label=label("add_unit"), command="/donvi them 0"))
    text = render("units/overview", person=visit.person, lines=lines, count=await tree_changes.count(visit.tx, scopes))
    return Message(text=text, choices=tuple(choices))


async def _line(visit: Visit, unit: Unit) -> dict[str, object]:
    """What a list says of one unit: of a cluster its members, of others the people."""
    under = await tree_changes.count_under(visit.tx, unit)
    return {"unit": unit, "people": await tree_changes.head_count(visit.tx, unit), "under": under}


async def _one(visit: Visit) -> Message:
    return await shown(visit, await seen(visit, visit.number(1)))


async def shown(visit: Visit, unit: Unit, done: str = "") -> Message:
    """One unit: who heads it, how many work there, what is under it, what it was. `done`: what has just been done."""
    under = await tree_changes.children(visit.tx, unit.id)
    facts = {
        "unit": unit,
        "parent": await tree.get(visit.tx, unit.parent_id),
        "people": await tree_changes.head_count(visit.tx, unit),
        "heads": await people.holding(visit.tx, Role.UNIT_HEAD, unit.id),
        "focals": await people.holding(visit.tx, Role.UNIT_FOCAL, unit.id),
        "under": under,
        "former": await tree.former_names(visit.tx, unit.id),
        "merged": await tree_changes.merged_from(visit.tx, unit.id),
        "into": await tree_changes.merged_into(visit.tx, unit.id),
        "cluster": unit.kind is UnitKind.CLUSTER,
    }
    choices = [Choice(label=one.name, command=f"/donvi xem {one.id}") for one in under[:AT_ONCE]]
    if visit.person.may(Right.FIND, unit) and unit.kind is not UnitKind.CLUSTER:
        choices.append(Choice(label=label("people_of_unit"), command=f"/donvi nguoi {unit.id} 0"))
    if unit.closed_at is None and visit.person.may(Right.ROSTER, unit):
        choices.append(Choice(label=label("change_unit"), command=f"/donvi sua {unit.id}"))
    if visit.person.scopes(Right.FIND) is None:
        choices.append(Choice(label=label("all_units"), command="/donvi"))
    return Message(text=render("units/one", **facts, done=done, person=visit.person), choices=tuple(choices))


async def _people(visit: Visit) -> Message:
    unit = await seen(visit, visit.number(1))
    visit.require(Right.FIND, unit)
    begin = visit.number(2) or 0
    found = await people.of_unit(visit.tx, unit.id)
    choices = [
        Choice(label=", ".join(filter(None, (one.listed, one.post))), command=f"/timnguoi nguoi {one.id}")
        for one in found[begin : begin + AT_ONCE]
    ]
    if len(found) > begin + AT_ONCE:
        choices.append(Choice(label=label("more"), command=f"/donvi nguoi {unit.id} {begin + AT_ONCE}"))
    if visit.person.may(Right.ROSTER, unit) and unit.closed_at is None:
        choices.append(Choice(label=label("add_person"), command=f"/hoso them {unit.id}"))
    choices.append(Choice(label=label("back"), command=f"/donvi xem {unit.id}"))
    return Message(
        text=render("units/people", unit=unit, count=len(found), person=visit.person), choices=tuple(choices)
    )


async def _changes(visit: Visit) -> Message:
    """What can be changed about it."""
    unit = await seen(visit, visit.number(1), Right.ROSTER)
    verbs = {"them": "add_unit_under", "doiten": "rename_unit", "chuyen": "move_unit", "gop": "merge_unit"}
    verbs |= {"tach": "split_unit", "dong": "close_unit"}
    choices = [Choice(label=label(name), command=f"/donvi {verb} {unit.id}") for verb, name in verbs.items()]
    choices.append(Choice(label=label("back"), command=f"/donvi xem {unit.id}"))
    return Message(text=render("units/changes", unit=unit, person=visit.person), choices=tuple(choices))


_ACTS: Mapping[str, Handler] = {
    "xem": _one,
    "nguoi": _people,
    "sua": _changes,
    **units_changing.ACTS,
    **units_joining.ACTS,
}

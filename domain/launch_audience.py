"""Reads for whom a drive is: the whole office, units, kinds of staff, people, in any mixture."""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from domain import replies
from domain.campaign_values import WHOLE_OFFICE as MEANS_ALL
from domain.campaign_values import Somebody, Surroundings, Wrong
from domain.content_values import STAFF, STAFF_WORDS, somebody
from domain.folding import fold
from domain.launch import WHOLE_OFFICE, LaunchDraft
from domain.launch_edits import Edit

_PARTS = re.compile(r"\s*(?:[,;]|\bvà\b|\bva\b)\s*", re.IGNORECASE)


def audience(edit: Edit) -> LaunchDraft:
    """“toàn Sở”, numbers of the units as they are listed, or names; names hold commas and “và” too."""
    units, places = edit.around.units, replies.numbers(edit.value)
    if not all(0 < place <= len(units) for place in places):
        raise Wrong("number_outside", most=len(units))
    named = [units[place - 1].name for place in places] or _names(edit.value, _known(edit.around))
    if edit.empties:
        named = [WHOLE_OFFICE]
    if not named:
        raise Wrong("unknown_unit", text=edit.value, close="")
    return edit.draft.with_(**_sorted(dict.fromkeys(named), edit.around))


def _sorted(named: Iterable[str], around: Surroundings) -> dict[str, object]:
    """As the keys of a file: units, kinds of staff and people each by themselves; what is none counts as a unit."""
    kinds, people = set(STAFF_WORDS.values()), {fold(one.name) for one in around.people}
    units = {fold(name) for unit in around.units for name in (unit.name, unit.short_name)}
    staff = [name for name in named if name in kinds]
    chosen = [name for name in named if fold(name) not in units and fold(name.partition("(")[0]) in people]
    places = [name for name in named if name not in kinds and name not in chosen and fold(name) not in MEANS_ALL]
    alone = chosen and not staff and not places and not any(fold(name) in MEANS_ALL for name in named)
    return {
        "audience": None if alone else places or WHOLE_OFFICE,
        "audience_staff": staff or None,
        "audience_people": chosen or None,
    }


def _known(around: Surroundings) -> Mapping[str, str]:
    people = {fold(one.name): one.name for one in around.people}
    units = {fold(known): unit.name for unit in around.units for known in (unit.name, unit.short_name)}
    staff = {said: STAFF_WORDS[kind] for said, kind in STAFF.items()}
    return {**people, **staff, **dict.fromkeys(MEANS_ALL, WHOLE_OFFICE), **units}


def _names(text: str, known: Mapping[str, str]) -> list[str]:
    """What is known in a list of names, the longest name first; what is not stays as it was typed."""
    ends = [*(m.start() for m in _PARTS.finditer(text)), len(text)]
    end = next((end for end in reversed(ends) if fold(text[:end]) in known), ends[0])
    first = known.get(fold(text[:end]), text[:end].strip())
    rest = _PARTS.sub("", text[end:], count=1)
    return [*filter(None, [first]), *(_names(rest, known) if rest.strip() else [])]


class Size(NamedTuple):
    """How many people and units a draft is for."""

    people: int
    units: int


def size(draft: LaunchDraft, around: Surroundings) -> Size:
    """As far as its names are known."""
    table = draft.table
    listed = {fold(name) for name in table["audience"]} if isinstance(table.get("audience"), list) else set()
    units = {unit.id for unit in around.units if {fold(unit.name), fold(unit.short_name)} & listed}
    staff = {STAFF[fold(name)] for name in table.get("audience_staff", ())}
    chosen = {somebody(name, around.people).id for name in table.get("audience_people", ())}
    under = {unit.id for unit in around.units if not units.isdisjoint(unit.lineage)}
    everybody = not units and (bool(staff) or not chosen)

    def concerned(one: Somebody) -> bool:
        return (everybody or one.unit_id in under) and (not staff or one.employment in staff)

    meant = [one for one in around.people if one.id in chosen or concerned(one)]
    alone = chosen and not units and not everybody
    return Size(len(meant), len({one.unit_id for one in meant}) if alone else len(units or around.units))

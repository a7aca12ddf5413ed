"""Whom an announcement is for, as an officer names them: units, roles, people, groups, by figures or in words."""

import re
from dataclasses import dataclass, field

from domain.audience import Audience
from domain.errors import Refused
from domain.folding import fold
from domain.people import Staff
from domain.permissions import Role
from handlers.visit import Visit
from storage import groups, people, tree
from texts import words

EVERYBODY = Audience(everybody=True, every_group=True)
GROUPS_ONLY = Audience(every_group=True)
FIELDS = ("units", "roles", "groups", "people")  # of an Audience, what can be picked from a list
_WHOLE = {"toan so", "ca so", "toan the", "tat ca", "moi nguoi", "ca co quan", "toan co quan"}
_GROUPS = {"nhom", "cac nhom", "chi cac nhom", "tat ca cac nhom"}
_BETWEEN = re.compile(r"\s*[,;\n]\s*|\s+và\s+|\s+va\s+")
_CALLED = re.compile(r"^(?:anh|chi|ong|ba|dong chi|d/c|cac)\s+")


@dataclass
class Named:
    """What was named, put together; `several`: people of whom only one can have been meant."""

    audience: Audience = field(default_factory=Audience)
    several: list[Staff] = field(default_factory=list)

    def add(self, what: str, one: int | Role) -> None:
        self.audience = self.audience.model_copy(update={what: getattr(self.audience, what) | {one}})


async def options(visit: Visit, what: str, found: list[int]) -> list[tuple[str, str]]:
    """What can be picked: the value that a choice carries, and its label. `found`: the people in question."""
    if what == "units":
        return [(str(unit.id), unit.name) for unit in await tree.units(visit.tx)]
    if what == "roles":
        return [(role, words()["roles"][role]) for role in Role if role in words()["roles"]]
    if what == "groups":
        return [(str(group.id), group.title) for group in await groups.linked(visit.tx)]
    persons = [await people.get(visit.tx, one) for one in found]
    return [(str(one.id), f"{one.listed}, {one.unit.short_name}") for one in persons if one is not None]


def picked(audience: Audience, what: str, values: list[str]) -> Audience:
    """With exactly these of a list."""
    ids = frozenset(Role(value) if what == "roles" else int(value) for value in values)
    return audience.model_copy(update={what: ids, "everybody": False})


def values_of(audience: Audience, what: str) -> list[str]:
    return [str(one) for one in getattr(audience, what)]


async def named(visit: Visit, text: str) -> Named:
    """“Văn phòng, trưởng đơn vị và chị Hoa”. Raises Refused("audience_unknown", said) for what is nobody here."""
    said = Named()
    for typed in filter(fold, _BETWEEN.split(text)):
        part = fold(typed)
        if part in _WHOLE:
            said.audience = EVERYBODY
        elif part in _GROUPS:
            said.audience = said.audience.model_copy(update={"every_group": True})
        elif not (await _unit(visit, said, part) or _role(said, part) or await _group(visit, said, part)):
            await _person(visit, said, typed)
    return said


async def _unit(visit: Visit, said: Named, part: str) -> bool:
    found = [unit for unit in await tree.units(visit.tx) if part in {fold(unit.name), fold(unit.short_name)}]
    for unit in found:
        said.add("units", unit.id)
    return bool(found)


def _role(said: Named, part: str) -> bool:
    found = [role for role, phrases in words()["role_words"].items() if part in map(fold, phrases)]
    for role in found:
        said.add("roles", Role(role))
    return bool(found)


async def _group(visit: Visit, said: Named, part: str) -> bool:
    name = part.removeprefix("nhom ")
    found = [group for group in await groups.linked(visit.tx) if part != name and fold(group.title) == name]
    for group in found:
        said.add("groups", group.id)
    return bool(found)


async def _person(visit: Visit, said: Named, typed: str) -> None:
    name = _CALLED.sub("", fold(typed))
    found = [one for one in await people.everybody(visit.tx) if f" {fold(one.full_name)} ".endswith(f" {name} ")]
    if not found:
        raise Refused("audience_unknown", said=typed.strip())
    if len(found) > 1:
        said.several += found
    else:
        said.add("people", found[0].id)

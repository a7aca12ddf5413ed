"""Reads the list of staff from a CSV file, whoever wrote it: header in any order, `,` or `;`, with marks or without."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from domain.errors import CannotStart
from domain.folding import fold, nfc
from domain.people import Staff, Unit
from domain.permissions import OF_A_UNIT, Grant, Role

COLUMNS = {  # as folded in the header
    "ho va ten": "full_name",
    "ho ten": "full_name",
    "gioi tinh": "gender",
    "chuc vu": "post",
    "chuc danh": "post",
    "don vi": "unit",
    "vai tro": "roles",
}
NEEDED = ("full_name", "unit")
GENDERS = {"nam": "male", "nu": "female", "male": "male", "female": "female", "": ""}
ROLES = {
    "can bo phu trach": Role.OFFICER,
    "can bo phu trach thi dua": Role.OFFICER,
    "phu trach thi dua": Role.OFFICER,
    "giam doc": Role.DIRECTOR,
    "giam doc so": Role.DIRECTOR,
    "lanh dao so": Role.DIRECTOR,
    "truong don vi": Role.UNIT_HEAD,
    "thu truong don vi": Role.UNIT_HEAD,
    "dau moi": Role.UNIT_FOCAL,
    "can bo dau moi": Role.UNIT_FOCAL,
    "dau moi thi dua": Role.UNIT_FOCAL,
    "nhan vien": Role.STAFF,
    "chuyen vien": Role.STAFF,
    "cong chuc": Role.STAFF,
    "vien chuc": Role.STAFF,
    "nguoi lao dong": Role.STAFF,
    **{role.value: role for role in Role},
    **{role.value.replace("_", " "): role for role in Role},
}
HEADS = ("truong phong", "giam doc trung tam", "chanh van phong", "chanh thanh tra", "truong ban")
LONGEST = 120  # characters of a name or a post


@dataclass(frozen=True, slots=True)
class Fault:
    """A row that was not understood: its line in the file and a reason, texts/people/fault_<reason>."""

    line: int
    reason: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """Somebody of the roster as the file has them. `before`: None where they are new."""

    person: Staff
    before: Staff | None = None


@dataclass
class Plan:
    """What importing a file would do; with faults it does nothing."""

    new: list[Change] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    unchanged: list[Staff] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


Row = tuple[int, Mapping[str, str]]  # line in the file, the cells by column


class _Wrong(Exception):
    def __init__(self, reason: str, value: str = "") -> None:
        super().__init__(reason)
        self.reason, self.value = reason, value


def plan(content: bytes, units: Sequence[Unit], known: Sequence[Staff]) -> Plan:
    """What the file means for the people who are `known`. CannotStart if it is no such list at all."""
    found, seen = Plan(), dict[tuple[int, str], int]()
    present = {(person.unit.id, fold(person.full_name)): person for person in known}
    for line, cells in _rows(content):
        try:
            person = _person(cells, units)
            key = (person.unit.id, fold(person.full_name))
            if key in seen:
                raise _Wrong("twice", str(seen[key]))
        except _Wrong as wrong:
            found.faults.append(Fault(line, wrong.reason, wrong.value))
            continue
        seen[key] = line
        _sort_in(found, person, present.get(key))
    return found


def _sort_in(found: Plan, person: Staff, before: Staff | None) -> None:
    """New, changed or neither; a blank never takes back what is known."""
    if before is None:
        found.new.append(Change(person))
        return
    person = replace(person, id=before.id, gender=person.gender or before.gender, alike=before.alike)
    if person == before:
        found.unchanged.append(before)
    else:
        found.changed.append(Change(person, before))


def _rows(content: bytes) -> Iterator[Row]:
    try:
        text = nfc(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise CannotStart("roster_not_utf8") from None
    lines = text.splitlines(keepends=True)
    reader = csv.reader(lines, delimiter=_delimiter(lines[0] if lines else ""))
    columns = [COLUMNS.get(fold(cell.strip(" *:")), "") for cell in next(reader, [])]
    if any(name not in columns for name in NEEDED):
        raise CannotStart("roster_columns")
    for cells in reader:
        if any(cell.strip() for cell in cells):
            padded = [*cells, *[""] * len(columns)]
            yield reader.line_num, {name: " ".join(padded[place].split()) for place, name in enumerate(columns) if name}


def _delimiter(header: str) -> str:
    return max(",;\t", key=header.count)


def _person(cells: Mapping[str, str], units: Sequence[Unit]) -> Staff:
    name, post = cells["full_name"], cells.get("post", "")
    if not name:
        raise _Wrong("no_name")
    if any(character.isdigit() for character in name):
        raise _Wrong("name", name[:LONGEST])
    if max(len(name), len(post)) > LONGEST:
        raise _Wrong("too_long")
    gender = fold(cells.get("gender", ""))
    if gender not in GENDERS:
        raise _Wrong("gender", cells["gender"][:LONGEST])
    unit = _unit(cells["unit"], units)
    grants = (Grant(role, unit.id if role in OF_A_UNIT else None) for role in _roles(cells.get("roles", "")))
    return Staff(0, unit, name, GENDERS[gender], post, frozenset(grants))


def _unit(name: str, units: Sequence[Unit]) -> Unit:
    if not name:
        raise _Wrong("no_unit")
    key = fold(name)
    for unit in units:
        if key in {fold(unit.name), fold(unit.short_name)}:
            return unit
    raise _Wrong("unit", name[:LONGEST])


def _roles(words: str) -> frozenset[Role]:
    """Everybody is staff; several roles stand with a comma, a semicolon, a plus or a slash between them."""
    named = [part.strip() for part in words.replace(";", ",").replace("+", ",").replace("/", ",").split(",")]
    return frozenset(_role(word) for word in named if word) - {Role.STAFF}


def _role(word: str) -> Role:
    key = fold(word)
    if key.startswith(HEADS):
        return Role.UNIT_HEAD
    if key not in ROLES:
        raise _Wrong("role", word[:LONGEST])
    return ROLES[key]

"""What the cells of one row say: a person as the roster would have them, or what is wrong."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property, lru_cache
from typing import TypeVar

from domain.folding import fold, strange
from domain.people import Employment, Staff, Unit, phone_digits
from domain.permissions import OF_A_UNIT, Grant, Role
from domain.roster_table import Row

GENDERS = {"nam": "male", "nu": "female", "male": "male", "female": "female", "": ""}
EMPLOYMENTS = {
    "": Employment.UNKNOWN,
    "cong chuc": Employment.CIVIL_SERVANT,
    "cc": Employment.CIVIL_SERVANT,
    "vien chuc": Employment.PUBLIC_EMPLOYEE,
    "vc": Employment.PUBLIC_EMPLOYEE,
    "nguoi lao dong": Employment.CONTRACT_WORKER,
    "nld": Employment.CONTRACT_WORKER,
    "hdld": Employment.CONTRACT_WORKER,
    "hop dong": Employment.CONTRACT_WORKER,
    "hop dong lao dong": Employment.CONTRACT_WORKER,
    "lao dong hop dong": Employment.CONTRACT_WORKER,
}
LEADERS = {
    **dict.fromkeys(("", "-"), None),
    **dict.fromkeys(("co", "x", "1", "true", "yes"), True),
    **dict.fromkeys(("khong", "ko", "k", "0", "false", "no"), False),
}
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
    "chu tich hoi dong": Role.COUNCIL_CHAIR,
    "pho chu tich hoi dong": Role.COUNCIL_VICE,
    "uy vien hoi dong": Role.COUNCIL_MEMBER,
    "thu ky hoi dong": Role.COUNCIL_SECRETARY,
    "cong doan": Role.TRADE_UNION,
    "quan tri": Role.ADMIN,
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
ALIKE = 0.75  # of the letters of a unit's name, for it to be suggested

T = TypeVar("T")


class Wrong(Exception):
    """Why a row cannot be taken: texts/roster/fault_<reason>. `hint`: what was meant, or what it clashes with."""

    def __init__(self, reason: str, value: str = "", hint: str = "") -> None:
        super().__init__(reason)
        self.reason, self.value, self.hint = reason, value[:LONGEST], hint


@dataclass(frozen=True)
class Units:
    """Those that there are, to be found by either name."""

    units: Collection[Unit]

    @cached_property
    def _by_name(self) -> dict[str, Unit]:
        return {fold(name): unit for unit in self.units for name in (unit.short_name, unit.name)}

    def named(self, name: str) -> Unit:
        if not name:
            raise Wrong("no_unit")
        found = self._by_name.get(_key(name))
        if found is None:
            near = get_close_matches(fold(name), self._by_name, 1, ALIKE)
            raise Wrong("unit", name, self._by_name[near[0]].name if near else "")
        return found


def read(row: Row, units: Units) -> Staff:
    """As somebody new. Raises Wrong."""
    cells = row.cells
    if row.unclear:
        raise Wrong("font", cells[row.unclear])
    post = cells.get("post", "")
    if max(len(cells["full_name"]), len(post)) > LONGEST:
        raise Wrong("too_long")
    name = _name(cells["full_name"])
    unit = units.named(cells["unit"])
    grants = (Grant(role, unit.id if role in OF_A_UNIT else None) for role in _roles(cells.get("roles", "")))
    return Staff(
        id=0,
        unit=unit,
        full_name=name,
        gender=_meant(GENDERS, "gender", cells),
        post=post,
        grants=frozenset(grants),
        employment=_meant(EMPLOYMENTS, "employment", cells),
        leader=_meant(LEADERS, "leader", cells),
        phone=_phone(cells.get("phone", "")),
    )


@lru_cache(maxsize=512)  # the same words stand in row after row
def _key(text: str) -> str:
    return fold(text)


def _name(text: str) -> str:
    """All in capitals, or all without, it is written as names are."""
    if any(character.isdigit() for character in text):
        raise Wrong("name", text)
    if not any(character.isalpha() for character in text):
        raise Wrong("no_name")
    if signs := strange(text):
        raise Wrong("strange", signs)
    if " " not in text:
        raise Wrong("one_word")
    if text in {text.upper(), text.lower()}:
        return " ".join(word.capitalize() for word in text.split())
    return text


def _meant(words: Mapping[str, T], column: str, cells: Mapping[str, str]) -> T:
    text = cells.get(column, "")
    key = _key(text)
    if key not in words:
        raise Wrong(column, text)
    return words[key]


def _phone(text: str) -> str:
    """A number that a spreadsheet took for a figure has lost its leading 0, and may have got a “.0”."""
    digits = phone_digits(text.removesuffix(".0"))
    if text and digits is None:
        raise Wrong("phone", text)
    return digits or ""


def _roles(words: str) -> frozenset[Role]:
    """Everybody is staff; several roles stand with a comma, a semicolon, a plus or a slash between them."""
    named = [part.strip() for part in words.replace(";", ",").replace("+", ",").replace("/", ",").split(",")]
    return frozenset(_role(word) for word in named if word) - {Role.STAFF}


def _role(word: str) -> Role:
    key = fold(word)
    if key.startswith(HEADS):
        return Role.UNIT_HEAD
    if key not in ROLES:
        raise Wrong("role", word)
    return ROLES[key]

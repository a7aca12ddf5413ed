"""Units, the people in them, and how the assistant addresses them."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from domain.folding import fold
from domain.permissions import Grant, Right, Role, allowed, giving

PRONOUNS = {"anh", "chị", "em", "ông", "bà"}
_ORDINALS = {1: "nhất", 2: "hai", 3: "ba", 4: "tư"}
FILLERS = {"thi", "van"}  # in the middle of half of all names: they tell nobody apart
COUNTRY = "84"
_MOBILE = ("03", "05", "07", "08", "09")
_PHONE_DIGITS = range(10, 12)  # with the leading 0: 0912 345 678, 0200 3823 456


class UnitKind(StrEnum):
    DEPARTMENT = "department"  # phòng, văn phòng
    CENTRE = "centre"  # trung tâm, phòng công chứng: bodies of their own
    COMMUNE = "commune"  # justice work at commune level
    CLUSTER = "cluster"  # cụm thi đua: the units under it are other departments
    MEMBER = "member"  # a department that belongs to a cluster


class Employment(StrEnum):
    CIVIL_SERVANT = "civil_servant"  # công chức
    PUBLIC_EMPLOYEE = "public_employee"  # viên chức
    CONTRACT_WORKER = "contract_worker"  # người lao động
    UNKNOWN = ""


class Called(StrEnum):
    """How somebody has asked to be addressed; by gender and post where nothing was asked."""

    ANH = "anh"
    CHI = "chị"
    DONG_CHI = "đồng chí"
    NAME = "name"  # by the full name
    UNASKED = ""


class Alike(StrEnum):
    """How much of a name is shared with somebody of the same unit."""

    NOTHING = ""
    GIVEN = "given"  # the last word
    CALLING = "calling"  # the last two
    NAME = "name"  # all of it


@dataclass(frozen=True, slots=True)
class Unit:
    """`above`: the ids of the units it belongs to, the nearest last. `closed_at`: merged into another, or ended."""

    id: int
    name: str
    short_name: str
    kind: UnitKind = UnitKind.DEPARTMENT
    above: tuple[int, ...] = ()
    closed_at: datetime | None = None

    @property
    def lineage(self) -> tuple[int, ...]:
        """Its id and the ids of all above it."""
        return (*self.above, self.id)

    @property
    def of_office(self) -> bool:
        """Whether it is a part of the office, not a cluster or another department."""
        return self.kind not in {UnitKind.CLUSTER, UnitKind.MEMBER}

    @property
    def parent_id(self) -> int | None:
        return self.above[-1] if self.above else None


@dataclass(frozen=True, slots=True)
class Staff:
    """One person of the roster, with or without an account.

    `twin`: the place on the roster among those of the same name, post and unit, from 1; 0 where there is nobody else.
    `grants`: the roles beside being of the staff. `leader`: None where the roster does not say. `phone`: national
    digits (0912345678), "" if unknown; it is for finding out who shares it, and is shown to nobody else.
    """

    id: int
    unit: Unit
    full_name: str
    gender: str  # "male", "female" or "" where the roster does not say
    post: str
    grants: frozenset[Grant] = frozenset()
    alike: Alike = Alike.NOTHING
    twin: int = 0
    employment: Employment = Employment.UNKNOWN
    leader: bool | None = None
    phone: str = field(default="", repr=False)
    called: Called = Called.UNASKED
    left_at: datetime | None = None
    erased: bool = False

    @property
    def _all_grants(self) -> frozenset[Grant]:
        return self.grants | {Grant(Role.STAFF)} if self.left_at is None else frozenset()

    @property
    def roles(self) -> frozenset[Role]:
        return frozenset(grant.role for grant in self._all_grants)

    def may(self, right: Right, unit: Unit | None = None) -> bool:
        """In this unit; without one, anywhere at all."""
        return allowed(right, self._all_grants, unit.lineage if unit else None)

    def scopes(self, right: Right) -> frozenset[int] | None:
        """The units, with all under them, in which this person has a right; None: in the whole office."""
        found = {grant.unit_id for grant in giving(right, self._all_grants)}
        return None if None in found else frozenset(unit_id for unit_id in found if unit_id is not None)

    @property
    def acts_beyond_unit(self) -> bool:
        """Whether a role of this person holds anywhere but in the own unit."""
        return any(grant.unit_id != self.unit.id for grant in self.grants)

    def on_behalf(self, right: Right) -> int | None:
        """Whose work this person does by using a right: somebody else's, if only a delegation gives it."""
        grants = giving(right, self._all_grants)
        return grants[0].for_id if grants and all(grant.for_id for grant in grants) else None

    @property
    def _directs(self) -> bool:
        return any(grant.role is Role.DIRECTOR and grant.for_id is None for grant in self.grants)

    @property
    def _chairs(self) -> bool:
        return any(grant.role is Role.COUNCIL_CHAIR and grant.for_id is None for grant in self.grants)

    @property
    def pronoun(self) -> str:
        """“anh”, “chị”; “đồng chí” for a director and for whoever asked for it; “Anh/Chị” where nothing is known."""
        if self.called not in {Called.UNASKED, Called.NAME}:
            return self.called.value
        if self._directs or self._chairs:
            return "đồng chí"
        return {"male": "anh", "female": "chị"}.get(self.gender, "Anh/Chị")

    @property
    def given_name(self) -> str:
        """The last word of the name; more of it where two people of the unit share that, and where the last word
        alone would sound like a pronoun (“chị Lan Anh”, never “chị Anh”); the post beside it for two of one name."""
        words = self.full_name.split()
        if self.alike is Alike.NAME:
            return f"{self.full_name} ({self.post})" if self.post else self.full_name
        if self.alike is Alike.NOTHING and words[-1].lower() not in PRONOUNS:
            return words[-1]
        says_nothing = len(words) > 1 and self.alike is not Alike.NOTHING and fold(words[-2]) in FILLERS
        if self.alike is Alike.CALLING or says_nothing:
            return self.full_name
        return " ".join(words[-2:])

    @property
    def place(self) -> str:
        """What tells two of one name, post and unit apart, where nothing else does that a colleague may see."""
        return f"người thứ {_ORDINALS.get(self.twin, self.twin)} theo danh sách" if self.twin else ""

    @property
    def listed(self) -> str:
        """The name among those of others, to be picked."""
        return f"{self.full_name} ({self.place})" if self.twin else self.full_name

    @property
    def address(self) -> str:
        """How the assistant calls this person: “chị Hoa”, “anh Dũng”; the full name if the gender is unknown; a
        director or the head of the council by the post, “đồng chí Phó Giám đốc”, unless another way was asked for."""
        if self.called is Called.NAME:
            return self.full_name
        if self.called is Called.UNASKED and (self._directs or self._chairs):
            return f"đồng chí {self._office}"
        known = self.gender or self.called is not Called.UNASKED
        return f"{self.pronoun} {self.given_name}" if known else self.full_name

    @property
    def _office(self) -> str:
        if not self._directs:
            return "Chủ tịch Hội đồng"
        return "Phó Giám đốc" if fold(self.post).startswith("pho ") else "Giám đốc"


def mobile(phone: str) -> str:
    """The national digits, if they are one person's own: the telephone on a desk is everybody's of that room."""
    return phone if phone.startswith(_MOBILE) else ""


def phone_digits(text: str) -> str | None:
    """A Vietnamese number as national digits: “+84 912 345 678”, “84912345678”, “912345678” -> "0912345678".

    None if it is none: too short or too long, or of another country.
    """
    international = text.strip().startswith(("+", "00"))
    digits = "".join(letter for letter in text if letter.isascii() and letter.isdigit())
    digits = digits.removeprefix("00") if international else digits
    if international and not digits.startswith(COUNTRY):
        return None
    if digits.startswith(COUNTRY) and len(digits) >= 11:  # noqa: PLR2004  # 84 and nine digits or more
        digits = digits.removeprefix(COUNTRY)
    digits = "0" + digits.lstrip("0")
    return digits if len(digits) in _PHONE_DIGITS else None

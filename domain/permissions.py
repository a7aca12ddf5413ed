"""Who may do what, and where in the tree of units: the one table."""

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    STAFF = "staff"
    UNIT_FOCAL = "unit_focal"  # đầu mối
    UNIT_HEAD = "unit_head"
    OFFICER = "officer"  # cán bộ phụ trách thi đua
    DIRECTOR = "director"  # Giám đốc Sở: agrees to what is sent in the office's name
    COUNCIL_CHAIR = "council_chair"  # Hội đồng Thi đua - Khen thưởng
    COUNCIL_VICE = "council_vice"
    COUNCIL_MEMBER = "council_member"
    COUNCIL_SECRETARY = "council_secretary"
    TRADE_UNION = "trade_union"  # Công đoàn cơ sở
    ADMIN = "admin"  # whoever keeps the computer


class Right(StrEnum):
    NONE = "none"  # strangers too
    OWN = "own"  # one's own registrations, achievements, data
    UNIT = "unit"  # act for a unit: collective registration, entering for colleagues, the report
    APPROVE = "approve"  # pass on, or accept, what is registered
    PROGRESS = "progress"  # see who of a unit is missing
    FIND = "find"  # look people up
    LET_IN = "let_in"  # invite, decide who asks to be let in, cut a lost phone off
    DELEGATE = "delegate"  # let somebody do one's own work for some time
    HAND_OVER = "hand_over"  # pass one's own work on for good
    GRANT = "grant"  # give roles and take them back: GRANTED_BY says which
    ROSTER = "roster"  # who works where: people and units
    OVERVIEW = "overview"  # see how all units stand, and read their reports
    OFFICE = "office"  # publish campaigns, link groups, answer questions
    AGREE = "agree"  # let what was shown go out; it signs nothing
    DATA = "data"  # decide what people ask about their own data
    SYSTEM = "system"  # see how the program is
    AUDIT = "audit"  # read who did what


_EVERYBODY = frozenset(Role)
_UNIT = frozenset({Role.UNIT_FOCAL, Role.UNIT_HEAD})
_OFFICE = frozenset({Role.OFFICER})
_COUNCIL = frozenset({Role.COUNCIL_CHAIR, Role.COUNCIL_VICE, Role.COUNCIL_MEMBER, Role.COUNCIL_SECRETARY})

RIGHTS: dict[Right, frozenset[Role]] = {
    Right.OWN: _EVERYBODY,
    Right.UNIT: _UNIT,
    Right.APPROVE: frozenset({Role.UNIT_HEAD, Role.OFFICER}),
    Right.PROGRESS: _UNIT | {Role.OFFICER, Role.DIRECTOR},
    Right.FIND: _UNIT | {Role.OFFICER, Role.DIRECTOR, Role.ADMIN},
    Right.LET_IN: frozenset({Role.UNIT_HEAD, Role.OFFICER, Role.ADMIN}),
    Right.DELEGATE: frozenset({Role.UNIT_HEAD, Role.UNIT_FOCAL, Role.OFFICER, Role.DIRECTOR}),
    Right.HAND_OVER: _UNIT | _OFFICE,
    Right.GRANT: frozenset({Role.UNIT_HEAD, Role.OFFICER, Role.ADMIN}),
    Right.ROSTER: _OFFICE,
    Right.OVERVIEW: frozenset({Role.OFFICER, Role.DIRECTOR}),
    Right.OFFICE: _OFFICE,
    Right.AGREE: frozenset({Role.DIRECTOR}),
    Right.DATA: _OFFICE,
    Right.SYSTEM: frozenset({Role.OFFICER, Role.ADMIN}),
    Right.AUDIT: frozenset({Role.OFFICER, Role.DIRECTOR, Role.ADMIN}),
}

# What concerns the office as a whole: a role that is limited to some units does not give it.
WHOLE = frozenset({Right.OVERVIEW, Right.OFFICE, Right.AGREE, Right.DATA, Right.SYSTEM, Right.AUDIT})

# What only one's own roles give: work that was lent is not passed on, and makes nobody else anything.
NEVER_LENT = frozenset({Right.DELEGATE, Right.HAND_OVER, Right.GRANT})

GRANTED_BY: dict[Role, frozenset[Role]] = {  # who gives which role, and takes it back, within the giver's own scope
    Role.UNIT_HEAD: frozenset({Role.UNIT_FOCAL}),
    Role.OFFICER: frozenset({*_UNIT, *_COUNCIL, Role.OFFICER, Role.TRADE_UNION}),
    Role.ADMIN: frozenset(Role) - {Role.STAFF},
}

OF_A_UNIT = _UNIT  # roles that are held in one unit, and end when the person leaves it


@dataclass(frozen=True, slots=True)
class Grant:
    """A role, where it holds, and for whom. `unit_id`: there and in the units under it; None: in the whole office.

    `for_id`: the person whose work it is, while that one has delegated it.
    """

    role: Role
    unit_id: int | None = None
    for_id: int | None = None

    def covers(self, lineage: Sequence[int]) -> bool:
        """Whether it holds in a unit. `lineage`: that unit's id and the ids of all above it."""
        return self.unit_id is None or self.unit_id in lineage


def giving(right: Right, grants: Iterable[Grant], lineage: Sequence[int] | None = None) -> list[Grant]:
    """The grants that give a right: in the unit with this `lineage`; without one, wherever that may be."""
    roles = RIGHTS.get(right, frozenset())
    return [
        grant
        for grant in grants
        if grant.role in roles
        and (right not in WHOLE or grant.unit_id is None)
        and (right not in NEVER_LENT or grant.for_id is None)
        and (lineage is None or grant.covers(lineage))
    ]


def allowed(right: Right, grants: Iterable[Grant], lineage: Sequence[int] | None = None) -> bool:
    """Whether somebody with these grants may; strangers (no grants) only what needs no right."""
    return right is Right.NONE or bool(giving(right, grants, lineage))


def grantable(grants: AbstractSet[Grant], lineage: Sequence[int]) -> frozenset[Role]:
    """The roles that somebody with these grants may give, or take back, in a unit."""
    return frozenset().union(
        *(GRANTED_BY.get(grant.role, frozenset()) for grant in giving(Right.GRANT, grants, lineage))
    )

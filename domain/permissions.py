"""Who may do what: the one table."""

from collections.abc import Set as AbstractSet
from enum import StrEnum


class Role(StrEnum):
    STAFF = "staff"
    UNIT_FOCAL = "unit_focal"  # đầu mối
    UNIT_HEAD = "unit_head"
    OFFICER = "officer"  # cán bộ phụ trách thi đua


class Right(StrEnum):
    NONE = "none"  # strangers too
    OWN = "own"  # one's own registrations, achievements, data
    UNIT = "unit"  # act for one's unit: collective registration, entering for colleagues, the report
    PROGRESS = "progress"  # see who of one's unit is missing; the officer: everybody
    OFFICE = "office"  # publish campaigns, link groups, answer questions


_EVERYBODY = frozenset(Role)
_UNIT = frozenset({Role.UNIT_FOCAL, Role.UNIT_HEAD})

RIGHTS: dict[Right, frozenset[Role]] = {
    Right.OWN: _EVERYBODY,
    Right.UNIT: _UNIT,
    Right.PROGRESS: _UNIT | {Role.OFFICER},
    Right.OFFICE: frozenset({Role.OFFICER}),
}


def allowed(right: Right, roles: AbstractSet[Role]) -> bool:
    """Whether somebody with these roles may; strangers (no roles) only what needs no right."""
    return right is Right.NONE or bool(RIGHTS[right] & roles)

"""Who may do what: the one table."""

from collections.abc import Set as AbstractSet
from enum import StrEnum


class Role(StrEnum):
    STAFF = "staff"
    UNIT_FOCAL = "unit_focal"  # đầu mối
    UNIT_HEAD = "unit_head"
    OFFICER = "officer"  # cán bộ phụ trách thi đua
    DIRECTOR = "director"  # Giám đốc Sở: agrees to what is sent in the office's name


class Right(StrEnum):
    NONE = "none"  # strangers too
    OWN = "own"  # one's own registrations, achievements, data
    UNIT = "unit"  # act for one's unit: collective registration, entering for colleagues, the report
    PROGRESS = "progress"  # see who of one's unit is missing
    OVERVIEW = "overview"  # see how all units stand, and read their reports
    OFFICE = "office"  # publish campaigns, link groups, answer questions
    AGREE = "agree"  # let what was shown go out; it signs nothing


_EVERYBODY = frozenset(Role)
_UNIT = frozenset({Role.UNIT_FOCAL, Role.UNIT_HEAD})

RIGHTS: dict[Right, frozenset[Role]] = {
    Right.OWN: _EVERYBODY,
    Right.UNIT: _UNIT,
    Right.PROGRESS: _UNIT | {Role.OFFICER, Role.DIRECTOR},
    Right.OVERVIEW: frozenset({Role.OFFICER, Role.DIRECTOR}),
    Right.OFFICE: frozenset({Role.OFFICER}),
    Right.AGREE: frozenset({Role.DIRECTOR}),
}


def allowed(right: Right, roles: AbstractSet[Role]) -> bool:
    """Whether somebody with these roles may; strangers (no roles) only what needs no right."""
    return right is Right.NONE or bool(RIGHTS[right] & roles)

"""Which steps a campaign takes and which moves a registration makes, and who: written by hand, from nothing of ours."""

from collections.abc import Mapping

DATES = "date"  # who takes a step that nobody takes

STEPS_TAKEN = """
DRAFT APPROVED officer director
DRAFT CANCELLED officer
APPROVED DRAFT officer
APPROVED LAUNCHED date
APPROVED CANCELLED officer
LAUNCHED REGISTERING date
LAUNCHED RUNNING date
LAUNCHED CLOSED date
LAUNCHED CANCELLED officer
REGISTERING RUNNING date
REGISTERING INTERIM_REVIEW date
REGISTERING CLOSED date
REGISTERING CANCELLED officer
RUNNING REGISTERING date
RUNNING INTERIM_REVIEW date
RUNNING CLOSED date
RUNNING CANCELLED officer
INTERIM_REVIEW RUNNING officer
INTERIM_REVIEW CLOSED date
INTERIM_REVIEW CANCELLED officer
CLOSED REVIEWING officer
REVIEWING DECIDED officer
DECIDED ARCHIVED officer
"""
MOVES_MADE = """
None DRAFT participant
None SUBMITTED participant
None DECLINED participant
DRAFT DRAFT participant
DRAFT SUBMITTED participant
DRAFT DECLINED participant
DRAFT WITHDRAWN participant
SUBMITTED SUBMITTED participant
SUBMITTED DECLINED participant
SUBMITTED WITHDRAWN participant
SUBMITTED UNIT_APPROVED head
SUBMITTED ACCEPTED officer
SUBMITTED RETURNED head officer
UNIT_APPROVED SUBMITTED participant
UNIT_APPROVED DECLINED participant
UNIT_APPROVED WITHDRAWN participant
UNIT_APPROVED ACCEPTED officer
UNIT_APPROVED RETURNED head officer
ACCEPTED SUBMITTED participant
ACCEPTED DECLINED participant
ACCEPTED WITHDRAWN participant
ACCEPTED RETURNED officer
RETURNED DRAFT participant
RETURNED SUBMITTED participant
RETURNED DECLINED participant
RETURNED WITHDRAWN participant
WITHDRAWN DRAFT participant
WITHDRAWN SUBMITTED participant
WITHDRAWN DECLINED participant
WITHDRAWN WITHDRAWN participant
DECLINED DRAFT participant
DECLINED SUBMITTED participant
DECLINED DECLINED participant
"""
Table = Mapping[tuple[str, str], frozenset[str]]


def table(text: str) -> Table:
    rows = (line.split() for line in text.strip().splitlines())
    return {(before, after): frozenset(who) for before, after, *who in rows}


ALLOWED, MOVED = table(STEPS_TAKEN), table(MOVES_MADE)

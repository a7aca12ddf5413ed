"""What must be asked before anything is stored."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from domain.language.clauses import Clause
from domain.language.pieces import Counted


class Doubt(StrEnum):
    """One kind of question each."""

    ACT_MISSING = "act_missing"
    ACT_UNKNOWN = "act_unknown"  # no verb of the field; perhaps no work at all
    ACT_AMBIGUOUS = "act_ambiguous"  # “tt”, “cc”: nothing in the sentence settles it
    AMOUNT_MISSING = "amount_missing"
    AMOUNT_APPROXIMATE = "amount_approximate"
    AMOUNT_AMBIGUOUS = "amount_ambiguous"  # “1.5”
    MEASURE_MISSING = "measure_missing"
    MEASURE_AMBIGUOUS = "measure_ambiguous"  # “25 hđ”
    DATE_AMBIGUOUS = "date_ambiguous"  # “t7”, “3/4”
    DATE_FUTURE = "date_future"
    UNSURE = "unsure"  # perhaps not done, or not by the speaker: “bị hoãn”, “phòng em”
    SEVERAL_ENTRIES = "several_entries"


def of_clause(clause: Clause, unsettled: Sequence[str]) -> list[tuple[Doubt, str]]:
    unclear = [short for short in unsettled if short in clause.act.split()]
    doubts = [(Doubt.ACT_AMBIGUOUS, short) for short in unclear]
    if not clause.act:
        doubts.append((Doubt.ACT_MISSING, ""))
    elif not clause.known and not unclear:
        doubts.append((Doubt.ACT_UNKNOWN, clause.act))
    if not clause.counted:
        doubts.append((Doubt.AMOUNT_MISSING, clause.act))
    for counted in clause.counted:
        doubts += _amount_doubts(counted, unsettled)
    return doubts


def _amount_doubts(counted: Counted, unsettled: Sequence[str]) -> list[tuple[Doubt, str]]:
    doubts = []
    if counted.approximate:
        doubts.append((Doubt.AMOUNT_APPROXIMATE, counted.typed))
    elif counted.ambiguous:
        doubts.append((Doubt.AMOUNT_AMBIGUOUS, counted.typed))
    if counted.amount.measure in unsettled:
        doubts.append((Doubt.MEASURE_AMBIGUOUS, counted.typed))
    elif not counted.amount.measure:
        doubts.append((Doubt.MEASURE_MISSING, counted.typed))
    return doubts


def of_shares(clause: Clause) -> list[tuple[Doubt, str]]:
    """“50% hồ sơ” counts no files."""
    return [(Doubt.UNSURE, each.typed) for each in clause.counted if each.amount.measure == "%"]


def of_dates(clause: Clause, today: date) -> list[tuple[Doubt, str]]:
    doubts = [(Doubt.DATE_AMBIGUOUS, dated.typed) for dated in clause.dated if dated.reading.ambiguous]
    return doubts or [(Doubt.DATE_FUTURE, dated.typed) for dated in clause.dated if dated.reading.start > today]

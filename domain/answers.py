"""Reads the answers to what was doubtful in a sentence."""

from collections.abc import Callable, Mapping
from datetime import date, datetime

from domain import dates, numbers
from domain.achievements import Unsettled
from domain.errors import Refused
from domain.language.measures import MEASURES
from domain.language.words import words
from domain.numbers import Number
from domain.sentences import Doubt, read_log

_MEASURE_LENGTH = 40  # characters
_OF_AMOUNTS = {
    Doubt.AMOUNT_APPROXIMATE,
    Doubt.AMOUNT_AMBIGUOUS,
    Doubt.MEASURE_MISSING,
    Doubt.MEASURE_AMBIGUOUS,
}

Days = tuple[date, date]  # both included


def said_days(typed: str, now: datetime) -> tuple[Days, ...]:
    """Each way in which these words name days; none if they name no day."""
    found = dates.find(typed, now)
    return tuple((one.start, one.end) for each in found[:1] for one in (each.reading, *each.reading.others))


def said_number(typed: str) -> Number:
    """The one figure in these words. Raises Refused("not_a_number")."""
    found = numbers.find(typed)
    return found[0].number if len(found) == 1 else numbers.read(typed)


def answered(unsettled: Unsettled, text: str, now: datetime, said_at: datetime) -> Unsettled:
    """The first doubt settled by `text`. `said_at`: when the sentence was said.

    Raises Refused where the text is no answer: act_unclear, not_a_number, amount_approximate, amount_zero,
    measure_unclear, date_unknown, date_not_real, date_future.
    """
    kind, typed = unsettled.asked
    if kind in {Doubt.DATE_AMBIGUOUS, Doubt.DATE_FUTURE}:
        meant = said_days(typed, said_at)
        return _dated(unsettled, meant[0] if meant else None, text, now)
    return _ANSWERS[kind](unsettled, text, now)


def _act(unsettled: Unsettled, text: str, now: datetime) -> Unsettled:
    kind, _ = unsettled.asked
    act = text.strip() if kind is Doubt.ACT_AMBIGUOUS else read_log(text, now).entries[0].act
    if not act:
        raise Refused("act_unclear")
    return unsettled.with_act(act)


def _amounts(unsettled: Unsettled, text: str, now: datetime) -> Unsettled:
    said = read_log(text, now)
    if not said.entries[0].amounts:
        raise Refused("not_a_number", text=text)
    doubts = [doubt for doubt in said.doubts if doubt[0] in _OF_AMOUNTS]
    return unsettled.with_amounts(said.entries[0].amounts).doubting(doubts)


def _value(unsettled: Unsettled, text: str, _now: datetime) -> Unsettled:
    number = said_number(text)
    if number.approximate:
        raise Refused("amount_approximate")
    if number.value <= 0:
        raise Refused("amount_zero")
    after = unsettled.with_value(said_number(unsettled.asked[1]).value, number.value)
    return after.doubting([(Doubt.AMOUNT_AMBIGUOUS, text)] if number.ambiguous else [])


def _measure(unsettled: Unsettled, text: str, _now: datetime) -> Unsettled:
    known = MEASURES.first(words(text))
    measure = known[0] if known else text.strip()
    if not measure or len(measure) > _MEASURE_LENGTH or any(letter.isdigit() for letter in measure):
        raise Refused("measure_unclear")
    return unsettled.with_measure(said_number(unsettled.asked[1]).value, measure)


def _dated(unsettled: Unsettled, meant: Days | None, text: str, now: datetime) -> Unsettled:
    days, ambiguous = _days(text, now)
    if days[0] > now.date():
        raise Refused("date_future", day=days[0])
    after = unsettled.with_days(meant, *days)
    return after.doubting([(Doubt.DATE_AMBIGUOUS, text)] if ambiguous else [])


def _days(text: str, now: datetime) -> tuple[Days, bool]:
    """The days said and whether that is ambiguous, or those of a choice: “2026-07-01 2026-07-31”."""
    try:
        start, end = map(date.fromisoformat, text.split())
    except ValueError:
        found = dates.find(text, now)
        reading = found[0].reading if found and found[0].reading.others else dates.read(text, now, "past")
        return (reading.start, reading.end), bool(reading.others)
    return (start, end), False


_ANSWERS: Mapping[Doubt, Callable[[Unsettled, str, datetime], Unsettled]] = {
    Doubt.ACT_MISSING: _act,
    Doubt.ACT_AMBIGUOUS: _act,
    Doubt.AMOUNT_MISSING: _amounts,
    Doubt.AMOUNT_APPROXIMATE: _value,
    Doubt.AMOUNT_AMBIGUOUS: _value,
    Doubt.MEASURE_MISSING: _measure,
    Doubt.MEASURE_AMBIGUOUS: _measure,
}

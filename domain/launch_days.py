"""Reads the days and hours of a drive that an officer types; one said without its year is of the drive's year."""

import re
from datetime import date, datetime
from typing import Literal

from domain import dates
from domain.campaign_values import Surroundings, Wrong
from domain.dates import Precision, Reading
from domain.documents import Cited
from domain.errors import Refused
from domain.folding import loose
from domain.language.date_words import add_months

_CODES = {"date_not_real": "date_not_real", "end_before_start": "end_before_start"}
_ONLY_HOUR = re.compile(loose(r"_\d{1,2}_(?:h|g|giờ|:)_(?:\d{2})?_(?:sáng|trưa|chiều|tối)?_"), re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)|\d{1,2}/\d{1,2}/\d\d(?!\d)")
Prefer = Literal["future", "past"]


def said(text: str, begins: datetime, around: Surroundings, prefer: Prefer = "future") -> Reading:
    """What was said, on one reading. `begins`: from where days without a year are counted.

    Raises Wrong: not_a_date(text), date_not_real(day, month, year), end_before_start(start, end),
    date_ambiguous(ways: how it can be understood, as text).
    """
    try:
        reading = _of_drive(text, begins, around, prefer)
    except Refused as refused:
        code = _CODES.get(refused.code, "not_a_date")
        raise Wrong(code, **refused.facts) from None
    if reading.ambiguous:
        raise Wrong("date_ambiguous", text=text, ways=[_written(one) for one in (reading, *reading.others)])
    return reading


def _of_drive(text: str, begins: datetime, around: Surroundings, prefer: Prefer) -> Reading:
    """Words such as “mai” are of today, whenever the drive begins: they name another day if said on another."""
    closes = around.calendar.day_ends
    then = dates.read(text, begins, prefer, day_ends=closes)
    try:
        now = dates.read(text, around.now.astimezone(around.calendar.zone), prefer, day_ends=closes)
    except Refused:  # 29/02, which this year may not have
        return then
    return then if _days_of_year(then) == _days_of_year(now) else now


def _days_of_year(reading: Reading) -> tuple[int, ...]:
    return reading.start.month, reading.start.day, reading.end.month, reading.end.day


def _written(reading: Reading) -> str:
    if reading.precision is Precision.HOUR:
        return dates.full(reading.value)
    if reading.start == reading.end:
        return dates.weekday_day(reading.start)
    return f"{dates.day(reading.start)} - {dates.day(reading.end)}"


def period(text: str, begins: datetime, around: Surroundings) -> tuple[date, date]:
    """First and last day. Raises Wrong as `said` does, and: period_unclear, date_past(text)."""
    reading = said(text, begins, around)
    if reading.start == reading.end:
        raise Wrong("period_unclear", text=dates.day(reading.start))
    if reading.end < around.calendar.day_of(around.now):
        raise Wrong("date_past", text=f"ngày {dates.day(reading.end)}")
    return reading.start, reading.end


def deadline(text: str, standing: str, begins: datetime, around: Surroundings) -> datetime:
    """A moment that is still to come; an hour alone keeps the day that stands there.

    Raises Wrong as `said` does, and: date_past(text).
    """
    if standing and _ONLY_HOUR.fullmatch(text):
        kept = dates.read(standing, begins).start
        text = f"{text} {dates.day(kept)}"
    reading = said(text, begins, around)
    if reading.start != reading.end:
        raise Wrong("not_a_date", text=text)
    if reading.value < around.now:
        raise Wrong("date_past", text=dates.full(reading.value))
    return reading.value


def paper(one: Cited, begins: datetime, now: datetime) -> dict[str, str]:
    """A document as a campaign's file has it; it was signed by now, or before the campaign begins.

    Raises Wrong: document_undated(text), issuer_unknown(text, day).
    """
    day = _signed(paper_day(one.rest, begins), one.rest, max(begins, now).date())
    if day is None:
        raise Wrong("document_undated", text=one.number)
    if not one.issuer:
        raise Wrong("issuer_unknown", text=one.number, day=day)
    return {"kind": one.kind, "number": one.number, "date": dates.day(day), "issuer": one.issuer}


def _signed(day: date | None, text: str, latest: date) -> date | None:
    """The year before, where none was typed and the day would be later than a signed document can be."""
    later = day is not None and day > latest and not _YEAR.search(text)
    return add_months(day, -12) if day is not None and later else day


def paper_day(text: str, begins: datetime) -> date | None:
    """The day in what follows the number of a document; None if there is none. Raises Wrong("date_not_real")."""
    bare = text.strip(" \t,;:.()-–")
    try:
        found = dates.find(bare if re.match(loose("ngày"), bare, re.IGNORECASE) else f"ngày {bare}", begins, "past")
    except Refused as refused:
        raise Wrong("date_not_real", **refused.facts) from None
    return found[0].reading.start if found else None

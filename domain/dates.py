"""Reads dates and hours as people in a Vietnamese office type them, and writes them as the office does.

Writing follows Nghị định 30/2020/NĐ-CP, Phụ lục I and II: days below ten and the months 1 and 2 with a zero.
"""

import math
import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal

from domain.errors import Refused
from domain.folding import nfc
from domain.language import date_reading
from domain.language.date_context import LEADS_ONLY, TAIL
from domain.language.date_groups import groups
from domain.language.date_reading import Reading
from domain.language.date_words import Asked, Precision, real_date

__all__ = [
    "Found",
    "Precision",
    "Reading",
    "clock",
    "day",
    "days_late",
    "find",
    "full",
    "left",
    "listed",
    "read",
    "short",
    "weekday_day",
]

OFFICE_CLOSES = time(17)
WEEKDAY_NAMES = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
_FIGURES = re.compile(r"\D*(\d{1,2})\s*[/.-]\s*(\d{1,2})(?:\s*[/.-]\s*(\d{4}))?\D*")


FIRST_CLEAR_HOUR = 7  # a bare hour below it is usually one of the afternoon


@dataclass(frozen=True, slots=True)
class Found:
    """A reading and where its words stand in nfc(text)."""

    reading: Reading
    start: int
    end: int


def read(
    text: str, now: datetime, prefer: Literal["future", "past"] = "future", *, day_ends: time = OFFICE_CLOSES
) -> Reading:
    """A text that is a date or an hour and nothing else.

    `prefer` says on which side of `now` the nearest fitting day lies. A day and month without a year stay in this
    year unless they lie more than 180 days back (“future”) or ahead (“past”). A weekday is the next one, or the
    latest up to today. `day_ends` is the hour of a day said without one.
    Raises Refused: date_unknown(text), date_not_real(day, month, year), end_before_start(start, end).
    """
    text = nfc(text)
    found = groups(text, sentence=False)
    if len(found) == 1 and _is_all(text, found[0].start, found[0].end):
        return date_reading.reading(text, found[0], Asked(now, prefer), day_ends, sentence=False)
    figures = _FIGURES.fullmatch(text)
    if figures:
        real_date(int(figures[1]), int(figures[2]), int(figures[3] or now.year))
    raise Refused("date_unknown", text=text)


def _is_all(text: str, start: int, end: int) -> bool:
    return bool(LEADS_ONLY.fullmatch(text[:start].lstrip()) and TAIL.fullmatch(text, end))


def find(
    text: str, now: datetime, prefer: Literal["future", "past"] = "past", *, day_ends: time = OFFICE_CLOSES
) -> tuple[Found, ...]:
    """The dates in a sentence, left to right, prepositions outside.

    Not taken for dates: document numbers, ratios, lengths of time, names, and a drive called by its date (“đợt
    28/8”). Raises Refused as `read` does for a day that the calendar does not have.
    """
    text = nfc(text)
    asked = Asked(now, prefer)
    return tuple(
        Found(date_reading.reading(text, group, asked, day_ends, sentence=True), group.start, group.end)
        for group in groups(text, sentence=True)
    )


def day(d: date) -> str:
    """“05/8/2026”, “28/8/2026”, “12/02/2026”."""
    return f"{short(d)}/{d.year}"


def short(d: date) -> str:
    """“26/6”."""
    return f"{d.day:02}/{d.month:0{2 if d.month < 3 else 1}}"  # noqa: PLR2004  # only January and February take a zero


def weekday_day(d: date) -> str:
    """“thứ Sáu, ngày 26/6/2026”."""
    return f"{WEEKDAY_NAMES[d.weekday()]}, ngày {day(d)}"


def clock(moment: datetime) -> str:
    """“17 giờ 00”, “7 giờ 30”; before 7 a zero tells the morning from an afternoon's “5 giờ 30”: “05 giờ 30”."""
    hour = f"{moment.hour:02}" if 0 < moment.hour < FIRST_CLEAR_HOUR else str(moment.hour)
    return f"{hour} giờ {moment:%M}"


def full(moment: datetime) -> str:
    """“17 giờ 00, thứ Sáu, ngày 26/6/2026”."""
    return f"{clock(moment)}, {weekday_day(moment)}"


def listed(moment: datetime) -> str:
    """“17h00, 24/11 (thứ Ba)”."""
    return f"{moment:%Hh%M}, {short(moment)} ({WEEKDAY_NAMES[moment.weekday()]})"


def left(until: datetime, now: datetime) -> str:
    """Local calendar days left; on the day itself hours or minutes; afterwards the days late, as `days_late`."""
    if until < now:
        return f"quá hạn {days_late(until, now)} ngày"
    days = (until.date() - now.astimezone(until.tzinfo).date()).days
    if days:
        return f"còn {days} ngày"
    hours, minutes = divmod(int((until - now) / timedelta(minutes=1)), 60)
    return f"hôm nay, còn {hours} giờ" if hours else f"hôm nay, còn {minutes} phút"


def days_late(due: datetime, handed_in: datetime) -> int:
    """Days begun since the deadline: 0 on time, 1 from the first moment after it, 2 after another 24 hours."""
    return max(0, math.ceil((handed_in - due) / timedelta(days=1)))

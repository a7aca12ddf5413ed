"""The vocabulary of dates: what a phrase can mean, and the figures and words it is made of."""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Literal

from domain.errors import Refused
from domain.folding import fold, loose

# A day or month that is said without its year stays in this year unless it lies further off than this.
HALF_A_YEAR = timedelta(days=180)


class Precision(StrEnum):
    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Asked:
    """When the words were said, and on which side of that moment the sentence looks."""

    now: datetime
    prefer: Literal["future", "past"]

    @property
    def today(self) -> date:
        return self.now.date()

    @property
    def future(self) -> bool:
        return self.prefer == "future"


@dataclass(frozen=True, slots=True)
class Span:
    """Days, both ends included; `at` where the words give the moment itself (“2 giờ nữa”)."""

    start: date
    end: date
    precision: Precision = Precision.DAY
    doubtful: bool = False
    others: tuple["Span", ...] = ()
    at: time | None = None


WEEKDAYS = {"hai": 0, "ba": 1, "tu": 2, "nam": 3, "sau": 4, "bay": 5} | {str(n + 2): n for n in range(6)}
ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_ONES = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_ENDINGS = {1: ("mốt",), 4: ("tư", "bốn"), 5: ("lăm", "nhăm")}


def _spoken(n: int) -> Iterator[str]:
    tens, ones = divmod(n, 10)
    if tens == 0:
        yield _ONES[ones]
    elif tens == 1:
        yield "mười" if not ones else "mười lăm" if ones == 5 else f"mười {_ONES[ones]}"  # noqa: PLR2004  # fifteen
    elif ones == 0:
        yield f"{_ONES[tens]} mươi"
    else:
        for ending in _ENDINGS.get(ones, (_ONES[ones],)):
            yield from (f"{_ONES[tens]} mươi {ending}", f"{_ONES[tens]} {ending}")


_SPOKEN = {word: n for n in range(1, 60) for word in _spoken(n)} | {"tư": 4, "bẩy": 7, "giêng": 1, "chạp": 12}
_VALUES = {fold(word): n for word, n in _SPOKEN.items()}
# “đầu tháng tư vấn 4 vụ” names no April.
FOUR = "tư(?! (?:vấn|pháp|liệu|nhân)(?!\\w))"


def words(first: int, last: int) -> str:
    """A pattern of the spoken numbers from first to last, longest first."""
    chosen = sorted((w for w, n in _SPOKEN.items() if first <= n <= last), key=len, reverse=True)
    return "|".join(FOUR if word == "tư" else word for word in chosen)


DAY = rf"(?:0?[1-9]|[12]\d|3[01]|{words(1, 31)})"
FIGURE_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
FIGURE_MONTH = r"(?:1[0-2]|0?[1-9])"
MONTH = rf"(?:{FIGURE_MONTH}|{words(1, 12)})"
# What is counted so often that a number before it is a quantity, not part of a date.
COUNTED = "vụ việc|vụ|lượt người|lượt|người|buổi|cuộc|hồ sơ|bản sao|trích lục|tờ gấp|hợp đồng|văn bản|triệu|đồng"
BEFORE = r"(?:vừa rồi|vừa qua|rồi|trước nữa|trước(?! khi| \d)|trc|qua)"
AFTER = r"(?:sau nữa|sau(?! khi| \d)|tới)"
SIDE = rf"(?:này|nay|{BEFORE}|{AFTER})"


def number(text: str) -> int:
    """Figures or spoken number, Roman for quarters."""
    folded = fold(text)
    return int(folded) if folded.isdigit() else ROMAN.get(folded) or _VALUES[folded]


def steps(side: str) -> int:
    """“này” 0, “trước” and “rồi” -1, “sau” and “tới” 1, “sau nữa” 2, “trước nữa” -2."""
    folded = fold(side)
    if folded in {"nay", ""}:
        return 0
    return {"sau": 1, "toi": 1, "sau nua": 2, "truoc nua": -2}.get(folded, -1)


def real_date(day: int, month: int, year: int) -> date:
    """Refused("date_not_real") for a day that the calendar does not have."""
    try:
        return date(year, month, day)
    except ValueError:
        raise Refused("date_not_real", day=day, month=month, year=year) from None


def whole_year(text: str) -> int:
    return int(text) + (2000 if len(text) == 2 else 0)  # noqa: PLR2004  # two figures are of this century


def likely_year(first: date, last: date, asked: Asked) -> int:
    """The year of days said without one, given as they fall in this year (see HALF_A_YEAR)."""
    if asked.future and asked.today - last > HALF_A_YEAR:
        return asked.today.year + 1
    if not asked.future and first - asked.today > HALF_A_YEAR:
        return asked.today.year - 1
    return asked.today.year


def months(year: int, first: int, count: int, precision: Precision = Precision.MONTH) -> Span:
    """`count` whole months from the `first` month on; first may lie outside 1 to 12."""
    start = add_months(date(year, 1, 1), first - 1)
    return Span(start, add_months(start, count) - timedelta(days=1), precision)


def add_months(day: date, count: int) -> date:
    """The same day `count` months on, or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def week(day: date) -> Span:
    """Monday to Sunday."""
    monday = day - timedelta(days=day.weekday())
    return Span(monday, monday + timedelta(days=6), Precision.WEEK)


def doubted(first: Span, *others: Span) -> Span:
    return replace(first, doubtful=True, others=others)


def pattern(text: str) -> str:
    """A loose pattern that stands alone: never part of a longer word, figure, document number or percentage."""
    return rf"(?<![\w/])(?<!\d[.,:])(?:{loose(text)})(?![\w/%]|[.,:]\d|-[^\W\d])"


def said(m: re.Match[str], group: str) -> str | None:
    """What stands in a group that not every phrase of its kind has."""
    words: str | None = m.groupdict().get(group)
    return words

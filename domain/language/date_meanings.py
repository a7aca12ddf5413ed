"""What the phrases of dates mean at the moment when they are said."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from domain.errors import Refused
from domain.folding import fold
from domain.language.date_hours import Clock
from domain.language.date_words import (
    WEEKDAYS,
    Asked,
    Precision,
    Span,
    add_months,
    doubted,
    likely_year,
    months,
    number,
    real_date,
    said,
    steps,
    week,
    whole_year,
)

Meaning = Callable[[re.Match[str], Asked], Span | Clock | str]


def away(days: int, *others: int) -> Meaning:
    def meaning(_: re.Match[str], asked: Asked) -> Span:
        first, *rest = (one_day(asked.today + timedelta(days=n)) for n in (days, *others))
        return doubted(first, *rest) if rest else first

    return meaning


def one_day(day: date) -> Span:
    return Span(day, day)


def said_year(m: re.Match[str], asked: Asked) -> int | None:
    year, side = said(m, "year"), said(m, "side")
    if year:
        return whole_year(year)
    if not side:
        return None
    return asked.today.year + (-1 if fold(side) == "ngoai" else steps(side))


def calendar_day(m: re.Match[str], asked: Asked) -> Span:
    """Day and month, perhaps a year."""
    day, month, year = number(m["day"]), number(m["month"]), said_year(m, asked)
    if year is None:
        here = real_date(min(day, 28), month, asked.today.year)
        year = likely_year(here, here, asked)
    return one_day(real_date(day, month, year))


def no_day(m: re.Match[str], asked: Asked) -> Span:
    """“20/13”: raises Refused("date_not_real")."""
    return one_day(real_date(number(m["day"]), number(m["month"]), said_year(m, asked) or asked.today.year))


def day_of_near_month(m: re.Match[str], asked: Asked) -> Span:
    """“ngày 5 tháng sau”; without a month the next or the latest such day."""
    day, first = number(m["day"]), asked.today.replace(day=1)
    if said(m, "side") is not None:
        first = add_months(first, steps(said(m, "side") or ""))
    elif asked.future and day < asked.today.day:
        first = add_months(first, 1)
    elif not asked.future and day > asked.today.day:
        first = add_months(first, -1)
    return one_day(real_date(day, first.month, first.year))


def weekday(m: re.Match[str], asked: Asked) -> Span:
    """The next such day (today's own name is doubtful), or the latest up to today; “này” is this week's."""
    wanted = WEEKDAYS.get(fold(said(m, "weekday") or ""), 6)
    side, ahead = said(m, "side"), (wanted - asked.today.weekday()) % 7
    if side and steps(side) == 0:
        days = wanted - asked.today.weekday()
        return one_day(asked.today + timedelta(days=days + 7 if days < 0 and asked.future else days))
    if side and fold(side) == "sau":
        return one_day(week(asked.today).start + timedelta(days=7 + wanted))
    if steps(side) > 0 if side else asked.future:
        following = one_day(asked.today + timedelta(days=ahead or 7))
        return following if ahead or side else doubted(following, one_day(asked.today))
    return one_day(asked.today - timedelta(days=(7 - ahead) % 7 or (7 if side else 0)))


def t7(m: re.Match[str], asked: Asked) -> Span:
    """Saturday or July, unless what follows says which."""
    saturday = weekday(m, asked)
    if said(m, "side") and steps(said(m, "side") or "") >= 0:
        return saturday
    return doubted(saturday, likely_month(7, asked))


def near_week(m: re.Match[str], asked: Asked) -> Span:
    return week(asked.today + timedelta(weeks=steps(said(m, "side") or "")))


def near_month(m: re.Match[str], asked: Asked) -> Span:
    return months(asked.today.year, asked.today.month + steps(said(m, "side") or ""), 1)


def month(m: re.Match[str], asked: Asked) -> Span:
    month, year = number(m["month"]), said_year(m, asked)
    if year is not None:
        return months(year, month, 1)
    if said(m, "past"):
        return likely_month(month, Asked(asked.now, "past"), timedelta())
    return near_new_year(likely_month(month, asked), asked)


def likely_month(month: int, asked: Asked, reach: timedelta | None = None) -> Span:
    here = months(asked.today.year, month, 1)
    if reach is not None and here.start - asked.today > reach:
        return months(asked.today.year - 1, month, 1)
    return months(likely_year(here.start, here.end, asked), month, 1)


def near_new_year(span: Span, asked: Asked) -> Span:
    """“tháng 12” said in December or January, “tháng 1” said in December: may be another year's."""
    today, month = asked.today, span.start.month
    doubtful = (month, today.month) in {(12, 12), (12, 1), (1, 12)}
    if not doubtful:
        return span
    nearby = today.year - 1 if month == 12 else today.year + 1  # noqa: PLR2004  # December
    other = today.year if span.start.year != today.year else nearby
    return doubted(span, months(other, month, 1))


def quarter(m: re.Match[str], asked: Asked) -> Span:
    quarter = number(m["quarter"])
    return months_of_year(quarter * 3 - 2, 3, Precision.QUARTER, said_year(m, asked), asked)


def near_quarter(m: re.Match[str], asked: Asked) -> Span:
    first = (asked.today.month - 1) // 3 * 3 + 1 + 3 * steps(said(m, "side") or "")
    return months(asked.today.year, first, 3, Precision.QUARTER)


def half(m: re.Match[str], asked: Asked) -> Span:
    """The first or last 3, 6 or 9 months of a year."""
    count = number(said(m, "count") or "6")
    precision = {3: Precision.QUARTER, 6: Precision.HALF}.get(count, Precision.MONTH)
    first = 13 - count if fold(said(m, "edge") or "") == "cuoi" else 1
    return months_of_year(first, count, precision, said_year(m, asked), asked)


def months_of_year(first: int, count: int, precision: Precision, year: int | None, asked: Asked) -> Span:
    here = months(asked.today.year, first, count, precision)
    return months(year or likely_year(here.start, here.end, asked), first, count, precision)


def year(m: re.Match[str], asked: Asked) -> Span:
    """A whole year; Refused("date_unknown") for one that is nobody's working year."""
    if said(m, "year") and m["year"][:2] not in {"19", "20"}:
        raise Refused("date_unknown", text=m.group())
    return months(said_year(m, asked) or asked.today.year, 1, 12, Precision.YEAR)


def until_today(m: re.Match[str], asked: Asked) -> Span:
    """“từ đầu năm đến giờ”."""
    return Span(around(m["unit"], asked, 0).start, asked.today)


def bare_edge(m: re.Match[str], asked: Asked) -> Span:
    """“cuối tháng”: of this period, or of the next or last one where this one's lies on the wrong side."""
    part = edge_of(m["edge"], around(m["unit"], asked, 0), asked)
    if asked.future and part.end < asked.today:
        return edge_of(m["edge"], around(m["unit"], asked, 1), asked)
    if not asked.future and part.start > asked.today:
        return edge_of(m["edge"], around(m["unit"], asked, -1), asked)
    return part


def around(unit: str, asked: Asked, shift: int) -> Span:
    today = asked.today
    match fold(unit):
        case "tuan":
            return week(today + timedelta(weeks=shift))
        case "thang":
            return months(today.year, today.month + shift, 1)
        case "quy":
            return months(today.year, (today.month - 1) // 3 * 3 + 1 + 3 * shift, 3, Precision.QUARTER)
        case _:
            return months(today.year + shift, 1, 12, Precision.YEAR)


def edge_of(edge: str, span: Span, asked: Asked) -> Span:
    """A third of a period; looking ahead its end is a day; in a week it is a day that must be confirmed."""
    edge, length = fold(edge), (span.end - span.start).days + 1
    if edge == "het" or (edge == "cuoi" and asked.future and span.precision != Precision.WEEK):
        return one_day(span.end)
    if span.precision == Precision.WEEK:
        days = {"dau": (0,), "giua": (2,), "cuoi": (4, 5, 6)}[edge]
        return doubted(*(one_day(span.start + timedelta(days=n)) for n in days))
    first = {"dau": 0, "giua": 1, "cuoi": 2}[edge] * (length // 3)
    start = span.start + timedelta(days=first)
    end = span.end if edge == "cuoi" else start + timedelta(days=length // 3 - 1)
    return replace(span, start=start, end=end, doubtful=asked.future)


def distance(m: re.Match[str], asked: Asked) -> Span:
    """“3 ngày nữa”, “2 tuần trước”, “30 phút nữa”."""
    unit, sign = fold(m["unit"]), 1 if said(m, "ahead") or fold(said(m, "side") or "") in {"nua", "toi"} else -1
    count = sign * number(m["count"])
    if unit in {"phut", "gio", "tieng"}:
        moment = asked.now + timedelta(minutes=count * (1 if unit == "phut" else 60))
        return Span(moment.date(), moment.date(), Precision.HOUR, at=moment.time().replace(second=0, microsecond=0))
    if unit in {"thang", "nam"}:
        return one_day(add_months(asked.today, count * (1 if unit == "thang" else 12)))
    return one_day(asked.today + timedelta(days=count * (7 if unit == "tuan" else 1)))


def run_of_days(m: re.Match[str], asked: Asked) -> Span:
    """“3 ngày qua”, “trong 5 ngày tới”: up to today, or from today on."""
    days = timedelta(days=number(m["count"]))
    back = fold(m["side"]) == "qua"
    return Span(asked.today - days, asked.today) if back else Span(asked.today, asked.today + days)


def word(group: str) -> Meaning:
    """The word itself: it says something about its neighbour."""
    return lambda m, _: fold(m[group])

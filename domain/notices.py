"""When an officer's own announcement goes: read as people type it, moved into a window, repeated."""

import re
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from domain.calendar import DAY, WorkCalendar
from domain.dates import Precision, read
from domain.errors import Refused
from domain.folding import fold, loose
from domain.language.date_words import add_months

NOTICE = timedelta(minutes=2)  # how long it can still be stopped: what is said cannot be unsaid
MORNING, AFTERNOON = time(8), time(14)  # where no hour was said
_OFTEN = re.compile(loose("(?:hằng|hàng|mỗi) (ngày|tuần|tháng)"), re.IGNORECASE)
_UNTIL = re.compile(loose(r"(?:cho đến hết|cho đến|đến hết|cho tới|đến|tới|hết) (\S.*)$"), re.IGNORECASE)
_REPEATS = {"ngay": "daily", "tuan": "weekly", "thang": "monthly"}


class Plan(NamedTuple):
    """The first time, as it was asked for; how often from then on (as an announcement's `repeats`), and until when."""

    at: datetime
    repeats: str = ""
    until: date | None = None


def read_plan(text: str, now: datetime) -> Plan:
    """“8h sáng mai”, “thứ hai hằng tuần 8h đến 30/9”, “hằng ngày”.

    Raises Refused: date_unknown, date_not_real, date_past, time_ambiguous(readings), ends_before_it_begins.
    """
    often = _OFTEN.search(text)
    if often is None:
        return Plan(_moment(text, now))
    said = f"{text[: often.start()]} {text[often.end() :]}".strip(" ,.;")
    ends = _UNTIL.search(said)
    until = read(ends[1], now).end if ends else None
    first = (said[: ends.start()] if ends else said).strip(" ,.;")
    at = _moment(first or f"{MORNING:%H:%M}", now)
    if until is not None and until < at.date():
        raise Refused("ends_before_it_begins", at=at, until=until)
    return Plan(at, _REPEATS[fold(often[1])], until)


def _moment(text: str, now: datetime) -> datetime:
    reading = read(text, now)
    moments = [one.value for one in (reading, *reading.others) if one.value > now]
    if not moments:
        raise Refused("date_past", day=reading.end)
    if reading.ambiguous and len(moments) > 1:
        raise Refused("time_ambiguous", readings=sorted(moments))
    if reading.precision == Precision.HOUR:
        return moments[0]
    hour = AFTERNOON if "chieu" in fold(text) else MORNING
    return datetime.combine(moments[0].date(), hour, now.tzinfo)


def first_time(at: datetime, now: datetime, calendar: WorkCalendar) -> datetime:
    """When something that was confirmed now for that time goes: never at once, and only while a window is open."""
    return calendar.next_opening(max(at, now + NOTICE))


def next_time(plan: Plan, after: datetime, calendar: WorkCalendar) -> datetime | None:
    """Its first time after that moment, None once it has ended.

    A day that is not worked is left out of what goes daily; what goes weekly or monthly waits for the next window.
    """
    turn = 0
    while plan.repeats:
        turn += 1
        at = _turn(plan, turn)
        if plan.until is not None and at.date() > plan.until:
            return None
        opens = calendar.next_opening(at)
        if opens > after and (plan.repeats != "daily" or calendar.is_working_day(at.date())):
            return opens
    return None


def _turn(plan: Plan, turn: int) -> datetime:
    """Counted from the first time, so that neither a holiday nor a short month moves the later ones."""
    if plan.repeats == "monthly":
        return datetime.combine(add_months(plan.at.date(), turn), plan.at.timetz())
    return plan.at + turn * (DAY if plan.repeats == "daily" else 7 * DAY)


def useless_after(send_at: datetime, calendar: WorkCalendar) -> datetime:
    """The end of the next working day: what could not go by then is not sent, its author is told."""
    return calendar.at(calendar.next_working_day(calendar.day_of(send_at)), calendar.windows[-1][1])

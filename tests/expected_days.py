"""The days and minutes of the second opinion (tests/expected.py): it imports nothing of the program either."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import holidays

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)
VIET_NAM = holidays.country_holidays("VN")

Span = tuple[datetime, datetime]


@dataclass(frozen=True)
class Corrections:
    """The office's own days, and its settings where they are not the usual ones."""

    days_off: frozenset[date] = frozenset()
    extra_work_days: frozenset[date] = frozenset()
    windows: tuple[tuple[str, str], ...] = (("07:30", "11:00"), ("13:45", "16:45"))
    days_before: tuple[int, ...] = (7, 3, 1, 0)
    at: time = time(8)
    late_at_most: int = 10


@cache
def works(day: date, office: Corrections) -> bool:
    if day in office.extra_work_days:
        return True
    if day in office.days_off:
        return False
    if day.weekday() >= 5:
        return day in VIET_NAM.weekend_workdays
    return VIET_NAM.get(day) is None


@cache
def _open_minutes(windows: tuple[tuple[str, str], ...]) -> frozenset[tuple[int, int]]:
    every = ((hour, minute) for hour in range(24) for minute in range(60))
    return frozenset(one for one in every if any(a <= "{:02}:{:02}".format(*one) < b for a, b in windows))


def is_open(moment: datetime, office: Corrections) -> bool:
    local = moment.astimezone(ZONE)
    return (local.hour, local.minute) in _open_minutes(office.windows) and works(local.date(), office)


def meant_for(moment: datetime, office: Corrections) -> datetime:
    """Back, minute by minute, until the assistant may speak."""
    while not is_open(moment, office):
        moment -= MINUTE
    return moment


def waits_from(moment: datetime, office: Corrections, asleep: tuple[Span, ...] = ()) -> datetime:
    """On, minute by minute, until the assistant may speak and is awake."""
    while True:
        sleeping = [awake for asleep_from, awake in asleep if asleep_from <= moment < awake]
        if not sleeping and is_open(moment, office):
            return moment
        moment = max(sleeping, default=moment + MINUTE)

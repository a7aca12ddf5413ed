"""When to remind of what a campaign asks: docs/guarantees.md as code. What its groups hear: domain/timeline.py.

Only moments are decided here. Who is told is decided when a reminder is sent, by what has been done.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import pairwise
from operator import itemgetter

from domain.calendar import DAY, WorkCalendar

STILL_NEWS = timedelta(days=30)  # how long the last word on a campaign waits for a stopped assistant


class ReminderKind(StrEnum):
    """What is asked for, and of whom."""

    REGISTER = "register"  # staff who have neither registered nor declined
    LOG_MIDPOINT = "log_midpoint"  # staff who have registered and logged nothing that counts
    LOG_END = "log_end"
    REPORT = "report"  # the head and the focal point of a unit without a report
    REPORT_LATE = "report_late"
    REPORT_OFFICER = "report_officer"  # the officers, once, when the units have been told often enough


class GroupMessageKind(StrEnum):
    """What a campaign says by itself: the opening to everybody, the thanks to who took part, all to the groups."""

    OPENING = "opening"
    PROGRESS = "progress"  # each week
    MIDPOINT = "midpoint"
    LAST_WEEK = "last_week"
    LAST_DAY = "last_day"
    CLOSING = "closing"
    THANKS = "thanks"


@dataclass(frozen=True, slots=True)
class Reminder:
    """`on` is the day it speaks for, before it was moved to a working day; `useless_after` is exclusive."""

    kind: ReminderKind
    on: date
    send_at: datetime
    useless_after: datetime


@dataclass(frozen=True, slots=True)
class GroupMessage:
    kind: GroupMessageKind
    send_at: datetime
    useless_after: datetime


@dataclass(frozen=True)
class CampaignTimes:
    """`opened_at` is when the opening announcement goes out: nothing is said of the campaign before it."""

    start: date
    end: date
    registration_deadline: datetime | None
    report_deadline: datetime | None
    opened_at: datetime

    @property
    def midpoint(self) -> date:
        return self.start + timedelta(days=(self.end - self.start).days // 2)


@dataclass(frozen=True)
class ReminderSettings:
    """On which days before a deadline, at what hour, and how often once it has passed. None is negative."""

    days_before: tuple[int, ...] = (7, 3, 1, 0)
    at: time = time(8)
    late_at_most: int = 10

    def __post_init__(self) -> None:
        if min(*self.days_before, self.late_at_most, 0) < 0:
            raise ValueError("days_before and late_at_most cannot be negative")


def schedule(
    times: CampaignTimes, calendar: WorkCalendar, settings: ReminderSettings, now: datetime
) -> tuple[Reminder, ...]:
    """Every reminder of a campaign that is still to come, in the order of sending.

    Left out: what is past at `now`, what is not after the opening, and what would come too late.
    """
    return _Plan(times, calendar, settings).reminders(now)


@dataclass(frozen=True)
class _Plan:
    times: CampaignTimes
    calendar: WorkCalendar
    settings: ReminderSettings

    def reminders(self, now: datetime) -> tuple[Reminder, ...]:
        planned = (
            *self._before(self.times.registration_deadline, ReminderKind.REGISTER),
            *self._logging(),
            *self._before(self.times.report_deadline, ReminderKind.REPORT),
            *self._late(self.times.report_deadline),
        )
        kept = [one for one in planned if self._to_come(one.send_at, now)]
        return tuple(sorted(kept, key=lambda one: (one.send_at, one.kind)))

    def _before(self, due: datetime | None, kind: ReminderKind) -> list[Reminder]:
        return self._asking(self._days_before(self.calendar.day_of(due), kind), due) if due else []

    def _logging(self) -> list[Reminder]:
        """Nothing that counts can be logged before the campaign starts, so nobody is asked to."""
        midpoint = (self.times.midpoint, ReminderKind.LOG_MIDPOINT)
        days = [midpoint, *self._days_before(self.times.end, ReminderKind.LOG_END)]
        return [one for one in self._asking(days, self._end) if one.send_at >= self._start]

    def _days_before(self, day: date, kind: ReminderKind) -> list[tuple[date, ReminderKind]]:
        return [(day - timedelta(days=before), kind) for before in self.settings.days_before]

    def _asking(self, days: list[tuple[date, ReminderKind]], due: datetime) -> list[Reminder]:
        """One act that is asked for several times; of two that meet on a working day the later one stays."""
        moved = {self.calendar.working_day_on_or_before(on): (kind, on) for on, kind in sorted(days, key=itemgetter(0))}
        return _chain([(kind, on, self._send_at(day)) for day, (kind, on) in moved.items()], due)

    def _late(self, due: datetime | None) -> list[Reminder]:
        """On each working day once `due` has passed, and at last to the officers."""
        if due is None:
            return []
        moments = []
        day = self.calendar.day_of(due)
        for _ in range(self.settings.late_at_most + 1):
            day = self.calendar.next_working_day(day)
            moments.append((ReminderKind.REPORT_LATE, day, self.calendar.time_to_send(self._asked(day), due)))
        *late, (_, last_day, officers) = moments
        return [
            *_chain(late, officers),
            Reminder(ReminderKind.REPORT_OFFICER, last_day, officers, officers + STILL_NEWS),
        ]

    def _to_come(self, moment: datetime, now: datetime) -> bool:
        return moment >= now and moment > self.times.opened_at

    def _asked(self, day: date) -> datetime:
        return self.calendar.at(day, self.settings.at)

    def _send_at(self, working_day: date) -> datetime:
        return self.calendar.moved_into_window(self._asked(working_day))

    @property
    def _start(self) -> datetime:
        return self.calendar.at(self.times.start, time())

    @property
    def _end(self) -> datetime:
        return self.calendar.at(self.times.end + DAY, time())


def _chain(moments: list[tuple[ReminderKind, date, datetime]], due: datetime) -> list[Reminder]:
    """Reminders each of which gives way to the next one, and at last to `due`."""
    useful = [one for one in moments if one[-1] < due]
    ends = [gives_way(one[-1], following[-1]) for one, following in pairwise(useful)]
    return [Reminder(*one, end) for one, end in zip(useful, [*ends, due], strict=False)]


def gives_way(sent: datetime, following: datetime) -> datetime:
    """When the following message makes one useless: on its day, so that nobody is asked twice on it."""
    morning = datetime.combine(following.date(), time(), following.tzinfo)
    return morning if sent < morning else following

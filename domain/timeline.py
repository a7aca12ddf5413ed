"""What a campaign says by itself, and when: docs/guarantees.md as code."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from domain.calendar import DAY, WorkCalendar
from domain.errors import Refused
from domain.reminders import (
    STILL_NEWS,
    CampaignTimes,
    GroupMessage,
    GroupMessageKind,
    ReminderSettings,
    gives_way,
)

AFTER_GIAO_BAN = time(9)  # heads of units are in their weekly meeting until then
MONDAY = 0
LONGEST = timedelta(days=124)  # of a campaign with weekly progress, four months: a longer movement has none
LAST_WEEK = timedelta(days=7)

Moment = tuple[GroupMessageKind, datetime]


def group_times(
    times: CampaignTimes, calendar: WorkCalendar, settings: ReminderSettings, now: datetime
) -> tuple[GroupMessage, ...]:
    """All that a campaign is still to say by itself, in the order of sending.

    What is near something weightier, on the same or a neighbouring working day, is left out: it would say the same.
    """
    opened = GroupMessage(GroupMessageKind.OPENING, times.opened_at, calendar.at(times.end + DAY, time()))
    opening = (opened,) if now <= opened.send_at < opened.useless_after else ()
    later = _Timeline(times, calendar, settings.at).later()
    return (*opening, *(one for one in chained(later) if one.send_at >= now))


def chained(moments: Sequence[Moment]) -> list[GroupMessage]:
    """Messages after the opening, in order, each useless from the day of the next one on; the last one stays news."""
    ends = [gives_way(sent, following) for (_, sent), (_, following) in pairwise(moments)]
    last = [moments[-1][1] + STILL_NEWS] if moments else []
    return [GroupMessage(*one, end) for one, end in zip(moments, [*ends, *last], strict=True)]


def require_place(moment: datetime, now: datetime, calendar: WorkCalendar, between: tuple[datetime, datetime]) -> None:
    """Whether an officer may move a message there: between the one before it and the one after it (or its end).

    Raises Refused: time_past, time_outside(moment, opens), time_out_of_order(after, before).
    """
    if moment <= now:
        raise Refused("time_past", moment=moment)
    if not calendar.open(moment):
        raise Refused("time_outside", moment=moment, opens=calendar.next_opening(moment))
    if not between[0] < moment < between[1]:
        raise Refused("time_out_of_order", after=between[0], before=between[1])


@dataclass(frozen=True)
class _Timeline:
    """`at`: the hour of what is neither weekly nor the last word."""

    times: CampaignTimes
    calendar: WorkCalendar
    at: time

    def later(self) -> list[Moment]:
        """All after the opening, in order: first comes who is weightier, last the figures of each week."""
        kept: list[Moment] = []
        for one in self._before_closing():
            if self._fits(*one) and not any(self._near(one[1], other) for _, other in kept):
                kept.append(one)
        return sorted([*kept, *self._last_words()], key=lambda one: one[1])

    def _before_closing(self) -> Iterator[Moment]:
        yield GroupMessageKind.LAST_DAY, self._morning(self.times.end)
        yield GroupMessageKind.LAST_WEEK, self._morning(self.times.end - LAST_WEEK)
        yield GroupMessageKind.MIDPOINT, self._morning(self.times.midpoint)
        for day in self._mondays():
            yield GroupMessageKind.PROGRESS, self._at_nine(day)

    def _fits(self, kind: GroupMessageKind, moment: datetime) -> bool:
        """The last day has a word in the morning and the closing one, whatever else is said only once."""
        fixed = [self.times.opened_at, *([] if kind is GroupMessageKind.LAST_DAY else [self._closing])]
        in_time = max(self.times.opened_at, self._start) <= moment < self._closing
        return in_time and not any(self._near(moment, one) for one in fixed)

    def _last_words(self) -> Iterator[Moment]:
        if self._closing > self.times.opened_at and self._closing >= self._start:
            yield GroupMessageKind.CLOSING, self._closing
        yield GroupMessageKind.THANKS, self._at_nine(self.calendar.next_working_day(self.times.end))

    def _near(self, one: datetime, other: datetime) -> bool:
        first, last = sorted((self.calendar.day_of(one), self.calendar.day_of(other)))
        return last <= self.calendar.next_working_day(first)

    def _mondays(self) -> Iterator[date]:
        """Those of the campaign that are worked."""
        day, end = self.times.start, self.times.end
        while day <= end and end - self.times.start < LONGEST:
            if day.weekday() == MONDAY and self.calendar.is_working_day(day):
                yield day
            day += DAY

    def _at_nine(self, working_day: date) -> datetime:
        """When the weekly meetings are over, or in the first window of that day."""
        nine = self.calendar.at(working_day, AFTER_GIAO_BAN)
        return self.calendar.time_to_send(nine, self.calendar.at(working_day, time()))

    def _morning(self, day: date) -> datetime:
        return self.calendar.moved_into_window(self.calendar.at(self.calendar.working_day_on_or_before(day), self.at))

    @property
    def _start(self) -> datetime:
        return self.calendar.at(self.times.start, time())

    @property
    def _closing(self) -> datetime:
        """The last minute in which a group may be spoken to: its figures are final."""
        return self.calendar.last_minute_before(self.calendar.at(self.times.end + DAY, time()))

"""When the officers and the Director are told how things stand: once on a working day, once a week."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time

from domain.calendar import DAY, WorkCalendar

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
AFTER_MEETINGS = time(9)  # on Monday the heads sit together until then


@dataclass(frozen=True, slots=True)
class DigestSettings:
    """`officer_at` None: none for the officers. `director_day`: a weekday, Monday is 0; None: none for the Director.
    `head_at`: that registrations wait for somebody's word, whoever hears it in no other morning message; None: never.
    """

    officer_at: time | None = time(8, 30)
    head_at: time | None = time(8)
    director_day: int | None = 0
    director_at: time = time(7)

    def officer_on(self, day: date, calendar: WorkCalendar) -> datetime | None:
        """When the officers hear on this day; None if they do not."""
        if self.officer_at is None or not calendar.is_working_day(day):
            return None
        return calendar.at(day, self.officer_at)

    def head_on(self, day: date, calendar: WorkCalendar) -> datetime | None:
        """When the heads hear on this day, on Monday after the weekly meetings; None if they do not."""
        if self.head_at is None or not calendar.is_working_day(day):
            return None
        at = max(self.head_at, AFTER_MEETINGS) if day.weekday() == 0 else self.head_at
        return calendar.moved_into_window(calendar.at(day, at))

    def director_on(self, day: date, calendar: WorkCalendar) -> datetime | None:
        """When the Director hears on this day: on the weekday or, where that is off, the next working day."""
        if self.director_day is None or not calendar.is_working_day(day):
            return None
        meant = day
        while meant.weekday() != self.director_day:
            meant -= DAY
            if calendar.is_working_day(meant):
                return None
        return calendar.at(day, self.director_at)

    def next_officer(self, after: datetime, calendar: WorkCalendar) -> datetime | None:
        """The first time after this moment; None where it is switched off."""
        return None if self.officer_at is None else _next(self.officer_on, after, calendar)

    def next_head(self, after: datetime, calendar: WorkCalendar) -> datetime | None:
        return None if self.head_at is None else _next(self.head_on, after, calendar)

    def next_director(self, after: datetime, calendar: WorkCalendar) -> datetime | None:
        return None if self.director_day is None else _next(self.director_on, after, calendar)


def _next(on: Callable[[date, WorkCalendar], datetime | None], after: datetime, calendar: WorkCalendar) -> datetime:
    day = calendar.day_of(after)
    while (moment := on(day, calendar)) is None or moment <= after:
        day += DAY
    return moment

"""When an office in Viet Nam works, and when the assistant may speak first.

A window is half-open: 7:30 up to, and not including, 11:00; its last minute is 10:59.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from holidays import country_holidays

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)
_PUBLIC_HOLIDAYS = country_holidays("VN")  # loads a year when first asked about it, and keeps it


@dataclass(frozen=True)
class WorkCalendar:
    """Public holidays and swapped days of Viet Nam, corrected by the office's own days, which win.

    Windows are in order, do not overlap, and lie within a day. Raises ValueError if they do not, if there
    is none, or if a day is both off and worked.
    """

    windows: tuple[tuple[time, time], ...] = ((time(7, 30), time(11)), (time(13, 45), time(16, 45)))
    days_off: frozenset[date] = frozenset()
    extra_work_days: frozenset[date] = frozenset()
    zone: ZoneInfo = VIETNAM
    day_ends: time = time(17)

    def __post_init__(self) -> None:
        edges = [edge for window in self.windows for edge in window]
        if not edges or any(earlier >= later for earlier, later in pairwise(edges)):
            raise ValueError("windows must be in order and must not overlap")
        if both := self.days_off & self.extra_work_days:
            raise ValueError(f"both off and worked: {min(both)}")

    def is_working_day(self, day: date) -> bool:
        if day in self.days_off or day in self.extra_work_days:
            return day in self.extra_work_days
        return _PUBLIC_HOLIDAYS.is_working_day(day)

    def working_day_on_or_before(self, day: date) -> date:
        while not self.is_working_day(day):
            day -= DAY
        return day

    def next_working_day(self, day: date) -> date:
        """The first working day after `day`."""
        day += DAY
        while not self.is_working_day(day):
            day += DAY
        return day

    def at(self, day: date, hour: time) -> datetime:
        return datetime.combine(day, hour, self.zone)

    def day_of(self, moment: datetime) -> date:
        """The office's date at a moment, which must be aware."""
        return self._local(moment).date()

    def open(self, moment: datetime) -> bool:
        """Whether the assistant may speak first at this moment."""
        local = self._local(moment)
        return any(start <= local < end for start, end in self._windows_on(local.date()))

    def next_opening(self, moment: datetime) -> datetime:
        """The moment itself if a window is open, otherwise the start of the next one."""
        local = self._local(moment)
        day = local.date()
        while True:
            for start, end in self._windows_on(day):
                if local < end:
                    return max(local, start)
            day = self.next_working_day(day)

    def last_minute_before(self, moment: datetime) -> datetime:
        """The last minute of the last window that has ended by then: 16:44 on Friday for a Saturday."""
        local = self._local(moment)
        day = local.date()
        while True:
            ended = [end for _, end in self._windows_on(day) if end <= local]
            if ended:
                return ended[-1] - MINUTE
            day = self.working_day_on_or_before(day - DAY)

    def moved_into_window(self, moment: datetime) -> datetime:
        """The moment itself if a window is open, otherwise the last minute of the one before it."""
        return self._local(moment) if self.open(moment) else self.last_minute_before(moment)

    def time_to_send(self, moment: datetime, earliest: datetime) -> datetime:
        """When something meant for `moment` goes: moved into a window or, if that is past, the next one."""
        planned = self.moved_into_window(moment)
        return planned if planned >= earliest else self.next_opening(earliest)

    def sending_time(self, moment: datetime, now: datetime, useless_after: datetime | None) -> datetime | None:
        """The rule for everything unasked: `time_to_send`, or None if that is too late to be of use."""
        sent = self.time_to_send(moment, now)
        return None if useless_after is not None and sent >= useless_after else sent

    def _windows_on(self, day: date) -> Iterator[tuple[datetime, datetime]]:
        if self.is_working_day(day):
            for start, end in self.windows:
                yield self.at(day, start), self.at(day, end)

    def _local(self, moment: datetime) -> datetime:
        if moment.tzinfo is None:
            raise ValueError(f"a moment without a zone: {moment}")
        return moment.astimezone(self.zone)

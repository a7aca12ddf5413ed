from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.calendar import WorkCalendar
from tests import expected_days

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
CALENDAR = WorkCalendar()

days_of_august = st.frozensets(st.dates(date(2026, 8, 1), date(2026, 8, 31)), max_size=8)


def moments(first: date, last: date) -> st.SearchStrategy[datetime]:
    return st.builds(datetime.combine, st.dates(first, last), st.times(), st.just(ZONE))


TWO_YEARS = moments(date(2026, 1, 1), date(2027, 12, 31))
AUGUST = moments(date(2026, 8, 3), date(2026, 8, 31))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        ("2026-08-21", True),  # a Friday
        ("2026-08-22", True),  # a Saturday worked in exchange for Monday 31/8
        ("2026-08-23", False),
        ("2026-08-31", False),
        ("2026-09-01", False),  # National Day is two days
        ("2026-09-02", False),
        ("2026-09-03", True),
        ("2026-02-16", False),  # Tết
        ("2026-02-20", False),
        ("2026-02-23", True),
        ("2026-04-27", False),  # the Hùng Kings' day fell on a Sunday
        ("2027-01-01", False),
        ("2019-01-05", True),  # a Saturday worked in exchange for a day of the year before
        ("1975-04-30", False),
        ("2199-03-05", True),  # beyond what the library knows: a weekday
    ],
)
def test_working_days_are_those_of_viet_nam(day, works):
    assert CALENDAR.is_working_day(date.fromisoformat(day)) is works


def test_the_offices_own_days_win():
    calendar = WorkCalendar(
        days_off=frozenset({date(2026, 8, 21), date(2026, 8, 22)}),
        extra_work_days=frozenset({date(2026, 8, 23), date(2026, 9, 2)}),
    )
    working = [day for day in range(20, 24) if calendar.is_working_day(date(2026, 8, day))]
    assert working == [20, 23]
    assert calendar.is_working_day(date(2026, 9, 2))


def test_neighbouring_working_days():
    assert CALENDAR.working_day_on_or_before(date(2026, 9, 2)) == date(2026, 8, 28)
    assert CALENDAR.working_day_on_or_before(date(2026, 8, 28)) == date(2026, 8, 28)
    assert CALENDAR.next_working_day(date(2026, 8, 28)) == date(2026, 9, 3)


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        ("2026-08-21T07:29:59", False),
        ("2026-08-21T07:30", True),
        ("2026-08-21T10:59:59", True),
        ("2026-08-21T11:00", False),
        ("2026-08-21T13:44", False),
        ("2026-08-21T13:45", True),
        ("2026-08-21T16:44:59", True),
        ("2026-08-21T16:45", False),
        ("2026-08-22T09:00", True),
        ("2026-08-23T09:00", False),
    ],
)
def test_windows_are_half_open(moment, is_open):
    assert CALENDAR.open(at(moment)) is is_open


def test_a_moment_in_another_zone_is_read_in_the_offices():
    assert CALENDAR.open(datetime(2026, 8, 21, 1, 0, tzinfo=UTC))
    assert CALENDAR.day_of(datetime(2026, 8, 20, 17, 0, tzinfo=UTC)) == date(2026, 8, 21)


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="without a zone"):
        CALENDAR.open(datetime(2026, 8, 21, 8, 0))  # noqa: DTZ001  # naive on purpose


@pytest.mark.parametrize(
    ("moment", "now", "useless_after", "sent"),
    [
        ("2026-08-21T08:00", "2026-08-20T09:00", None, "2026-08-21T08:00"),  # in a window
        ("2026-08-23T09:00", "2026-08-20T09:00", None, "2026-08-22T16:44"),  # Sunday: the Saturday worked
        ("2026-08-30T09:00", "2026-08-20T09:00", None, "2026-08-28T16:44"),
        ("2026-08-21T12:00", "2026-08-20T09:00", None, "2026-08-21T10:59"),  # lunch
        ("2026-08-21T11:00", "2026-08-20T09:00", None, "2026-08-21T10:59"),
        ("2026-08-21T06:00", "2026-08-21T05:00", None, "2026-08-21T07:30"),  # the last minute before is past
        ("2026-08-30T09:00", "2026-08-28T16:44:30", None, "2026-08-28T16:44:30"),  # that minute is running
        ("2026-08-30T09:00", "2026-08-28T16:45", None, "2026-09-03T07:30"),
        ("2026-08-21T08:00", "2026-08-21T12:00", None, "2026-08-21T13:45"),  # the assistant was stopped
        ("2026-08-21T08:00", "2026-08-21T14:10", None, "2026-08-21T14:10"),
        ("2026-08-21T08:00", "2026-08-21T12:00", "2026-08-21T13:45", None),
        ("2026-08-21T08:00", "2026-08-21T12:00", "2026-08-21T13:46", "2026-08-21T13:45"),
        ("2026-08-21T08:00", "2026-08-20T09:00", "2026-08-21T08:00", None),
    ],
)
def test_what_is_unasked_goes_in_a_window_or_not_at_all(moment, now, useless_after, sent):
    useless = at(useless_after) if useless_after else None
    assert CALENDAR.sending_time(at(moment), at(now), useless) == (at(sent) if sent else None)


@settings(deadline=None)
@given(moment=TWO_YEARS, now=TWO_YEARS)
def test_what_is_sent_is_sent_in_a_window_and_not_in_the_past(moment, now):
    sent = CALENDAR.time_to_send(moment, now)
    assert sent >= now
    assert CALENDAR.open(sent)


@settings(deadline=None)  # it walks, and a busy machine is no failure
@given(moment=AUGUST, days_off=days_of_august, extra=days_of_august)
def test_windows_agree_with_a_walk_from_minute_to_minute(moment, days_off, extra):
    moment = moment.replace(second=0, microsecond=0)
    calendar = WorkCalendar(days_off=days_off - extra, extra_work_days=extra)
    office = expected_days.Corrections(days_off=days_off - extra, extra_work_days=extra)
    assert calendar.open(moment) == expected_days.is_open(moment, office)
    assert calendar.moved_into_window(moment) == expected_days.meant_for(moment, office)
    assert calendar.next_opening(moment) == expected_days.waits_from(moment, office)


@settings(deadline=None)
@given(moment=TWO_YEARS)
def test_the_last_minute_is_the_last_one_before_the_window_closes(moment):
    last = CALENDAR.last_minute_before(moment)
    assert CALENDAR.open(last)
    assert not CALENDAR.open(last + timedelta(minutes=1))
    assert last < moment


@pytest.mark.parametrize(
    "windows",
    [
        (),
        ((time(11), time(7, 30)),),
        ((time(8), time(8)),),
        ((time(8), time(11)), (time(10), time(12))),
        ((time(13), time(16)), (time(8), time(11))),
    ],
)
def test_windows_out_of_order_are_refused(windows):
    with pytest.raises(ValueError, match="in order"):
        WorkCalendar(windows=windows)


def test_a_day_both_off_and_worked_is_refused():
    day = frozenset({date(2026, 8, 21)})
    with pytest.raises(ValueError, match="2026-08-21"):
        WorkCalendar(days_off=day, extra_work_days=day)

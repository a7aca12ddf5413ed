"""When the officers and the Director are told: working days, holidays passed over, never twice for one week."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import VIETNAM, WorkCalendar
from domain.digests import DigestSettings

CALENDAR = WorkCalendar()
USUAL = DigestSettings()


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


@pytest.mark.parametrize(
    ("after", "comes"),
    [
        ("2026-06-22T08:29", "2026-06-22T08:30"),
        ("2026-06-22T08:30", "2026-06-23T08:30"),
        ("2026-06-19T12:00", "2026-06-22T08:30"),  # over a week-end
        ("2026-08-28T09:00", "2026-09-03T08:30"),  # Monday 31/8 is swapped, 1/9 and 2/9 are the National Day's
        ("2026-02-13T09:00", "2026-02-23T08:30"),  # Tết
    ],
)
def test_the_officers_hear_on_working_days(after, comes):
    assert USUAL.next_officer(at(after), CALENDAR) == at(comes)


@pytest.mark.parametrize(
    ("after", "comes"),
    [
        ("2026-06-22T06:59", "2026-06-22T07:00"),
        ("2026-06-22T07:00", "2026-06-29T07:00"),
        ("2026-08-24T07:00", "2026-09-03T07:00"),  # Monday 31/8 is off: the first working day after it
        ("2026-09-03T07:00", "2026-09-07T07:00"),
        ("2026-02-09T07:00", "2026-02-23T07:00"),  # the Monday of Tết falls together with the next one
    ],
)
def test_the_director_hears_on_mondays_or_the_next_working_day(after, comes):
    assert USUAL.next_director(at(after), CALENDAR) == at(comes)


def test_another_weekday_and_hour_may_be_chosen():
    chosen = DigestSettings(director_day=4, director_at=time(16))
    assert chosen.next_director(at("2026-06-22T08:00"), CALENDAR) == at("2026-06-26T16:00")
    assert DigestSettings(director_day=6).next_director(at("2026-06-22T08:00"), CALENDAR) == at("2026-06-29T07:00")


def test_what_is_switched_off_never_comes():
    off = DigestSettings(officer_at=None, director_day=None)
    assert off.next_officer(at("2026-06-22T08:00"), CALENDAR) is None
    assert off.next_director(at("2026-06-22T08:00"), CALENDAR) is None
    assert off.officer_on(date(2026, 6, 22), CALENDAR) is None
    assert off.director_on(date(2026, 6, 22), CALENDAR) is None


MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 1))  # noqa: DTZ001  # hypothesis takes naive bounds


@given(MOMENTS, st.integers(0, 6))
def test_each_comes_later_on_a_working_day_and_nothing_is_left_out_between(moment, weekday):
    after = moment.replace(tzinfo=VIETNAM)
    settings = DigestSettings(director_day=weekday)
    officer, director = settings.next_officer(after, CALENDAR), settings.next_director(after, CALENDAR)
    assert officer is not None
    assert director is not None
    assert after < officer <= director + timedelta(days=1)
    assert all(CALENDAR.is_working_day(one.date()) for one in (officer, director))
    between = [after.date() + timedelta(days=gone) for gone in range(1, (officer.date() - after.date()).days)]
    assert not any(map(CALENDAR.is_working_day, between))
    if CALENDAR.is_working_day(director.date() - timedelta(days=1)):
        assert director.weekday() == weekday

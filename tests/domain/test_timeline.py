from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.reminders import GroupMessageKind
from domain.timeline import group_times
from tests.domain.test_reminders import DRIVE, USUAL, at, generated, plan
from tests.expected import Corrections, Drive


def said_in_groups(drive: Drive, office: Corrections = USUAL, now: datetime | None = None) -> list[str]:
    return [f"{one.kind} {one.send_at:%d/%m %H:%M}" for one in group_times(*plan(drive, office, now))]


def test_the_group_hears_a_whole_drive():
    mondays = ["22/06", "29/06", "06/07", "13/07", "20/07", "27/07", "03/08", "10/08", "17/08", "24/08"]
    said = said_in_groups(DRIVE)
    assert [one for one in said if "progress" in one] == [f"progress {day} 09:00" for day in mondays]
    assert [one for one in said if "progress" not in one] == [
        "opening 17/06 09:05",
        "midpoint 22/07 08:00",
        "last_week 21/08 08:00",
        "last_day 28/08 08:00",
        "closing 28/08 16:44",
        "thanks 03/09 09:00",  # 31/8 to 2/9 are days off
    ]


def test_what_is_near_something_weightier_is_left_out():
    two_weeks = replace(DRIVE, start=date(2026, 7, 9), end=date(2026, 7, 21), opened_at=at("2026-07-09T09:00"))
    assert said_in_groups(two_weeks) == [
        "opening 09/07 09:00",
        "last_week 14/07 08:00",  # neither Monday 13/7 before it nor the mid-point after it
        "last_day 21/07 08:00",  # nor Monday 20/7
        "closing 21/07 16:44",
        "thanks 22/07 09:00",
    ]
    assert said_in_groups(replace(two_weeks, end=date(2026, 7, 10))) == [
        "opening 09/07 09:00",  # says all that the morning of the next day would
        "closing 10/07 16:44",
        "thanks 13/07 09:00",
    ]


@pytest.mark.parametrize(("days", "weekly"), [(124, True), (125, False)])
def test_a_movement_of_more_than_four_months_has_no_weekly_figures(days, weekly):
    long = replace(DRIVE, end=DRIVE.start + timedelta(days=days - 1))
    assert any(one.startswith("progress") for one in said_in_groups(long)) is weekly


def test_weekly_figures_stay_on_their_monday_where_nine_oclock_is_left_out():
    afternoons = Corrections(windows=(("13:45", "16:45"),))
    assert "progress 29/06 13:45" in said_in_groups(DRIVE, afternoons)


def test_a_message_to_the_groups_gives_way_to_the_next_one_and_the_last_words_stay_news():
    useless = {one.kind: one.useless_after for one in group_times(*plan(DRIVE))}
    assert useless[GroupMessageKind.MIDPOINT] == at("2026-07-27")
    assert useless[GroupMessageKind.LAST_WEEK] == at("2026-08-24")
    assert useless[GroupMessageKind.LAST_DAY] == at("2026-08-28T16:44")
    assert useless[GroupMessageKind.CLOSING] == at("2026-09-03")
    assert useless[GroupMessageKind.THANKS] == at("2026-10-03T09:00")


@settings(deadline=None)
@given(chance=st.randoms(use_true_random=False))
def test_what_groups_hear_is_in_order_in_a_window_and_never_on_neighbouring_days(chance):
    drive, office = generated(chance)
    _, calendar, _, _ = arguments = plan(drive, office)
    said = group_times(*arguments)
    assert all(calendar.open(one.send_at) for one in said)
    assert [one.send_at for one in said] == sorted({one.send_at for one in said})
    assert all(one.send_at < one.useless_after for one in said)
    last_day = (GroupMessageKind.LAST_DAY, GroupMessageKind.CLOSING, GroupMessageKind.THANKS)
    pairs = [(one.send_at, other.send_at) for one, other in pairwise(said) if other.kind not in last_day]
    assert all(calendar.next_working_day(one.date()) < other.date() for one, other in pairs)
    assert all(group_times(*arguments[:3], one.send_at) == said[place:] for place, one in enumerate(said))

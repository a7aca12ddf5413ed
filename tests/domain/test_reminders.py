import random
from collections import Counter
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.calendar import WorkCalendar
from domain.reminders import (
    CampaignTimes,
    GroupMessageKind,
    ReminderKind,
    ReminderSettings,
    schedule,
)
from domain.timeline import group_times
from tests import expected
from tests.expected import ZONE, Act, Corrections, Drive, Person

USUAL = Corrections()
JOINED = datetime(2020, 1, 1, tzinfo=ZONE)
DONE = JOINED + timedelta(days=1)
# Each of them is only ever told of one thing, so that rows can be read as a schedule.
HOA = Person("Hoa", "TGPL", joined_at=JOINED)  # never answers
MINH = Person("Minh", "TGPL", joined_at=JOINED)  # has registered and logs nothing
DUNG = Person("Dũng", "TGPL", frozenset({"unit_head"}), JOINED)  # all done but the unit's report
LAN_ANH = Person("Lan Anh", "Văn phòng", frozenset({"officer"}), JOINED)  # all done
CAST = [HOA, MINH, DUNG, LAN_ANH]
ACTS = [
    *(Act("registered", DONE, person.name) for person in (MINH, DUNG, LAN_ANH)),
    *(Act("logged", DONE, person.name) for person in (DUNG, LAN_ANH)),
]
TOLD = {
    ReminderKind.REGISTER: HOA,
    ReminderKind.LOG_MIDPOINT: MINH,
    ReminderKind.LOG_END: MINH,
    ReminderKind.REPORT: DUNG,
    ReminderKind.REPORT_LATE: DUNG,
    ReminderKind.REPORT_OFFICER: LAN_ANH,
}


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


DRIVE = Drive(
    campaign="28/8",
    start=date(2026, 6, 15),
    end=date(2026, 8, 28),
    registration_deadline=at("2026-06-26T17:00"),
    report_deadline=at("2026-08-14T17:00"),
    opened_at=at("2026-06-17T09:05"),
)


def plan(drive: Drive, office: Corrections = USUAL, now: datetime | None = None):
    times = CampaignTimes(drive.start, drive.end, drive.registration_deadline, drive.report_deadline, drive.opened_at)
    windows = tuple((time.fromisoformat(start), time.fromisoformat(end)) for start, end in office.windows)
    calendar = WorkCalendar(windows, office.days_off, office.extra_work_days)
    settings = ReminderSettings(office.days_before, office.at, office.late_at_most)
    return times, calendar, settings, now or drive.opened_at


def rows(drive: Drive, office: Corrections = USUAL, stop: tuple[expected.Span, ...] = ()) -> list[expected.Row]:
    """What the program would send to the cast and to one group, if it were stopped for a while."""
    _, calendar, _, _ = arguments = plan(drive, office)
    messages = group_times(*arguments)
    told = [(one, TOLD[one.kind].name) for one in schedule(*arguments)] + [(one, "Nhóm") for one in messages]
    told += [(one, person.name) for one in messages if one.kind is GroupMessageKind.OPENING for person in CAST]
    told += [(one, person.name) for one in messages if one.kind is GroupMessageKind.THANKS for person in CAST[1:]]
    found = []
    for one, name in told:
        now = max([up for down, up in stop if down <= one.send_at < up], default=one.send_at)
        if sent := calendar.sending_time(one.send_at, now, one.useless_after):
            found.append((f"{sent:%Y-%m-%d %H:%M}", name, one.kind.value, drive.campaign))
    return sorted(found)


def expected_of(drive: Drive, office: Corrections = USUAL, stop: tuple[expected.Span, ...] = ()) -> list[expected.Row]:
    return expected.expected_rows(drive, CAST, ACTS, ["Nhóm"], office, stop)


def days_of(kind: ReminderKind, drive: Drive = DRIVE, office: Corrections = USUAL) -> list[str]:
    return [f"{one.send_at:%d/%m %H:%M}" for one in schedule(*plan(drive, office)) if one.kind is kind]


def test_registration_is_asked_for_a_week_three_days_and_a_day_before_and_on_the_day():
    assert days_of(ReminderKind.REGISTER) == ["19/06 08:00", "23/06 08:00", "25/06 08:00", "26/06 08:00"]


def test_logging_is_asked_for_at_mid_point_and_before_the_end():
    assert days_of(ReminderKind.LOG_MIDPOINT) == ["22/07 08:00"]
    assert days_of(ReminderKind.LOG_END) == ["21/08 08:00", "25/08 08:00", "27/08 08:00", "28/08 08:00"]


def test_a_late_report_is_asked_for_on_ten_working_days_and_then_told_to_the_officer():
    ten = ["17", "18", "19", "20", "21", "22", "24", "25", "26", "27"]  # Saturday 22/8 is worked
    assert days_of(ReminderKind.REPORT) == ["07/08 08:00", "11/08 08:00", "13/08 08:00", "14/08 08:00"]
    assert days_of(ReminderKind.REPORT_LATE) == [f"{day}/08 08:00" for day in ten]
    assert days_of(ReminderKind.REPORT_OFFICER) == ["28/08 08:00"]


def test_two_that_meet_on_a_working_day_are_one_and_the_later_one_stays():
    monday = replace(DRIVE, registration_deadline=at("2026-06-29T17:00"))
    register = [one for one in schedule(*plan(monday)) if one.kind is ReminderKind.REGISTER]
    assert [(one.on.day, one.send_at.day) for one in register] == [(22, 22), (28, 26), (29, 29)]


def test_mid_point_and_end_ask_for_one_act_and_meet_too():
    two_weeks = replace(DRIVE, start=date(2026, 8, 14), opened_at=at("2026-08-13T09:00"), report_deadline=None)
    logging = [one for one in schedule(*plan(two_weeks)) if one.kind is not ReminderKind.REGISTER]
    assert {one.kind for one in logging} == {ReminderKind.LOG_END}
    assert [one.send_at.day for one in logging] == [21, 25, 27, 28]


def test_a_reminder_is_useless_from_the_day_of_the_next_one_on_and_at_last_from_the_deadline_on():
    useless = [one.useless_after for one in schedule(*plan(DRIVE)) if one.kind is ReminderKind.REGISTER]
    assert useless == [at(f"2026-06-{day}") for day in ("23", "25", "26", "26T17:00")]


def test_mid_point_messages_give_way_to_those_of_the_end():
    midpoint = next(one for one in schedule(*plan(DRIVE)) if one.kind is ReminderKind.LOG_MIDPOINT)
    assert midpoint.useless_after == at("2026-08-21")


def test_the_last_late_reminder_gives_way_to_the_officers_which_waits_a_month():
    *_, last, officers = [one for one in schedule(*plan(DRIVE)) if "report" in one.kind]
    assert last.useless_after == officers.send_at == at("2026-08-28T08:00")
    assert officers.useless_after == at("2026-09-27T08:00")


def test_nothing_is_reminded_of_at_or_before_the_opening():
    drive = replace(DRIVE, opened_at=at("2026-06-25T08:00"))
    assert days_of(ReminderKind.REGISTER, drive) == ["26/06 08:00"]


def test_what_is_past_when_a_campaign_is_corrected_is_not_planned_again():
    now = at("2026-08-25T08:00:01")
    kinds = Counter(one.kind.value for one in schedule(*plan(DRIVE, now=now)))
    assert kinds == {"log_end": 2, "report_late": 2, "report_officer": 1}
    assert [one.kind.value for one in group_times(*plan(DRIVE, now=now))] == ["last_day", "closing", "thanks"]


def test_a_deadline_before_eight_has_no_reminder_on_its_day():
    early = replace(DRIVE, registration_deadline=at("2026-06-26T08:00"))
    assert days_of(ReminderKind.REGISTER, early) == ["19/06 08:00", "23/06 08:00", "25/06 08:00"]


def test_without_a_deadline_nobody_is_reminded_of_it():
    none = replace(DRIVE, registration_deadline=None, report_deadline=None)
    kinds = {one.kind for one in schedule(*plan(none))}
    assert kinds == {ReminderKind.LOG_MIDPOINT, ReminderKind.LOG_END}


def test_nobody_is_asked_to_log_before_the_campaign_starts():
    three_days = replace(DRIVE, start=date(2026, 8, 26), opened_at=at("2026-08-10T09:00"))
    assert days_of(ReminderKind.LOG_END, three_days) == ["27/08 08:00", "28/08 08:00"]


def test_another_window_moves_eight_oclock_but_never_makes_a_report_late_before_it_is():
    office = Corrections(windows=(("08:30", "11:00"), ("14:00", "16:30")))
    assert days_of(ReminderKind.REPORT, office=office)[:2] == ["06/08 16:29", "10/08 16:29"]
    assert days_of(ReminderKind.REPORT_LATE, office=office)[:2] == ["17/08 08:30", "17/08 16:29"]


@pytest.mark.parametrize("wrong", [{"days_before": (3, -1)}, {"late_at_most": -1}])
def test_negative_settings_are_refused(wrong):
    with pytest.raises(ValueError, match="negative"):
        ReminderSettings(**wrong)


def test_the_28_8_drive_agrees_with_the_second_opinion():
    assert rows(DRIVE) == expected_of(DRIVE)


def generated(chance: random.Random) -> tuple[Drive, Corrections]:
    """A drive of any year, its deadlines on any day, over Tết and swapped days too."""
    start = date(chance.choice((2024, 2025, 2026, 2027)), 1, 1) + timedelta(days=chance.randrange(365))
    end = start + timedelta(days=chance.choice((0, 2, 6, 13, 30, 74, 103)))

    def due(day: date) -> datetime:
        return datetime.combine(day, chance.choice((time(7), time(8), time(11, 30), time(17), time(23))), ZONE)

    near = [start + timedelta(days=chance.randrange(-20, 120)) for _ in range(12)]
    extra = frozenset(near[:5])
    office = Corrections(
        days_off=frozenset(near[5:]) - extra,
        extra_work_days=extra,
        windows=chance.choice(((("07:30", "11:00"), ("13:45", "16:45")), (("08:30", "12:00"),))),
        days_before=chance.choice(((7, 3, 1, 0), (0, 1, 2, 5), (10,))),
        at=chance.choice((time(8), time(8), time(12, 30))),
        late_at_most=chance.choice((10, 10, 3, 0)),
    )
    drive = Drive(
        campaign="đợt sinh ra",
        start=start,
        end=end,
        registration_deadline=chance.choice((None, due(start + timedelta(days=chance.randrange(-3, 20))))),
        report_deadline=chance.choice((None, due(end + timedelta(days=chance.randrange(-15, 15))))),
        opened_at=expected.waits_from(due(start + timedelta(days=chance.randrange(-20, 3))), office),
    )
    return drive, office


@pytest.mark.parametrize("seed", range(40))
def test_generated_drives_agree_with_the_second_opinion(seed):
    drive, office = generated(random.Random(seed))
    assert rows(drive, office) == expected_of(drive, office)


@settings(deadline=None)  # the second opinion walks, and a busy machine is no failure
@given(chance=st.randoms(use_true_random=False))
def test_any_drive_agrees_with_the_second_opinion(chance):
    drive, office = generated(chance)
    assert rows(drive, office) == expected_of(drive, office)


@pytest.mark.parametrize("seed", range(40))
def test_after_a_stop_what_is_still_useful_agrees_with_the_second_opinion(seed):
    chance = random.Random(seed)
    drive, office = generated(chance)
    down = drive.opened_at + timedelta(hours=chance.randrange(24 * 60))
    stop = ((down, down + timedelta(hours=chance.choice((1, 9, 24, 50, 24 * 30)))),)
    assert rows(drive, office, stop) == expected_of(drive, office, stop)


@settings(deadline=None)
@given(chance=st.randoms(use_true_random=False))
def test_every_reminder_is_sent_once_in_a_window_while_it_is_useful(chance):
    drive, office = generated(chance)
    _, calendar, _, _ = arguments = plan(drive, office)
    reminders = schedule(*arguments)
    assert all(calendar.open(one.send_at) for one in reminders)
    assert all(drive.opened_at < one.send_at < one.useless_after for one in reminders)
    assert len({(one.kind, one.send_at) for one in reminders}) == len(reminders)
    assert [one.send_at for one in reminders] == sorted(one.send_at for one in reminders)

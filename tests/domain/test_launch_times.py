from datetime import date, datetime

import pytest

from domain import dates, documents, launch_days
from domain.calendar import VIETNAM, WorkCalendar
from domain.errors import Refused
from domain.launch_times import said_opening, usual_opening

CALENDAR = WorkCalendar()
FRIDAY = datetime(2026, 6, 12, 16, 30, tzinfo=VIETNAM)


@pytest.mark.parametrize(
    ("start", "opens"),
    [
        (date(2026, 6, 15), "8 giờ 00, thứ Hai, ngày 15/6/2026"),
        (date(2026, 6, 14), "8 giờ 00, thứ Hai, ngày 15/6/2026"),  # a Sunday
        (date(2026, 6, 12), "8 giờ 00, thứ Hai, ngày 15/6/2026"),  # begun this morning
        (date(2026, 1, 1), "8 giờ 00, thứ Hai, ngày 15/6/2026"),
        (date(2026, 9, 2), "8 giờ 00, thứ Năm, ngày 03/9/2026"),  # a holiday
    ],
)
def test_an_opening_goes_in_the_morning_of_the_first_day_or_of_the_next_working_one(start, opens):
    assert dates.full(usual_opening(start, None, FRIDAY, CALENDAR)) == opens


@pytest.mark.parametrize(
    ("closes", "opens"),
    [
        (datetime(2026, 6, 26, 17, tzinfo=VIETNAM), "8 giờ 00, thứ Hai, ngày 15/6/2026"),
        (datetime(2026, 6, 13, 17, tzinfo=VIETNAM), "16 giờ 30, thứ Sáu, ngày 12/6/2026"),  # before it is Monday
    ],
)
def test_an_opening_comes_before_registration_closes_though_the_drive_begins_later(closes, opens):
    assert dates.full(usual_opening(date(2026, 7, 1), closes, FRIDAY, CALENDAR)) == opens


@pytest.mark.parametrize(
    ("text", "opens"),
    [
        ("8h thứ hai", "8 giờ 00, thứ Hai, ngày 15/6/2026"),
        ("15/6", "8 giờ 00, thứ Hai, ngày 15/6/2026"),
        ("19h 15/6", "7 giờ 30, thứ Ba, ngày 16/6/2026"),
        ("chủ nhật 9h", "7 giờ 30, thứ Hai, ngày 15/6/2026"),
        ("12h 16/6", "13 giờ 45, thứ Ba, ngày 16/6/2026"),
    ],
)
def test_a_time_that_is_typed_is_moved_into_the_next_window(text, opens):
    assert dates.full(said_opening(text, FRIDAY, CALENDAR)) == opens


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("hôm nào đó", "date_unknown"),
        ("8h 10/6/2026", "date_past"),
        ("tuần sau", "date_unknown"),
        ("31/6", "date_not_real"),
    ],
)
def test_what_is_no_time_to_come_is_refused(text, code):
    with pytest.raises(Refused) as refused:
        said_opening(text, FRIDAY, CALENDAR)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("typed", "now", "day"),
    [
        ("01/9", "2026-09-03T09:00:00+07:00", "01/9/2026"),  # of next year's drive, which begins on 15/6/2027
        ("01/9/2027", "2026-09-03T09:00:00+07:00", "01/9/2027"),
        ("12/6", "2027-06-01T09:00:00+07:00", "12/6/2027"),
    ],
)
def test_a_document_was_signed_by_now_or_before_the_drive_begins(typed, now, day):
    begins = datetime.fromisoformat("2027-06-15T00:00:00+07:00")
    cited = documents.cited(f"50/KH-STP {typed}", "Sở Tư pháp")[0]
    assert launch_days.paper(cited, begins, datetime.fromisoformat(now))["date"] == day

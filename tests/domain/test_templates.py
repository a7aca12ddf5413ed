from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.anniversaries import Anniversary
from domain.calendar import WorkCalendar
from domain.folding import nfc
from domain.launch import missing
from domain.templates import DayMonth, Drive, named, offers
from tests.domain.launching import CALENDAR, NOW, TEMPLATES, around, drafted
from texts import templates

CENTRES = [
    Anniversary("Trung tâm Trợ giúp pháp lý", DayMonth(20, 11), 1997),
    Anniversary("Trung tâm Dịch vụ bán đấu giá tài sản", DayMonth(20, 11), 1997, unit="TTTGPL"),
]
CAO_BANG = Anniversary("ngành Tư pháp Cao Bằng", DayMonth(15, 1), 1982)
ALL = templates().of_office([*CENTRES, CAO_BANG], ["28-8"])
YEARS = st.integers(2024, 2060)
DAYS = st.dates(date(2025, 1, 1), date(2040, 12, 31))


def test_the_drive_of_28_8_is_that_of_the_example():
    assert drafted("28-8").table == {
        "name": "Đợt thi đua cao điểm lập thành tích chào mừng kỷ niệm 81 năm Ngày Truyền thống ngành Tư pháp"
        " (28/8/1945 - 28/8/2026)",
        "label": "Đợt thi đua 28/8",
        "start": "15/6/2026",
        "end": "28/8/2026",
        "registration_deadline": "17 giờ 00, thứ Sáu, ngày 26/6/2026",
        "report_deadline": "17 giờ 00, thứ Sáu, ngày 14/8/2026",
        "audience": "toàn Sở",
        "criteria": [dict(one) for one in TEMPLATES["28-8"].criteria],
    }


@pytest.mark.parametrize(
    ("key", "years"), [("28-8", 81), ("9-11", None), ("11-6", 78), ("19-7", 80), ("6-9", 29), ("10-10", None)]
)
def test_an_anniversary_is_counted_only_where_its_first_year_is_known(key, years):
    drive = Drive(TEMPLATES[key], 2026)
    assert drive.years == years
    assert ("kỷ niệm" in drafted(key).table["name"]) is (years is not None)


def test_the_day_of_law_is_responded_to_and_counts_no_years():
    draft = drafted("9-11")
    assert draft.responding
    assert draft.table["name"] == (
        "Đợt thi đua hưởng ứng Ngày Pháp luật nước Cộng hòa xã hội chủ nghĩa Việt Nam (09/11)"
    )
    assert (draft.table["start"], draft.table["end"]) == ("01/10/2026", "10/11/2026")


@pytest.mark.parametrize(("year", "is_round"), [(2025, True), (2026, False), (2030, False), (2035, True)])
def test_a_round_year_ends_in_0(year, is_round):
    assert Drive(TEMPLATES["28-8"], year).is_round is is_round


def test_what_counts_no_years_has_no_round_one():
    assert not any(Drive(TEMPLATES["9-11"], year).is_round for year in range(2013, 2060))


@pytest.mark.parametrize("template", ALL, ids=lambda one: one.key)
@given(year=YEARS)
def test_every_draft_is_a_valid_campaign_of_its_year_but_for_its_document(template, year):
    where = around(year - 1, 1, 1)
    draft = drafted(template, year, where)
    file = draft.file(where)
    assert file.start < file.registration_deadline.date() < file.report_deadline.date() <= file.end
    assert (file.end.year, Drive(template, year).occasion.year) == (year, year)
    assert CALENDAR.is_working_day(file.registration_deadline.date())
    assert CALENDAR.is_working_day(file.report_deadline.date())
    assert "{" not in file.name + file.label
    assert len(missing(draft).needed) == 1


def test_a_deadline_on_a_day_off_is_on_the_last_working_day_before():
    off = WorkCalendar(days_off=frozenset({date(2026, 6, 26), date(2026, 6, 25)}))
    assert Drive(TEMPLATES["28-8"], 2026).table(off)["registration_deadline"] == "17 giờ 00, thứ Tư, ngày 24/6/2026"


@pytest.mark.parametrize("key", TEMPLATES)
def test_a_template_names_its_source_and_is_not_confirmed_by_itself(key):
    one = TEMPLATES[key]
    assert one.source
    assert not one.confirmed
    assert one.name == nfc(one.name)
    assert one.key == f"{one.day.day}-{one.day.month}"


def test_the_office_confirms_templates_and_its_own_founding_days():
    assert {one.key for one in ALL if one.confirmed} == {"28-8", *(one.key for one in ALL if one.body)}


def test_keys_are_unique_although_two_centres_share_their_day():
    assert len({Drive(one, 2026).key for one in ALL}) == len(ALL)
    assert Drive(TEMPLATES["28-8"], 2026).key == "template:28-8:2026"


def test_the_anniversaries_of_a_province_in_2017():
    drives = {one.body: Drive(one, 2017) for one in ALL if one.body}
    names = {body: drive.table(CALENDAR)["name"] for body, drive in drives.items()}
    assert "kỷ niệm 35 năm Ngày thành lập ngành Tư pháp Cao Bằng (15/01/1982 - 15/01/2017)" in names[CAO_BANG.name]
    assert "kỷ niệm 20 năm Ngày thành lập Trung tâm Trợ giúp pháp lý (20/11/1997" in names[CENTRES[0].name]
    assert [drives[one.name].is_round for one in (*CENTRES, CAO_BANG)] == [True, True, False]
    assert Drive(TEMPLATES["28-8"], 2017).years == 72


def test_only_the_unit_concerned_celebrates_its_founding_day():
    audiences = {one.body: drafted(one, 2026).file(NOW).audience for one in ALL if one.body}
    assert audiences == {CENTRES[0].name: frozenset(), CENTRES[1].name: {14}, CAO_BANG.name: frozenset()}


def test_a_drive_of_january_begins_in_the_year_before():
    drive = Drive(ALL[-1], 2027)
    assert (drive.start, drive.end) == (date(2026, 12, 1), date(2027, 1, 15))


@pytest.mark.parametrize(
    ("today", "offered"),
    [
        (date(2026, 4, 15), False),
        (date(2026, 4, 16), True),
        (date(2026, 6, 15), True),
        (date(2026, 8, 14), True),
        (date(2026, 8, 15), False),
    ],
)
def test_the_drive_of_28_8_is_offered_from_60_days_before_it_starts_until_14_days_before_it_ends(today, offered):
    assert ("template:28-8:2026" in [drive.key for drive in offers(ALL, today)]) is offered


@given(today=DAYS)
def test_what_is_offered_can_still_be_prepared_and_each_only_once(today):
    found = offers(ALL, today)
    assert all(drive.start - timedelta(60) <= today <= drive.end - timedelta(14) for drive in found)
    assert len({drive.key for drive in found}) == len(found)


@pytest.mark.parametrize("template", ALL, ids=lambda one: one.key)
@given(year=YEARS, days=st.integers(0, 60))
def test_every_drive_is_offered_on_each_of_the_60_days_before_it_starts(template, year, days):
    drive = Drive(template, year)
    assert drive in offers(ALL, drive.start - timedelta(days))


def test_a_founding_day_is_not_offered_before_its_first_anniversary():
    young = templates().of_office([Anniversary("Phòng X", DayMonth(1, 7), 2026)], ())[-1]
    assert not any(drive.template == young for drive in offers([young], date(2026, 6, 1)))
    assert [drive.years for drive in offers([young], date(2027, 6, 1))] == [1]


@pytest.mark.parametrize(
    ("said", "keys"),
    [
        ("28/8", ["28-8"]),
        ("đợt thi đua 28-8", ["28-8"]),
        ("09/11", ["9-11"]),
        ("ngay phap luat", ["9-11"]),
        ("Ngày Pháp luật", ["9-11"]),
        ("luật sư", ["10-10"]),
        ("thi hành án", ["19-7"]),
        ("ngành tư pháp", ["28-8", ALL[-1].key]),
        ("20/11", [ALL[-3].key, ALL[-2].key]),
        ("1/1", []),
        ("bóng đá", []),
        ("", []),
    ],
)
def test_a_template_is_named_by_its_day_or_in_words(said, keys):
    assert [one.key for one in named(ALL, said)] == keys


@given(day=DAYS)
def test_a_day_of_the_year_is_read_as_it_is_written(day):
    text = f"{day.day}/{day.month}"
    if (day.day, day.month) == (29, 2):
        with pytest.raises(ValueError, match="day is out of range"):
            DayMonth.read(text)
    else:
        assert DayMonth.read(text).of(day.year) == day


@pytest.mark.parametrize("text", ["29/02", "31/6", "32/1", "1/13", "0/5", "28", "", "28/8/2026"])
def test_what_is_no_day_of_every_year_is_refused(text):
    with pytest.raises(ValueError, match=r".*"):
        DayMonth.read(text)

import csv
import unicodedata
from datetime import date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import dates
from domain.dates import Precision
from domain.errors import Refused
from domain.folding import fold, nfc

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
WEDNESDAY = datetime(2026, 8, 12, 9, tzinfo=ZONE)
with (Path(__file__).parents[1] / "dates.tsv").open(encoding="utf-8", newline="") as file:
    ROWS = list(csv.DictReader(file, delimiter="\t"))

some_days = st.dates(date(2000, 1, 1), date(2090, 12, 31))
some_moments = st.builds(
    lambda day, hour, minute: datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZONE),
    some_days,
    st.integers(0, 23),
    st.integers(0, 59),
)


def found(sentence):
    """The words taken for dates, with the days they cover."""
    return [
        (nfc(sentence)[f.start : f.end], f.reading.start.isoformat(), f.reading.end.isoformat())
        for f in dates.find(sentence, WEDNESDAY)
    ]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['prefer']} {fold(row['text'])} {row['now'][:10]}")
def test_expressions_are_read_as_the_table_says(row):
    now = datetime.fromisoformat(row["now"]).replace(tzinfo=ZONE)
    if row["precision"] is None:
        with pytest.raises(Refused, match=row["value"]):
            dates.read(row["text"], now, row["prefer"])
        return
    reading = dates.read(row["text"], now, row["prefer"])
    said = (f"{reading.value:%Y-%m-%dT%H:%M}", reading.precision, "yes" if reading.ambiguous else "no")
    assert said == (row["value"], row["precision"], row["ambiguous"])


def test_the_table_has_enough_rows_some_of_them_decomposed():
    assert len(ROWS) >= 80
    assert sum(not unicodedata.is_normalized("NFC", row["text"]) for row in ROWS) >= 5


@pytest.mark.parametrize("row", [row for row in ROWS if "kia" not in row["text"]], ids=lambda row: fold(row["text"]))
def test_case_and_composition_do_not_matter(row):
    now = datetime.fromisoformat(row["now"]).replace(tzinfo=ZONE)
    others = (row["text"].upper(), unicodedata.normalize("NFD", row["text"]))

    def outcome(text):
        try:
            return dates.read(text, now, row["prefer"])
        except Refused as refusal:
            return refusal.code

    assert [outcome(text) for text in others] == [outcome(row["text"])] * 2


@pytest.mark.parametrize(
    "text", ["5 gio chieu mai", "thu sau tuan sau", "mung 5 thang 8", "toi nay", "bua qua", "qui 2"]
)
def test_marks_do_not_matter(text):
    marked = {
        "5 gio chieu mai": "5 giờ chiều mai",
        "thu sau tuan sau": "thứ Sáu tuần sau",
        "mung 5 thang 8": "mùng 5 tháng 8",
        "toi nay": "tối nay",
        "bua qua": "bữa qua",
        "qui 2": "quý 2",
    }[text]
    assert dates.read(text, WEDNESDAY) == dates.read(marked, WEDNESDAY)


@given(some_days)
def test_a_written_day_is_read_back(day):
    reading = dates.read(dates.day(day), WEDNESDAY)
    assert (reading.start, reading.end, reading.ambiguous) == (day, day, False)
    assert dates.read(dates.weekday_day(day), WEDNESDAY) == reading


@given(some_moments)
def test_a_written_moment_is_read_back(moment):
    reading = dates.read(dates.full(moment), WEDNESDAY)
    assert (reading.value, reading.precision, reading.ambiguous) == (moment, Precision.HOUR, False)


@given(st.text(max_size=40) | st.text("0123456789/.-: hgTt7thángứngàyđếnmai", max_size=30))
def test_whatever_is_typed_is_read_or_refused(text):
    for prefer in ("past", "future"):
        try:
            dates.read(text, WEDNESDAY, prefer)
            dates.find(text, WEDNESDAY, prefer)
        except Refused as refusal:
            assert refusal.code in {"date_unknown", "date_not_real", "end_before_start"}  # noqa: PT017  # either is right


def test_a_day_that_is_not_in_the_calendar_is_named():
    with pytest.raises(Refused) as refusal:
        dates.read("31/2", WEDNESDAY)
    assert refusal.value.facts == {"day": 31, "month": 2, "year": 2026}


def test_a_day_without_an_hour_ends_with_office_hours():
    assert dates.read("mai", WEDNESDAY, day_ends=time(16, 30)).value == datetime(2026, 8, 13, 16, 30, tzinfo=ZONE)


def test_t7_is_saturday_or_july():
    reading = dates.read("t7", WEDNESDAY, "past")
    assert reading.start == date(2026, 8, 8)
    assert [(other.start, other.end) for other in reading.others] == [(date(2026, 7, 1), date(2026, 7, 31))]


def test_a_weekday_that_contradicts_its_date_leaves_both_readings():
    reading = dates.read("17h thứ sáu 15/8", WEDNESDAY)
    assert [dates.listed(r.value) for r in (reading, *reading.others)] == [
        "17h00, 15/8 (thứ Bảy)",
        "17h00, 14/8 (thứ Sáu)",
    ]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("ghi thành tích: tham gia tố tụng 2 vụ tháng 7", [("tháng 7", "2026-07-01", "2026-07-31")]),
        ("sang nay tu van 3 vu o xa dong son", [("sang nay", "2026-08-12", "2026-08-12")]),
        ("tuyen truyen 2 buoi, 180 luot nguoi, 10/8", [("10/8", "2026-08-10", "2026-08-10")]),
        ("góp ý 7 văn bản trong tuần này", [("tuần này", "2026-08-10", "2026-08-12")]),
        ("giai quyet 1.250 ho so ho tich quy 2", [("quy 2", "2026-04-01", "2026-06-30")]),
        ("gui bao cao so 56/BC-TTTGPL ngay 11/8 roi nhe", [("ngay 11/8", "2026-08-11", "2026-08-11")]),
        ("em nghỉ phép từ 17 đến hết 21/8 ạ", [("17 đến hết 21/8", "2026-08-17", "2026-08-21")]),
        ("đăng ký 10 vụ tư vấn xong trước 20/8", [("20/8", "2026-08-20", "2026-08-20")]),
        ("hoà giải 3 vụ chiều qua", [("chiều qua", "2026-08-11", "2026-08-11")]),
        ("hòa giải 3 vụ từ đầu năm đến nay", [("đầu năm đến nay", "2026-01-01", "2026-08-12")]),
        ("từ thứ 2 đến thứ 3 tư vấn", [("thứ 2 đến thứ 3", "2026-08-10", "2026-08-11")]),
        ("10/8, 11/8 mỗi ngày 1 vụ", [("10/8", "2026-08-10", "2026-08-10"), ("11/8", "2026-08-11", "2026-08-11")]),
        ("CN vừa rồi đi bản", [("CN vừa rồi", "2026-08-09", "2026-08-09")]),
        ("mai tôi đi xã", [("mai", "2026-08-13", "2026-08-13")]),
    ],
)
def test_dates_are_found_in_sentences(sentence, expected):
    assert found(sentence) == expected
    words = [unicodedata.normalize("NFD", sentence)]
    assert [found(text) for text in words] == [expected]


@pytest.mark.parametrize(
    "sentence",
    [
        "đạt 3/4 chỉ tiêu",
        "nghe 3/4 vụ",
        "bc so 56/BC-TTTGPL",
        "QĐ 663/QĐ-BTP",
        "Luật 06/2022/QH15",
        "kế hoạch 12/2026 của Sở",
        "đk thi đua 28/8 cho e với",
        "báo cáo đợt 28/8",
        "giảm 5,5%",
        "đạt 95.5%",
        "chi 2.530.000 đồng",
        "0912.345.678",
        "chị Mai tư vấn 2 vụ",
        "chương trình khuyến mãi",
        "bên thứ ba",
        "lần thứ 2",
        "thu 5 ho so",
        "dạy 5 giờ",
        "tập huấn 2h cho 30 người",
        "án treo 6 tháng",
        "tôi còn việc gì",
        "toi con viec gi chua lam",
        "công nhân cn 3 người",
        "kết quả tốt",
        "một cửa",
    ],
)
def test_what_only_looks_like_a_date_is_left_alone(sentence):
    assert found(sentence) == []


def test_three_fourths_may_be_a_date_unless_something_says_so():
    bare, led = dates.find("làm 3/4 rồi", WEDNESDAY), dates.find("làm hôm 3/4 rồi", WEDNESDAY)
    assert (bare[0].reading.ambiguous, led[0].reading.ambiguous) == (True, False)


def test_a_day_that_is_not_in_the_calendar_is_refused_inside_a_sentence():
    with pytest.raises(Refused, match="date_not_real"):
        dates.find("tư vấn 2 vụ ngày 30/2", WEDNESDAY)


def test_a_long_text_takes_no_long_time():
    sentence = "hôm 10/8 tư vấn 3 vụ. "
    assert len(dates.find(sentence * 450, WEDNESDAY)) == 450


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (date(2026, 8, 5), "05/8/2026"),
        (date(2026, 2, 12), "12/02/2026"),
        (date(2026, 8, 28), "28/8/2026"),
        (date(2027, 1, 1), "01/01/2027"),
        (date(2026, 10, 9), "09/10/2026"),
    ],
)
def test_days_are_written_as_in_documents(day, written):
    assert dates.day(day) == written


def test_moments_are_written_in_full_and_in_lists():
    moment = datetime(2026, 6, 26, 17, tzinfo=ZONE)
    assert dates.full(moment) == "17 giờ 00, thứ Sáu, ngày 26/6/2026"
    assert dates.listed(moment) == "17h00, 26/6 (thứ Sáu)"
    assert (dates.short(moment), dates.clock(moment)) == ("26/6", "17 giờ 00")


@pytest.mark.parametrize(
    ("until", "said"),
    [
        ("2026-08-21T17:00", "còn 9 ngày"),
        ("2026-08-13T08:00", "còn 1 ngày"),
        ("2026-08-12T12:30", "hôm nay, còn 3 giờ"),
        ("2026-08-12T09:20", "hôm nay, còn 20 phút"),
        ("2026-08-12T08:59", "quá hạn 1 ngày"),
        ("2026-08-10T17:00", "quá hạn 2 ngày"),
    ],
)
def test_time_left_counts_calendar_days(until, said):
    assert dates.left(datetime.fromisoformat(until).replace(tzinfo=ZONE), WEDNESDAY) == said


@pytest.mark.parametrize(
    ("handed_in", "late"),
    [
        ("2026-08-14T16:59", 0),
        ("2026-08-14T17:00", 0),
        ("2026-08-14T17:01", 1),
        ("2026-08-15T16:00", 1),
        ("2026-08-15T17:01", 2),
    ],
)
def test_begun_days_after_the_deadline_count_as_late(handed_in, late):
    due = datetime(2026, 8, 14, 17, tzinfo=ZONE)
    assert dates.days_late(due, datetime.fromisoformat(handed_in).replace(tzinfo=ZONE)) == late

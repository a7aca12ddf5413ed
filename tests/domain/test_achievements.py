from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.achievements import Achievement, Unsettled, progress, require_amounts, require_storable
from domain.answers import answered
from domain.campaigns import Criterion
from domain.corrections import corrected
from domain.errors import Refused
from domain.sentences import Amount, Doubt, Entry, read, read_log
from domain.targets import Target

NOW = datetime(2026, 8, 12, 9, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
TODAY = NOW.date()


def entry(act="tư vấn", *amounts, day=TODAY):
    return Entry(act, tuple(Amount(Decimal(value), measure) for value, measure in amounts or [(50, "vụ")]), day, day)


def logged(*entries):
    return [Achievement(number, 1, 1, one, 1, NOW) for number, one in enumerate(entries, 1)]


def amounts(one):
    return " + ".join(f"{amount.value:f} {amount.measure}" for amount in one.amounts)


@pytest.mark.parametrize(
    "text",
    ["bà H 001203004567", "cccd 001 203 004 567", "123456789012", "gọi 0912345678", "0912 345 678", "+84912345678"],
)
def test_numbers_of_citizens_and_telephones_are_not_stored(text):
    with pytest.raises(Refused, match="personal_number"):
        require_storable(text)


@pytest.mark.parametrize(
    "text",
    [
        "253.000.000.000 đồng",
        "03-08-2026 10 vụ",
        "ngày 03/08/2026",
        "2026-08-08 2026-08-08",
        "1.250 hồ sơ",
        "36 vụ " * 9,
    ],
)
def test_dates_and_money_are_stored(text):
    require_storable(text)


def test_a_text_over_a_thousand_characters_is_too_long():
    require_storable("a" * 1000)
    with pytest.raises(Refused, match="too_long"):
        require_storable("a" * 1001)


@given(st.decimals(max_value=0, allow_nan=False, allow_infinity=False))
def test_nothing_done_is_no_entry(value):
    with pytest.raises(Refused, match="amount_zero"):
        require_amounts([entry("tư vấn", (value, "vụ"))])


def test_results_add_up_for_the_target_with_the_same_act_and_measure():
    target = Target("Tham gia tố tụng", Decimal(3), "vụ")
    done = logged(
        entry("tố tụng", (1, "vụ việc")),
        entry("tham gia tố tụng", (1, "vụ"), (40, "người")),
        entry("tham gia tố tụng", (5, "buổi")),
        entry("tư vấn", (9, "vụ")),
    )
    assert [one.done for one in progress([target], [], done)] == [2]


def test_a_criterion_is_listed_where_nothing_was_promised_and_something_done():
    criteria = [Criterion(1, "Tham gia tố tụng", "vụ", None, ""), Criterion(2, "Tư vấn", "vụ", None, "")]
    rows = progress([Target("Tham gia tố tụng", None, "vụ")], criteria, logged(entry("tư vấn", (2, "vụ"))))
    assert [(row.target.act, row.done) for row in rows] == [("Tham gia tố tụng", 0), ("Tư vấn", 2)]


@pytest.mark.parametrize(
    ("typed", "answer", "shown"),
    [
        ("tư vấn 3", "vụ", "3 vụ"),
        ("tư vấn 3", "vụ việc ạ", "3 vụ việc"),
        ("phát khoảng 500 tờ gấp", "520 tờ", "520 tờ gấp"),
        ("tư vấn 1.5 vụ", "1500", "1500 vụ"),
        ("đã tư vấn ở xã Đông Sơn", "4 vụ", "4 vụ"),
    ],
)
def test_an_answer_settles_the_first_doubt(typed, answer, shown):
    after = answered(Unsettled.of(read(typed, NOW)), answer, NOW, NOW)
    assert (amounts(after.entries[0]), after.doubts) == (shown, ())


def test_each_of_two_figures_is_settled_by_its_own_answer():
    unsettled = Unsettled.of(read("phát khoảng 500 tờ gấp, treo khoảng 20 băng rôn", NOW))
    for answer in ("512", "23"):
        unsettled = answered(unsettled, answer, NOW, NOW)
    assert [amounts(one) for one in unsettled.entries] == ["512 tờ gấp", "23 băng rôn"]
    assert [kind for kind, _ in unsettled.doubts] == [Doubt.SEVERAL_ENTRIES]


def test_a_day_is_settled_as_it_was_when_the_sentence_was_said():
    unsettled = Unsettled.of(read_log("t7 tư vấn 3 vụ", NOW))
    later = NOW.replace(day=20)
    after = answered(unsettled, "2026-08-08 2026-08-08", later, NOW)
    assert (after.entries[0].start, after.doubts) == (date(2026, 8, 8), ())


@pytest.mark.parametrize(
    ("typed", "answer", "code"),
    [
        ("phát khoảng 500 tờ gấp", "khoảng 600", "amount_approximate"),
        ("phát khoảng 500 tờ gấp", "nhiều", "not_a_number"),
        ("phát khoảng 500 tờ gấp", "0", "amount_zero"),
        ("tư vấn 3", "3", "measure_unclear"),
        ("tư vấn 3 vụ t7", "mai", "date_future"),
        ("tư vấn 3 vụ t7", "31/6", "date_not_real"),
        ("tư vấn 3 vụ t7", "abc", "date_unknown"),
        ("đã tư vấn ở xã Đông Sơn", "nhiều lắm", "not_a_number"),
    ],
)
def test_what_is_no_answer_is_refused(typed, answer, code):
    with pytest.raises(Refused, match=code):
        answered(Unsettled.of(read(typed, NOW)), answer, NOW, NOW)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("nham roi, 15 vu chu ko phai 50", "tư vấn 15 vụ 12"),
        ("không phải 50 vụ mà là 15 vụ", "tư vấn 15 vụ 12"),
        ("62", "tư vấn 62 vụ 12"),
        ("hôm qua", "tư vấn 50 vụ 11"),
        ("sửa ngày thành 10/8", "tư vấn 50 vụ 10"),
        ("tham gia tố tụng", "tham gia tố tụng 50 vụ 12"),
        ("tham gia tố tụng 2 vụ", "tham gia tố tụng 2 vụ 12"),
    ],
)
def test_a_correction_changes_what_it_names_and_nothing_else(text, shown):
    after = corrected(entry(), text, NOW)
    assert f"{after.act} {amounts(after)} {after.start.day}" == shown


def test_the_amount_with_the_same_unit_of_measure_is_corrected():
    two = entry("truyền thông", (1, "đợt"), (60, "lượt người"))
    assert amounts(corrected(two, "62 người", NOW)) == "1 đợt + 62 người"


ANOTHER = ["sửa vụ tư vấn hôm qua thành 4", "kết quả số 1 là 5 vụ chứ không phải 3", "sửa kết quả số 2 thành 5 vụ"]


@pytest.mark.parametrize("text", ["khoảng 60", "xyz", "15 vụ chứ không phải 51", "50 vụ", "mai", *ANOTHER])
def test_a_correction_that_fits_nothing_is_refused(text):
    with pytest.raises(Refused, match="correction_unclear"):
        corrected(entry(), text, NOW)


@given(st.text(max_size=100))
def test_any_text_corrects_or_is_refused(text):
    try:
        after = corrected(entry(), text, NOW)
    except Refused:
        return
    assert after != entry()

import unicodedata
from datetime import date, datetime
from decimal import Decimal

import pytest

from domain.campaigns import Criterion
from domain.errors import Refused
from domain.sentences import Doubt, read_target
from domain.targets import Target, first_doubt, picked, promised, settled

NOW = datetime.fromisoformat("2026-06-17T09:05:00+07:00")
CRITERIA = (
    Criterion(1, "Tham gia tố tụng", "vụ", Decimal(3), ""),
    Criterion(2, "Tư vấn pháp luật", "vụ việc", None, ""),
    Criterion(3, "Truyền thông về cơ sở", "đợt", Decimal(2), ""),
)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("1", {0: 3}),
        ("1 3", {0: 3, 2: 2}),
        ("1,3", {0: 3, 2: 2}),
        ("Số 1 và số 3.", {0: 3, 2: 2}),
        ("mục 2", {1: None}),
        ("1 5 vụ", {0: 5}),
        ("1: 5 vu, 3 - 4 dot", None),
        ("1: 5 vu, 3: 4 dot", {0: 5, 2: 4}),
        ("2 1.250 vụ việc và 3", {1: 1250, 2: 2}),
        (unicodedata.normalize("NFD", "số 3 4 đợt"), {2: 4}),
        ("tư vấn 5 vụ", None),
        ("1 vụ 5", None),
        ("", None),
        ("một", None),
    ],
)
def test_a_list_of_numbers_picks_criteria(typed, meant):
    assert picked(typed, CRITERIA) == meant


@pytest.mark.parametrize("typed", ["0", "4", "1 4", "999999999"])
def test_a_number_outside_the_list_is_refused(typed):
    with pytest.raises(Refused, match="number_outside"):
        picked(typed, CRITERIA)


def test_each_amount_of_a_sentence_is_a_target_with_the_same_due_day():
    due = date(2026, 7, 30)
    understood = read_target("tuyên truyền 2 buổi, 180 lượt người trước 30/7", NOW)
    assert promised(understood) == (
        Target("tuyên truyền", Decimal(2), "buổi", due),
        Target("tuyên truyền", Decimal(180), "lượt người", due),
    )


def test_what_was_only_assumed_is_not_promised():
    understood = read_target("truyền thông cho 45 người", NOW)
    assert [one.measure for one in promised(understood)] == ["người"]


def test_several_targets_in_a_sentence_are_no_doubt():
    assert first_doubt(read_target("tư vấn 5 vụ, truyền thông 2 đợt", NOW)) is None


@pytest.mark.parametrize(
    ("sentence", "doubt", "answer", "expected"),
    [
        ("tư vấn", Doubt.AMOUNT_MISSING, "10 vụ", [("tư vấn", 10, "vụ")]),
        ("tư vấn", Doubt.AMOUNT_MISSING, "Chưa có số.", [("tư vấn", None, "")]),
        ("phát khoảng 500 tờ gấp", Doubt.AMOUNT_APPROXIMATE, "520", [("phát tờ gấp", 520, "tờ gấp")]),
        ("truyền thông 1.5 buổi", Doubt.AMOUNT_AMBIGUOUS, "1,5", [("truyền thông", Decimal("1.5"), "buổi")]),
        ("tư vấn 10", Doubt.MEASURE_MISSING, "vụ", [("tư vấn", 10, "vụ")]),
        ("tư vấn 10", Doubt.MEASURE_MISSING, "12 vụ", [("tư vấn", 12, "vụ")]),
        ("tư vấn 10", Doubt.MEASURE_MISSING, "gian hàng", [("tư vấn", 10, "gian hàng")]),
        ("5 vụ", Doubt.ACT_MISSING, "tư vấn pháp luật", [("tư vấn pháp luật", 5, "vụ")]),
        ("cc 10 hồ sơ", Doubt.ACT_AMBIGUOUS, "chứng thực", [("chứng thực", 10, "hồ sơ")]),
        (
            "tư vấn 5 vụ, phát khoảng 500 tờ gấp",
            Doubt.AMOUNT_APPROXIMATE,
            "520",
            [("tư vấn", 5, "vụ"), ("phát tờ gấp", 520, "tờ gấp")],
        ),
    ],
)
def test_an_answer_settles_the_doubt_it_was_asked_about(sentence, doubt, answer, expected):
    understood = read_target(sentence, NOW)
    kind, said = first_doubt(understood)
    better = settled(promised(understood), kind, said, answer, NOW)
    assert kind is doubt
    assert [(one.act, one.amount, one.measure) for one in better] == expected


@pytest.mark.parametrize(
    ("doubt", "answer", "code"),
    [
        (Doubt.AMOUNT_MISSING, "nhiều lắm", "not_a_number"),
        (Doubt.AMOUNT_MISSING, "khoảng 10 vụ", "amount_approximate"),
        (Doubt.AMOUNT_MISSING, "0 vụ", "amount_zero"),
        (Doubt.MEASURE_MISSING, "x" * 41, "measure_unclear"),
    ],
)
def test_what_is_no_answer_is_refused(doubt, answer, code):
    with pytest.raises(Refused, match=code):
        settled((Target("tư vấn", None, ""),), doubt, "tư vấn", answer, NOW)


def test_nothing_is_no_figure_to_promise():
    with pytest.raises(Refused, match="amount_zero"):
        picked("1 0 vụ", CRITERIA)

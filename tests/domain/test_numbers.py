import unicodedata
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import numbers
from domain.errors import Refused


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", 12),
        ("1250", 1250),
        ("1.250", 1250),
        ("1 250 000", 1250000),
        ("2.530.000 đồng", 2530000),
        ("1.250,5", "1250.5"),
        ("1,5", "1.5"),
        ("0.5", "0.5"),
        ("95,5%", "95.5"),
        ("1k5", 1500),
        ("2tr5", 2500000),
        ("2tr rưỡi", 2500000),
        ("1 tỷ 2", 1200000000),
        ("1 tỷ 200 triệu", 1200000000),
        ("1.5 triệu", 1500000),
        ("một trăm hai", 120),
        ("một trăm linh hai", 102),
        ("mot tram hai", 120),
        ("hai mươi", 20),
        ("hai mốt", 21),
        ("mười lăm", 15),
        ("ba mươi sáu", 36),
        ("hai nghìn rưỡi", 2500),
        ("mười hai nghìn ba trăm", 12300),
        ("một triệu hai trăm nghìn", 1200000),
        ("45 người", 45),
        ("45ng", 45),
        ("0", 0),
    ],
)
def test_exact_numbers_are_read(text, value):
    expected = numbers.Number(Decimal(value), approximate=False, ambiguous=False)
    assert numbers.read(text) == expected
    assert numbers.read(unicodedata.normalize("NFD", text.upper())) == expected


@pytest.mark.parametrize(
    "text",
    [
        "khoảng 500",
        "gan 500",
        "hơn 500",
        "500+",
        "2 chục",
        "chục",
        "1 tá",
        "vài vụ",
        "mấy",
        "vài chục",
        "2-3",
        "hai ba",
    ],
)
def test_a_rough_figure_is_known_as_one(text):
    assert numbers.read(text).approximate


@pytest.mark.parametrize(
    ("text", "value", "other"),
    [("1,250", 1250, "1.25"), ("1.5", "1.5", 1500), ("12.5", "12.5", 12500), ("5k", 5000, 5), ("20tr", 20000000, 20)],
)
def test_a_figure_with_two_meanings_has_both(text, value, other):
    assert numbers.read(text) == numbers.Number(Decimal(value), False, True, (Decimal(other),))


@pytest.mark.parametrize(
    "text", ["", "abc", "k", "-5", "3/4", "1.25.3", "1,2,3", "hai mươi năm", "12 13", "17h30", "trăm", "không biết"]
)
def test_what_is_no_number_is_refused(text):
    with pytest.raises(Refused, match="not_a_number"):
        numbers.read(text)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("sang nay tu van 3 vu o xa dong son", {"3": 3}),
        ("tuyen truyen 2 buoi, 180 luot nguoi, 10/8", {"2": 2, "180": 180}),
        ("hom qua tt tgpl cho dong bao o ban duoc 45 ng", {"45": 45}),
        ("giai quyet 1.250 ho so ho tich quy 2", {"1.250": 1250}),
        ("cap 36 k co ho so tre han", {"36": 36}),
        ("bc so 56/BC-TTTGPL ngay 11/8", {}),
        ("nham roi, 15 vu chu ko phai 50", {"15": 15, "50": 50}),
        ("đấu giá 3 cuộc, chênh 1 tỷ 2 so giá khởi điểm", {"3": 3, "1 tỷ 2": 1200000000}),
        ("phat khoang 500 to gap", {"khoang 500": 500}),
        ("chi 3 triệu 5 vụ", {"3 triệu": 3000000, "5": 5}),
        ("ba vu, bon buoi", {"ba": 3, "bon": 4}),
        ("năm hồ sơ, sáu buổi", {"năm": 5, "sáu": 6}),
        ("xử 12vu", {"12": 12}),
        ("tổng số 15 vụ", {"15": 15}),
        ("hai mươi hội nghị", {"hai mươi": 20}),
        ("nam nay, sau buoi hop, tu van ban", {}),
        ("một số vụ ở bộ phận một cửa", {}),
        ("theo điều 5 khoản 2", {}),
        ("đạt 3/4 chỉ tiêu", {}),
        ("17h30 ngày 28/8/2026", {}),
        ("đồng bào được hỗ trợ", {}),
        ("sở to chuc hoi nghi", {}),
    ],
)
def test_quantities_are_found_in_sentences(sentence, expected):
    text = unicodedata.normalize("NFC", sentence)
    assert {text[f.start : f.end]: f.number.value for f in numbers.find(sentence)} == expected


@given(st.integers(0, 10**12 - 1))
def test_a_written_number_is_read_back(n):
    assert numbers.read(numbers.write(n)).value == n


@given(st.text(max_size=40) | st.text("0123456789.,-/ktr triệu mươi hai", max_size=30))
def test_whatever_is_typed_is_read_or_refused(text):
    numbers.find(text)
    try:
        assert numbers.read(text).value >= 0
    except Refused as refusal:
        assert refusal.code == "not_a_number"  # noqa: PT017  # either is right


def test_a_long_run_of_words_takes_no_long_time():
    assert numbers.find("hai " * 2500) == ()


def test_numbers_are_written_as_in_documents():
    assert [numbers.write(n) for n in (1250, Decimal("1.5"), Decimal("2530000.00"), 0)] == [
        "1.250",
        "1,5",
        "2.530.000",
        "0",
    ]
    assert [numbers.counted(n) for n in (0, 6, 12, 1250)] == ["0", "06", "12", "1.250"]


@pytest.mark.parametrize("sentence", ["tố tụng -2 vụ", "-2 vụ", "tố tụng: −2 vụ", "âm 2 vụ"])
def test_a_number_below_zero_must_be_asked_about(sentence):
    (found,) = numbers.find(sentence)
    assert found.number == numbers.Number(Decimal(2), approximate=False, ambiguous=True)


@pytest.mark.parametrize("sentence", ["tố tụng - 2 vụ", "tố tụng–2 vụ", "ghi âm 2 buổi"])
def test_a_dash_between_words_makes_no_number_negative(sentence):
    (found,) = numbers.find(sentence)
    assert found.number == numbers.Number(Decimal(2), approximate=False, ambiguous=False)


@pytest.mark.parametrize("text", ["-2", " -2 vụ", "1234567890123", "1.234.567.890.123 vụ", "999999999999 tỷ"])
def test_what_no_office_can_have_done_is_no_number(text):
    with pytest.raises(Refused, match="not_a_number"):
        numbers.read(text)


def test_a_number_too_long_is_refused_only_where_it_counts_something():
    with pytest.raises(Refused, match="not_a_number"):
        numbers.find(f"tư vấn {'9' * 40} vụ")
    assert numbers.find(f"mã {'9' * 40} của hồ sơ") == ()

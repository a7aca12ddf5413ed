import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.folding import fold, loose, nearest, nfc


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("Hoà giải", "hoa giai"),
        ("hòa  giải ", "hoa giai"),
        ("ĐĂNG KÝ", "dang ky"),
        ("thuỷ/thủy", "thuy/thuy"),
        ("Trợ\u00a0giúp\u200b pháp lý", "tro giup phap ly"),
        ("56/BC-TTTGPL", "56/bc-tttgpl"),
        ("", ""),
    ],
)
def test_differently_typed_words_fold_alike(typed, folded):
    assert fold(typed) == folded
    assert fold(unicodedata.normalize("NFD", typed)) == folded


@given(st.text())
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)


def test_the_composed_form_is_kept():
    assert nfc(unicodedata.normalize("NFD", "Đợt thi đua")) == "Đợt thi đua"


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("phong cong chung", "Phòng Công chứng"),
        ("Chien si thi dua co so", "Chiến sĩ thi đua cơ sở"),
        ("csdtcs", "CSTĐCS"),  # two neighbours swapped
        ("chiến xĩ thi đua cơ xở", "Chiến sĩ thi đua cơ sở"),
        ("văn thư", None),
        ("cs", None),
        ("", None),
    ],
)
def test_the_nearest_name_is_found_through_typing_slips(typed, name):
    assert nearest(typed, ["Phòng Công chứng", "Chiến sĩ thi đua cơ sở", "CSTĐCS"]) == name


def test_two_names_equally_near_are_no_answer():
    assert nearest("tổ 3", ["Tổ 1", "Tổ 2"]) is None


def test_a_page_of_letters_is_compared_with_no_name_that_is_much_shorter(monkeypatch):
    compared = []
    monkeypatch.setattr("domain.folding._slips", lambda left, right: compared.append((left, right)) or 9)
    assert nearest("y" * 4096, ["hướng dẫn", "đăng ký"]) is None
    assert compared == []


def test_no_names_no_answer():
    assert nearest("tổ 3", []) is None


@pytest.mark.parametrize(
    ("text", "taken"), [("tối", True), ("toi", True), ("TỐI", True), ("tôi", False), ("tới", False)]
)
def test_a_loose_pattern_takes_bare_letters_and_no_others(text, taken):
    assert bool(re.fullmatch(loose("tối"), text, re.IGNORECASE)) is taken

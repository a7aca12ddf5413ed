"""Numbers and labels as people type them."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.folding import fold
from domain.messages import Choice
from domain.replies import SHORTEST, begun, labelled, numbers, spelled

LABELS = ("Đăng ký", "Không tham gia đợt này", "Xem đợt thi đua", "Rút đăng ký", "1. Nộp báo cáo", "Sửa (số 3)")
CHOICES = tuple(Choice(label=one, command=f"/x {place}") for place, one in enumerate(LABELS))
DESTROYING = tuple(one.model_copy(update={"destroys": True}) for one in CHOICES)
SHAPES = ("{}", "{}.", "({})", "[{}]", "so {}", "số {}", "chọn {}", "tôi chọn số {}", "mục {}", "câu {}", "{}\u20e3")
BETWEEN = (",", ", ", " ", "; ", " và ", " va ", " + ", " & ")


@given(st.lists(st.tuples(st.integers(0, 999), st.sampled_from(SHAPES)), min_size=1, max_size=5), st.data())
def test_numbers_are_read_however_they_are_typed(said, data):
    text = said[0][1].format(said[0][0])
    for number, shape in said[1:]:
        text += data.draw(st.sampled_from(BETWEEN)) + shape.format(number)
    text += data.draw(st.sampled_from(("", ".", " ạ", " nhé", " nha.")))
    form = data.draw(st.sampled_from(("NFC", "NFD", "NFKC")))
    assert numbers(unicodedata.normalize(form, text)) == tuple(number for number, _ in said)


@pytest.mark.parametrize(
    "text", ["", "a", "3 vụ", "1,5 vụ", "28/8", "-1", "1234", "1 3 con", "t7", "1:30", "một", "1..2"]
)
def test_what_holds_anything_else_is_no_number(text):
    assert numbers(text) == ()


@given(st.text(max_size=60))
def test_anything_can_be_read(text):
    assert all(0 <= one < 1000 for one in numbers(text))
    assert spelled(spelled(text)) == spelled(text)
    assert labelled(text, CHOICES) in {None, *CHOICES}
    assert begun(text, DESTROYING) is None


@given(st.sampled_from(CHOICES), st.sampled_from(("{}", "{}.", "“{}”", "{} ạ", "chọn {}", "Em chọn {}", "vâng {} nhé")))
def test_a_whole_label_is_found_with_and_without_marks(choice, shape):
    words = choice.label.removeprefix("1. ")
    for text in (words, fold(words), words.upper(), unicodedata.normalize("NFD", words)):
        assert labelled(shape.format(text), CHOICES) == choice


@given(st.sampled_from(CHOICES), st.data())
def test_a_beginning_is_found_where_it_is_the_only_one(choice, data):
    whole = spelled(choice.label.removeprefix("1. "))
    said = whole[: data.draw(st.integers(0, len(whole)))].strip()
    found = begun(said, CHOICES)
    if len(said) < SHORTEST:
        assert found is None
    else:
        assert found in {None, choice}
    assert begun(said, DESTROYING) is None


def test_two_choices_of_one_label_are_none():
    twice = (Choice(label="Đăng ký", command="/dangky 1"), Choice(label="Đăng ký", command="/dangky 2"))
    assert labelled("đăng ký", twice) is None
    assert begun("đăng", twice) is None

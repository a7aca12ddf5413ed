from contextlib import suppress
from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import Refused
from domain.invites import MOST_USES, code_in, recent, shown, terms, typed_name


@pytest.mark.parametrize(
    "text",
    [
        "4827 1906",
        "48271906",
        "4827-1906",
        "4827.1906",
        "4827 - 1906",
        "ma 4827 1906",
        "mã: 48271906.",
        "kích hoạt 4827 1906",
        "Chào trợ lý, mã của em là 4827 1906 ạ",
        " 48 27 19 06 ",
    ],
)
def test_a_code_is_found_in_what_people_type(text):
    assert code_in(text) == "48271906"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "xin chào",
        "sáng nay tư vấn 3 vụ",
        "hẹn ngày 17/06/2026",
        "điện thoại 0912 345 678 gặp anh Nam",
        "thẻ 1234 5678 9012 3456",
        "123",
    ],
)
def test_other_words_and_figures_are_no_code(text):
    assert code_in(text) is None


@pytest.mark.parametrize(("text", "code"), [("4827190", "4827190"), ("mã 482719067", "482719067")])
def test_a_mistyped_code_alone_was_meant_as_one(text, code):
    assert code_in(text) == code


def test_a_code_is_shown_in_two_groups():
    assert shown("48271906") == "4827 1906"


def test_failures_count_for_an_hour():
    now = datetime(2026, 6, 17, 10, tzinfo=timezone(timedelta(hours=7)))
    failures = [now - timedelta(minutes=minutes) for minutes in (61, 60, 59, 0)]
    assert recent(failures, now) == failures[2:]


NOW = datetime.fromisoformat("2026-06-17T09:05:00+07:00")


@pytest.mark.parametrize(
    ("said", "uses", "end"),
    [
        ("12", 12, "2026-07-01T09:05"),
        ("12 người", 12, "2026-07-01T09:05"),
        ("12 người, đến 30/6", 12, "2026-06-30T23:59"),
        ("12 nguoi den het ngay 30/6", 12, "2026-06-30T23:59"),
        ("5 mai", 5, "2026-06-18T23:59"),
    ],
)
def test_a_units_code_holds_for_so_many_until_then(said, uses, end):
    assert terms(said, NOW) == (uses, datetime.fromisoformat(f"{end}:00+07:00"))


@given(st.text(max_size=40))
def test_whatever_is_typed_for_a_units_code_is_read_or_refused(said):
    with suppress(Refused):
        assert terms(said, NOW).uses <= MOST_USES


@pytest.mark.parametrize(
    ("typed", "name"),
    [("  đỗ thị   Mai. ", "đỗ thị Mai"), ("Mai", None), ("Mai 5", None), ("", None), ("H'Hen Niê", "H'Hen Niê")],
)
def test_a_name_has_two_words_of_letters(typed, name):
    assert typed_name(typed) == name

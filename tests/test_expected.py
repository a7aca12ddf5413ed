"""The second opinion, on who is told, by hand."""

from dataclasses import replace

import pytest

from tests.domain.test_reminders import ACTS, CAST, DRIVE, DUNG, HOA, JOINED, MINH, USUAL, at
from tests.expected import Act, Person, expected_rows


def told(kind: str, people: list[Person], acts: list[Act], **changes) -> list[tuple[str, str]]:
    found = expected_rows(replace(DRIVE, **changes), people, acts, [], USUAL)
    return [(when[5:10], name) for when, name, each, _ in found if each == kind]


@pytest.mark.parametrize("act", ["registered", "declined", "left"])
def test_an_answer_ends_the_asking(act):
    assert told("register", [HOA], [Act(act, at("2026-06-23T07:59"), "Hoa")]) == [("06-19", "Hoa")]


def test_who_withdraws_is_asked_again():
    acts = [
        Act("registered", at("2026-06-20T09:00"), "Hoa"),
        Act("withdrawn", at("2026-06-24T09:00"), "Hoa"),
    ]
    assert told("register", [HOA], acts) == [("06-19", "Hoa"), ("06-25", "Hoa"), ("06-26", "Hoa")]


def test_who_joins_late_gets_the_later_ones_only():
    late = replace(HOA, joined_at=at("2026-06-24T09:00"))
    assert told("register", [late], []) == [("06-25", "Hoa"), ("06-26", "Hoa")]
    assert told("opening", [late, replace(MINH, joined_at=None), DUNG], []) == [("06-17", "Dũng")]


def test_an_entry_that_is_taken_back_does_not_count():
    acts = [
        Act("registered", at("2026-06-20T09:00"), "Hoa"),
        Act("logged", at("2026-07-01T09:00"), "Hoa"),
        Act("unlogged", at("2026-08-26T09:00"), "Hoa"),
    ]
    assert told("log_midpoint", [HOA], acts) == []
    assert told("log_end", [HOA], acts) == [("08-27", "Hoa"), ("08-28", "Hoa")]


def test_head_and_focal_point_are_asked_until_their_unit_has_reported():
    focal = Person("Nam", "TGPL", frozenset({"unit_focal"}), JOINED)
    other = Person("Bình", "Văn phòng", frozenset({"unit_head"}), JOINED)
    acts = [Act("reported", at("2026-08-12T15:00"), unit="TGPL")]
    assert told("report", [HOA, DUNG, focal], acts) == [
        ("08-07", "Dũng"), ("08-07", "Nam"), ("08-11", "Dũng"), ("08-11", "Nam")
    ]  # fmt: skip
    assert told("report_late", [DUNG, focal, other], acts)[:1] == [("08-17", "Bình")]


def test_the_officer_hears_once_of_units_that_stayed_late():
    assert told("report_officer", CAST, []) == [("08-28", "Lan Anh")]
    reported = [Act("reported", at("2026-08-27T15:00"), unit=unit) for unit in ("TGPL", "Văn phòng")]
    assert told("report_officer", CAST, reported) == []


def test_other_units_and_other_campaigns_do_not_count():
    elsewhere = Act("registered", at("2026-06-18T09:00"), "Hoa", campaign="hè")
    assert len(told("register", [HOA], [elsewhere])) == 4
    assert told("register", [HOA], [], audience=frozenset({"Văn phòng"})) == []


def test_a_cancelled_drive_says_nothing_more():
    cancelled = told("register", [HOA], [], cancelled_at=at("2026-06-24T09:00"))
    assert cancelled == [("06-19", "Hoa"), ("06-23", "Hoa")]


def test_after_a_long_stop_only_what_is_still_useful_is_sent_in_the_next_window():
    stopped = ((at("2026-06-18T00:00"), at("2026-08-23T02:00")),)
    found = expected_rows(DRIVE, CAST, ACTS, ["Nhóm"], USUAL, asleep=stopped)
    assert [row[:3] for row in found if row[0] < "2026-08-25" and row[2] != "opening"] == [
        ("2026-08-24 07:30", "Minh", "log_end"),
        ("2026-08-24 08:00", "Dũng", "report_late"),
        ("2026-08-24 09:00", "Nhóm", "progress"),
    ]


def test_who_takes_part_is_thanked_on_the_first_working_day_after_the_end():
    acts = [
        Act("registered", at("2026-06-20T09:00"), "Hoa"),
        Act("registered", at("2026-06-20T09:00"), "Minh"),
        Act("withdrawn", at("2026-06-24T09:00"), "Minh"),
    ]
    assert told("thanks", [HOA, MINH, DUNG], acts) == [("09-03", "Hoa")]  # 31/8 to 2/9 are days off

from dataclasses import replace
from decimal import Decimal

from domain.summaries import Doubt, Line, Unclear
from tests.handlers.summarising import CENTRE, ENTRANTS, SUMMARY, VAGUE


def test_targets_and_what_is_sought_are_counted_for_who_takes_part():
    summary = replace(SUMMARY, taking_part=ENTRANTS[:1])
    assert (len(summary.lines), summary.work_fields, summary.titles) == (1, 1, {"Tập thể lao động xuất sắc": 1})
    assert summary.unclear == ()


def test_a_target_without_a_number_is_pointed_out_with_its_owner():
    assert SUMMARY.unclear == (Unclear(Doubt.NO_FIGURE, CENTRE, "Trần Thị Hoa", VAGUE.act),)


def test_the_sum_of_the_units_keeps_apart_who_has_said_nothing():
    total = SUMMARY.total
    assert (total.units, total.people, total.registered, total.declined, total.missing) == (2, 16, 2, 1, 10)


def test_a_share_is_in_percent_of_what_was_promised():
    assert Line("Viết bài", Decimal(3), "bài", done=Decimal(2)).share == Decimal("66.7")
    assert Line("Viết bài", None, "", done=Decimal(2)).share is None

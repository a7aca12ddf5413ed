"""What is suggested, and from where; names that differ only by their years."""

from decimal import Decimal

import pytest

from domain.campaigns import Criterion
from domain.launch_again import series
from domain.sentences import act_key, measure_key
from domain.suggestions import YearBefore, suggested
from domain.targets import Target, that_fit

LEGAL_AID = Criterion(1, "Tham gia tố tụng", "vụ", Decimal(3), "")
KEY = act_key("Tham gia tố tụng"), measure_key("vụ")


@pytest.mark.parametrize(
    ("targets", "done", "amount"),
    [
        ((Target("tham gia tố tụng", Decimal(12), "vụ"),), [(*KEY, Decimal(14))], 12),
        ((), [(*KEY, Decimal(14))], 14),
        ((Target("tham gia tố tụng", Decimal(12), "buổi"),), [], 3),
        ((Target("tham gia tố tụng", None, "vụ"),), [], 3),
    ],
)
def test_the_units_own_figure_leads_then_its_results_then_the_plan(targets, done, amount):
    (one,) = suggested((LEGAL_AID,), YearBefore(2025, targets, done))
    assert one.amount == amount
    assert one.plan == 3


def test_where_no_year_before_is_known_only_the_plan_is_suggested():
    (one,) = suggested((LEGAL_AID,), None)
    assert (one.amount, one.year, one.promised, one.achieved) == (3, None, None, None)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Phong trào thi đua năm 2026", "Phong trào thi đua năm 2027"),
        (
            "Đợt cao điểm chào mừng kỷ niệm 81 năm Ngày Truyền thống (28/8/1945 - 28/8/2026)",
            "Đợt cao điểm chào mừng kỷ niệm 82 năm Ngày Truyền thống (28/8/1945 - 28/8/2027)",
        ),
    ],
)
def test_campaigns_of_one_series_have_the_same_name_but_for_the_years(one, other):
    assert series(one) == series(other)
    assert series(one) != series(one + " trong ngành Tư pháp")


def test_a_screen_holds_as_many_targets_as_it_has_room_for():
    long = Target("a" * 300, Decimal(1), "b" * 60)
    assert len(that_fit([long] * 9)) < 4
    assert that_fit([long]) == [long]
    assert len(that_fit([Target("tư vấn", Decimal(1), "vụ")] * 9)) == 9
    assert that_fit([]) == []

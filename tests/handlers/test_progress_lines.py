"""Progress where no picture can be sent: a line a unit, within one message."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.markup import plain, units
from handlers.drawing import Line
from handlers.progress_lines import BLOCKS, DONE, bar, progress_lines

TOTAL = Line("Tất cả đơn vị", 12, 23)
AT = "Số liệu đến 9 giờ 05, ngày 17/6/2026"


def test_each_unit_is_a_line_with_its_bar():
    said = progress_lines("Tiến độ", [Line("Phòng HC&BTTP", 5, 7), Line("Văn phòng", 0, 0)], TOTAL, AT)
    assert said == (
        "<b>Tiến độ</b>\n▮▮▮▮▯▯▯ 12/23 Tất cả đơn vị\n▮▮▮▮▮▯▯ 5/7 Phòng HC&amp;BTTP\n▯▯▯▯▯▯▯ 0/0 Văn phòng\n\n"
        "Số liệu đến 9 giờ 05, ngày 17/6/2026"
    )


@given(st.integers(0, 400), st.integers(0, 400))
def test_a_bar_is_full_only_where_all_have_done_it_and_empty_only_where_nobody_has(one, other):
    done, of = sorted((one, other))
    full = bar(Line("", done, of)).count(DONE)
    assert (full == BLOCKS, full == 0) == (done == of > 0, done == 0)


@pytest.mark.parametrize(("count", "room"), [(5, 1900), (40, 1900), (300, 1900), (300, 300)])
def test_what_does_not_fit_is_counted_by_the_last_line(count, room):
    names = [Line(f"Phòng số {place + 1} & phụ cận", place, 300) for place in range(count)]
    said = plain(progress_lines("Tiến độ", names, TOTAL, AT, room))
    shown = said.count("& phụ cận")
    assert units(said) <= room
    assert (f"và {count - shown:02} đơn vị khác" in said) is (shown < count)
    if shown < count:
        longer = plain(progress_lines("Tiến độ", names, TOTAL, AT, room + 45))
        assert longer.count("& phụ cận") > shown

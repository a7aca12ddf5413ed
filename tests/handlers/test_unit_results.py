"""What a unit has done in a campaign is one figure, wherever it is read."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from domain.targets import Target
from storage import campaigns, tree, years_before
from tests.handlers.registering import put_in
from tests.handlers.test_exporting import answered, rows

__all__ = ["answered"]


@pytest.mark.only("telegram")
async def test_a_cell_a_screen_and_the_next_year_say_the_same_of_what_a_unit_has_done(
    desk, officer, unit_head, focal, staff, answered
):
    await focal.says("hôm nay hòa giải 5 vụ")  # registered for nothing
    await staff.says("hôm nay hòa giải 3 vụ")
    async with desk.database.transaction() as tx:
        await tx.run("UPDATE staff SET unit_id = 1 WHERE id = 4")  # moved since: the entry is of the unit of that day
        again = replace(await campaigns.get(tx, answered), id=99, start=date(2027, 6, 1), end=date(2027, 8, 28))
        before = await years_before.of_unit(tx, again, await tree.get(tx, 2))
    assert ["Hòa giải", "vụ", "20", "3", "15"] in [row[4:] for row in await rows(desk, officer, "Biểu kết quả")]
    desk.at("2026-08-03T09:00")
    assert "Chậm: Hòa giải 3/20 vụ" in await unit_head.says("số liệu phòng tôi")
    assert [amount for *_, amount in before.done] == [3]


@pytest.mark.only("telegram")
async def test_what_a_person_and_the_unit_both_promise_is_counted_once(desk, unit_head, staff, drive):
    for promises, amount in (({"staff_id": 4}, 45), ({"unit_id": 2}, 90)):
        await put_in(desk, drive, **promises, targets=(Target("giải quyết hồ sơ quốc tịch", Decimal(amount), "hồ sơ"),))
    await staff.says("hôm nay giải quyết 50 hồ sơ quốc tịch")
    said = await unit_head.says("số liệu phòng tôi")
    assert "Nổi bật: giải quyết hồ sơ quốc tịch 50/90 hồ sơ" in said
    assert "Đạt chỉ tiêu: 1/2; đang làm: 1/2" in said

"""Who was never let in stands in no list of what others lack, and is not forgotten beside it."""

import pytest

from tests.handlers.test_progress import many


@pytest.mark.parametrize("words", ["ai chưa đăng ký", "ai chưa nhận thông báo"])
async def test_who_was_never_let_in_is_counted_beside_a_list_and_named_on_demand(desk, officer, drive, words):
    await many(desk, 2)
    assert "Ngoài ra, chưa kích hoạt, chưa được nhập hộ: 02 người." in await officer.says(words)
    assert "Nguyễn Văn Số 000, Nguyễn Văn Số 001" in await officer.chooses("Chưa kích hoạt")


async def test_what_has_arrived_is_not_said_to_be_read(officer, drive):
    assert "trợ lý không biết ai đã đọc" in await officer.says("ai chưa đọc")

"""Two officers at one draft; what was changed meanwhile is never overwritten."""

import pytest

from domain.permissions import Role
from storage import launch_drafts
from tests.conftest import _let_in
from tests.handlers.launching import PLAN, known, prepared


@pytest.fixture
async def second(desk):
    """Another officer."""
    who = ("Vũ Thị Mai", "female", "Văn phòng Sở", Role.OFFICER)
    return await desk.read(lambda tx: _let_in(tx, desk, 1007, *who))


async def test_two_officers_write_one_draft(desk, officer, second):
    await prepared(desk, officer)
    assert "Kế hoạch số 45/KH-STP" in await second.says("phát động 28/8")
    assert "Đã ghi:\n9. Chủ đề: “Đoàn kết”" in await second.says("9 Đoàn kết")
    said = await officer.says("9 Kỷ cương")
    assert "Vũ Thị Mai đã sửa bản này ở chỗ khác lúc 16 giờ 30, thứ Sáu, ngày 12/6/2026" in said
    assert "Các dòng vừa nhắn chưa được ghi" in said
    assert "- 9. Chủ đề: “Đoàn kết” → “Kỷ cương”" in said
    assert "Đã ghi:\n9. Chủ đề: “Kỷ cương”" in await officer.says("9 Kỷ cương")


async def test_a_preview_that_has_been_changed_meanwhile_is_not_sent(desk, officer, second):
    await prepared(desk, officer)
    await officer.chooses("Xem trước bản gửi")
    await second.says("phát động 28/8")
    await second.says("9 Đoàn kết")
    assert "Vũ Thị Mai đã sửa bản này" in await officer.chooses("Gửi ngay")
    assert [one.state for one in await known(desk)] == ["DRAFT"]


async def test_what_another_has_published_is_shown_as_published(desk, officer, second):
    await prepared(desk, officer)
    await second.says("phát động 28/8")
    await officer.chooses("Xem trước bản gửi")
    await officer.chooses("Gửi ngay")
    assert "Đã công bố Đợt thi đua 28/8" in await second.says("9 Đoàn kết")
    assert len(await known(desk)) == 1


async def test_what_another_has_dropped_is_said_with_who_and_when(desk, officer, second):
    await prepared(desk, officer)
    await second.says("phát động 28/8")
    await officer.chooses("Xem trước bản gửi")
    await officer.chooses("Bỏ")
    said = await second.says(PLAN)
    assert said.startswith("Nguyễn Thị Lan Anh đã bỏ bản soạn Đợt thi đua 28/8 lúc 16 giờ 30")
    assert await desk.read(launch_drafts.live) == []

"""Entries made for a colleague (“nhập hộ”): who may see and change them, and what the colleague learns."""

import pytest

from domain.permissions import Role
from tests.handlers.logged import NOW, entries
from tests.handlers.registering import another, registered

TUAN, BINH = 3, 4


@pytest.fixture
async def entered(desk, focal):
    """Anh Tuấn, the focal point, has entered number 1 for anh Bình."""
    await desk.moved_to(NOW)
    await focal.says("ghi hộ anh Bình thẩm định 2 dự thảo hôm qua")
    await told(desk)


async def told(desk):
    """What waits to be said is said."""
    await desk.news_told()


async def loses_the_role(desk, staff_id, role):
    async with desk.database.transaction() as tx:
        await tx.run("DELETE FROM role_grant WHERE staff_id = ? AND role = ?", (staff_id, role))


async def test_the_colleague_learns_what_is_changed_taken_back_and_put_there_again(desk, entered, focal, staff):
    await focal.says("sửa 1")
    await focal.says("3 dự thảo")
    await told(desk)
    assert "Anh Tuấn đã sửa kết quả số 1 nhập hộ anh." in staff.last
    assert "Trước: Thẩm định: 2 dự thảo" in staff.last
    assert "Sau: Thẩm định: 3 dự thảo" in staff.last
    await focal.says("xóa 1")
    await told(desk)
    assert "Anh Tuấn đã xóa kết quả số 1" in staff.last
    await focal.chooses("Khôi phục")
    await told(desk)
    assert "Anh Tuấn đã sửa kết quả số 1" in staff.last


async def test_what_one_changes_of_ones_own_is_told_to_nobody(desk, entered, focal, staff):
    heard = len(focal.heard)
    await staff.says("xóa 1")
    await told(desk)
    assert "Đã xóa" in staff.last
    assert len(focal.heard) == heard


@pytest.mark.parametrize("typed", ["nhập hộ anh Bình", "nhap ho Binh nhe", "nhập hộ anh Bình đăng ký"])
async def test_a_colleague_who_is_named_is_entered_for(desk, drive, focal, typed):
    assert "Anh Bình đăng ký thế nào" in await focal.says(typed)
    await focal.chooses("Tham gia, chưa nêu chỉ tiêu")
    assert await registered(desk, drive) == [("Phạm Thanh Bình", "SUBMITTED", 1)]


async def test_two_campaigns_are_told_apart_when_a_colleague_is_named(desk, drive, focal):
    await another(desk, label="Đợt thi đua cải cách hành chính")
    assert "Nhập hộ anh Bình vào đợt nào?" in await focal.says("nhập hộ anh Bình")
    assert "Anh Bình đăng ký thế nào" in await focal.chooses("Đợt thi đua cải cách")


async def test_with_work_told_or_no_open_registration_work_is_entered(desk, drive, focal):
    assert "Đã ghi" in await focal.says("nhập hộ anh Bình tư vấn 3 vụ")
    await desk.moved_to("2026-06-29T09:00")
    assert "Đã làm việc gì?" in await focal.says("nhập hộ anh Bình")


async def test_every_refusal_of_an_answer_says_how_to_leave_the_question(desk, focal):
    await focal.says("ghi hộ anh Bình")
    for typed in ("2", "1"):
        assert "chưa rõ đã làm việc gì" in await focal.says(typed)
        assert "không ghi" in " ".join((focal.last, *focal.choices)).lower()
    assert "Không ghi kết quả này" in await focal.chooses("Không ghi")


@pytest.mark.parametrize("typed", ["xem 1", "xóa 1", "sửa 1", "/ghi dot 1", "/ghi xoa 1.1"])
async def test_who_acts_for_the_unit_no_more_sees_nothing_of_what_was_entered(desk, entered, focal, typed):
    await loses_the_role(desk, TUAN, Role.UNIT_FOCAL)
    assert "không tìm thấy" in await focal.says(typed)
    assert len(await entries(desk)) == 1


async def test_nor_does_the_focal_point_of_another_unit(desk, entered, focal):
    async with desk.database.transaction() as tx:
        await tx.run("UPDATE staff SET unit_id = 1 WHERE id = ?", (BINH,))
    assert "không tìm thấy" in await focal.says("xóa 1")
    assert len(await entries(desk)) == 1


@pytest.mark.parametrize("own", [True, False])
async def test_who_has_withdrawn_can_be_entered_for_again(desk, focal, staff, drive, own):
    who, party = (staff, "") if own else (focal, f" {BINH}")
    await who.says(f"/dangky ok {drive}.0{party}")
    await focal.says("nhập hộ")
    assert "Phạm Thanh Bình" not in focal.choices
    await who.says(f"/dangky rutthat {drive}.1{party}")
    await focal.says("nhập hộ")
    await focal.chooses("Phạm Thanh Bình")
    await focal.chooses("Đăng ký")
    assert "nhập hộ" in await focal.chooses("Tham gia")

"""Registering a unit as a collective, and entering for its people."""

import pytest

from storage import people, registrations, tree
from tests.conftest import CAST

UNIT = CAST[1002][2]
DUNG, TUAN, BINH, HOA = 2, 3, 4, 5


@pytest.fixture
async def driver(desk):
    """Somebody of the unit without an account."""
    async with desk.database.transaction() as tx:
        unit = await tree.unit_named(tx, UNIT)
        return await people.add_staff(tx, unit.id, "Đỗ Văn Xe", "male", "Lái xe", [])


async def answered(desk, drive, staff_id):
    async with desk.database.transaction() as tx:
        return await registrations.of(tx, drive, staff_id)


async def test_the_unit_head_registers_the_collective(desk, unit_head, focal, drive):
    await unit_head.says("/dangky")
    assert f"Tập thể {UNIT} đăng ký thế nào?" in await unit_head.chooses("Đăng ký tập thể")
    await unit_head.chooses("Chọn chỉ tiêu có sẵn")
    await unit_head.chooses("Tư vấn pháp luật")
    assert f"Đợt thi đua 28/8, tập thể {UNIT}" in await unit_head.chooses("Xác nhận")
    assert "đã đăng ký (số 1)" in await focal.says("đăng ký tập thể")
    async with desk.database.transaction() as tx:
        unit = await tree.unit_named(tx, UNIT)
        collective = await registrations.of_collective(tx, drive, unit.id)
    assert [one.act for one in collective.targets] == ["Tư vấn pháp luật"]
    assert await answered(desk, drive, DUNG) is None


async def test_the_collective_can_withdraw_or_decline(unit_head, drive):
    await unit_head.says("/dangky tapthe")
    await unit_head.chooses("Tham gia")
    await unit_head.chooses("Rút đăng ký")
    assert "của tập thể" in await unit_head.chooses("Rút đăng ký")
    await unit_head.chooses("Đăng ký")
    assert f"tập thể {UNIT} không tham gia" in await unit_head.chooses("Không tham gia đợt này")


@pytest.mark.parametrize(
    "typed", ["rút đăng ký tập thể", "sua dang ky tap the", "không tham gia tập thể", "rút đăng ký tập thể đợt 1"]
)
async def test_words_about_the_collective_lead_to_it_and_never_to_ones_own(desk, unit_head, drive, typed):
    await unit_head.says("/dangky tapthe")
    await unit_head.chooses("Tham gia")
    assert f"Tập thể {UNIT} đã đăng ký (số 1)" in await unit_head.says(typed)
    assert {"Sửa đăng ký", "Rút đăng ký"} <= set(unit_head.choices)
    assert await answered(desk, drive, DUNG) is None


@pytest.mark.parametrize("typed", ["nhap ho dang ky cho anh binh", "đăng ký hộ anh Bình", "rút đăng ký hộ anh Bình"])
async def test_a_colleague_is_named_in_the_words_for_a_registration(focal, drive, typed):
    assert "Anh Bình đăng ký thế nào?" in await focal.says(typed)


async def test_people_without_an_account_lead_the_list_and_leave_it_once_entered(desk, focal, drive, driver):
    assert "Còn 03 người" in await focal.says("nhập hộ")
    assert focal.choices[0] == "Đỗ Văn Xe (chưa kích hoạt)"
    await focal.chooses("Đỗ Văn Xe")
    said = await focal.chooses("Tham gia")
    assert "Đợt thi đua 28/8, anh Xe, anh Tuấn nhập hộ" in said
    assert (await answered(desk, drive, driver)).on_behalf
    assert "Còn 02 người" in await focal.chooses("Nhập hộ người khác")


async def test_who_was_entered_for_is_told_and_may_change_it(desk, focal, staff, drive):
    await focal.says("nhập hộ")
    await focal.chooses("Phạm Thanh Bình")
    await focal.chooses("Không tham gia đợt này")
    await desk.news_told()
    assert "Đồng chí Lý Văn Tuấn đã nhập hộ anh Bình:" in staff.last
    assert "Không tham gia đợt này." in staff.last
    assert "Anh Bình không tham gia đợt này, anh Tuấn nhập hộ." in await staff.chooses("Sửa đăng ký")
    await staff.chooses("Đăng ký")
    await staff.chooses("Tham gia")
    mine = await answered(desk, drive, BINH)
    assert (mine.state, mine.on_behalf) == ("SUBMITTED", False)


async def test_what_was_changed_before_it_was_told_is_not_told(desk, focal, staff, drive):
    await desk.moved_to("2026-06-17T19:00")
    await focal.says("nhập hộ")
    await focal.chooses("Phạm Thanh Bình")
    await focal.chooses("Tham gia")
    await staff.says("/dangky")
    await staff.chooses("Sửa đăng ký")
    await staff.chooses("Tham gia")
    heard = len(staff.heard)
    await desk.moved_to("2026-06-18T09:00")
    assert len(staff.heard) == heard


async def test_who_answered_in_person_is_not_overruled(desk, focal, staff, drive):
    await focal.says("nhập hộ")
    await staff.says("/dangky")
    await staff.chooses("Không tham gia đợt này")
    assert "đã tự trả lời" in await focal.chooses("Phạm Thanh Bình")
    assert "đã tự trả lời" in await focal.presses(f"/dangky ok {drive}.1 {BINH}")
    assert (await answered(desk, drive, BINH)).state == "DECLINED"


async def test_a_sentence_is_taken_for_the_colleague_it_was_asked_for(desk, focal, drive, driver):
    await focal.says(f"/dangky nhap {drive} {driver}")
    assert "Người đăng ký: Đỗ Văn Xe" in await focal.says("lái xe an toàn 100 chuyến")
    await focal.chooses("Xác nhận")
    assert [str(one.amount) for one in (await answered(desk, drive, driver)).targets] == ["100"]


@pytest.mark.parametrize("typed", ["ho {} 5", "ok {}.0 5", "nhap {} 5", "ho {} 77", "ok {}.0 bừa"])
async def test_nobody_is_entered_for_outside_ones_unit(desk, unit_head, drive, typed):
    assert "người trong đơn vị mình" in await unit_head.says("/dangky " + typed.format(drive))
    assert await answered(desk, drive, HOA) is None


@pytest.mark.parametrize("typed", ["tapthe", "tapthe {}", "ho", "ho {}", "ho {} 3", "ok {}.0 tapthe", "ok {}.0 3"])
async def test_a_clerk_enters_for_nobody_else(desk, staff, drive, typed):
    await staff.says("/dangky " + typed.format(drive))
    assert "cán bộ phụ trách" in staff.last
    assert await answered(desk, drive, TUAN) is None
    await staff.says("/dangky")
    assert "Nhập hộ" not in staff.choices


async def test_a_long_list_of_colleagues_comes_in_parts(desk, focal, drive):
    async with desk.database.transaction() as tx:
        unit = await tree.unit_named(tx, UNIT)
        for number in range(9):
            await people.add_staff(tx, unit.id, f"Đỗ Văn A{number}", "", "", [])
    await focal.says("/dangky ho")
    await focal.chooses("Xem tiếp")
    assert focal.choices == ["Đỗ Văn A8 (chưa kích hoạt)", "Phạm Thanh Bình", "Trần Văn Dũng", "Quay lại"]


async def test_what_was_entered_for_somebody_and_returned_can_be_completed(desk, focal, unit_head, drive, driver):
    await focal.says("nhập hộ")
    await focal.chooses("Đỗ Văn Xe")
    await focal.chooses("Tham gia")
    async with desk.database.transaction() as tx:
        await tx.run("UPDATE registration SET state = 'RETURNED', reason = 'Thiếu chỉ tiêu', version = version + 1")
    assert "01 đăng ký nhập hộ bị trả lại" in await focal.says("việc của tôi")
    assert "01 đăng ký nhập hộ bị trả lại" in await focal.says("nhập hộ")
    assert focal.choices[0] == "Đỗ Văn Xe (trả lại để hoàn thiện)"
    assert "Thiếu chỉ tiêu" in await focal.chooses("Đỗ Văn Xe")


async def test_what_was_entered_for_somebody_is_offered_again_last(focal, drive, driver):
    await focal.says("nhập hộ")
    await focal.chooses("Đỗ Văn Xe")
    await focal.chooses("Tham gia")
    await focal.says("nhập hộ")
    assert "Đỗ Văn Xe (đã nhập hộ)" in focal.choices

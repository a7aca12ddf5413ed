"""Every screen of a registration says how it stands, in the same words, and who decides next."""

import pytest

from domain.registrations import RegistrationState
from storage import people, registrations
from tests.handlers.registering import BINH, put_in, registered

BINH_ID, DUNG_ID, TUAN_ID, UNIT_ID = 4, 2, 3, 2
REASON = "Chỉ tiêu chưa có số lượng"
WORDS = {
    RegistrationState.SUBMITTED: "Chờ xác nhận, anh Dũng sẽ xem",
    RegistrationState.UNIT_APPROVED: "Đơn vị đã thông qua, Văn phòng Sở sẽ xem",
    RegistrationState.ACCEPTED: "Đã tiếp nhận",
    RegistrationState.RETURNED: f"Trả lại để hoàn thiện: {REASON}",
}


@pytest.mark.parametrize("state", list(WORDS))
@pytest.mark.parametrize("screen", ["/dangky", "/thidua 1", "/ketqua"])
async def test_each_state_has_its_words_on_each_screen(desk, staff, drive, state, screen):
    await put_in(desk, drive, state, staff_id=BINH_ID, reason=REASON if state is RegistrationState.RETURNED else "")
    assert WORDS[state] in await staff.says(screen)
    assert "Sửa đăng ký" in " ".join(staff.choices)


async def test_what_was_returned_is_among_the_tasks_with_its_reason(desk, staff, drive):
    await put_in(desk, drive, RegistrationState.RETURNED, staff_id=BINH_ID, reason=REASON)
    assert f"1. Hoàn thiện đăng ký Đợt thi đua 28/8, bị trả lại: {REASON}: còn 9 ngày" in await staff.says("/viec")
    assert f"Trả lại để hoàn thiện: {REASON}" in await staff.chooses("1. Sửa đăng ký")
    await staff.chooses("Tham gia")
    assert "Hoàn thiện" not in await staff.says("/viec")


async def test_a_collective_that_was_returned_is_the_units_task(desk, focal, drive):
    await put_in(desk, drive, RegistrationState.RETURNED, unit_id=UNIT_ID, entered_by=DUNG_ID, reason=REASON)
    assert f"Hoàn thiện đăng ký tập thể Đợt thi đua 28/8, bị trả lại: {REASON}" in await focal.says("/viec")
    assert f"Trả lại để hoàn thiện: {REASON}" in await focal.says("/dangky tapthe")


async def test_changing_what_was_accepted_makes_it_wait_again_and_says_so_before_and_after(desk, staff, drive):
    await put_in(desk, drive, RegistrationState.ACCEPTED, staff_id=BINH_ID)
    await staff.says("/dangky")
    assert "đã được tiếp nhận; sửa thì phải chờ xác nhận lại" in await staff.chooses("Sửa đăng ký")
    said = await staff.chooses("Tham gia")
    assert "nay sửa nên chờ xác nhận lại" in said
    assert "Chờ xác nhận, anh Dũng sẽ xem; anh không phải làm gì thêm." in said
    assert await registered(desk, drive) == [(BINH, "SUBMITTED", 3)]
    assert "nay sửa" not in await staff.presses(f"/dangky ok {drive}.3")


async def test_the_office_decides_where_no_head_does(desk, hoa, unit_head, focal, drive):
    """Nobody leads the centre; the head is decided on by nobody of the unit, nor what he enters for it."""
    assert "Chờ xác nhận, Văn phòng Sở sẽ xem" in await hoa.presses(f"/dangky ok {drive}.0")
    assert "Chờ xác nhận, Văn phòng Sở sẽ xem" in await unit_head.presses(f"/dangky ok {drive}.0")
    assert "Chờ xác nhận, anh Dũng sẽ xem" in await focal.presses(f"/dangky ok {drive}.0 tapthe")
    await unit_head.presses(f"/dangky ok {drive}.1 tapthe")
    assert "Chờ xác nhận, Văn phòng Sở sẽ xem" in await unit_head.says("/dangky tapthe")


async def test_a_draft_of_a_collective_is_seen_by_its_writer_alone_and_counts_nowhere(desk, focal, unit_head, drive):
    await focal.says("/dangky tapthe")
    await focal.chooses("Chọn chỉ tiêu có sẵn")
    await focal.says("1 12 vụ")
    said = await focal.chooses("Lưu lại, làm sau")
    assert "Chỉ anh thấy bản này; gửi rồi mới tính là đã đăng ký." in said
    found = await desk.read(lambda tx: registrations.of_collective(tx, drive, UNIT_ID))
    assert (found.state, found.counts, len(found.targets)) == ("DRAFT", False, 1)
    assert "Đăng ký tập thể Đợt thi đua 28/8, đang soạn" in await focal.says("/viec")
    said = await focal.says("/dangky tapthe")
    assert "Đang soạn, chưa gửi" in said
    assert "- Tham gia tố tụng: 12 vụ" in said
    assert "đang soạn" not in (await unit_head.says("/viec")).lower()
    said = await unit_head.says("/dangky tapthe")
    assert "Đang soạn" not in said
    assert "12 vụ" not in said
    assert "đăng ký thế nào?" in said
    await focal.says("/dangky tapthe")
    assert "Đã ghi nhận đăng ký số 1" in await focal.chooses("Gửi đăng ký")
    assert "- Tham gia tố tụng: 12 vụ" in await unit_head.says("/dangky tapthe")


async def test_a_draft_gives_way_to_what_another_of_the_unit_puts_in(desk, focal, unit_head, drive):
    await put_in(desk, drive, RegistrationState.DRAFT, unit_id=UNIT_ID, entered_by=TUAN_ID)
    await focal.says("/dangky tapthe")
    await unit_head.says("/dangky tapthe")
    await unit_head.chooses("Tham gia")
    said = await focal.presses(f"/dangky gui {drive}.2 tapthe")
    assert "đã đăng ký (số 1)" in said
    found = await desk.read(lambda tx: registrations.of_collective(tx, drive, UNIT_ID))
    assert (found.entered_by, found.version) == (DUNG_ID, 3)


async def test_what_was_returned_and_saved_keeps_its_reason(desk, focal, drive):
    await put_in(desk, drive, RegistrationState.RETURNED, unit_id=UNIT_ID, entered_by=TUAN_ID, reason=REASON)
    await focal.says("/dangky tapthe")
    await focal.chooses("Sửa đăng ký")
    await focal.chooses("Tự nhập chỉ tiêu")
    await focal.says("tư vấn 5 vụ")
    await focal.chooses("Lưu lại, làm sau")
    await desk.moved_to("2026-06-29T09:30")
    assert f"Trả lại để hoàn thiện: {REASON}" in await focal.says("/dangky tapthe")
    await focal.chooses("Gửi đăng ký")
    found = await desk.read(lambda tx: registrations.of_collective(tx, drive, UNIT_ID))
    assert (found.state, found.late) == ("SUBMITTED", False)


async def test_a_draft_that_was_never_sent_is_late_once_registration_has_closed(desk, focal, drive):
    await put_in(desk, drive, RegistrationState.DRAFT, unit_id=UNIT_ID, entered_by=TUAN_ID)
    await desk.moved_to("2026-06-29T09:30")
    await focal.says("/dangky tapthe")
    assert "đề nghị đăng ký bổ sung số 1" in await focal.chooses("Gửi đề nghị")
    assert (await desk.read(lambda tx: registrations.of_collective(tx, drive, UNIT_ID))).late


async def test_people_have_no_drafts(desk, staff, drive):
    await staff.says("/dangky nhap")
    await staff.says("tư vấn 5 vụ")
    assert "Lưu lại, làm sau" not in staff.choices


async def test_who_is_not_among_the_people_of_a_campaign_is_not_entered_for(desk, focal, drive):
    async with desk.database.transaction() as tx:
        await tx.run("UPDATE campaign SET whole_office = 0, people = '[3]' WHERE id = ?", (drive,))
    assert "Mọi người trong đơn vị đã trả lời" in await focal.says("nhập hộ")
    assert "không thuộc đối tượng" in await focal.says(f"/dangky ho {drive} {BINH_ID}")
    assert await registered(desk, drive) == []


async def test_a_head_enters_for_people_of_a_campaign_that_does_not_concern_the_head(desk, unit_head, drive):
    async with desk.database.transaction() as tx:
        await tx.run("UPDATE campaign SET whole_office = 0, people = '[4]' WHERE id = ?", (drive,))
    assert "Còn 01 người" in await unit_head.says("nhập hộ")
    await unit_head.chooses("Phạm Thanh Bình")
    await unit_head.chooses("Tham gia")
    assert await registered(desk, drive) == [(BINH, "SUBMITTED", 1)]
    assert "không tìm thấy" in await unit_head.says(f"/dangky tapthe {drive}")


async def test_who_acts_for_another_unit_registers_it_too(desk, officer, focal, drive):
    """Such as the officer of a cluster for its members."""
    async with desk.database.transaction() as tx:
        await tx.run("UPDATE role_grant SET unit_id = 3 WHERE staff_id = ? AND role = 'unit_focal'", (TUAN_ID,))
        assert (await people.get(tx, 5)).unit.id == 3
    assert "cán bộ phụ trách" in await focal.says(f"/dangky tapthe {drive}")
    assert "Tập thể Trung tâm Trợ giúp pháp lý nhà nước" in await focal.says(f"/dangky xem {drive} tapthe.3")
    await focal.chooses("Tham gia")
    assert await registered(desk, drive) == [("Trung tâm Trợ giúp pháp lý nhà nước", "SUBMITTED", 1)]
    assert "Chị Hoa đăng ký thế nào?" in await focal.says(f"/dangky ho {drive} 5")

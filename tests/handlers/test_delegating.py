"""Lending one's work for some days: it begins and ends by itself, and the log says whose it was."""

from tests.handlers.test_roles import roles, staff_id

BEFORE, DURING, AFTER = "2026-06-23T16:00:00+07:00", "2026-06-24T08:00:00+07:00", "2026-06-29T00:00:00+07:00"
LAST_MINUTE = "2026-06-28T23:59:00+07:00"


async def lend(unit_head, days: str = "24/6 - 28/6") -> str:
    await unit_head.says("ủy quyền")
    await unit_head.chooses("Giao người làm thay")
    await unit_head.says("bình")
    await unit_head.says(days)
    return await unit_head.chooses("Đồng ý giao")


async def test_work_is_lent_for_the_days_that_were_said(desk, unit_head, staff, drive):
    assert "từ 24/6/2026 đến hết ngày 28/6/2026" in await lend(unit_head)
    assert "làm thay từ 24/6/2026" in staff.last
    for moment, may in ((BEFORE, False), (DURING, True), (LAST_MINUTE, True), (AFTER, False)):
        await desk.moved_to(moment)
        assert ("cán bộ phụ trách" in await staff.says("/tiendo")) is not may, moment


async def test_what_is_done_meanwhile_is_written_down_on_whose_behalf(desk, unit_head, staff, drive):
    await lend(unit_head, "hôm nay")
    await staff.says("/dangky tapthe 1")
    await staff.chooses("Tham gia")
    rows = [
        tuple(row)
        for row in await desk.read(
            lambda tx: tx.rows("SELECT staff_id, on_behalf_of FROM audit_log WHERE act = 'registration.submitted'")
        )
    ]
    assert rows == [(await staff_id(desk, staff), await staff_id(desk, unit_head))]


async def test_it_is_taken_back_earlier_with_one_press(desk, unit_head, staff, drive):
    await lend(unit_head, "hôm nay")
    await unit_head.says("ủy quyền")
    assert "có hiệu lực ngay" in await unit_head.chooses("Thôi giao Phạm Thanh Bình")
    assert "cán bộ phụ trách" in await staff.says("/tiendo")
    assert "nhận lại việc" in "\n".join(staff.heard)


async def test_whoever_does_anothers_work_neither_lends_it_on_nor_gives_roles(desk, unit_head, staff, focal):
    await lend(unit_head, "hôm nay")
    for said in ("/uyquyen", "/bangiao", "/phanquyen"):
        assert "cán bộ phụ trách" in await staff.says(said)


async def test_it_ends_with_the_role_that_was_lent(desk, officer, unit_head, staff):
    await lend(unit_head, "hôm nay")
    await officer.says(f"/phanquyen nguoi {await staff_id(desk, unit_head)}")
    await officer.chooses("Thu hồi: Trưởng đơn vị (Phòng Hành chính và Bổ trợ tư pháp)")
    assert await roles(desk, staff) == set()


async def test_nobody_is_named_who_does_not_exist_or_cannot_do_it(desk, unit_head, staff):
    await unit_head.says("ủy quyền")
    await unit_head.chooses("Giao người làm thay")
    assert "Không tìm thấy ai tên “xuân hạ”" in await unit_head.says("xuân hạ")
    await unit_head.says("tuấn")
    assert "chưa thấy ngày nào" in await unit_head.says("vài hôm")
    assert "Chủ nhật, ngày 28/6/2026" in await unit_head.says("24/6 - 28/6")

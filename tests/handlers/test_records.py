"""People's records: changed, transferred, left and come back, with nothing lost and nobody passed over in silence."""

import pytest

from storage import accounts, people
from tests.conftest import CAST
from tests.handlers.test_roles import roles, staff_id

CENTRE = CAST[1005][2]


async def card(officer, name: str) -> str:
    return await officer.says(f"tìm người {name}")


async def test_a_field_is_changed_and_shown_before_and_after(desk, officer, staff):
    await card(officer, "binh")
    await officer.chooses("Sửa hồ sơ")
    await officer.chooses("Chức vụ")
    assert "Đã sửa chức vụ: Chuyên viên → Phó Trưởng phòng" in await officer.says("Phó Trưởng phòng")
    await officer.chooses("Sửa hồ sơ")
    await officer.chooses("Đối tượng")
    assert "công chức" in await officer.chooses("Công chức")
    rows = await desk.read(lambda tx: tx.rows("SELECT act, fields FROM audit_log WHERE act = 'staff.changed'"))
    assert [tuple(row) for row in rows] == [("staff.changed", "post"), ("staff.changed", "employment")]


@pytest.mark.parametrize(
    ("field", "said", "sentence"),
    [
        ("Họ và tên", "Bình", "ít nhất hai chữ"),
        ("Họ và tên", "Lê =An", "chỉ gồm chữ cái"),
        ("Số điện thoại", "12", "10 chữ số"),
        ("Giới tính", "khác", "chọn một trong"),
    ],
)
async def test_what_cannot_be_is_refused_with_a_way_out(officer, staff, field, said, sentence):
    await card(officer, "binh")
    await officer.chooses("Sửa hồ sơ")
    await officer.chooses(field)
    assert sentence in await officer.says(said)


async def test_a_transfer_takes_open_registrations_along_and_leaves_results(desk, officer, staff, focal, drive):
    await staff.says("/dangky 1")
    await staff.chooses("Tham gia")
    await staff.says("hôm nay tư vấn 3 vụ")
    await card(officer, "binh")
    await officer.chooses("Chuyển đơn vị")
    assert f"sang {CENTRE}" in await officer.chooses(CENTRE)
    assert "từ nay thuộc" in staff.last
    said = await officer.says("/tiendo 1")
    assert f"{CENTRE}: 1/2" in said
    assert await desk.read(lambda tx: tx.value("SELECT unit_id FROM achievement")) == 2


async def test_the_roles_of_the_old_unit_end_with_a_transfer_and_that_is_said_before(desk, officer, focal):
    await card(officer, "tuan")
    assert "hết hiệu lực: Đầu mối đơn vị" in await officer.chooses("Chuyển đơn vị")
    await officer.chooses(CENTRE)
    assert await roles(desk, focal) == set()


async def test_who_leaves_is_out_at_once_and_can_come_back(desk, officer, staff):
    number = await staff_id(desk, staff)
    await card(officer, "binh")
    assert "Đăng ký và kết quả đã ghi vẫn còn" in await officer.chooses("Thôi công tác")
    assert "thôi công tác" in await officer.chooses("Ghi thôi công tác")
    assert "gỡ" in staff.last
    assert await desk.read(lambda tx: accounts.accounts_of(tx, number)) == []
    assert "tài khoản trả lời tự động" in await staff.says("/menu")
    assert "đã trở lại" in await officer.chooses("Trở lại công tác")
    assert (await desk.read(lambda tx: people.get(tx, number))).left_at is None


async def test_the_last_officer_does_not_leave(desk, officer):
    await card(officer, "lan anh")
    await officer.chooses("Thôi công tác")
    assert "duy nhất của toàn Sở" in await officer.chooses("Ghi thôi công tác")


async def test_two_of_one_name_are_told_apart_by_their_posts(desk, officer, unit_head, staff):
    await officer.says("/hoso them 2")
    await officer.says("Phạm Thanh Bình, Kế toán")
    assert "Đã thêm Phạm Thanh Bình" in await officer.chooses("Nam")
    assert "anh Phạm Thanh Bình (Chuyên viên)" in (await staff.says("/viec")).lower().replace(
        "phạm thanh bình", "Phạm Thanh Bình"
    ).replace("chuyên viên", "Chuyên viên")
    await card(officer, "binh")
    assert sorted(one for one in officer.choices if "Bình" in one) == [
        f"Phạm Thanh Bình, Chuyên viên, {CAST[1002][2]}",
        f"Phạm Thanh Bình, Kế toán, {CAST[1002][2]}",
    ]


async def test_nobody_but_who_keeps_the_roster_changes_it(desk, unit_head, staff, hoa):
    number = await staff_id(desk, staff)
    for said in (f"/hoso sua {number}", f"/hoso chuyen {number}", f"/hoso thoi {number}.1", "/hoso them 2"):
        assert "cán bộ phụ trách" in await unit_head.says(said)
    assert "Sửa hồ sơ" not in unit_head.choices

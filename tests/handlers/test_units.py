"""The tree of units in chat: seen within one's part of the office, changed by the officer, kept in its history."""

from datetime import datetime

import pytest

from domain.permissions import Role
from storage import campaigns, coverage, people, tree
from tests.conftest import CAST, newcomer
from tests.handlers.test_roles import roles, staff_id

DEPARTMENT, CENTRE = CAST[1002][2], CAST[1005][2]


async def merged(officer, unit: int, into: str, name: str) -> str:
    await officer.says(f"/donvi gop {unit}")
    await officer.chooses(into)
    await (officer.chooses(name) if name.startswith("Giữ") else officer.says(name))
    return await officer.chooses("Gộp đơn vị")


async def units(desk) -> list[str]:
    return [one.name for one in await desk.read(tree.units)]


async def test_everybody_sees_the_part_of_the_tree_that_is_theirs(officer, unit_head, staff):
    said = await officer.says("đơn vị")
    assert "Các đơn vị (03)" in said
    assert f"- {DEPARTMENT}: 03 người" in said
    for person in (unit_head, staff):
        said = await person.says("đơn vị")
        assert DEPARTMENT in said
        assert "Trưởng đơn vị: Trần Văn Dũng" in said
        assert await person.says("/donvi xem 1") == await person.says("/donvi xem 99")
    assert "cán bộ phụ trách" in await staff.says("/donvi nguoi 2 0")


async def test_a_unit_is_added_renamed_and_put_under_another(desk, officer):
    await officer.says("/donvi them 2")
    await officer.says("Tổ Hộ tịch; THT")
    assert "Đã thêm Tổ Hộ tịch" in await officer.chooses("Phòng, văn phòng")
    assert "Thuộc: " + DEPARTMENT in officer.last
    await officer.says("/donvi doiten 2")
    said = await officer.says("Phòng Hành chính tư pháp; HCTP")
    assert "Trước ngày 17/6/2026: " + DEPARTMENT in said
    await officer.says("/donvi chuyen 4")
    assert "thuộc Văn phòng Sở" in await officer.chooses("Văn phòng Sở")
    assert (await desk.read(lambda tx: tree.get(tx, 4))).lineage == (1, 4)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [("", "nhắn bảng"), ("12 34", "cần có chữ"), ("x" * 121, "cần có chữ"), (CENTRE.upper(), "Đang có đơn vị tên")],
)
async def test_a_name_that_cannot_be_is_refused_with_a_way_out(officer, said, sentence):
    await officer.says("/donvi doiten 2")
    if said:
        assert sentence in await officer.says(said)


async def test_a_unit_with_people_is_not_closed(officer):
    assert "chưa đóng được" in await officer.says("/donvi dong 2")


async def test_two_units_become_one_in_the_middle_of_a_drive(desk, officer, unit_head, staff, hoa, drive):
    """Registrations, results and reminders go on; the history shows the old names."""
    await staff.says("/dangky 1")
    await staff.chooses("Tham gia")
    await unit_head.says("/dangky tapthe 1")
    await unit_head.chooses("Tham gia")
    await staff.says("hôm nay tư vấn 3 vụ")
    before = await desk.read(lambda tx: tx.rows("SELECT id, unit_id, act FROM achievement"))
    said = await merged(officer, 2, CENTRE, "Trung tâm Dịch vụ pháp lý")
    assert f"Gộp từ: {DEPARTMENT} (ngày 17/6/2026)" in said
    assert f"Gộp từ: {CENTRE} (ngày 17/6/2026)" in said
    assert await units(desk) == ["Văn phòng Sở", "Trung tâm Dịch vụ pháp lý"]
    said = await officer.says("/tiendo 1")
    assert "Đã đăng ký: 1/5 người" in said
    assert "Tập thể đăng ký: 1/2" in said
    assert [tuple(row) for row in await desk.read(lambda tx: tx.rows("SELECT id, unit_id, act FROM achievement"))] == [
        tuple(row) for row in before
    ]
    assert await roles(desk, unit_head) == {Role.UNIT_HEAD}
    assert "Trung tâm Dịch vụ pháp lý" in await unit_head.says("/tiendo 1")
    assert "Tư vấn: 3 vụ" in await staff.says("/ketqua")
    await hoa.says("/dangky 1")
    assert "Đã ghi nhận" in await hoa.chooses("Tham gia")


async def test_a_drive_that_is_over_keeps_the_units_of_its_time(desk, officer, staff, drive):
    await staff.says("/dangky 1")
    await staff.chooses("Tham gia")
    await desk.moved_to("2026-10-05T09:00:00+07:00")
    await merged(officer, 2, CENTRE, "Giữ tên")
    await officer.says("/donvi doiten 1")
    await officer.says("Văn phòng mới")
    async with desk.database.transaction() as tx:
        found = await coverage.by_unit(tx, await campaigns.get(tx, drive))
    assert [one.unit.name for one in found] == ["Văn phòng Sở", DEPARTMENT, CENTRE]
    assert [one.figures.registered for one in found] == [0, 1, 0]


async def test_a_name_with_an_ampersand_is_shown_as_it_was_typed(desk, officer, hoa):
    await officer.says("/donvi doiten 3")
    assert "thành Trung tâm HC & BTTP" in await officer.says("Trung tâm HC & BTTP")
    number = await staff_id(desk, hoa)
    assert "HC & BTTP" in await officer.presses(f"/phanquyen cho {number}.1 unit_focal 3")
    assert "amp;" not in officer.last
    await officer.says("/hoso sua 2")
    await officer.says("chức vụ")
    assert "→ Văn thư & lưu trữ" in await officer.says("Văn thư & lưu trữ")


async def test_reports_of_all_merged_units_count_as_the_new_ones(desk, officer, unit_head, hoa, drive):
    await officer.presses(f"/phanquyen cho {await staff_id(desk, hoa)}.1 unit_focal 3")
    for person in (unit_head, hoa):
        await person.says("/baocao nop 1")
        await person.says("Đã hoàn thành các chỉ tiêu của đợt.")
        await person.chooses("Nộp")
    await merged(officer, 2, CENTRE, "Trung tâm Dịch vụ pháp lý")
    assert "Đã báo cáo: 1/2" in await officer.says("/tiendo 1")
    said = await officer.says("/baocao xem 1 4")
    assert DEPARTMENT in said
    assert CENTRE in said


async def test_a_new_unit_is_split_off_with_the_people_who_are_chosen(desk, officer, unit_head, staff):
    await officer.says("/donvi tach 2")
    await officer.says("Phòng Công chứng số 3")
    await officer.says("1")
    assert "01 người chuyển sang" in await officer.chooses("Xong")
    assert "Đã tách Phòng Công chứng số 3" in await officer.chooses("Tách đơn vị")
    assert "từ nay thuộc Phòng Công chứng số 3" in staff.last
    assert (await desk.read(lambda tx: people.by_account(tx, desk.key, staff.id))).unit.name == "Phòng Công chứng số 3"
    assert await roles(desk, unit_head) == {Role.UNIT_HEAD}


async def test_an_officer_of_a_part_changes_that_part_alone(desk, officer):
    local = await newcomer(desk, 1301, "Lê Thu Cúc", "female", CENTRE)
    number = await staff_id(desk, local)
    await officer.presses(f"/phanquyen cho {number}.1 officer 3")
    assert "Tên mới" in await local.says("/donvi doiten 3")
    for said in ("/donvi doiten 2", "/donvi gop 2", "/donvi tach 1", "/donvi sua 2"):
        assert "Không có đơn vị này" in await local.says(said)
    assert "cán bộ phụ trách" in await local.says("/donvi them 0")


async def test_what_another_has_changed_meanwhile_is_not_changed(desk, officer):
    await officer.says("/donvi doiten 2")
    await desk.read(lambda tx: tree.rename(tx, 2, "Phòng Khác", "PK", desk_now(desk)))
    assert "vừa được người khác thay đổi" in await officer.says("Phòng Tư pháp")
    assert "Phòng Khác" in await units(desk)


def desk_now(desk):
    return datetime.fromisoformat(desk.clock.read_text())


async def test_a_clusters_members_are_departments_and_nobody_works_in_it(desk, officer):
    await officer.says("/donvi them 0")
    await officer.says("Cụm thi đua miền núi phía Bắc")
    await officer.chooses("Cụm thi đua")
    await officer.says("/donvi them 4")
    await officer.says("Sở Tư pháp tỉnh An Bình (minh họa)")
    await officer.chooses("Đơn vị thành viên")
    assert "Cụm thi đua miền núi phía Bắc: 01 đơn vị thành viên" in await officer.says("đơn vị")

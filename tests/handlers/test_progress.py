from domain.permissions import Role
from storage import people


async def answered(staff, hoa, drive):
    await staff.presses(f"/dangky ok {drive}.0")
    await hoa.presses(f"/dangky khong {drive}.0")


async def test_the_officer_sees_every_unit_in_figures_and_names_on_demand(officer, staff, hoa, drive):
    await answered(staff, hoa, drive)
    said = await officer.says("tiến độ")
    assert "Đã đăng ký: 1/5 người" in said
    assert "Không tham gia: 01 người" in said
    assert "Phòng Hành chính và Bổ trợ tư pháp: 1/3 đăng ký, 2 chưa trả lời; chưa báo cáo" in said
    assert "Bình" not in said
    assert "Đã đăng ký (1/3): Phạm Thanh Bình" in await officer.chooses("Xem tên: Phòng Hành chính")


async def test_a_unit_head_and_a_focal_point_see_their_own_unit_only(unit_head, focal, staff, hoa, drive):
    await answered(staff, hoa, drive)
    for person in (unit_head, focal):
        said = await person.says("/tiendo")
        assert "Chưa trả lời: Trần Văn Dũng, Lý Văn Tuấn" in said
        assert await person.says(f"/tiendo {drive} 3") == said
        assert person.choices == []


async def test_a_clerk_sees_no_progress(staff, drive):
    assert "cán bộ phụ trách" in await staff.says("/tiendo")


async def test_who_is_not_activated_is_counted_apart(desk, officer, drive):
    async with desk.database.transaction() as tx:
        await people.add_staff(tx, 1, "Vũ Thị Mới", "female", "Chuyên viên", [Role.STAFF])
    said = await officer.says(f"/tiendo {drive}")
    assert "Chưa trả lời: 05 người\nChưa kích hoạt, chưa được nhập hộ: 01 người" in said
    assert "Đã đăng ký: 0/6 người" in said
    assert "Chưa kích hoạt, chưa được nhập hộ: Vũ Thị Mới" in await officer.chooses("Xem tên: Văn phòng")


async def test_a_report_that_was_handed_in_is_counted(desk, officer, drive):
    async with desk.database.transaction() as tx:
        await tx.run(
            "INSERT INTO report_submission (campaign_id, unit_id, version, body, submitted_by, submitted_at)"
            " VALUES (?, 2, 1, 'Đã làm', 2, 1781661600)",
            (drive,),
        )
    assert "Đã báo cáo: 1/3 đơn vị" in await officer.says(f"/tiendo {drive}")


async def test_without_a_campaign_there_is_no_progress_and_an_unknown_unit_is_refused(officer, drive):
    assert "không tìm thấy" in await officer.says("/tiendo 77")
    assert "không có trong đối tượng" in await officer.says(f"/tiendo {drive} 77")

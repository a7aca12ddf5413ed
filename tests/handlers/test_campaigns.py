from tests.handlers.test_publishing import confirmed
from tests.handlers.test_publishing import drive as drive_file


async def test_without_a_campaign_the_list_says_so(staff):
    assert "Hiện chưa có đợt thi đua nào" in await staff.says("/thidua")


async def test_a_campaign_shows_its_deadlines_what_it_asks_and_how_many_take_part(staff, drive):
    await staff.says("đang có đợt nào")
    said = await staff.chooses("1. Đợt thi đua 28/8")
    assert "Hạn đăng ký: trước 17 giờ 00, thứ Sáu, ngày 26/6/2026 (còn 9 ngày)" in said
    assert "- Tham gia tố tụng: 3 vụ" in said
    assert "Toàn Sở đã đăng ký: 0/5 người" in said
    assert "Anh Bình chưa đăng ký." in said
    assert staff.choices == ["Đăng ký", "Không tham gia đợt này"]


async def test_what_a_person_has_answered_is_shown(staff, drive):
    await staff.presses(f"/dangky ok {drive}.0")
    said = await staff.says(f"/thidua {drive}")
    assert "Toàn Sở đã đăng ký: 1/5 người" in said
    assert "Anh Bình đã đăng ký." in said
    assert "Ghi kết quả" in staff.choices


async def test_a_campaign_can_be_declined_where_it_is_shown(staff, drive):
    await staff.says(f"/thidua {drive}")
    await staff.chooses("Không tham gia")
    assert "đã chọn không tham gia đợt này" in await staff.says(f"/thidua {drive}")
    assert staff.choices == ["Đăng ký"]


async def test_once_registration_is_over_a_late_one_can_be_asked_for(desk, staff, drive):
    await desk.moved_to("2026-06-26T17:01")
    assert "(đã hết hạn)" in await staff.says(f"/thidua {drive}")
    assert staff.choices == ["Đăng ký bổ sung"]


async def test_only_the_officer_sees_how_many_are_not_activated_and_what_to_do_about_it(officer, staff, drive):
    assert "chưa kích hoạt" not in await staff.says(f"/thidua {drive}")
    assert "(chưa kích hoạt: 0 người)" in await officer.says(f"/thidua {drive}")
    assert officer.choices[-2:] == ["Tiến độ", "Quản lý đợt này"]


async def test_a_campaign_of_other_units_or_one_not_opened_yet_is_unknown(officer, staff, hoa, desk):
    await confirmed(desk, officer, drive_file(audience='["Trung tâm Trợ giúp pháp lý nhà nước"]'))
    assert "không tìm thấy" in await hoa.says("/thidua 1")
    await desk.moved_to("2026-06-17T09:07")
    assert "Đối tượng: Trung tâm Trợ giúp pháp lý nhà nước" in await hoa.says("/thidua 1")
    assert "không tìm thấy" in await staff.says("/thidua 1")
    assert "Hiện chưa có" in await staff.says("/thidua")


async def test_numbers_that_are_none_find_nothing(staff):
    assert "không tìm thấy" in await staff.says("/thidua 99999999999999999")
    assert "Hiện chưa có" in await staff.says("/thidua 31/2")

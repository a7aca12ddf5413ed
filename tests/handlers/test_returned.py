"""Whose registration is to be completed, or waits for the officer, has answered: on screens, in files and nudges."""

import pytest

from domain.registrations import RegistrationState
from tests.handlers.registering import another, put_in
from tests.handlers.test_exporting import rows


async def test_who_is_to_mend_or_waits_for_the_officer_has_answered(desk, officer, unit_head, drive):
    assert "Trả lại" not in await officer.says(f"/tiendo {drive}")
    await put_in(desk, drive, RegistrationState.RETURNED, staff_id=4)
    await put_in(desk, drive, staff_id=5, late=True)
    said = await officer.says(f"/tiendo {drive}")
    figures = "Trả lại, chờ sửa: 01 người\nChờ chấp nhận (gửi sau hạn): 01 người\nChưa trả lời: 03 người"
    assert figures in said
    assert "đã nhận thông báo: 2/5" in said
    assert "2. Phòng Hành chính và Bổ trợ tư pháp: 0/3, còn 2, chờ sửa 1, chưa báo cáo" in said
    assert "0/1, chờ chấp nhận 1, chưa báo cáo" in said
    assert "Trả lại, chờ sửa: 01 người" in await officer.says(f"/tiendo ai {drive}")
    assert "Đăng ký: 0/3 người; 01 trả lại, chờ sửa; tập thể" in await unit_head.says(f"/tiendo phong {drive}")
    await another(desk, label="Đợt thứ hai")
    both = "; 01 trả lại, chờ sửa; 01 chờ chấp nhận (gửi sau hạn); còn 03 người chưa trả lời"
    assert both in await officer.says("tiến độ")


async def test_who_is_to_mend_a_registration_is_asked_for_that_and_for_nothing_else(desk, officer, staff, hoa, drive):
    await put_in(desk, drive, RegistrationState.RETURNED, staff_id=4, reason="Chưa nêu số lượng")
    await put_in(desk, drive, staff_id=5, late=True)
    said = await officer.says("đôn đốc")
    assert "Đợt thi đua 28/8: 03 người chưa đăng ký; hạn 26/6" in said
    assert "Đợt thi đua 28/8: 01 người chưa sửa đăng ký được trả lại; hạn 26/6" in said
    await officer.presses(f"/dondoc nhac {drive}.1 dangky")
    await officer.presses(f"/dondoc sua {drive}")
    await officer.chooses("Nhắc 01 người")
    await desk.moved_to("2026-06-17T09:07")
    assert "- Đợt thi đua 28/8: chưa sửa đăng ký được trả lại, hạn 17 giờ 00, thứ Sáu, ngày 26/6/2026" in staff.last
    assert "chưa đăng ký" not in staff.last
    assert "Chưa nêu số lượng" in await staff.chooses("Sửa đăng ký")
    assert hoa.heard == []


async def test_a_unit_is_asked_to_mend_its_registration(desk, officer, unit_head, focal, drive):
    await put_in(desk, drive, RegistrationState.RETURNED, unit_id=2)
    said = await officer.says("đôn đốc")
    assert "02 đơn vị chưa đăng ký tập thể" in said
    assert "01 đơn vị chưa sửa đăng ký tập thể được trả lại" in said
    await officer.presses(f"/dondoc nhac {drive}.1 suatapthe")
    await desk.moved_to("2026-06-17T09:07")
    assert "chưa sửa đăng ký tập thể được trả lại" in focal.last
    assert "Sửa đăng ký tập thể" in " ".join(unit_head.choices)


async def test_what_is_to_be_mended_is_asked_for_once_registration_is_over_too(desk, officer, staff, drive):
    await put_in(desk, drive, RegistrationState.RETURNED, staff_id=4)
    desk.at("2026-06-29T09:05")
    assert "01 người chưa sửa đăng ký được trả lại; hạn 28/8" in await officer.says("đôn đốc")


@pytest.mark.only("telegram")
async def test_who_is_to_mend_or_waits_for_the_officer_is_not_among_those_who_said_nothing(desk, officer, drive):
    await put_in(desk, drive, RegistrationState.DECLINED, staff_id=3)
    await put_in(desk, drive, staff_id=4)
    await put_in(desk, drive, RegistrationState.RETURNED, staff_id=2)
    await put_in(desk, drive, staff_id=1, late=True)
    said = await officer.says("tổng hợp")
    counts = "01 chưa trả lời; 0 chưa kích hoạt; 01 trả lại, chờ sửa; 01 chờ chấp nhận (gửi sau hạn)\n- Tập thể"
    assert counts in said
    head, *_, last = await rows(desk, officer, "Biểu tiến độ")
    summed = dict(zip(head, last, strict=True))
    apart = ("Trả lại, chờ sửa", "Chờ chấp nhận (gửi sau hạn)", "Chưa trả lời")
    assert [summed[name] for name in apart] == ["1", "1", "1"]
    listed = [row[-1] for row in await rows(desk, officer, "Biểu chưa đăng ký") if row[2] != "Tập thể"][1:]
    assert sorted(listed) == sorted(("Không tham gia", "Trả lại để hoàn thiện", *apart[1:]))


UNDECIDED = "Đề nghị đăng ký bổ sung, chưa được chấp nhận khi hết thời gian xem xét"


@pytest.mark.only("telegram")
async def test_what_nobody_has_decided_on_in_time_no_longer_waits_for_anybody(desk, officer, staff, hoa, drive):
    await put_in(desk, drive, staff_id=4)
    await put_in(desk, drive, staff_id=5, late=True)
    await put_in(desk, drive, RegistrationState.RETURNED, staff_id=2)
    await desk.moved_to("2026-09-11T09:30")
    assert "Chờ xác nhận, anh Dũng sẽ xem" in await staff.says("/ketqua")
    assert "chờ Văn phòng Sở" in await hoa.says("/ketqua")
    figures = "Trả lại, chờ sửa: 01 người\nChờ chấp nhận (gửi sau hạn): 01 người"
    assert figures in await officer.says(f"/tiendo {drive}")
    await desk.moved_to("2026-09-14T09:30")
    for screen in ("/ketqua", f"/thidua {drive}"):
        assert "sẽ xem" not in await staff.says(screen)
        assert "Đã đăng ký." in staff.last
        assert UNDECIDED in await hoa.says(screen)
    figures = "Trả lại, chưa sửa: 01 người\nGửi sau hạn, chưa được chấp nhận: 01 người"
    assert figures in await officer.says(f"/tiendo {drive}")
    assert "Gửi sau hạn, chưa được chấp nhận: Hoàng Thị Thu Hoa" in await officer.says(f"/tiendo {drive} 3")
    assert "01 gửi sau hạn, chưa được chấp nhận" in await officer.says("xuất biểu 1")
    assert "chưa được tiếp nhận" not in officer.last
    assert UNDECIDED in [row[-1] for row in await rows(desk, officer, "Biểu chưa đăng ký")]
    assert [row[-1] for row in await rows(desk, officer, "Biểu tổng hợp")][1:] == ["Đã đăng ký"]

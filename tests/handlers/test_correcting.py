"""A published drive is corrected or postponed in chat; who heard of it hears of the change, if the officer wants."""

import pytest

from storage import announcements, campaigns
from tests.handlers.launching import launched
from tests.handlers.signing import reworded
from tests.handlers.test_publishing import published

DEADLINE = "Hạn đăng ký\ntrước: 17 giờ 00, thứ Sáu, ngày 26/6/2026\nnay: 17 giờ 00, thứ Ba, ngày 30/6/2026"


async def test_a_line_corrects_and_those_who_heard_the_opening_hear_what_changed(desk, officer, staff):
    await published(desk, officer)
    listed = await officer.says("đính chính 1")
    assert "3. Hạn đăng ký: 17 giờ 00, thứ Sáu, ngày 26/6/2026" in listed
    asked = await officer.says("3 17h 30/6")
    assert "trước: 17 giờ 00, thứ Sáu, ngày 26/6/2026\nsau: 17 giờ 00, thứ Ba, ngày 30/6/2026" in asked
    assert "Đã nhận tin phát động: 05 người" in asked
    assert officer.choices == ["Ghi, báo cho mọi người", "Ghi, không báo", "Thôi"]
    said = await officer.chooses("Ghi, báo cho mọi người")
    assert "Tin đính chính gửi lúc: 9 giờ 09, thứ Tư, ngày 17/6/2026" in said
    heard = len(staff.heard)
    await desk.moved_to("2026-06-17T09:08")
    assert len(staff.heard) == heard
    await desk.moved_to("2026-06-17T09:09")
    assert staff.last.startswith("ĐÍNH CHÍNH\n\nĐợt thi đua 28/8, tin đã gửi lúc 9 giờ 07")
    assert DEADLINE in staff.last
    assert len(staff.heard) == heard + 1
    assert "Đ/c Nguyễn Thị Lan Anh, Chuyên viên, Văn phòng Sở" in staff.last


async def test_it_can_be_written_without_a_word(desk, officer, staff):
    await published(desk, officer)
    await officer.says("đính chính 1")
    await officer.says("3 17h 30/6")
    assert "Tin đã gửi không gửi lại" in await officer.chooses("Ghi, không báo")
    heard = len(staff.heard)
    await desk.moved_to("2026-06-17T10:00")
    assert len(staff.heard) == heard
    assert "30/6/2026" in await staff.says("/thidua 1")


async def test_lines_add_up_and_what_cannot_be_read_is_said(desk, officer):
    await published(desk, officer)
    await officer.says("đính chính 1")
    await officer.says("3 17h 30/6")
    said = await officer.says("9 Đoàn kết\n4 chưa rõ")
    assert "Mục 4: trợ lý chưa đọc được ngày trong “chưa rõ”" in said
    assert "Hạn đăng ký\n" in said
    assert "Chủ đề\n" in said
    assert "Mục 3: hạn đăng ký muộn hơn ngày kết thúc" in await officer.says("2 15/6 - 20/6")
    assert "giữ nguyên" in await officer.says("thôi")
    assert (await desk.read(lambda tx: campaigns.get(tx, 1))).theme.startswith("Đoàn kết, kỷ cương")


async def test_what_is_over_is_not_corrected_and_the_officer_sees_what_is_left_to_do(desk, officer):
    await published(desk, officer)
    await desk.moved_to("2026-08-28T23:50")
    await officer.says("đính chính 1")
    await desk.moved_to("2026-08-29T00:10")
    said = await officer.says("3 17h 30/6")
    assert "không đính chính được nữa. Việc còn lại của đợt: nhắn “quản lý đợt 1”" in said
    await officer.says("thoát")
    said = await officer.says("đính chính 1")
    assert "đã kết thúc ngày 28/8/2026 nên không đính chính được nữa.\n\nĐợt thi đua 28/8 (số 1)\nTình trạng:" in said
    assert "hỏi cán bộ phụ trách" not in said


async def test_who_has_signed_the_former_words_is_asked_to_sign_the_new_ones(desk, officer, staff, hoa, unit_head):
    await published(desk, officer)
    await desk.moved_to("2026-06-17T09:10")
    await reworded(desk, 1, commitment="Lời một", pledge="Lời chung")
    for person, command, choice in ((staff, "/camket", "Ký cam kết"), (unit_head, "/giaouoc", "Ký giao ước")):
        await person.says(command)
        await person.chooses(choice)
    await officer.says("đính chính 1")
    await officer.says("16 Lời hai")
    await officer.says("17 Lời chung mới")
    await officer.chooses("Ghi, báo")
    await desk.moved_to("2026-06-17T09:20")
    told = {person: person.heard[-1] for person in (staff, hoa, unit_head)}
    assert "Lời cam kết đã đổi. Mời anh ký lại theo lời mới." in told[staff]
    assert "ký lại" not in told[hoa]
    assert "Lời giao ước đã đổi. Mời" in told[unit_head]
    assert "đã ký bản 1; lời giao ước đã đổi, bản 2 chưa ký" in await unit_head.says("/giaouoc")
    assert "bản 2 chưa ký" in await staff.says("/camket")


async def test_a_second_correction_does_not_silence_the_first(desk, officer, staff):
    await published(desk, officer)
    for lines in ("3 17h 30/6", "9 Đoàn kết"):
        await officer.says("đính chính 1")
        await officer.says(lines)
        await officer.chooses("Ghi, báo")
    await desk.moved_to("2026-06-17T09:09")
    said = "\n".join(staff.heard)
    assert DEADLINE in said
    assert "Chủ đề\ntrước: Đoàn kết, kỷ cương" in said


async def test_nobody_hears_of_a_correction_once_all_is_cancelled(desk, officer, staff):
    await published(desk, officer)
    await officer.says("đính chính 1")
    await officer.says("3 17h 30/6")
    await officer.chooses("Ghi, báo")
    await officer.says("hủy đợt 1")
    await officer.chooses("Hủy hẳn")
    heard = len(staff.heard)
    await desk.moved_to("2026-06-17T10:00")
    assert len(staff.heard) == heard


async def test_before_anybody_has_heard_there_is_nobody_to_tell(desk, officer):
    await launched(desk, officer)
    await officer.says("đính chính 1")
    await officer.says("9 Đoàn kết")
    assert officer.choices == ["Ghi đính chính", "Thôi"]


async def test_an_opening_is_postponed_to_the_next_working_morning(desk, officer, staff):
    await launched(desk, officer, "Gửi ngay")
    await officer.chooses("Hoãn")
    assert officer.choices == ["Gửi lúc 8 giờ 00, thứ Hai, ngày 15/6/2026", "Giữ giờ cũ"]
    assert "Tin phát động gửi lúc: 8 giờ 00, thứ Hai, ngày 15/6/2026" in await officer.chooses("Gửi lúc")
    await desk.moved_to("2026-06-12T16:44")
    assert staff.heard == []
    await desk.moved_to("2026-06-15T08:00")
    assert len(staff.heard) == 1
    waiting = [one for one in await desk.read(lambda tx: announcements.of_campaign(tx, 1)) if one.kind == "opening"]
    assert [one.state for one in waiting] == ["queued"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("giữ giờ cũ", "gửi lúc: 8 giờ 00, thứ Hai, ngày 15/6/2026"),
        ("14h thứ ba 16/6", "gửi lúc: 14 giờ 00, thứ Ba, ngày 16/6/2026"),
        ("hôm nào đó", "chưa đọc được ngày"),
        ("8h 30/6", "đến trước khi gửi được tin phát động"),
    ],
)
async def test_it_is_postponed_as_people_type_times(desk, officer, words, said):
    await launched(desk, officer)
    await officer.says("hoãn đợt 1")
    assert said in await officer.says(words)


async def test_after_the_opening_postponing_is_correcting_the_days(desk, officer):
    await published(desk, officer)
    assert "Đính chính Đợt thi đua 28/8 (số 1). Nội dung hiện nay:" in await officer.says("hoãn đợt 1")


async def test_a_day_that_does_not_fit_is_named_as_what_to_mend_before_anything_is_written(desk, officer, drive):
    await officer.says(f"/phatdong sua {drive}")
    said = await officer.says("20 20/12")
    assert "Cần sửa trước khi ghi:" in said
    assert "Chưa ghi được" not in said


async def test_words_that_are_taken_away_leave_nobody_to_sign(desk, officer, staff, unit_head):
    await published(desk, officer)
    await desk.moved_to("2026-06-17T09:10")
    await reworded(desk, 1, commitment="Lời một", pledge="Lời chung")
    for person, command, choice in ((staff, "/camket", "Ký cam kết"), (unit_head, "/giaouoc", "Ký giao ước")):
        await person.says(command)
        await person.chooses(choice)
    await officer.says("đính chính 1")
    asked = await officer.says("16 không\n17 không")
    assert "Đã ký cam kết theo lời cũ: 01 người; nay không còn lời để ký, không ai phải ký nữa." in asked
    assert "Đã ký giao ước theo lời cũ: 01 đơn vị; nay không còn lời để ký" in asked
    assert "ký lại" not in asked


async def test_a_report_deadline_that_an_earlier_end_leaves_far_behind_is_pointed_out(desk, officer):
    await published(desk, officer)
    await officer.says("đính chính 1")
    assert "Xin xem lại: hạn báo cáo" not in await officer.says("4 17h 27/10/2026")
    asked = await officer.says("4 17h 28/10/2026")
    assert "Xin xem lại: hạn báo cáo 17 giờ 00, thứ Tư, ngày 28/10/2026 sau ngày kết thúc 61 ngày" in asked
    assert "nhắn, ví dụ: 4 17h 28/8/2026" in asked
    assert "Xin xem lại: hạn báo cáo" not in await officer.says("4 17h 28/8/2026")


async def test_days_that_an_earlier_end_leaves_behind_are_named_with_what_to_type(desk, officer):
    await published(desk, officer)
    await officer.says("đính chính 1")
    await officer.says("20 20/7/2026\n17 Lời chung; hạn ký 17h 27/6/2026")
    said = await officer.says("2 15/6 - 20/6")
    for item in (3, 17, 20):
        assert f"- Mục {item}: " in said
    assert "ví dụ: 20 20/7" in said

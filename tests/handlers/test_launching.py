"""A drive launched in a few messages, from its template, on each platform."""

import re
from datetime import datetime

import pytest

from domain.messages import ChatRef
from storage import groups, launch_drafts, tree
from tests.handlers.launching import FRIDAY, LINES, PLAN, known, launched, prepared, previewed
from tests.people import Person


async def test_a_drive_is_launched_from_its_template_with_few_short_messages(desk, officer, staff):
    desk.at(FRIDAY)
    heard = len(officer.heard)
    inputs = [
        await officer.says("phát động 28/8"),
        await officer.says(LINES),
        await officer.chooses("Xem trước bản gửi"),
        await officer.chooses("Gửi lúc 8 giờ 00, thứ Hai, ngày 15/6/2026"),
    ]
    await desk.moved_to("2026-06-12T16:31")
    copied = officer.last
    assert copied.startswith("PHÁT ĐỘNG THI ĐUA\n")
    await desk.moved_to("2026-06-15T08:00")
    opening = next(one for one in staff.heard if "Kế hoạch số 45/KH-STP" in one)
    assert len(inputs) <= 6
    assert len(officer.heard) - heard <= 8
    announced = opening.partition("\n\n1. Đăng ký")[0]
    beside = [text.replace(announced, "") for text in inputs]
    assert len(beside[2]) < len(inputs[2])  # the preview is word for word what people got
    assert max(map(len, beside)) <= 900


async def test_a_drive_that_is_published_already_is_shown_and_not_begun_again(desk, officer):
    await launched(desk, officer)
    assert "Đã công bố" in await officer.says("phát động 28/8")
    assert len(await desk.read(launch_drafts.live)) == 0


async def test_what_is_filled_in_is_listed_by_numbers_with_what_is_missing(desk, officer):
    desk.at(FRIDAY)
    said = await officer.says("phat dong dot 28/8")
    assert "Mẫu “Đợt thi đua 28/8”, năm 2026. Đã điền sẵn:\n1. Tên: Đợt thi đua cao điểm lập thành tích" in said
    assert "\n2. Thời gian: 15/6 - 28/8/2026\n3. Hạn đăng ký: 17 giờ 00, thứ Sáu, ngày 26/6/2026\n" in said
    assert "\n5. Đối tượng: toàn Sở (05 người, 03 đơn vị)\n" in said
    assert "Còn thiếu:\n7. Kế hoạch của Sở (số, ngày)\n8. Văn bản của cấp trên (nếu có)\n9. Chủ đề (nếu có)" in said
    assert "chưa được Văn phòng Sở kiểm tra lại" in said


@pytest.mark.parametrize(
    "words",
    ["phát động 28/8", "PHAT DONG 28-8", "công bố đợt 28/8", "phát động đợt thi đua 28.8", "/phatdong 28/8"],
)
async def test_a_template_is_asked_for_in_any_words(desk, officer, words):
    desk.at(FRIDAY)
    assert "Mẫu “Đợt thi đua 28/8”, năm 2026" in await officer.says(words)


async def test_a_template_is_asked_for_by_its_name(desk, officer):
    said = await officer.says("phát động ngày pháp luật")
    assert "Mẫu “Đợt thi đua 09/11”, năm 2026" in said
    assert "kỷ niệm" not in said
    assert "7. Kế hoạch của Sở: không có" in said
    assert "Còn thiếu:\n8. Văn bản của cấp trên (số, ngày)" in said


async def test_a_day_without_a_template_leads_to_the_others(officer):
    assert "Chưa có mẫu cho “30/4”" in await officer.says("phát động 30/4")
    assert "Đợt mới, chưa có mẫu" in officer.choices


async def test_words_that_only_begin_so_are_no_launch(desk, officer):
    said = await officer.says("công bố kết luận thanh tra ngày 11/6 1 cuộc")
    assert "Mẫu" not in said


async def test_only_what_was_changed_is_shown_back_and_no_line_is_lost(desk, officer):
    said = await prepared(desk, officer, f"{PLAN}\n4 hôm nào đó\nxin cảm ơn")
    assert "Đã ghi:\n7. Kế hoạch của Sở: Kế hoạch số 45/KH-STP ngày 12/6/2026\n\n" in said
    assert "Chưa ghi được 02 dòng" in said
    assert "Mục 4: trợ lý chưa đọc được ngày trong “hôm nào đó”" in said
    assert "Trợ lý chưa rõ dòng này sửa mục nào: “xin cảm ơn”" in said
    assert "Đã đủ nội dung" in said
    assert officer.choices == ["Xem trước bản gửi", "Sửa", "Thêm nội dung", "Lưu lại, làm sau"]


async def test_units_are_picked_by_numbers(desk, officer, staff, hoa):
    await prepared(desk, officer)
    assert "(2) Phòng Hành chính và Bổ trợ tư pháp" in await officer.says("5")
    assert "Trung tâm Trợ giúp pháp lý nhà nước (01 người, 01 đơn vị)" in await officer.says("5 3")
    assert "Văn phòng Sở, Trung tâm Trợ giúp pháp lý nhà nước (02 người" in await officer.says("5 1,3")
    await officer.chooses("Xem trước bản gửi")
    await officer.chooses("Gửi ngay")
    await desk.moved_to("2026-06-12T16:40")
    assert staff.heard == []
    assert len(hoa.heard) == 1


async def test_readiness_tells_what_overlaps_and_who_will_not_hear(desk, drive, officer):
    desk.at(FRIDAY)
    await officer.says("đợt mới, chưa có mẫu")
    said = await officer.says("1 Phong trào thi đua “Văn hóa công sở”\n2 01/6 - 31/12\n7 38/KH-STP 20/5")
    assert "Trùng thời gian với Đợt thi đua 28/8 (15/6/2026 - 28/8/2026); vẫn công bố được" in said
    assert "Chưa có văn bản của cấp trên (mục 8), chủ đề (mục 9); vẫn gửi được" in said


async def test_what_is_edited_in_the_preview_is_in_the_next_one(desk, officer):
    await prepared(desk, officer)
    await officer.chooses("Xem trước bản gửi")
    await officer.says("9 Đoàn kết")
    assert "Chủ đề: Đoàn kết" in await officer.chooses("Xem trước bản gửi")


async def test_an_opening_can_be_put_at_another_time(desk, officer, staff):
    await prepared(desk, officer)
    await officer.chooses("Xem trước bản gửi")
    await officer.chooses("Hẹn giờ khác")
    assert "chưa đọc được ngày" in await officer.says("hôm nào rảnh")
    assert "đã qua" in await officer.says("8h 10/6/2026")
    assert "đến trước khi gửi được tin phát động" in await officer.says("8h 30/6")
    await officer.says("19h thứ ba 16/6")
    assert officer.choices[0] == "Gửi lúc 7 giờ 30, thứ Tư, ngày 17/6/2026"
    await officer.chooses("Gửi lúc")
    await desk.moved_to("2026-06-17T07:29")
    assert staff.heard == []
    await desk.moved_to("2026-06-17T07:30")
    assert len(staff.heard) == 1


async def test_a_launch_that_is_pressed_twice_is_one_launch(desk, officer, staff):
    await prepared(desk, officer)
    await officer.chooses("Xem trước bản gửi")
    (kept,) = await desk.read(launch_drafts.live)
    await officer.presses(f"/phatdong guingay {kept.id}.{kept.version}")
    assert "Đã công bố" in await officer.presses(f"/phatdong guingay {kept.id}.{kept.version}")
    assert "Đã công bố" in await officer.presses(f"/phatdong gui {kept.id}.{kept.version}")
    await desk.moved_to("2026-06-12T16:40")
    assert len(await known(desk)) == 1
    assert len(staff.heard) == 1
    assert sum(one.startswith("PHÁT ĐỘNG THI ĐUA\n") for one in officer.heard) == 1


async def test_a_draft_is_kept_and_gone_on_with_later(desk, officer):
    await prepared(desk, officer)
    assert "Đã lưu Đợt thi đua 28/8" in await officer.chooses("Lưu lại, làm sau")
    desk.at("2026-06-13T10:00")
    await officer.says("phát động")
    assert "Đã đủ nội dung" in await officer.chooses("Soạn tiếp: Đợt thi đua 28/8")


async def test_the_same_template_asked_for_again_is_the_same_draft(desk, officer):
    await prepared(desk, officer)
    assert "7. Kế hoạch của Sở: Kế hoạch số 45/KH-STP" in await officer.says("phát động 28/8")
    await officer.says("đợt mới")
    await officer.says("đợt mới")
    assert len(await desk.read(launch_drafts.live)) == 2


async def test_what_was_dropped_is_gone(desk, officer, staff):
    await prepared(desk, officer)
    await officer.chooses("Xem trước bản gửi")
    assert "Đã bỏ bản soạn Đợt thi đua 28/8" in await officer.chooses("Bỏ")
    assert await desk.read(launch_drafts.live) == []
    assert "Còn thiếu:\n7. Kế hoạch" in await officer.says("phát động 28/8")


async def test_days_that_contradict_each_other_keep_it_from_being_sent(desk, officer):
    said = await prepared(desk, officer, f"{PLAN}\n3 17h 28/8\n2 15/6 - 10/8")
    assert "Cần sửa trước khi gửi:\n- Mục 3: hạn đăng ký muộn hơn ngày kết thúc của đợt." in said
    assert "Xem trước bản gửi" not in officer.choices
    (kept,) = await desk.read(launch_drafts.live)
    assert "Cần sửa trước khi gửi" in await officer.presses(f"/phatdong gui {kept.id}.{kept.version}")
    assert await known(desk) == []


async def test_an_audience_that_nobody_reaches_is_refused(desk, officer):
    await desk.read(lambda tx: tree.add_unit(tx, "Phòng Công chứng số 1", "PCC1"))
    said = await prepared(desk, officer, f"{PLAN}\n5 PCC1")
    assert "Chưa ai trong đối tượng có tài khoản và chưa liên kết nhóm nào" in said
    assert "Xem trước bản gửi" not in officer.choices


async def test_an_opening_too_long_for_one_message_is_told_while_writing(desk, officer):
    for number in range(60):
        name = f"Phòng thứ {number} có tên rất dài của một Sở rất lớn, nhiều việc"
        await desk.read(lambda tx, name=name: tree.add_unit(tx, name, name))
    said = await prepared(desk, officer, f"{PLAN}\n5 {','.join(str(one) for one in range(1, 61))}")
    assert re.search(r"Bản gửi dài hơn một tin [\d.]+ ký tự", said)
    assert "Xem trước bản gửi" not in officer.choices


async def test_the_officer_hears_what_the_launch_takes(desk, officer):
    said = await launched(desk, officer)
    assert "Tin phát động gửi lúc: 8 giờ 00, thứ Hai, ngày 15/6/2026" in said
    assert "Người nhận: 05 người có tài khoản" in said
    assert ("Dùng khoảng 5 tin" in said) is (desk.platforms == ("zalo",))
    assert "Muốn dừng trước giờ gửi, nhắn: dừng gửi" in said
    assert "Đã dừng gửi Đợt thi đua 28/8" in await officer.says("dừng gửi")
    assert "Không có tin phát động nào đang chờ gửi" in await officer.says("dừng gửi")
    assert [one.state for one in await known(desk)] == ["DRAFT"]


async def test_what_was_stopped_can_be_edited_and_sent_after_all(desk, officer, staff):
    await launched(desk, officer)
    await officer.chooses("Dừng gửi")
    await officer.says("9 Đoàn kết")
    await officer.chooses("Xem trước bản gửi")
    await officer.chooses("Gửi ngay")
    await desk.moved_to("2026-06-12T16:40")
    assert "Chủ đề: Đoàn kết" in staff.last
    assert len(await known(desk)) == 1


async def test_last_year_s_drive_is_begun_again(desk, drive, officer):
    await officer.says("phát động")
    await officer.chooses("Theo đợt đã có")
    said = await officer.chooses("Đợt thi đua 28/8 (2026)")
    assert "2. Thời gian: 15/6 - 28/8/2027" in said


@pytest.mark.only("telegram")
async def test_where_a_group_is_linked_its_own_words_are_previewed_and_the_others_on_request(desk, officer, staff):
    async with desk.database.transaction() as tx:
        chat = ChatRef(platform="telegram", chat_id="-100500")
        await groups.link(tx, chat, "Sở Tư pháp", 1, datetime.fromisoformat("2026-06-01T09:00:00+07:00"))
    await prepared(desk, officer)
    preview = await previewed(officer)
    assert preview.startswith("PHÁT ĐỘNG THI ĐUA\n")
    assert "[Đăng ký] [Xem đợt thi đua]" in preview
    assert "và 01 nhóm" in preview
    person = await officer.chooses("Xem bản ở nơi khác")
    assert person.startswith("Từng người, trên Telegram:\nĐợt thi đua cao điểm")


async def test_a_clerk_launches_nothing(desk, staff):
    assert "cán bộ phụ trách" in await staff.says("phát động 28/8")
    assert await desk.read(launch_drafts.live) == []


@pytest.mark.only("telegram")
async def test_on_two_platforms_each_form_is_shown_and_people_are_counted_on_each(desk_of_both, platform):
    desk = desk_of_both
    officer = Person(desk, 1001, "Nguyễn Thị Lan Anh")
    await prepared(desk, officer)
    preview = await officer.chooses("Xem trước bản gửi")
    assert "1. Đăng ký\n2. Xem đợt thi đua" in preview
    other = await officer.chooses("Xem bản ở nơi khác")
    assert "Từng người, trên Telegram:" in other
    assert "[Đăng ký] [Xem đợt thi đua]" in other
    assert "Dùng khoảng 5 tin Zalo" in await officer.chooses("Gửi lúc")


async def test_a_drive_whose_registration_closes_before_it_begins_opens_the_next_morning(desk, officer):
    await prepared(desk, officer, f"{PLAN}\n2 01/7 - 28/8\n3 17h 26/6")
    await officer.chooses("Xem trước bản gửi")
    assert "Gửi lúc 8 giờ 00, thứ Hai, ngày 15/6/2026" in officer.choices

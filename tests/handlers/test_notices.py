"""/thongbao: few messages until everybody who is meant has it; shown first, changed and cancelled until it goes."""

import pytest

from domain.audience import Audience
from storage import audiences, people, tree
from storage import notices as kept
from tests.conftest import Person
from tests.handlers.announcing import ALL, LATER, SENT_AT, WORDS, announced, in_group, linked, previewed

SIGNED = "Đ/c Nguyễn Thị Lan Anh, Chuyên viên, Văn phòng Sở"


async def test_three_messages_and_a_choice_reach_everybody_signed(desk, officer, staff, hoa):
    shown = await previewed(officer)
    assert f"THÔNG BÁO\n\n{WORDS}\n\n{SIGNED}" in shown
    assert "05 người có tài khoản" in shown
    assert "Gửi lúc: 9 giờ 07, thứ Tư, ngày 17/6/2026" in shown
    assert "đang chờ gửi" in await officer.chooses("Gửi")
    assert staff.heard == []
    await desk.moved_to(SENT_AT)
    assert staff.last == f"THÔNG BÁO\n\n{WORDS}\n\n{SIGNED}"
    assert len(hoa.heard) == 1


async def test_a_clerk_writes_none_and_an_officer_who_is_none_any_more_stops_in_the_middle(desk, officer, staff):
    assert "cán bộ phụ trách" in await staff.says("thông báo")
    await previewed(officer)
    async with desk.database.transaction() as tx:
        await tx.run("DELETE FROM role_grant WHERE role = 'officer'")
    assert "cán bộ phụ trách" in await officer.says("8h sáng mai")
    await desk.moved_to("2026-06-18T09:00")
    assert len(staff.heard) == 1


@pytest.mark.parametrize(
    ("whom", "told"),
    [
        ("Văn phòng Sở", {"officer"}),
        ("trưởng đơn vị, đầu mối", {"unit_head", "focal"}),
        ("chị Hoa và Phạm Thanh Bình", {"hoa", "staff"}),
        ("van phong so, Hoa", {"officer", "hoa"}),
    ],
)
async def test_whom_is_said_in_words(desk, request, officer, whom, told):
    await announced(desk, officer, whom=whom)
    names = ("officer", "unit_head", "focal", "staff", "hoa")
    heard = {name for name in names if WORDS in "".join(request.getfixturevalue(name).heard[-2:])}
    assert heard - {"officer"} == told - {"officer"}


async def test_units_are_picked_by_figures(desk, officer, unit_head, hoa):
    await officer.says("thông báo")
    await officer.chooses("Chọn đơn vị")
    assert "nhắn lời thông báo" in await officer.says("2,3")
    assert "04 người" in await officer.says(WORDS)
    assert "từ 1 đến 4" in await again_with(officer, "9")
    await officer.says("3")
    assert "01 người" in officer.last


async def again_with(officer, figure: str) -> str:
    await officer.chooses("Đổi người nhận")
    await officer.chooses("Chọn đơn vị")
    return await officer.says(figure)


@pytest.mark.only("telegram")
async def test_units_are_picked_one_press_each(desk, officer):
    await officer.says("thông báo")
    await officer.chooses("Chọn đơn vị")
    await officer.chooses("Văn phòng Sở")
    await officer.chooses("Trung tâm")
    await officer.chooses("Văn phòng Sở")
    await officer.chooses("Xong")
    assert "01 người" in await officer.says(WORDS)


async def test_of_people_with_one_name_the_right_one_is_picked(desk, officer, hoa):
    async with desk.database.transaction() as tx:
        unit = (await tree.units(tx))[0].id
        await people.add_staff(tx, unit, "Vũ Thị Hoa", "female", "", [])
    await officer.says("thông báo")
    assert "trùng tên" in await officer.says("chị Hoa, anh Bình")
    await officer.chooses("Hoàng Thị Thu Hoa")
    if "Xong" in officer.choices:
        await officer.chooses("Xong")
    assert "02 người" in await officer.says(WORDS)


async def test_somebody_unknown_and_an_empty_audience_are_sentences(desk, officer):
    await officer.says("thông báo")
    assert "không có đơn vị, nhóm hay người nào là “Nguyễn Văn Không”" in await officer.says("Nguyễn Văn Không")
    async with desk.database.transaction() as tx:
        unit = await tree.add_unit(tx, "Phòng Công chứng số 1", "PCC1")
        await people.add_staff(tx, unit, "Đỗ Văn Mới", "male", "", [])
    await officer.says("Phòng Công chứng số 1")
    assert "chưa có ai; 01 người chưa kích hoạt" in await officer.says(WORDS)
    assert "không có ai đã kích hoạt" in await officer.chooses("Gửi")
    assert "05 người" in await changed_to_all(officer)


async def changed_to_all(officer) -> str:
    await officer.says("làm tiếp")
    await officer.chooses("Đổi người nhận")
    return await officer.chooses(ALL)


@pytest.mark.only("telegram")
async def test_groups_are_told_too_and_one_that_was_left_is_named_and_passed_over(desk, officer, staff):
    await linked(desk)
    other = await linked(desk, "Nhóm cũ", -100501)
    await officer.says("thông báo")
    assert {"Toàn Sở và các nhóm", "Chỉ các nhóm", "Chọn nhóm"} <= set(officer.choices)
    await officer.chooses("Chọn nhóm")
    await officer.says("1,2")
    await officer.says(WORDS)
    async with desk.database.transaction() as tx:
        await tx.run("UPDATE group_chat SET left_at = 1 WHERE id = ?", (other,))
    assert "Nhóm cũ: trợ lý không còn trong nhóm, bỏ qua" in await officer.says("làm tiếp")
    await officer.chooses("Gửi")
    await desk.moved_to(SENT_AT)
    assert len(in_group(desk)) == 1
    assert in_group(desk, -100501) == []
    assert staff.heard == []


async def test_too_long_is_said_with_the_exact_excess_and_what_was_typed_is_kept(desk, officer):
    await officer.says("thông báo")
    await officer.chooses(ALL)
    most = {"telegram": 4096, "zalo": 1900 - 2}[desk.platforms[0]]  # an empty line for what may stand below
    around = len(f"THÔNG BÁO\n\n\n\n{SIGNED}")
    said = await officer.says("a" * (most - around + 7))
    assert "quá 7 ký tự" in said
    assert [len(one.body) for one in await desk.read(kept.waiting)] == [most - around + 7]
    await officer.says("a" * (most - around))
    assert "Gửi lúc" in await officer.reads_on()


@pytest.mark.only("telegram")
async def test_a_text_that_a_phone_cuts_in_two_is_one(desk, officer):
    await officer.says("thông báo")
    await officer.chooses(ALL)
    await officer.says("a" * 4097)
    assert "dài 4.097 ký tự" in officer.last
    assert "05 người" in await officer.says("Ngắn thôi.")


async def test_what_was_typed_is_escaped(desk, officer, staff):
    await announced(desk, officer, words="Số liệu <b>&amp; & “x” 5 < 6")
    assert "Số liệu <b>&amp; & “x” 5 < 6" in staff.last


async def test_a_time_is_typed_as_people_do_and_outside_the_hours_it_waits(desk, officer, staff):
    await previewed(officer)
    assert "Gửi lúc: 8 giờ 00, thứ Năm, ngày 18/6/2026" in await officer.says("8h sáng mai")
    assert "ngoài giờ gửi tin" in await officer.says("12h trưa mai")
    assert "13 giờ 45, thứ Năm, ngày 18/6/2026" in officer.last
    assert "đã qua" in await officer.says("8h ngày 1/6/2026")
    assert "chưa rõ" in await officer.says("có lẽ thế")
    await officer.says("8h sáng mai")
    await officer.chooses("Gửi")
    await desk.moved_to("2026-06-18T07:59")
    assert staff.heard == []
    await desk.moved_to("2026-06-18T08:00")
    assert len(staff.heard) == 1


async def test_what_repeats_shows_its_next_time_and_can_be_ended(desk, officer, staff):
    await previewed(officer)
    await officer.chooses("Hẹn giờ")
    said = await officer.says("8h thứ hai hằng tuần đến 6/7")
    assert "Gửi hằng tuần, lần tới: 8 giờ 00, thứ Hai, ngày 22/6/2026; đến hết ngày 06/7/2026" in said
    await officer.chooses("Gửi")
    await desk.moved_to("2026-06-22T08:00")
    assert len(staff.heard) == 1
    assert "lần tới: 8 giờ 00, thứ Hai, ngày 29/6/2026" in await officer.says("xem thông báo 1")
    await desk.moved_to("2026-06-29T08:00")
    assert len(staff.heard) == 2
    assert "không gửi lặp lại nữa" in await officer.says("hủy thông báo 1")
    await desk.moved_to("2026-07-06T08:01")
    assert len(staff.heard) == 2


async def test_a_press_twice_sends_once_and_the_second_shows_how_it_stands(desk, officer, staff):
    await previewed(officer)
    version = await desk.read(lambda tx: tx.value("SELECT version FROM announcement"))
    for _ in range(2):
        assert "đang chờ gửi" in await officer.presses(f"/thongbao gui 1.{version}")
    await desk.moved_to(LATER)
    assert len(staff.heard) == 1


async def test_what_waits_is_changed_and_does_not_go_meanwhile(desk, officer, staff):
    await previewed(officer)
    await officer.chooses("Gửi")
    await officer.chooses("Sửa")
    await desk.moved_to("2026-06-17T09:20")
    assert staff.heard == []
    await officer.says("làm tiếp")
    await officer.chooses("Sửa lời")
    await officer.says("Họp lúc 9 giờ.")
    await officer.chooses("Gửi")
    await desk.moved_to("2026-06-17T09:22")
    assert "Họp lúc 9 giờ." in staff.last


async def test_what_is_cancelled_or_dropped_goes_to_nobody(desk, officer, staff):
    await previewed(officer)
    await officer.chooses("Gửi")
    assert "đã được hủy" in await officer.says("hủy thông báo 1")
    await previewed(officer)
    assert "chưa gửi cho ai" in await officer.chooses("Bỏ thông báo này")
    await desk.moved_to(LATER)
    assert staff.heard == []


async def test_two_officers_in_one_draft_do_not_overwrite_each_other(desk, officer, unit_head, staff):
    async with desk.database.transaction() as tx:
        head = await people.by_account(tx, desk.key, unit_head.id)
        await tx.run("INSERT INTO role_grant (staff_id, role) VALUES (?, 'officer')", (head.id,))
    await previewed(officer)
    assert "soạn dở" in await unit_head.says("xem thông báo 1")
    await unit_head.chooses("Soạn tiếp")
    assert "vừa được người khác sửa" in await officer.says("8h sáng mai")
    await unit_head.chooses("Gửi")
    await desk.moved_to(LATER)
    assert "Đ/c Trần Văn Dũng" in staff.last


async def test_a_draft_survives_a_restart(desk, officer):
    await officer.says("thông báo")
    await officer.chooses(ALL)
    await desk.stop()
    await desk.start()
    assert "05 người" in await officer.says(WORDS)


async def test_one_that_is_far_too_late_is_told_to_its_author_and_to_nobody_else(desk, officer, staff):
    await previewed(officer)
    await officer.chooses("Gửi")
    await desk.stop()
    desk.at("2026-06-18T16:45")
    await desk.start()
    await desk.moved_to("2026-06-19T07:30")
    await desk.moved_to("2026-06-19T07:31")
    assert "không gửi được lúc 9 giờ 07" in officer.last
    assert staff.heard == []


async def test_the_text_for_the_office_s_own_group_stands_alone(desk, officer):
    await announced(desk, officer)
    await officer.says("xem thông báo 1")
    assert await officer.chooses("Bản cho nhóm của Sở") == f"THÔNG BÁO\n\n{WORDS}\n\n{SIGNED}"


async def test_the_list_shows_what_waits_and_what_went(desk, officer):
    await announced(desk, officer)
    await previewed(officer, words="Việc thứ hai.")
    assert "01 đang soạn hoặc chờ gửi, 01 đã gửi" in await officer.says("danh sách thông báo")
    assert "Việc thứ hai." in await officer.chooses("Đang soạn")


async def test_on_two_platforms_the_preview_of_the_other_one_is_shown_on_request(desk_of_both):
    officer = Person(desk_of_both, 1001, "")
    shown = await previewed(officer)
    assert "người nhận ở Zalo sẽ thấy" in shown
    assert "Dùng khoảng 5 tin Zalo" in shown
    assert "người nhận ở Telegram sẽ thấy" in await officer.chooses("Xem bản ở Telegram")


async def test_who_is_told_where_is_counted_by_the_chosen_account(desk):
    everybody = Audience(everybody=True)
    assert await desk.read(lambda tx: audiences.told_on(tx, everybody, desk.key)) == 5
    assert await desk.read(lambda tx: audiences.told_on(tx, everybody, "elsewhere")) == 0

import unicodedata
from dataclasses import replace
from datetime import date, datetime

import pytest

from domain.campaigns import CampaignState
from storage import campaigns, people, registrations
from tests.conftest import DRIVE

UNTIL = "Được sửa hoặc rút đến 17 giờ 00, ngày 26/6/2026."


async def registered(desk, drive):
    """Name, state and version of every registration in the drive."""
    async with desk.database.transaction() as tx:
        rows = await tx.rows(
            "SELECT coalesce(full_name, unit.name) AS name, state, version FROM registration"
            " LEFT JOIN staff ON staff.id = staff_id LEFT JOIN unit ON unit.id = registration.unit_id"
            " WHERE campaign_id = ? ORDER BY registration.id",
            (drive,),
        )
    return [tuple(row) for row in rows]


async def targets(desk, drive, name):
    """Act, amount, measure and due day of what somebody (or a unit) promised."""
    async with desk.database.transaction() as tx:
        rows = await tx.rows(
            "SELECT act, amount, measure, due_day FROM target JOIN registration ON registration.id = registration_id"
            " LEFT JOIN staff ON staff.id = staff_id LEFT JOIN unit ON unit.id = registration.unit_id"
            " WHERE campaign_id = ? AND coalesce(full_name, unit.name) = ? ORDER BY target.id",
            (drive, name),
        )
    return [tuple(row) for row in rows]


async def another(desk, **changes):
    async with desk.database.transaction() as tx:
        return await campaigns.add(tx, replace(DRIVE, **changes))


async def changed(desk, drive, **changes):
    async with desk.database.transaction() as tx:
        campaign = await campaigns.get(tx, drive)
        await campaigns.replace(tx, replace(campaign, version=campaign.version + 1, **changes))


BINH, TUAN, DUNG = "Phạm Thanh Bình", "Lý Văn Tuấn", "Trần Văn Dũng"
UNIT = "Phòng Hành chính và Bổ trợ tư pháp"


async def test_one_press_registers_and_says_until_when_it_can_be_changed(desk, staff, drive):
    assert "Anh Bình đăng ký thế nào?" in await staff.says("/dangky")
    said = await staff.chooses("Tham gia, chưa nêu chỉ tiêu")
    assert said.startswith("Đã ghi nhận đăng ký số 1 lúc 09 giờ 05, thứ Tư, ngày 17/6/2026.")
    assert UNTIL in said
    assert staff.choices == ["Ghi kết quả", "Sửa đăng ký", "Rút đăng ký"]
    assert await registered(desk, drive) == [(BINH, "SUBMITTED", 1)]


async def test_with_several_campaigns_open_one_is_chosen_first(desk, staff, drive):
    await another(desk, label="Đợt thi đua cải cách hành chính")
    assert "02 đợt thi đua" in await staff.says("đăng ký")
    await staff.chooses("Đợt thi đua 28/8")
    await staff.chooses("Tham gia")
    assert await registered(desk, drive) == [(BINH, "SUBMITTED", 1)]


async def test_with_no_campaign_open_it_says_so(staff):
    assert "chưa có đợt thi đua nào" in await staff.says("/dangky")


async def test_a_campaign_for_other_units_is_not_offered(desk, staff, hoa):
    async with desk.database.transaction() as tx:
        unit = await people.unit_named(tx, "Trung tâm Trợ giúp pháp lý nhà nước")
    other = await another(desk, units=frozenset({unit.id}))
    assert "chưa có đợt thi đua nào" in await staff.says("/dangky")
    assert "không tìm thấy" in await staff.says(f"/dangky {other}")
    assert "Chị Hoa đăng ký thế nào?" in await hoa.says("/dangky")


async def test_criteria_are_picked_by_pressing(desk, staff, drive):
    await staff.says(f"/dangky {drive}")
    await staff.chooses("Chọn chỉ tiêu có sẵn")
    await staff.chooses("Tham gia tố tụng")
    await staff.chooses("Tư vấn pháp luật")
    await staff.chooses("Tham gia tố tụng")
    assert "Tư vấn pháp luật: 10 vụ (đã chọn)" in staff.choices
    assert "- Tư vấn pháp luật: 10 vụ" in await staff.chooses("Xác nhận")
    assert await targets(desk, drive, BINH) == [("Tư vấn pháp luật", "10", "vụ", None)]


@pytest.mark.parametrize(
    ("typed", "amounts"),
    [
        ("1,3", ["3", "2"]),
        ("1 va 3", ["3", "2"]),
        ("số 1 và số 3", ["3", "2"]),
        ("1 5 vụ", ["5"]),
        (unicodedata.normalize("NFD", "1: 5 vụ, 2"), ["5", "10"]),
    ],
)
async def test_criteria_are_picked_by_number(desk, staff, drive, typed, amounts):
    await staff.says("/dangky")
    await staff.chooses("Chọn chỉ tiêu có sẵn")
    assert "Xin kiểm tra lại" in await staff.says(typed)
    await staff.chooses("Xác nhận")
    assert [amount for _, amount, _, _ in await targets(desk, drive, BINH)] == amounts


async def test_a_number_outside_the_list_leaves_the_question_open(desk, staff, drive):
    await staff.says("/dangky")
    await staff.chooses("Chọn chỉ tiêu có sẵn")
    assert "từ 1 đến 3" in await staff.says("1, 7")
    assert "Xin kiểm tra lại" in await staff.says("2")
    assert await registered(desk, drive) == []


async def test_a_sentence_becomes_a_target_once_confirmed(desk, staff, drive):
    await staff.says("/dangky")
    await staff.chooses("Tự nhập chỉ tiêu")
    said = await staff.says("tham dinh 12 du thao truoc 20/8")
    assert "Người đăng ký: Phạm Thanh Bình, Phòng Hành chính và Bổ trợ tư pháp" in said
    assert "- thẩm định: 12 dự thảo, hoàn thành trước thứ Năm, ngày 20/8/2026" in said
    assert await registered(desk, drive) == []
    assert "số 1" in await staff.says("xác nhận")
    assert await targets(desk, drive, BINH) == [("thẩm định", "12", "dự thảo", "2026-08-20")]


async def test_a_target_said_freely_opens_the_confirmation(desk, staff, drive):
    assert "- tư vấn: 10 vụ" in await staff.says("đăng ký 10 vụ tư vấn xong trước 20/8")
    await staff.chooses("Xác nhận")
    assert await targets(desk, drive, BINH) == [("tư vấn", "10", "vụ", "2026-08-20")]


async def test_a_target_said_freely_waits_for_the_choice_of_a_campaign(desk, staff, drive):
    await another(desk, label="Đợt thi đua cải cách hành chính")
    await staff.says("đăng ký 10 vụ tư vấn")
    assert "- tư vấn: 10 vụ" in await staff.chooses("Đợt thi đua 28/8")
    await staff.chooses("Xác nhận")
    assert await targets(desk, drive, BINH) == [("tư vấn", "10", "vụ", None)]


async def test_while_a_campaign_is_to_be_chosen_the_sentence_can_be_said_anew_or_dropped(desk, staff, drive):
    await another(desk, label="Đợt thi đua cải cách hành chính")
    await staff.says("đăng ký 10 vụ tư vấn")
    assert "Mời chọn đợt" in await staff.says("tư vấn 12 vụ")
    assert "- tư vấn: 12 vụ" in await staff.says("đợt thi đua 28/8")
    await staff.says("/thoat")
    await staff.says("đăng ký 10 vụ tư vấn")
    assert "không được ghi" in await staff.chooses("Thôi")
    assert await registered(desk, drive) == []


async def test_wanting_to_register_in_ones_own_words_opens_the_campaign(staff, drive):
    assert "Anh Bình đăng ký thế nào?" in await staff.says("ddangw kys thi ddua")


async def test_a_sentence_can_be_mended_or_left(desk, staff, drive):
    await staff.says("/dangky nhap")
    await staff.says("tư vấn 10 vụ")
    assert "nhập một câu" in await staff.chooses("Sửa")
    assert "- tư vấn: 12 vụ" in await staff.says("tư vấn 12 vụ")
    assert "- tư vấn: 15 vụ" in await staff.says("tư vấn 15 vụ")
    assert "đăng ký thế nào" in await staff.chooses("Thôi")
    await staff.says("/dangky nhap")
    await staff.says("tư vấn 10 vụ")
    assert "đăng ký thế nào" in await staff.says("3")
    assert await registered(desk, drive) == []


@pytest.mark.parametrize(
    ("typed", "asked", "answered", "target"),
    [
        ("phát khoảng 500 tờ gấp", "số chính xác", "520", ("phát tờ gấp", "520", "tờ gấp", None)),
        ("tư vấn", "Bao nhiêu", "10 vụ", ("tư vấn", "10", "vụ", None)),
        ("tư vấn", "Bao nhiêu", "để sau", ("tư vấn", None, "", None)),
        ("tư vấn", "Bao nhiêu", "tư vấn 7 vụ", ("tư vấn", "7", "vụ", None)),
        ("tư vấn 10", "đơn vị tính", "vụ", ("tư vấn", "10", "vụ", None)),
        ("5 vụ", "việc gì", "tư vấn pháp luật", ("tư vấn pháp luật", "5", "vụ", None)),
    ],
)
async def test_what_is_doubtful_is_asked_once(desk, staff, drive, typed, asked, answered, target):
    await staff.says("/dangky nhap")
    assert asked in await staff.says(typed)
    assert "Xin kiểm tra lại" in await staff.says(answered)
    await staff.chooses("Xác nhận")
    assert await targets(desk, drive, BINH) == [target]


@pytest.mark.parametrize(
    ("typed", "refusal"),
    [
        ("tư vấn 3 vụ trước 31/2", "không có ngày 31"),
        ("tư vấn 3 vụ trước 5/6", "Ngày 05/6/2026 đã qua"),
        ("tư vấn 3 vụ trước 20/9", "sau ngày kết thúc"),
        ("tư vấn " + "x" * 10_000, "dài quá"),
    ],
)
async def test_a_sentence_that_cannot_be_leaves_the_question_open(desk, staff, drive, typed, refusal):
    await staff.says("/dangky nhap")
    assert refusal in await staff.says(typed)
    assert "- tư vấn: 3 vụ" in await staff.says(unicodedata.normalize("NFD", "tư vấn 3 vụ"))


async def test_a_number_that_is_none_leaves_the_doubt_open(staff, drive):
    await staff.says("/dangky nhap")
    await staff.says("phát khoảng 500 tờ gấp")
    assert "cần một con số" in await staff.says("nhiều lắm")
    assert "- phát tờ gấp: 500 tờ gấp" in await staff.says("500")


async def test_declining_asks_no_reason_and_can_be_undone(desk, staff, drive):
    await staff.says("/dangky")
    assert "Trợ lý sẽ không nhắc về đợt này nữa" in await staff.chooses("Không tham gia đợt này")
    assert await registered(desk, drive) == [(BINH, "DECLINED", 1)]
    assert "không tham gia đợt này" in await staff.says("đăng ký")
    await staff.chooses("Đăng ký")
    await staff.chooses("Tham gia")
    assert await registered(desk, drive) == [(BINH, "SUBMITTED", 2)]


async def test_withdrawing_asks_once_more(desk, staff, drive):
    await staff.says("/dangky")
    await staff.chooses("Tham gia")
    assert "Rút đăng ký này?" in await staff.chooses("Rút đăng ký")
    assert "đã đăng ký" in await staff.chooses("Giữ đăng ký")
    await staff.says("xin rút đăng ký đợt này")
    assert "Đã rút đăng ký số 1" in await staff.chooses("Rút đăng ký")
    assert await registered(desk, drive) == [(BINH, "WITHDRAWN", 2)]


async def test_a_registration_is_changed_until_registration_closes(desk, staff, drive):
    await staff.says("/dangky")
    await staff.chooses("Tham gia")
    await desk.moved_to("2026-06-26T17:00")
    await staff.chooses("Sửa đăng ký")
    await staff.chooses("Chọn chỉ tiêu có sẵn")
    await staff.says("3")
    await staff.says("1")
    assert await registered(desk, drive) == [(BINH, "SUBMITTED", 2)]
    await desk.moved_to("2026-06-26T17:01")
    said = await staff.presses(f"/dangky rutthat {drive}.2")
    assert "đã hết hạn đăng ký lúc 17 giờ 00, ngày 26/6/2026" in said
    assert "“hỏi cán bộ phụ trách”" in said
    assert await registered(desk, drive) == [(BINH, "SUBMITTED", 2)]


async def test_a_question_ends_when_registration_closes_meanwhile(desk, staff, drive):
    await desk.moved_to("2026-06-26T16:00")
    await staff.says("/dangky nhap")
    await desk.moved_to("2026-06-26T17:01")
    assert "đã hết hạn đăng ký" in await staff.says("tư vấn 10 vụ")
    assert "Mời anh Bình chọn" in await staff.says("bảng chọn")


@pytest.mark.parametrize("word", ["ok", "khong", "rutthat"])
async def test_a_button_of_an_earlier_state_shows_the_present_one(desk, staff, drive, word):
    await staff.says("/dangky")
    await staff.chooses("Tham gia")
    assert "đã đăng ký (số 1)" in await staff.presses(f"/dangky {word} {drive}.0")
    assert await registered(desk, drive) == [(BINH, "SUBMITTED", 1)]


async def test_two_presses_at_once_act_once(desk, staff, drive):
    await staff.says("/dangky")
    for _ in range(2):
        staff.desk.sandbox.sim.press(staff.number, "Tham gia, chưa nêu chỉ tiêu")
    await desk.quiet()
    assert await registered(desk, drive) == [(BINH, "SUBMITTED", 1)]


@pytest.mark.parametrize("typed", ["ok {}", "khong {}", "rutthat {}", "{}", "bừa {}", "28/8", "99999999999999999999"])
async def test_what_carries_no_version_only_shows(desk, staff, drive, typed):
    assert "đăng ký thế nào" in await staff.says("/dangky " + typed.format(drive))
    assert await registered(desk, drive) == []


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"state": CampaignState.CANCELLED}, "đã được hủy"),
        ({"end": date(2026, 6, 16)}, "đã kết thúc ngày 16/6/2026"),
        ({"publish_at": datetime.fromisoformat("2026-06-20T08:00:00+07:00")}, "không tìm thấy"),
        ({"registration_deadline": datetime.fromisoformat("2026-06-16T17:00:00+07:00")}, "hết hạn đăng ký"),
    ],
)
async def test_a_button_of_a_campaign_that_takes_none_is_refused(desk, staff, drive, change, refusal):
    await staff.says("/dangky")
    await changed(desk, drive, **change)
    assert refusal in await staff.chooses("Tham gia")
    assert await registered(desk, drive) == []


async def test_a_button_of_an_earlier_step_or_somebody_elses_draft_asks_the_open_question(desk, staff, hoa, drive):
    await staff.says("/dangky nhap")
    await staff.says("tư vấn 10 vụ")
    await hoa.says("/dangky nhap")
    assert "nhập một câu" in await hoa.presses("=1.confirm.ok")
    assert "- tư vấn: 10 vụ" in await staff.presses("=1.sentence.stop")
    assert "- tư vấn: 10 vụ" in await staff.presses("=1.confirm.bừa")
    assert await registered(desk, drive) == []


async def test_a_question_ends_when_the_registration_changed_meanwhile(desk, staff, drive):
    await staff.says("/dangky nhap")
    await staff.says("tư vấn 10 vụ")
    await staff.presses(f"/dangky khong {drive}.0")
    assert "không tham gia đợt này" in await staff.presses("=1.confirm.ok")
    assert await registered(desk, drive) == [(BINH, "DECLINED", 1)]


async def test_without_a_deadline_it_is_open_until_the_campaign_ends(desk, staff):
    drive = await another(desk, registration_deadline=None, criteria=())
    await staff.says(f"/dangky {drive}")
    assert "Chọn chỉ tiêu có sẵn" not in staff.choices
    assert "Được sửa hoặc rút đến hết ngày 28/8/2026." in await staff.chooses("Tham gia")


async def test_a_registration_is_one_row_with_its_targets(desk, staff, drive):
    await staff.says("/dangky chon")
    await staff.says("1 3")
    await staff.says("1")
    async with desk.database.transaction() as tx:
        row = (await registrations.of_person(tx, 4))[0]
        assert row == await registrations.get(tx, row.id)
    assert [one.act for one in row.targets] == ["Tham gia tố tụng", "Truyền thông về cơ sở"]

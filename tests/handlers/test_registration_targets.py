"""Targets: picked from the criteria, told in a sentence, asked about, confirmed."""

import unicodedata

import pytest

from domain.campaigns import Criterion
from storage import registrations
from tests.handlers.registering import BINH, another, registered, targets


@pytest.mark.only("telegram")  # what is typed picks all at once
async def test_criteria_are_picked_by_pressing(desk, staff, drive):
    await staff.says(f"/dangky {drive}")
    await staff.chooses("Chọn chỉ tiêu có sẵn")
    await staff.chooses("Tham gia tố tụng")
    await staff.chooses("Tư vấn pháp luật")
    await staff.chooses("Tham gia tố tụng")
    assert "Tư vấn pháp luật: 10 vụ (đã chọn)" in staff.choices
    assert "- Tư vấn pháp luật: 10 vụ" in await staff.chooses("Xác nhận")
    assert await targets(desk, drive, BINH) == [("Tư vấn pháp luật", "10", "vụ", None)]


async def test_signs_of_markup_in_a_criterion_stand_as_they_are(desk, staff):
    named = Criterion(0, "Tiếp dân & <b>hòa giải</b>", "vụ", None, "")
    drive = await another(desk, criteria=(named,))
    await staff.says(f"/dangky chon {drive}")
    assert "Tiếp dân & <b>hòa giải</b>" in staff.choices
    assert "- Tiếp dân & <b>hòa giải</b> (chưa nêu số lượng)" in await staff.says("1")


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


async def test_another_figure_changes_one_of_those_picked_and_keeps_the_others(desk, staff, drive):
    await staff.says("/dangky")
    await staff.chooses("Chọn chỉ tiêu có sẵn")
    await staff.says("2, 3")
    said = await staff.says("2 5 vụ")
    assert ("- Tư vấn pháp luật: 5 vụ" in said, "- Truyền thông về cơ sở: 2 đợt" in said) == (True, True)
    await staff.chooses("Xác nhận")
    assert [row[:3] for row in await targets(desk, drive, BINH)] == [
        ("Tư vấn pháp luật", "5", "vụ"),
        ("Truyền thông về cơ sở", "2", "đợt"),
    ]


async def test_another_figure_changes_a_line_of_what_was_told_in_a_sentence(desk, staff, drive):
    await staff.says("/dangky nhap")
    await staff.says("tư vấn 10 vụ, hòa giải 4 vụ")
    await staff.says("2 6 vụ")
    await staff.chooses("Xác nhận")
    assert [row[:3] for row in await targets(desk, drive, BINH)] == [("tư vấn", "10", "vụ"), ("hòa giải", "6", "vụ")]


@pytest.mark.parametrize("typed", ["1 5 hồ sơ", "số 1: 5 hồ sơ", "5 hồ sơ"])
async def test_a_number_is_no_target_and_takes_no_place_of_those_picked(desk, staff, drive, typed):
    await staff.says("/dangky")
    await staff.chooses("Chọn chỉ tiêu có sẵn")
    await staff.says("1, 2")
    assert "vẫn giữ nguyên" in await staff.says(typed)
    await staff.chooses("Xác nhận")
    assert [act for act, *_ in await targets(desk, drive, BINH)] == ["Tham gia tố tụng", "Tư vấn pháp luật"]


async def test_a_number_outside_the_list_leaves_the_question_open(desk, staff, drive):
    await staff.says("/dangky")
    await staff.chooses("Chọn chỉ tiêu có sẵn")
    assert "từ 1 đến" in await staff.says("1, 7")
    assert "Xin kiểm tra lại" in await staff.says("2")
    assert await registered(desk, drive) == []


async def test_a_sentence_becomes_a_target_once_confirmed(desk, staff, drive):
    await staff.says("/dangky")
    await staff.chooses("Tự nhập chỉ tiêu")
    said = await staff.says("tham dinh 12 du thao truoc 20/8")
    assert "Người đăng ký: Phạm Thanh Bình, Phòng Hành chính và Bổ trợ tư pháp" in said
    assert "- Thẩm định: 12 dự thảo, hoàn thành trước thứ Năm, ngày 20/8/2026" in said
    assert await registered(desk, drive) == []
    assert "số 1" in await staff.says("xác nhận")
    assert await targets(desk, drive, BINH) == [("thẩm định", "12", "dự thảo", "2026-08-20")]


async def test_a_target_said_freely_opens_the_confirmation(desk, staff, drive):
    assert "- Tư vấn: 10 vụ" in await staff.says("đăng ký 10 vụ tư vấn xong trước 20/8")
    await staff.chooses("Xác nhận")
    assert await targets(desk, drive, BINH) == [("tư vấn", "10", "vụ", "2026-08-20")]


async def test_a_target_said_freely_waits_for_the_choice_of_a_campaign(desk, staff, drive):
    await another(desk, label="Đợt thi đua cải cách hành chính")
    await staff.says("đăng ký 10 vụ tư vấn")
    assert "- Tư vấn: 10 vụ" in await staff.chooses("Đợt thi đua 28/8")
    await staff.chooses("Xác nhận")
    assert await targets(desk, drive, BINH) == [("tư vấn", "10", "vụ", None)]


async def test_a_target_said_freely_after_registration_closed_is_shown_as_a_request(desk, staff, drive):
    await desk.moved_to("2026-08-12T09:00")
    for typed in ("đk thi đua 28/8 cho e với", "rut dk dot 28/8", "đăng ký 10 vụ tư vấn xong trước 20/8"):
        assert "đã hết hạn đăng ký" in await staff.says(typed)
        assert "Gửi đề nghị tới Văn phòng Sở" in staff.choices
    await staff.chooses("Gửi đề nghị")
    assert await targets(desk, drive, BINH) == [("tư vấn", "10", "vụ", "2026-08-20")]


async def test_while_a_campaign_is_to_be_chosen_the_sentence_can_be_said_anew_or_dropped(desk, staff, drive):
    await another(desk, label="Đợt thi đua cải cách hành chính")
    await staff.says("đăng ký 10 vụ tư vấn")
    assert "Mời chọn đợt" in await staff.says("tư vấn 12 vụ")
    assert "- Tư vấn: 12 vụ" in await staff.says("đợt thi đua 28/8")
    await staff.says("/thoat")
    await staff.says("đăng ký 10 vụ tư vấn")
    assert "không được ghi" in await staff.chooses("Thôi")
    assert await registered(desk, drive) == []


async def test_a_sentence_can_be_mended_or_left(desk, staff, drive):
    await staff.says("/dangky nhap")
    await staff.says("tư vấn 10 vụ")
    assert "nhập một câu" in await staff.chooses("Sửa")
    assert "- Tư vấn: 12 vụ" in await staff.says("tư vấn 12 vụ")
    assert "- Tư vấn: 15 vụ" in await staff.says("tư vấn 15 vụ")
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


async def test_a_bare_figure_is_asked_for_its_unit_of_measure(desk, staff, drive):
    await staff.says("/dangky nhap")
    await staff.says("giải quyết hồ sơ & “chứng thực” 100 việc")
    assert "1 gì? Xin cho biết đơn vị tính" in await staff.says("1")
    assert "Mời nhắn một đơn vị" in await staff.says("1")
    assert "- Chứng thực: 100 việc" in await staff.says("hồ sơ")
    await staff.chooses("Xác nhận")
    assert [row[:3] for row in await targets(desk, drive, BINH)] == [
        ("giải quyết hồ sơ", "1", "hồ sơ"),
        ("chứng thực", "100", "việc"),
    ]


async def test_a_yes_is_no_target(staff, drive):
    await staff.says("/dangky nhap")
    assert "việc gì" in await staff.says("xác nhận")


async def test_every_figure_of_a_sentence_gets_its_unit_of_measure(desk, staff, drive):
    await staff.says("/dangky nhap")
    await staff.says("tư vấn 10, hòa giải 5")
    assert "5 gì?" in await staff.says("vụ")
    await staff.says("buổi")
    await staff.chooses("Xác nhận")
    assert [row[:3] for row in await targets(desk, drive, BINH)] == [("tư vấn", "10", "vụ"), ("hòa giải", "5", "buổi")]


async def test_a_number_is_no_answer_to_what_is_to_be_done(staff, drive):
    await staff.says("/dangky nhap")
    assert "việc gì" in await staff.says("5 vụ")
    for typed in ("12", "xác nhận"):
        assert "chưa rõ đó là việc gì" in await staff.says(typed)
    assert "- Tư vấn: 5 vụ" in await staff.says("tư vấn")


@pytest.mark.parametrize(
    ("typed", "refusal"),
    [
        ("tư vấn 3 vụ trước 31/2", "không có ngày 31"),
        ("tư vấn 3 vụ trước 5/6", "Ngày 05/6/2026 đã qua"),
        ("tư vấn 3 vụ trước 20/9", "sau ngày kết thúc"),
        ("tư vấn " + "x" * 10_000, "dài quá"),
        ("tư vấn 0 vụ", "lớn hơn 0"),
        ("tư vấn 3 vụ cho 001099012345", "căn cước"),
    ],
)
async def test_a_sentence_that_cannot_be_leaves_the_question_open(desk, staff, drive, typed, refusal):
    await staff.says("/dangky nhap")
    assert refusal in await staff.says(typed)
    assert "- Tư vấn: 3 vụ" in await staff.says(unicodedata.normalize("NFD", "tư vấn 3 vụ"))


async def test_a_number_that_is_none_leaves_the_doubt_open(staff, drive):
    await staff.says("/dangky nhap")
    await staff.says("phát khoảng 500 tờ gấp")
    assert "cần một con số" in await staff.says("nhiều lắm")
    assert "- Phát tờ gấp: 500 tờ gấp" in await staff.says("500")


async def test_a_question_ends_when_registration_closes_meanwhile(desk, staff, drive):
    await desk.moved_to("2026-06-26T16:00")
    await staff.says("/dangky nhap")
    await desk.moved_to("2026-06-26T17:01")
    assert "đã hết hạn đăng ký" in await staff.says("tư vấn 10 vụ")
    assert "Mời anh Bình chọn" in await staff.says("bảng chọn")


async def test_a_button_of_an_earlier_step_or_somebody_elses_draft_asks_the_open_question(desk, staff, hoa, drive):
    await staff.says("/dangky nhap")
    await staff.says("tư vấn 10 vụ")
    await hoa.says("/dangky nhap")
    assert "nhập một câu" in await hoa.presses("=1.confirm.ok")
    assert "- Tư vấn: 10 vụ" in await staff.presses("=1.sentence.stop")
    assert "- Tư vấn: 10 vụ" in await staff.presses("=1.confirm.bừa")
    assert await registered(desk, drive) == []


async def test_a_question_ends_when_the_registration_changed_meanwhile(desk, staff, drive):
    await staff.says("/dangky nhap")
    await staff.says("tư vấn 10 vụ")
    await staff.presses(f"/dangky khong {drive}.0")
    assert "không tham gia đợt này" in await staff.presses("=1.confirm.ok")
    assert await registered(desk, drive) == [(BINH, "DECLINED", 1)]


async def test_a_registration_is_one_row_with_its_targets(desk, staff, drive):
    await staff.says("/dangky chon")
    await staff.says("1 3")
    await staff.says("1")
    async with desk.database.transaction() as tx:
        row = (await registrations.of_person(tx, 4))[0]
        assert row == await registrations.get(tx, row.id)
    assert [one.act for one in row.targets] == ["Tham gia tố tụng", "Truyền thông về cơ sở"]

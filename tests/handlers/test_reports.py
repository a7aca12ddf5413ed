"""A unit's closing report: asked for, shown back, handed in once or again, read by those who may."""

from dataclasses import replace

import pytest

from storage import campaigns, tree
from tests.conftest import CAST, DRIVE
from tests.people import Person

UNIT = CAST[1002][2]
TEXT = "Đã tư vấn 46 vụ, tham gia tố tụng 11 vụ; 512 lượt người dự truyền thông."


async def handed_in(person: Person, text: str = TEXT) -> str:
    await person.says("/baocao 1")
    await person.says(text)
    return await person.chooses("Nộp")


async def versions(desk) -> list[tuple[int, str]]:
    async with desk.database.transaction() as tx:
        return [tuple(row) for row in await tx.rows("SELECT version, body FROM report_submission ORDER BY id")]


async def test_a_report_on_time_is_receipted(desk, unit_head, drive):
    desk.at("2026-08-14T16:20")
    assert f"Báo cáo kết quả của {UNIT}" in await unit_head.says("nộp báo cáo")
    assert "chưa nộp, hôm nay, còn 40 phút" in unit_head.last
    assert "dài nhất 4.000 ký tự" in await unit_head.chooses("Đợt thi đua 28/8")
    assert "Báo cáo chưa được nộp" in await unit_head.says(TEXT)
    assert "lúc 16 giờ 20, thứ Sáu, ngày 14/8/2026: đúng hạn." in await unit_head.chooses("Nộp")
    assert await versions(desk) == [(1, TEXT)]


@pytest.mark.parametrize(("when", "days"), [("2026-08-14T17:01", 1), ("2026-08-17T09:00", 3), ("2026-09-10T09:00", 27)])
async def test_a_late_report_is_taken_and_its_days_are_told(desk, unit_head, drive, when, days):
    desk.at(when)
    assert f": chậm {days} ngày." in await handed_in(unit_head)


async def test_the_first_hand_in_decides_whether_it_was_late(desk, unit_head, focal, drive):
    desk.at("2026-08-14T09:00")
    await handed_in(unit_head)
    desk.at("2026-08-20T09:00")
    assert "đúng hạn" in await focal.says("/baocao 1")
    await focal.chooses("Nộp bản khác")
    assert "Bản này sẽ là bản thứ 2; bản trước vẫn được lưu." in await focal.says("Bản sửa")
    assert "Đã nhận bản thứ 2" in await focal.chooses("Nộp")
    assert "lần nộp đầu đúng hạn" in focal.last
    assert await versions(desk) == [(1, TEXT), (2, "Bản sửa")]


async def test_it_can_be_corrected_until_the_campaign_closes(desk, unit_head, drive):
    await handed_in(unit_head)
    desk.at("2026-08-28T23:59")
    assert "Nộp bản khác" in (await unit_head.says("/baocao 1"), unit_head.choices)[1]
    desk.at("2026-08-29T00:00")
    assert "không sửa được nữa" in await unit_head.says("/baocao 1")
    assert "đã kết thúc" in await unit_head.says("/baocao nop 1")


async def test_a_report_begun_before_the_close_is_not_kept_after_it(desk, unit_head, drive):
    desk.at("2026-08-28T23:58")
    await handed_in(unit_head)
    await unit_head.says("/baocao nop 1")
    await unit_head.says("Bản sửa")
    desk.at("2026-08-29T00:00")
    assert "đã kết thúc" in await unit_head.chooses("Nộp")
    assert await versions(desk) == [(1, TEXT)]
    assert "Mời anh Dũng chọn việc" in await unit_head.says("bảng chọn"), "the question is over"


async def test_two_who_hand_in_at_once_overwrite_nothing_unseen(desk, unit_head, focal, drive):
    for person, text in ((unit_head, "Của anh Dũng"), (focal, "Của anh Tuấn")):
        await person.says("/baocao 1")
        await person.says(text)
    await unit_head.chooses("Nộp")
    assert "Đơn vị đã nộp lúc" in await focal.chooses("Nộp")
    assert await versions(desk) == [(1, "Của anh Dũng")]
    await focal.chooses("Nộp")
    assert await versions(desk) == [(1, "Của anh Dũng"), (2, "Của anh Tuấn")]


async def test_pressing_twice_hands_in_once(desk, unit_head, drive):
    await unit_head.says("/baocao 1")
    await unit_head.says(TEXT)
    await unit_head.presses("=1.confirm.v0")
    await unit_head.presses("=1.confirm.v0")
    assert await versions(desk) == [(1, TEXT)]


async def test_a_long_text_is_refused_with_all_its_parts(desk, unit_head, drive):
    await unit_head.says("/baocao 1")
    assert "dài hơn 4.000 ký tự" in await unit_head.says("một " * 1001)
    assert "dài hơn 4.000 ký tự" in await unit_head.says("phần còn lại")
    await unit_head.chooses("Viết lại")
    await unit_head.says("x" * 4000)
    await unit_head.chooses("Nộp")
    assert await versions(desk) == [(1, "x" * 4000)]


@pytest.mark.parametrize("step", [[], [TEXT], ["x" * 4001]])
async def test_one_can_leave_at_any_step(desk, unit_head, drive, step):
    for said in ("/baocao 1", *step):
        await unit_head.says(said)
    await unit_head.says("thoát")
    await unit_head.says("nộp báo cáo")
    assert "chưa nộp" in unit_head.last
    assert await versions(desk) == []


async def test_what_is_typed_instead_of_pressing_hands_nothing_in(desk, unit_head, drive):
    await unit_head.says("/baocao 1")
    await unit_head.says(TEXT)
    assert "Báo cáo chưa được nộp" in await unit_head.says("ừ đúng rồi")
    assert "nhắn nội dung báo cáo" in await unit_head.says("viết lại")
    assert await versions(desk) == []


async def test_the_officer_sees_who_has_and_reads_it_as_it_was_written(desk, unit_head, officer, drive):
    await handed_in(unit_head, "Đạt <b>100%</b> & hơn")
    assert "1/3 đơn vị đã nộp" in await officer.says("báo cáo")
    assert f"- {UNIT}: đã nộp, đúng hạn" in await officer.chooses("Báo cáo các đơn vị")
    assert "Văn phòng Sở: chưa nộp, còn 58 ngày" in officer.last
    assert "Đạt <b>100%</b> & hơn" in await officer.chooses("Xem báo cáo")
    assert "Trần Văn Dũng" in officer.last


async def test_a_longest_report_is_shown_whole(unit_head, officer, drive):
    words = "".join(f"từ{number:04} " for number in range(571))
    await handed_in(unit_head, words)
    await officer.says("/baocao xem 1 2")
    assert words.split() == [one for one in (await officer.reads_on()).split() if one.startswith("từ0")]


async def test_others_neither_hand_in_nor_read(desk, staff, hoa, unit_head, drive):
    await handed_in(unit_head)
    for said in ("/baocao", "/baocao 1", "/baocao xem 1 2", "/baocao nop 1"):
        assert "cán bộ phụ trách" in await staff.says(said)
    async with desk.database.transaction() as tx:
        await tx.run(
            "INSERT INTO role_grant (staff_id, role, unit_id)"
            " SELECT id, 'unit_head', unit_id FROM staff WHERE given_key = 'hoa'"
        )
    assert TEXT not in await hoa.says("/baocao xem 1 2")
    assert TEXT in await unit_head.says("/baocao xem 1 2")


@pytest.mark.parametrize("said", ["/baocao 99", "/baocao xem 1", "/baocao xem 1 99", "/baocao nop x", "/baocao donvi"])
async def test_what_does_not_exist_is_refused(officer, unit_head, drive, said):
    for person in (officer, unit_head):
        assert await person.says(said)
        assert person.choices == []


async def test_a_campaign_without_a_report_has_none(desk, unit_head, officer):
    async with desk.database.transaction() as tx:
        await campaigns.add(tx, replace(DRIVE, report_deadline=None))
    assert "không có báo cáo nào" in await unit_head.says("/baocao")
    assert "không yêu cầu báo cáo" in await unit_head.says("/baocao 1")
    assert "không có báo cáo nào" in await officer.says("/baocao")


async def test_a_report_on_another_unit_s_campaign_is_not_asked_for(desk, unit_head):
    async with desk.database.transaction() as tx:
        other = await tree.unit_named(tx, "Văn phòng Sở")
        await campaigns.add(tx, replace(DRIVE, units=frozenset({other.id})))
    assert "không có báo cáo nào" in await unit_head.says("/baocao")
    assert "đợt thi đua này" in await unit_head.says("/baocao nop 1")


async def test_who_says_it_was_handed_in_sees_what_has_arrived(unit_head, staff, drive):
    assert "Đợt thi đua 28/8, hạn 17 giờ 00, thứ Sáu, ngày 14/8/2026: chưa nộp" in await unit_head.says(
        "đã gửi báo cáo số 56/BC-HCBTTP ngày 11/8 rồi"
    )
    assert "không có báo cáo nào phải nộp" in await staff.says("đã nộp báo cáo rồi")

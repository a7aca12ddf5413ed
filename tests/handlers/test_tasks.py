"""/viec: what is to be done, the soonest first, each with the choice that leads there."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest

from storage import campaigns, registrations
from tests.conftest import DRIVE
from tests.handlers.signing import NOW, Content, campaign_with, reworded

BINH = 4


def numbered(said: str) -> list[str]:
    """The tasks without their dates."""
    return [line.split(": ")[0] for line in said.splitlines() if re.match(r"[1-9]\d*\. ", line)]


@pytest.mark.parametrize("said", ["/viec", "tôi còn việc gì", "viec cua toi", "hạn nộp", "/hannop"])
async def test_plain_words_ask_for_ones_tasks(staff, drive, said):
    assert numbered(await staff.says(said)) == ["1. Đăng ký Đợt thi đua 28/8"]
    assert "còn 9 ngày (17 giờ 00, thứ Sáu, ngày 26/6/2026)" in staff.last


async def test_with_nothing_to_do_that_is_said(staff):
    assert "Anh Bình không còn việc nào có hạn." in await staff.says("/viec")
    assert staff.choices == []


async def test_a_task_leads_to_where_it_is_done_and_then_goes(staff, drive):
    await staff.says("/viec")
    await staff.chooses("1. Đăng ký")
    await staff.chooses("Tham gia, chưa nêu chỉ tiêu")
    assert numbered(await staff.says("/viec")) == ["1. Đợt thi đua 28/8, chưa có kết quả nào được tính"]
    assert staff.choices == ["1. Ghi kết quả"]


async def test_who_declines_has_nothing_left(staff, drive):
    await staff.says("/dangky")
    await staff.chooses("Không tham gia đợt này")
    assert "không còn việc nào" in await staff.says("/viec")


async def test_what_is_to_be_signed_stands_with_its_day_until_it_is_signed(desk, staff, unit_head):
    content = Content(commitment="Lời một", pledge="Lời chung", pledge_by=NOW + timedelta(days=2))
    number = await campaign_with(desk, content, registration_deadline=None)
    await staff.says(f"/dangky {number}")
    await staff.chooses("Tham gia, chưa nêu chỉ tiêu")
    said = await staff.says("/viec")
    assert "Ký cam kết Đợt thi đua 28/8" in said
    assert "thứ Sáu, ngày 28/8/2026" in next(line for line in said.splitlines() if "Ký cam kết" in line)
    assert "giao ước" not in said
    await staff.chooses(next(one for one in staff.choices if "Ký cam kết" in one))
    await staff.chooses("Ký cam kết")
    assert "cam kết" not in await staff.says("/viec")
    await reworded(desk, number, commitment="Lời hai")
    assert "Ký lại cam kết Đợt thi đua 28/8" in await staff.says("/viec")
    head = await unit_head.says("/viec")
    assert "thứ Sáu, ngày 19/6/2026" in next(line for line in head.splitlines() if "Ký giao ước" in line)
    await unit_head.says("/giaouoc")
    await unit_head.chooses("Ký giao ước")
    assert "giao ước" not in await unit_head.says("/viec")


async def test_who_has_declined_is_not_told_to_sign(desk, staff):
    number = await campaign_with(desk, Content(commitment="Lời một"))
    await staff.says(f"/dangky khong {number}.0")
    assert "cam kết" not in await staff.says("/viec")


async def test_targets_stand_with_what_they_lack_the_soonest_first(desk, staff, drive):
    await staff.says("/dangky")
    await staff.chooses("Tự nhập chỉ tiêu")
    await staff.says("10 vụ tư vấn pháp luật trước 20/7")
    await staff.chooses("Xác nhận")
    assert numbered(await staff.says("/viec")) == [
        "1. Đợt thi đua 28/8, tư vấn pháp luật, đã có 0/10 vụ",
        "2. Đợt thi đua 28/8, chưa có kết quả nào được tính",
    ]
    await staff.says("hôm nay tư vấn pháp luật 3 vụ")
    assert numbered(await staff.says("/viec")) == ["1. Đợt thi đua 28/8, tư vấn pháp luật, đã có 3/10 vụ"]


async def test_targets_without_a_day_are_due_at_the_end_together(desk, staff, drive):
    async with desk.database.transaction() as tx:
        targets = [registrations.Target(act, None, "vụ") for act in ("Tham gia tố tụng", "Tư vấn pháp luật")]
        state = registrations.RegistrationState.SUBMITTED
        now = DRIVE.publish_at
        await registrations.submit(
            tx, drive, state=state, entered_by=BINH, now=now, staff_id=BINH, targets=tuple(targets)
        )
    await staff.says("hôm nay tư vấn pháp luật 3 vụ")
    assert numbered(await staff.says("/viec")) == ["1. Đợt thi đua 28/8, 01 chỉ tiêu chưa hoàn thành"]
    assert "(23 giờ 59, thứ Sáu, ngày 28/8/2026)" in staff.last


async def test_the_head_answers_for_the_unit_too(desk, unit_head, drive):
    assert numbered(await unit_head.says("/viec")) == [
        "1. Đăng ký Đợt thi đua 28/8",
        "2. Đăng ký tập thể Đợt thi đua 28/8",
        "3. Báo cáo kết quả Đợt thi đua 28/8 của Phòng Hành chính và Bổ trợ tư pháp",
    ]
    desk.at("2026-08-17T09:00")
    assert "của Phòng Hành chính và Bổ trợ tư pháp: quá hạn 3 ngày" in await unit_head.says("/viec")
    await unit_head.chooses("1. Nộp báo cáo")
    await unit_head.says("Phòng đã hoàn thành nhiệm vụ được giao.")
    await unit_head.chooses("Nộp")
    assert "không còn việc nào" in await unit_head.says("/viec")


async def test_the_officer_sees_missing_units_and_waiting_questions(officer, staff, drive):
    await staff.says("/hoi Báo cáo gửi ở đâu?")
    assert numbered(await officer.says("/viec"))[1:] == [
        "2. Đợt thi đua 28/8, 03 đơn vị chưa nộp báo cáo",
        "3. 01 câu hỏi chờ trả lời",
    ]
    assert "nhắn câu trả lời" in await officer.chooses("3. Trả lời")


async def test_only_the_soonest_are_listed_and_the_rest_comes_when_asked_for(desk, staff, unit_head):
    async with desk.database.transaction() as tx:
        for day in range(1, 12):
            await campaigns.add(
                tx, replace(DRIVE, label=f"Đợt {day}", registration_deadline=None, end=date(2026, 8, day))
            )
    tasks = numbered(await staff.says("/viec"))
    assert (tasks[0], tasks[-1]) == ("1. Đăng ký Đợt 1", "4. Đăng ký Đợt 4")
    assert "Và 07 việc khác" in staff.last
    assert numbered(await staff.chooses("Xem tiếp"))[0] == "1. Đăng ký Đợt 5"
    assert numbered(await staff.chooses("Xem tiếp"))[-1] == "3. Đăng ký Đợt 11"
    assert "Xem tiếp" not in staff.choices
    assert len(numbered(await unit_head.says("/viec"))) == 4  # more lines are more than a screen

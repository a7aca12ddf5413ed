from datetime import datetime
from decimal import Decimal

from domain.registrations import RegistrationState
from domain.targets import Target
from storage import registrations
from tests.conftest import START


async def take_part(desk, person, campaign_id, *targets, state=RegistrationState.SUBMITTED):
    async with desk.database.transaction() as tx:
        await registrations.submit(
            tx,
            campaign_id,
            state=state,
            entered_by=person,
            staff_id=person,
            targets=targets,
            now=datetime.fromisoformat(START),
        )


async def test_targets_stand_against_results_with_their_range(desk, staff, drive):
    await take_part(desk, 4, drive, Target("Tham gia tố tụng", Decimal(3), "vụ"), Target("Tư vấn", Decimal(10), "vụ"))
    await staff.says("tham gia tố tụng 2 vụ")
    said = await staff.says("kết quả của tôi")
    assert "Kết quả từ 15/6/2026 đến 17/6/2026" in said
    assert "- Tham gia tố tụng: 2/3 vụ" in said
    assert "- Tư vấn: 0/10 vụ" in said
    assert "Đã ghi 01 kết quả (từ 17/6/2026 đến 17/6/2026)" in said
    assert "Số 1: Tham gia tố tụng: 2 vụ" in said


async def test_a_criterion_without_a_target_is_listed_once_it_has_results(desk, staff, drive):
    await take_part(desk, 4, drive)
    assert "Chưa có chỉ tiêu" in await staff.says("/ketqua")
    await staff.says("tham gia tố tụng 2 vụ")
    assert "- Tham gia tố tụng: 2 vụ" in await staff.says("cả năm tôi làm được những gì")


async def test_the_entries_come_in_pages_of_five(desk, staff):
    for day in range(1, 8):
        await staff.says(f"tư vấn {day} vụ ngày 0{day}/6")
    said = await staff.says("/ketqua")
    assert [f"{day} vụ" in said for day in range(1, 8)] == [False, False, True, True, True, True, True]
    said = await staff.chooses("Xem tiếp")
    assert [f"{day} vụ" in said for day in range(1, 8)] == [True, True, False, False, False, False, False]
    assert "Xem tiếp" not in staff.choices


async def test_a_registration_can_be_changed_from_here_while_registration_is_open(desk, staff, drive):
    await take_part(desk, 4, drive)
    await staff.says("/ketqua")
    assert "Sửa đăng ký: Đợt thi đua 28/8" in staff.choices
    await desk.moved_to("2026-06-27T09:00")
    await staff.says("/ketqua")
    assert staff.choices == ["Ghi kết quả"]


async def test_whoever_declined_or_has_nothing_sees_so(desk, staff, drive):
    assert "Chưa đăng ký đợt thi đua nào" in await staff.says("/ketqua")
    assert "Chưa ghi kết quả nào" in staff.last
    await take_part(desk, 4, drive, state=RegistrationState.DECLINED)
    assert "Đợt thi đua 28/8" not in await staff.says("/ketqua")


async def test_the_results_of_others_are_not_shown(desk, staff, hoa):
    await hoa.says("tư vấn 3 vụ")
    assert "tư vấn" not in (await staff.says("/ketqua")).lower()


async def test_a_page_that_does_not_exist_is_empty(desk, staff):
    await staff.says("tư vấn 3 vụ")
    for page in ("0", "99", "999999999999999999", "x"):
        assert "Đã ghi 01 kết quả" in await staff.says(f"/ketqua trang {page}")


async def test_questions_in_plain_words_lead_to_what_they_ask_about(desk, staff, drive):
    tasks = await staff.says("/viec")
    assert await staff.says("toi con viec gi chua lam") == tasks
    assert await staff.says("bao giờ phải nộp bc đợt 28/8 vậy") == tasks
    assert "Kết quả của anh Bình" in await staff.says("tôi đã làm được những gì")

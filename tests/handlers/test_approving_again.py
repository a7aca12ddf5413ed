"""A decision is taken back, a registration returned; and what has changed meanwhile is shown, not overwritten."""

from datetime import date, datetime

import pytest

from domain.campaigns import CampaignState
from domain.permissions import Role
from domain.registrations import RegistrationState as State
from storage import people, registrations, tree
from tests.conftest import newcomer
from tests.handlers.approving import BINH, DUNG, HCBTTP, HOA, NOW, TUAN, collective, does, handed_in, passed, states
from tests.handlers.registering import changed, registered

# Taking back ----------------------------------------------------------------------------------


async def test_a_decision_is_taken_back_and_stands_there_again(desk, drive, unit_head):
    await handed_in(desk, drive, TUAN, BINH)
    await unit_head.says("/duyet")
    await does(unit_head, "Thông qua")
    said = await unit_head.chooses("Hoàn tác")
    assert said.startswith("Đã hoàn tác: anh Tuấn, Đợt thi đua 28/8.\n\nViệc 1/2. Anh Lý Văn Tuấn")
    assert await registered(desk, drive) == [("Lý Văn Tuấn", "SUBMITTED", 3), ("Phạm Thanh Bình", "SUBMITTED", 1)]
    async with desk.database.transaction() as tx:
        assert [row["undone"] for row in await tx.rows("SELECT undone FROM registration_decision")] == [1]
    assert "Không còn gì để hoàn tác" in await unit_head.says("/duyet hoan 1")


async def test_the_last_decision_is_taken_back_in_words_after_other_matters(desk, drive, unit_head):
    await handed_in(desk, drive, TUAN, BINH)
    await unit_head.says("tư vấn 3 vụ")
    desk.at("2026-06-17T15:00")
    await passed(unit_head)
    await unit_head.says("việc của tôi")
    assert (await unit_head.says("hoàn tác")).startswith("Đã hoàn tác: anh Bình, Đợt thi đua 28/8.")
    assert (await unit_head.says("hoàn tác ạ")).startswith("Đã hoàn tác: anh Tuấn, Đợt thi đua 28/8.")
    assert set((await states(desk, drive)).values()) == {"SUBMITTED"}
    assert "Tư vấn" in await unit_head.says("hoàn tác")


async def test_what_was_logged_after_a_decision_is_taken_back_first(desk, drive, unit_head):
    await handed_in(desk, drive, BINH)
    await passed(unit_head)
    assert "Chưa có kết quả" in await unit_head.says("xóa cái vừa ghi")
    desk.at("2026-06-17T15:00")
    await unit_head.says("tư vấn 3 vụ")
    assert "Tư vấn" in await unit_head.says("hoàn tác")
    assert await states(desk, drive) == {"Phạm Thanh Bình": "UNIT_APPROVED"}


async def test_with_nothing_left_to_decide_the_last_decision_can_still_be_taken_back(desk, drive, unit_head):
    await handed_in(desk, drive, BINH)
    await passed(unit_head)
    await unit_head.says("việc của tôi")
    assert "không có việc nào" in await unit_head.says("duyệt")
    assert "Đã hoàn tác: anh Bình" in await unit_head.chooses("Hoàn tác")
    desk.at("2026-06-18T07:00")
    await passed(unit_head)
    desk.at("2026-06-19T07:00")
    await unit_head.says("duyệt")
    assert "Hoàn tác" not in unit_head.choices


async def test_what_the_participant_has_changed_since_is_not_taken_back(desk, drive, unit_head):
    await handed_in(desk, drive, BINH)
    await unit_head.says("/duyet")
    await does(unit_head, "Thông qua")
    await handed_in(desk, drive, BINH, version=2)
    assert "Không hoàn tác được 01 đăng ký: đã có thay đổi sau đó." in await unit_head.chooses("Hoàn tác")
    assert await registered(desk, drive) == [("Phạm Thanh Bình", "SUBMITTED", 3)]


async def test_only_who_decided_takes_back_and_only_that_day(desk, drive, unit_head, officer):
    await handed_in(desk, drive, BINH)
    await unit_head.says("/duyet")
    await does(unit_head, "Thông qua")
    assert "Không còn gì để hoàn tác" in await officer.says("/duyet hoan 1")
    desk.at("2026-06-18T07:00")
    assert "Không còn gì để hoàn tác" in await unit_head.says("/duyet hoan 1")
    assert await states(desk, drive) == {"Phạm Thanh Bình": "UNIT_APPROVED"}


async def test_late_ones_that_are_taken_back_count_no_longer(desk, drive, officer):
    await handed_in(desk, drive, BINH, late=True)
    counted = "SELECT counts FROM registration"
    await officer.says("/duyet")
    await does(officer, "Tiếp nhận")
    assert await desk.read(lambda tx: tx.value(counted)) == 1
    await officer.chooses("Hoàn tác")
    assert await desk.read(lambda tx: tx.value(counted)) == 0


# Returning ------------------------------------------------------------------------------------


async def test_what_is_lacking_is_said_in_a_sentence_and_told_two_minutes_later(desk, drive, unit_head, staff):
    await handed_in(desk, drive, BINH)
    await unit_head.says("/duyet")
    assert "Anh Bình, Đợt thi đua 28/8: cần bổ sung gì?" in await unit_head.chooses("Cần bổ sung")
    said = await unit_head.says("Nêu rõ <số> hồ sơ của từng tháng")
    assert said.startswith("Đã trả lại để hoàn thiện: anh Bình, Đợt thi đua 28/8. Trợ lý sẽ báo người đăng ký")
    await desk.moved_to("2026-06-17T09:06")
    assert staff.heard == []
    await desk.moved_to("2026-06-17T09:08")
    assert "Đăng ký của anh cần bổ sung: Nêu rõ <số> hồ sơ của từng tháng" in staff.last
    assert "Hoàn thiện đăng ký" in staff.choices
    assert await states(desk, drive) == {"Phạm Thanh Bình": "RETURNED"}


@pytest.mark.parametrize(
    ("number", "reason"), [("1", "Chỉ tiêu chưa có số lượng"), ("2", "Chỉ tiêu chưa sát kế hoạch")]
)
async def test_a_reason_is_chosen_by_number(desk, drive, unit_head, number, reason):
    await handed_in(desk, drive, BINH)
    await unit_head.says("/duyet")
    await unit_head.chooses("Cần bổ sung")
    await unit_head.says(number)
    found = await desk.read(lambda tx: registrations.of(tx, drive, BINH))
    assert (found.state, found.reason[: len(reason)]) == (State.RETURNED, reason)


async def test_a_slip_is_taken_back_before_anybody_hears_of_it(desk, drive, unit_head, staff):
    await handed_in(desk, drive, BINH)
    await unit_head.says("/duyet")
    await unit_head.chooses("Cần bổ sung")
    await unit_head.says("Nêu rõ số lượng")
    await unit_head.chooses("Hoàn tác")
    await desk.moved_to("2026-06-17T09:30")
    assert staff.heard == []


async def test_who_has_heard_of_it_hears_that_it_was_taken_back(desk, drive, unit_head, staff):
    await handed_in(desk, drive, BINH)
    await unit_head.says("/duyet")
    await unit_head.chooses("Cần bổ sung")
    await unit_head.says("Nêu rõ số lượng")
    await desk.moved_to("2026-06-17T09:08")
    await unit_head.says("/duyet hoan 1")
    await desk.moved_to("2026-06-17T09:12")
    assert "Đăng ký của anh không cần bổ sung nữa." in staff.last


async def test_leaving_the_question_returns_nothing(desk, drive, unit_head):
    await handed_in(desk, drive, BINH)
    await unit_head.says("/duyet")
    await unit_head.chooses("Cần bổ sung")
    assert "Việc 1/1. Anh Phạm Thanh Bình" in await unit_head.says("thôi")
    assert await states(desk, drive) == {"Phạm Thanh Bình": "SUBMITTED"}


async def test_what_changed_while_the_reason_was_typed_is_shown_again(desk, drive, unit_head):
    await handed_in(desk, drive, BINH)
    await unit_head.says("/duyet")
    await unit_head.chooses("Cần bổ sung")
    await handed_in(desk, drive, BINH, version=1)
    said = await unit_head.says("Nêu rõ số lượng")
    assert "Chờ xác nhận, đã có thay đổi; xin xem lại." in said
    assert await states(desk, drive) == {"Phạm Thanh Bình": "SUBMITTED"}


async def test_a_collectives_return_is_told_to_who_entered_it(desk, drive, unit_head, focal):
    await collective(desk, drive, TUAN)
    await unit_head.says("/duyet")
    await unit_head.chooses("Cần bổ sung")
    await unit_head.says("1")
    await desk.moved_to("2026-06-17T09:08")
    assert f"Đăng ký tập thể {HCBTTP} cần bổ sung: Chỉ tiêu chưa có số lượng" in focal.last


async def test_a_collectives_return_is_told_to_who_may_complete_it_now(desk, drive, unit_head, officer):
    await collective(desk, drive, TUAN)
    async with desk.database.transaction() as tx:
        await people.transfer(tx, await people.get(tx, TUAN), 1, NOW)
    await unit_head.says("/duyet")
    await unit_head.chooses("Cần bổ sung")
    await unit_head.says("1")
    await desk.moved_to("2026-06-17T09:08")
    assert f"Đăng ký tập thể {HCBTTP} cần bổ sung: Chỉ tiêu chưa có số lượng" in unit_head.last
    assert f"Tập thể {HCBTTP}" in await unit_head.says("/dangky tapthe")


async def test_what_is_returned_after_the_last_day_can_be_completed_for_two_weeks(desk, drive, unit_head, staff):
    await handed_in(desk, drive, BINH)
    await changed(
        desk, drive, end=date(2026, 6, 16), registration_deadline=datetime(2026, 6, 15, 17, tzinfo=NOW.tzinfo)
    )
    await unit_head.says("/duyet")
    await unit_head.chooses("Cần bổ sung")
    await unit_head.says("Nêu rõ số lượng")
    await desk.moved_to("2026-06-17T09:08")
    assert "cần bổ sung: Nêu rõ số lượng" in staff.last
    assert "Hoàn thiện đăng ký" in await staff.says("việc của tôi")
    await staff.says(f"/dangky sua {drive}")
    await staff.chooses("Tham gia, chưa nêu chỉ tiêu")
    assert await states(desk, drive) == {"Phạm Thanh Bình": "SUBMITTED"}
    assert "Anh Phạm Thanh Bình" in await unit_head.says("/duyet")
    await desk.moved_to("2026-07-01T09:00")
    assert "đã kết thúc" in await staff.says(f"/dangky {drive}")


async def test_who_asked_late_hears_of_the_answer(desk, drive, officer, staff):
    await handed_in(desk, drive, BINH, late=True)
    await officer.says("/duyet")
    await does(officer, "Tiếp nhận")
    await desk.moved_to("2026-06-17T09:08")
    assert "gửi sau khi hết hạn, đã được tiếp nhận" in staff.last


# Meanwhile ------------------------------------------------------------------------------------


async def test_a_press_on_what_has_changed_shows_it_anew(desk, drive, unit_head):
    await handed_in(desk, drive, BINH)
    await unit_head.says("/duyet")
    await handed_in(desk, drive, BINH, version=1)
    said = await does(unit_head, "Thông qua")
    assert "Chờ xác nhận, đã có thay đổi; xin xem lại." in said
    assert "Việc 1/1. Anh Phạm Thanh Bình" in said
    assert await registered(desk, drive) == [("Phạm Thanh Bình", "SUBMITTED", 2)]


async def test_two_officers_at_once_decide_once(desk, drive, officer):
    second = await newcomer(desk, 1200, "Vũ Thị Hạnh", "female", role=Role.OFFICER)
    await handed_in(desk, drive, HOA)
    await officer.says("/duyet")
    await second.says("/duyet")
    await does(officer, "Tiếp nhận")
    said = await does(second, "Tiếp nhận")
    assert "Đã tiếp nhận (chị Lan Anh, 9 giờ 05, ngày 17/6/2026)." in said
    assert await registered(desk, drive) == [("Hoàng Thị Thu Hoa", "ACCEPTED", 2)]


async def test_who_has_moved_is_decided_on_where_that_person_is_now(desk, drive, unit_head, officer):
    await handed_in(desk, drive, BINH)
    await unit_head.says("/duyet")
    async with desk.database.transaction() as tx:
        await people.transfer(tx, await people.get(tx, BINH), 3, NOW)
    assert "Không có đăng ký này" in await does(unit_head, "Thông qua")
    assert "Việc 1/1. Anh Phạm Thanh Bình" in await officer.says("/duyet")


async def test_a_merged_unit_is_decided_on_by_the_head_of_the_new_one(desk, drive, officer):
    await handed_in(desk, drive, HOA)
    await collective(desk, drive, HOA, 3)
    head = await newcomer(desk, 1200, "Đỗ Văn Mới", role=Role.UNIT_HEAD)
    await officer.says("/donvi gop 3")
    for words in ("văn phòng sở", "giữ tên", "gộp đơn vị"):
        await officer.says(words)
    async with desk.database.transaction() as tx:
        assert (await tree.get(tx, 3)).closed_at
    assert "Anh Mới có 02 việc chờ xác nhận." in await head.says("/duyet")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"state": CampaignState.CANCELLED}, "đợt đã hủy"),
        ({"end": date(2026, 6, 2)}, "đợt đã kết thúc"),
        ({"state": CampaignState.REVIEWING}, "đợt đã kết thúc"),
    ],
)
async def test_a_drive_that_is_over_or_cancelled_waits_no_longer(desk, drive, unit_head, changes, said):
    await handed_in(desk, drive, BINH)
    await unit_head.says("/duyet")
    await changed(desk, drive, **changes)
    assert said in await does(unit_head, "Thông qua")
    assert await states(desk, drive) == {"Phạm Thanh Bình": "SUBMITTED"}


async def test_what_came_on_the_last_days_is_still_decided_on_after_the_end(desk, drive, unit_head):
    await handed_in(desk, drive, BINH)
    await changed(desk, drive, end=date(2026, 6, 16))
    await unit_head.says("/duyet")
    await does(unit_head, "Thông qua")
    assert await states(desk, drive) == {"Phạm Thanh Bình": "UNIT_APPROVED"}


async def test_who_decides_no_longer_is_asked_nothing_more(desk, drive, unit_head):
    await handed_in(desk, drive, BINH)
    await unit_head.says("/duyet")
    await unit_head.chooses("Cần bổ sung")
    async with desk.database.transaction() as tx:
        await tx.run("DELETE FROM role_grant WHERE staff_id = ?", (DUNG,))
    await unit_head.says("Nêu rõ số lượng")
    assert await states(desk, drive) == {"Phạm Thanh Bình": "SUBMITTED"}


async def test_what_was_typed_without_a_version_is_shown_first(desk, drive, unit_head):
    await handed_in(desk, drive, BINH)
    assert "Việc 1/1" in await unit_head.says("/duyet ok 1")
    assert await states(desk, drive) == {"Phạm Thanh Bình": "SUBMITTED"}

"""Handing one's work over for good: in one step, and in the middle of whatever is going on."""

import pytest

from domain.permissions import Role
from tests.handlers.announcing import LATER, SENT_AT, WORDS, announced, previewed
from tests.handlers.test_roles import roles, staff_id


async def hand_over(officer, name: str = "dung") -> str:
    await officer.says("bàn giao")
    await officer.says(name)
    return await officer.chooses("Đồng ý bàn giao")


async def test_the_office_goes_to_another_in_one_step(desk, officer, unit_head):
    assert "Đã bàn giao cho anh Dũng" in await hand_over(officer)
    assert await roles(desk, officer) == set()
    assert await roles(desk, unit_head) == {Role.OFFICER, Role.UNIT_HEAD}
    assert "đã bàn giao cho anh Dũng" in unit_head.last
    assert "cán bộ phụ trách" in await officer.says("/phatdong")
    assert "công bố" in await unit_head.says("/phatdong")


async def test_what_there_is_to_hand_over_is_said_first(desk, officer, drive):
    await desk.read(lambda tx: tx.run("UPDATE campaign SET published_by = 1"))
    said = await officer.says("bàn giao")
    assert "Đợt thi đua 28/8, hạn gần nhất 17h00, 26/6" in said
    assert "nhắn họ tên người nhận" in said


async def test_questions_that_wait_reach_the_new_officer(desk, officer, unit_head, staff):
    await desk.moved_to("2026-06-17T12:00:00+07:00")  # outside the sending window: the question waits
    await staff.says("/hoi")
    await staff.says("Khi nào có kế hoạch đợt 28/8?")
    await hand_over(officer)
    await desk.moved_to("2026-06-17T14:00:00+07:00")
    await desk.ticked()
    assert any("Khi nào có kế hoạch" in said for said in unit_head.heard)
    assert not any("Khi nào có kế hoạch" in said for said in officer.heard)


async def test_a_broadcast_goes_on_and_reports_to_the_new_officer(desk, officer, unit_head, staff, hoa):
    """Handed over between the press and the first message: nothing is lost, nothing said twice."""
    await previewed(officer)
    await officer.chooses("Gửi")
    await hand_over(officer)
    for moment in (SENT_AT, LATER):
        await desk.moved_to(moment)
    for person in (staff, hoa):
        assert sum(WORDS in said for said in person.heard) == 1
    signed = await desk.read(lambda tx: tx.value("SELECT signed_by FROM announcement"))
    assert signed == await staff_id(desk, unit_head)


@pytest.mark.only("telegram")
async def test_the_progress_of_what_is_half_sent_is_shown_to_the_new_officer(desk, officer, unit_head, staff, hoa):
    await announced(desk, officer)
    await desk.read(  # as if one message were still to go out
        lambda tx: tx.run(
            "UPDATE outbox SET state = 'waiting', not_before = not_before + 600 WHERE announcement_id IS NOT NULL"
            " AND lane = 'bulk' AND staff_id = 5"
        )
    )
    shown = [said for said in officer.heard if "Thông báo" in said][-1]
    await hand_over(officer)
    await desk.moved_to("2026-06-17T09:40:00+07:00")
    assert any("4" in said and "Đã gửi" in said for said in unit_head.heard)
    assert shown in officer.heard


async def test_somebody_without_a_role_has_nothing_to_hand_over(staff):
    assert "cán bộ phụ trách" in await staff.says("/bangiao")


@pytest.mark.parametrize("name", ["xuân hạ", "lan anh"])
async def test_it_goes_to_nobody_who_is_not_there_and_not_to_oneself(officer, name):
    await officer.says("bàn giao")
    assert "Không tìm thấy ai" in await officer.says(name)

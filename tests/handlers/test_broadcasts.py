"""How a mass message goes: one message that changes by itself; pause, go on, stop; what was sent is listed."""

import pytest

from sandbox.faults import Fault
from storage import broadcasts
from tests.handlers.announcing import LATER, SENT_AT, WORDS, announced, in_group, linked, previewed
from tests.handlers.test_publishing import confirmed, drive, published


def heard(person, words: str) -> bool:
    """Whether it stands there: what is said last may be a change of the progress."""
    return any(words in text for text in person.heard)


ON_TELEGRAM = pytest.mark.only("telegram")


def progress(officer) -> list[str]:
    return [text for text in officer.heard if "gửi xong" in text or "gửi thông báo" in text or "gửi tin" in text]


async def held_back(desk, officer) -> None:
    """The announcement is in the outbox, and nothing of it has gone out: it is paused at once."""
    await previewed(officer)
    await officer.chooses("Gửi")
    await desk.stop()
    desk.at(SENT_AT)
    async with desk.database.transaction() as tx:
        await tx.run("UPDATE announcement SET paused = 1")
    await desk.start()
    await desk.moved_to(LATER)
    await desk.moved_to(LATER)


@ON_TELEGRAM
async def test_one_message_tells_how_it_goes_and_in_the_end_who_has_it(desk, officer, hoa):
    desk.sandbox.sim.block(1005)
    await announced(desk, officer)
    (told,) = progress(officer)
    assert "Đã gửi xong lúc 9 giờ 07 thông báo" in told
    assert "04 người nhận, 01 không nhận được (chị Hoa, Trung tâm Trợ giúp pháp lý nhà nước: đã chặn" in told


@pytest.mark.only("zalo")
async def test_where_nothing_can_be_changed_a_small_one_costs_one_message_at_its_end(desk, officer):
    await announced(desk, officer)
    (told,) = progress(officer)
    assert "05 người nhận." in told


@pytest.mark.only("zalo")
async def test_where_nothing_can_be_changed_a_large_one_costs_one_more_at_its_start(desk, officer, monkeypatch):
    monkeypatch.setattr("handlers.broadcasts.FEW", 3)
    await announced(desk, officer)
    began, ended = progress(officer)
    assert "đã gửi 0/5, còn 5." in began
    assert "“tạm dừng thông báo 1”" in began
    assert "05 người nhận." in ended


async def test_it_is_paused_and_goes_on(desk, officer, staff):
    await held_back(desk, officer)
    assert staff.heard == []
    await officer.says("gửi tiếp thông báo 1")
    assert heard(officer, "gửi thông báo “Họp giao ban 8 giờ thứ Sáu tại phòng …” (số 1): đã gửi 0/5, còn 5")
    await desk.moved_to("2026-06-17T09:09")
    assert WORDS in staff.last


async def test_stopped_for_good_it_says_whom_it_reached_and_nothing_more_goes_out(desk, officer, staff, hoa):
    await held_back(desk, officer)
    async with desk.database.transaction() as tx:
        await tx.run(
            "UPDATE outbox SET state = 'sent', sent_at = 0 WHERE kind = 'notice' AND staff_id IN"
            " (SELECT id FROM staff WHERE full_name LIKE '%Dũng' OR full_name LIKE '%Tuấn')"
        )
    await officer.says("dừng hẳn thông báo 1")
    assert heard(officer, "không tin nào nữa được gửi đi")
    assert heard(officer, "Đã tới: 02 người (Phòng Hành chính và Bổ trợ tư pháp 2).")
    await desk.moved_to("2026-06-17T09:20")
    assert staff.heard == hoa.heard == []
    assert "Đã dừng gửi" in await officer.says("gửi tiếp thông báo 1")


@ON_TELEGRAM
async def test_a_press_on_the_progress_goes_on_and_an_old_one_shows_how_it_stands(desk, officer, staff):
    await held_back(desk, officer)
    assert staff.heard == []
    await officer.chooses("Gửi tiếp")
    await desk.moved_to("2026-06-17T09:09")
    assert WORDS in staff.last
    assert "Đã gửi xong" in await officer.presses("/thongbao tamdung 1.1")


async def test_a_clerk_stops_nothing(desk, officer, staff):
    await held_back(desk, officer)
    assert "cán bộ phụ trách" in await staff.presses("/thongbao dunghan 1.3")
    assert not await desk.read(lambda tx: broadcasts.stopped(tx, 1))


@ON_TELEGRAM
async def test_groups_are_counted_and_one_that_removed_the_assistant_is_a_reason(desk, officer):
    await linked(desk)
    await linked(desk, "Nhóm khác", -100501)
    desk.sandbox.faults.add(Fault("403", "sendMessage", chat_id=-100501))
    await officer.says("thông báo")
    await officer.chooses("Toàn Sở và các nhóm")
    await officer.says(WORDS)
    await officer.chooses("Gửi")
    await desk.moved_to(SENT_AT)
    await desk.moved_to(LATER)
    assert "05 người và 01 nhóm nhận, 01 không nhận được" in progress(officer)[0]
    assert len(in_group(desk)) == 1


async def test_a_campaign_s_opening_is_shown_the_same_way(desk, officer):
    await published(desk, officer)
    await desk.moved_to("2026-06-17T09:08")
    assert "tin phát động Đợt thi đua 28/8: 05 người nhận." in progress(officer)[-1]


async def test_a_campaign_that_is_cancelled_while_its_opening_goes_out_lists_who_was_told(desk, officer, staff, hoa):
    await confirmed(desk, officer, drive())
    await desk.stop()
    desk.at(SENT_AT)
    async with desk.database.transaction() as tx:
        await tx.run("UPDATE announcement SET paused = 1 WHERE kind = 'opening'")
    await desk.start()
    await desk.moved_to(LATER)
    async with desk.database.transaction() as tx:
        await tx.run(
            "UPDATE outbox SET state = 'sent', sent_at = 0 WHERE kind = 'opening' AND staff_id ="
            " (SELECT id FROM staff WHERE full_name LIKE '%Dũng')"
        )
    await officer.says("hủy đợt 1")
    await officer.chooses("Hủy hẳn")
    assert heard(officer, "đã được hủy")
    assert heard(officer, "Tin phát động: Đã tới: 01 người (Phòng Hành chính và Bổ trợ tư pháp 1).")
    await desk.moved_to("2026-06-17T10:00")
    assert staff.heard == hoa.heard == []

"""What reminders say, to whom they still go, and that several at once are one message."""

from dataclasses import replace
from datetime import datetime

import pytest

from domain.calendar import WorkCalendar
from domain.messages import Choice, Message
from domain.registrations import RegistrationState
from domain.reminders import CampaignTimes, ReminderSettings, schedule
from storage import campaigns, reminders
from tests.conftest import CAST, DRIVE
from tests.handlers.registering import put_in

UNIT = CAST[1002][2]


async def planned(desk, campaign_id: int, campaign=DRIVE) -> None:
    """Put a campaign's reminders where publishing it puts them."""
    times = CampaignTimes(
        campaign.start, campaign.end, campaign.registration_deadline, campaign.report_deadline, campaign.publish_at
    )
    now = datetime.fromisoformat(desk.clock.read_text())
    async with desk.database.transaction() as tx:
        plan = schedule(times, WorkCalendar(), ReminderSettings(), now)
        await reminders.replace_waiting(tx, campaign_id, plan, now)


@pytest.fixture
async def reminding(desk, drive):
    await planned(desk, drive)
    return drive


async def sent(desk) -> list[tuple[str, str, str]]:
    """Local time, given name and kind of all that was said unasked."""
    async with desk.database.transaction() as tx:
        rows = await tx.rows(
            "SELECT datetime(sent_at + 7 * 3600, 'unixepoch') AS at, staff.full_name AS name, kind FROM outbox"
            " JOIN staff ON staff.id = staff_id WHERE lane = 'bulk' AND state = 'sent' ORDER BY outbox.id"
        )
    return [(row["at"][:16], row["name"].split()[-1], row["kind"]) for row in rows]


async def test_who_has_not_answered_is_asked_and_told_how_to_stop_it(desk, staff, hoa, reminding):
    await hoa.says("/dangky")
    await hoa.chooses("Tham gia")
    await desk.moved_to("2026-06-23T08:00")
    assert staff.last.splitlines()[:2] == [
        "Đợt thi đua 28/8: còn 3 ngày nhận đăng ký",
        "Hạn: 17 giờ 00, thứ Sáu, ngày 26/6/2026.",
    ]
    assert staff.choices == ["Đăng ký", "Không tham gia đợt này"]
    assert "còn 3 ngày" not in hoa.last
    assert "Trợ lý sẽ không nhắc về đợt này nữa" in await staff.chooses("Không tham gia đợt này")
    await desk.moved_to("2026-06-25T08:00")
    await desk.moved_to("2026-06-26T08:00")
    assert [row for row in await sent(desk) if row[1] == "Bình"] == [("2026-06-23 08:00", "Bình", "register")]


async def test_whose_registration_was_returned_is_asked_to_complete_it(desk, staff, hoa, reminding):
    await put_in(desk, reminding, RegistrationState.RETURNED, staff_id=4, reason="Chưa nêu số lượng")
    await put_in(desk, reminding, staff_id=5, late=True)
    await desk.moved_to("2026-06-23T08:00")
    assert "đăng ký của anh Bình được trả lại để hoàn thiện: Chưa nêu số lượng\nHạn: 17 giờ 00" in staff.last
    assert "Sửa đăng ký" in " ".join(staff.choices)
    assert hoa.heard == []


async def test_the_days_left_are_counted_when_it_goes_out(desk, staff, reminding):
    await desk.stop()
    desk.at("2026-06-24T10:00")
    await desk.start()
    await desk.moved_to("2026-06-24T10:01")
    assert "còn 2 ngày nhận đăng ký" in staff.last


async def test_the_choice_of_a_reminder_registers_who_withdrew(desk, staff, reminding):
    await staff.says("/dangky")
    await staff.chooses("Tham gia")
    await staff.chooses("Rút đăng ký")
    await staff.chooses("Rút đăng ký")
    await desk.moved_to("2026-06-23T08:00")
    assert "còn 3 ngày" in staff.last
    await staff.chooses("Không tham gia đợt này")
    assert "không tham gia" in staff.last


async def test_who_has_logged_nothing_is_asked_until_something_counts(desk, staff, reminding):
    await staff.says("/dangky")
    await staff.chooses("Tham gia")
    await desk.moved_to("2026-07-22T08:00")
    await desk.moved_to("2026-08-21T08:00")
    assert "còn 7 ngày. Anh Bình chưa có kết quả nào được tính" in staff.last
    assert staff.choices == ["Ghi kết quả"]
    await staff.says("hôm nay tư vấn pháp luật 3 vụ")
    await desk.moved_to("2026-08-25T08:00")
    log = [row[2] for row in await sent(desk) if row[1] == "Bình"]
    assert log == ["log_midpoint", "log_end"]


async def test_head_and_focal_point_are_asked_for_the_report_until_one_hands_it_in(desk, unit_head, focal, reminding):
    await desk.moved_to("2026-08-13T08:00")
    assert f"báo cáo kết quả của {UNIT}, còn 1 ngày" in unit_head.last
    assert f"báo cáo kết quả của {UNIT}, còn 1 ngày" in focal.last
    await desk.moved_to("2026-08-17T08:00")
    assert "quá hạn 3 ngày" in focal.last
    assert "Báo cáo nộp chậm vẫn được nhận" in focal.last
    await focal.chooses("Nộp báo cáo")
    await focal.says("Báo cáo của phòng")
    await focal.chooses("Nộp")
    await desk.moved_to("2026-08-18T08:00")
    assert not [row for row in await sent(desk) if row[0] == "2026-08-18 08:00"]


async def test_the_officer_hears_at_last_which_units_are_missing(desk, officer, reminding):
    await desk.moved_to("2026-08-27T08:00")
    assert "đơn vị chưa nộp" not in officer.last
    await desk.moved_to("2026-08-28T08:00")
    assert "03 đơn vị chưa nộp báo cáo kết quả, quá hạn 14 ngày" in officer.last
    assert f"- {UNIT}: chưa nộp" in await officer.chooses("Báo cáo các đơn vị")


@pytest.mark.parametrize("state", ["CANCELLED", "DRAFT"])
async def test_a_campaign_that_is_no_longer_published_reminds_nobody(desk, staff, reminding, state):
    async with desk.database.transaction() as tx:
        await tx.run("UPDATE campaign SET state = ?", (state,))
    await desk.moved_to("2026-06-23T08:00")
    assert await sent(desk) == []


async def test_what_was_done_after_it_was_queued_drops_it(desk, staff, reminding):
    """Queued while the platform asked for silence; by then it is no longer wanted."""
    async with desk.database.transaction() as tx:
        await tx.run("INSERT INTO pause (platform, until) VALUES (?, 4000000000)", (desk.key,))
    desk.at("2026-06-23T08:00")
    await desk.ticked()
    async with desk.database.transaction() as tx:
        assert await tx.value("SELECT count(*) FROM outbox WHERE lane = 'bulk'") == 5
        await tx.run(
            "INSERT INTO registration (campaign_id, staff_id, state, entered_by, submitted_at)"
            " SELECT 1, id, 'DECLINED', id, 0 FROM staff WHERE given_key <> 'binh'"
        )
        await tx.run("DELETE FROM pause")
        await tx.run("UPDATE outbox SET not_before = 0 WHERE lane = 'bulk'")
    await desk.moved_to("2026-06-23T08:01")
    assert [row[1] for row in await sent(desk)] == ["Bình"]


async def test_a_deadline_that_a_correction_took_away_is_not_spoken_of(desk, staff, reminding):
    async with desk.database.transaction() as tx:
        await tx.run("UPDATE campaign SET registration_deadline = NULL")
    await desk.moved_to("2026-06-23T08:00")
    async with desk.database.transaction() as tx:
        rows = await tx.rows("SELECT DISTINCT state FROM outbox WHERE kind = 'register'")
    assert [row["state"] for row in rows] == ["dropped"]


@pytest.mark.only("telegram")  # where messages are counted it waits half an hour, for the day's reminders
async def test_ninety_days_later_at_night_one_message_waits_for_the_window(desk, staff, unit_head, officer, reminding):
    for person in (staff, unit_head):
        await person.says("/dangky")
        await person.chooses("Tham gia")
    await desk.moved_to("2026-08-19T02:00")
    await desk.moved_to("2026-08-19T07:29")
    assert await sent(desk) == []
    before = len(unit_head.said)
    await desk.moved_to("2026-08-19T07:30")
    assert sorted(row for row in await sent(desk) if row[1] in ("Bình", "Dũng") and row[2] != "step") == [
        ("2026-08-19 07:30", "Bình", "log_midpoint"),
        ("2026-08-19 07:30", "Dũng", "log_midpoint"),
    ]
    assert len(unit_head.said) == before + 1
    async with desk.database.transaction() as tx:
        rows = await tx.rows(
            "SELECT state FROM reminder WHERE send_at <= unixepoch('2026-08-19 00:30') ORDER BY send_at"
        )
    assert [row["state"] for row in rows].count("queued") == 1, "the mid-point; each other one gave way to the next"
    assert {row["state"] for row in rows} == {"queued", "missed"}


async def test_reminders_of_two_campaigns_are_one_message_whose_choices_can_be_told_apart(desk, staff, reminding):
    other = replace(DRIVE, label="Đợt thi đua nước rút")
    async with desk.database.transaction() as tx:
        second = await campaigns.add(tx, other)
    await planned(desk, second, other)
    before = len(staff.said)
    await desk.moved_to("2026-06-23T08:00")
    assert len(staff.said) == before + 1
    assert [line for line in staff.last.splitlines() if line.startswith("(")] == [
        "(a) Đợt thi đua 28/8: hạn đăng ký 17 giờ 00, ngày 26/6",
        "(b) Đợt thi đua nước rút: hạn đăng ký 17 giờ 00, ngày 26/6",
    ]
    assert staff.choices == ["Đăng ký (a)", "Đăng ký (b)"]
    assert "Đợt thi đua nước rút" in await staff.chooses("Đăng ký (b)")
    assert "anh Bình không tham gia" in await staff.chooses("Không tham gia đợt này")


def test_a_bundle_whose_choices_differ_has_no_numbers():
    from bot.outbox import bundled  # noqa: PLC0415  # the one test here that looks at the seam itself

    messages = [Message(text=name, choices=(Choice(label=name, command=f"/{name}"),)) for name in ("mot", "hai")]
    assert bundled(messages).text == "mot\n\nhai"
    assert [choice.label for choice in bundled(messages).choices] == ["mot", "hai"]

"""The officers' morning message and the Director's weekly line: once, in time, with figures, and quiet when all is."""

from dataclasses import replace
from datetime import datetime

import pytest

from domain.campaigns import CampaignState
from domain.registrations import RegistrationState
from handlers import nothing_to_queue
from storage import accounts, backups, campaigns, people, questions, registrations, reports, routines, tree
from storage.database import Transaction
from tests.conftest import DRIVE, director_of
from tests.handlers.test_approvals import presented
from tests.handlers.test_publishing import in_hand

QUIET = "không có việc đến hạn, không có việc quá hạn. Trợ lý hoạt động bình thường"


@pytest.fixture
async def told(desk):
    """The office of the tests with what is said regularly switched on."""
    await desk.set(digest__officer_at='"08:30"', digest__director_day='"monday"')


async def registered(desk, drive_id: int, *staff: int) -> None:
    async def put(tx: Transaction) -> None:
        now = in_hand(desk, tx).now
        for one in staff:
            state = RegistrationState.SUBMITTED
            await registrations.submit(tx, drive_id, state=state, entered_by=one, now=now, staff_id=one, version=0)

    await desk.read(put)


async def moved(desk, moment: str) -> None:
    """Until then, with what is due said: a routine needs a tick of its own before its message goes."""
    await desk.moved_to(moment)
    await desk.ticked()
    await desk.quiet()


@pytest.mark.usefixtures("told")
async def test_on_a_quiet_day_one_sentence_shows_that_the_assistant_is_alive(desk, officer):
    await moved(desk, "2026-06-18T08:29")
    assert officer.heard == []
    await moved(desk, "2026-06-18T08:30")
    assert officer.heard == [f"Bản tin sáng thứ Năm, ngày 18/6/2026: {QUIET}."]
    await moved(desk, "2026-06-18T16:00")
    assert len(officer.heard) == 1
    await moved(desk, "2026-06-19T08:30")
    assert len(officer.heard) == 2


@pytest.mark.usefixtures("told")
async def test_the_last_backup_is_named_where_one_is_known(desk, officer):
    await desk.read(lambda tx: backups.made(tx, datetime.fromisoformat("2026-06-18T02:00:00+07:00")))
    await moved(desk, "2026-06-18T08:30")
    assert officer.last.endswith("bình thường; sao lưu gần nhất lúc 02 giờ 00, thứ Năm, ngày 18/6/2026.")


@pytest.mark.usefixtures("told")
async def test_nobody_but_the_officers_gets_it_and_none_comes_on_days_off(desk, officer, staff, unit_head):
    await moved(desk, "2026-06-20T10:00")
    await moved(desk, "2026-06-21T10:00")
    heard = len(officer.heard)
    assert (staff.heard, unit_head.heard) == ([], [])
    await moved(desk, "2026-06-22T08:30")
    assert len(officer.heard) == heard + 1
    assert "thứ Hai, ngày 22/6/2026" in officer.last


@pytest.mark.usefixtures("told")
async def test_it_says_what_is_due_today_and_soon_with_figures(desk, drive, officer):
    await registered(desk, drive, 1, 5)
    await moved(desk, "2026-06-22T08:30")
    assert "Hôm nay đến hạn: không có\nQuá hạn: không có\n" in officer.last
    ahead = "Trong 7 ngày tới:\n- 26/6: hết hạn đăng ký Đợt thi đua 28/8, đã có 2/5 người, 0/3 tập thể\n"
    assert ahead in officer.last
    assert "Đăng ký thấp, Đợt thi đua 28/8: Phòng Hành chính và Bổ trợ tư pháp (0/3)" in officer.last
    assert "Trung tâm" not in officer.last
    await moved(desk, "2026-06-26T08:30")
    due = "Hôm nay đến hạn:\n- hết hạn đăng ký Đợt thi đua 28/8, đã có 2/5 người, 0/3 tập thể\n"
    assert due in officer.last


@pytest.mark.usefixtures("told")
async def test_it_says_which_units_are_late_and_by_how_much(desk, drive, officer):
    async def hand_in(tx: Transaction) -> None:
        campaign = await campaigns.get(tx, drive)
        report = (await reports.of_campaign(tx, campaign))[1]
        await reports.hand_in(tx, report, "Báo cáo", 2, in_hand(desk, tx).now)

    desk.at("2026-08-13T10:00")
    await desk.read(hand_in)
    await moved(desk, "2026-08-17T08:30")
    assert "Quá hạn: 02 báo cáo\n- Báo cáo Đợt thi đua 28/8, Văn phòng Sở: chậm 3 ngày\n" in officer.last
    assert "Hành chính và Bổ trợ tư pháp: chậm" not in officer.last
    assert "1/3 đơn vị đã nộp" in await officer.chooses("Báo cáo các đơn vị")


@pytest.mark.usefixtures("told")
async def test_it_counts_what_waits_for_the_officer_and_whom_nothing_reaches(desk, officer, staff, hoa):
    async def happened(tx: Transaction) -> None:
        account = await accounts.account_of(tx, 5)
        await questions.ask(tx, 4, "Họp lúc nào?", account.chat, in_hand(desk, tx).now)
        await accounts.set_reachable(tx, account.chat, reachable=False)

    await desk.read(happened)
    await moved(desk, "2026-06-18T08:30")
    assert "Câu hỏi chờ chị trả lời: 01" in officer.last
    assert "Không nhận được tin: 01 người (chị Hoa, Trung tâm Trợ giúp pháp lý nhà nước)" in officer.last
    assert "01 câu hỏi chờ trả lời" in await officer.chooses("Xem việc chờ trả lời")


@pytest.mark.usefixtures("told")
async def test_what_is_offered_leads_on(desk, drive, officer):
    await moved(desk, "2026-06-22T08:30")
    assert "Tiến độ Đợt thi đua 28/8" in await officer.chooses("Xem theo đơn vị")


@pytest.mark.usefixtures("told")
async def test_many_late_reports_are_counted_after_the_first_ones(desk, drive, officer):
    async def more_units(tx: Transaction) -> None:
        for number in range(20):
            unit = await tree.add_unit(tx, f"Phòng số {number}", f"P{number}")
            await people.add_staff(tx, unit, f"Nguyễn Văn Thứ {number}", "male", "", [])

    await desk.read(more_units)
    await moved(desk, "2026-08-17T08:30")
    assert "Quá hạn: 23 báo cáo" in officer.last
    assert "- và 15 báo cáo khác" in officer.last
    assert len(officer.last) < 2000


@pytest.mark.usefixtures("told")
async def test_after_a_stop_the_morning_is_told_once_and_of_that_day(desk, drive, officer):
    await desk.stop()
    await desk.read(lambda tx: tx.run("DELETE FROM setting WHERE name = 'tick.last'"))
    desk.at("2026-06-23T14:00")
    await desk.start()
    await moved(desk, "2026-06-23T14:01")
    digests = [text for text in officer.heard if "Bản tin sáng" in text]
    assert [text.splitlines()[0] for text in digests] == ["Bản tin sáng thứ Ba, ngày 23/6/2026"]
    await moved(desk, "2026-06-24T08:30")
    assert "thứ Tư, ngày 24/6/2026" in officer.last


@pytest.mark.usefixtures("told")
async def test_before_its_hour_a_start_tells_nothing(desk, drive, officer):
    await desk.stop()
    desk.at("2026-06-18T07:45")
    await desk.start()
    await moved(desk, "2026-06-18T07:46")
    assert not any("Bản tin sáng" in text for text in officer.heard)
    await moved(desk, "2026-06-18T08:30")
    assert sum("Bản tin sáng" in text for text in officer.heard) == 1


@pytest.mark.usefixtures("told")
async def test_who_is_no_officer_any_more_by_then_gets_none(desk, drive, officer):
    await desk.set(digest__officer_at='"12:05"')
    await moved(desk, "2026-06-17T12:05")  # no window is open before 13:45
    await desk.read(lambda tx: tx.run("DELETE FROM role_grant WHERE role = 'officer'"))
    await moved(desk, "2026-06-17T13:45")
    assert officer.heard == []


# The Director


@pytest.mark.usefixtures("told")
async def test_the_director_reads_five_lines_on_monday_at_seven(desk, drive, officer):
    director = await director_of(desk)
    await registered(desk, drive, 1, 4, 5)
    await moved(desk, "2026-06-22T06:59")
    assert director.heard == []
    await moved(desk, "2026-06-22T07:00")
    lines = director.last.splitlines()
    assert lines[:4] == [
        "Kính gửi đồng chí Giám đốc, tình hình thi đua đến 7 giờ 00, thứ Hai, ngày 22/6/2026:",
        "- Đợt thi đua 28/8: 3/6 người, 0/3 tập thể đã đăng ký; hạn 26/6",
        "- Quá hạn: không có",
        "- Chờ đồng chí cho ý kiến: không có",
    ]
    assert "Tiến độ Đợt thi đua 28/8" in await director.chooses("Xem theo đơn vị")
    await moved(desk, "2026-06-26T10:00")
    assert sum("Kính gửi" in text for text in director.heard) == 1
    assert not any("Kính gửi" in text for text in officer.heard)


@pytest.mark.usefixtures("told")
async def test_what_waits_for_the_director_s_word_is_counted_and_opens(desk, drive, officer):
    director = await director_of(desk)
    await presented(desk, officer)
    await moved(desk, "2026-06-22T07:00")
    assert "- Chờ đồng chí cho ý kiến: 01 việc" in director.last
    assert "Văn phòng Sở trình đồng chí" in await director.chooses("Xem việc chờ ý kiến")


@pytest.mark.usefixtures("told")
async def test_many_drives_stay_five_lines(desk, drive):
    director = await director_of(desk)
    for number in range(4):
        await desk.read(lambda tx, number=number: campaigns.add(tx, replace(DRIVE, label=f"Đợt {number}")))
    await moved(desk, "2026-06-22T07:00")
    text = director.last.partition("\n\n")[0]
    assert len(text.splitlines()) == 5
    assert "- Và 04 đợt thi đua khác đang diễn ra" in text


@pytest.mark.usefixtures("told")
async def test_with_nothing_to_say_the_director_is_left_alone(desk):
    director = await director_of(desk)
    await moved(desk, "2026-06-22T07:00")
    await moved(desk, "2026-06-22T09:00")
    assert director.heard == []


@pytest.mark.usefixtures("told")
async def test_a_monday_that_is_off_gives_way_to_the_next_working_day(desk):
    director = await director_of(desk)
    long = replace(DRIVE, end=DRIVE.end.replace(month=9, day=30), state=CampaignState.RUNNING)
    await desk.read(lambda tx: campaigns.add(tx, long))
    await moved(desk, "2026-08-28T10:00")
    heard = len(director.heard)
    await moved(desk, "2026-08-31T09:00")
    assert len(director.heard) == heard
    await moved(desk, "2026-09-03T07:00")
    assert "7 giờ 00, thứ Năm, ngày 03/9/2026" in director.last


async def test_switched_off_nothing_is_said(desk, drive, officer):
    director = await director_of(desk)
    await moved(desk, "2026-06-22T10:00")
    assert (officer.heard, director.heard) == ([], [])


async def test_what_was_switched_off_since_is_not_said_once_more(desk, drive, officer):
    await desk.set(digest__officer_at='"08:30"')
    await desk.set(digest__officer_at='""')
    await moved(desk, "2026-06-18T08:30")
    assert officer.heard == []
    assert await desk.read(routines.known) == {"yearly_templates", "figures"}


@pytest.mark.usefixtures("told")
async def test_it_offers_to_ask_who_has_not_registered_and_says_when_that_was_done_last(desk, drive, officer):
    await registered(desk, drive, 1, 5)
    await moved(desk, "2026-06-22T08:30")
    assert "Nhắc 03 người chưa đăng ký" in officer.choices
    assert "Sẽ nhắc: 03 người" in await officer.chooses("Nhắc 03 người chưa đăng ký")
    await officer.chooses("Nhắc 03 người")
    await moved(desk, "2026-06-22T08:40")
    await moved(desk, "2026-06-23T08:30")
    assert "Nhắc 03 người chưa đăng ký (lần nhắc trước: 22/6)" in officer.choices


async def test_what_is_due_together_with_a_routine_waits_for_it_a_moment_and_not_for_one_that_cannot_be_done(desk):
    async def complete(moment: str) -> bool:
        now = datetime.fromisoformat(f"2026-06-18T{moment}+07:00")
        return await desk.read(lambda tx: nothing_to_queue(tx, now))

    await desk.read(lambda tx: routines.begin(tx, "digest", datetime.fromisoformat("2026-06-18T08:30:00+07:00")))
    moments = {"08:29:59": True, "08:30:00": False, "08:30:59": False, "08:31:00": True}
    assert {moment: await complete(moment) for moment in moments} == moments

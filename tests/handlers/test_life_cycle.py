"""The steps of a campaign's life: by its dates, by the officer, and who hears of them."""

import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from domain.calendar import VIETNAM
from domain.campaign_content import Content
from domain.campaigns import CampaignState as State
from domain.office import Office
from domain.permissions import Role
from handlers import lifecycle
from storage import campaigns, tree
from storage.database import MIGRATIONS, Database, migrate
from tests.conftest import DRIVE, newcomer
from tests.handlers.logged import register
from tests.handlers.test_publishing import drafted
from tests.handlers.test_publishing import drive as drive_file

BINH = 4


async def a_drive(desk, state: State, **changes) -> int:
    async with desk.database.transaction() as tx:
        return await campaigns.add(tx, replace(DRIVE, state=state, **changes))


async def stands(desk, number: int = 1) -> State:
    return (await desk.read(lambda tx: campaigns.get(tx, number))).state


async def versions(desk) -> int:
    return (await desk.read(lambda tx: campaigns.get(tx, 1))).version


async def test_dates_bring_the_steps_and_the_officer_hears_of_the_end_of_registration(desk, drive, officer, staff):
    await desk.ticked()
    assert await stands(desk) is State.REGISTERING
    await register(desk, BINH, drive)
    await desk.moved_to("2026-06-26T17:01")
    assert await stands(desk) is State.RUNNING
    await desk.moved_to("2026-06-29T07:30")
    assert "đã hết hạn đăng ký: 1/5 người, 0/3 tập thể" in officer.last
    assert f"“tiến độ đợt {drive}”" in officer.last
    assert staff.heard == []
    assert await versions(desk) == 1
    await desk.moved_to("2026-08-31T00:05")
    assert await stands(desk) is State.CLOSED


async def test_without_a_deadline_registration_is_open_to_the_end_and_never_said_to_be_over(desk, officer):
    """Taken away from one whose registration is open, from one where it has closed, and never there."""
    for state in (State.REGISTERING, State.RUNNING, State.LAUNCHED):
        await a_drive(desk, state, registration_deadline=None)
    await desk.ticked()
    assert [await stands(desk, number) for number in (1, 2, 3)] == [State.REGISTERING] * 3
    assert await desk.read(lambda tx: tx.value("SELECT count(*) FROM outbox WHERE kind = 'step'")) == 0
    await desk.moved_to("2026-08-28T23:50")
    assert await stands(desk) is State.REGISTERING
    await desk.moved_to("2026-08-29T00:05")
    assert await stands(desk) is State.CLOSED


async def test_after_a_stop_only_the_last_step_is_told(desk, drive, officer):
    await desk.stop()
    desk.at("2026-09-03T07:40")
    await desk.start()
    await desk.ticked()
    await desk.moved_to("2026-09-03T09:00")
    told = [text for text in officer.heard if "đã hết hạn đăng ký" in text or "đã kết thúc ngày" in text]
    assert len(told) == 1
    assert "đã kết thúc ngày 28/8/2026" in told[0]


async def test_heads_and_focal_points_prepare_the_interim_review(desk, officer, unit_head, focal, staff):
    await a_drive(desk, State.RUNNING, registration_deadline=None, content=Content(interim=date(2026, 6, 18)))
    await desk.moved_to("2026-06-18T00:05")
    await desk.moved_to("2026-06-18T07:30")
    for person in (unit_head, focal):
        assert "chuẩn bị phần của đơn vị" in person.last
    assert "“Đã sơ kết xong”" in officer.last
    assert staff.heard == []


async def test_heads_hear_of_a_step_at_their_own_hour_after_the_meetings_of_monday(desk, officer, unit_head, focal):
    await desk.set(digest__head_at='"08:00"', digest__officer_at='"08:30"')
    await a_drive(desk, State.RUNNING, registration_deadline=None, content=Content(interim=date(2026, 6, 20)))
    await desk.moved_to("2026-06-20T00:05")
    await desk.moved_to("2026-06-22T08:30")
    assert "“Đã sơ kết xong”" in officer.last
    assert not any("chuẩn bị phần của đơn vị" in text for text in (*unit_head.heard, *focal.heard))
    await desk.moved_to("2026-06-22T09:00")
    for person in (unit_head, focal):
        assert "chuẩn bị phần của đơn vị" in person.last


async def test_in_a_campaign_of_units_only_theirs_hear_of_it_and_nobody_who_has_declined(desk, unit_head, focal):
    unit = await desk.read(lambda tx: tree.unit_named(tx, "Phòng Hành chính và Bổ trợ tư pháp"))
    about = {
        "registration_deadline": None,
        "units": frozenset({unit.id}),
        "content": Content(interim=date(2026, 6, 18)),
    }
    number = await a_drive(desk, State.RUNNING, **about)
    await focal.presses(f"/dangky khong {number}.0")
    await desk.moved_to("2026-06-18T00:05")
    await desk.moved_to("2026-06-18T08:30")
    assert "chuẩn bị phần của đơn vị" in unit_head.last
    assert not [text for text in focal.heard if "chuẩn bị phần của đơn vị" in text]


async def test_the_officer_ends_an_interim_review_and_may_name_the_next_day(desk, officer):
    await a_drive(desk, State.INTERIM_REVIEW, content=Content(interim=date(2026, 6, 17)))
    await officer.says("quản lý đợt 1")
    assert "Tình trạng: Đang sơ kết" in officer.last
    await officer.chooses("Đã sơ kết xong")
    assert "phải sau hôm nay" in await officer.says("16/6/2026")
    await officer.says("30/7")
    campaign = await desk.read(lambda tx: campaigns.get(tx, 1))
    assert campaign.content.interim == date(2026, 7, 30)
    await desk.ticked()
    assert await stands(desk) is State.REGISTERING  # its deadline is still to come


async def test_from_the_end_to_the_file_by_the_officer(desk, officer, unit_head):
    await a_drive(desk, State.CLOSED, end=date(2026, 6, 16), registration_deadline=None)
    await officer.says("quản lý đợt 1")
    assert "không trở lại" in await officer.chooses("Bắt đầu bình xét")
    assert "Đang bình xét" in await officer.chooses("Bắt đầu bình xét")
    await desk.moved_to("2026-06-17T09:20")
    assert "bắt đầu bình xét" in unit_head.last
    await officer.says("quản lý đợt 1")
    await officer.chooses("Ghi quyết định khen thưởng")
    assert "chưa đọc được số, ngày" in await officer.says("quyết định 120")
    assert "chưa đến" in await officer.says("120/QĐ-STP 05/9/2026")
    assert "số 120/QĐ-STP ngày 16/6/2026" in await officer.says("120/qđ-stp 16/6")
    assert "Đã có quyết định" in await officer.chooses("Ghi quyết định")
    assert "120/QĐ-STP" in await unit_head.says("văn bản đợt 1")
    await officer.says("quản lý đợt 1")
    await officer.chooses("Lưu hồ sơ")
    assert "Đã lưu hồ sơ" in await officer.chooses("Lưu hồ sơ")
    assert await stands(desk) is State.ARCHIVED


async def test_an_old_press_takes_no_step(desk, officer):
    await a_drive(desk, State.CLOSED, end=date(2026, 6, 16))
    await officer.presses("/phatdong binhxethan 1.1")
    assert "Đang bình xét" in await officer.presses("/phatdong binhxethan 1.1")
    assert await versions(desk) == 2


@pytest.mark.parametrize("verb", ["binhxethan", "luuhan", "huybao", "quyetdinh", "soket", "dungbao"])
async def test_nobody_else_takes_a_step(desk, drive, unit_head, verb):
    assert "cán bộ phụ trách" in await unit_head.presses(f"/phatdong {verb} 1.1")
    assert await versions(desk) == 1


async def test_of_two_decisions_at_once_the_second_officer_hears_whose_stands(desk, officer):
    await a_drive(desk, State.REVIEWING, end=date(2026, 6, 16), registration_deadline=None)
    other = await newcomer(desk, 1200, "Trịnh Thị Nga", "female", role=Role.OFFICER)
    for person, number in ((officer, "120/QĐ-STP 16/6"), (other, "121/QĐ-STP 15/6")):
        await person.says("quản lý đợt 1")
        await person.chooses("Ghi quyết định khen thưởng")
        await person.says(number)
    await officer.chooses("Ghi quyết định")
    said = await other.chooses("Ghi quyết định")
    assert "Nguyễn Thị Lan Anh đã đổi đợt này lúc" in said
    assert "Điều chị vừa nhắn chưa được ghi" in said
    assert "120/QĐ-STP" in said
    assert "121/QĐ-STP" not in said


async def test_what_is_over_is_no_longer_cancelled(desk, officer):
    await a_drive(desk, State.REVIEWING, end=date(2026, 6, 16))
    assert "Đang bình xét" in await officer.says("hủy đợt 1")
    assert "Đang bình xét" in await officer.presses("/phatdong huyhan 1.1")


async def cancelled_aloud(desk, drive, officer) -> None:
    await register(desk, BINH, drive)
    await officer.says("hủy đợt 1")
    said = await officer.chooses("Hủy và báo người đã đăng ký")
    assert "gửi cho 01 người đã đăng ký, lúc 9 giờ 07" in said


async def test_who_is_registered_hears_of_the_cancellation_two_minutes_later(desk, drive, officer, staff, hoa):
    await cancelled_aloud(desk, drive, officer)
    await desk.moved_to("2026-06-17T09:06")
    assert staff.heard == []
    await desk.moved_to("2026-06-17T09:07")
    assert "đã được hủy" in staff.last
    assert hoa.heard == []


async def test_the_notice_of_a_cancellation_can_be_stopped_until_it_goes(desk, drive, officer, staff):
    await cancelled_aloud(desk, drive, officer)
    assert "Tin báo hủy" not in await officer.chooses("Dừng tin báo hủy")
    await desk.moved_to("2026-06-17T09:30")
    assert staff.heard == []


async def test_staff_still_open_what_is_over(desk, staff):
    await a_drive(desk, State.ARCHIVED, end=date(2026, 6, 16))
    await staff.says("phong trào")
    assert "đã lưu hồ sơ" in await staff.chooses("Các đợt đã kết thúc")
    assert "Tình trạng: Đã lưu hồ sơ" in await staff.chooses("Đợt thi đua 28/8")


async def test_what_is_over_but_not_decided_is_handed_over(desk, officer):
    number = await a_drive(desk, State.REVIEWING, end=date(2026, 6, 16), published_by=1)
    assert DRIVE.label in await officer.says("bàn giao")
    assert number == 1


BEFORE = 9  # the last version whose campaigns were only published or not
OLD = {  # days from now: of the opening, of the end of registration, of the last day -> where that is
    (-40, -30, -3): State.CLOSED,
    (-40, -30, 20): State.RUNNING,
    (-10, 5, 40): State.REGISTERING,
    (-10, None, 40): State.REGISTERING,
    (3, 20, 40): State.APPROVED,
}


async def test_drives_of_an_earlier_version_stand_where_their_dates_have_brought_them_and_nobody_is_told(tmp_path):
    path, now = tmp_path / "old.db", datetime.now(VIETNAM)
    migrate(path, _scripts_before(tmp_path / "before"))
    with closing(sqlite3.connect(path)) as connection, connection:
        for opens, deadline, end in OLD:
            moments = [days and int((now + timedelta(days=days)).timestamp()) for days in (deadline, opens)]
            days = [(now + timedelta(days=days)).date().isoformat() for days in (min(opens, -1), end)]
            connection.execute(
                "INSERT INTO campaign (name, label, theme, start_day, end_day, registration_deadline, publish_at,"
                " state, whole_office) VALUES ('Đợt', 'Đợt', '', ?, ?, ?, ?, 'PUBLISHED', 1)",
                (*days, *moments),
            )
    migrate(path)
    database = await Database.open(path)
    async with database.transaction() as tx:
        while await lifecycle.step_next(tx, Office("Sở Tư pháp", ""), now):
            pass
        assert [one.state for one in await campaigns.every(tx)] == [*OLD.values()]
        assert await tx.value("SELECT count(*) FROM outbox") == 0
    await database.close()


def _scripts_before(folder: Path) -> Path:
    folder.mkdir()
    for script in Path(MIGRATIONS).glob("*.sql"):
        if int(script.name[:4]) <= BEFORE:
            shutil.copy(script, folder)
    return folder


async def test_a_preview_that_is_taken_up_again_makes_no_draft_of_what_was_told_meanwhile(desk, officer):
    number = await drafted(desk, drive_file())
    await officer.says(f"/phatdong xem {number}")
    second = await newcomer(desk, 1400, "Đỗ Văn Hai", role=Role.OFFICER)
    await second.says(f"/phatdong xem {number}")
    await second.chooses("Gửi ngay")
    assert "Đã công bố" in await officer.says("/tieptuc")
    assert await stands(desk, number) is State.APPROVED

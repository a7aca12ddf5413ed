from dataclasses import replace
from datetime import UTC, datetime

import pytest

from domain.messages import ChatRef
from domain.people import Employment
from domain.reminders import GroupMessage, GroupMessageKind
from storage import announcements, campaigns, groups, people
from tests.conftest import DRIVE, director_of
from tests.handlers.launching import to_the_end
from tests.handlers.test_publishing import GROUP, correcting, drafted, drive, published
from texts import render

GROUPS = pytest.mark.only("telegram")


@pytest.fixture
async def heard(desk):
    """What the office's group has heard."""
    desk.sandbox.sim.group(GROUP, "Sở Tư pháp", members=[1001, 1004])
    desk.sandbox.sim.add_to_group(1001, GROUP)
    await desk.quiet()
    async with desk.database.transaction() as tx:
        chat = ChatRef(platform="telegram", chat_id=str(GROUP))
        await groups.link(tx, chat, "Sở Tư pháp", 1, datetime(2026, 6, 1, tzinfo=UTC))
    bot = desk.sandbox.world.bot_user["id"]
    return lambda: [one for one in desk.sandbox.sim.chat(GROUP) if one["from"] == bot]


@GROUPS
async def test_the_group_hears_the_opening_word_for_word_as_previewed_with_links(desk, officer, heard):
    preview = await to_the_end(officer, await officer.says(f"/phatdong xem {await drafted(desk, drive())}"))
    await officer.chooses("Gửi ngay")
    await desk.moved_to("2026-06-17T09:07")
    (opening,) = heard()
    said = opening["text"].replace("9 giờ 07, ngày 17/6/2026", "8 giờ 00, ngày 18/6/2026")
    assert preview.replace("\n\n", "\n").startswith(said.replace("\n\n", "\n"))
    buttons = [button for row in opening["buttons"] for button in row]
    assert [button["text"] for button in buttons] == ["Đăng ký", "Xem đợt thi đua", "Xem kế hoạch"]
    assert all("t.me/" in button["url"] for button in buttons)


@GROUPS
async def test_only_the_audience_gets_the_opening_by_name(desk, officer, heard, staff, hoa):
    await published(desk, officer, audience='["Trung tâm Trợ giúp pháp lý nhà nước"]')
    assert len(hoa.heard) == 1
    assert staff.heard == []
    assert len(heard()) == 1


@GROUPS
async def test_the_group_hears_figures_without_names_in_the_middle_and_at_the_end(desk, officer, heard, staff):
    await published(desk, officer)
    await staff.presses("/dangky ok 1.0")
    for day in ("06-22T09:00", "07-22T08:00", "08-21T08:00", "08-28T08:00", "08-28T16:43"):
        await desk.moved_to(f"2026-{day}")
    week, middle, last_week, last_day = [one["text"] for one in heard()[1:]]
    assert week.startswith("Đợt thi đua 28/8: tiến độ đến ngày 22/6/2026")
    assert "đã qua nửa thời gian" in middle
    assert last_week.startswith("Đợt thi đua 28/8: còn 7 ngày")
    assert last_day.startswith("Đợt thi đua 28/8: hôm nay là ngày cuối")
    await desk.moved_to("2026-08-28T16:44")
    closing = heard()[-1]["text"]
    assert "kết thúc ngày 28/8/2026" in closing
    await desk.moved_to("2026-09-03T09:00")
    thanks = heard()[-1]["text"]
    assert "Sở Tư pháp tỉnh Thái An (minh họa) trân trọng cảm ơn các phòng, đơn vị" in thanks
    assert "Toàn Sở: 1 người, 0 tập thể tham gia." in thanks
    assert all("Đã đăng ký: 1/5 người" in one for one in (week, middle, last_week, last_day, closing))
    assert [one["text"] for one in heard() if "Bình" in one["text"]] == []
    assert len(heard()) == 7


@pytest.mark.parametrize(
    ("meant", "words"),
    [
        ({}, "Toàn Sở"),
        ({"people": frozenset({4})}, "Cả đợt"),
        ({"employments": frozenset({Employment.PUBLIC_EMPLOYEE})}, "Cả đợt"),
    ],
)
def test_the_outcome_is_the_whole_offices_only_where_everybody_is_meant(meant, words):
    outcome = {"registered": 1, "collectives": 0, "promised": 0, "reached": 0}
    said = render("announcements/_outcome", campaign=replace(DRIVE, **meant), outcome=outcome)
    assert said.startswith(f"{words}: 1 người")


async def test_who_takes_part_is_thanked_with_what_was_reached_and_nobody_else(desk, officer, staff, hoa):
    await published(desk, officer)
    await staff.says("đăng ký")
    await staff.chooses("Tự nhập chỉ tiêu")
    await staff.says("tham gia tố tụng 3 vụ")
    await staff.chooses("Xác nhận")
    await hoa.presses("/dangky khong 1.0")
    await staff.says("hôm nay tham gia tố tụng 3 vụ")
    await desk.moved_to("2026-09-03T08:00")
    before = len(hoa.heard)
    await desk.moved_to("2026-09-03T09:00")
    assert staff.last.splitlines()[0].startswith("Sở Tư pháp tỉnh Thái An (minh họa) cảm ơn anh Bình đã tham gia đợt")
    assert staff.last.splitlines()[1:3] == [
        "Kết quả của anh: 3/3 vụ tham gia tố tụng.",
        "Toàn Sở: 1 người, 0 tập thể tham gia; 1/1 chỉ tiêu có số lượng đã đạt.",
    ]
    assert staff.last.splitlines()[-1] == "Chúc anh và gia đình sức khỏe."
    assert len(hoa.heard) == before


async def test_the_thanks_carry_the_name_of_who_has_agreed_to_it(desk, officer, staff):
    director = await director_of(desk)
    await published(desk, officer)
    await staff.presses("/dangky ok 1.0")
    async with desk.database.transaction() as tx:
        (thanks,) = [one for one in await announcements.of_campaign(tx, 1) if one.kind is GroupMessageKind.THANKS]
        signer = await people.by_account(tx, desk.key, director.id)
        await announcements.save(tx, replace(thanks, signed_by=signer.id))
    await desk.moved_to("2026-09-03T08:00")
    await desk.moved_to("2026-09-03T09:00")
    assert staff.last.startswith("Thay mặt lãnh đạo Sở, cảm ơn anh Bình")
    assert "\nGiám đốc Sở Lê Minh Quang" in staff.last


async def test_an_opening_that_is_missed_is_told_to_whoever_published_it(desk, officer, staff):
    useless = datetime(2026, 6, 16, tzinfo=UTC)
    async with desk.database.transaction() as tx:
        drive_id = await campaigns.add(tx, replace(DRIVE, published_by=1))
        opening = GroupMessage(GroupMessageKind.OPENING, DRIVE.publish_at, useless)
        await announcements.replace_waiting(tx, drive_id, [opening], DRIVE.publish_at)
    await desk.moved_to("2026-06-17T09:10")
    assert "Tin phát động của Đợt thi đua 28/8 không gửi được" in officer.last
    assert staff.heard == []


@GROUPS
async def test_nothing_is_announced_twice_after_a_correction(desk, officer, heard, staff):
    await published(desk, officer)
    await correcting(desk, officer, 1, theme='"Một"')
    await officer.chooses("Ghi, không báo")
    await desk.moved_to("2026-06-17T10:00")
    assert len(heard()) == 1
    assert len(staff.heard) == 1

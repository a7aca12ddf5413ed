from dataclasses import replace
from datetime import UTC, datetime

import pytest

from domain.messages import ChatRef
from domain.reminders import GroupMessage, GroupMessageKind
from storage import announcements, campaigns, groups
from tests.conftest import DRIVE
from tests.handlers.test_publishing import GROUP, correcting, drafted, drive, published

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
    preview = await officer.says(f"/phatdong xem {await drafted(desk, drive())}")
    await officer.chooses("Gửi ngay")
    await desk.moved_to("2026-06-17T09:07")
    (opening,) = heard()
    assert preview.startswith(opening["text"])
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
    await desk.moved_to("2026-07-22T08:00")
    middle = heard()[-1]["text"]
    assert "Đã đăng ký: 1/5 người" in middle
    assert "Bình" not in middle
    await desk.moved_to("2026-08-28T16:43")
    assert heard()[-1]["text"] == middle
    await desk.moved_to("2026-08-28T16:44")
    assert "kết thúc ngày 28/8/2026" in heard()[-1]["text"]
    assert len(heard()) == 3


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

"""Where every message counts: what was used of a month, who hears of it, and what waits to go together."""

from dataclasses import replace
from datetime import datetime

import pytest

from domain.reminders import GroupMessage, GroupMessageKind, Reminder, ReminderKind
from storage import announcements, campaigns, reminders, traffic
from tests.bot.zalo_acts import HOA, OFFICER, STAFF, outcome, queued, sent_to
from tests.conftest import DRIVE
from tests.people import OnZalo, Person
from tests.second_phone import OnTelegram, also, key_of, staff_id

DAY = "2026-06-23"  # a Tuesday
BOTH = pytest.mark.parametrize("platform", ["telegram", "zalo"], indirect=True)


@pytest.fixture
def platform(request):
    return getattr(request, "param", "zalo")


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}:00+07:00")


async def used(desk, month: str = "2026-06") -> tuple[int, int]:
    return await desk.read(lambda tx: traffic.of_month(tx, key_of(desk, OnZalo), at(f"{month}-15T12:00")))


async def has_used(desk, sent: int) -> None:
    async with desk.database.transaction() as tx:
        now = datetime.fromisoformat(desk.clock.read_text())
        before, _ = await traffic.of_month(tx, key_of(desk, OnZalo), now)
        await traffic.count(tx, key_of(desk, OnZalo), now, sent=sent - before)


# Counting ------------------------------------------------------------------------------------------------


async def test_a_month_is_counted_both_ways_by_the_time_of_viet_nam(desk, staff):
    for _ in range(3):
        await staff.says("/menu")
    await staff.gestures("sticker")
    assert await used(desk) == (3, 4)
    desk.at("2026-06-30T23:59")
    await staff.says("/menu")
    assert await used(desk) == (4, 5)
    desk.at("2026-07-01T00:00")  # still June in UTC
    await staff.says("/menu")
    assert (await used(desk), await used(desk, "2026-07")) == ((4, 5), (1, 1))


async def test_at_four_fifths_and_at_the_end_the_officers_hear_of_it_once_each(desk, officer, staff, hoa):
    told: list[list[str]] = []
    for before in (2398, 2399, 2500, 2998, 2999, 3100):
        await has_used(desk, before)
        heard = len(officer.heard)
        await staff.says("/menu")
        await desk.ticked()
        await desk.quiet()
        told.append(officer.heard[heard:])
    assert [len(one) for one in told] == [0, 1, 0, 0, 1, 0]
    assert "Zalo: đã dùng 2.400/3.000 tin của tháng 6 (80%)." in told[1][0]
    assert "Zalo: đã dùng hết 3.000 tin của tháng 6." in told[4][0]
    assert "khi hết sẽ không nhận được nhắc hạn: Nguyễn Thị Lan Anh, Trần Văn Dũng" in told[1][0]
    desk.at("2026-07-17T09:05")
    await has_used(desk, 2399)
    await staff.says("/menu")
    await desk.ticked()
    await desk.quiet()
    assert "của tháng 7 (80%)" in officer.last


async def test_who_can_be_reached_elsewhere_is_not_among_those_who_would_miss_something(desk_of_both):
    desk = desk_of_both
    for number in (1001, 1002, 1003, 1004):
        await also(desk, number, OnTelegram)
    desk.sandbox.sim.block(1004)
    async with desk.database.transaction() as tx:
        await tx.run("UPDATE account SET reachable = 0 WHERE platform = 'telegram' AND external_id = '1004'")
    await has_used(desk, 2399)
    await Person(desk, 1005, "").says("/menu")
    await desk.ticked()
    await desk.quiet()
    assert "nhắc hạn: Phạm Thanh Bình, Hoàng Thị Thu Hoa." in sent_to(desk, OFFICER)[-1]


# Waiting ---------------------------------------------------------------------------------------------------


@pytest.fixture
async def planned(desk):
    """Two campaigns remind at 8:00, a third one begins at 14:00."""
    async with desk.database.transaction() as tx:
        first, second, third = [
            await campaigns.add(tx, replace(DRIVE, label=f"Đợt thi đua {number}", name=f"Đợt thi đua {number}"))
            for number in (1, 2, 3)
        ]
        for one in (first, second):
            asked = Reminder(
                ReminderKind.REGISTER, at(f"{DAY}T08:00").date(), at(f"{DAY}T08:00"), at("2026-06-26T17:00")
            )
            await reminders.put(tx, one, [asked])
        opening = GroupMessage(GroupMessageKind.OPENING, at(f"{DAY}T14:00"), at("2026-06-30T17:00"))
        await announcements.replace_waiting(tx, third, [opening], at(f"{DAY}T07:00"))


@BOTH
async def test_two_reminders_in_the_morning_and_an_opening_in_the_afternoon(desk, staff, planned, platform):
    await desk.moved_to(f"{DAY}T08:00")
    early = len(staff.heard)
    await desk.moved_to(f"{DAY}T14:00")
    assert (early, len(staff.heard)) == ((0, 1) if platform == "zalo" else (1, 2))
    said = "\n".join(staff.heard)
    assert all(f"Đợt thi đua {number}" in said for number in (1, 2, 3))
    async with desk.database.transaction() as tx:
        assert await tx.value("SELECT count(*) FROM outbox WHERE state <> 'sent'") == 0


async def test_a_reminder_does_not_wait_on_its_last_day_nor_where_nothing_more_is_planned(desk, staff, planned):
    async with desk.database.transaction() as tx:
        await tx.run(
            "UPDATE reminder SET useless_after = ? WHERE campaign_id = 1", (int(at(f"{DAY}T17:00").timestamp()),)
        )
        await tx.run("DELETE FROM reminder WHERE campaign_id = 2")
    await desk.moved_to(f"{DAY}T08:00")
    assert len(staff.heard) == 1
    await desk.moved_to(f"{DAY}T14:00")
    assert len(staff.heard) == 2


@BOTH
async def test_a_question_to_the_officer_does_not_wait(desk, officer, staff, planned):
    desk.at(f"{DAY}T07:40")
    await staff.says("/hoi mấy giờ hết hạn")
    await desk.ticked()
    await desk.quiet()
    assert "mấy giờ hết hạn" in officer.last


@BOTH
async def test_news_of_what_others_entered_go_together_before_the_day_ends(desk, staff, focal, drive, platform):
    await focal.says("ghi hộ anh Bình tư vấn 2 vụ hôm qua")
    await desk.moved_to("2026-06-17T10:00")
    await focal.says("ghi hộ anh Bình tư vấn 3 vụ hôm nay")
    await desk.moved_to("2026-06-17T16:14")
    early = len(staff.heard)
    await desk.moved_to("2026-06-17T16:15")
    assert (early, len(staff.heard)) == ((0, 1) if platform == "zalo" else (2, 2))
    said = "\n".join(staff.heard)
    assert "2 vụ" in said
    assert "3 vụ" in said


async def test_news_after_that_hour_go_at_once(desk, staff, drive):
    desk.at("2026-06-17T12:00")
    await queued(desk, "Tin.", staff_id=await staff_id(desk, 1004))
    async with desk.database.transaction() as tx:
        await tx.run("UPDATE outbox SET kind = 'proxy_logged'")
    await desk.moved_to("2026-06-17T16:20")
    assert staff.heard == ["Tin."]


async def test_what_waited_is_still_dropped_if_it_is_no_longer_wanted(desk, staff, planned):
    await desk.moved_to(f"{DAY}T08:00")
    for number in (1, 2):
        await staff.says(f"/dangky khong {number}")
    heard = len(staff.heard)
    await desk.moved_to(f"{DAY}T14:00")
    assert len(staff.heard) == heard + 1
    assert "Đợt thi đua 1" not in staff.last
    assert "Đợt thi đua 3" in staff.last


async def test_a_silent_platform_and_a_metered_one_do_not_starve_each_other(desk_of_both):
    desk = desk_of_both
    desk.sandbox.zalo.switches.quota = 0
    binh = await also(desk, 1004, OnTelegram, chosen=True)
    await queued(desk, "Một.", key="zalo", staff_id=await staff_id(desk, 1005))
    await desk.ticked()
    await queued(desk, "Hai.", key="telegram", staff_id=await staff_id(desk, 1004))
    await desk.ticked()
    await desk.sandbox.world.changed.until(lambda: binh.heard == ["Hai."], 10)
    assert (await outcome(desk, "zalo"))[0] == "waiting"
    assert sent_to(desk, HOA) == sent_to(desk, STAFF) == []

"""What the platform hands out again changes nothing and says nothing: not after a day, and not for ever."""

from datetime import datetime, timedelta

import pytest

from storage import inbox
from tests.bot.test_zalo_updates import event
from tests.bot.zalo_acts import calls
from tests.desk import START

BESIDE = {"inbox": {"received_at", "kept_until"}}  # when an update came last


@pytest.fixture
def platform():
    return "zalo"


async def kept(desk) -> dict[str, list[dict]]:
    """Every row of every table."""
    async with desk.database.transaction() as tx:
        names = [row["name"] for row in await tx.rows("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {
            name: [
                {key: row[key] for key in row.keys() if key not in BESIDE.get(name, ())}  # noqa: SIM118  # a row of SQLite
                for row in await tx.rows(f'SELECT * FROM "{name}"')  # noqa: S608  # the schema's own names
            ]
            for name in names
        }


async def a_day(desk, officer, staff, hoa, focal) -> None:
    """A little of everything that people do."""
    await staff.says("/dangky")
    await staff.chooses("Tham gia")
    await hoa.says("/dangky")
    await hoa.chooses("Không tham gia")
    await staff.says("sáng nay tư vấn 3 vụ")
    await staff.says("1")
    await staff.gestures("photo")
    await staff.gestures("photo")
    await desk.moved_to("2026-06-17T09:06")
    await staff.says("/hoi bao giờ hết hạn")
    await focal.says("/baocao")
    await focal.says("1")
    await officer.says("/tiendo")
    await hoa.gestures("voice")
    await hoa.says("menu")
    await hoa.says("1")


async def test_a_day_that_comes_twice_more_changes_no_row_and_is_not_answered(desk, officer, staff, hoa, focal, drive):
    await a_day(desk, officer, staff, hoa, focal)
    before, said = await kept(desk), len(calls(desk))
    assert {len(before[table]) > 0 for table in ("registration", "achievement", "question", "picture_burst")} == {True}
    desk.sandbox.zalo_sim.again(times=2)
    await desk.quiet()
    assert await kept(desk) == before
    assert len(calls(desk)) == said


async def test_where_every_poll_brings_what_came_before_a_day_is_the_same_day(desk, officer, staff, hoa, focal, drive):
    desk.sandbox.zalo.switches.replay = True
    await a_day(desk, officer, staff, hoa, focal)
    before, said, polls = await kept(desk), len(calls(desk)), len(calls(desk, "getUpdates"))
    rounds = 2 * len(before["inbox"])
    await desk.sandbox.world.changed.until(lambda: len(calls(desk, "getUpdates")) > polls + rounds, 10)
    await desk.ticked()
    assert await kept(desk) == before
    assert len(calls(desk)) == said
    assert before["traffic"][0]["received"] == len(before["inbox"])


async def test_a_key_is_kept_as_long_as_it_keeps_coming_and_a_week_longer(desk, staff):
    await desk.stop()
    now = datetime.fromisoformat(START)

    async def comes(day: int, key: str = "a1") -> bool:
        async with desk.database.transaction() as tx:
            await inbox.forget_keys(tx, now + timedelta(days=day))
            new = await inbox.put(tx, desk.key, "7000000002", key, "c", "{}", now + timedelta(days=day))
            await tx.run("UPDATE inbox SET state = 'done' WHERE state = 'waiting'")
            return new

    assert [await comes(day) for day in (0, 5, 10, 15)] == [True, False, False, False]
    assert await comes(14, "other")  # which moves no other key's time
    assert not await comes(22)
    assert await comes(30)


async def test_what_was_set_aside_is_not_set_aside_again_while_it_keeps_coming(desk, staff):
    for day in range(17, 30, 3):
        desk.sandbox.zalo_sim.inject(event(chat=None))
        await desk.moved_to(f"2026-06-{day}T09:05")
    assert len(await desk.read(inbox.asides)) == 1

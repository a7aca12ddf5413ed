"""Starting and stopping: one program per database, an order of stopping, and nothing lost by it."""

import asyncio
import re
import sqlite3
from contextlib import closing

import pytest

from bot import app, schedule
from bot.app import serve
from bot.config import load
from bot.core import cause
from domain.errors import CannotStart
from sandbox.faults import Fault
from storage import people
from storage.database import latest_version
from tests.bot.acts import outcome, queued, sent_to

STAFF = 1004


async def refused(desk) -> CannotStart:
    with pytest.raises(CannotStart) as ended:
        await serve(load(desk.config), asyncio.Event())
    return ended.value


async def test_a_second_program_on_the_database_is_refused(desk, staff):
    assert (await refused(desk)).code == "already_running"
    assert "anh Bình" in await staff.says("/menu")


async def test_the_lock_is_free_again_after_a_stop(desk, staff):
    await desk.stop()
    await desk.start()
    assert "anh Bình" in await staff.says("/menu")


async def test_a_newer_database_is_refused(desk):
    await desk.stop()
    with closing(sqlite3.connect(desk.folder / "thidua.db")) as connection:
        connection.execute(f"PRAGMA user_version = {latest_version() + 1}")
    assert (await refused(desk)).code == "database_newer"


async def test_a_missing_token_is_refused(desk):
    await desk.stop()
    text = desk.config.read_text()
    desk.config.write_text(text.replace(desk.sandbox.token, ""))
    assert (await refused(desk)).code == "no_token"


async def test_a_folder_that_is_not_there_is_refused(desk):
    await desk.stop()
    desk.config.write_text(desk.config.read_text().replace('"thidua.db"', '"nowhere/thidua.db"'))
    assert (await refused(desk)).code == "database_unwritable"


async def test_a_stop_waits_for_the_send_in_hand(desk, staff):
    world = desk.sandbox.world
    desk.sandbox.faults.add(Fault("slow", "sendMessage", seconds=0.3))
    desk.sandbox.sim.say(STAFF, "/menu")
    await world.changed.until(lambda: desk.sandbox.sim.record("sendMessage"))
    await desk.stop()
    assert len(sent_to(desk, STAFF)) == 1
    await desk.start()
    assert len(sent_to(desk, STAFF)) == 1


async def test_a_send_that_outlasts_the_stop_goes_again(desk, staff, monkeypatch):
    monkeypatch.setattr(app, "STOP_WITHIN", 0.02)
    world = desk.sandbox.world
    desk.sandbox.faults.add(Fault("slow", "sendMessage", seconds=3))
    desk.sandbox.sim.say(STAFF, "/menu")
    await world.changed.until(lambda: desk.sandbox.sim.record("sendMessage"))
    await desk.stop()
    await desk.start()
    assert len(sent_to(desk, STAFF)) == 1


async def test_a_stop_in_the_middle_of_everything_loses_nothing(desk, staff):
    for turns in range(0, 60, 7):
        desk.sandbox.sim.say(STAFF, "/menu")
        for _ in range(turns):
            await asyncio.sleep(0)
        await desk.stop()
        desk.begin()
    await desk.quiet()
    assert len(sent_to(desk, STAFF)) == 9


async def test_a_stop_lets_the_tick_in_hand_finish_quietly(desk, caplog):
    for _ in range(5):
        await asyncio.sleep(0.02)
        await desk.stop()
        await desk.start()
    assert [record for record in caplog.records if record.levelname == "ERROR"] == []


async def test_ticks_that_fail_lose_nothing_and_keep_no_other_from_its_turn(desk, staff, monkeypatch):
    calls = []

    async def failing(tx, office, now):
        calls.append(now)
        raise ZeroDivisionError

    monkeypatch.setattr(schedule, "TICKS", (failing, *schedule.TICKS))
    person = await desk.read(lambda tx: people.by_account(tx, "telegram", str(STAFF)))
    await queued(desk, "Việc.", staff_id=person.id)
    async with asyncio.timeout(10):
        while len(calls) < 2:  # however slow this computer is just now
            await desk.ticked()
    await desk.quiet()
    assert await outcome(desk) == ("sent", "")


async def test_a_mistake_in_an_edge_restarts_it(desk, staff, monkeypatch):
    monkeypatch.setattr(app, "RESTART_AFTER", 0.001)
    edge = await _edge(desk)
    monkeypatch.setattr(edge, "_take", _failing_once(edge._take))
    assert "anh Bình" in await staff.says("/menu")


async def _edge(desk):
    """The edge of the program at work."""
    await desk.stop()
    await desk.start()
    return desk.edges[0]


def _failing_once(original):
    failed = []

    async def take(updates, offset):
        if updates and not failed:
            failed.append(True)
            raise KeyError("result")
        return await original(updates, offset)

    return take


def test_a_cause_says_where_and_never_what_was_said():
    with pytest.raises(ValueError, match="Hoa") as raised:
        raise ValueError("số 0912345678 của chị Hoa, 7000000001:SANDBOX")
    assert re.fullmatch(r"ValueError \(test_app\.py:\d+\)", cause(raised.value))

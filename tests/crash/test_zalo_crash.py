"""The same on Zalo: killed wherever it may be, the assistant does nothing twice.

Where the platform hands out everything again nothing is lost; where it hands out each thing once, what a kill met
between the platform's answer and our row is lost: one for a kill at most, and the pretend platform's record proves it.
"""

import asyncio
import os
import random
import secrets

import pytest

from sandbox.zalo.faults import ZaloFault
from tests.conftest import Desk
from tests.crash.office import opened
from tests.crash.zalo_office import ZaloOffice

POINTS = [  # one life each, of one office: the next begins where the last one died
    ("before bot.zalo:ZaloEdge._take", 3),
    ("after storage.inbox:put", 3),
    ("after bot.zalo:ZaloEdge._take", 2),
    ("before aiosqlite.core:Connection.execute_fetchall COMMIT", 9),
    ("after aiosqlite.core:Connection.execute_fetchall COMMIT", 9),
    ("before bot.worker:_handle", 2),
    ("after bot.worker:dispatch", 2),
    ("after storage.outbox:answer", 2),
    ("before storage.inbox:done", 2),
    ("after bot.worker:handle_next", 2),
    ("after storage.deliveries:claim_answer", 1),
    ("before bot.zalo:ZaloEdge.send", 1),
    ("after bot.zalo:say", 2),
    ("after storage.traffic:count", 2),
    ("before storage.deliveries:finish", 1),
    ("after storage.deliveries:finish", 1),
    ("after bot.outbox:_resolve", 1),
]
RANDOM_KILLS = 6
ROUND_TRIP = 0.005  # seconds: the platform hands out again and again, but not faster than a network is


@pytest.fixture
async def office(sandbox, tmp_path, request):
    desk = Desk(sandbox, tmp_path, ("zalo",))
    if request.param == "again":
        sandbox.zalo.switches.replay = True
        sandbox.zalo_faults.add(ZaloFault("slow", "getUpdates", times=10**9, seconds=ROUND_TRIP))
    office = await opened(desk, ZaloOffice)
    try:
        yield office
    finally:
        await office.assistant.stop()
        await desk.close()


@pytest.mark.parametrize("office", ["once", "again"], indirect=True)
async def test_kills_at_listed_points_and_at_random_moments_do_nothing_twice(office, capsys):
    seed = int(os.environ.get("CRASH_SEED") or secrets.randbits(32))
    with capsys.disabled():
        print(f"random moments: again with CRASH_SEED={seed}")  # noqa: T201  # to be seen before it fails
    moments = random.Random(seed)
    await office.converses()
    for point, times in POINTS:
        talks(office, moments)
        await office.assistant.start(point, str(times))
        await office.assistant.killed()
    for _ in range(RANDOM_KILLS):
        talks(office, moments)
        enough = office.assistant.calls + moments.randint(2, 9)
        await office.assistant.start()
        await office.desk.sandbox.world.changed.until(lambda enough=enough: office.assistant.calls >= enough, 60)
        await asyncio.sleep(moments.uniform(0, 0.05))
        await office.assistant.kill()
    await office.assistant.start()
    await nothing_is_done_twice(office)


def talks(office, moments) -> None:
    for who in moments.sample(sorted(office.model.entries), 2):
        office.logs(who)
    office.asks(moments.choice(sorted(office.model.entries)))


async def nothing_is_done_twice(office) -> None:
    await office.asked_again()
    assert bool(office.lost) is not office.desk.sandbox.zalo.switches.replay
    office.each_loss_is_the_last_of_a_life()
    await office.settled()
    await office.everybody_is_answered()
    office.repeats_straddle_kills()
    await office.everything_stands_once()
    assert office.desk.sandbox.zalo_tokens[0] not in (office.desk.folder / "log").read_text("utf-8")

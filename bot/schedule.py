"""APScheduler only ticks: what is due lives in our tables, so a late or lost tick loses nothing."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import UTC
from functools import partial

from apscheduler.schedulers.asyncio import AsyncIOScheduler  # type: ignore[import-untyped]  # it has no stubs

from bot import cleaning, nightly, pulse
from bot.core import Core, cause
from handlers.everything import SPEAKING_TICKS, TICKS
from handlers.tables import Speaking, Tick
from storage.database import Transaction, in_trouble
from texts import render

log = logging.getLogger(__name__)

Turn = Callable[[Transaction], Awaitable[bool]]  # does one unit of work; whether there was one

USUAL, IN_SANDBOX = 1.0, 0.05  # seconds


def scheduler(core: Core, *, moved_clock: bool) -> AsyncIOScheduler:
    clock = AsyncIOScheduler(timezone=UTC)
    clock.add_job(
        tick,
        "interval",
        seconds=IN_SANDBOX if moved_clock else USUAL,
        args=[core],
        max_instances=1,
        coalesce=True,
        misfire_grace_time=None,
        id="tick",
    )
    return clock


async def tick(core: Core) -> None:
    """Do all that is due now; one that fails does not keep the others from their turn."""
    may_speak = core.office.calendar.open(core.local_now())
    speaking = [partial(_spoken, core, one) for one in (SPEAKING_TICKS if may_speak else ())]
    turns: list[Turn] = [
        *(partial(_turn, core, one) for one in TICKS),
        *speaking,
        partial(cleaning.look, core),
        partial(nightly.look, core),
        partial(pulse.ticked, core),
    ]
    async with core.ticking:
        while turns and not core.stopping:
            try:
                await _one_unit(core, turns)
            except Exception as error:  # noqa: BLE001  # it stays due and is tried at the next tick
                log.error("a tick failed: %s", cause(error))
                turns.pop(0)
        await cleaning.clean(core)
    core.arrived.ring()
    core.menus.ring()
    core.queued()


async def _one_unit(core: Core, turns: list[Turn]) -> None:
    """One transaction: the first unit of work there is. Turns that have none are over; most have none."""
    async with core.database.transaction() as tx:
        while turns and not await turns[0](tx):
            turns.pop(0)


async def end_ticks(core: Core, clock: AsyncIOScheduler) -> None:
    """No further tick; the one under way finishes its unit of work (the scheduler itself would cut it off)."""
    clock.remove_all_jobs()
    await asyncio.sleep(0)  # a tick that was handed over in this turn of the loop takes the lock first
    async with core.ticking:
        clock.shutdown(wait=False)


async def _turn(core: Core, one: Tick, tx: Transaction) -> bool:
    return await one(tx, core.office, core.local_now())


async def _spoken(core: Core, one: Speaking, tx: Transaction) -> bool:
    """A due row that cannot be queued is pushed aside: left there, it would hold back all that is unasked."""
    now = core.local_now()
    try:
        async with tx.undoable():
            return await one.tick(tx, core.office, now)
    except Exception as error:
        if in_trouble(error):
            raise
        log.error("what is due pushed aside: %s", cause(error))
        return await one.push_aside(tx, now, render("delivery/our_fault", cause=cause(error)))

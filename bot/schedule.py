"""APScheduler only ticks: what is due lives in our tables, so a late or lost tick loses nothing."""

import asyncio
import logging
from datetime import UTC
from functools import partial

from apscheduler.schedulers.asyncio import AsyncIOScheduler  # type: ignore[import-untyped]  # it has no stubs

from bot.core import Core, cause
from handlers import SPEAKING_TICKS, TICKS
from handlers.tables import Speaking, Tick
from storage.database import in_trouble
from texts import render

log = logging.getLogger(__name__)

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
    async with core.ticking:
        for turn in (*(partial(_turn, core, one) for one in TICKS), *speaking):
            try:
                while not core.stopping and await turn():
                    pass
            except Exception as error:  # noqa: BLE001  # it stays due and is tried at the next tick
                log.error("a tick failed: %s", cause(error))
    core.arrived.ring()
    core.queued()


async def end_ticks(core: Core, clock: AsyncIOScheduler) -> None:
    """No further tick; the one under way finishes its unit of work (the scheduler itself would cut it off)."""
    clock.remove_all_jobs()
    await asyncio.sleep(0)  # a tick that was handed over in this turn of the loop takes the lock first
    async with core.ticking:
        clock.shutdown(wait=False)


async def _turn(core: Core, one: Tick) -> bool:
    async with core.database.transaction() as tx:
        return await one(tx, core.local_now())


async def _spoken(core: Core, one: Speaking) -> bool:
    """A due row that cannot be queued is pushed aside: left there, it would hold back all that is unasked."""
    now = core.local_now()
    async with core.database.transaction() as tx:
        try:
            async with tx.undoable():
                return await one.tick(tx, now)
        except Exception as error:
            if in_trouble(error):
                raise
            log.error("what is due pushed aside: %s", cause(error))
            return await one.push_aside(tx, now, render("delivery/our_fault", cause=cause(error)))

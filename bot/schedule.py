"""APScheduler only ticks: what is due lives in our tables, so a late or lost tick loses nothing."""

import asyncio
import logging
from datetime import UTC

from apscheduler.schedulers.asyncio import AsyncIOScheduler  # type: ignore[import-untyped]  # it has no stubs

from bot.core import Core, cause
from handlers import SPEAKING_TICKS, TICKS
from handlers.tables import Tick

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
    async with core.ticking:
        for one in (*TICKS, *(SPEAKING_TICKS if may_speak else ())):
            try:
                while not core.stopping and await _turn(core, one):
                    pass
            except Exception as error:  # noqa: BLE001  # the row stays due and is tried at the next tick
                log.error("tick %s failed: %s", one.__name__, cause(error))
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

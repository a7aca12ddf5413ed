"""Writes down signs of life, at most once a minute each: what `/hethong` and `thidua check` tell comes from there."""

import shutil
from datetime import timedelta

from bot.core import Core
from handlers import system
from storage import pulse
from storage.database import Transaction

EVERY = timedelta(minutes=1)
TICK = "tick"


def _its_turn(core: Core, name: str) -> bool:
    now, last = core.now(), core.noted.get(name)
    if last is not None and abs(now - last) < EVERY:
        return False
    core.noted[name] = now
    return True


async def polled(core: Core, platform: str) -> None:
    """A poll was answered."""
    if _its_turn(core, platform):
        async with core.database.transaction() as tx:
            await pulse.polled(tx, platform, core.local_now())


async def ticked(core: Core, tx: Transaction) -> bool:
    """The schedule has ticked. There is never more of it to do."""
    if _its_turn(core, TICK):
        await pulse.ticked(tx, core.local_now(), shutil.disk_usage(core.database.path.parent).free)
    return False


async def started(core: Core, tx: Transaction) -> None:
    """The program runs from now on; after a long stop the officers hear of it."""
    now = core.local_now()
    await system.tell_of_return(tx, core.office, await pulse.last_tick(tx), now)
    await pulse.started(tx, now)

"""After an erasure: the database's file and its log hold nothing of what was deleted."""

import logging
from datetime import timedelta

from bot.core import Core
from storage import erasure
from storage.database import Transaction

log = logging.getLogger(__name__)

TRY_AGAIN = timedelta(minutes=10)


async def look(core: Core, tx: Transaction) -> bool:
    """Whether it is time, in the transaction of the other ticks: nearly always it is not. Nothing is done here."""
    core.unclean = await erasure.to_clean(tx, core.real_now())
    return False


async def clean(core: Core) -> None:
    """Write the file anew and empty its log; later, where a program beside this one is reading or there is no room."""
    if not core.unclean:
        return
    core.unclean = False
    done = await core.database.rewrite() and await core.database.truncate_wal()
    if not done:
        log.warning("what was erased could not be cleaned out of the file yet")
    async with core.database.transaction() as tx:
        await (erasure.cleaned(tx) if done else erasure.clean_at(tx, core.real_now() + TRY_AGAIN))

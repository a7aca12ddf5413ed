"""The night's work on the database's file: its log emptied, a proven copy made beside the program, old ones deleted."""

import asyncio
import logging

from bot.core import Core, cause
from domain.errors import CannotStart
from storage import backups, copies
from storage.database import Transaction
from texts import cannot_start

log = logging.getLogger(__name__)


async def look(core: Core, tx: Transaction) -> bool:
    """Wake whoever does it, in the transaction of the other ticks: nearly always there is nothing. Never more to do."""
    if await backups.asked(tx):
        core.night.ring()
    return False


async def work(core: Core) -> bool:
    """Do what the night asks for. True if it did; a copy that fails is told of, and the service goes on."""
    async with core.database.transaction() as tx:
        if not await backups.asked(tx):
            return False
    if not await core.database.truncate_wal():
        log.warning("the log of the database is in use and could not be emptied")
    reason = await _copied(core) if core.office.keeping.backup_days else None
    async with core.database.transaction() as tx:
        await backups.answered(tx)
        if reason is None:
            return True
        await (backups.failed(tx, core.local_now(), reason) if reason else backups.made(tx, core.local_now()))
    return True


async def _copied(core: Core) -> str:
    """Why there is no copy; "" if there is one."""
    source, now, days = core.database.path, core.local_now(), core.office.keeping.backup_days
    try:
        copy, rows = await asyncio.to_thread(copies.make, source, core.copies, now)
        log.info("copied %d rows to %s", rows, copy.name)
        await asyncio.to_thread(copies.rotate, source, core.copies, now, days)
    except Exception as error:  # noqa: BLE001  # whatever it is, the service goes on and the officers hear of it
        reason = cannot_start(error) if isinstance(error, CannotStart) else f"{error} {cause(error)}"
        log.error("no copy was made: %s", reason)
        return reason
    return ""

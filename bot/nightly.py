"""The night's work on the database's file: its log emptied, a proven copy made beside the program, old ones deleted."""

import asyncio
import logging
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from bot.core import Core, cause
from domain.errors import CannotStart
from storage import backups, copies, erasure
from storage.database import Transaction
from texts import cannot_start

log = logging.getLogger(__name__)


class Night(NamedTuple):
    """`reason`: why there is no copy, "" if there is one. `over`: a copy that is there past its days."""

    at: datetime
    reason: str
    over: backups.Outcome | None


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
        erased_at = await erasure.last(tx)
    if not await core.database.truncate_wal():
        log.warning("the log of the database is in use and could not be emptied")
    night = await asyncio.to_thread(_spent, core, erased_at) if core.office.keeping.backup_days else None
    async with core.database.transaction() as tx:
        await backups.answered(tx)
        await _write_down(tx, night)
    return True


async def _write_down(tx: Transaction, night: Night | None) -> None:
    await backups.keeps(tx, night.over if night else None)
    if night is not None:
        await (backups.failed(tx, night.at, night.reason) if night.reason else backups.made(tx, night.at))


def _spent(core: Core, erased_at: datetime | None) -> Night:
    """Old copies go first, since they may be what fills the disk, and again once there is a new one."""
    now, days = core.local_now(), core.office.keeping.backup_days
    where = core.database.path, core.copies, now
    copies.rotate(*where, days, erased_at)
    reason = _copied(*where)
    over = copies.rotate(*where, days, erased_at)
    return Night(now, reason, _told(over, now))


def _copied(source: Path, folder: Path, now: datetime) -> str:
    """Why there is no copy; "" if there is one."""
    try:
        copy, rows = copies.make(source, folder, now)
    except Exception as error:  # noqa: BLE001  # whatever it is, the service goes on and the officers hear of it
        reason = cannot_start(error) if isinstance(error, CannotStart) else f"{error} {cause(error)}"
        log.error("no copy was made: %s", reason)
        return reason
    log.info("copied %d rows to %s", rows, copy.name)
    return ""


def _told(over: list[Path], now: datetime) -> backups.Outcome | None:
    for path in over:
        log.warning("kept past its days: %s", path.name)
    return backups.Outcome(copies.made_at(over[0], now), str(over[0])) if over else None

"""What is done regularly: a row says when each is next due, so that a missed hour is seen and none is done twice."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from domain.office import Office
from storage import routines
from storage.database import Transaction


@dataclass(frozen=True)
class Routine:
    """`next_after`: the first time after a moment, none while it is switched off; `run`: what is then done, once,
    however late it is."""

    next_after: Callable[[Office, datetime], datetime | None]
    run: Callable[[Transaction, Office, datetime], Awaitable[None]]


async def run_next(table: Mapping[str, Routine], tx: Transaction, office: Office, now: datetime) -> bool:
    """Do the routine that is longest due. True if there was one."""
    for name in table.keys() - await routines.known(tx):
        if (first := table[name].next_after(office, now)) is not None:
            await routines.begin(tx, name, first)
    due = await routines.due(tx, now)
    if due is None:
        return False
    coming = table[due].next_after(office, now) if due in table else None
    if coming is None:  # switched off since, or of an earlier version of this program
        await routines.forget(tx, due)
        return True
    await table[due].run(tx, office, now)
    await routines.advance(tx, due, coming)
    return True

"""When the database was last copied to a safe place, as far as that is known."""

from datetime import datetime

from storage import settings
from storage.database import Transaction

_LAST = "backup.last"


async def made(tx: Transaction, now: datetime) -> None:
    await settings.put(tx, _LAST, now.isoformat())


async def last(tx: Transaction) -> datetime | None:
    at = await settings.get(tx, _LAST)
    return datetime.fromisoformat(at) if at else None

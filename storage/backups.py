"""When the database was last copied to a safe place and a copy last tried, and what the night is still to do."""

from dataclasses import dataclass
from datetime import datetime

from storage import settings
from storage.database import Transaction

_LAST, _FAILED, _CHECKED, _ASKED = "backup.last", "backup.failed", "backup.checked", "backup.asked"
_OVER = "backup.over"


@dataclass(frozen=True, slots=True)
class Outcome:
    """`reason`: why it failed; "" where it did not."""

    at: datetime
    reason: str


async def made(tx: Transaction, now: datetime) -> None:
    await settings.put(tx, _LAST, now.isoformat())
    await settings.put(tx, _FAILED, "")


async def last(tx: Transaction) -> datetime | None:
    at = await settings.get(tx, _LAST)
    return datetime.fromisoformat(at) if at else None


async def failed(tx: Transaction, now: datetime, reason: str) -> None:
    await settings.put(tx, _FAILED, f"{now.isoformat()} {reason}")


async def failure(tx: Transaction) -> Outcome | None:
    """Of the last copy that was to be made; None if it was."""
    return await _outcome(tx, _FAILED)


async def keeps(tx: Transaction, over: Outcome | None) -> None:
    """A copy is still there although its days are over: since when, and which file; None: there is none."""
    await settings.put(tx, _OVER, f"{over.at.isoformat()} {over.reason}" if over else "")


async def kept_over(tx: Transaction) -> Outcome | None:
    """Since when there is a copy that should be gone, and which file."""
    return await _outcome(tx, _OVER)


async def checked(tx: Transaction, now: datetime, reason: str) -> None:
    """A copy was tried: "" if everything in it can be used."""
    await settings.put(tx, _CHECKED, f"{now.isoformat()} {reason}")


async def last_check(tx: Transaction) -> Outcome | None:
    return await _outcome(tx, _CHECKED)


async def ask(tx: Transaction) -> None:
    """The night's work on the file itself is to be done, outside of any transaction."""
    await settings.put(tx, _ASKED, "1")


async def asked(tx: Transaction) -> bool:
    return bool(await settings.get(tx, _ASKED))


async def answered(tx: Transaction) -> None:
    await settings.put(tx, _ASKED, "")


async def _outcome(tx: Transaction, name: str) -> Outcome | None:
    value = await settings.get(tx, name)
    if not value:
        return None
    at, _, reason = value.partition(" ")
    return Outcome(datetime.fromisoformat(at), reason)

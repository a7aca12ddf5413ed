"""What is forgotten by itself."""

from datetime import datetime, timedelta

from storage import dialogues, inbox, settings
from storage.database import Transaction

EVERY = timedelta(hours=6)
_LAST = "housekeeping.last"


async def forget_old(tx: Transaction, now: datetime) -> bool:
    """Four times a day: keys of updates after a week, questions nobody answered. True if it was time."""
    last = await settings.get(tx, _LAST)
    if last is not None and now < datetime.fromisoformat(last) + EVERY:
        return False
    await inbox.forget_keys(tx, now)
    await dialogues.forget_old(tx, now)
    await settings.put(tx, _LAST, now.isoformat())
    return True

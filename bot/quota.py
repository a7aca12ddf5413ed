"""Says in time that a month's messages run out."""

from datetime import datetime

from domain import quota
from handlers import reach
from storage.database import Transaction


async def watch(tx: Transaction, platform: str, used: int, more: int, most: int, now: datetime) -> None:
    """Tell the officers at four fifths and at the end of it, when these `more` messages reach the mark."""
    share = quota.reached(used, most)
    if share is not None and share != quota.reached(used - more, most):
        await reach.tell_of_quota(tx, platform, quota.Quota(used, most, share), now)

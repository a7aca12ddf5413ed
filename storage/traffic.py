"""How many messages a month went each way, where a platform counts them."""

from datetime import datetime

from domain.calendar import VIETNAM
from storage.database import Transaction


def _month(now: datetime) -> str:
    return f"{now.astimezone(VIETNAM):%Y-%m}"


async def count(tx: Transaction, platform: str, now: datetime, *, sent: int = 0, received: int = 0) -> int:
    """Add to this month's counts; how many have been sent in it."""
    total: int = await tx.value(
        "INSERT INTO traffic (platform, month, sent, received) VALUES (?, ?, ?, ?) ON CONFLICT (platform, month)"
        " DO UPDATE SET sent = sent + excluded.sent, received = received + excluded.received RETURNING sent",
        (platform, _month(now), sent, received),
    )
    return total


async def of_month(tx: Transaction, platform: str, now: datetime) -> tuple[int, int]:
    """Sent and received this month."""
    row = await tx.row("SELECT sent, received FROM traffic WHERE platform = ? AND month = ?", (platform, _month(now)))
    return (row["sent"], row["received"]) if row else (0, 0)

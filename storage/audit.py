"""Who did what, when, to which row, and which fields changed: never personal values."""

from datetime import datetime

from storage.database import Transaction, seconds


async def record(
    tx: Transaction,
    now: datetime,
    staff_id: int | None,
    act: str,
    subject: int | None = None,
    fields: str = "",
) -> None:
    """`staff_id` None: the command line or the scheduler did it."""
    await tx.run(
        "INSERT INTO audit_log (at, staff_id, act, subject, fields) VALUES (?, ?, ?, ?, ?)",
        (seconds(now), staff_id, act, subject, fields),
    )

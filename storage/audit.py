"""Who did what, when, to which row, and which fields changed: never personal values."""

from datetime import datetime

from storage.database import Transaction, seconds


async def record(  # noqa: PLR0913  # one value per column
    tx: Transaction,
    now: datetime,
    staff_id: int | None,
    act: str,
    subject: int | None = None,
    fields: str = "",
    *,
    origin: str = "",
    on_behalf_of: int | None = None,
) -> None:
    """`staff_id` None: the command line or the scheduler did it. `origin`: the platform it was done on."""
    await tx.run(
        "INSERT INTO audit_log (at, staff_id, act, subject, fields, origin, on_behalf_of) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (seconds(now), staff_id, act, subject, fields, origin, on_behalf_of),
    )

"""Days on which somebody is away, and is not reminded of anything."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from storage.database import Transaction, seconds

# Whether the row of `staff` that a query is at is away on :today (ISO).
AWAY = """EXISTS (SELECT 1 FROM absence WHERE absence.staff_id = staff.id AND first_day <= :today
    AND coalesce(last_day, '9999') >= :today)"""


@dataclass(frozen=True, slots=True)
class Absence:
    """`last_day`: None as long as nobody knows when the person is back."""

    id: int
    version: int
    staff_id: int
    first_day: date
    last_day: date | None


def _absence(row: Any) -> Absence:
    last = None if row["last_day"] is None else date.fromisoformat(row["last_day"])
    return Absence(row["id"], row["version"], row["staff_id"], date.fromisoformat(row["first_day"]), last)


async def add(tx: Transaction, staff_id: int, days: tuple[date, date | None], by: int | None, now: datetime) -> int:
    """Days from the first to the last, both included."""
    first, last = days
    return await tx.insert(
        "INSERT INTO absence (staff_id, first_day, last_day, entered_by, entered_at) VALUES (?, ?, ?, ?, ?)",
        (staff_id, first.isoformat(), last and last.isoformat(), by, seconds(now)),
    )


async def of(tx: Transaction, staff_id: int, today: date) -> list[Absence]:
    """Those that are not over, the nearest first."""
    rows = await tx.rows(
        "SELECT * FROM absence WHERE staff_id = ? AND coalesce(last_day, '9999') >= ? ORDER BY first_day, id",
        (staff_id, today.isoformat()),
    )
    return [_absence(row) for row in rows]


async def get(tx: Transaction, absence_id: int | None) -> Absence | None:
    row = await tx.row("SELECT * FROM absence WHERE id = ?", (absence_id,))
    return _absence(row) if row else None


async def overlapping(tx: Transaction, staff_id: int, first: date, last: date | None) -> list[Absence]:
    """Those that share a day with this one."""
    rows = await tx.rows(
        "SELECT * FROM absence WHERE staff_id = ? AND first_day <= ? AND coalesce(last_day, '9999') >= ? ORDER BY id",
        (staff_id, last.isoformat() if last else "9999", first.isoformat()),
    )
    return [_absence(row) for row in rows]


async def end(tx: Transaction, absence: Absence) -> bool:
    """The person is not away after all; False if that has changed meanwhile."""
    return bool(await tx.run("DELETE FROM absence WHERE id = ? AND version = ?", (absence.id, absence.version)))


async def forget_old(tx: Transaction, before: date) -> None:
    await tx.run("DELETE FROM absence WHERE last_day < ?", (before.isoformat(),))

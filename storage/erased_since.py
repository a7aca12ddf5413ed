"""Who was erased since a copy was made, and would be back with it."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from storage.database import Transaction, in_trouble, moment, seconds


@dataclass(frozen=True, slots=True)
class Erasure:
    """`line`, `added_at`: where the log says that this person was added, and when. A number alone could be another's
    in a copy of something else."""

    staff_id: int
    erased_at: datetime
    line: int
    added_at: datetime


def erasures(database: Path) -> list[Erasure] | None:
    """All of a database that nothing uses; None where it cannot be read."""
    if not database.exists():
        return []
    try:
        with closing(sqlite3.connect(database)) as connection:
            rows = connection.execute(
                "SELECT staff.id, staff.erased_at, audit_log.id, audit_log.at FROM staff JOIN audit_log"
                " ON audit_log.subject = staff.id AND audit_log.act = 'staff.added' WHERE staff.erased_at IS NOT NULL"
            ).fetchall()
    except sqlite3.Error as error:
        return None if in_trouble(error) else []  # of a version that erased nobody
    return [Erasure(number, moment(erased_at), line, moment(at)) for number, erased_at, line, at in rows]


async def back(tx: Transaction, erased: list[Erasure]) -> list[Erasure]:
    """Those who are here and not erased."""
    return [one for one in erased if await _is_back(tx, one)]


async def _is_back(tx: Transaction, one: Erasure) -> bool:
    found = await tx.value(
        "SELECT 1 FROM staff JOIN audit_log ON audit_log.subject = staff.id AND audit_log.act = 'staff.added'"
        " WHERE staff.id = ? AND staff.erased_at IS NULL AND audit_log.id = ? AND audit_log.at = ?",
        (one.staff_id, one.line, seconds(one.added_at)),
    )
    return found is not None

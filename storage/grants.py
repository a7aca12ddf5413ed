"""Roles: who holds which, where, for whom, and for how long."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.permissions import OF_A_UNIT, Grant, Role
from storage.database import Transaction, moment, seconds

# JSON of the grants of the row of `staff` that the query is at; none where there are none.
OF_STAFF = """(SELECT json_group_array(json_array(role, unit_id, for_id)) FROM role_grant
    WHERE role_grant.staff_id = staff.id AND begun = 1)"""


def read(text: str | None) -> frozenset[Grant]:
    """What OF_STAFF gives."""
    return frozenset(Grant(Role(role), unit_id, for_id) for role, unit_id, for_id in json.loads(text or "[]"))


def scope_of(role: Role, unit_id: int) -> int | None:
    """Where a role holds that is given to somebody of this unit without saying where."""
    return unit_id if role in OF_A_UNIT else None


@dataclass(frozen=True, slots=True)
class Held:
    """One grant as it is kept. `ends_at`: None for one that lasts."""

    id: int
    staff_id: int
    grant: Grant
    starts_at: datetime
    ends_at: datetime | None
    begun: bool


def _held(row: Any) -> Held:
    grant = Grant(Role(row["role"]), row["unit_id"], row["for_id"])
    ends = None if row["ends_at"] is None else moment(row["ends_at"])
    return Held(row["id"], row["staff_id"], grant, moment(row["starts_at"]), ends, bool(row["begun"]))


async def of(tx: Transaction, staff_id: int) -> list[Held]:
    """All that somebody holds or will hold, delegated work included."""
    rows = await tx.rows("SELECT * FROM role_grant WHERE staff_id = ? ORDER BY id", (staff_id,))
    return [_held(row) for row in rows]


async def delegated_by(tx: Transaction, staff_id: int) -> list[Held]:
    """What somebody has delegated to others, now or for later."""
    rows = await tx.rows("SELECT * FROM role_grant WHERE for_id = ? ORDER BY id", (staff_id,))
    return [_held(row) for row in rows]


async def get(tx: Transaction, grant_id: int | None) -> Held | None:
    row = await tx.row("SELECT * FROM role_grant WHERE id = ?", (grant_id,))
    return _held(row) if row else None


async def add(tx: Transaction, staff_id: int, grant: Grant, by: int | None) -> int | None:
    """Give a role for good. `by`: who gives it, None on the command line. None if the person has it already."""
    return await _put(tx, (staff_id, grant.role, grant.unit_id, grant.for_id, 0, None, True, by))


async def delegate(
    tx: Transaction, staff_id: int, grant: Grant, by: int, starts: datetime, ends: datetime, now: datetime
) -> int | None:
    """Give a role from one moment until another; None if that person has it already."""
    begun = starts <= now
    return await _put(
        tx, (staff_id, grant.role, grant.unit_id, grant.for_id, seconds(starts), seconds(ends), begun, by)
    )


async def _put(tx: Transaction, values: tuple[Any, ...]) -> int | None:
    row = await tx.row(
        "INSERT INTO role_grant (staff_id, role, unit_id, for_id, starts_at, ends_at, begun, granted_by)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING RETURNING id",
        values,
    )
    return None if row is None else int(row["id"])


async def end(tx: Transaction, grant_id: int) -> bool:
    """False if it had ended already."""
    return bool(await tx.run("DELETE FROM role_grant WHERE id = ?", (grant_id,)))


async def end_all(tx: Transaction, staff_id: int) -> None:
    """Everything that somebody holds, and what that person has delegated."""
    await tx.run("DELETE FROM role_grant WHERE staff_id = ? OR for_id = ?", (staff_id, staff_id))


async def end_in_unit(tx: Transaction, staff_id: int, unit_id: int) -> None:
    """What somebody holds in a unit, and has delegated of it."""
    await tx.run(
        "DELETE FROM role_grant WHERE unit_id = ? AND (staff_id = ? OR for_id = ?)", (unit_id, staff_id, staff_id)
    )


async def turn_next(tx: Transaction, now: datetime) -> Held | None:
    """Begin or end the grant whose time has come first; that grant, or None."""
    row = await tx.row("SELECT * FROM role_grant WHERE ends_at <= ? ORDER BY ends_at LIMIT 1", (seconds(now),))
    if row is not None:
        await end(tx, row["id"])
        return _held(row)
    row = await tx.row(
        "UPDATE role_grant SET begun = 1 WHERE id = (SELECT id FROM role_grant WHERE begun = 0 AND starts_at <= ?"
        " ORDER BY starts_at LIMIT 1) RETURNING *",
        (seconds(now),),
    )
    return _held(row) if row else None


async def holders(tx: Transaction, role: Role) -> int:
    """How many people hold a role in the whole office, for good and in their own name."""
    count: int = await tx.value(
        "SELECT count(*) FROM role_grant WHERE role = ? AND unit_id IS NULL AND for_id IS NULL AND ends_at IS NULL",
        (role,),
    )
    return count

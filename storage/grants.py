"""Roles: who holds which, where, for whom, and for how long."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.permissions import OF_A_UNIT, Grant, Role
from storage.database import Transaction, moment, seconds

BEGUN = "role_grant.begun = 1"
# JSON of the grants of the row of `staff` that the query is at.
OF_STAFF = f"""(SELECT json_group_array(json_array(role, unit_id, for_id)) FROM role_grant
    WHERE role_grant.staff_id = staff.id AND {BEGUN})"""  # noqa: S608  # our own condition


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
    tx: Transaction, staff_id: int, grant: Grant, by: int, period: tuple[datetime, datetime], now: datetime
) -> int | None:
    """Give a role from one moment until another; None if that person has it already."""
    starts, ends = period
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
    if row is None:
        return None
    await _touch(tx, values[0])
    return int(row["id"])


async def _touch(tx: Transaction, staff_id: int) -> None:
    """What was offered about somebody's roles is out of date."""
    await tx.run("UPDATE staff SET version = version + 1 WHERE id = ?", (staff_id,))


async def end(tx: Transaction, held: Held) -> bool:
    """With what its holder has delegated of it. False if it had ended already."""
    await tx.run(
        "DELETE FROM role_grant WHERE for_id = ? AND role = ? AND unit_id IS ?",
        (held.staff_id, held.grant.role, held.grant.unit_id),
    )
    await _touch(tx, held.staff_id)
    return bool(await tx.run("DELETE FROM role_grant WHERE id = ?", (held.id,)))


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
        await end(tx, _held(row))
        return _held(row)
    row = await tx.row(
        "UPDATE role_grant SET begun = 1 WHERE id = (SELECT id FROM role_grant WHERE begun = 0 AND starts_at <= ?"
        " ORDER BY starts_at LIMIT 1) RETURNING *",
        (seconds(now),),
    )
    return _held(row) if row else None


_UNDER = """SELECT unit.id FROM json_each(:scopes) AS scope CROSS JOIN unit AS top ON top.id = scope.value
    CROSS JOIN unit ON unit.path >= top.path AND unit.path < top.path || 'x'"""


async def holders(tx: Transaction, scopes: Collection[int] | None, after: int, most: int) -> list[int]:
    """The staff ids of those who hold a role in these units and under them (None: anywhere), `after` so many: first who
    looks after the whole office, then unit by unit."""
    where = "" if scopes is None else f"WHERE unit_id IN ({_UNDER})"
    rows = await tx.rows(
        f"SELECT DISTINCT unit_id, staff_id FROM role_grant {where}"  # noqa: S608  # our own condition
        " ORDER BY unit_id, staff_id LIMIT :most OFFSET :after",
        {"scopes": json.dumps(sorted(scopes or ())), "most": most, "after": after},
    )
    return list(dict.fromkeys(row["staff_id"] for row in rows))


async def last_officer(tx: Transaction, staff_id: int) -> bool:
    """Whether nobody else looks after the whole office: for good, in the own name, on the roster and let in."""
    others = await tx.rows(
        "SELECT staff_id FROM role_grant JOIN staff ON staff.id = staff_id WHERE role = ?"
        " AND role_grant.unit_id IS NULL AND for_id IS NULL AND ends_at IS NULL AND left_at IS NULL AND staff_id <> ?"
        " AND EXISTS (SELECT 1 FROM account WHERE account.staff_id = role_grant.staff_id) LIMIT 1",
        (Role.OFFICER, staff_id),
    )
    held = await tx.rows(
        "SELECT 1 FROM role_grant WHERE staff_id = ? AND role = ? AND unit_id IS NULL AND for_id IS NULL",
        (staff_id, Role.OFFICER),
    )
    return bool(held) and not others

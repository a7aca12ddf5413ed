"""Who of the roster has not been let in yet: by unit, by name, by telephone number."""

import json
from collections.abc import Collection
from dataclasses import dataclass

from domain.folding import fold
from domain.people import Staff, Unit
from storage import people
from storage.database import Transaction
from storage.tree import COLUMNS, unit_of

_HERE = "staff.left_at IS NULL"
_NO_ACCOUNT = "NOT EXISTS (SELECT 1 FROM account WHERE account.staff_id = staff.id)"
# In these units and under them; anywhere where :scopes is null.
_IN_SCOPE = """(:scopes IS NULL OR EXISTS
    (SELECT 1 FROM json_each(:scopes) WHERE instr(unit.path, '/' || value || '/') > 0))"""
_OF_THEM = f"staff.unit_id IN (SELECT unit.id FROM unit WHERE {_IN_SCOPE})"  # noqa: S608  # our own condition
_FROM = f"FROM staff WHERE {_HERE} AND {_OF_THEM}"


def _scopes(units: Collection[int] | None) -> str | None:
    return None if units is None else json.dumps(sorted(units))


@dataclass(frozen=True, slots=True)
class Waiting:
    """Of so many people, how many are without an account. `unit`: where; None: in all that was asked about."""

    people: int
    inactive: int
    unit: Unit | None = None


async def _counted(tx: Transaction) -> None:
    """Count anew the units in which something has changed, as triggers have noted."""
    if await tx.value("SELECT (SELECT count(*) FROM unit) > (SELECT count(*) FROM unit_count)"):
        await tx.run(
            "INSERT INTO unit_count (unit_id, people, inactive)"  # noqa: S608  # our own conditions
            f" SELECT unit.id, count(staff.id), count(staff.id) FILTER (WHERE {_NO_ACCOUNT}) FROM unit"
            f" LEFT JOIN staff ON staff.unit_id = unit.id AND {_HERE}"
            " WHERE unit.id NOT IN (SELECT unit_id FROM unit_count) GROUP BY unit.id"
        )


async def total(tx: Transaction, scopes: Collection[int] | None) -> Waiting:
    """In these units and under them; None: in the whole office."""
    await _counted(tx)
    row = await tx.row(
        "SELECT coalesce(sum(people), 0) AS people, coalesce(sum(inactive), 0) AS inactive FROM unit"  # noqa: S608  # our own condition
        f" JOIN unit_count ON unit_count.unit_id = unit.id WHERE {_IN_SCOPE}",
        {"scopes": _scopes(scopes)},
    )
    return Waiting(row["people"], row["inactive"]) if row else Waiting(0, 0)


async def by_unit(tx: Transaction, scopes: Collection[int] | None, after: int, most: int) -> list[Waiting]:
    """The units in which somebody is without an account: `after` so many, at most so many."""
    await _counted(tx)
    rows = await tx.rows(
        f"SELECT {COLUMNS}, people, inactive FROM unit JOIN unit_count ON unit_count.unit_id = unit.id"  # noqa: S608  # our own condition
        f" WHERE inactive > 0 AND {_IN_SCOPE} ORDER BY path LIMIT :most OFFSET :after",
        {"scopes": _scopes(scopes), "most": most, "after": after},
    )
    return [Waiting(row["people"], row["inactive"], unit_of(row)) for row in rows]


async def inactive(tx: Transaction, unit_id: int, after: int, most: int) -> list[Staff]:
    """The people of one unit who have no account, by their names: `after` so many, at most so many."""
    rows = await tx.rows(
        f"SELECT id FROM staff WHERE unit_id = ? AND {_HERE} AND {_NO_ACCOUNT}"  # noqa: S608  # our own conditions
        " ORDER BY given_key, id LIMIT ? OFFSET ?",
        (unit_id, most, after),
    )
    return await people.some(tx, [row["id"] for row in rows])


async def named(tx: Transaction, name: str, scopes: Collection[int] | None) -> list[Staff]:
    """Who has this name, marks and case aside, and no account; of several, two."""
    rows = await tx.rows(
        f"SELECT staff.id {_FROM} AND staff.name_key = :name AND {_NO_ACCOUNT} LIMIT 2",
        {"name": fold(name), "scopes": _scopes(scopes)},
    )
    return await people.some(tx, [row["id"] for row in rows])


async def like(tx: Transaction, name: str, scopes: Collection[int] | None, most: int) -> list[Staff]:
    """Those without an account whose names share the most words with this one; the last word counts twice."""
    words = fold(name).split()
    rows = await tx.rows(
        "SELECT staff.id, count(*) + sum(staff_word.word = staff.given_key) AS shared FROM staff_word"  # noqa: S608  # our own conditions
        " JOIN staff ON staff.id = staff_word.staff_id"
        f" WHERE word IN (SELECT value FROM json_each(:words)) AND {_HERE} AND {_NO_ACCOUNT} AND {_OF_THEM}"
        " GROUP BY staff.id ORDER BY shared DESC, staff.id LIMIT :most",
        {"words": json.dumps(words), "scopes": _scopes(scopes), "most": most},
    )
    return await people.some(tx, [row["id"] for row in rows])


async def with_phone(tx: Transaction, digits: str) -> list[Staff]:
    """All whose number this is. `digits`: national ones."""
    rows = await tx.rows(f"SELECT id FROM staff WHERE phone = ? AND phone <> '' AND {_HERE}", (digits,))  # noqa: S608  # our own condition
    return await people.some(tx, [row["id"] for row in rows])


async def is_let_in(tx: Transaction, staff_id: int) -> bool:
    return await tx.value("SELECT 1 FROM account WHERE staff_id = ? LIMIT 1", (staff_id,)) is not None

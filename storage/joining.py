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
_FROM = f"FROM staff JOIN unit ON unit.id = staff.unit_id WHERE {_HERE} AND {_IN_SCOPE}"


def _scopes(units: Collection[int] | None) -> str | None:
    return None if units is None else json.dumps(sorted(units))


@dataclass(frozen=True, slots=True)
class Waiting:
    """Of the people of a unit, how many are without an account."""

    unit: Unit
    people: int
    inactive: int


async def by_unit(tx: Transaction, scopes: Collection[int] | None) -> list[Waiting]:
    """The units that have people, in the order of the tree. `scopes`: in these and under them; None: all."""
    rows = await tx.rows(
        f"SELECT {COLUMNS}, count(*) AS people, sum({_NO_ACCOUNT}) AS inactive {_FROM} GROUP BY unit.id",
        {"scopes": _scopes(scopes)},
    )
    found = [Waiting(unit_of(row), row["people"], row["inactive"]) for row in rows]
    return sorted(found, key=lambda one: one.unit.lineage)


async def inactive(tx: Transaction, unit_id: int, after: int, most: int) -> list[Staff]:
    """The people of one unit who have no account, by their names: `after` so many, at most so many."""
    rows = await tx.rows(
        f"SELECT id FROM staff WHERE unit_id = ? AND {_HERE} AND {_NO_ACCOUNT}"  # noqa: S608  # our own conditions
        " ORDER BY given_key, id LIMIT ? OFFSET ?",
        (unit_id, most, after),
    )
    return await _people(tx, [row["id"] for row in rows])


async def named(tx: Transaction, name: str, scopes: Collection[int] | None) -> list[Staff]:
    """Who has this name, marks and case aside, and no account."""
    rows = await tx.rows(
        f"SELECT staff.id {_FROM} AND staff.name_key = :name AND {_NO_ACCOUNT}",
        {"name": fold(name), "scopes": _scopes(scopes)},
    )
    return await _people(tx, [row["id"] for row in rows])


async def like(tx: Transaction, name: str, scopes: Collection[int] | None, most: int) -> list[Staff]:
    """Those without an account whose names share the most words with this one; the last word counts twice."""
    words = fold(name).split()
    rows = await tx.rows(
        "SELECT staff.id, count(*) + sum(staff_word.word = staff.given_key) AS shared FROM staff_word"  # noqa: S608  # our own conditions
        " JOIN staff ON staff.id = staff_word.staff_id JOIN unit ON unit.id = staff.unit_id"
        f" WHERE word IN (SELECT value FROM json_each(:words)) AND {_HERE} AND {_NO_ACCOUNT} AND {_IN_SCOPE}"
        " GROUP BY staff.id ORDER BY shared DESC, staff.id LIMIT :most",
        {"words": json.dumps(words), "scopes": _scopes(scopes), "most": most},
    )
    return await _people(tx, [row["id"] for row in rows])


async def with_phone(tx: Transaction, digits: str) -> list[Staff]:
    """All whose number this is. `digits`: national ones."""
    rows = await tx.rows(f"SELECT id FROM staff WHERE phone = ? AND phone <> '' AND {_HERE}", (digits,))  # noqa: S608  # our own condition
    return await _people(tx, [row["id"] for row in rows])


async def is_let_in(tx: Transaction, staff_id: int) -> bool:
    return await tx.value("SELECT 1 FROM account WHERE staff_id = ? LIMIT 1", (staff_id,)) is not None


async def _people(tx: Transaction, ids: list[int]) -> list[Staff]:
    found = [await people.get(tx, staff_id) for staff_id in ids]
    return [person for person in found if person]

"""The tree of units: as it is now, and what its parts were called before."""

import json
from collections.abc import Collection
from datetime import datetime
from typing import Any

from domain.folding import fold
from domain.people import Unit, UnitKind
from storage.database import Transaction, moment, seconds

COLUMNS = (
    "unit.id AS unit_id, unit.name AS unit_name, unit.short_name, unit.kind AS unit_kind, unit.path,"
    " unit.closed_at AS unit_closed_at"
)

OF_OFFICE = "{}.kind NOT IN ('cluster', 'member')"  # a part of the office, as Unit.of_office has it


def unit_of(row: Any) -> Unit:
    """Any row that holds the columns of COLUMNS."""
    above = tuple(int(part) for part in row["path"].strip("/").split("/"))[:-1]
    closed = None if row["unit_closed_at"] is None else moment(row["unit_closed_at"])
    return Unit(row["unit_id"], row["unit_name"], row["short_name"], UnitKind(row["unit_kind"]), above, closed)


async def units(tx: Transaction) -> list[Unit]:
    """All that are there now, each after the one it belongs to."""
    rows = await tx.rows(f"SELECT {COLUMNS} FROM unit WHERE closed_at IS NULL ORDER BY path")  # noqa: S608  # our own columns
    return sorted(map(unit_of, rows), key=lambda unit: unit.lineage)


async def get(tx: Transaction, unit_id: int | None) -> Unit | None:
    """One that is there now or was before."""
    row = await tx.row(f"SELECT {COLUMNS} FROM unit WHERE id = ?", (unit_id,))  # noqa: S608  # our own columns
    return unit_of(row) if row else None


async def names(tx: Transaction, unit_ids: Collection[int]) -> list[str]:
    """What those of these units are called that are there now."""
    rows = await tx.rows(
        "SELECT name FROM unit WHERE id IN (SELECT value FROM json_each(?)) AND closed_at IS NULL ORDER BY id",
        (json.dumps(sorted(unit_ids)),),
    )
    return [row["name"] for row in rows]


async def unit_named(tx: Transaction, name: str) -> Unit | None:
    """One that is there now, by its name or its short name, marks and case aside."""
    key = fold(name)
    for unit in await units(tx):
        if key in {fold(unit.name), fold(unit.short_name)}:
            return unit
    return None


async def unit_like(tx: Transaction, words: str) -> Unit | None:
    """One that is there now, by its name or its short name; else the only one whose name has these words in it."""
    key, found = fold(words), await units(tx)
    exactly = [unit for unit in found if key in {fold(unit.name), fold(unit.short_name)}]
    near = exactly or [unit for unit in found if f" {key} " in f" {fold(unit.name)} "]
    return near[0] if len(near) == 1 else None


async def add_unit(
    tx: Transaction,
    name: str,
    short_name: str,
    kind: UnitKind = UnitKind.DEPARTMENT,
    parent: Unit | None = None,
) -> int:
    unit_id = await tx.insert(
        "INSERT INTO unit (name, short_name, name_key, kind, parent_id, path) VALUES (?, ?, ?, ?, ?, '')",
        (name, short_name, fold(name), kind, parent and parent.id),
    )
    lineage = (*(parent.lineage if parent else ()), unit_id)
    await tx.run("UPDATE unit SET path = ? WHERE id = ?", (f"/{'/'.join(map(str, lineage))}/", unit_id))
    return unit_id


async def former_names(tx: Transaction, unit_id: int) -> list[tuple[str, datetime]]:
    """What a unit was called before, and until when, the oldest first."""
    rows = await tx.rows("SELECT name, until FROM unit_name WHERE unit_id = ? ORDER BY until", (unit_id,))
    return [(row["name"], moment(row["until"])) for row in rows]


async def rename(tx: Transaction, unit_id: int, name: str, short_name: str, now: datetime) -> None:
    """What it was called stays in its history."""
    await tx.run(
        "INSERT OR IGNORE INTO unit_name (unit_id, until, name, short_name)"
        " SELECT id, ?, name, short_name FROM unit WHERE id = ?",
        (seconds(now), unit_id),
    )
    await tx.run(
        "UPDATE unit SET name = ?, short_name = ?, name_key = ?, version = version + 1 WHERE id = ?",
        (name, short_name, fold(name), unit_id),
    )

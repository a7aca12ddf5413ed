"""Changes of the tree of units. Nothing is deleted: what ends is closed, and what is merged says into what."""

import json
from collections.abc import Collection
from datetime import datetime

from domain.errors import Refused
from domain.people import Unit
from storage import tree
from storage.database import Transaction, moment, seconds
from storage.tree import COLUMNS, unit_of


async def version_of(tx: Transaction, unit_id: int) -> int:
    return await tx.value("SELECT version FROM unit WHERE id = ?", (unit_id,)) or 0


async def children(tx: Transaction, unit_id: int | None) -> list[Unit]:
    """Those directly under a unit that are there now; None: the topmost."""
    rows = await tx.rows(
        f"SELECT {COLUMNS} FROM unit WHERE parent_id IS ? AND closed_at IS NULL ORDER BY id",  # noqa: S608  # our own columns
        (unit_id,),
    )
    return [unit_of(row) for row in rows]


_UNDER = (
    "(:scopes IS NULL OR EXISTS (SELECT 1 FROM json_each(:scopes) WHERE instr(unit.path, '/' || value || '/') > 0))"
)


async def topmost(tx: Transaction, scopes: Collection[int] | None, part: tuple[int, int]) -> list[Unit]:
    """Those of these units that are under no other of them; None: those directly under the office.

    `part`: after how many to begin, and at most how many.
    """
    if scopes is None:
        condition, values = "parent_id IS NULL", dict[str, object]()
    else:
        chosen = json.dumps(sorted(scopes))
        condition = (
            "id IN (SELECT value FROM json_each(:scopes)) AND NOT EXISTS (SELECT 1 FROM json_each(:scopes)"
            " WHERE value <> unit.id AND instr(unit.path, '/' || value || '/') > 0)"
        )
        values = {"scopes": chosen}
    rows = await tx.rows(
        f"SELECT {COLUMNS} FROM unit WHERE {condition} AND closed_at IS NULL ORDER BY id LIMIT :most OFFSET :after",  # noqa: S608  # our own conditions
        {**values, "after": part[0], "most": part[1]},
    )
    return [unit_of(row) for row in rows]


async def count_under(tx: Transaction, unit: Unit) -> int:
    """How many units there are under this one, at whatever depth."""
    found: int = await tx.value(
        "SELECT count(*) FROM unit WHERE path > :path AND path < :path || 'x' AND closed_at IS NULL",
        {"path": path(unit.lineage)},
    )
    return found


async def count(tx: Transaction, scopes: Collection[int] | None) -> int:
    """How many units there are, these and all under them; None: in the whole office."""
    found: int = await tx.value(
        f"SELECT count(*) FROM unit WHERE closed_at IS NULL AND {_UNDER}",  # noqa: S608  # our own condition
        {"scopes": None if scopes is None else json.dumps(sorted(scopes))},
    )
    return found


async def head_count(tx: Transaction, unit: Unit) -> int:
    """How many people work there and in the units under it."""
    count: int = await tx.value(
        "SELECT count(*) FROM unit CROSS JOIN staff ON staff.unit_id = unit.id AND left_at IS NULL"
        " WHERE unit.path >= :path AND unit.path < :path || 'x'",
        {"path": path(unit.lineage)},
    )
    return count


def path(lineage: tuple[int, ...]) -> str:
    """As the table keeps it: /3/7/."""
    return f"/{'/'.join(map(str, lineage))}/"


async def move(tx: Transaction, unit: Unit, parent: Unit | None) -> None:
    """Put a unit, with all under it, under another one; None: directly under the office.

    Raises Refused("unit_under_itself") for one that is under it itself.
    """
    lineage = parent.lineage if parent else ()
    if unit.id in lineage:
        raise Refused("unit_under_itself", unit=unit)
    await tx.run(
        "UPDATE unit SET parent_id = ?, version = version + 1 WHERE id = ?", (parent.id if parent else None, unit.id)
    )
    old = path(unit.lineage)
    await tx.run(
        "UPDATE unit SET path = :new || substr(path, length(:old) + 1) WHERE path >= :old AND path < :old || 'x'",
        {"old": old, "new": path((*lineage, unit.id))},
    )


async def close(tx: Transaction, unit_id: int, now: datetime, merged_into: int | None = None) -> None:
    """Nobody works there any more."""
    await tx.run(
        "UPDATE unit SET closed_at = ?, merged_into = ?, version = version + 1 WHERE id = ?",
        (seconds(now), merged_into, unit_id),
    )


async def merged_from(tx: Transaction, unit_id: int) -> list[tuple[Unit, datetime]]:
    """The units that have become part of this one, and when."""
    rows = await tx.rows(
        f"SELECT {COLUMNS} FROM unit WHERE merged_into = ? ORDER BY closed_at, id",  # noqa: S608  # our own columns
        (unit_id,),
    )
    return [(unit_of(row), moment(row["unit_closed_at"])) for row in rows]


async def merged_into(tx: Transaction, unit_id: int) -> Unit | None:
    """The unit of which this one has become a part."""
    return await tree.get(tx, await tx.value("SELECT merged_into FROM unit WHERE id = ?", (unit_id,)))


async def living(tx: Transaction, unit: Unit) -> Unit | None:
    """The unit itself, or what it has been merged into since; None if that has been closed."""
    found: Unit | None = unit
    while found is not None and found.closed_at is not None:
        found = await merged_into(tx, found.id)
    return found


async def require_name_free(tx: Transaction, name: str, but: int | None = None) -> None:
    """Raises Refused("unit_name_taken") where another unit is called so now."""
    found = await tree.unit_named(tx, name)
    if found is not None and found.id != but:
        raise Refused("unit_name_taken", unit=found)

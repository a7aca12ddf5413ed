"""The list of staff as a file changes it, and that file until it is decided on."""

import json
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from datetime import datetime
from typing import Any

from domain.folding import fold
from domain.people import Staff
from domain.roster import Roster
from domain.roster_table import Row
from storage import people, tree
from storage.database import Transaction, seconds


async def present(tx: Transaction) -> Roster:
    return Roster(await tree.units(tx), await people.everybody(tx), await people.who_left(tx))


async def add(tx: Transaction, new: Sequence[Staff], by: int | None, now: datetime) -> list[int]:
    """Put people on the roster, with their roles, all at once: one by one, a large office would wait. Their ids."""
    first = 1 + (await tx.value("SELECT max(id) FROM staff") or 0)
    ids = list(range(first, first + len(new)))
    await tx.many(
        "INSERT INTO staff (id, unit_id, full_name, name_key, calling_key, given_key, gender, post, employment, leader,"
        " phone, added_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [(*_values(number, one), seconds(now)) for number, one in zip(ids, new, strict=True)],
    )
    await tx.many(
        "INSERT INTO staff_word (word, staff_id) VALUES (?, ?)",
        [(word, number) for number, one in zip(ids, new, strict=True) for word in {*fold(one.full_name).split()}],
    )
    await tx.many(
        "INSERT INTO role_grant (staff_id, role, unit_id, granted_by) VALUES (?, ?, ?, ?)",
        [
            (number, grant.role, grant.unit_id, by)
            for number, one in zip(ids, new, strict=True)
            for grant in sorted(one.grants, key=lambda grant: grant.role)
        ],
    )
    return ids


def _values(number: int, one: Staff) -> tuple[Any, ...]:
    keys = people.name_keys(one.full_name)
    return (number, one.unit.id, one.full_name, *keys, one.gender, one.post, one.employment, one.leader, one.phone)


# The file -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class KeptFile:
    """What was read from it, and the lines by which it was last shown what it would change."""

    id: int
    name: str
    rows: Sequence[Row]
    shown: Sequence[str]


async def keep(tx: Transaction, staff_id: int, name: str, rows: Sequence[Row], now: datetime) -> KeptFile:
    """In the place of any other of that person's."""
    await tx.run("DELETE FROM roster_file WHERE staff_id = ?", (staff_id,))
    text = json.dumps([astuple(row) for row in rows], ensure_ascii=False)
    file = await tx.insert(
        "INSERT INTO roster_file (staff_id, name, rows, sent_at) VALUES (?, ?, ?, ?)",
        (staff_id, name, text, seconds(now)),
    )
    return KeptFile(file, name, rows, ())


async def get(tx: Transaction, file_id: int, staff_id: int) -> KeptFile | None:
    """None once it was decided on, or a day has passed."""
    row = await tx.row("SELECT * FROM roster_file WHERE id = ? AND staff_id = ?", (file_id, staff_id))
    if row is None:
        return None
    return KeptFile(row["id"], row["name"], [Row(*one) for one in json.loads(row["rows"])], json.loads(row["shown"]))


async def set_shown(tx: Transaction, file_id: int, lines: Sequence[str]) -> None:
    await tx.run("UPDATE roster_file SET shown = ? WHERE id = ?", (json.dumps(lines, ensure_ascii=False), file_id))


async def shown(tx: Transaction, file_id: int, staff_id: int) -> list[str] | None:
    """Its lines, without the rest."""
    text = await tx.value("SELECT shown FROM roster_file WHERE id = ? AND staff_id = ?", (file_id, staff_id))
    return None if text is None else json.loads(text)


async def drop(tx: Transaction, file_id: int) -> None:
    await tx.run("DELETE FROM roster_file WHERE id = ?", (file_id,))


async def forget_old(tx: Transaction, before: datetime) -> None:
    await tx.run("DELETE FROM roster_file WHERE sent_at < ?", (seconds(before),))

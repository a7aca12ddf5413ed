"""Who did what, when, to which row, and which fields changed: never personal values."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from domain.calendar import DAY
from storage.database import Transaction, midnight, moment, seconds

ON_COMPUTER = "computer"  # the origin of what was done on the command line
_FIELDS = re.compile(r"([a-z_]+(,[a-z_]+)*)?")
_AREA = "substr(act, 1, instr(act, '.') - 1)"  # as the index has it


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
    """`staff_id` None: the command line (`origin` says so) or the schedule did it. `origin`: the platform it was
    done on.

    `fields`: names with commas between, such as post,phone; ValueError for anything that could be a value.
    """
    await record_all(tx, now, staff_id, act, [subject], fields, origin=origin, on_behalf_of=on_behalf_of)


async def record_all(  # noqa: PLR0913  # one value per column
    tx: Transaction,
    now: datetime,
    staff_id: int | None,
    act: str,
    subjects: Sequence[int | None],
    fields: str = "",
    *,
    origin: str = "",
    on_behalf_of: int | None = None,
) -> None:
    """One line for each subject of the same act."""
    if not _FIELDS.fullmatch(fields):
        raise ValueError("only names of fields have a place in the log")
    await tx.many(
        "INSERT INTO audit_log (at, staff_id, act, subject, fields, origin, on_behalf_of) VALUES (?, ?, ?, ?, ?, ?, ?)",
        [(seconds(now), staff_id, act, subject, fields, origin, on_behalf_of) for subject in subjects],
    )


# Reading it ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Entry:
    id: int
    at: datetime
    staff_id: int | None
    act: str
    subject: int | None
    fields: tuple[str, ...]
    origin: str
    on_behalf_of: int | None


@dataclass(frozen=True, slots=True)
class Wanted:
    """Done by whom, in which areas (the beginnings of acts), on which day; what is left out does not matter."""

    staff_id: int | None = None
    areas: tuple[str, ...] = ()
    day: date | None = None


async def page(tx: Transaction, wanted: Wanted, before: int | None, size: int) -> list[Entry]:
    """The newest entries, or the newest before one of this id. However long the log, an index leads to each."""
    until = before if before is not None else 2**63 - 1
    values: dict[str, Any] = {"staff": wanted.staff_id, "until": until, "since": 0, "most": size}
    if wanted.day is not None:
        values |= await _of_day(tx, wanted.day, until)
    rows = await tx.rows(_query(wanted), {**values, **{f"area{n}": area for n, area in enumerate(wanted.areas)}})
    return [_entry(row) for row in rows]


def _query(wanted: Wanted) -> str:
    """One look-up; of several areas one each, of which the newest are taken."""
    mine, by = (["staff_id = :staff"], "staff_") if wanted.staff_id is not None else ([], "")
    where = [*mine, "id < :until", "id >= :since"]
    if not wanted.areas:
        return _newest("audit_log INDEXED BY audit_log_by_staff" if mine else "audit_log", where)
    areas = [f"{_AREA} = :area{n}" for n in range(len(wanted.areas))]
    each = [_newest(f"audit_log INDEXED BY audit_log_by_{by}area", [*where, area]) for area in areas]
    return each[0] if len(each) == 1 else _newest(_together(each), ["TRUE"])


def _together(queries: list[str]) -> str:
    return f"(SELECT * FROM ({') UNION ALL SELECT * FROM ('.join(queries)}))"  # noqa: S608  # our own queries


def _newest(source: str, where: list[str]) -> str:
    return f"SELECT * FROM {source} WHERE {' AND '.join(where)} ORDER BY id DESC LIMIT :most"  # noqa: S608  # our own conditions


async def _of_day(tx: Transaction, day: date, until: int) -> dict[str, int]:
    """The ids between which the entries of a day lie: they are written in the order of time."""
    if day == date.max:
        return {"until": 0}
    first = await tx.value("SELECT id FROM audit_log WHERE at >= ? ORDER BY at, id LIMIT 1", (seconds(midnight(day)),))
    after = await tx.value(
        "SELECT id FROM audit_log WHERE at >= ? ORDER BY at, id LIMIT 1", (seconds(midnight(day + DAY)),)
    )
    if first is None:
        return {"until": 0}
    return {"since": first, "until": min(until, after if after is not None else until)}


def _entry(row: Any) -> Entry:
    return Entry(
        id=row["id"],
        at=moment(row["at"]),
        staff_id=row["staff_id"],
        act=row["act"],
        subject=row["subject"],
        fields=tuple(filter(None, row["fields"].split(","))),
        origin=row["origin"],
        on_behalf_of=row["on_behalf_of"],
    )


async def lately_active(tx: Transaction, rows: int) -> list[int]:
    """Who did the latest so many things, the last one leading."""
    found = await tx.rows(
        "SELECT staff_id, max(id) AS last FROM (SELECT staff_id, id FROM audit_log ORDER BY id DESC LIMIT ?)"
        " WHERE staff_id IS NOT NULL GROUP BY staff_id ORDER BY last DESC",
        (rows,),
    )
    return [row["staff_id"] for row in found]

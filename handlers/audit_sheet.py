"""The log as an Excel file."""

from collections.abc import Iterable
from datetime import datetime

from domain.people import Staff
from handlers import audit_words
from handlers.sheets import Cell, Sheet, written
from storage import people
from storage.audit import Entry
from storage.database import Transaction
from texts import label

_COLUMNS = ("log_number", "log_at", "log_by", "log_done", "log_where", "log_behalf")
_WIDTHS = (10, 20, 40, 60, 14, 40)


async def sheet(tx: Transaction, entries: Iterable[Entry], now: datetime) -> bytes:
    """One row each, the newest first."""
    return written([Sheet(label("log_sheet"), await _rows(tx, entries), _WIDTHS)], now)


async def _rows(tx: Transaction, entries: Iterable[Entry]) -> list[list[Cell]]:
    known: dict[int, Staff | None] = {}
    rows: list[list[Cell]] = [[label(name) for name in _COLUMNS]]
    for one in entries:
        by, behalf = [await _name(tx, known, staff_id) for staff_id in (one.staff_id, one.on_behalf_of)]
        at = f"{one.at:%d/%m/%Y %H:%M:%S}"
        rows.append([one.id, at, by or audit_words.nobody(one), audit_words.done(one), audit_words.place(one), behalf])
    return rows


async def _name(tx: Transaction, known: dict[int, Staff | None], staff_id: int | None) -> str:
    if staff_id is not None and staff_id not in known:
        known[staff_id] = await people.get(tx, staff_id)
    person = known.get(staff_id or 0)
    return f"{person.full_name} ({person.unit.short_name})" if person else ""

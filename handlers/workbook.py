"""Run by itself, as a program of its own: a workbook on its standard input; on its standard output, as JSON, the tables
of its sheets that can be seen.

A few kilobytes can claim a table that no memory holds, and who reads it is then ended by the system: so that is never
the assistant.
"""

import io
import json
import sys
from contextlib import suppress
from typing import Any

from python_calamine import CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

TOO_LARGE, UNREADABLE = 3, 4  # how it ends; any other end is one for want of memory
MEMORY = 768 * 1024 * 1024  # bytes that it may have


class TooLarge(Exception):
    pass


def tables(content: bytes, most_rows: int, most_columns: int) -> list[list[list[str]]]:
    with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
        names = [
            one.name
            for one in book.sheets_metadata
            if one.typ is SheetTypeEnum.WorkSheet and one.visible is SheetVisibleEnum.Visible
        ]
        return [_table(book.get_sheet_by_name(name), most_rows, most_columns) for name in names]


def _table(sheet: CalamineSheet, most_rows: int, most_columns: int) -> list[list[str]]:
    """A cell that was merged over several rows holds in each of them."""
    if sheet.height > most_rows:
        raise TooLarge
    table = [[_words(cell) for cell in row[:most_columns]] for row in sheet.to_python(skip_empty_area=False)]
    for (top, column), (bottom, _) in sheet.merged_cell_ranges or []:
        for row in table[top + 1 : bottom + 1] if column < most_columns else []:
            row[column] = table[top][column]
    return table


def _words(cell: Any) -> str:
    if isinstance(cell, bool):
        return "x" if cell else ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def _limit_memory() -> None:
    """Where the system can; where it cannot, it promises no memory that it has not."""
    with suppress(ImportError, OSError, ValueError):  # Windows; or a narrower limit that holds already
        import resource  # noqa: PLC0415  # only where there is one

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def main() -> int:
    _limit_memory()
    most_rows, most_columns = map(int, sys.argv[1:])
    try:
        found = tables(sys.stdin.buffer.read(), most_rows, most_columns)
    except (MemoryError, TooLarge):
        return TOO_LARGE
    except BaseException:  # noqa: BLE001  # whatever the reader stumbles over, its panics too
        return UNREADABLE
    sys.stdout.buffer.write(json.dumps(found).encode())
    return 0


if __name__ == "__main__":
    sys.exit(main())

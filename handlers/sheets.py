"""Spreadsheets, as bytes: read into tables of words (.xlsx, .xls, .ods, .csv), and written so that words stay words."""

import csv
import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from xlsxwriter import Workbook

from domain.errors import Refused
from handlers import workbook

Table = list[list[str]]
Cell = str | int | float

ENDINGS = (".xlsx", ".xls", ".ods", ".csv")
MOST_ROWS, MOST_COLUMNS = 30_000, 60  # of a list that is read; what is beyond is no list of staff
HEAVIEST = 50 * 1024 * 1024  # bytes of a workbook once it is unpacked
PATIENCE = 20  # seconds that reading a workbook may take
_PACKED, _OLD = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"  # how .xlsx and .ods begin, and .xls
_WITH_MARK = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_NOT_UNICODE = ("cp1258", "latin-1")  # Windows-1258; and what the fonts of before Unicode were typed in


def read(content: bytes) -> list[Table]:
    """The sheets that can be seen, row 1 first; of a text file, each way to read it.

    Raises Refused: sheet_unreadable, sheet_too_large(most).
    """
    if content.startswith((_PACKED, _OLD)):
        return _workbook(content)
    return [_separated(text) for text in _decoded(content)]


def _workbook(content: bytes) -> list[Table]:
    """Read by another program, see there."""
    if content.startswith(_PACKED):
        _not_too_heavy(content)
    command = [sys.executable, "-I", workbook.__file__, str(MOST_ROWS), str(MOST_COLUMNS)]
    try:
        ended = subprocess.run(command, input=content, capture_output=True, timeout=PATIENCE, check=False)  # noqa: S603  # our own command
    except subprocess.TimeoutExpired:
        raise Refused("sheet_too_large", most=MOST_ROWS) from None
    if ended.returncode == workbook.UNREADABLE:
        raise Refused("sheet_unreadable")
    if ended.returncode != 0:
        raise Refused("sheet_too_large", most=MOST_ROWS)
    tables: list[Table] = json.loads(ended.stdout)
    return tables


def _not_too_heavy(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            heavy = sum(part.file_size for part in packed.infolist()) > HEAVIEST
    except (OSError, ValueError, zipfile.BadZipFile):
        raise Refused("sheet_unreadable") from None
    if heavy:
        raise Refused("sheet_too_large", most=MOST_ROWS)


def _decoded(content: bytes) -> list[str]:
    """By the mark it begins with; else UTF-8, or what a Vietnamese Windows has written."""
    marked = next((encoding for mark, encoding in _WITH_MARK.items() if content.startswith(mark)), None)
    try:
        return [content.decode(marked or "utf-8")]
    except UnicodeDecodeError:
        return [content.decode(encoding, "replace") for encoding in _NOT_UNICODE]


def _separated(text: str) -> Table:
    lines = text.splitlines(keepends=True)
    if len(lines) > MOST_ROWS:
        raise Refused("sheet_too_large", most=MOST_ROWS)
    by = max(",;\t", key="".join(lines[:20]).count)
    try:
        return list(csv.reader(lines, delimiter=by))
    except csv.Error:
        raise Refused("sheet_unreadable") from None


# Writing ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Sheet:
    """One sheet to be written. `widths`: of its columns, in letters; `choices`: by column, what its cells may hold: the
    words, or where they stand (“='Đơn vị'!$A$1:$A$9”); `marked`: numbers of rows that stand out, the header being 0."""

    name: str
    rows: Sequence[Sequence[Cell]]
    widths: Sequence[int] = ()
    choices: Mapping[int, Sequence[str] | str] = field(default_factory=dict)
    marked: frozenset[int] = frozenset()


def written(sheets: Iterable[Sheet], now: datetime) -> bytes:
    """As .xlsx, the first row of each sheet its header. Words never become formulas, links or numbers."""
    file = io.BytesIO()
    as_they_are = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(file, {"in_memory": True, **as_they_are}) as book:
        book.set_properties({"created": now.astimezone(UTC).replace(tzinfo=None)})
        for sheet in sheets:
            _put(book, sheet)
    return file.getvalue()


def _put(book: Any, sheet: Sheet) -> None:
    paper = book.add_worksheet(sheet.name)
    head, plain = book.add_format({"bold": True, "text_wrap": True}), book.add_format({"num_format": "@"})
    stands_out = book.add_format({"num_format": "@", "bg_color": "#FFF2CC"})
    for column, width in enumerate(sheet.widths):
        paper.set_column(column, column, width, plain)
    for column, choices in sheet.choices.items():
        paper.data_validation(1, column, MOST_ROWS, column, {"validate": "list", "source": choices})
    for number, cells in enumerate(sheet.rows):
        style = head if number == 0 else stands_out if number in sheet.marked else plain
        for column, cell in enumerate(cells):
            if isinstance(cell, str):
                paper.write_string(number, column, cell, style)
            else:
                paper.write_number(number, column, cell)
    paper.freeze_panes(1, 0)

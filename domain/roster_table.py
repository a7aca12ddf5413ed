"""The rows of a list of staff, found in a table of cells however it was laid out: under titles, among other columns."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from domain import roster_ends
from domain.errors import Refused
from domain.folding import fold, nfc, visible
from domain.language import legacy_fonts

Table = Sequence[Sequence[str]]

COLUMNS = {  # as folded in the header, without what stands in parentheses
    "ho va ten": "full_name",
    "ho ten": "full_name",
    "ho va ten can bo": "full_name",
    "ho va ten dem": "family",
    "ho va dem": "family",
    "ho dem": "family",
    "ho": "family",
    "ten": "given",
    "gioi tinh": "gender",
    "chuc vu": "post",
    "chuc danh": "post",
    "chuc vu chuc danh": "post",
    "chuc danh chuc vu": "post",
    "don vi": "unit",
    "don vi cong tac": "unit",
    "phong don vi": "unit",
    "phong": "unit",
    "doi tuong": "employment",
    "giu chuc vu lanh dao": "leader",
    "giu chuc vu lanh dao quan ly": "leader",
    "lanh dao": "leader",
    "lanh dao quan ly": "leader",
    "so dien thoai": "phone",
    "so dien thoai di dong": "phone",
    "dien thoai": "phone",
    "di dong": "phone",
    "sdt": "phone",
    "so dt": "phone",
    "vai tro": "roles",
}
NEEDED = frozenset({"full_name", "unit"})
FREE = frozenset(
    {"full_name", "post", "unit"}
)  # of any words: the others' are few, and tell by themselves what is meant
DEEPEST = 40  # rows above the header
EXAMPLE = "vi du"  # how the name on the template's example begins, folded
BEYOND = 0x100  # letters from here on no old font has: it is Unicode
_ASIDE = re.compile(r"\(.*?\)|[^\w\s]")
_COUNTER = re.compile(r"\(?(\d{1,2}|[A-Za-z])\)?")  # (1) (2) (3), as forms have it under their header


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the file, as read. `font`: the one of before Unicode that it was typed in, "" if none;
    `typed`: the name as it stood there. `unclear`: the column that no font makes sense of."""

    line: int
    cells: Mapping[str, str]
    font: str = ""
    typed: str = ""
    unclear: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """`skipped`: how many lines were nobody's: totals, signatures, the header again."""

    rows: list[Row]
    skipped: int = 0


def listed(tables: Iterable[Table]) -> Listed:
    """What the first table that has a header holds. Raises Refused: roster_columns(missing), roster_empty."""
    missing = NEEDED
    for table in tables:
        for depth, cells in enumerate(table[:DEEPEST]):
            columns = _columns(cells)
            if set(columns) >= NEEDED:
                return _found(table, depth, columns)
            missing = min(missing, NEEDED - set(columns), key=len)
    raise Refused("roster_columns", missing=missing)


def rows(tables: Iterable[Table]) -> list[Row]:
    """Those alone."""
    return listed(tables).rows


def _columns(cells: Sequence[str]) -> list[str]:
    """What each column holds, "" for what is none of ours; the given name may have a column of its own, which often
    stands under the same heading as the rest of the name."""
    read, _ = legacy_fonts.read(list(map(nfc, cells)))
    names = [COLUMNS.get(" ".join(_ASIDE.sub(" ", fold(cell or "")).split()), "") for cell in read]
    names = [name if names.index(name) == place else "" for place, name in enumerate(names)]
    if "family" in names and "given" in names:
        names[names.index("family")] = "full_name"
    place = names.index("full_name") + 1 if "full_name" in names else len(names)
    if place < len(names) and "given" not in names and not fold(cells[place]):
        names[place] = "given"
    return names


def _found(table: Table, depth: int, columns: Sequence[str]) -> Listed:
    found, skipped, signed = list[Row](), 0, False
    for row in _read(table, depth, columns):
        if row is None or roster_ends.is_total(row.cells):
            skipped += 1
        elif roster_ends.is_signature(row.cells, signed=signed):
            skipped, signed = skipped + 1, True
        else:
            found.append(row)
    if not found:
        raise Refused("roster_empty")
    return Listed(found, skipped)


def _read(table: Table, depth: int, columns: Sequence[str]) -> Iterator[Row | None]:
    """None for the header again, as it stands on each page."""
    under_header = True
    for line, values in enumerate(table[depth + 1 :], depth + 2):
        cells = {name: _tidy(cell) for name, cell in zip_longest(columns, values[: len(columns)], fillvalue="") if name}
        if not any(cells.values()) or (under_header and all(map(_counts, cells.values()))):
            under_header = False
            continue
        under_header = _is_header(values, table[depth])
        row = None if under_header else _converted(line, cells)
        if row is None or not fold(row.cells["full_name"]).startswith(EXAMPLE):
            yield row


def _is_header(values: Sequence[str], header: Sequence[str]) -> bool:
    """A heading may be written a little differently on the next page."""
    known = any(COLUMNS.get(fold(cell)) == "unit" for cell in values if cell)
    return list(values) == list(header) or (known and set(_columns(values)) >= NEEDED)


def _tidy(cell: str) -> str:
    text = nfc(cell)
    in_no_font = any(letter.isalpha() and ord(letter) >= BEYOND for letter in text)
    return visible(text, but="" if in_no_font else legacy_fonts.INVISIBLE)


def _counts(cell: str) -> bool:
    return not cell or _COUNTER.fullmatch(cell) is not None


def _converted(line: int, cells: dict[str, str]) -> Row:
    if given := cells.pop("given", ""):
        cells["full_name"] = f"{cells['full_name']} {given}".strip()
    columns = list(cells)
    read, font = legacy_fonts.read(list(cells.values()), columns.index("full_name"))
    unclear = next((column for column, text in zip(columns, read, strict=True) if text is None and column in FREE), "")
    meant = {
        column: visible(text if text is not None else cells[column]) for column, text in zip(columns, read, strict=True)
    }
    return Row(line, meant, font, cells["full_name"] if font else "", unclear)

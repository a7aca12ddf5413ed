"""/bieumau: the form of the list of staff, the list as it is now, and one with what is wrong in it: spreadsheets."""

from collections.abc import Sequence
from datetime import datetime

from domain.messages import Attachment, Choice, Message
from domain.people import Staff, Unit
from domain.permissions import Right
from domain.roster import Fault
from domain.roster_table import Row
from handlers.roster_lines import reason
from handlers.sheets import Cell, Sheet, written
from handlers.visit import Visit
from storage import people, tree
from texts import label, render, words

WIDTHS = (28, 10, 28, 34, 18, 16, 16)
GENDER, UNIT, EMPLOYMENT, LEADER = 1, 3, 4, 5  # the columns whose cells are chosen from a list
REASONS = (8, 60)  # widths of the line's number, and of what is wrong in it


async def bieumau(visit: Visit) -> Message:
    """/bieumau gives the form, /bieumau ds the list as it is now."""
    files, given = visit.means.files, visit.gives_files
    ways = [] if files else visit.ways_in("/bieumau", files=True)
    text = render("roster/form", person=visit.person, files=files, given=given, ways=ways, columns=_header())
    if not given:
        return Message(text=text)
    if visit.args[:1] == ("ds",):
        return await _present(visit)
    units = [unit for unit in await tree.units(visit.tx) if visit.person.may(Right.ROSTER, unit)]
    present = Choice(label=label("present_roster"), command="/bieumau ds")
    return Message(text=text, attachment=form(units, visit.now), choices=(present,))


async def _present(visit: Visit) -> Message:
    here = [one for one in await people.everybody(visit.tx) if visit.person.may(Right.ROSTER, one.unit)]
    units = [unit for unit in await tree.units(visit.tx) if visit.person.may(Right.ROSTER, unit)]
    await visit.record("roster.exported")
    text = render("roster/present", count=len(here), files=visit.means.files)
    return Message(text=text, attachment=present(here, units, visit.now))


def form(units: Sequence[Unit], now: datetime) -> Attachment:
    """Without people, but for an example that is not read."""
    return _as_file("form", [words()["roster"]["example"]], units, now)


def present(here: Sequence[Staff], units: Sequence[Unit], now: datetime) -> Attachment:
    """Telephone numbers and all: only for who keeps the roster."""
    return _as_file("roster", [_row(one) for one in here], units, now)


def _as_file(name: str, rows: Sequence[Sequence[Cell]], units: Sequence[Unit], now: datetime) -> Attachment:
    """A list that can be filled in and sent back."""
    texts = words()["roster"]
    place = f"='{texts['units']}'!$A$2:$A${len(units) + 1}"
    choices: dict[int, Sequence[str] | str] = {
        GENDER: list(texts["gender"].values()),
        EMPLOYMENT: list(texts["employment"].values()),
        LEADER: list(texts["leader"].values()),
    }
    main = Sheet(texts["sheet"], [_header(), *rows], WIDTHS, choices | ({UNIT: place} if units else {}))
    of_units = [[texts["units"], texts["short_name"]], *([unit.name, unit.short_name] for unit in units)]
    beside = Sheet(texts["units"], of_units, (WIDTHS[UNIT], WIDTHS[GENDER]))
    return Attachment(name=texts["files"][name], content=written([main, beside], now))


def with_reasons(rows: Sequence[Row], faults: Sequence[Fault], now: datetime) -> Attachment:
    """The list as it was read, with its lines' numbers and what is wrong in which; corrected, it can be sent again."""
    texts = words()["roster"]
    why = {fault.line: reason(fault) for fault in faults}
    table = [[*_cells(row), row.line, why.get(row.line, "")] for row in rows]
    marked = frozenset(place for place, row in enumerate(rows, 1) if row.line in why)
    header = [*texts["columns"].values(), texts["roles"], texts["line"], texts["reason"]]
    sheet = Sheet(texts["sheet"], [header, *table], (*WIDTHS, WIDTHS[EMPLOYMENT], *REASONS), marked=marked)
    return Attachment(name=texts["files"]["reasons"], content=written([sheet], now))


def _cells(row: Row) -> list[Cell]:
    return [row.cells.get(column, "") for column in (*words()["roster"]["columns"], "roles")]


def _header() -> list[str]:
    return list(words()["roster"]["columns"].values())


def _row(person: Staff) -> list[Cell]:
    texts = words()["roster"]
    leader = "" if person.leader is None else texts["leader"]["yes" if person.leader else "no"]
    gender, employment = texts["gender"].get(person.gender, ""), texts["employment"].get(person.employment, "")
    return [person.full_name, gender, person.post, person.unit.name, employment, leader, person.phone]

"""What a list of staff would change on the roster: who is new, changed, moved, back, missing; and what is unclear."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from domain.folding import fold
from domain.people import Staff, Unit
from domain.permissions import Right, Role, grantable
from domain.roster_matching import Entry, Matched, Repetitions, known, matched
from domain.roster_table import Row
from domain.roster_words import Units, Wrong, read

FIELDS = ("full_name", "gender", "post", "employment", "leader", "phone")
_KEEP_THE_OFFICE = {
    Role.OFFICER,
    Role.ADMIN,
}  # nobody with such a role, or one in the whole office, leaves because a file forgot them


@dataclass(frozen=True, slots=True)
class Roster:
    """As it is now. `left`: who was on it once."""

    units: Sequence[Unit]
    here: Sequence[Staff]
    left: Sequence[Staff] = ()


@dataclass(frozen=True, slots=True)
class Fault:
    """A row that was not understood: its line in the file and a reason, texts/roster/fault_<reason>."""

    line: int
    reason: str
    value: str = ""
    hint: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """Somebody of the roster as the file has them. `before`: None where they are new."""

    person: Staff
    before: Staff | None = None

    @property
    def fields(self) -> list[str]:
        """What differs, the unit aside."""
        return [name for name in FIELDS if getattr(self.person, name) != getattr(self.before, name)]

    @property
    def ended(self) -> list[Role]:
        """The roles that a move ends: those that are held in the unit of before."""
        if self.before is None or self.before.left_at is not None or self.before.unit.id == self.person.unit.id:
            return []
        held = {grant.role for grant in self.before.grants if grant.unit_id == self.before.unit.id and not grant.for_id}
        return sorted(held)


@dataclass
class Plan:
    """What importing a file would do; with faults it does nothing.

    `missing`: who is not in the file, and leaves if whoever imports says so; `kept`: who is not in it and stays all the
    same, for their role. `converted`: rows that were typed in a font of before Unicode.
    """

    new: list[Change] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    moved: list[Change] = field(default_factory=list)
    back: list[Change] = field(default_factory=list)
    unchanged: list[Staff] = field(default_factory=list)
    missing: list[Staff] = field(default_factory=list)
    kept: list[Staff] = field(default_factory=list)
    converted: list[Row] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    @property
    def changes(self) -> list[Change]:
        return [*self.new, *self.changed, *self.moved, *self.back]


def plan(rows: Sequence[Row], roster: Roster, by: Staff | None = None) -> Plan:
    """What the rows mean. `by`: who imports them, within that person's scope; None on the command line: everywhere."""
    found = Plan(converted=[row for row in rows if row.font])
    entries = list(_entries(rows, roster, by, found))
    pairs = matched(entries, roster.here, roster.left, by)
    for one in pairs:
        try:
            _sort_in(found, one, by)
        except Wrong as wrong:
            found.faults.append(_fault(one.entry.row, wrong))
    _look_for_the_missing(found, pairs, roster.here, by)
    found.faults.sort(key=lambda fault: fault.line)
    return found


def _entries(rows: Sequence[Row], roster: Roster, by: Staff | None, found: Plan) -> Iterator[Entry]:
    """The rows that can be read; the others are faults."""
    units, before = Units(roster.units), Repetitions()
    for row in rows:
        try:
            entry = Entry(row, known(read(row, units)))
            if by is not None and not by.may(Right.ROSTER, entry.person.unit):
                raise Wrong("outside", row.cells["unit"])
            before.add(entry)
        except Wrong as wrong:
            found.faults.append(_fault(row, wrong))
            continue
        yield entry


def _fault(row: Row, wrong: Wrong) -> Fault:
    return Fault(
        row.line, wrong.reason, wrong.value, wrong.hint, "" if row.unclear == "full_name" else row.cells["full_name"]
    )


def _sort_in(found: Plan, one: Matched, by: Staff | None) -> None:
    if one.wrong is not None:
        raise one.wrong
    person, before = one.entry.person, one.before
    if before is None:
        _may_be_given(person, by)
        found.new.append(Change(person))
        return
    if by is not None and not by.may(Right.ROSTER, before.unit):
        raise Wrong("person_outside")  # where that person is, or was, is not told
    _among(found, Change(_merged(person, before), before))


def _may_be_given(person: Staff, by: Staff | None) -> None:
    """Roles that a new person gets from the file."""
    given = grantable(by.grants, person.unit.lineage) if by else frozenset(Role)
    refused = sorted(grant.role for grant in person.grants if grant.role not in given)
    if refused:
        raise Wrong("role_not_given", refused[0])


def _merged(person: Staff, before: Staff) -> Staff:
    """What the file says; a blank never takes back what is known, and roles stay as they are."""
    said = {name: getattr(person, name) for name in FIELDS if getattr(person, name) not in {"", None}}
    return replace(before, unit=person.unit, **said)


def _among(found: Plan, change: Change) -> None:
    before = change.before
    assert before is not None  # noqa: S101  # only somebody who is known is sorted in here
    if before.left_at is not None:
        found.back.append(change)
    elif change.person.unit.id != before.unit.id:
        found.moved.append(change)
    elif change.fields:
        found.changed.append(change)
    else:
        found.unchanged.append(before)


def _look_for_the_missing(found: Plan, pairs: Sequence[Matched], here: Sequence[Staff], by: Staff | None) -> None:
    """Who is on the roster, within the scope, and in no row, be it one that is not understood."""
    there = {one.before.id for one in pairs if one.before}
    unread = {fold(fault.name) for fault in found.faults}
    for person in here:
        if person.id in there or fold(person.full_name) in unread or (by and not by.may(Right.ROSTER, person.unit)):
            continue
        stays = (by and person.id == by.id) or any(
            grant.for_id is None and (grant.unit_id is None or grant.role in _KEEP_THE_OFFICE)
            for grant in person.grants
        )
        (found.kept if stays else found.missing).append(person)

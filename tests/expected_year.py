"""A whole year by the second opinion: what tests/year.csv leads to by docs/guarantees.md.

Like tests/expected.py it imports nothing of the program.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path

from tests.expected import Act, Drive, Person, Row, expected_rows
from tests.expected_days import DAY, ZONE, Corrections, works

USUAL = Corrections()
FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)
WITH_FIGURES = ("progress", "midpoint", "last_week", "last_day")


@dataclass(frozen=True)
class Founded:
    """A founding day, as “20/4”; `unit`: who celebrates it, "" for the whole office."""

    name: str
    day: str
    since: int
    unit: str


@dataclass(frozen=True)
class Yearly:
    """A yearly drive: offered on a day at 8:00, and at `acted` dropped, or accepted to be told as `drive`."""

    key: str
    offered: date
    acted: datetime
    drive: Drive | None


@dataclass
class Year:
    """`edges`: where a person or a group is. `can_edit`: the one edge on which what was said can be changed."""

    people: list[Person] = field(default_factory=list)
    groups: list[str] = field(default_factory=list)
    edges: dict[str, str] = field(default_factory=dict)
    founded: list[Founded] = field(default_factory=list)
    drives: list[Yearly] = field(default_factory=list)
    acts: list[Act] = field(default_factory=list)
    can_edit: str = "first"

    @property
    def told(self) -> list[Drive]:
        return [one.drive for one in self.drives if one.drive]

    @property
    def officers(self) -> list[str]:
        return [one.name for one in self.people if "officer" in one.roles]

    @property
    def joined(self) -> list[Act]:
        return [Act("joined", one.joined_at, one.name) for one in self.people if one.joined_at]


# Reading


def read(path: Path) -> Year:
    year = Year()
    with path.open(encoding="utf-8", newline="") as lines:
        for kind, *values in csv.reader(line for line in lines if not line.startswith("#")):
            if values[0] not in ("name", "key", "campaign"):
                READERS[kind](year, *values)
    return year


def _person(year: Year, name: str, unit: str, roles: str, edge: str, joined: str) -> None:
    year.people.append(Person(name, unit, frozenset(roles.split()), _moment(joined)))
    year.edges[name] = edge


def _group(year: Year, name: str, edge: str) -> None:
    year.groups.append(name)
    year.edges[name] = edge


def _founded(year: Year, name: str, day: str, since: str, unit: str) -> None:
    year.founded.append(Founded(name, day, int(since), unit))


def _drive(year: Year, key: str, *values: str) -> None:
    start, end, registration, report, offered, acted, opens, cancelled, audience = values
    drive = None
    if opened_at := _moment(opens):
        period = (date.fromisoformat(start), date.fromisoformat(end))
        deadlines = (_moment(registration), _moment(report))
        units = frozenset({audience}) if audience else None
        drive = Drive(key, *period, *deadlines, opened_at, units, _moment(cancelled))
    year.drives.append(Yearly(key, date.fromisoformat(offered), _at(acted), drive))


def _act(year: Year, campaign: str, kind: str, at: str, person: str, unit: str) -> None:
    year.acts.append(Act(kind, _at(at), person, unit, campaign))


READERS = {"person": _person, "group": _group, "founded": _founded, "drive": _drive, "act": _act}


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def _moment(text: str) -> datetime | None:
    return _at(text) if text else None


# What is said in that year


def rows_of(year: Year) -> list[Row]:
    """Every row, sorted."""
    of_drives = [row for drive in year.told for row in expected_rows(drive, year.people, year.acts, year.groups, USUAL)]
    to_officers = [*_offers(year), *_sendings(year), *_digests(year), *_steps(year)]
    return sorted([*of_drives, *to_officers, *_figures(year, of_drives)])


def _offers(year: Year) -> Iterator[Row]:
    for one in year.drives:
        yield from ((f"{one.offered} 08:00", officer, "template_offered", one.key) for officer in year.officers)


def _sendings(year: Year) -> Iterator[Row]:
    """How far an opening has come: to its officer, where that can be changed."""
    for drive in year.told:
        for officer in year.officers:
            if year.edges[officer] == year.can_edit:
                yield f"{drive.opened_at:%Y-%m-%d %H:%M}", officer, "broadcast", drive.campaign


def _digests(year: Year) -> Iterator[Row]:
    for day in _working_days():
        yield from ((f"{day} 08:30", officer, "officer_digest", "") for officer in year.officers)


def _steps(year: Year) -> Iterator[Row]:
    """That registration is over, unless the drive is by then, and that the drive is: with the next digest."""
    for drive in year.told:
        over = datetime.combine(drive.end + DAY, time(), ZONE)
        steps = ((drive.registration_deadline, over), (over, over + 30 * DAY))
        for morning in (_next_digest(step) for step, until in steps if step and _next_digest(step) < until):
            if drive.cancelled_at is None or morning < drive.cancelled_at:
                yield from ((f"{morning:%Y-%m-%d %H:%M}", one, "step", drive.campaign) for one in year.officers)


def _next_digest(after: datetime) -> datetime:
    at = datetime.combine(after.date(), time(8, 30), ZONE)
    while at <= after or not works(at.date(), USUAL):
        at += DAY
    return at


def _working_days() -> Iterator[date]:
    day = FIRST
    while day <= LAST:
        if works(day, USUAL):
            yield day
        day += DAY


def _figures(year: Year, rows: list[Row]) -> Iterator[Row]:
    """At four, where nothing can be changed: if one drive has news of which the groups have heard nothing that day."""
    groups = [one for one in year.groups if year.edges[one] != year.can_edit]
    known: dict[str, int] = {}
    for day in _working_days():
        at = datetime.combine(day, time(16), ZONE)
        heard = [row for row in rows if row[1] in groups and f"{day}" <= row[0] <= f"{at:%Y-%m-%d %H:%M}"]
        known |= {row[3]: _registered(year, row[3], _at(row[0])) for row in heard if row[2] in WITH_FIGURES}
        now = {one.campaign: _registered(year, one.campaign, at) for one in year.told if _takes_answers(one, at)}
        if any(now[one] != known.get(one, 0) for one in now.keys() - {row[3] for row in heard}):
            known |= now
            yield from ((f"{at:%Y-%m-%d %H:%M}", group, "figures", "") for group in groups)


def _takes_answers(drive: Drive, at: datetime) -> bool:
    stands = drive.cancelled_at is None or at < drive.cancelled_at
    return (
        stands and drive.opened_at <= at and (drive.registration_deadline is None or at <= drive.registration_deadline)
    )


def _registered(year: Year, campaign: str, at: datetime) -> int:
    mine = [act for act in year.acts if act.campaign == campaign and act.at < at]
    last = {act.person: act.kind for act in sorted(mine, key=lambda act: act.at) if act.kind in ANSWERS}
    return [*last.values()].count("registered")


ANSWERS = ("registered", "withdrawn", "declined")

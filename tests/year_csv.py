"""Reads the years of an office from a CSV (tests/year.csv, tests/two_years.csv). It imports nothing of the program."""

import csv
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from tests.expected_days import ZONE
from tests.expected_people import Act, Drive, Person


@dataclass(frozen=True)
class Founded:
    """A founding day, as “20/4”; `unit`: who celebrates it, "" for the whole office."""

    name: str
    day: str
    since: int
    unit: str


@dataclass(frozen=True)
class Decided:
    """A drive that the officer decides on at `acted`: dropped, or to be told as `drive`.

    `offered`: the day on which the assistant offers it at 8:00, where it is a yearly one. `units`: for which units, and
    all under them.
    """

    key: str
    offered: date | None
    acted: datetime
    drive: Drive | None
    units: frozenset[str] = frozenset()


@dataclass
class Year:
    """`parents`: by unit, the one that it is of. `edges`: where a person or a group is. `can_edit`: the one edge on
    which what was said can be changed."""

    first: date = date.min
    last: date = date.max
    parents: dict[str, str] = field(default_factory=dict)
    people: list[Person] = field(default_factory=list)
    groups: list[str] = field(default_factory=list)
    edges: dict[str, str] = field(default_factory=dict)
    founded: list[Founded] = field(default_factory=list)
    drives: list[Decided] = field(default_factory=list)
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

    @property
    def units(self) -> list[str]:
        return [*self.parents, *{one.unit: 1 for one in self.people if one.unit not in self.parents}]

    def below(self, unit: str) -> set[str]:
        """The unit itself and all under it."""
        return {unit}.union(*(self.below(one) for one, parent in self.parents.items() if parent == unit))


def read(path: Path) -> Year:
    year = Year()
    with path.open(encoding="utf-8", newline="") as lines:
        for kind, *values in csv.reader(line for line in lines if not line.startswith("#")):
            if values[0] not in ("name", "key", "campaign", "first"):
                READERS[kind](year, *values)
    return year


def _span(year: Year, first: str, last: str) -> None:
    year.first, year.last = date.fromisoformat(first), date.fromisoformat(last)


def _unit(year: Year, name: str, parent: str) -> None:
    year.parents[name] = parent


def _person(year: Year, name: str, unit: str, roles: str, edge: str, joined: str, employment: str = "") -> None:
    year.people.append(Person(name, unit, frozenset(roles.split()), _moment(joined), employment))
    year.edges[name] = edge


def _group(year: Year, name: str, edge: str) -> None:
    year.groups.append(name)
    year.edges[name] = edge


def _founded(year: Year, name: str, day: str, since: str, unit: str) -> None:
    year.founded.append(Founded(name, day, int(since), unit))


def _drive(year: Year, key: str, *values: str) -> None:
    """`opens` is empty where it is dropped; `offered` where it is none of the yearly ones."""
    start, end, registration, report, offered, acted, opens, cancelled, units, *more = values
    named = frozenset(units.split(";")) if units else frozenset()
    drive = None
    if opened_at := _moment(opens):
        period = (date.fromisoformat(start), date.fromisoformat(end))
        deadlines = (_moment(registration), _moment(report))
        audience = frozenset().union(*map(year.below, named)) if named else None
        drive = Drive(key, *period, *deadlines, opened_at, audience, _moment(cancelled), **_chosen(*more))
    year.drives.append(Decided(key, _day(offered), _at(acted), drive, named))


def _chosen(people: str = "", employments: str = "", interim: str = "") -> dict[str, object]:
    several = {"people": people, "employments": employments}
    lists = {name: frozenset(text.split(";")) for name, text in several.items() if text}
    return {**lists, "interim": _day(interim)}


def _act(year: Year, campaign: str, kind: str, at: str, person: str, unit: str, until: str = "") -> None:
    year.acts.append(Act(kind, _at(at), person, unit, campaign, _day(until)))


READERS = {
    "span": _span,
    "unit": _unit,
    "person": _person,
    "group": _group,
    "founded": _founded,
    "drive": _drive,
    "act": _act,
}


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def _moment(text: str) -> datetime | None:
    return _at(text) if text else None


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None

"""The second opinion (tests/expected.py) on who somebody is at a moment, and whether a drive is for that person."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime


@dataclass(frozen=True)
class Drive:
    """`opened_at`: when the opening goes out. For whom it is: those of these units (None: of all), if employments are
    named only who is of one, and `people`, whatever they are; people alone, with no unit: nobody else.
    """

    campaign: str
    start: date
    end: date
    registration_deadline: datetime | None
    report_deadline: datetime | None
    opened_at: datetime
    audience: frozenset[str] | None = None
    cancelled_at: datetime | None = None
    people: frozenset[str] = frozenset()
    employments: frozenset[str] = frozenset()
    interim: date | None = None

    def of_kind(self, person: "Person") -> bool:
        """Whether it is for what somebody is employed as."""
        return not self.employments or person.employment in self.employments

    def of_unit(self, unit: str) -> bool:
        """Whether a unit takes part as such."""
        return unit in self.audience if self.audience is not None else bool(self.employments) or not self.people


@dataclass(frozen=True)
class Person:
    """`roles` of officer, unit_head, unit_focal; everybody is staff. No `joined_at`: no account so far."""

    name: str
    unit: str
    roles: frozenset[str] = frozenset()
    joined_at: datetime | None = None
    employment: str = ""


@dataclass(frozen=True)
class Act:
    """Something done in a campaign ("" for every one), by a person or, for a report, for a unit.

    kind: registered, withdrawn, declined; logged, unlogged (one entry that counts there, come or gone);
    reported; joined, left (the account); moved (to `unit`), quit (the office); away (that day, up to `until`);
    by the officer: interim_done (`until`: the day of the next one), reviewed, decided.
    """

    kind: str
    at: datetime
    person: str = ""
    unit: str = ""
    campaign: str = ""
    until: date | None = None


ANSWERS = ("registered", "withdrawn", "declined")


@dataclass(frozen=True)
class Now:
    """Somebody at a moment, in one drive: `person` as he or she then is; `answer` is "" where there is none."""

    person: Person
    account: bool
    here: bool
    away: bool
    answer: str
    entries: int

    def takes_part(self, drive: Drive) -> bool:
        """Whether the drive is for this person."""
        chosen = drive.of_kind(self.person) and drive.of_unit(self.person.unit)
        return self.person.name in drive.people or chosen


class Past:
    """What everybody has done, by person and drive, in the order of doing."""

    def __init__(self, people: Iterable[Person], acts: Iterable[Act]) -> None:
        self.people = [*people]
        self._of: dict[tuple[str, str], list[Act]] = defaultdict(list)
        for act in acts:
            self._of[act.person, act.campaign].append(act)

    def everybody(self, campaign: str, moment: datetime) -> list[Now]:
        return [self._now(person, campaign, moment) for person in self.people]

    def officers(self, moment: datetime) -> list[str]:
        """The names of those who can be told."""
        some = [self._now(person, "", moment) for person in self.people if "officer" in person.roles]
        return [one.person.name for one in some if one.account and "officer" in one.person.roles]

    def registered(self, drive: Drive, moment: datetime) -> int:
        """How many for whom the drive is."""
        acted = (person for person in self.people if self._of[person.name, drive.campaign])
        found = [self._now(person, drive.campaign, moment) for person in acted]
        return sum(one.answer == "registered" and one.takes_part(drive) for one in found)

    def _now(self, person: Person, campaign: str, moment: datetime) -> Now:
        mine = (act for about in {"", campaign} for act in self._of[person.name, about])
        done = sorted((act for act in mine if act.at < moment), key=lambda act: act.at)
        kinds = [act.kind for act in done]
        answers = [kind for kind in kinds if kind in ANSWERS]
        return Now(
            person=_as_moved(person, done),
            account=_has_account(person, kinds, moment),
            here="quit" not in kinds,
            away=any(act.until and act.at.date() <= moment.date() <= act.until for act in done),
            answer=answers[-1] if answers else "",
            entries=kinds.count("logged") - kinds.count("unlogged"),
        )


def _as_moved(person: Person, done: list[Act]) -> Person:
    """Where somebody is moved to there are no roles of the old unit; who quits has none at all."""
    for act in done:
        if act.kind == "moved":
            person = replace(person, unit=act.unit, roles=person.roles & {"officer"})
        elif act.kind == "quit":
            person = replace(person, roles=frozenset())
    return person


def _has_account(person: Person, kinds: list[str], moment: datetime) -> bool:
    given = [kind for kind in kinds if kind in ("joined", "left", "quit")]
    return given[-1] == "joined" if given else person.joined_at is not None and person.joined_at < moment

"""What is handed on of a campaign: who promised what, how far it is, unit by unit, and what must be looked at first."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Self

from domain.campaigns import Campaign, Document
from domain.clusters import Duty, Member, duties
from domain.people import Unit


@dataclass(frozen=True, slots=True)
class Line:
    """A target in a registration. `amount` None: no figure; `work_field`: of work, "" if no criterion says it."""

    act: str
    amount: Decimal | None
    measure: str
    note: str = ""
    work_field: str = ""
    done: Decimal = Decimal(0)

    @property
    def share(self) -> Decimal | None:
        """What is done in percent of what was promised, to one decimal; None without a figure."""
        return round(self.done * 100 / self.amount, 1) if self.amount else None


@dataclass(frozen=True, slots=True)
class Entrant:
    """A person, or a unit as a collective (then `name` is the unit's), that is registered.

    `state`: in the words of the office; `waits`: somebody is still to decide on it; `on_behalf`: entered by another
    (“nhập hộ”). `before`: post and unit as it was handed in, "" where they are the same now. `gender`: as in the
    roster, "" of a unit and of whom it is not known.
    """

    unit: Unit
    name: str
    post: str = ""
    collective: bool = False
    lines: tuple[Line, ...] = ()
    titles: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    state: str = ""
    waits: bool = False
    on_behalf: bool = False
    before: str = ""
    gender: str = ""

    @property
    def place(self) -> str:
        """Post and unit, of the roster."""
        return ", ".join(filter(None, (self.post, self.unit.name)))


@dataclass(frozen=True, slots=True)
class Missing:
    """Somebody of the audience, or a unit as a collective, without a registration in force; who has declined is one.

    `why`: in words; `returned`: there was one, which is to be completed.
    """

    unit: Unit
    name: str
    post: str
    why: str
    collective: bool = False
    returned: bool = False


@dataclass(frozen=True, slots=True)
class Figures:
    """How far units are. People by their answer (the six add up to `people`), by what else they did; then units."""

    people: int = 0
    activated: int = 0
    received: int = 0
    registered: int = 0
    declined: int = 0
    returned: int = 0
    requested: int = 0
    unanswered: int = 0
    inactive: int = 0
    committed: int = 0
    logged: int = 0
    collectives: int = 0
    reported: int = 0
    units: int = 0

    @property
    def missing(self) -> int:
        return self.unanswered + self.inactive

    def __add__(self, other: Self) -> "Figures":
        return Figures(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(self)))


class Doubt(StrEnum):
    """Why something is to be looked at before it is handed on."""

    NO_FIGURE = "no_figure"  # a target that nobody could count
    RETURNED = "returned"  # to be completed, and not handed in again
    WAITS = "waits"  # not accepted yet
    POST = "post"  # none on the roster, or another one, or another unit, than when it was handed in


@dataclass(frozen=True, slots=True)
class Unclear:
    """`act`: which target, "" where it is about the registration as a whole.

    `before` and `now`: post and unit as it was handed in and of the roster; "" where there is no post.
    """

    doubt: Doubt
    unit: Unit
    name: str
    act: str = ""
    before: str = ""
    now: str = ""


@dataclass(frozen=True)
class Summary:
    """Of a campaign as it stood at `as_of`; in each unit its collective leads. `figures`: unit by unit.

    `members`: where it asks those of a cluster alone.
    """

    campaign: Campaign
    as_of: datetime
    taking_part: tuple[Entrant, ...] = ()
    missing: tuple[Missing, ...] = ()
    figures: tuple[tuple[Unit, Figures], ...] = ()
    members: tuple[Member, ...] = ()

    def of_unit(self, unit_id: int) -> "Summary":
        """What concerns one unit alone."""
        return replace(
            self,
            taking_part=tuple(one for one in self.taking_part if one.unit.id == unit_id),
            missing=tuple(one for one in self.missing if one.unit.id == unit_id),
            figures=tuple(one for one in self.figures if one[0].id == unit_id),
        )

    @property
    def duties(self) -> tuple[Duty, ...]:
        """What the members of the cluster were asked for; nothing where it is none of a cluster."""
        return duties(self.campaign, self.members) if self.members else ()

    @property
    def documents(self) -> tuple[Document, ...]:
        """What the campaign rests on: its own, then those of the movements that it answers."""
        return tuple(dict.fromkeys(self.campaign.papers))

    @property
    def total(self) -> Figures:
        return sum((figures for _, figures in self.figures), Figures())

    @property
    def lines(self) -> tuple[Line, ...]:
        return tuple(line for one in self.taking_part for line in one.lines)

    @property
    def work_fields(self) -> int:
        return len({line.work_field for line in self.lines} - {""})

    @property
    def unclear(self) -> tuple[Unclear, ...]:
        """What must be looked at first, by doubt."""
        without = [(one, line) for one in self.taking_part for line in one.lines if line.amount is None]
        return (
            *(Unclear(Doubt.NO_FIGURE, one.unit, one.name, line.act) for one, line in without),
            *(Unclear(Doubt.RETURNED, one.unit, one.name) for one in self.missing if one.returned),
            *(Unclear(Doubt.WAITS, one.unit, one.name) for one in self.taking_part if one.waits),
            *(_of_post(one) for one in self.taking_part if not one.collective and (one.before or not one.post)),
        )

    def doubtful(self, doubt: str) -> tuple[Unclear, ...]:
        return tuple(one for one in self.unclear if one.doubt == doubt)

    @property
    def titles(self) -> dict[str, int]:
        """How often each title is sought, most first."""
        return _counted(one.titles for one in self.taking_part)

    @property
    def forms(self) -> dict[str, int]:
        return _counted(one.forms for one in self.taking_part)

    @property
    def on_behalf(self) -> int:
        return sum(one.on_behalf for one in self.taking_part)


def _of_post(one: Entrant) -> Unclear:
    return Unclear(Doubt.POST, one.unit, one.name, before=one.before, now=one.place if one.before else "")


def _counted(lists: Iterable[tuple[str, ...]]) -> dict[str, int]:
    return dict(Counter(one for each in lists for one in each).most_common())

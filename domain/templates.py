"""Drives that come back every year: what the draft of one holds, and when the officer is offered it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, Any, NamedTuple

from pydantic import BaseModel, BeforeValidator, ConfigDict

from domain import dates
from domain.calendar import WorkCalendar
from domain.folding import fold

OFFERED_BEFORE_START = timedelta(days=60)  # a drive is prepared before it begins, not before the day it celebrates
USELESS_BEFORE_END = timedelta(days=14)  # nothing of it could be done any more
LABEL_LENGTH = 60  # characters, as in a campaign's file
_ROUND = 10  # “năm tròn” is a year count that ends in 0 (Luật 06/2022/QH15, Đ3.6)
SOME_YEAR = 2001  # without a 29/02, which not every year has
_DAY_MONTH = re.compile(r"(?<!\d)(\d{1,2})\s*[/.-]\s*(\d{1,2})(?!\d)")


class DayMonth(NamedTuple):
    """A day of every year, so never 29/02."""

    day: int
    month: int

    @classmethod
    def read(cls, text: str) -> "DayMonth":
        """“28/8”. Raises ValueError for what is no day of every year."""
        found = _DAY_MONTH.fullmatch(text.strip())
        if found is None:
            raise ValueError(text)
        return cls.on(date(SOME_YEAR, int(found[2]), int(found[1])))

    @classmethod
    def on(cls, day: date) -> "DayMonth":
        return cls(day.day, day.month)

    def of(self, year: int) -> date:
        return date(year, self.month, self.day)

    def last_by(self, day: date) -> date:
        """The latest such day up to this one."""
        return self.of(day.year if self.of(day.year) <= day else day.year - 1)


def _yearly(value: Any) -> Any:
    return DayMonth.read(value) if isinstance(value, str) else value


Yearly = Annotated[DayMonth, BeforeValidator(_yearly)]


class Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Template(Table):
    """One yearly drive. `since`: the year from which an anniversary is counted, None where none is.

    `confirmed`: whether the office has checked it. `body` and `called`: whose founding day it is.
    """

    key: str
    label: str
    name: str
    day: Yearly
    since: int | None = None
    start: Yearly
    end: Yearly
    registration: Yearly
    report: Yearly
    responding: bool = False
    audience: str | tuple[str, ...] = "toàn Sở"
    criteria: tuple[Mapping[str, str], ...] = ()
    source: str
    confirmed: bool = False
    body: str = ""
    called: str = ""


@dataclass(frozen=True, slots=True)
class Drive:
    """A template in one year, that of the day it celebrates."""

    template: Template
    year: int

    @property
    def key(self) -> str:
        """By which it is offered once."""
        return f"template:{self.template.key}:{self.year}"

    @property
    def years(self) -> int | None:
        """The anniversary; None where none is counted."""
        return None if self.template.since is None else self.year - self.template.since

    @property
    def is_round(self) -> bool:
        return self.years is not None and self.years % _ROUND == 0

    @property
    def occasion(self) -> date:
        return self.template.day.of(self.year)

    @property
    def end(self) -> date:
        return self.template.end.of(self.year)

    @property
    def start(self) -> date:
        return self.template.start.last_by(self.end)

    @property
    def label(self) -> str:
        return shortened(self._filled(self.template.label), LABEL_LENGTH)

    def offered_on(self, today: date) -> bool:
        begun = self.years is None or self.years > 0
        return begun and self.start - OFFERED_BEFORE_START <= today <= self.end - USELESS_BEFORE_END

    def table(self, calendar: WorkCalendar) -> dict[str, Any]:
        """What a campaign's file would hold, in values that JSON knows. Deadlines fall on working days."""
        one = self.template
        return {
            "name": self._filled(one.name),
            "label": self.label,
            "start": dates.day(self.start),
            "end": dates.day(self.end),
            "registration_deadline": self._deadline(one.registration, calendar),
            "report_deadline": self._deadline(one.report, calendar),
            "audience": one.audience if isinstance(one.audience, str) else [*one.audience],
            "criteria": [dict(criterion) for criterion in one.criteria],
        }

    def _filled(self, pattern: str) -> str:
        one = self.template
        facts = {"years": self.years, "since": one.since, "year": self.year, "body": one.body, "called": one.called}
        return pattern.format(**facts, day=dates.short(self.occasion))

    def _deadline(self, day: DayMonth, calendar: WorkCalendar) -> str:
        working = calendar.working_day_on_or_before(day.last_by(self.end))
        return dates.full(calendar.at(working, calendar.day_ends))


def offers(templates: Iterable[Template], today: date) -> tuple[Drive, ...]:
    """The drives to be prepared now: from 60 days before one begins until 14 days before it ends."""
    drives = (Drive(one, year) for one in templates for year in (today.year, today.year + 1))
    return tuple(drive for drive in drives if drive.offered_on(today))


def coming(template: Template, today: date) -> Drive:
    """This year's drive, or next year's once that is over."""
    return Drive(template, today.year if template.end.of(today.year) >= today else today.year + 1)


def named(templates: Iterable[Template], text: str) -> tuple[Template, ...]:
    """Those that somebody may mean by “28/8”, “đợt 9-11”, “ngay phap luat”."""
    found, said = _DAY_MONTH.search(text), {*fold(text).split()}
    if found:
        return tuple(one for one in templates if (int(found[1]), int(found[2])) == one.day)
    return tuple(one for one in templates if said and said <= {*fold(f"{one.label} {one.name} {one.body}").split()})


def shortened(text: str, most: int) -> str:
    """Whole words of it, at most so many characters."""
    return text if len(text) <= most else text[: most + 1].rpartition(" ")[0] or text[:most]

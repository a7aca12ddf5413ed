"""Founding days of an office and its bodies; with the templates of everybody, they are an office's yearly drives."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from zlib import crc32

from domain.folding import fold
from domain.templates import SOME_YEAR, DayMonth, Table, Template


@dataclass(frozen=True, slots=True)
class Anniversary:
    """A founding day of the office or of a body of its own. `unit`: the one that celebrates it; "" for all."""

    name: str
    day: DayMonth
    since: int
    unit: str = ""


class FoundingDays(Table):
    """How the drives of founding days are made; days before the day itself."""

    label: str
    name: str
    start: int
    registration: int
    report: int
    source: str

    def template(self, one: Anniversary) -> Template:
        """Its own office wrote it down, so it is confirmed."""
        day = one.day.of(SOME_YEAR)
        before = {
            name: DayMonth.on(day - timedelta(days=days))
            for name, days in (("start", self.start), ("registration", self.registration), ("report", self.report))
        }
        return Template(
            key=f"{one.day.day}-{one.day.month}-{crc32(fold(one.name).encode()):08x}",
            label=self.label,
            name=self.name,
            day=one.day,
            since=one.since,
            end=one.day,
            audience=(one.unit,) if one.unit else "toàn Sở",
            source=self.source,
            confirmed=True,
            body=one.name,
            called=one.unit or one.name,
            **before,
        )


class Catalogue(Table):
    """texts/templates.toml."""

    templates: tuple[Template, ...]
    anniversary: FoundingDays

    def of_office(self, anniversaries: Iterable[Anniversary], checked: Iterable[str]) -> tuple[Template, ...]:
        """All yearly drives of one office. `checked`: keys of the templates that it has checked."""
        known = {*checked}
        shipped = (one.model_copy(update={"confirmed": one.confirmed or one.key in known}) for one in self.templates)
        return (*shipped, *map(self.anniversary.template, anniversaries))

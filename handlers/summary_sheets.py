"""The four summaries of a campaign as Excel files; each says on a second sheet where its figures come from."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import fields
from decimal import Decimal
from enum import StrEnum

from domain import dates
from domain.messages import Attachment
from domain.summaries import Entrant, Figures, Line, Missing, Summary
from handlers.file_names import named
from handlers.sheets import Cell, Sheet, written
from texts import words

Rows = Iterable[Sequence[Cell]]


class Kind(StrEnum):
    REGISTERED = "registered"  # who promised what
    MISSING = "missing"  # who has not registered
    RESULTS = "results"  # what was promised and what is done
    PROGRESS = "progress"  # unit by unit


_FIGURES = tuple(one.name for one in fields(Figures) if one.name != "units")
_WHO, _TARGET = ("number", "unit", "name"), ("act", "measure", "planned")
_COLUMNS = {
    Kind.REGISTERED: (*_WHO, "post_and_unit", *_TARGET, "note", "titles", "forms", "state"),
    Kind.MISSING: (*_WHO, "post", "why"),
    Kind.RESULTS: (*_WHO, "post", *_TARGET, "done", "share"),
    Kind.PROGRESS: ("number", "unit", *_FIGURES),
}
_WIDTHS = {"number": 6, "unit": 30, "name": 28, "post": 26, "post_and_unit": 40, "act": 46, "titles": 30, "forms": 30}
_WIDTH = 14
_NOTHING = Line("", None, "")  # of who takes part without a target


def sheet(summary: Summary, kind: Kind) -> Attachment:
    """One of the summaries, with its rows as `Summary` has them."""
    said, columns = words()["summary"], _COLUMNS[kind]
    rows = [[said["columns"][name] for name in columns], *_ROWS[kind](summary)]
    main = Sheet(said["sheets"][kind], rows, [_WIDTHS.get(name, _WIDTH) for name in columns])
    beside = Sheet(said["source"], list(_source(summary)), (30, 90))
    return Attachment(name=named(kind, summary.campaign), content=written([main, beside], summary.as_of))


def _registered(summary: Summary) -> Rows:
    for number, one in enumerate(summary.taking_part, 1):
        for line in one.lines or (_NOTHING,):
            sought = "; ".join(one.titles), "; ".join(one.forms)
            yield number, one.unit.name, _name(one), one.place, *_target(line), line.note, *sought, one.state


def _missing(summary: Summary) -> Rows:
    for number, one in enumerate(summary.missing, 1):
        yield number, one.unit.name, _name(one), one.post, one.why


def _results(summary: Summary) -> Rows:
    for number, one in enumerate(summary.taking_part, 1):
        for line in one.lines:
            share = "" if line.share is None else _figure(line.share)
            yield number, one.unit.name, _name(one), one.post, *_target(line), _figure(line.done), share


def _progress(summary: Summary) -> Rows:
    for number, (unit, figures) in enumerate(summary.figures, 1):
        yield number, unit.name, *_counts(figures)
    yield "", words()["summary"]["total"], *_counts(summary.total)


_ROWS: dict[Kind, Callable[[Summary], Rows]] = {
    Kind.REGISTERED: _registered,
    Kind.MISSING: _missing,
    Kind.RESULTS: _results,
    Kind.PROGRESS: _progress,
}


def _name(one: Entrant | Missing) -> str:
    said = words()["summary"]
    name = said["collective"] if one.collective else one.name
    return f"{name} ({said['on_behalf']})" if isinstance(one, Entrant) and one.on_behalf else name


def _target(line: Line) -> tuple[Cell, ...]:
    return line.act, line.measure, "" if line.amount is None else _figure(line.amount)


def _figure(value: Decimal) -> Cell:
    """As a number that a spreadsheet can add up."""
    return int(value) if value == value.to_integral_value() else float(value)


def _counts(one: Figures) -> Iterator[int]:
    return (getattr(one, name) for name in _FIGURES)


def _source(summary: Summary) -> Rows:
    """Which movement, by which documents, as of which moment."""
    facts, campaign = words()["summary"]["facts"], summary.campaign
    yield words()["summary"]["source"], ""
    yield facts["campaign"], campaign.name
    yield facts["theme"], campaign.theme
    yield facts["period"], f"{dates.day(campaign.start)} - {dates.day(campaign.end)}"
    yield facts["as_of"], dates.full(summary.as_of)
    for parent in campaign.content.parents:
        yield facts["parent"], parent.name
    for one in summary.documents:
        yield facts["document"], f"{one.kind} số {one.number} ngày {dates.day(one.day)} của {one.issuer}"

"""The summaries of a campaign as Excel files; each says on a second sheet where its figures come from."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import fields
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from domain import dates, numbers
from domain.messages import Attachment
from domain.nudges import Item
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
    MEMBERS = "members"  # of a cluster: what each seeks
    BY_MEMBER = "by_member"  # and what each has done


_TO_SUPERIORS = (
    Kind.REGISTERED,
    Kind.MEMBERS,
)  # with the movement itself, as forms have had it since Mẫu 1a of TT 35/2011/TT-BLĐTBXH
OF_CLUSTER = (Kind.MEMBERS, Kind.BY_MEMBER)
OF_OFFICE = tuple(one for one in Kind if one not in OF_CLUSTER)

_FIGURES = tuple(one.name for one in fields(Figures) if one.name != "units")
_WHO, _TARGET = ("number", "unit", "name"), ("act", "measure", "planned")
_COLUMNS = {
    Kind.REGISTERED: (
        "number",
        "unit",
        "honorific",
        "name",
        "post_and_unit",
        *_TARGET,
        "note",
        "titles",
        "forms",
        "state",
    ),
    Kind.MISSING: (*_WHO, "post", "why"),
    Kind.RESULTS: (*_WHO, "post", *_TARGET, "done", "share"),
    Kind.PROGRESS: ("number", "unit", *_FIGURES),
    Kind.MEMBERS: ("number", "member", "titles", "forms", "targets", "day"),
    Kind.BY_MEMBER: ("number", "member", "has_registered", "has_signed", "has_reported"),
}
_WIDTHS = {"number": 6, "unit": 30, "name": 28, "post": 26, "post_and_unit": 40, "act": 46, "titles": 30, "forms": 30}
_WIDTHS |= {"member": 40, "targets": 46}
_WIDTH = 14
_DONE = (Item.COLLECTIVE, Item.PLEDGE, Item.REPORT)  # what members do, in the order of the columns
_NOTHING = Line("", None, "")  # of who takes part without a target


def kinds(summary: Summary) -> tuple[Kind, ...]:
    """What there is of it; of a cluster its members lead, and the others come if people of theirs are known."""
    known = OF_OFFICE if summary.total.people or not summary.members else ()
    return (*(OF_CLUSTER if summary.members else ()), *known)


def sheet(summary: Summary, kind: Kind) -> Attachment:
    """One of the summaries, with its rows as `Summary` has them."""
    said, columns = words()["summary"], _COLUMNS[kind]
    rows = [[said["columns"][name] for name in columns], *_ROWS[kind](summary)]
    main = Sheet(said["sheets"][kind], rows, [_WIDTHS.get(name, _WIDTH) for name in columns])
    beside = [Sheet(said["source"], list(_source(summary)), (30, 90))]
    if kind in _TO_SUPERIORS:
        beside.append(Sheet(said["sheets"]["movement"], list(_movement(summary)), (6, 50, 60, 20, 20)))
    return Attachment(name=named(kind, summary.campaign), content=written([main, *beside], summary.as_of))


def _registered(summary: Summary) -> Rows:
    for number, one in enumerate(summary.taking_part, 1):
        for line in one.lines or (_NOTHING,):
            sought = "; ".join(one.titles), "; ".join(one.forms)
            who = one.unit.name, words()["summary"]["honorifics"].get(one.gender, ""), _name(one), one.place
            yield number, *who, *_target(line), line.note, *sought, one.state


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


def _members(summary: Summary) -> Rows:
    """Who has registered, and when."""
    targets_of = {one.unit.id: one.lines for one in summary.taking_part if one.collective}
    registered = [one for one in summary.members if one.registered_at]
    for number, one in enumerate(registered, 1):
        targets = "; ".join(map(_promised, targets_of.get(one.unit.id, ())))
        yield number, one.unit.name, "; ".join(one.titles), "; ".join(one.forms), targets, _day(one.registered_at)


def _promised(line: Line) -> str:
    figure = "" if line.amount is None else f": {numbers.write(line.amount)} {line.measure}"
    return f"{line.act}{figure}" + (f" ({line.note})" if line.note else "")


def _by_member(summary: Summary) -> Rows:
    """The day on which each did it, "chưa" where it has not, "" where the campaign does not ask for it."""
    asked = {one.item: one for one in summary.duties}
    duties = [asked.get(item) for item in _DONE]
    for number, member in enumerate(summary.members, 1):
        yield number, member.unit.name, *("" if one is None else _day(one.at(member)) for one in duties)
    sums = ["" if one is None else f"{len(one.done)}/{len(one.members)}" for one in duties]
    yield "", words()["summary"]["total"], *sums


def _day(at: datetime | None) -> str:
    return dates.day(at.date()) if at else words()["summary"]["not_yet"]


_ROWS: dict[Kind, Callable[[Summary], Rows]] = {
    Kind.REGISTERED: _registered,
    Kind.MISSING: _missing,
    Kind.RESULTS: _results,
    Kind.PROGRESS: _progress,
    Kind.MEMBERS: _members,
    Kind.BY_MEMBER: _by_member,
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


def _movement(summary: Summary) -> Rows:
    """Its name, objectives, first and last day."""
    campaign = summary.campaign
    days = dates.day(campaign.start), dates.day(campaign.end)
    yield list(words()["summary"]["movement"].values())
    yield 1, campaign.name, "; ".join(campaign.content.objectives), *days


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

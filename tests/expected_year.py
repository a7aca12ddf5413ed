"""Some years of an office by the second opinion: what a CSV leads to by docs/guarantees.md.

Like tests/expected.py it imports nothing of the program.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, time

from tests.expected import Drive, Row, expected_rows
from tests.expected_days import DAY, ZONE, Corrections, waits_from, works
from tests.expected_people import Past
from tests.expected_steps import step_rows
from tests.year_csv import Year

USUAL = Corrections()
WITH_FIGURES = ("progress", "midpoint", "last_week", "last_day")
ONCE = ("opening", "midpoint", "last_week", "last_day", "closing", "thanks", "log_midpoint", "report_officer")
ONCE += ("template_offered", "broadcast")  # of one drive to one person or group
DAILY = ("step", "figures", "officer_digest", "progress", "register", "log_end", "report", "report_late")  # at most


def rows_of(year: Year) -> list[Row]:
    """Every row of these years, sorted."""
    past, below = Past(year.people, year.acts), {unit: year.below(unit) for unit in year.units}
    rows: list[Row] = []
    for drive in year.told:
        rows += expected_rows(drive, year.people, year.acts, year.groups, USUAL)
        rows += step_rows(drive, past, year.acts, below, USUAL)
    rows += [*_offers(year, past), *_sendings(year), *_digests(year, past), *_transfers(year, past)]
    rows += [*_figures(year, past, rows)]
    return sorted(row for row in rows if row[0][:10] <= year.last.isoformat())


def _offers(year: Year, past: Past) -> Iterator[Row]:
    for one in year.drives:
        if one.offered:
            officers = past.officers(datetime.combine(one.offered, time(8), ZONE))
            yield from ((f"{one.offered} 08:00", officer, "template_offered", one.key) for officer in officers)


def _sendings(year: Year) -> Iterator[Row]:
    """How far an opening has come: to the officer who published it, where that can be changed."""
    publisher = year.officers[0]
    for drive in year.told:
        if year.edges[publisher] == year.can_edit:
            yield f"{drive.opened_at:%Y-%m-%d %H:%M}", publisher, "broadcast", drive.campaign


def _digests(year: Year, past: Past) -> Iterator[Row]:
    for day in _working_days(year):
        officers = past.officers(datetime.combine(day, time(8, 30), ZONE))
        yield from ((f"{day} 08:30", officer, "officer_digest", "") for officer in officers)


def _transfers(year: Year, past: Past) -> Iterator[Row]:
    """Who is moved to another unit hears of it."""
    for act in year.acts:
        if act.kind == "moved":
            said = waits_from(act.at, USUAL)
            there = {one.person.name for one in past.everybody("", said) if one.account}
            yield from ((f"{said:%Y-%m-%d %H:%M}", name, "told", "") for name in there & {act.person})


def _working_days(year: Year) -> Iterator[date]:
    day = year.first
    while day <= year.last:
        if works(day, USUAL):
            yield day
        day += DAY


def _figures(year: Year, past: Past, rows: list[Row]) -> Iterator[Row]:
    """At four, where nothing can be changed: if one drive has news of which the groups have heard nothing that day."""
    groups = [one for one in year.groups if year.edges[one] != year.can_edit]
    drives = {one.campaign: one for one in year.told}
    heard = sorted({(row[0], row[2], row[3]) for row in rows if row[1] in groups})
    known: dict[str, int] = {}
    for day in _working_days(year):
        at = datetime.combine(day, time(16), ZONE)
        today = [one for one in heard if f"{day}" <= one[0] <= f"{at:%Y-%m-%d %H:%M}"]
        known |= {key: past.registered(drives[key], _at(when)) for when, kind, key in today if kind in WITH_FIGURES}
        now = {key: past.registered(one, at) for key, one in drives.items() if _takes_answers(one, at)}
        if any(now[key] != known.get(key, 0) for key in now.keys() - {key for _, _, key in today}):
            known |= now
            yield from ((f"{at:%Y-%m-%d %H:%M}", group, "figures", "") for group in groups)


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def _takes_answers(drive: Drive, at: datetime) -> bool:
    closed = drive.registration_deadline is not None and at > drive.registration_deadline
    cancelled = drive.cancelled_at is not None and at >= drive.cancelled_at
    return drive.opened_at <= at and at.date() <= drive.end and not closed and not cancelled


def said_twice(rows: list[Row]) -> list[Row]:
    """What was said once more to the same person or group on one day, or at all where it is said once."""
    times = Counter((row[0][:10] if row[2] not in ONCE else "", *row[1:]) for row in rows)
    return [one for one, said in times.items() if said > 1]

"""A second opinion on what must be sent, to whom and when, written from docs/guarantees.md alone.

It imports nothing of the program and works another way round: it walks through the days, and asks on each
working day which dates that day speaks for; windows it finds by walking minute by minute. Its rows compared
with those of the program mean something only as long as neither borrows from the other.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import holidays

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)
VIET_NAM = holidays.country_holidays("VN")

Span = tuple[datetime, datetime]
Row = tuple[str, str, str, str]  # "2026-08-11 08:00", person or group, kind, campaign


@dataclass(frozen=True)
class Drive:
    """`opened_at`: when the opening goes out. `audience`: names of units, None for the whole office."""

    campaign: str
    start: date
    end: date
    registration_deadline: datetime | None
    report_deadline: datetime | None
    opened_at: datetime
    audience: frozenset[str] | None = None
    cancelled_at: datetime | None = None


@dataclass(frozen=True)
class Person:
    """`roles` of officer, unit_head, unit_focal; everybody is staff. No `joined_at`: no account so far."""

    name: str
    unit: str
    roles: frozenset[str] = frozenset()
    joined_at: datetime | None = None


@dataclass(frozen=True)
class Act:
    """Something done in a campaign ("" for every one), by a person or, for a report, for a unit.

    kind: registered, withdrawn, declined; logged, unlogged (one entry that counts there, come or gone);
    reported; joined, left (the account).
    """

    kind: str
    at: datetime
    person: str = ""
    unit: str = ""
    campaign: str = ""


@dataclass(frozen=True)
class Corrections:
    """The office's own days, and its settings where they are not the usual ones."""

    days_off: frozenset[date] = frozenset()
    extra_work_days: frozenset[date] = frozenset()
    windows: tuple[tuple[str, str], ...] = (("07:30", "11:00"), ("13:45", "16:45"))
    days_before: tuple[int, ...] = (7, 3, 1, 0)
    at: time = time(8)
    late_at_most: int = 10


def expected_rows(
    drive: Drive,
    people: list[Person],
    acts: list[Act],
    groups: list[str],
    corrections: Corrections,
    asleep: tuple[Span, ...] = (),
) -> list[Row]:
    """Every row, sorted. `asleep`: from when until when the assistant was stopped."""
    rows = []
    for due, useless, kind in _dues(drive, corrections):
        sent = _sent(due, useless, corrections, asleep)
        if sent is None or (drive.cancelled_at and drive.cancelled_at <= sent):
            continue
        who = [*_told(kind, drive, people, acts, sent), *(groups if kind in GROUP_KINDS else ())]
        rows += [(f"{sent.astimezone(ZONE):%Y-%m-%d %H:%M}", name, kind, drive.campaign) for name in who]
    return sorted(rows)


# Days and minutes


@cache
def works(day: date, office: Corrections) -> bool:
    if day in office.extra_work_days:
        return True
    if day in office.days_off:
        return False
    if day.weekday() >= 5:
        return day in VIET_NAM.weekend_workdays
    return VIET_NAM.get(day) is None


def is_open(moment: datetime, office: Corrections) -> bool:
    local = moment.astimezone(ZONE)
    return works(local.date(), office) and any(a <= f"{local:%H:%M}" < b for a, b in office.windows)


def meant_for(moment: datetime, office: Corrections) -> datetime:
    """Back, minute by minute, until the assistant may speak."""
    while not is_open(moment, office):
        moment -= MINUTE
    return moment


def waits_from(moment: datetime, office: Corrections, asleep: tuple[Span, ...] = ()) -> datetime:
    """On, minute by minute, until the assistant may speak and is awake."""
    while True:
        sleeping = [awake for asleep_from, awake in asleep if asleep_from <= moment < awake]
        if not sleeping and is_open(moment, office):
            return moment
        moment = max(sleeping, default=moment + MINUTE)


def _sent(due: datetime, useless: datetime, office: Corrections, asleep: tuple[Span, ...]) -> datetime | None:
    sent = waits_from(due, office, asleep)
    return sent if sent < useless else None


# What is due: the table


GROUP_KINDS = ("opening", "midpoint", "closing")
Due = tuple[datetime, datetime, str]  # when, from when on useless, kind


def _dues(drive: Drive, office: Corrections) -> Iterator[Due]:
    over = _midnight(drive.end + DAY)
    yield drive.opened_at, over, "opening"
    closing = meant_for(over - MINUTE, office)
    middle = [_eight(day, office) for day, _ in _days_for(drive, office, ["log_midpoint"])]
    asked_for = {
        "register": (drive.registration_deadline, ["register"]),
        "log": (over, ["log_midpoint", "log_end"]),
        "report": (drive.report_deadline, ["report"]),
    }
    later = [
        *((when, _until(when, [closing]), "midpoint") for when in middle if when < closing),
        (closing, closing + 30 * DAY, "closing"),
        *(due for deadline, kinds in asked_for.values() for due in _asked(drive, office, deadline, kinds)),
        *_late(drive, office),
    ]
    first_day = _midnight(drive.start)
    for when, useless, kind in later:
        too_early = kind in ("midpoint", "closing", "log_midpoint", "log_end") and when < first_day
        if when > drive.opened_at and not too_early:
            yield when, useless, kind


def _asked(drive: Drive, office: Corrections, deadline: datetime | None, kinds: list[str]) -> list[Due]:
    """The days on which one act is asked for, each useless from the next one on."""
    if deadline is None:
        return []
    times = [(_eight(day, office), kind) for day, kind in _days_for(drive, office, kinds)]
    times = [(when, kind) for when, kind in times if when < deadline]
    return [(when, _until(when, [other for other, _ in times], deadline), kind) for when, kind in times]


def _days_for(drive: Drive, office: Corrections, kinds: list[str]) -> Iterator[tuple[date, str]]:
    """Each working day, with the last of the dates it speaks for: itself and the days off that follow."""
    for day in _walk(drive):
        if not works(day, office):
            continue
        found = None
        spoken_for = day
        while spoken_for == day or not works(spoken_for, office):
            found = next((kind for kind in kinds[::-1] if _is_for(spoken_for, drive, office, kind)), found)
            spoken_for += DAY
        if found:
            yield day, found


def _is_for(day: date, drive: Drive, office: Corrections, kind: str) -> bool:
    if kind == "log_midpoint":
        return day.toordinal() - drive.start.toordinal() == (drive.end - drive.start).days // 2
    deadlines = {"register": drive.registration_deadline, "report": drive.report_deadline}
    deadline = deadlines.get(kind)
    last_day = deadline.astimezone(ZONE).date() if deadline else drive.end
    return (last_day - day).days in office.days_before


def _late(drive: Drive, office: Corrections) -> list[Due]:
    deadline = drive.report_deadline
    if deadline is None:
        return []
    after = [day for day in _walk(drive) if day > deadline.astimezone(ZONE).date() and works(day, office)]
    times = []
    for day in after[: office.late_at_most + 1]:
        when = _eight(day, office)
        times.append(when if when >= deadline else waits_from(deadline, office))
    *late, officers = times
    dues = [(when, _until(when, late, officers), "report_late") for when in late]
    return [*dues, (officers, officers + 30 * DAY, "report_officer")]


def _until(when: datetime, others: list[datetime], last: datetime | None = None) -> datetime:
    """Up to the day on which the same is asked again (that moment, if it is the same day)."""
    later = [other for other in others if other > when]
    if not later:
        assert last is not None
        return last
    return min(later) if min(later).date() == when.date() else _midnight(min(later).date())


def _walk(drive: Drive) -> Iterator[date]:
    """Every day on which something of this drive could be due."""
    known = [drive.start, drive.end, drive.opened_at.date()]
    known += [each.date() for each in (drive.registration_deadline, drive.report_deadline) if each]
    day = min(known) - 60 * DAY
    while day < max(known) + 60 * DAY:
        yield day
        day += DAY


def _eight(day: date, office: Corrections) -> datetime:
    return meant_for(datetime.combine(day, office.at, ZONE), office)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), ZONE)


# Who is told: by what had been done before the moment of sending


def _told(kind: str, drive: Drive, people: list[Person], acts: list[Act], sent: datetime) -> Iterator[str]:
    done = sorted((act for act in acts if act.at < sent), key=lambda act: act.at)
    done = [act for act in done if act.campaign in ("", drive.campaign)]
    late_units = _units(drive, people) - {act.unit for act in done if act.kind == "reported"}
    for person in people:
        mine = [act.kind for act in done if act.person == person.name]
        if _has_account(person, mine, sent) and _concerns(kind, drive, person, mine, late_units):
            yield person.name


def _units(drive: Drive, people: list[Person]) -> set[str]:
    return {person.unit for person in people if drive.audience is None or person.unit in drive.audience}


def _has_account(person: Person, mine: list[str], sent: datetime) -> bool:
    given = [kind for kind in mine if kind in ("joined", "left")]
    return given[-1] == "joined" if given else person.joined_at is not None and person.joined_at < sent


def _concerns(kind: str, drive: Drive, person: Person, mine: list[str], late_units: set[str]) -> bool:
    if kind == "report_officer":
        return "officer" in person.roles and bool(late_units)
    if drive.audience is not None and person.unit not in drive.audience:
        return False
    answers = [act for act in mine if act in ("registered", "withdrawn", "declined")]
    answer = answers[-1] if answers else ""
    if kind in ("report", "report_late"):
        responsible = bool(person.roles & {"unit_head", "unit_focal"})
        return responsible and person.unit in late_units and answer != "declined"
    if kind in ("log_midpoint", "log_end"):
        return answer == "registered" and mine.count("logged") <= mine.count("unlogged")
    return kind == "opening" or (kind == "register" and answer not in ("registered", "declined"))

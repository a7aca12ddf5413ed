"""A second opinion on what must be sent, to whom and when, written from docs/guarantees.md alone.

It imports nothing of the program and works another way round: it walks through the days, and asks on each
working day which dates that day speaks for; windows it finds by walking minute by minute. Its rows compared
with those of the program mean something only as long as neither borrows from the other.
"""

from collections.abc import Iterator
from datetime import date, datetime, time

from tests.expected_days import DAY, MINUTE, ZONE, Corrections, Span, meant_for, waits_from, works
from tests.expected_people import Act, Drive, Now, Past, Person

__all__ = ["ZONE", "Act", "Corrections", "Drive", "Person", "Row", "Span", "expected_rows"]

Row = tuple[str, str, str, str]  # "2026-08-11 08:00", person or group, kind, campaign


def expected_rows(
    drive: Drive,
    people: list[Person],
    acts: list[Act],
    groups: list[str],
    corrections: Corrections,
    asleep: tuple[Span, ...] = (),
) -> list[Row]:
    """Every row, sorted. `asleep`: from when until when the assistant was stopped."""
    rows, past = [], Past(people, acts)
    reports = [act for act in acts if act.kind == "reported" and act.campaign in ("", drive.campaign)]
    for due, useless, kind in _dues(drive, corrections):
        sent = _sent(due, useless, corrections, asleep)
        if sent is None or (drive.cancelled_at and drive.cancelled_at <= sent):
            continue
        who = [*_told(kind, drive, past, reports, sent), *(groups if kind in GROUP_KINDS else ())]
        rows += [(f"{sent.astimezone(ZONE):%Y-%m-%d %H:%M}", name, kind, drive.campaign) for name in who]
    return sorted(rows)


def _sent(due: datetime, useless: datetime, office: Corrections, asleep: tuple[Span, ...]) -> datetime | None:
    sent = waits_from(due, office, asleep)
    return sent if sent < useless else None


# What is due: the table


GROUP_KINDS = ("opening", "progress", "midpoint", "last_week", "last_day", "closing", "thanks")
Due = tuple[datetime, datetime, str]  # when, from when on useless, kind


def _dues(drive: Drive, office: Corrections) -> Iterator[Due]:
    over = _midnight(drive.end + DAY)
    yield drive.opened_at, over, "opening"
    asked_for = {
        "register": (drive.registration_deadline, ["register"]),
        "log": (over, ["log_midpoint", "log_end"]),
        "report": (drive.report_deadline, ["report"]),
    }
    later = [
        *_talks(drive, office),
        *(due for deadline, kinds in asked_for.values() for due in _asked(drive, office, deadline, kinds)),
        *_late(drive, office),
    ]
    first_day = _midnight(drive.start)
    for when, useless, kind in later:
        too_early = kind in ("closing", "log_midpoint", "log_end") and when < first_day
        if when > drive.opened_at and not too_early:
            yield when, useless, kind


def _talks(drive: Drive, office: Corrections) -> list[Due]:
    """What the groups hear after the opening: nothing on one day, nor on two working days that follow each other,
    but the morning and the end of the last day."""
    closing = meant_for(_midnight(drive.end + DAY) - MINUTE, office)
    said: list[tuple[datetime, str]] = []
    for when, kind in _wanted_talks(drive, office):
        others = [drive.opened_at, *(other for other, _ in said), *([closing] if kind != "last_day" else [])]
        inside = _midnight(drive.start) <= when < closing and when > drive.opened_at
        if inside and all(_working_days_between(when, other, office) > 1 for other in others):
            said.append((when, kind))
    thanks = _nine(_next_worked(drive.end, office), office)
    said = sorted([*said, (closing, "closing")])
    times = [*(when for when, _ in said), thanks]
    return [*((when, _until(when, times), kind) for when, kind in said), (thanks, thanks + 30 * DAY, "thanks")]


def _wanted_talks(drive: Drive, office: Corrections) -> Iterator[tuple[datetime, str]]:
    """What matters most comes first."""
    for kind, spoken_for in (("last_day", "last_day"), ("last_week", "last_week"), ("midpoint", "log_midpoint")):
        for day, _ in _days_for(drive, office, [spoken_for]):
            yield _eight(day, office), kind
    for day in _walk(drive):
        within = drive.start <= day <= drive.end and drive.end.toordinal() - drive.start.toordinal() + 1 <= 124
        if within and f"{day:%a}" == "Mon" and works(day, office):
            yield _nine(day, office), "progress"


def _working_days_between(one: datetime, other: datetime, office: Corrections) -> int:
    """Working days after the earlier one's day, up to the later one's."""
    day, last = sorted(moment.astimezone(ZONE).date() for moment in (one, other))
    found = 0
    while day < last:
        day += DAY
        found += works(day, office)
    return found


def _next_worked(day: date, office: Corrections) -> date:
    day += DAY
    return day if works(day, office) else _next_worked(day, office)


def _nine(day: date, office: Corrections) -> datetime:
    """At nine, or before it on that day; else when the assistant may first speak on it."""
    when = meant_for(datetime.combine(day, time(9), ZONE), office)
    return when if when.date() == day else waits_from(_midnight(day), office)


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
    if kind in ("last_week", "last_day"):
        return drive.end.toordinal() - day.toordinal() == {"last_week": 7, "last_day": 0}[kind]
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


def _told(kind: str, drive: Drive, past: Past, reports: list[Act], sent: datetime) -> Iterator[str]:
    everybody = past.everybody(drive.campaign, sent)
    here = (one.person for one in everybody if one.here)
    late_units = {person.unit for person in here if drive.of_unit(person.unit) and drive.of_kind(person)}
    late_units -= {report.unit for report in reports if report.at < sent}
    for one in everybody:
        if one.account and _concerns(kind, drive, one, late_units):
            yield one.person.name


def _concerns(kind: str, drive: Drive, one: Now, late_units: set[str]) -> bool:
    if kind == "opening":
        return one.takes_part(drive)
    if kind == "thanks":
        return one.takes_part(drive) and one.answer == "registered"
    return not one.away and _reminds(kind, drive, one, late_units)


def _reminds(kind: str, drive: Drive, one: Now, late_units: set[str]) -> bool:
    if kind == "report_officer":
        return "officer" in one.person.roles and bool(late_units)
    if kind in ("report", "report_late"):
        responsible = bool(one.person.roles & {"unit_head", "unit_focal"})
        return responsible and one.person.unit in late_units and one.answer != "declined"
    if kind in ("log_midpoint", "log_end"):
        return one.takes_part(drive) and one.answer == "registered" and one.entries <= 0
    return kind == "register" and one.takes_part(drive) and one.answer not in ("registered", "declined")

"""The second opinion (tests/expected.py) on the steps of a drive's life: what is said of each, to whom and when."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from tests.expected import Row
from tests.expected_days import DAY, ZONE, Corrections, waits_from, works
from tests.expected_people import Act, Drive, Now, Past

NOTICE = timedelta(minutes=2)
Step = tuple[datetime, str]  # when it is taken, to whom it is told


def step_rows(drive: Drive, past: Past, acts: list[Act], below: dict[str, set[str]], office: Corrections) -> list[Row]:
    """`below`: by unit, those that its head answers for."""
    steps = sorted(_steps(drive, [act for act in acts if act.campaign == drive.campaign]))
    rows = []
    for (taken, tells), (moved_on, _) in zip(steps, [*steps[1:], (datetime.max.replace(tzinfo=ZONE), "")], strict=True):
        said = waits_from(taken + NOTICE, office) if tells == "registered" else _morning(taken + NOTICE, office)
        if said < moved_on:
            everybody = past.everybody(drive.campaign, said)
            here = [one.person for one in everybody if one.here and drive.of_kind(one.person)]
            asked = {person.unit for person in here if drive.of_unit(person.unit)}
            who = [one.person.name for one in everybody if one.account and _hears(tells, drive, one, below, asked)]
            rows += [(f"{said:%Y-%m-%d %H:%M}", name, "step", drive.campaign) for name in who]
    return rows


def _steps(drive: Drive, acts: list[Act]) -> Iterator[Step]:
    """Whatever ends what can be done is the last one."""
    ends = datetime.combine(drive.end + DAY, time(), ZONE)
    until = drive.cancelled_at or ends
    yield (until, "registered" if _aloud(acts) else "nobody") if drive.cancelled_at else (ends, "officers")
    yield from ((act.at, "units") for act in acts if act.kind in ("reviewed", "decided"))
    yield from (one for one in [*_closings(drive), *_interims(drive, acts)] if one[0] < until)


def _aloud(acts: list[Act]) -> bool:
    return any(act.kind == "cancelled_aloud" for act in acts)


def _closings(drive: Drive) -> Iterator[Step]:
    deadline = drive.registration_deadline
    if deadline and deadline > drive.opened_at:
        yield deadline, "officers"


def _interims(drive: Drive, acts: list[Act]) -> Iterator[Step]:
    """An interim review begins on its day, and ends when the officer says so, who may then name the next."""
    done = sorted((act for act in acts if act.kind == "interim_done"), key=lambda act: act.at)
    yield from ((act.at, "nobody") for act in done)
    for day in (drive.interim, *(act.until for act in done)):
        if day:
            yield datetime.combine(day, time(), ZONE), "units"


def _hears(tells: str, drive: Drive, one: Now, below: dict[str, set[str]], asked: set[str]) -> bool:
    if tells == "registered":
        return one.takes_part(drive) and one.answer == "registered"
    if tells == "nobody" or "officer" in one.person.roles:
        return tells != "nobody"
    heads = one.person.roles & {"unit_head", "unit_focal"} and one.answer != "declined"
    return bool(tells == "units" and heads and asked & below[one.person.unit])


def _morning(moment: datetime, office: Corrections) -> datetime:
    """The officers' next morning message."""
    at = datetime.combine(moment.date(), time(8, 30), ZONE)
    while at <= moment or not works(at.date(), office):
        at += DAY
    return at

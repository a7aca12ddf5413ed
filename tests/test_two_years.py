"""Twelve campaigns at once, 300 people, two years, both platforms: what is said is what tests/expected_year.py makes of
tests/two_years.csv, and nothing more.

That file was drawn by chance: it is read by whoever plays these years and by whoever says what they must lead to.
"""

from collections import Counter, defaultdict
from datetime import date, datetime, time
from pathlib import Path

import pytest

from storage.database import Database, migrate
from tests.expected import ZONE, Row
from tests.expected_days import is_open
from tests.expected_people import ANSWERS, Drive
from tests.expected_year import USUAL, rows_of, said_twice
from tests.year_csv import read
from tests.year_play import Play

YEARS = read(Path(__file__).parent / "two_years.csv")
BUSIEST = date(2026, 11, 5)
STOPS = (time(0, 1),)  # beside all that is planned: a new day brings steps
DRIVES = {one.campaign: one for one in YEARS.told}
PEOPLE = {one.name: one for one in YEARS.people}
ACTS = defaultdict(list)  # by person and campaign, in their order
for one in sorted(YEARS.acts, key=lambda act: act.at):
    ACTS[one.person, one.campaign].append(one)
TO_THE_OFFICE = ("broadcast", "report_officer", "template_offered")
TO_UNITS = ("report", "report_late", "step")


@pytest.fixture
async def play(tmp_path):
    migrate(tmp_path / "thidua.db")
    database = await Database.open(tmp_path / "thidua.db")
    try:
        play = Play(database, YEARS, STOPS)
        await play.open()
        await play.live()
        yield play
    finally:
        await database.close()


def test_so_many_people_and_campaigns_are_in_these_years():
    running = [one for one in YEARS.told if one.start <= BUSIEST <= one.end and one.opened_at.date() <= BUSIEST]
    assert len(running) >= 12
    assert len(YEARS.people) == 300
    assert 0.75 < [YEARS.edges[one.name] for one in YEARS.people].count("second") / 300 < 0.85


async def test_two_years_of_twelve_campaigns_say_what_is_promised_and_nothing_more(play):
    sent = await play.rows()
    rows = [row for _, _, row in sent]
    assert differences(Counter(rows), Counter(rows_of(YEARS))) == []
    assert said_twice(rows) == []
    assert [row for _, edge, row in sent if edge != YEARS.edges[row[1]]] == []
    assert [row for at, _, row in sent if not is_open(at, USUAL)] == []
    assert [row for row in rows if row[3] in DRIVES and after_cancellation(row)] == []
    of_people = [row for row in rows if row[3] in DRIVES and row[1] in PEOPLE and row[2] not in TO_THE_OFFICE]
    assert [row for row in of_people if after_declining(row)] == []
    assert [row for row in of_people if not meant_for(DRIVES[row[3]], row)] == []


def differences(said: Counter[Row], promised: Counter[Row]) -> list[str]:
    """Where the two lists differ, moment by moment."""
    found = [(row, "said, not promised") for row in (said - promised).elements()]
    found += [(row, "promised, not said") for row in (promised - said).elements()]
    return [f"{what}: {' · '.join(row)}" for row, what in sorted(found)]


def at(row: Row) -> datetime:
    return datetime.fromisoformat(row[0]).replace(tzinfo=ZONE)


def after_cancellation(row: Row) -> bool:
    """But for the word of the cancellation itself."""
    cancelled = DRIVES[row[3]].cancelled_at
    return cancelled is not None and at(row) >= cancelled and row[2] != "step"


def after_declining(row: Row) -> bool:
    """Officers hear of what becomes of a drive whatever they answered."""
    answers = [act.kind for act in ACTS[row[1], row[3]] if act.kind in ANSWERS and act.at < at(row)]
    return answers[-1:] == ["declined"] and "officer" not in PEOPLE[row[1]].roles


def meant_for(drive: Drive, row: Row) -> bool:
    """In the unit of that time, or by name; who answers for a unit, or for the office, for that."""
    person = PEOPLE[row[1]]
    moves = [act.unit for act in ACTS[row[1], ""] if act.kind == "moved" and act.at < at(row)]
    unit = moves[-1] if moves else person.unit
    inside = drive.audience is None or not YEARS.below(unit).isdisjoint(drive.audience)
    if row[2] in TO_UNITS and person.roles:
        return inside or "officer" in person.roles
    employed = not drive.employments or person.employment in drive.employments
    return person.name in drive.people or (not drive.people and employed and unit in (drive.audience or {unit}))

"""What the program has sent, row by row, is what tests/expected.py works out in its own way from docs/guarantees.md."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random

import pytest

from domain.calendar import WorkCalendar
from domain.digests import DigestSettings
from domain.office import Office
from domain.reminders import ReminderSettings
from handlers.menus import GLANCE
from storage.database import Database, migrate
from tests.expected import ZONE, Act, Corrections, Drive, Person, Row, Span, expected_rows
from tests.world import LONG_AGO, World

SILENT = DigestSettings(officer_at=None, director_day=None)  # what is said regularly has its own tests


def _steps(
    random: Random, dues: list[datetime], acts: list[Act], office: Office, asleep: tuple[Span, ...]
) -> list[tuple[datetime, Act | None]]:
    """Where the clock stops: acts; what is due; after a stop, and when a window opens then; and anywhere else."""
    first, last = min(dues), max(dues) + timedelta(days=2)
    anywhere = [first + (last - first) * random.random() for _ in range(8)]
    openings = [office.calendar.next_opening(awake) for _, awake in asleep]
    openings += [office.calendar.next_opening(awake.replace(hour=12, minute=30)) for _, awake in asleep]
    awake_again = [awake for _, awake in asleep]
    stops = [
        at for at in {*dues, *anywhere, *openings, *awake_again} if not any(start <= at < end for start, end in asleep)
    ]
    steps: list[tuple[datetime, Act | None]] = [*((at, None) for at in stops), *((act.at, act) for act in acts)]
    return sorted(steps, key=lambda step: step[0])


async def played(
    folder: Path,
    drive: Drive,
    cast: list[Person],
    acts: list[Act],
    corrections: Corrections = Corrections(),  # noqa: B008  # frozen
    asleep: tuple[Span, ...] = (),
    random: Random = Random(28),  # noqa: B008  # where else the clock stops, alike in every run
) -> tuple[list[Row], list[Row]]:
    """The rows sent, and the rows expected; and what goes to one person at one moment is one message."""
    windows = tuple((time.fromisoformat(a), time.fromisoformat(b)) for a, b in corrections.windows)
    calendar = WorkCalendar(windows, corrections.days_off, corrections.extra_work_days)
    usual = ReminderSettings(corrections.days_before, corrections.at, corrections.late_at_most)
    migrate(folder / "thidua.db")
    database = await Database.open(folder / "thidua.db")
    try:
        world = World(database, drive, Office("Sở", "", calendar, usual, digest=SILENT))
        await world.people(cast)
        await world.publish()
        joined = [Act("joined", one.joined_at, one.name) for one in cast if one.joined_at]
        ear = await world.pass_through(_steps(random, await world.dues(), [*joined, *acts], world.office, asleep))
        several = [said for said in ear.heard.values() if len(said) > 1]
        assert [said for said in several if sum(said) <= GLANCE] == [], "several at once are one message"
        rows = await world.rows()
    finally:
        await database.close()
    return rows, expected_rows(drive, cast, acts, ["group"], corrections, asleep)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


CAST = [
    Person("Lan Anh", "Văn phòng", frozenset({"officer"}), LONG_AGO),
    Person("Dũng", "HCBTTP", frozenset({"unit_head"}), LONG_AGO),
    Person("Tuấn", "HCBTTP", frozenset({"unit_focal"}), LONG_AGO),
    Person("Bình", "HCBTTP", frozenset(), LONG_AGO),
    Person("Hoa", "TGPL", frozenset(), LONG_AGO),
    Person("Minh", "TGPL", frozenset({"unit_head"}), None),
    Person("Mai", "TGPL", frozenset({"unit_focal"}), None),
]
DRIVE = Drive(
    campaign="28/8",
    start=date(2026, 6, 15),
    end=date(2026, 8, 28),
    registration_deadline=at("2026-06-26T17:00"),
    report_deadline=at("2026-08-14T17:00"),
    opened_at=at("2026-06-17T09:05"),
)
ACTS = [
    Act("registered", at("2026-06-18T10:00"), "Bình"),
    Act("declined", at("2026-06-18T10:01"), "Tuấn"),
    Act("registered", at("2026-06-20T10:00"), "Hoa"),
    Act("withdrawn", at("2026-06-24T10:00"), "Hoa"),
    Act("joined", at("2026-06-24T20:00"), "Mai"),
    Act("logged", at("2026-07-22T10:00"), "Bình"),
    Act("unlogged", at("2026-08-20T20:00"), "Bình"),
    Act("reported", at("2026-08-17T09:30"), unit="HCBTTP"),
]


async def test_the_drive_sends_what_is_promised(tmp_path):
    sent, expected = await played(tmp_path, DRIVE, CAST, ACTS)
    assert sent == expected
    assert {kind for _, _, kind, _ in sent} >= {"register", "log_midpoint", "log_end", "report_late", "report_officer"}


async def test_after_ninety_days_only_what_is_still_useful_is_sent(tmp_path):
    asleep = ((at("2026-06-18T09:00"), at("2026-09-16T02:00")),)
    acts = [act for act in ACTS if act.at < asleep[0][0]]
    sent, expected = await played(tmp_path, DRIVE, CAST, acts, asleep=asleep)
    assert sent == expected
    assert [row for row in sent if row[0] > "2026-06-18"] == [
        ("2026-09-16 07:30", "Lan Anh", "report_officer", "28/8"),
        ("2026-09-16 07:30", "group", "thanks", "28/8"),
    ]


async def test_who_joins_between_the_end_of_a_stop_and_the_window_is_told_too(tmp_path):
    asleep = ((at("2026-06-22T09:00"), at("2026-06-24T02:00")),)
    acts = [Act("joined", at("2026-06-24T07:10"), "Mai"), Act("declined", at("2026-06-24T07:20"), "Bình")]
    sent, expected = await played(tmp_path, DRIVE, CAST, acts, asleep=asleep)
    assert sent == expected
    told = {name for moment, name, kind, _ in sent if moment == "2026-06-24 07:30" and kind != "progress"}
    assert told == {"Lan Anh", "Dũng", "Tuấn", "Hoa", "Mai"}


@pytest.mark.parametrize("seed", range(20))
async def test_any_drive_sends_what_is_promised(tmp_path, seed):
    random = Random(seed)
    drive = _drive(random)
    corrections = _corrections(random, drive)
    asleep = _asleep(random, drive)
    sent, expected = await played(tmp_path, drive, CAST, _acts(random, drive), corrections, asleep, random)
    assert sent == expected


def _drive(random: Random) -> Drive:
    start = date(2026, 1, 5) + timedelta(days=random.randrange(300))
    end = start + timedelta(days=random.randrange(1, 90))
    hour = time(*random.choice([(17, 0), (7, 0), (10, 30), (8, 0), (23, 59)]))
    registration, report = (
        datetime.combine(start + (end - start) * share, hour, ZONE)
        for share in (random.random(), 0.5 + random.random())
    )
    calendar = WorkCalendar()
    opened = calendar.next_opening(datetime.combine(start, time(9, 5), ZONE) - timedelta(days=random.randrange(20)))
    audience = random.choice([None, None, frozenset({"HCBTTP", "TGPL"}), frozenset({"TGPL"})])
    plain = Drive("Đợt", start, end, registration, report, opened, audience)
    return replace(plain, **random.choice([{}, {}, {"report_deadline": None}, {"registration_deadline": None}]))


def _corrections(random: Random, drive: Drive) -> Corrections:
    days = [drive.start + timedelta(days=random.randrange(-10, 100)) for _ in range(8)]
    days = [day for day in days if day != drive.opened_at.date()]
    windows = random.choice([Corrections().windows, (("09:00", "11:00"), ("14:00", "16:00"))])
    usual = Corrections(frozenset(days[:4]), frozenset(days[4:]) - frozenset(days[:4]))
    return replace(usual, windows=windows if f"{drive.opened_at:%H:%M}" >= windows[0][0] else usual.windows)


def _asleep(random: Random, drive: Drive) -> tuple[Span, ...]:
    if random.random() < 0.5:
        return ()
    start = drive.opened_at + timedelta(days=random.randrange(1, 60), hours=random.randrange(24))
    return ((start, start + timedelta(days=random.randrange(1, 20), minutes=7)),)


def _acts(random: Random, drive: Drive) -> list[Act]:
    """Each person's in an order that is possible, at moments at which nothing is due."""
    acts = []
    for person in CAST:
        kinds = random.choice(WAYS) if person.joined_at else ["joined", *random.choice(WAYS)]
        acts += [Act(kind, moment, person.name) for kind, moment in zip(kinds, _moments(random, drive, len(kinds)))]  # noqa: B905  # as many
    for unit in random.sample(["Văn phòng", "HCBTTP", "TGPL"], random.randrange(4)):
        acts += [Act("reported", _moments(random, drive, 1)[0], unit=unit)]
    return sorted(acts, key=lambda act: act.at)


WAYS: list[list[str]] = [
    [],
    ["registered"],
    ["registered", "logged"],
    ["registered", "logged", "unlogged"],
    ["registered", "withdrawn"],
    ["declined"],
    ["registered", "declined", "registered", "logged"],
    ["registered", "left"],
]


def _moments(random: Random, drive: Drive, count: int) -> list[datetime]:
    length = int((drive.end - drive.start).days * 1.3) + 2
    days = sorted(random.sample(range(length * 24), count))
    return [drive.opened_at + timedelta(hours=hours, minutes=3, seconds=17) for hours in days]

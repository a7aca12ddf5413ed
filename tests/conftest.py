"""A cast with fixed roles talks to the whole program through a pretend platform; tests read as conversations."""

import logging
import os
import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import date, datetime
from decimal import Decimal
from itertools import product
from pathlib import Path

import pytest
from jinja2 import FileSystemBytecodeCache

import texts
from bot import schedule
from domain.campaigns import Campaign, CampaignState, Criterion
from domain.launch import LaunchDraft
from domain.messages import ChatRef
from domain.permissions import Role
from domain.templates import Drive
from sandbox import Sandbox
from storage import accounts, campaigns, launch_drafts, people, tree
from storage.database import Transaction
from tests import at_once
from tests.desk import START, Desk
from tests.people import Person
from texts import templates

RARELY = 0.5  # seconds
LONG_AGO = datetime.fromisoformat("2026-01-05T08:00:00+07:00")
IN_MEMORY, ROOM = Path("/dev/shm"), 200_000_000  # noqa: S108  # bytes; what passes is removed at once


def pytest_configure():
    """Keep the tests' files in memory where it can be had: else they wait for the disk at every commit.

    What was compiled of the texts is kept for the other processes, and for the next time.
    """
    texts.environment().bytecode_cache = FileSystemBytecodeCache()
    if IN_MEMORY.is_dir() and shutil.disk_usage(IN_MEMORY).free > ROOM:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(IN_MEMORY))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> object:
    from tests.together import Together  # noqa: PLC0415  # it is asked for by the processes' master only

    return Together(config, log)


@pytest.fixture(autouse=True)
def _log_level() -> Iterator[None]:
    """A command that sets up the log leaves the tests after it no louder: each request would be written down."""
    root = logging.getLogger()
    level = root.level
    yield
    root.setLevel(level)


@pytest.fixture(autouse=True)
def _at_once(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A conversation waits for no thread of the database, and the schedule ticks when the desk asks for it."""
    if not {"bot", "storage", "crash"} & {*request.path.parts}:
        at_once.use(monkeypatch)
        monkeypatch.setattr(schedule, "IN_SANDBOX", RARELY)
        monkeypatch.setattr(Desk, "hurries", True)


@pytest.fixture
async def sandbox(tmp_path: Path) -> AsyncIterator[Sandbox]:
    async with Sandbox(clock_file=tmp_path / "clock") as running:
        yield running


@pytest.fixture
def platform(request: pytest.FixtureRequest) -> str:
    """Where the cast is: tests of conversations run on every platform, the others on one."""
    return getattr(request, "param", "telegram")


@asynccontextmanager
async def _at_work(sandbox: Sandbox, folder: Path, platforms: tuple[str, ...]) -> AsyncIterator[Desk]:
    running = Desk(sandbox, folder, platforms)
    await running.open()
    try:
        async with running.database.transaction() as tx:
            await _people(tx, running)
            await _decided(tx)
        await running.start()
        yield running
    finally:
        await running.close()


async def _decided(tx: Transaction) -> None:
    """The yearly drives have been put before the officers, and dropped: a test that is about that begins anew."""
    for one, year in product(templates().templates, (2026, 2027)):
        kept = await launch_drafts.add(tx, LaunchDraft(table={}, template=Drive(one, year).key), None, LONG_AGO)
        await launch_drafts.drop(tx, kept, 1, LONG_AGO)


@pytest.fixture
async def desk(sandbox: Sandbox, tmp_path: Path, platform: str) -> AsyncIterator[Desk]:
    """An office of two units, its cast let in, the program running."""
    async with _at_work(sandbox, tmp_path, (platform,)) as running:
        yield running


@pytest.fixture
async def desk_of_both(sandbox: Sandbox, tmp_path: Path) -> AsyncIterator[Desk]:
    """The same on two platforms at once; the cast is on Zalo."""
    async with _at_work(sandbox, tmp_path, ("zalo", "telegram")) as running:
        yield running


CAST = {  # number of the phone: name, gender, unit, role
    1001: ("Nguyễn Thị Lan Anh", "female", "Văn phòng Sở", Role.OFFICER),
    1002: ("Trần Văn Dũng", "male", "Phòng Hành chính và Bổ trợ tư pháp", Role.UNIT_HEAD),
    1003: ("Lý Văn Tuấn", "male", "Phòng Hành chính và Bổ trợ tư pháp", Role.UNIT_FOCAL),
    1004: ("Phạm Thanh Bình", "male", "Phòng Hành chính và Bổ trợ tư pháp", Role.STAFF),
    1005: ("Hoàng Thị Thu Hoa", "female", "Trung tâm Trợ giúp pháp lý nhà nước", Role.STAFF),
}
STRANGER = 1999


DIRECTOR = 1006, ("Lê Minh Quang", "male", "Văn phòng Sở", Role.DIRECTOR)  # only where a test is about him


async def _people(tx: Transaction, desk: Desk) -> None:
    for number, who in CAST.items():
        await _let_in(tx, desk, number, *who)


async def _let_in(tx: Transaction, desk: Desk, number: int, name: str, gender: str, unit: str, role: Role) -> Person:
    now = datetime.fromisoformat(START)
    found = await tree.unit_named(tx, unit)
    unit_id = found.id if found else await tree.add_unit(tx, unit, unit)
    post = "Giám đốc Sở" if role is Role.DIRECTOR else "Chuyên viên"
    staff = await people.add_staff(tx, unit_id, name, gender, post, [role])
    person = Person(desk, number, name)
    person.known()
    consent = accounts.Consent("1", now)
    await accounts.link(tx, staff, ChatRef(platform=desk.key, chat_id=person.id), person.id, consent, now)
    return person


async def director_of(desk: Desk) -> Person:
    """The Director, let in now."""
    number, who = DIRECTOR
    return await desk.read(lambda tx: _let_in(tx, desk, number, *who))


async def somebody(desk: Desk, role: Role) -> Person:
    """One of the cast who has this role; let in now, if there is none."""
    if role is Role.DIRECTOR:
        return await director_of(desk)
    number = next((number for number, (_, _, _, theirs) in CAST.items() if theirs is role), None)
    if number is not None:
        return Person(desk, number, "")
    return await newcomer(desk, 1100 + list(Role).index(role), "Vũ Minh Khôi", role=role)


async def newcomer(
    desk: Desk, number: int, name: str, gender: str = "male", unit: str = "Văn phòng Sở", role: Role = Role.STAFF
) -> Person:
    """Somebody who is added to the roster and let in now."""
    return await desk.read(lambda tx: _let_in(tx, desk, number, name, gender, unit, role))


@pytest.fixture
def officer(desk: Desk) -> Person:
    return Person(desk, 1001, CAST[1001][0])


@pytest.fixture
def unit_head(desk: Desk) -> Person:
    return Person(desk, 1002, CAST[1002][0])


@pytest.fixture
def focal(desk: Desk) -> Person:
    return Person(desk, 1003, CAST[1003][0])


@pytest.fixture
def staff(desk: Desk) -> Person:
    return Person(desk, 1004, CAST[1004][0])


@pytest.fixture
def hoa(desk: Desk) -> Person:
    return Person(desk, 1005, CAST[1005][0])


@pytest.fixture
def stranger(desk: Desk) -> Person:
    return Person(desk, STRANGER, "Vũ Người Lạ")


DRIVE = Campaign(
    id=0,
    version=1,
    name="Đợt thi đua cao điểm chào mừng 81 năm Ngày truyền thống ngành Tư pháp (28/8/1945 - 28/8/2026)",
    label="Đợt thi đua 28/8",
    theme="",
    start=date(2026, 6, 15),
    end=date(2026, 8, 28),
    registration_deadline=datetime.fromisoformat("2026-06-26T17:00:00+07:00"),
    report_deadline=datetime.fromisoformat("2026-08-14T17:00:00+07:00"),
    publish_at=datetime.fromisoformat("2026-06-15T08:00:00+07:00"),
    state=CampaignState.RUNNING,
    criteria=(
        Criterion(0, "Tham gia tố tụng", "vụ", Decimal(3), ""),
        Criterion(0, "Tư vấn pháp luật", "vụ", Decimal(10), ""),
        Criterion(0, "Truyền thông về cơ sở", "đợt", Decimal(2), ""),
    ),
)


@pytest.fixture
async def drive(desk: Desk) -> int:
    """The id of a campaign of the whole office, open for registration until 26/6."""
    async with desk.database.transaction() as tx:
        return await campaigns.add(tx, DRIVE)

"""Every screen of a small office beside the same screen of a very large one: handlers and database, no network."""

import random
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import count
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from benchmarks import table
from benchmarks.sizes import Sizes
from domain.calendar import VIETNAM
from domain.campaigns import Campaign, CampaignState, Criterion
from domain.errors import Refused
from domain.messages import ChatRef, Message, Request, as_command
from domain.office import Office
from domain.permissions import Role
from domain.registrations import RegistrationState
from handlers import dispatch
from handlers.visit import Means, Visit
from storage import accounts, campaigns, coverage, joining, people, registrations, tree
from storage.database import Database, Transaction, migrate

A_UNIT = 50  # people in a unit
NOW = datetime.now(UTC).astimezone(VIETNAM).replace(hour=9, minute=0, second=0, microsecond=0)
OFFICE = Office("Sở Tư pháp tỉnh Thái An (minh họa)", "")
UPDATES = count(1)
SURNAMES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Lý")
MIDDLE = ("Văn", "Thị", "Đức", "Minh", "Thanh", "Thu", "Ngọc", "Quang", "Hải", "Lan")
GIVEN = (
    "An",
    "Bình",
    "Chi",
    "Dũng",
    "Đội",
    "Giang",
    "Hà",
    "Hoa",
    "Khánh",
    "Linh",
    "Mai",
    "Nam",
    "Oanh",
    "Phúc",
    "Tuấn",
)
SCREENS: Mapping[str, tuple[str, ...]] = {  # by who asks: what is asked
    "staff": (
        "/menu",
        "/thidua",
        "/thidua 1",
        "/dangky 1",
        "/viec",
        "/ketqua",
        "/dulieu",
        "/caidat",
        "/donvi",
        "/baonghi",
    ),
    "head": (
        *("/tiendo", "/tiendo 1", "/tiendo 1 1", "/tiendo ai 1 dangky", "/tiendo phong 1"),
        *("/dondoc", "/dondoc dangky 1", "/dondoc tapthe 1"),
        *("/baocao", "/dangky ho 1", "/timnguoi doi", "/donvi", "/viec", "/uyquyen", "/phanquyen"),
    ),
    "officer": (
        *("/tiendo", "/tiendo 1", "/tiendo 1 3", "/tiendo ai 1", "/tiendo ai 1 dangky", "/tiendo ai 1 nhan"),
        *("/dondoc", "/dondoc dangky 1", "/dondoc tapthe 1"),
        *("/viec", "/baocao", "/phatdong", "/phatdong xem 1", "/thongbao", "/hethong", "/nhom"),
        *("/timnguoi nguyen van doi", "/timnguoi khanhh", "/timnguoi a", "/timnguoi nguoi 9"),
        *(
            "/donvi",
            "/donvi xem 3",
            "/donvi nguoi 3 0",
            "/phanquyen",
            "/phanquyen nguoi 9",
            "/bangiao",
            "/themnguoi",
            "/nhatky",
        ),
    ),
}


async def lines(sizes: Sizes) -> list[table.Line]:
    """One line per screen: milliseconds with 20,000 people beside those with 200."""
    with TemporaryDirectory() as folder:
        offices = {count: await office(Path(folder) / f"{count}.db", count) for count in (sizes.small, sizes.large)}
        try:
            return [
                await _compared(offices, who, screen, sizes) for who, screens in SCREENS.items() for screen in screens
            ]
        finally:
            for database in offices.values():
                await database.close()


async def _compared(offices: Mapping[int, Database], who: str, screen: str, sizes: Sizes) -> table.Line:
    """Both in turn, so that what slows the machine slows both."""
    times: dict[int, list[float]] = {size: [] for size in offices}
    for _ in range(sizes.asked):
        for size, database in offices.items():
            times[size].append(await asked(database, who, screen))
    small, large = (median(times[size]) * 1000 for size in (sizes.small, sizes.large))
    return table.Line(f"{who}: {screen}, ms", large, small, f"with {sizes.small} people")


async def asked(database: Database, who: str, screen: str) -> float:
    """Seconds from the request to its answer; nothing of it is kept."""
    began = perf_counter()
    async with database.transaction() as tx:
        await tx.run("SAVEPOINT screen")
        await answer(tx, who, screen)
        took = perf_counter() - began
        await tx.run("ROLLBACK TO screen")
    return took


async def answer(tx: Transaction, who: str, screen: str) -> Message | None:
    chat = ChatRef(platform="telegram", chat_id=who)
    name, args = as_command(screen)
    request = Request(chat=chat, sender=who, command=name, args=args)
    staff = await people.by_account(tx, "telegram", who, NOW)
    visit = Visit(tx, request, NOW, OFFICE, staff, next(UPDATES), lambda *_: "", means=Means())
    try:
        return await dispatch(visit)
    except Refused as refused:
        raise RuntimeError(f"{who}: {screen}: {refused.code}") from refused


# The office ------------------------------------------------------------------------------------------


async def office(path: Path, size: int) -> Database:
    """Units of fifty with their heads, everybody let in, a drive in which six of ten have registered."""
    migrate(path)
    database = await Database.open(path)
    chance = random.Random(size)  # names, not secrets
    async with database.transaction() as tx:
        units = [
            await tree.add_unit(tx, f"Phòng số {number + 1}", f"P{number + 1}") for number in range(size // A_UNIT or 1)
        ]
        drive = await campaigns.add(tx, _drive())
        for number in range(size):
            unit = units[number * len(units) // size]
            await _person(tx, unit, number, chance)
            if chance.random() < 0.6:  # noqa: PLR2004  # six of ten
                await registrations.submit(
                    tx, drive, state=RegistrationState.SUBMITTED, entered_by=number + 1, now=NOW, staff_id=number + 1
                )
    async with database.transaction() as tx:
        await coverage.figures(tx, await campaigns.get(tx, drive))  # as it is as soon as anybody has asked
        await joining.total(tx, None)
    return database


async def _person(tx: Transaction, unit: int, number: int, chance: random.Random) -> None:
    """The first of each unit heads it; the first three of the office are who asks."""
    who = {0: "officer", 1: "head", 2: "staff"}.get(number, str(10_000 + number))
    roles = {0: [Role.OFFICER], 1: [Role.UNIT_HEAD]}.get(number, [Role.UNIT_HEAD] if number % A_UNIT == 0 else [])
    name = f"{chance.choice(SURNAMES)} {chance.choice(MIDDLE)} {chance.choice(GIVEN)}"
    staff = await people.add_staff(tx, unit, name, "female", "Chuyên viên", roles)
    chat = ChatRef(platform="telegram", chat_id=who)
    await accounts.link(tx, staff, chat, who, accounts.Consent("1", NOW), NOW)


def _drive() -> Campaign:
    today = NOW.date()
    return Campaign(
        id=0,
        version=1,
        name="Đợt thi đua cao điểm",
        label="Đợt thi đua cao điểm",
        theme="",
        start=today - timedelta(days=10),
        end=today + timedelta(days=60),
        registration_deadline=NOW + timedelta(days=9),
        report_deadline=NOW + timedelta(days=50),
        publish_at=NOW - timedelta(days=10),
        state=CampaignState.RUNNING,
        criteria=(Criterion(0, "Tư vấn pháp luật", "vụ", Decimal(10), ""),),
    )

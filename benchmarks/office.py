"""An office for our program to serve, and its people in the sandbox."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from domain.calendar import VIETNAM
from domain.messages import ChatRef
from domain.permissions import Role
from sandbox import Sandbox
from storage import accounts, command_menus, people, tree
from storage.database import Database, Transaction, migrate

FIRST = 5001  # the number of the first person
NAME = "Nguyễn Văn Minh"
CONFIG = """
[office]
name = "Sở Tư pháp tỉnh Thái An (minh họa)"
extra_work_days = [{today}, {tomorrow}]
[office.office_hours]
windows = [["00:00", "23:59:59"]]
[limits]
per_minute = 0
[telegram]
token = "{token}"
base_url = "{url}"
base_file_url = "{url}"
"""


def numbers(count: int) -> range:
    return range(FIRST, FIRST + count)


def phones(sandbox: Sandbox, count: int) -> None:
    """So many people who have written to the bot before."""
    for number in numbers(count):
        sandbox.sim.person(number, "Minh", "Nguyễn Văn")
        sandbox.world.people[number].wrote = True
        sandbox.world.place(number)


async def opened(folder: Path, sandbox: Sandbox, count: int) -> Path:
    """Settings as in use (paced, the real clock) but open at any hour, and everybody let in. The settings' path."""
    today = datetime.now(VIETNAM).date()
    tomorrow = today + timedelta(days=1)
    config = folder / "config.toml"
    config.write_text(
        CONFIG.format(today=today, tomorrow=tomorrow, token=sandbox.token, url=sandbox.url), encoding="utf-8"
    )
    migrate(folder / "thidua.db")
    database = await Database.open(folder / "thidua.db")
    try:
        async with database.transaction() as tx:
            await _let_in(tx, count)
    finally:
        await database.close()
    return config


async def _let_in(tx: Transaction, count: int) -> None:
    now = datetime.now(UTC)
    unit = await tree.add_unit(tx, "Văn phòng Sở", "Văn phòng")
    for number in numbers(count):
        staff = await people.add_staff(tx, unit, f"{NAME} {number}", "male", "Chuyên viên", [Role.STAFF])
        chat = ChatRef(platform="telegram", chat_id=str(number))
        await accounts.link(tx, staff, chat, str(number), accounts.Consent("1", now), now)
    shown = await command_menus.claim(tx, "telegram", now, count)  # long ago, as in use
    await command_menus.settle(tx, [(one, one.shown) for one in shown])

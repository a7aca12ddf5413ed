"""`thidua an-toan`: one page on the safety of the data, from how things are now, for the dossier."""

import asyncio
import os
import stat
from datetime import date, datetime
from importlib.metadata import distributions, version
from pathlib import Path
from urllib.parse import urlsplit

import click

from bot.config import Config
from domain.calendar import DAY, WorkCalendar
from domain.errors import CannotStart
from domain.markup import plain
from storage import safety
from storage.database import Database, migrate
from storage.safety import Asked, Safety
from texts import render

YEAR = 365 * DAY
PACKAGE = "tro-ly-thi-dua"
OTHERS = stat.S_IRWXG | stat.S_IRWXO


@click.command("an-toan")
@click.pass_obj
def an_toan(config: Config) -> None:
    """In một trang về an toàn dữ liệu, theo tình trạng hiện tại, để đính kèm hồ sơ."""
    if not config.database.path.exists():
        raise CannotStart("no_database", path=config.database.path)
    now, office = config.local_now(), config.as_office()
    found = asyncio.run(_read(config.database.path, now))
    text = render(
        "safety/page",
        office=office,
        now=now,
        found=found,
        place=config.database.path.parent.resolve(),
        copies=config.backup.folder.resolve(),
        hosts=_hosts(config),
        web=config.web,
        abroad=bool(config.telegram.secret()),
        open_to_others=_open_to_others(config.database.path),
        waiting=sum(one.decided_at is None for one in found.requests),
        longest=max((_days(one, office.calendar) for one in found.requests if one.decided_at), default=None),
        version=version(PACKAGE),
        libraries=len({one.name.lower() for one in distributions()} - {PACKAGE}),
    )
    click.echo(plain(text))


async def _read(path: Path, now: datetime) -> Safety:
    migrate(path)
    database = await Database.open(path, beside=True)
    try:
        async with database.transaction() as tx:
            return await safety.read(tx, now - YEAR)
    finally:
        await database.close()


def _hosts(config: Config) -> list[str]:
    """Where the program connects to, by the tokens that are set."""
    roots = [section.base_url for section, _ in config.zalo_tokens()]
    if config.telegram.secret():
        roots += [config.telegram.base_url, config.telegram.base_file_url]
    return list(dict.fromkeys(urlsplit(root).hostname or root for root in roots))


def _open_to_others(path: Path) -> bool:
    """Whether another account of this computer can read or write the file; elsewhere than on POSIX nobody can tell."""
    within = path.stat().st_mode & OTHERS and path.parent.stat().st_mode & OTHERS
    return os.name == "posix" and bool(within)


def _days(request: Asked, calendar: WorkCalendar) -> int:
    """Working days until it was answered; on the day itself is one."""
    first, last = calendar.day_of(request.asked_at), calendar.day_of(request.decided_at or request.asked_at)
    return max(1, sum(calendar.is_working_day(day) for day in _after(first, last)))


def _after(first: date, last: date) -> list[date]:
    return [first + number * DAY for number in range(1, (last - first).days + 1)]

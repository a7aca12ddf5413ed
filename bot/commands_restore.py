"""`thidua restore` puts a copy in the place of the database; with `--check` it only proves that it could."""

import asyncio
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path

import click

from bot.commands_data import clean
from bot.config import Config
from bot.lock import only_one
from domain.errors import CannotStart
from domain.markup import plain
from handlers import erasing
from storage import audit, backups, copies
from storage.database import Database, in_trouble
from storage.erased_since import Erasure, back, erasures
from storage.restoring import Proven, proven, put_in_place
from texts import cannot_start, render


@click.command()
@click.option("--check", "trial", is_flag=True, help="Chỉ thử, không thay đổi gì; bỏ trống FILE thì thử bản mới nhất.")
@click.option("--yes", is_flag=True, help="Khôi phục luôn, không hỏi lại.")
@click.argument("file", type=click.Path(path_type=Path), required=False)
@click.pass_obj
def restore(config: Config, file: Path | None, *, trial: bool, yes: bool) -> None:
    """Khôi phục dữ liệu từ bản sao FILE khi dịch vụ đã dừng; bản đang dùng được giữ lại bên cạnh."""
    if trial:
        _try(config, file or _newest(config))
    elif file is None:
        raise CannotStart("restore_what")
    else:
        _restore(config, file, yes=yes)


def _newest(config: Config) -> Path:
    found = copies.of(config.database.path, config.backup.folder)
    if not found:
        raise CannotStart("no_copy", path=config.backup.folder)
    return found[-1]


def _try(config: Config, file: Path) -> None:
    try:
        with proven(file, config.database.path) as found:
            _tell(file, found)
    except CannotStart as error:
        _note_check(config, cannot_start(error))
        raise
    _note_check(config, "")


def _tell(file: Path, found: Proven) -> None:
    click.echo(plain(render("restore/proven", path=file, found=found)))


def _note_check(config: Config, reason: str) -> None:
    """For the page on safety. A database that is damaged itself keeps no notes."""
    if not config.database.path.exists():
        return
    try:
        asyncio.run(_write_check(config, reason))
    except Exception as error:
        if not in_trouble(error):
            raise


async def _write_check(config: Config, reason: str) -> None:
    database = await Database.open(config.database.path, beside=True)
    try:
        async with database.transaction() as tx:
            await backups.checked(tx, config.local_now(), reason)
    finally:
        await database.close()


def _restore(config: Config, file: Path, *, yes: bool) -> None:
    path, now = config.database.path, config.local_now()
    with _stopped(path), proven(file, path) as found:
        _tell(file, found)
        if not (yes or click.confirm(plain(render("restore/ask", path=path)))):
            return
        erased = erasures(path)
        again = asyncio.run(_erased_again(found.path, erased or [], now))
        before = _put_in_place(found, path, now)
        asyncio.run(_note_restoring(config))
    click.echo(plain(render("restore/done", path=path, before=before, again=again, known=erased is not None)))


async def _erased_again(path: Path, erased: list[Erasure], now: datetime) -> int:
    """How many people the copy would bring back; in it they are erased before anybody can read it."""
    database = await Database.open(path)
    try:
        async with database.transaction() as tx:
            there = await back(tx, erased)
            for one in there:
                await erasing.again(tx, one.staff_id, one.erased_at, now)
    finally:
        await database.close()
    await clean(path)
    return len(there)


def _put_in_place(found: Proven, path: Path, now: datetime) -> Path | None:
    try:
        return put_in_place(found, path, now)
    except OSError as error:
        raise CannotStart("restore_failed", path=path, reason=error.strerror or error) from error


@contextmanager
def _stopped(database: Path) -> Iterator[None]:
    """No service uses this database, nor begins to."""
    with ExitStack() as lock:
        try:
            lock.enter_context(only_one(database))
        except CannotStart as error:
            raise CannotStart("restore_running") if error.code == "already_running" else error from None
        yield


async def _note_restoring(config: Config) -> None:
    """On record in what was restored: until then nobody could know of it."""
    database = await Database.open(config.database.path)
    try:
        async with database.transaction() as tx:
            now = config.local_now()
            await backups.checked(tx, now, "")
            await audit.record(tx, now, None, "database.restored")
    finally:
        await database.close()

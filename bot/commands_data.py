"""`thidua erase`, `export-data` and `audit-export`: people's data and the log, where no chat can do it."""

import asyncio
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import click

from bot.clock import real_time
from bot.commands_people import opened
from bot.config import Config
from bot.lock import only_one
from domain.data_requests import DataRequest, RequestKind, answer_by
from domain.errors import CannotStart
from domain.folding import fold
from domain.markup import plain
from domain.messages import Attachment
from domain.people import Staff
from handlers import audit_sheet, erasing, my_data_export
from storage import audit, data_requests, erasure, people, tree
from storage.audit import ON_COMPUTER, Wanted
from storage.database import Database, Transaction
from texts import render

ENTRIES = 1_000_000  # an Excel sheet holds little more

name_argument = click.argument("name", metavar="HỌ_TÊN")
unit_option = click.option("--unit", "unit_name", default="", help="Đơn vị, khi nhiều người cùng tên.")


async def person_named(tx: Transaction, name: str, unit_name: str) -> Staff:
    """Somebody who is on the roster, or was. CannotStart: person_unknown, person_several."""
    unit = await tree.unit_named(tx, unit_name) if unit_name else None
    if unit_name and unit is None:
        raise CannotStart("unit_unknown", name=unit_name)
    found = [one for one in await people.ever_named(tx, fold(name)) if unit is None or one.unit.id == unit.id]
    if not found:
        raise CannotStart("person_unknown", name=name)
    if len(found) > 1:
        raise CannotStart("person_several", name=name, count=len(found))
    return found[0]


# Erasing ------------------------------------------------------------------------------------------


@click.command()
@name_argument
@unit_option
@click.option("--yes", is_flag=True, help="Không hỏi lại.")
@click.pass_obj
def erase(config: Config, name: str, unit_name: str, *, yes: bool) -> None:
    """Xóa dữ liệu cá nhân của một người, theo yêu cầu bằng văn bản; số liệu thi đua giữ nguyên."""
    click.echo(plain(asyncio.run(_shown(config, name, unit_name))))
    if yes or click.confirm(plain(render("people/confirm_erasure"))):
        click.echo(plain(asyncio.run(_erase(config, name, unit_name))))
        _clean_if_alone(config)


async def _shown(config: Config, name: str, unit_name: str) -> str:
    async with opened(config) as database, database.transaction() as tx:
        person = await person_named(tx, name, unit_name)
        return render("my_data/erase_once_more", asker=person, named=await erasure.named_in(tx, person))


async def _erase(config: Config, name: str, unit_name: str) -> str:
    """The person is told first, if there is a way; the program then erases. With none it is done now."""
    office, now = config.as_office(), config.local_now()
    async with opened(config) as database, database.transaction() as tx:
        person = await person_named(tx, name, unit_name)
        request = await _request(tx, config, person, now)
        named = await erasure.named_in(tx, person)
        told = await erasing.agree(tx, office, request, None, now)
        await audit.record(tx, now, None, "data_request.agreed", request.id, RequestKind.ERASE, origin=ON_COMPUTER)
        if not told:
            await erasing.carry_out(tx, request, now)
        gone_by = erasing.last_backup_gone(office, now)
        return render("my_data/agreed", told=told, gone_by=gone_by, named=named)


async def _request(tx: Transaction, config: Config, person: Staff, now: datetime) -> DataRequest:
    """The one that waits already, or one that was made on paper."""
    asked = [one for one in await data_requests.open_of(tx, person.id) if one.kind is RequestKind.ERASE]
    if not asked:
        office = config.as_office()
        due = answer_by(now, office.data, office.calendar)
        await data_requests.ask(
            tx, person.id, RequestKind.ERASE, body="", chat=None, now=now, answer_by=due, remind_at=due
        )
        asked = await data_requests.open_of(tx, person.id)
    return next(one for one in asked if one.kind is RequestKind.ERASE)


def _clean_if_alone(config: Config) -> None:
    """The running program cleans the file by itself; where none runs, it is done here."""
    with suppress(CannotStart), only_one(config.database.path):
        asyncio.run(clean(config.database.path))


async def clean(path: Path) -> None:
    """After an erasure, while nothing else uses the database: nothing that was deleted is left in its file."""
    database = await Database.open(path)
    try:
        async with database.transaction() as tx:
            due = await erasure.to_clean(tx, real_time())
        if due and await database.rewrite() and await database.truncate_wal():
            async with database.transaction() as tx:
                await erasure.cleaned(tx)
    finally:
        await database.close()


# Handing over --------------------------------------------------------------------------------------


@click.command("export-data")
@name_argument
@unit_option
@click.option("--folder", type=click.Path(path_type=Path, file_okay=False), default=Path(), help="Nơi ghi hai tệp.")
@click.pass_obj
def export_data(config: Config, name: str, unit_name: str, folder: Path) -> None:
    """Ghi toàn bộ dữ liệu của một người thành hai tệp: JSON, và trang để đọc."""
    for attachment in asyncio.run(_exported(config, name, unit_name)):
        click.echo(written(folder / attachment.name, attachment.content))


async def _exported(config: Config, name: str, unit_name: str) -> list[Attachment]:
    async with opened(config) as database, database.transaction() as tx:
        person, now = await person_named(tx, name, unit_name), config.local_now()
        await audit.record(tx, now, None, "data.exported", person.id, origin=ON_COMPUTER)
        return [*(await my_data_export.files(tx, person, config.as_office(), now)).values()]


@click.command("audit-export")
@click.argument("target", metavar="TỆP", type=click.Path(path_type=Path, dir_okay=False))
@click.pass_obj
def audit_export(config: Config, target: Path) -> None:
    """Ghi nhật ký thao tác thành bảng Excel."""
    click.echo(written(target, asyncio.run(_log(config))))


async def _log(config: Config) -> bytes:
    async with opened(config) as database, database.transaction() as tx:
        await audit.record(tx, config.local_now(), None, "audit.exported", origin=ON_COMPUTER)
        return await audit_sheet.sheet(tx, await audit.page(tx, Wanted(), None, ENTRIES), config.local_now())


def written(path: Path, content: bytes) -> str:
    try:
        path.write_bytes(content)
    except OSError as error:
        raise CannotStart("file_unwritable", path=path, reason=error.strerror) from error
    return plain(render("my_data/written", path=path))

"""`thidua unit`, `import-staff` and `invite`: who works here, and how they are let in."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from random import Random
from secrets import SystemRandom
from typing import NamedTuple

import click

from bot import asking
from bot.config import Config, ZaloSection
from domain import roster_table
from domain.errors import CannotStart
from domain.folding import fold, nfc
from domain.invites import shown
from domain.markup import plain
from domain.people import Staff
from domain.roster import Plan
from domain.roster import plan as planned
from domain.roster_table import Row
from handlers import sheets
from handlers.roster_lines import lines
from handlers.roster_writing import Means, put
from storage import audit, invites, roster, settings, tree
from storage import people as staff
from storage.database import Database, Transaction, migrate
from storage.invites import Slip
from texts import render


@asynccontextmanager
async def opened(config: Config) -> AsyncIterator[Database]:
    migrate(config.database.path)
    database = await Database.open(config.database.path, beside=True)
    try:
        yield database
    finally:
        await database.close()


# Units --------------------------------------------------------------------------------------------


@click.group()
def unit() -> None:
    """Các phòng, đơn vị."""


@unit.command("add")
@click.option("--short", default="", help="Tên viết tắt, ví dụ HC&BTTP.")
@click.argument("name")
@click.pass_obj
def add_unit(config: Config, name: str, short: str) -> None:
    """Thêm một phòng, đơn vị."""
    name, short = " ".join(nfc(name).split()), " ".join(nfc(short).split())
    asyncio.run(_add_unit(config, name, short or name))
    click.echo(plain(render("people/unit_added", unit=name)))


async def _add_unit(config: Config, name: str, short: str) -> None:
    if not fold(name):
        raise CannotStart("unit_nameless")
    async with opened(config) as database, database.transaction() as tx:
        for known in (name, short):
            if await tree.unit_named(tx, known):
                raise CannotStart("unit_exists", name=known)
        unit_id = await tree.add_unit(tx, name, short)
        await audit.record(tx, config.local_now(), None, "unit.added", unit_id, origin=audit.ON_COMPUTER)


# People -------------------------------------------------------------------------------------------


@click.command("import-staff")
@click.option("--yes", is_flag=True, help="Ghi luôn, không hỏi lại.")
@click.option("--leave", is_flag=True, help="Cho thôi những người không có trong tệp.")
@click.argument("file", type=click.Path(path_type=Path))
@click.pass_obj
def import_staff(config: Config, file: Path, *, yes: bool, leave: bool) -> None:
    """Nhập danh sách từ tệp Excel, ODS hoặc CSV; xem trước rồi mới ghi."""
    listed = roster_table.listed(sheets.read(_content(file)))
    rows = listed.rows
    found = asyncio.run(_planned(config, rows))
    facts = {"file": file.name, "count": len(rows), "skipped": listed.skipped}
    click.echo(plain(render("roster/summary", plan=found, **facts)))
    for line in lines(found):
        click.echo(plain(line))
    if found.faults:
        raise CannotStart("roster_faulty", count=len(found.faults))
    if not (found.changes or (leave and found.missing)):
        return
    if yes or click.confirm(plain(render("roster/confirm", leave=len(found.missing) if leave else 0))):
        asyncio.run(_import(config, rows, found, leave=leave))
        click.echo(plain(render("roster/imported", plan=found, leave=leave)))


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise CannotStart("roster_unreadable", path=file, reason=error.strerror) from error


async def _planned(config: Config, rows: Sequence[Row]) -> Plan:
    async with opened(config) as database, database.transaction() as tx:
        return planned(rows, await roster.present(tx))


async def _import(config: Config, rows: Sequence[Row], agreed: Plan, *, leave: bool) -> None:
    """Write what was shown and agreed to, all of it or nothing."""
    async with opened(config) as database, database.transaction() as tx:
        if planned(rows, await roster.present(tx)) != agreed:
            raise CannotStart("roster_outdated")
        await enter(tx, config, agreed, config.local_now(), leave=leave)


async def enter(tx: Transaction, config: Config, plan: Plan, now: datetime, *, leave: bool = False) -> None:
    """Write it as the command line does, in nobody's name."""

    async def record(act: str, subjects: Sequence[int], fields: str) -> None:
        await audit.record_all(tx, now, None, act, subjects, fields, origin=audit.ON_COMPUTER)

    await put(Means(tx, config.as_office(), now, record), plan, leave=leave)


# Invites ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Invited:
    person: Staff
    slip: Slip


@click.command()
@click.option("--unit", "unit_name", default="", help="Chỉ những người của đơn vị này.")
@click.option("--all", "everybody", is_flag=True, help="Toàn cơ quan.")
@click.option("--person", "name", default="", help="Trong số người của --unit hoặc --all, chỉ người có họ tên này.")
@click.pass_obj
def invite(config: Config, unit_name: str, name: str, *, everybody: bool) -> None:
    """In phiếu mã kích hoạt cho những người chưa có tài khoản; mã cũ chưa dùng bị hủy."""
    if everybody == bool(unit_name):
        raise CannotStart("invite_whom")
    ways = asyncio.run(ways_of(config))
    invited = asyncio.run(_invite(config, unit_name, name, SystemRandom()))
    for one in invited:
        click.echo(slip_text(config, one, ways) + "\n")
    click.echo(plain(render("people/invited", count=len(invited), ways=ways)))


class Ways(NamedTuple):
    """How people get to the assistant: its name on Telegram, names and links on Zalo; none that is not known."""

    telegram: str
    zalo: list[tuple[str, str]]


def slip_text(config: Config, invited: Invited, ways: Ways) -> str:
    """What is printed and handed over; without a link where the platform could not be asked for its name."""
    link = f"https://t.me/{ways.telegram}?start=m_{invited.slip.token}" if ways.telegram else ""
    office = config.as_office()
    until = invited.slip.expires_at.astimezone(office.zone)
    code = shown(invited.slip.code)
    facts = {"office": office, "person": invited.person, "code": code, "until": until}
    return plain(render("people/slip", **facts, link=link, zalo=ways.zalo))


async def _invite(config: Config, unit_name: str, name: str, chance: Random) -> list[Invited]:
    async with opened(config) as database, database.transaction() as tx:
        unit_id = await unit_id_of(tx, unit_name) if unit_name else None
        waiting = await staff.without_account(tx, unit_id)
        chosen = [person for person in waiting if not name or fold(person.full_name) == fold(name)]
        return await issue_all(tx, chosen, chance, config.local_now())


async def issue_all(tx: Transaction, chosen: Sequence[Staff], chance: Random, now: datetime) -> list[Invited]:
    """One slip each. The same `chance` gives the same slips: the story seeds it."""
    invited = [Invited(person, await invites.issue(tx, person.id, chance, now)) for person in chosen]
    for one in invited:
        await audit.record(tx, now, None, "invite.issued", one.person.id, origin=audit.ON_COMPUTER)
    return invited


async def unit_id_of(tx: Transaction, name: str) -> int:
    found = await tree.unit_named(tx, name)
    if found is None:
        raise CannotStart("unit_unknown", name=name)
    return found.id


async def ways_of(config: Config) -> Ways:
    """The names are known once the program has run; else they are asked for."""
    token = config.telegram.secret()
    telegram = await _known(config, f"telegram.{token.partition(':')[0]}.username") if token else ""
    if token and not telegram:
        telegram = (await asking.telegram(config.telegram, token)).name
    return Ways(telegram, [await _zalo(config, *one) for one in config.zalo_tokens()])


async def _zalo(config: Config, section: ZaloSection, token: str) -> tuple[str, str]:
    name = await _known(config, f"zalo:{token.partition(':')[0]}.name")
    return name or (await asking.zalo(section, token)).name, section.share_link


async def _known(config: Config, name: str) -> str:
    async with opened(config) as database, database.transaction() as tx:
        return await settings.get(tx, name) or ""

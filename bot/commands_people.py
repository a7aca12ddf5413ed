"""`thidua unit`, `people` and `invite`: who works here, and how they are let in."""

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
from bot.clock import wall_clock
from bot.config import Config, ZaloSection
from domain import roster
from domain.errors import CannotStart
from domain.folding import fold, nfc
from domain.invites import shown
from domain.markup import plain
from domain.people import Staff
from storage import audit, invites, settings, tree
from storage import people as staff
from storage.database import Database, Transaction, migrate
from storage.invites import Slip
from texts import render


@asynccontextmanager
async def _opened(config: Config) -> AsyncIterator[Database]:
    migrate(config.database.path)
    database = await Database.open(config.database.path, beside=True)
    try:
        yield database
    finally:
        await database.close()


def _now(config: Config) -> datetime:
    return wall_clock(config.clock.file)().astimezone(config.as_office().zone)


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
    async with _opened(config) as database, database.transaction() as tx:
        for known in (name, short):
            if await tree.unit_named(tx, known):
                raise CannotStart("unit_exists", name=known)
        unit_id = await tree.add_unit(tx, name, short)
        await audit.record(tx, _now(config), None, "unit.added", unit_id, origin=audit.ON_COMPUTER)


# People -------------------------------------------------------------------------------------------


@click.group()
def people() -> None:
    """Danh sách công chức, viên chức, người lao động."""


@people.command("import")
@click.option("--yes", is_flag=True, help="Nhập luôn, không hỏi lại.")
@click.argument("file", type=click.Path(path_type=Path))
@click.pass_obj
def import_people(config: Config, file: Path, *, yes: bool) -> None:
    """Nhập danh sách từ tệp CSV; xem trước rồi mới ghi."""
    try:
        content = file.read_bytes()
    except OSError as error:
        raise CannotStart("roster_unreadable", path=file, reason=error.strerror) from error
    plan = asyncio.run(_planned(config, content))
    click.echo(plain(render("people/plan", plan=plan)))
    if plan.faults:
        raise CannotStart("roster_faulty", count=len(plan.faults))
    if not (plan.new or plan.changed):
        return
    if yes or click.confirm(plain(render("people/confirm"))):
        asyncio.run(_import(config, content, plan))
        click.echo(plain(render("people/imported", plan=plan)))


async def _planned(config: Config, content: bytes) -> roster.Plan:
    async with _opened(config) as database, database.transaction() as tx:
        return await _plan(tx, content)


async def _plan(tx: Transaction, content: bytes) -> roster.Plan:
    return roster.plan(content, await tree.units(tx), await staff.everybody(tx))


async def _import(config: Config, content: bytes, agreed: roster.Plan) -> None:
    """Write what was shown and agreed to, all of it or nothing."""
    async with _opened(config) as database, database.transaction() as tx:
        if await _plan(tx, content) != agreed:
            raise CannotStart("roster_outdated")
        await put(tx, agreed, _now(config))


async def put(tx: Transaction, plan: roster.Plan, now: datetime) -> None:
    """Write the new and the changed; nobody is deleted."""
    for new in (change.person for change in plan.new):
        staff_id = await staff.add_staff(tx, new.unit.id, new.full_name, new.gender, new.post, new.roles)
        await audit.record(tx, now, None, "staff.added", staff_id, origin=audit.ON_COMPUTER)
    for changed in (change.person for change in plan.changed):
        await staff.change_staff(tx, changed)
        await audit.record(tx, now, None, "staff.changed", changed.id, origin=audit.ON_COMPUTER)


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
    ways = asyncio.run(_ways(config))
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
    async with _opened(config) as database, database.transaction() as tx:
        unit_id = await _unit_id(tx, unit_name) if unit_name else None
        waiting = await staff.without_account(tx, unit_id)
        chosen = [person for person in waiting if not name or fold(person.full_name) == fold(name)]
        return await issue_all(tx, chosen, chance, _now(config))


async def issue_all(tx: Transaction, chosen: Sequence[Staff], chance: Random, now: datetime) -> list[Invited]:
    """One slip each. The same `chance` gives the same slips: the story seeds it."""
    invited = [Invited(person, await invites.issue(tx, person.id, chance, now)) for person in chosen]
    for one in invited:
        await audit.record(tx, now, None, "invite.issued", one.person.id, origin=audit.ON_COMPUTER)
    return invited


async def _unit_id(tx: Transaction, name: str) -> int:
    found = await tree.unit_named(tx, name)
    if found is None:
        raise CannotStart("unit_unknown", name=name)
    return found.id


async def _ways(config: Config) -> Ways:
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
    async with _opened(config) as database, database.transaction() as tx:
        return await settings.get(tx, name) or ""

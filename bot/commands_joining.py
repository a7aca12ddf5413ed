"""`thidua poster` and `thidua unlink`: a page with a code for the wall, and a lost phone."""

import asyncio
from datetime import datetime
from pathlib import Path
from secrets import SystemRandom

import click

from bot.commands_data import person_named
from bot.commands_people import Ways, opened, unit_id_of, ways_of
from bot.config import Config
from domain.errors import CannotStart
from domain.invites import LASTS, MOST_USES
from domain.markup import plain
from handlers import lost_phones, posters
from handlers.posters import Poster
from handlers.visit import Door
from storage import accounts, audit, invites, tree
from storage import joining as roster
from storage.database import Transaction
from storage.invites import Slip
from texts import render

# A page to print -----------------------------------------------------------------------------------


@click.command()
@click.option("--unit", "unit_name", default="", help="Kèm mã chung của đơn vị này; mã trước đây của đơn vị bị hủy.")
@click.option(
    "--uses", type=click.IntRange(1, MOST_USES), help="Mã dùng cho bao nhiêu người; không ghi: số chưa kích hoạt."
)
@click.option(
    "--out", type=click.Path(path_type=Path), default=Path(posters.NAME), show_default=True, help="Tệp ghi ra."
)
@click.pass_obj
def poster(config: Config, unit_name: str, uses: int | None, out: Path) -> None:
    """Ghi một trang A4 có mã QR để in, mở bằng trình duyệt."""
    ways = asyncio.run(ways_of(config))
    made = asyncio.run(_poster(config, ways, unit_name, uses))
    try:
        out.write_bytes(posters.page(made))
    except OSError as error:
        raise CannotStart("poster_unwritable", path=out, reason=error.strerror) from error
    click.echo(plain(render("people/poster", poster=made, path=out)))


async def _poster(config: Config, ways: Ways, unit_name: str, uses: int | None) -> Poster:
    office, now = config.as_office(), config.local_now()
    async with opened(config) as database, database.transaction() as tx:
        if not unit_name:
            return Poster(office, doors(ways))
        unit = await tree.get(tx, await unit_id_of(tx, unit_name))
        slip = await _unit_code(tx, unit.id, uses, now) if unit else None
        return Poster(office, doors(ways, slip.token if slip else ""), slip, unit=unit)


async def _unit_code(tx: Transaction, unit_id: int, uses: int | None, now: datetime) -> Slip:
    waiting = await roster.total(tx, {unit_id})
    slip = await invites.issue_for_unit(tx, unit_id, uses or max(waiting.inactive, 1), SystemRandom(), now, now + LASTS)
    await audit.record(tx, now, None, "invite.issued_for_unit", unit_id, "uses,expires_at", origin=audit.ON_COMPUTER)
    return slip


def doors(ways: Ways, token: str = "") -> list[Door]:
    """The links that open the assistant, with this token where a link carries one."""
    start = f"?start=m_{token}" if token else ""
    telegram = [Door("telegram", f"https://t.me/{ways.telegram}{start}")] if ways.telegram else []
    return [*(Door("zalo", link) for _, link in ways.zalo if link), *telegram]


# A lost phone --------------------------------------------------------------------------------------


@click.command()
@click.option("--unit", "unit_name", default="", help="Đơn vị của người ấy, khi có người trùng họ tên.")
@click.argument("name")
@click.pass_obj
def unlink(config: Config, name: str, unit_name: str) -> None:
    """Mất máy: ngắt ngay mọi tài khoản của một người, cấp mã kích hoạt mới."""
    click.echo(plain(asyncio.run(_unlink(config, name, unit_name))))


async def _unlink(config: Config, name: str, unit_name: str) -> str:
    now = config.local_now()
    async with opened(config) as database, database.transaction() as tx:
        person = await person_named(tx, name, unit_name)
        if person.left_at is not None:
            raise CannotStart("person_unknown", name=name)
        for account in await accounts.accounts_of(tx, person.id):
            await audit.record(tx, now, None, "account.cut_off", account.id, origin=audit.ON_COMPUTER)
        done = await lost_phones.cut(tx, person, SystemRandom(), now)
        await audit.record(tx, now, None, "invite.issued", person.id, origin=audit.ON_COMPUTER)
        return lost_phones.said(done, now)

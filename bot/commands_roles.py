"""`thidua role`: the first officer, the Director, the admin: given on the computer, because nobody in chat may."""

import asyncio

import click

from bot.commands_data import person_named
from bot.commands_people import opened, unit_id_of
from bot.config import Config
from domain.errors import CannotStart
from domain.markup import plain
from domain.people import Staff
from domain.permissions import OF_A_UNIT, Grant, Role
from storage import audit, grants
from storage.database import Transaction
from texts import render, role_name

ROLES = [role.value for role in Role if role is not Role.STAFF]


@click.command()
@click.option("--unit", "unit_name", default="", help="Đơn vị của người ấy, khi có người trùng họ tên.")
@click.option("--in", "where", default="", help="Phạm vi của vai trò; không ghi: toàn Sở, hoặc đơn vị của người ấy.")
@click.option("--take", is_flag=True, help="Thu hồi thay vì giao.")
@click.argument("name")
@click.argument("role", type=click.Choice(ROLES))
@click.pass_obj
def role(config: Config, name: str, role: str, unit_name: str, where: str, *, take: bool) -> None:
    """Giao hoặc thu hồi một vai trò, ví dụ: thidua role "Lê Minh Quang" director."""
    text = asyncio.run(_change(config, (name, unit_name), Role(role), where, take=take))
    click.echo(plain(text))


async def _change(config: Config, whom: tuple[str, str], role: Role, where: str, *, take: bool) -> str:
    async with opened(config) as database, database.transaction() as tx:
        person = await person_named(tx, *whom)
        scope = await unit_id_of(tx, where) if where else person.unit.id if role in OF_A_UNIT else None
        done = await (_take(tx, person, role, scope) if take else grants.add(tx, person.id, Grant(role, scope), None))
        act = f"role.{'taken' if take else 'given'}.{role}"
        if done:
            await audit.record(tx, config.local_now(), None, act, person.id, "role,unit", origin=audit.ON_COMPUTER)
        return render("roles/on_computer", person=person, role=role_name(role), take=take, done=bool(done))


async def _take(tx: Transaction, person: Staff, role: Role, scope: int | None) -> bool:
    if role is Role.OFFICER and scope is None and await grants.last_officer(tx, person.id):
        raise CannotStart("last_officer")
    held = [one for one in await grants.of(tx, person.id) if one.grant == Grant(role, scope)]
    return any([await grants.end(tx, one) for one in held])

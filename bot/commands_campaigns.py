"""`thidua campaign`: publish, correct and cancel a campaign; what would happen is shown and asked about first."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import click

from bot.clock import wall_clock
from bot.config import Config
from domain.campaigns import Campaign
from domain.errors import CannotStart
from domain.markup import plain
from handlers import approvals, broadcasts, publication
from handlers.announcements import opening_facts
from handlers.publication import Desk
from storage import audit, campaigns, tree
from storage.database import Database, migrate
from texts import render

file_argument = click.argument("file", type=click.Path(path_type=Path))
id_argument = click.argument("campaign_id", metavar="ID", type=click.IntRange(min=1, max=2**63 - 1))
yes_option = click.option("--yes", is_flag=True, help="Không hỏi lại.")


@click.group()
def campaign() -> None:
    """Công bố, đính chính, hủy một đợt thi đua (tệp theo mẫu campaign.example.toml)."""


@campaign.command()
@file_argument
@yes_option
@click.pass_obj
def publish(config: Config, file: Path, *, yes: bool) -> None:
    """Công bố đợt thi đua trong tệp FILE."""
    content = _content(file)
    click.echo(_at_desk(config, lambda desk: _preview(desk, content)))
    if yes or click.confirm(render("publishing/confirm_publish")):
        click.echo(_at_desk(config, lambda desk: _publish(desk, content)))


@campaign.command()
@id_argument
@file_argument
@yes_option
@click.pass_obj
def correct(config: Config, campaign_id: int, file: Path, *, yes: bool) -> None:
    """Đính chính đợt thi đua số ID theo tệp FILE."""
    content = _content(file)
    click.echo(_at_desk(config, lambda desk: _changes(desk, campaign_id, content)))
    if yes or click.confirm(render("publishing/confirm_correct")):
        click.echo(_at_desk(config, lambda desk: _correct(desk, campaign_id, content)))


@campaign.command()
@id_argument
@yes_option
@click.pass_obj
def cancel(config: Config, campaign_id: int, *, yes: bool) -> None:
    """Hủy đợt thi đua số ID: không tin nào về đợt này được gửi nữa."""
    click.echo(_at_desk(config, lambda desk: _about(desk, campaign_id, "publishing/ask_cancel")))
    if yes or click.confirm(render("publishing/confirm_cancel")):
        click.echo(_at_desk(config, lambda desk: _cancel(desk, campaign_id)))


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise CannotStart("file_unreadable", path=file) from error


def _at_desk(config: Config, work: Callable[[Desk], Awaitable[str]]) -> str:
    """Do it in one transaction, beside the program if that runs; what is to be printed."""
    migrate(config.database.path)
    return plain(asyncio.run(_worked(config, work)))


async def _worked(config: Config, work: Callable[[Desk], Awaitable[str]]) -> str:
    office = config.as_office()
    database = await Database.open(config.database.path, beside=True)
    try:
        async with database.transaction() as tx:
            now = wall_clock(config.clock.file)().astimezone(office.zone)
            return await work(Desk(tx, office, now, origin=audit.ON_COMPUTER))
    finally:
        await database.close()


async def _preview(desk: Desk, content: bytes) -> str:
    found = (await publication.read(desk, content)).campaign(desk.now)
    opens = publication.opening_time(desk, found)
    facts = await opening_facts(desk.tx, found, opens, None)
    facts |= {"reach": await publication.reach(desk, found), "same": await publication.same_name(desk, found)}
    facts |= {"awaited": None, "hears": None, "needed": approvals.needed(desk.office)}
    return render("publishing/preview", **facts, opens=opens)


async def _publish(desk: Desk, content: bytes) -> str:
    kept = await publication.draft(desk, content)
    if approvals.needed(desk.office):
        return await _told(desk, await approvals.ask(desk, kept), "publishing/presented")
    return await _told(desk, await publication.publish(desk, kept), "publishing/waiting")


async def _changes(desk: Desk, campaign_id: int, content: bytes) -> str:
    before, after = await _both(desk, campaign_id, content)
    names = {unit.id: unit.name for unit in await tree.units(desk.tx)}
    facts: dict[str, Any] = {"before": before, "after": after, "changes": before.changes(after), "names": names}
    facts |= await publication.affected(desk, before, after)
    return render("publishing/changes", **facts, heard=(0, 0))


async def _both(desk: Desk, campaign_id: int, content: bytes) -> tuple[Campaign, Campaign]:
    before = await campaigns.get(desk.tx, campaign_id)
    return before, publication.corrected(desk, before, await publication.read(desk, content))


async def _correct(desk: Desk, campaign_id: int, content: bytes) -> str:
    _, after = await _both(desk, campaign_id, content)
    return await _told(desk, await publication.correct(desk, after), "publishing/corrected")


async def _about(desk: Desk, campaign_id: int, text: str) -> str:
    return await _told(desk, await campaigns.get(desk.tx, campaign_id), text)


async def _cancel(desk: Desk, campaign_id: int) -> str:
    found = await campaigns.get(desk.tx, campaign_id)
    return await _told(desk, await publication.cancel(desk, found), "publishing/cancelled")


async def _told(desk: Desk, found: Campaign, text: str) -> str:
    facts = {"reach": await publication.reach(desk, found), "told": await broadcasts.told_of(desk.tx, found.id)}
    return render(text, campaign=found, now=desk.now, **facts, shares=[], notice=None)

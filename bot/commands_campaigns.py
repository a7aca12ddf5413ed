"""`thidua campaign`: publish, correct and cancel a campaign, and take its later steps; what would happen is shown and
asked about first."""

from pathlib import Path

import click

from bot import commands_stages
from bot.commands_stages import id_argument, yes_option
from bot.config import Config
from bot.desk import at_desk, told
from domain.campaigns import Campaign
from domain.errors import CannotStart
from handlers import approvals, campaign_changes, publication
from handlers.announcements import opening_facts
from handlers.publication import Desk
from storage import campaigns
from texts import render

file_argument = click.argument("file", type=click.Path(path_type=Path))


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
    click.echo(at_desk(config, lambda desk: _preview(desk, content)))
    if yes or click.confirm(render("publishing/confirm_publish")):
        click.echo(at_desk(config, lambda desk: _publish(desk, content)))


@campaign.command()
@id_argument
@file_argument
@yes_option
@click.pass_obj
def correct(config: Config, campaign_id: int, file: Path, *, yes: bool) -> None:
    """Đính chính đợt thi đua số ID theo tệp FILE."""
    content = _content(file)
    click.echo(at_desk(config, lambda desk: _changes(desk, campaign_id, content)))
    if yes or click.confirm(render("publishing/confirm_correct")):
        click.echo(at_desk(config, lambda desk: _correct(desk, campaign_id, content)))


@campaign.command()
@id_argument
@click.option("--tell", is_flag=True, help="Báo người đã đăng ký, sau ít nhất hai phút.")
@yes_option
@click.pass_obj
def cancel(config: Config, campaign_id: int, *, tell: bool, yes: bool) -> None:
    """Hủy đợt thi đua số ID: mọi tin đang chờ về đợt này được dừng."""
    click.echo(at_desk(config, lambda desk: _about(desk, campaign_id, "publishing/ask_cancel")))
    if yes or click.confirm(render("publishing/confirm_cancel")):
        click.echo(at_desk(config, lambda desk: _cancel(desk, campaign_id, tell=tell)))


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise CannotStart("file_unreadable", path=file) from error


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
        return await told(desk, await approvals.ask(desk, kept), "publishing/presented")
    return await told(desk, await publication.publish(desk, kept), "publishing/waiting")


async def _changes(desk: Desk, campaign_id: int, content: bytes) -> str:
    before, after = await _both(desk, campaign_id, content)
    facts = await campaign_changes.shown(desk, before, after, await publication.around(desk, campaign_id))
    return render("publishing/changes", **facts, heard=(0, 0))


async def _both(desk: Desk, campaign_id: int, content: bytes) -> tuple[Campaign, Campaign]:
    before = await campaigns.get(desk.tx, campaign_id)
    return before, publication.corrected(desk, before, await publication.read(desk, content, campaign_id))


async def _correct(desk: Desk, campaign_id: int, content: bytes) -> str:
    _, after = await _both(desk, campaign_id, content)
    return await told(desk, await publication.correct(desk, after), "publishing/corrected")


async def _about(desk: Desk, campaign_id: int, text: str) -> str:
    return await told(desk, await campaigns.get(desk.tx, campaign_id), text)


async def _cancel(desk: Desk, campaign_id: int, *, tell: bool) -> str:
    found = await campaigns.get(desk.tx, campaign_id)
    return await told(desk, await publication.cancel(desk, found, tell=tell), "publishing/cancelled")


for one in commands_stages.COMMANDS:
    campaign.add_command(one)

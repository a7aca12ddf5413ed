"""`thidua export`: all the files of a campaign that leave the office, where no chat can send them."""

import asyncio
from pathlib import Path

import click

from bot.commands_data import written
from bot.commands_people import opened
from bot.commands_stages import id_argument
from bot.config import Config
from domain.campaigns import Campaign
from domain.errors import CannotStart, Refused
from domain.markup import plain
from domain.messages import Attachment
from domain.summaries import Doubt
from handlers import exporting, summaries
from storage import audit, campaigns
from storage.database import Transaction
from texts import render


@click.command()
@id_argument
@click.option("--folder", type=click.Path(path_type=Path, file_okay=False), default=Path(), help="Nơi ghi các tệp.")
@click.pass_obj
def export(config: Config, campaign_id: int, folder: Path) -> None:
    """Ghi các biểu Excel, dự thảo công văn và bản đăng ký từng đơn vị của đợt thi đua số ID."""
    said, files = asyncio.run(_made(config, campaign_id))
    click.echo(plain(said))
    _ready(folder)
    for one in files:
        click.echo(written(folder / one.name, one.content))


async def _made(config: Config, campaign_id: int) -> tuple[str, list[Attachment]]:
    """What must be looked at leads, then the files."""
    async with opened(config) as database, database.transaction() as tx:
        now = config.local_now()
        summary = await summaries.of(tx, await _standing(tx, campaign_id), None, now)
        files = await exporting.everything(tx, summary, config.office.name)
        await audit.record(tx, now, None, "campaign.exported", campaign_id, origin=audit.ON_COMPUTER)
        return render("summaries/summary", summary=summary, kinds=list(Doubt)), files


async def _standing(tx: Transaction, campaign_id: int) -> Campaign:
    """Refused("not_exported") for a draft or a cancelled one, of which the chat gives no files either."""
    campaign = await campaigns.get(tx, campaign_id)
    if not campaign.stands:
        raise Refused("not_exported", campaign=campaign)
    return campaign


def _ready(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotStart("file_unwritable", path=folder, reason=error.strerror) from error

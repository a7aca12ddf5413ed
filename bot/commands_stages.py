"""`thidua campaign review`, `interim-done`, `decide`, `archive`: the later steps of a campaign."""

from typing import Any

import click

from bot.config import Config
from bot.desk import at_desk, told
from domain.award_decisions import said_decision
from domain.campaigns import OPEN, CampaignState
from domain.interim_days import said_interim
from handlers import left_open, publication
from handlers.publication import Desk
from storage import campaigns
from texts import render

id_argument = click.argument("campaign_id", metavar="ID", type=click.IntRange(min=1, max=2**63 - 1))
yes_option = click.option("--yes", is_flag=True, help="Không hỏi lại.")


@click.command()
@id_argument
@yes_option
@click.pass_obj
def review(config: Config, campaign_id: int, *, yes: bool) -> None:
    """Bắt đầu bình xét đợt thi đua số ID đã kết thúc."""
    _asked_and_taken(config, campaign_id, CampaignState.REVIEWING, "lifecycle/ask_begin_review", yes=yes)


@click.command()
@id_argument
@yes_option
@click.pass_obj
def archive(config: Config, campaign_id: int, *, yes: bool) -> None:
    """Lưu hồ sơ đợt thi đua số ID đã có quyết định."""
    _asked_and_taken(config, campaign_id, CampaignState.ARCHIVED, "lifecycle/ask_archive", yes=yes)


@click.command("interim-done")
@id_argument
@click.option("--next", "coming", default="", help="Ngày sơ kết lần sau, ví dụ 30/9.")
@click.pass_obj
def interim_done(config: Config, campaign_id: int, coming: str) -> None:
    """Ghi đợt thi đua số ID đã sơ kết xong."""

    async def done(desk: Desk) -> str:
        found = await campaigns.get(desk.tx, campaign_id)
        day = said_interim(coming, found, desk.now) if coming else None
        content = found.content.model_copy(update={"interim": day})
        return await _taken(desk, campaign_id, CampaignState.RUNNING, content=content)

    click.echo(at_desk(config, done))


@click.command()
@id_argument
@click.argument("decision")
@yes_option
@click.pass_obj
def decide(config: Config, campaign_id: int, decision: str, *, yes: bool) -> None:
    """Ghi quyết định khen thưởng của đợt số ID, ví dụ: thidua campaign decide 3 "120/QĐ-STP 05/9/2026"."""

    async def asked(desk: Desk) -> str:
        found = await campaigns.get(desk.tx, campaign_id)
        signed = said_decision(decision, desk.office.name, desk.now)
        left = await left_open.of(desk, found)
        return render("lifecycle/ask_sure", campaign=found, decision=signed, left=left)

    async def decided(desk: Desk) -> str:
        found = await campaigns.get(desk.tx, campaign_id)
        signed = said_decision(decision, desk.office.name, desk.now)
        return await _taken(desk, campaign_id, CampaignState.DECIDED, documents=(*found.documents, signed))

    click.echo(at_desk(config, asked))
    if yes or click.confirm(render("lifecycle/confirm")):
        click.echo(at_desk(config, decided))


def _asked_and_taken(config: Config, campaign_id: int, to: CampaignState, text: str, *, yes: bool) -> None:
    async def asked(desk: Desk) -> str:
        found = await campaigns.get(desk.tx, campaign_id)
        return render(text, campaign=found, left=await left_open.of(desk, found))

    click.echo(at_desk(config, asked))
    if yes or click.confirm(render("lifecycle/confirm")):
        click.echo(at_desk(config, lambda desk: _taken(desk, campaign_id, to)))


async def _taken(desk: Desk, campaign_id: int, to: CampaignState, **changes: Any) -> str:
    taken = await publication.take_step(desk, await campaigns.get(desk.tx, campaign_id), to, **changes)
    return await told(desk, taken, "publishing/opened" if taken.state in OPEN else "lifecycle/over")


COMMANDS = (review, interim_done, decide, archive)

"""`thidua check` says what would happen; `thidua backup` keeps a proven copy."""

import asyncio
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
from telegram import Bot
from telegram.error import InvalidToken, TelegramError
from telegram.request import HTTPXRequest

from bot.clock import wall_clock
from bot.config import Config, TelegramSection
from domain.errors import CannotStart
from domain.markup import plain
from storage import inbox, outbox, overview
from storage.database import Database, DatabaseTrouble, back_up, latest_version, version_of
from texts import render

PATIENCE = 5.0  # seconds for the platform to answer
BYTES_PER_GB = 1_000_000_000


@click.command()
@click.pass_context
def check(ctx: click.Context) -> None:
    """Nói chương trình sẽ làm gì với cấu hình này, và tin nào đã để riêng. Mã thoát 0: chạy được."""
    config: Config = ctx.obj
    telegram, trouble = asyncio.run(_telegram(config.telegram))
    facts = asyncio.run(_database(config)) if config.database.path.exists() else None
    usable = trouble is False and _writable(config.database.path)
    now = wall_clock(config.clock.file)().astimezone(config.as_office().zone)
    text = render(
        "check/check",
        path=ctx.meta["config"],
        config=config,
        now=now,
        telegram=telegram,
        database=facts,
        writable=_writable(config.database.path),
        free=shutil.disk_usage(config.database.path.parent).free // BYTES_PER_GB,
        usable=usable,
    )
    click.echo(plain(text))
    ctx.exit(0 if usable else 1)


async def _telegram(section: TelegramSection) -> tuple[str, bool]:
    """One sentence on the platform, and whether it stops the program."""
    token = section.secret()
    if not token:
        return render("check/no_token"), True
    proxy = section.proxy.get_secret_value() or None
    request = HTTPXRequest(connect_timeout=PATIENCE, read_timeout=PATIENCE, proxy=proxy)
    try:
        async with Bot(token, base_url=f"{section.base_url}/bot", request=request) as bot:
            return render("check/telegram_on", username=bot.username, section=section), False
    except InvalidToken:
        return render("check/token_refused"), True
    except TelegramError:
        return render("check/telegram_silent", section=section), False


async def _database(config: Config) -> dict[str, Any]:
    version = version_of(config.database.path)
    if version > latest_version():
        raise CannotStart("database_newer", path=config.database.path, found=version, known=latest_version())
    if version < latest_version():
        return {"old": True}
    database = await Database.open(config.database.path, beside=True)
    try:
        async with database.transaction() as tx:
            return {
                "old": False,
                "counts": await overview.counts(tx),
                "asides": await inbox.asides(tx),
                "failures": await outbox.failures(tx),
                "stopped": await overview.stopped_edges(tx),
            }
    finally:
        await database.close()


def _writable(path: Path) -> bool:
    """Whether the database, or the folder it would be made in, can be written."""
    try:
        with (path if path.exists() else path.with_name(f"{path.name}.lock")).open("ab"):
            return True
    except OSError:
        return False


@click.command()
@click.argument("target", type=click.Path(path_type=Path), required=False)
@click.pass_obj
def backup(config: Config, target: Path | None) -> None:
    """Sao lưu khi chương trình vẫn chạy, mở bản sao và đếm lại. TARGET: tệp bản sao."""
    source = config.database.path
    if not source.exists():
        raise CannotStart("no_database", path=source)
    copy = target or source.with_name(f"{source.stem}-{datetime.now(UTC):%Y%m%d-%H%M%S}.db")
    if copy.exists():
        raise CannotStart("backup_exists", path=copy)
    try:
        rows = back_up(source, copy)
    except (OSError, DatabaseTrouble) as error:
        copy.unlink(missing_ok=True)
        raise CannotStart("backup_failed", path=copy, reason=str(error)) from error
    click.echo(plain(render("check/backed_up", path=copy, rows=rows)))

"""`thidua check` says what would happen; `thidua backup` keeps a proven copy."""

import asyncio
import shutil
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

import click

from bot import asking, other_bots, zalo
from bot.config import Config, TelegramSection, ZaloSection
from domain import quota
from domain.errors import CannotStart
from domain.markup import plain
from storage import backups, copies, groups, inbox, outbox, overview, pulse
from storage.backing_up import back_up
from storage.database import Database, DatabaseTrouble, latest_version, version_of
from texts import render

BYTES_PER_GB = 1_000_000_000


@click.command()
@click.pass_context
def check(ctx: click.Context) -> None:
    """Nói chương trình sẽ làm gì với cấu hình này, và tin nào đã để riêng. Mã thoát 0: chạy được."""
    config: Config = ctx.obj
    platforms = asyncio.run(_platforms(config))
    now = config.local_now()
    facts = asyncio.run(_database(config, now)) if config.database.path.exists() else None
    usable = any(one.on for one in platforms) and _writable(config.database.path)
    text = render(
        "check/check",
        path=ctx.meta["config"],
        config=config,
        now=now,
        platforms=[one.sentence for one in platforms],
        room=_room(config, facts),
        database=facts,
        writable=_writable(config.database.path),
        free=shutil.disk_usage(config.database.path.parent).free // BYTES_PER_GB,
        usable=usable,
    )
    click.echo(plain(text))
    ctx.exit(0 if usable else 1)


class Platform(NamedTuple):
    """One sentence on a platform, and whether it can be used."""

    sentence: str
    on: bool


async def _platforms(config: Config) -> list[Platform]:
    tokens = config.zalo_tokens()
    found = [await _zalo(section, token) for section, token in tokens] or [Platform(render("check/no_zalo"), on=False)]
    return [*found, await _telegram(config.telegram)]


async def _telegram(section: TelegramSection) -> Platform:
    token = section.secret()
    if not token:
        return Platform(render("check/no_token"), on=False)
    answer = await asking.telegram(section, token)
    if answer.refused:
        return Platform(render("check/token_refused"), on=False)
    text = "check/telegram_on" if answer.name else "check/telegram_silent"
    return Platform(render(text, username=answer.name, section=section), on=True)


async def _zalo(section: ZaloSection, token: str) -> Platform:
    answer = await asking.zalo(section, token)
    if answer.refused:
        return Platform(render("check/zalo_refused"), on=False)
    return Platform(render("check/zalo_on", called=answer.name, section=section), on=True)


def _room(config: Config, facts: dict[str, Any] | None) -> dict[str, int] | None:
    """What the Zalo tokens hold, beside what this office would need; None where there is nothing to compare."""
    sections = [section for section, _ in config.zalo_tokens()]
    if not sections or facts is None or facts["old"]:
        return None
    staff = facts["counts"]["staff"]
    return {
        "tokens": len(sections),
        "staff": staff,
        "people": sum(one.most_people for one in sections),
        "needed": staff * quota.A_PERSON_NEEDS,
        "messages": sum(one.most_messages for one in sections),
        "groups": sum(one.most_groups for one in sections),
        "linked": sum(platform.startswith(f"{zalo.KIND}:") for platform in facts["linked"]),
    }


async def _database(config: Config, now: datetime) -> dict[str, Any]:
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
                "pulse": await pulse.read(tx, now),
                "other_bots": await other_bots.warnings(tx, config),
                "linked": [group.chat.platform for group in await groups.linked(tx)],
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
    """Sao lưu khi chương trình vẫn chạy, mở bản sao và đếm lại. TARGET: tệp bản sao; bỏ trống: vào thư mục sao lưu."""
    source = config.database.path
    if not source.exists():
        raise CannotStart("no_database", path=source)
    if target and target.exists():
        raise CannotStart("backup_exists", path=target)
    copy, rows = _copied(config, target)
    asyncio.run(_note_backup(config))
    click.echo(plain(render("check/backed_up", path=copy, rows=rows)))


def _copied(config: Config, target: Path | None) -> tuple[Path, int]:
    """Where the copy is, and its rows."""
    source, folder = config.database.path, config.backup.folder
    try:
        return (target, back_up(source, target)) if target else copies.make(source, folder, config.local_now())
    except (OSError, DatabaseTrouble) as error:
        raise CannotStart("backup_failed", path=target or folder, reason=str(error)) from error


async def _note_backup(config: Config) -> None:
    """The officers' morning message says when the last copy was made."""
    database = await Database.open(config.database.path, beside=True)
    try:
        async with database.transaction() as tx:
            await backups.made(tx, config.local_now())
    finally:
        await database.close()

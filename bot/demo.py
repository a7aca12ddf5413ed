"""The demo on its stage: told at once to the end, shown on the page's phones, or talked with in the terminal."""

import asyncio
import sys
from functools import partial
from pathlib import Path

import click
import httpx

from bot import story
from bot.record import Chat
from bot.stage import TELEGRAM, ZALO, Stage, stage_on, zalo_id
from bot.story_cast import DUNG, GROUP, HOA, LAN_ANH, START
from domain.errors import CannotStart
from domain.markup import plain
from sandbox import Sandbox
from sandbox.phone import chat
from texts import render

PHONES: dict[str, int | str] = {  # a clerk on Zalo, the others on Telegram
    "clerk": zalo_id(HOA),
    "head": DUNG,
    "officer": LAN_ANH,
}
ON_THE_PAGE = ((ZALO, zalo_id(HOA)), (TELEGRAM, str(LAN_ANH)), (TELEGRAM, str(GROUP)))
FIRST_LOOK = 15.0  # seconds for somebody to open the page before the story begins without them
ACT, ASIDE = 1.2, 0.6  # seconds to read what was done and answered, and what was said unasked


async def tell(sandbox: Sandbox, scratch: Path, folder: Path) -> None:
    """The story without a pause; its transcript is printed."""
    async with stage_on(sandbox, scratch, START) as one:
        await story.play(one)
        one.record.write(folder)
        click.echo(one.record.transcript())
        click.echo(plain(render("demo/recorded", folder=folder)))


async def show(sandbox: Sandbox, scratch: Path, folder: Path, *, elsewhere: str) -> None:
    """The story on the page; then from its last instant time goes on by itself, until the program is stopped."""
    sandbox.page.phones = ON_THE_PAGE
    async with stage_on(sandbox, scratch, START) as one:
        one.pace = partial(_pace, sandbox)
        await sandbox.page.play.begin(FIRST_LOOK)
        await story.play(one)
        one.go_on()
        sandbox.page.play.end()
        one.record.write(folder)
        click.echo(plain(render("demo/recorded", folder=folder)))
        click.echo(plain(render("demo/open", url=sandbox.url, phones=_named(one), elsewhere=elsewhere)))
        await asyncio.wait([one.running])


async def _pace(sandbox: Sandbox, where: Chat | None) -> None:
    if where is None:
        await sandbox.page.play.beat(ASIDE)
    else:
        await sandbox.page.play.beat(ACT, where.platform, where.id)


def _named(one: Stage) -> list[tuple[str, str]]:
    keys = {role: (TELEGRAM if isinstance(who, int) else ZALO, str(who)) for role, who in PHONES.items()}
    return [(role, one.record.chats[key].heading) for role, key in keys.items()]


async def talk(role: str, port: int) -> None:
    """Be somebody's phone in the terminal. Raises CannotStart if no demo is open there."""
    loop = asyncio.get_running_loop()

    async def read_line() -> str | None:
        line = await loop.run_in_executor(None, sys.stdin.readline)
        return line or None

    try:
        await chat(f"http://127.0.0.1:{port}", PHONES[role], read_line, click.echo)
    except httpx.HTTPError as error:
        raise CannotStart("no_demo", port=port) from error

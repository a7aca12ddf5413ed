"""`thidua demo`: the whole drive in the sandbox, then a chat with the assistant; no token, no network."""

import asyncio
import socket
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

import click
import httpx

from bot import logs, story
from bot.stage import TELEGRAM, ZALO, Stage, stage, zalo_id
from domain.errors import CannotStart
from domain.markup import plain
from sandbox.phone import chat
from texts import render

PORT = 8081
PHONES: dict[str, int | str] = {  # a clerk on Zalo, the others on Telegram
    "clerk": zalo_id(story.HOA),
    "head": story.DUNG,
    "officer": story.LAN_ANH,
}


@click.command()
@click.option("--story", "ends", is_flag=True, help="Chỉ diễn câu chuyện rồi kết thúc.")
@click.option("--into", "folder", type=click.Path(path_type=Path), default=Path("demo"), show_default=True)
@click.option("--port", type=int, default=PORT, show_default=True, help="Cổng của hộp cát.")
@click.option("--as", "role", type=click.Choice(sorted(PHONES)), help="Nhắn với trợ lý bằng điện thoại của người này.")
def demo(*, ends: bool, folder: Path, port: int, role: str | None) -> None:
    """Diễn một đợt thi đua trong hộp cát trên máy này, rồi để mở cho người xem thử."""
    if role is not None:
        asyncio.run(_talk(PHONES[role], port))
        return
    logs.set_up([])
    with suppress(KeyboardInterrupt):
        asyncio.run(_play(folder, 0 if ends else port, ends=ends))


async def _play(folder: Path, port: int, *, ends: bool) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotStart("folder_unwritable", path=folder) from error
    _require_free(port)
    with tempfile.TemporaryDirectory(prefix="thidua-") as scratch:
        async with stage(Path(scratch), story.START, port) as one:
            await story.play(one)
            one.record.write(folder)
            click.echo(one.record.transcript())
            click.echo(plain(render("demo/recorded", folder=folder)))
            if not ends:
                await _stay_open(one, port)


def _require_free(port: int) -> None:
    """Only a port that is taken is called so; whatever else goes wrong on the stage is told as it is."""
    try:
        socket.create_server(("127.0.0.1", port)).close()
    except (OSError, OverflowError) as error:
        raise CannotStart("port_in_use", port=port) from error


async def _stay_open(one: Stage, port: int) -> None:
    """From the story's last instant time goes on by itself."""
    one.go_on()
    phones = [(role, one.record.chats[_key(who)].heading) for role, who in PHONES.items()]
    elsewhere = "" if port == PORT else f" --port {port}"
    click.echo(plain(render("demo/open", url=one.sandbox.url, phones=phones, elsewhere=elsewhere)))
    await asyncio.wait([one.running])


def _key(person: int | str) -> tuple[str, str]:
    return (TELEGRAM, str(person)) if isinstance(person, int) else (ZALO, person)


async def _talk(person: int | str, port: int) -> None:
    loop = asyncio.get_running_loop()

    async def read_line() -> str | None:
        line = await loop.run_in_executor(None, sys.stdin.readline)
        return line or None

    try:
        await chat(f"http://127.0.0.1:{port}", person, read_line, click.echo)
    except httpx.HTTPError as error:
        raise CannotStart("no_demo", port=port) from error

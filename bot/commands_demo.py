"""`thidua demo`: the whole drive in the sandbox, then a chat with the assistant; no token, no network.

The sandbox stands before the rest of the program is loaded, so that its page can be opened at once.
"""

import asyncio
import os
import socket
import sys
import tempfile
import webbrowser
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from importlib import import_module
from pathlib import Path
from threading import Thread

import click

from bot import logs
from domain.errors import CannotStart
from sandbox import Sandbox

PORT = 8081
ROLES = ("clerk", "head", "officer")
READY = "Sẵn sàng: {url}"  # not among the texts, which take their time to load
CLOCK = "clock"


@click.command()
@click.option("--story", "ends", is_flag=True, help="Chỉ diễn câu chuyện rồi kết thúc.")
@click.option("--into", "folder", type=click.Path(path_type=Path), default=Path("demo"), show_default=True)
@click.option("--port", type=int, default=PORT, show_default=True, help="Cổng của hộp cát.")
@click.option("--as", "role", type=click.Choice(ROLES), help="Nhắn với trợ lý bằng điện thoại của người này.")
def demo(*, ends: bool, folder: Path, port: int, role: str | None) -> None:
    """Diễn một đợt thi đua trong hộp cát trên máy này, rồi để mở cho người xem thử."""
    logs.set_up([])
    with suppress(KeyboardInterrupt):
        asyncio.run(_talk(role, port) if role else _play(folder, port, ends=ends))


async def _play(folder: Path, port: int, *, ends: bool) -> None:
    _require_writable(folder)
    async with _sandbox(0 if ends else port) as (sandbox, scratch):
        if not ends:
            sandbox.page.play.prepare()
            click.echo(READY.format(url=sandbox.url))
            Thread(target=_open_browser, args=(sandbox.url,), daemon=True).start()  # it may take its time, or hang
        playing = await asyncio.to_thread(import_module, "bot.demo")  # meanwhile the page is served
        if ends:
            await playing.tell(sandbox, scratch, folder)
        else:
            await playing.show(sandbox, scratch, folder, elsewhere="" if port == PORT else f" --port {port}")


@asynccontextmanager
async def _sandbox(port: int) -> AsyncIterator[tuple[Sandbox, Path]]:
    """Running, its clock in a folder that is gone afterwards."""
    _require_free(port)
    with tempfile.TemporaryDirectory(prefix="thidua-") as scratch:
        async with Sandbox(port=port, clock_file=Path(scratch) / CLOCK) as sandbox:
            yield sandbox, Path(scratch)


def _require_writable(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotStart("folder_unwritable", path=folder) from error


def _require_free(port: int) -> None:
    """Only a port that is taken is called so; whatever else goes wrong on the stage is told as it is."""
    try:
        socket.create_server(("127.0.0.1", port)).close()
    except (OSError, OverflowError) as error:
        raise CannotStart("port_in_use", port=port) from error


def _open_browser(url: str) -> None:
    """Where there is a desktop to open it on; that it could not be opened is no trouble: the address is printed."""
    if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return
    with suppress(webbrowser.Error, OSError):
        webbrowser.open(url)


async def _talk(role: str, port: int) -> None:
    talking = await asyncio.to_thread(import_module, "bot.demo")
    await talking.talk(role, port)

"""`thidua run`: the assistant itself, until it is stopped."""

import asyncio
import signal

import click

from bot import logs
from bot.app import serve
from bot.config import Config


@click.command()
@click.pass_obj
def run(config: Config) -> None:
    """Chạy trợ lý cho đến khi được dừng (Ctrl+C)."""
    logs.set_up(config.secrets())
    asyncio.run(_run(config))


async def _run(config: Config) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for one in (signal.SIGINT, signal.SIGTERM):
        try:
            loop.add_signal_handler(one, stop.set)
        except NotImplementedError:  # Windows: Ctrl+C cancels the run instead
            signal.signal(one, lambda *_: loop.call_soon_threadsafe(stop.set))
    await serve(config, stop)

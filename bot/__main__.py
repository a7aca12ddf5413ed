"""The command line: `thidua`, the same as `python -m bot`."""

import asyncio
import signal
import sys
from pathlib import Path
from typing import Any

import click

from bot import logs
from bot.app import serve
from bot.commands_campaigns import campaign
from bot.commands_check import backup, check
from bot.commands_demo import demo
from bot.commands_people import invite, people, unit
from bot.config import Config, load
from domain.errors import CannotStart, Refused
from domain.markup import plain
from storage.database import DatabaseTrouble
from texts import cannot_start, refusal


class OneSentence(click.Group):
    """A mistake of the operator's is one sentence on standard error and exit code 1, never a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except CannotStart as error:
            sentence = cannot_start(error)
        except Refused as error:
            sentence = plain(refusal(error))
        except DatabaseTrouble as error:
            sentence = cannot_start(CannotStart("database_trouble", reason=str(error)))
        click.echo(sentence, err=True)
        raise SystemExit(1)


@click.group(cls=OneSentence)
@click.option(
    "--config",
    "path",
    type=click.Path(path_type=Path),
    default=Path("config.toml"),
    show_default=True,
    help="Tệp cấu hình; xem config.example.toml.",
)
@click.pass_context
def main(ctx: click.Context, path: Path) -> None:
    """Trợ lý Thi đua của Sở Tư pháp."""
    ctx.meta["config"] = path
    if ctx.invoked_subcommand != "demo" and not _asks_for_help():
        ctx.obj = load(path)


def _asks_for_help() -> bool:
    return "--help" in sys.argv


@main.command()
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


for command in (check, backup, unit, people, invite, campaign, demo):
    main.add_command(command)

if __name__ == "__main__":
    main(prog_name="thidua")

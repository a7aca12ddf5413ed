"""The command line: `thidua`, the same as `python -m bot`."""

import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import click

COMMANDS = {  # name: where it is. Loaded only when it is asked for, so that the demo is ready at once
    "run": "bot.commands_run:run",
    "check": "bot.commands_check:check",
    "backup": "bot.commands_check:backup",
    "restore": "bot.commands_restore:restore",
    "an-toan": "bot.commands_safety:an_toan",
    "unit": "bot.commands_people:unit",
    "import-staff": "bot.commands_people:import_staff",
    "role": "bot.commands_roles:role",
    "invite": "bot.commands_people:invite",
    "poster": "bot.commands_joining:poster",
    "unlink": "bot.commands_joining:unlink",
    "campaign": "bot.commands_campaigns:campaign",
    "erase": "bot.commands_data:erase",
    "export-data": "bot.commands_data:export_data",
    "audit-export": "bot.commands_data:audit_export",
    "export": "bot.commands_export:export",
    "demo": "bot.commands_demo:demo",
}


class Commands(click.Group):
    """A mistake of the operator's is one sentence on standard error and exit code 1, never a traceback."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, _ctx: click.Context, name: str) -> click.Command | None:
        module, _, command = COMMANDS.get(name, "").partition(":")
        found: click.Command | None = getattr(import_module(module), command) if command else None
        return found

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except Exception as error:
            sentence: str | None = import_module("bot.mistakes").sentence(error)
            if sentence is None:
                raise
        click.echo(sentence, err=True)
        raise SystemExit(1)


@click.group(cls=Commands)
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
        ctx.obj = import_module("bot.config").load(path)


def _asks_for_help() -> bool:
    return "--help" in sys.argv


if __name__ == "__main__":
    main(prog_name="thidua")

"""Every command that the pages for the operator name is there, with those options."""

import codecs
import re
import shlex
from importlib import import_module
from pathlib import Path

import click
import pytest

from bot.__main__ import COMMANDS, main

PAGES = [Path("docs/van-hanh.md"), Path("docs/huong-dan/ho-so-an-toan.md"), Path("README.md"), Path("README.vi.md")]
FENCED, QUOTED = re.compile(r"```\w*\n(.*?)```", re.DOTALL), re.compile(r"`([^`\n]+)`")
NAMED = re.compile(r"^(?:\S*[\\/])?thidua (.+)$")
UNIT = Path("docs/van-hanh/thidua.service").read_text("utf-8")
SCRIPT = Path("docs/van-hanh/dich-vu-windows.ps1")


def _named(page: Path) -> list[str]:
    """What stands after `thidua`, in lines of code and between quotes."""
    text = page.read_text("utf-8")
    lines = [line for block in FENCED.findall(text) for line in block.splitlines()]
    found = [NAMED.match(line.partition("  #")[0].strip()) for line in (*lines, *QUOTED.findall(FENCED.sub("", text)))]
    return [one[1] for one in found if one and one[1] != "…"]


def _refused(line: str) -> str:
    """Why the command line would not take this; "" if it would."""
    words = [word for word in shlex.split(line.partition(">")[0]) if word != "…"]
    command: click.Command = main
    with click.Context(main) as context:
        try:
            if words[:1] == ["--config"]:
                words = words[2:]
            while isinstance(command, click.Group) and words:
                _, found, words = command.resolve_command(context, words)
                command = found or command
            command.make_context(command.name, words, parent=context, resilient_parsing=False)
        except click.MissingParameter:
            return ""  # named in passing, without what it is given
        except click.UsageError as error:
            return error.message
    return ""


CASES = [(page, line) for page in PAGES for line in _named(page)]


@pytest.mark.parametrize(("page", "line"), CASES, ids=[f"{page.stem}: {line}" for page, line in CASES])
def test_a_command_that_a_page_names_is_there_with_its_options(page, line):
    assert _refused(line) == ""


@pytest.mark.parametrize("line", ["retsore x", "restore --chekc", "import-staff --no x.csv", "backup a b"])
def test_what_is_not_there_would_be_noticed(line):
    assert _refused(line)


def test_the_page_for_the_operator_names_every_command():
    named = {line.split()[0] for line in _named(PAGES[0])}
    assert set(COMMANDS) - named == set()


def test_the_services_start_what_there_is():
    started = re.search(r"^ExecStart=\S*thidua (.+)$", UNIT, re.MULTILINE)
    assert started
    assert _refused(started[1]) == ""
    arguments = re.search(r"-m bot (.+)\"$", SCRIPT.read_text("utf-8-sig"), re.MULTILINE)
    assert arguments
    assert _refused(arguments[1].replace('`"', '"')) == ""
    assert import_module("bot.__main__").main is main


def test_the_script_says_that_it_is_utf_8_since_powershell_would_take_it_for_something_else():
    assert SCRIPT.read_bytes().startswith(codecs.BOM_UTF8)


def test_the_unit_file_gives_no_more_rights_than_are_needed():
    for line in ("NoNewPrivileges=true", "ProtectSystem=strict", "CapabilityBoundingSet=", "UMask=0077", "User=thidua"):
        assert f"\n{line}\n" in UNIT

"""The demo's command: ready at once, no trouble without a browser, a sentence where it cannot start."""

import socket
import subprocess
import sys
import threading
import webbrowser

import pytest
from click.testing import CliRunner

from bot import commands_demo
from bot.__main__ import COMMANDS, main
from domain.errors import CannotStart
from texts import cannot_start

HEAVY = ("handlers", "texts", "telegram", "apscheduler", "aiosqlite", "holidays", "httpx", "pydantic")


def test_nothing_that_takes_its_time_is_loaded_before_the_page_is_served():
    """Measured once: the sandbox alone loads in a quarter of the time that the whole program takes."""
    code = f"import sys, bot.__main__, bot.commands_demo; print([name for name in {HEAVY} if name in sys.modules])"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603  # ours
    assert ran.stdout.strip() == "[]"


def test_every_command_is_where_the_table_says():
    for name in COMMANDS:
        assert main.get_command(None, name).name == name


def test_a_port_that_is_taken_is_said_in_one_sentence(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = CliRunner().invoke(main, ["demo", "--port", str(port), "--into", str(tmp_path / "demo")])
    assert result.exit_code == 1
    assert result.output == f"Cổng {port} đang có chương trình khác dùng; chọn cổng khác bằng --port.\n"


def test_a_chat_without_an_open_demo_is_said_in_one_sentence():
    result = CliRunner().invoke(main, ["demo", "--as", "clerk", "--port", "9"])
    assert result.exit_code == 1
    assert result.output.splitlines()[-1] == cannot_start(CannotStart("no_demo", port=9))


@pytest.mark.parametrize("trouble", [webbrowser.Error("none"), OSError("none")])
def test_a_browser_that_does_not_open_is_no_trouble(monkeypatch, trouble):
    def fails(_url):
        raise trouble

    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setattr(webbrowser, "open", fails)
    commands_demo._open_browser("http://127.0.0.1:1")


def test_without_a_screen_no_browser_is_looked_for(monkeypatch):
    opened = threading.Event()
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setattr(webbrowser, "open", lambda _url: opened.set())
    commands_demo._open_browser("http://127.0.0.1:1")
    assert not opened.is_set()

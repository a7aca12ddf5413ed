"""No secret ever reaches the log, whatever goes wrong."""

import io
import logging
import sys

import pytest

from bot import logs

TOKEN = "7000000001:SANDBOX-abcdefghijklmnopqrstuvwxyz"


@pytest.fixture
def written(monkeypatch):
    """What the log holds; the logging of the test run is put back afterwards."""
    root, hook = logging.getLogger(), sys.excepthook
    before = (root.handlers[:], root.level)
    stream = io.StringIO()
    monkeypatch.setattr("sys.stderr", stream)
    logs.set_up([TOKEN, "", "socks5://user:secret@127.0.0.1"])
    yield stream.getvalue
    logging.captureWarnings(capture=False)
    root.handlers[:], root.level = before
    sys.excepthook = hook
    for name in logs.QUIET:
        logging.getLogger(name).setLevel(logging.NOTSET)


def test_a_secret_is_hidden_in_a_message_and_its_arguments(written):
    logging.getLogger("bot").info(
        "asked %s through %s", f"https://x/bot{TOKEN}/getMe", "socks5://user:secret@127.0.0.1"
    )
    assert "asked https://x/bot***/getMe through ***" in written()


def test_a_secret_is_hidden_in_the_text_of_an_exception(written):
    try:
        raise ValueError(f"no answer from bot{TOKEN}")
    except ValueError:
        logging.getLogger("bot").exception("it failed")
    assert "no answer from bot***" in written()
    assert TOKEN not in written()


def test_a_token_that_nobody_named_is_hidden_too(written):
    logging.getLogger("bot").warning("https://x/bot1234567:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA/sendMessage")
    assert "https://x/bot***/sendMessage" in written()


def test_the_uncaught_error_is_logged_without_the_secret(written):
    error = RuntimeError(TOKEN)
    sys.excepthook(RuntimeError, error, None)
    assert "RuntimeError: ***" in written()


@pytest.mark.parametrize("name", ["httpx", "httpcore", "telegram.ext", "apscheduler.scheduler"])
def test_libraries_say_nothing_below_a_warning(written, name):
    logging.getLogger(name).info("HTTP Request: POST https://x")
    assert written() == ""

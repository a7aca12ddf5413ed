"""Debian's Chromium; the page is tested with no other browser, and none is ever downloaded."""

import os
import shutil

import pytest

NEEDED = "needs Chromium on the PATH, as Debian has it: apt-get install chromium"


def found() -> str | None:
    return shutil.which("chromium")


def needed() -> str:
    """Its path. Without it the test is skipped, or fails where everything has to be tested."""
    path = found()
    if path is None and os.environ.get("CI") == "true":
        pytest.fail(NEEDED)
    if path is None:
        pytest.skip(NEEDED)
    return path

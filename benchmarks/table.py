"""The figures as lines of plain text, under the machine they hold for."""

import os
import platform
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import telegram

WIDTHS = (46, 10, 10, 8)


@dataclass(frozen=True)
class Line:
    """One figure beside what it was measured against, in the same unit. None: cannot be measured here."""

    what: str
    ours: float | None
    other: float | None = None
    beside: str = ""

    def __str__(self) -> str:
        figures = (_figure(self.ours), _figure(self.other), _ratio(self.ours, self.other))
        return _row(self.what, *figures, self.beside)


def _row(what: str, ours: str, other: str, ratio: str, beside: str) -> str:
    cells = [what.ljust(WIDTHS[0])]
    cells += [cell.rjust(width) for cell, width in zip((ours, other, ratio), WIDTHS[1:], strict=True)]
    return f"{''.join(cells)}  {beside}".rstrip()


def _figure(value: float | None) -> str:
    if value is None:
        return "-"
    return f"{value:.0f}" if value == int(value) or value >= 100 else f"{value:.2f}"  # noqa: PLR2004  # three digits tell


def _ratio(ours: float | None, other: float | None) -> str:
    return f"{ours / other:.2f}" if ours is not None and other else "-"


HEADER = _row("what", "ours", "other", "ratio", "other is")


def machine() -> Iterator[str]:
    versions = (
        f"Python {platform.python_version()}",
        f"SQLite {sqlite3.sqlite_version}",
        f"python-telegram-bot {telegram.__version__}",
    )
    yield f"Machine: {_processor()}, {os.cpu_count()} cores, {platform.system()} {platform.release()}"
    yield f"Versions: {', '.join(versions)}"


def _processor() -> str:
    told = Path("/proc/cpuinfo")
    lines: Iterable[str] = told.read_text("utf-8").splitlines() if told.exists() else ()
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.processor() or platform.machine())

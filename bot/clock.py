"""Wall time: what is due; it can be moved. The computer's own time: when to try again.
(Pacing within a run is by loop time, which is asyncio's own.)"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

Now = Callable[[], datetime]


def wall_clock(file: Path | None) -> Now:
    """The computer's clock or, in the sandbox, one that a file moves: an offset in seconds, or an instant.

    The file is read at every call: the one who moves the clock is another process.
    """
    if file is None:
        return real_time
    return lambda: moved(file)


def real_time() -> datetime:
    return datetime.now(UTC)


def moved(file: Path) -> datetime:
    text = _written(file)
    if "T" in text:
        return datetime.fromisoformat(text).astimezone(UTC)
    return real_time() + timedelta(seconds=int(text or "0"))


def _written(file: Path) -> str:
    """Read without a buffer: it is a line, and looked at some thirty times for every message."""
    try:
        with file.open("rb", buffering=0) as opened:
            return opened.read().decode().strip()
    except FileNotFoundError:
        return ""

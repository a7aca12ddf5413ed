"""Wall time: what is due. (Loop time paces and retries; it is asyncio's own.)"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

Now = Callable[[], datetime]


def wall_clock(file: Path | None) -> Now:
    """The computer's clock or, in the sandbox, one that a file moves: an offset in seconds, or an instant.

    The file is read at every call: the one who moves the clock is another process.
    """
    if file is None:
        return lambda: datetime.now(UTC)
    return lambda: moved(file)


def moved(file: Path) -> datetime:
    text = file.read_text(encoding="utf-8").strip() if file.exists() else "0"
    if "T" in text:
        return datetime.fromisoformat(text).astimezone(UTC)
    return datetime.now(UTC) + timedelta(seconds=int(text or "0"))

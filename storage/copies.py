"""Copies of the database in a folder of their own: made, proven, and gone after their days."""

from datetime import date, datetime
from pathlib import Path

from domain.calendar import DAY
from storage.database import back_up

ENDING = ".db"


def make(source: Path, folder: Path, now: datetime) -> tuple[Path, int]:
    """A proven copy, named by its day and time, which only the account of the service can read; and its rows.

    Raises OSError, sqlite3.Error or CannotStart; what is not whole is not left behind.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    copy = folder / f"{source.stem}-{now:%Y-%m-%d-%H%M%S}{ENDING}"
    part = copy.with_suffix(".part")
    try:
        part.unlink(missing_ok=True)
        part.touch(mode=0o600)
        rows = back_up(source, part)
        part.replace(copy)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    return copy, rows


def of(source: Path, folder: Path) -> list[Path]:
    """Those of this database, the newest last."""
    return sorted(path for path in folder.glob(f"*{ENDING}") if _day(source, path) is not None)


def rotate(source: Path, folder: Path, now: datetime, keep_days: int) -> None:
    """Delete what is as old as that, save the newest; what was kept before a migration or a restoring too."""
    last = now.date() - keep_days * DAY
    old = [copy for copy in of(source, folder)[:-1] if (_day(source, copy) or last) <= last]
    old += [
        kept for kept in _kept_before(source) if datetime.fromtimestamp(kept.stat().st_mtime, now.tzinfo).date() <= last
    ]
    for one in old:
        one.unlink()


def _day(source: Path, copy: Path) -> date | None:
    """The day in its name; None if it is no copy of this database."""
    stem, _, rest = copy.name.partition(f"{source.stem}-")
    try:
        return None if stem else date.fromisoformat(rest[:10])
    except ValueError:
        return None


def _kept_before(source: Path) -> list[Path]:
    return [path for path in source.parent.iterdir() if path.name.startswith(f"{source.name}.before-")]

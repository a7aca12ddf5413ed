"""Copies of the database in a folder of their own: made, proven, and gone after their days."""

import re
import shutil
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from domain.calendar import DAY
from storage.backing_up import PART, back_up

ENDING = ".db"
BEFORE, TRIAL = ".before-", ".thu-"  # beside the database: what it was before a change, and what is tried out
_STAMP, _STAMPED = "%Y-%m-%d-%H%M%S", re.compile(r"\d{4}-\d\d-\d\d-\d{6}")


def make(source: Path, folder: Path, now: datetime) -> tuple[Path, int]:
    """A proven copy, named by its day and time, which only the account of the service can read; and its rows.

    Raises OSError, sqlite3.Error or CannotStart; what is not whole is not left behind.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    copy = folder / f"{source.stem}-{stamp(now)}{ENDING}"
    return copy, back_up(source, copy)


def stamp(now: datetime) -> str:
    """A moment as it stands in the name of a file."""
    return now.strftime(_STAMP)


def of(source: Path, folder: Path) -> list[Path]:
    """Those of this database, the newest last."""
    begins = f"{source.stem}-"
    found = [path for path in _there(folder, begins) if path.suffix == ENDING]
    return [path for path in found if _STAMPED.fullmatch(path.stem.removeprefix(begins))]


def rotate(source: Path, folder: Path, now: datetime, keep_days: int, erased_at: datetime | None) -> list[Path]:
    """Delete what has been kept for so many days: copies, and what a migration, a restoring or a crash left beside.
    Which of it is still there, the oldest leading.

    The last copy of all stays until there is another one, unless somebody was erased (`erased_at`) since it was made.
    """
    copies, last_day = of(source, folder), now.date() - keep_days * DAY
    over = [path for path in (*copies, *_left(source, folder)) if made_at(path, now).date() <= last_day]
    kept = [path for path in copies[-1:] if erased_at is None or erased_at < made_at(path, now)]
    for path in over:
        if path not in kept:
            _delete(path)
    return sorted((path for path in over if path.exists()), key=lambda path: made_at(path, now))


def _left(source: Path, folder: Path) -> list[Path]:
    beside = _there(source.parent, f"{source.name}{BEFORE}", f"{source.name}{TRIAL}")
    return beside + [path for path in _there(folder, f"{source.stem}-") if f"{ENDING}{PART}" in path.name]


def _there(folder: Path, *beginnings: str) -> list[Path]:
    with suppress(OSError):  # no folder, or not ours to read: whoever writes there says why
        return sorted(path for path in folder.iterdir() if path.name.startswith(beginnings))
    return []


def made_at(path: Path, now: datetime) -> datetime:
    """By its name, since copying a file makes it look younger; of what has no time in its name, when it was written."""
    with suppress(ValueError):
        if found := _STAMPED.search(path.name):
            return datetime.strptime(found[0], _STAMP).replace(tzinfo=now.tzinfo)
    with suppress(OSError):
        return datetime.fromtimestamp(path.stat().st_mtime, now.tzinfo)
    return now  # it went meanwhile


def _delete(path: Path) -> None:
    """What cannot be deleted is told of, and does not keep the others."""
    with suppress(OSError):
        shutil.rmtree(path) if path.is_dir() else path.unlink()

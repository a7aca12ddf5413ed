"""Copies put to the proof, and put in the place of the database."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from domain.errors import CannotStart
from storage.backing_up import settle
from storage.copies import BEFORE, TRIAL, stamp
from storage.database import latest_version, migrate, moment

_COUNTS = """SELECT (SELECT count(*) FROM staff WHERE left_at IS NULL) AS people,
    (SELECT count(*) FROM campaign) AS campaigns, (SELECT count(*) FROM registration) AS registrations,
    (SELECT count(*) FROM achievement WHERE deleted_at IS NULL) AS achievements,
    (SELECT count(*) FROM audit_log) AS acts, (SELECT max(at) FROM audit_log) AS last_act"""
_LOG, _INDEX = "-wal", "-shm"  # what SQLite keeps beside a database in use


@dataclass(frozen=True)
class Proven:
    """A copy at this program's version, and what it holds. `last_act`: up to when; None: nobody ever did anything."""

    path: Path
    people: int
    campaigns: int
    registrations: int
    achievements: int
    acts: int
    last_act: datetime | None


@contextmanager
def proven(file: Path, database: Path) -> Iterator[Proven]:
    """Whether a copy can be used, tried on a copy of its own beside the database, which is gone afterwards.

    Raises CannotStart: unreadable, damaged, of something else, or of a newer program.
    """
    if file.resolve() == database.resolve():
        raise CannotStart("copy_is_database", path=file)
    with TemporaryDirectory(dir=database.parent, prefix=f"{database.name}{TRIAL}") as folder:
        trial = Path(folder) / database.name
        _copy(file, trial)
        try:
            _check(trial, file)
            migrate(trial)
            found = _counted(trial)
        except sqlite3.Error as error:
            raise CannotStart("copy_damaged", path=file, reason=str(error)) from error
        yield found


def put_in_place(found: Proven, database: Path, now: datetime) -> Path | None:
    """The proven copy is the database from now on. Where the one before it is kept; None if there was none.

    Only while nothing else uses the database. At every moment one of both is there. Raises OSError.
    """
    settle(found.path)
    before = _kept(database, now) if database.exists() else None
    for end in (_LOG, _INDEX):  # they belong to no other database
        Path(f"{database}{end}").unlink(missing_ok=True)
    found.path.replace(database)
    return before


def _kept(database: Path, now: datetime) -> Path:
    """Under one more name, with its log, which is folded in where it can still be read."""
    with suppress(sqlite3.Error), closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    kept = database.with_name(f"{database.name}{BEFORE}restore-{stamp(now)}")
    for end in ("", _LOG):
        if (there := Path(f"{database}{end}")).exists():
            _name_too(there, Path(f"{kept}{end}"))
    return kept


def _name_too(file: Path, name: Path) -> None:
    """A link takes no room; where a disk knows none it is a copy."""
    try:
        name.hardlink_to(file)
    except OSError:
        shutil.copy2(file, name)
        settle(name)


def _copy(file: Path, trial: Path) -> None:
    try:
        trial.touch(mode=0o600)
        shutil.copyfile(file, trial)
    except OSError as error:
        raise CannotStart("copy_unreadable", path=file, reason=error.strerror) from error


def _check(trial: Path, file: Path) -> None:
    with closing(sqlite3.connect(trial)) as connection:
        version, known = connection.execute("PRAGMA user_version").fetchone()[0], latest_version()
        if not version:
            raise CannotStart("copy_of_something_else", path=file)
        if version > known:
            raise CannotStart("database_newer", path=file, found=version, known=known)
        if (found := connection.execute("PRAGMA integrity_check(1)").fetchone()[0]) != "ok":
            raise CannotStart("copy_damaged", path=file, reason=found)
        if orphans := len(connection.execute("PRAGMA foreign_key_check").fetchall()):
            raise CannotStart("copy_damaged", path=file, reason=f"{orphans} dòng thiếu dòng mà chúng thuộc về")


def _counted(trial: Path) -> Proven:
    with closing(sqlite3.connect(trial)) as connection:
        connection.row_factory = sqlite3.Row
        found = dict(connection.execute(_COUNTS).fetchone())
    last_act = found.pop("last_act")
    return Proven(path=trial, last_act=None if last_act is None else moment(last_act), **found)

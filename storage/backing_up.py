"""One proven copy of a database that may be in use."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from domain.errors import CannotStart

PART = ".part"  # ends the name of a copy until it is proven


def back_up(source: Path, copy: Path) -> int:
    """Copy a database that may be in use into one file, and prove the copy: opened, checked, counted. Rows in all.

    It gets its name when it is proven; nothing of what was deleted is in it. Raises OSError, sqlite3.Error or
    CannotStart.
    """
    part = copy.with_name(f"{copy.name}{PART}")
    part.unlink(missing_ok=True)  # of a crash
    try:
        part.touch(mode=0o600)
        rows = _copied(source, part)
        settle(part)
        part.replace(copy)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    return rows


def _copied(source: Path, copy: Path) -> int:
    with closing(sqlite3.connect(copy)) as made:
        with closing(sqlite3.connect(source, isolation_level=None)) as origin:
            origin.execute("BEGIN")  # pins what is counted and what is copied to one moment
            expected = _count(origin)
            origin.backup(made)
        for statement in ("PRAGMA journal_mode = DELETE", "VACUUM"):  # no log beside it, no freed page in it
            made.execute(statement)
        found = _count(made)
        if made.execute("PRAGMA integrity_check").fetchone()[0] != "ok" or found != expected:
            raise CannotStart("backup_damaged", path=copy)
        return found


def settle(file: Path) -> None:
    """Have what was written to it on the disk itself before what follows."""
    with file.open("rb+") as opened:
        os.fsync(opened.fileno())


def _count(connection: sqlite3.Connection) -> int:
    tables = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    ).fetchall()
    return sum(connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for (name,) in tables)  # noqa: S608  # names come from the schema itself

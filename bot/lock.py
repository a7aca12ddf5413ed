"""One process per database: a lock that even kill -9 releases."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from domain.errors import CannotStart


@contextmanager
def only_one(database: Path) -> Iterator[None]:
    """Hold the lock beside this database; CannotStart if another program holds it."""
    try:
        file = database.with_name(f"{database.name}.lock").open("a")
    except OSError as error:
        raise CannotStart("database_unwritable", path=database, reason=error.strerror) from error
    with file:
        try:
            _lock(file)
        except OSError as error:
            raise CannotStart("already_running", path=database) from error
        yield


if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO[str]) -> None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(file: IO[str]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)

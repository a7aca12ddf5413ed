"""The database on the loop's own thread: a hop to a thread of its own costs ten times what a statement does.

What the program does while that thread works is tested where it matters: tests/bot, tests/storage, tests/crash.
"""

import asyncio
import sqlite3
from functools import partial
from pathlib import Path

import aiosqlite
import pytest

from storage import database

BEGINS = "BEGIN IMMEDIATE"
PATIENT = "PRAGMA busy_timeout"
GLANCE = 0.001  # seconds until it is tried again what another connection keeps from being done


class AtOnce(aiosqlite.Connection):
    """Before a transaction the others have their turn; then each statement is done where it is asked for."""

    async def _execute(self, fn, *args, **kwargs):
        if BEGINS in args:
            await asyncio.sleep(0)
        while True:
            try:
                return fn(*args, **kwargs)
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                    raise
            await asyncio.sleep(GLANCE)

    def __await__(self):
        return self._opened().__await__()

    async def _opened(self) -> "AtOnce":
        self._connection = self._connector()
        return self

    async def close(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()


def connect(path: Path, **settings) -> AtOnce:
    """As aiosqlite.connect."""
    return AtOnce(partial(sqlite3.connect, path, timeout=0, **settings), iter_chunk_size=64)


def use(monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite itself may not wait for another connection: whoever has that one waits on the same thread."""
    monkeypatch.setattr(aiosqlite, "connect", connect)
    pragmas = tuple(pragma for pragma in database._PRAGMAS if not pragma.startswith(PATIENT))
    monkeypatch.setattr(database, "_PRAGMAS", pragmas)

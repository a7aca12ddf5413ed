"""One connection, one transaction at a time: BEGIN IMMEDIATE under a lock, so that what is read stays true."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager, closing, suppress
from datetime import date, datetime, time
from html import unescape
from pathlib import Path
from typing import Any

import aiosqlite

from domain.calendar import VIETNAM
from domain.errors import CannotStart
from domain.folding import fold
from storage.backing_up import back_up

MIGRATIONS = Path(__file__).parent / "migrations"
_PATIENCE, _BRIEF_PATIENCE = "PRAGMA busy_timeout = 30000", "PRAGMA busy_timeout = 2000"  # milliseconds
_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA foreign_keys = ON",
    _PATIENCE,
    "PRAGMA synchronous = FULL",
    "PRAGMA secure_delete = ON",
)

_ITSELF = {  # primary result codes of https://sqlite.org/rescode.html
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_NOMEM,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_NOTADB,
}

_BETWEEN_FIGURES = str.maketrans("", "", " .-–‑()_")

Row = sqlite3.Row
DatabaseTrouble = sqlite3.OperationalError  # locked, unreadable, full: what an operator can mend
Values = Sequence[Any] | dict[str, Any]


def seconds(moment: datetime) -> int:
    """A moment as the tables keep it: UTC, whole seconds. Naive datetimes are refused."""
    if moment.tzinfo is None:
        msg = "a naive datetime has no place in the tables"
        raise ValueError(msg)
    return int(moment.timestamp())


def moment(value: int) -> datetime:
    """In the zone in which people read it."""
    return datetime.fromtimestamp(value, VIETNAM)


def midnight(day: date) -> datetime:
    """The moment with which a day begins."""
    return datetime.combine(day, time(), VIETNAM)


def in_trouble(error: BaseException) -> bool:
    """Whether the database itself cannot go on (full, damaged, held by another), not merely one statement."""
    return isinstance(error, sqlite3.Error) and getattr(error, "sqlite_errorcode", 0) & 0xFF in _ITSELF


def mentions(text: str | None, words: str) -> bool:
    """Whether a text, HTML or not, holds one of these words or figures (folded, one a line), marks and case aside."""
    said = fold(unescape(text or ""))
    closed_up = said.translate(_BETWEEN_FIGURES)
    return any(one in (closed_up if one.isdigit() else said) for one in words.split("\n") if one)


class Transaction:
    """The open transaction that every function of storage takes."""

    def __init__(self, connection: aiosqlite.Connection) -> None:
        self._connection = connection

    async def rows(self, sql: str, values: Values = ()) -> list[Row]:
        return list(await self._connection.execute_fetchall(sql, values))

    async def row(self, sql: str, values: Values = ()) -> Row | None:
        found = await self.rows(sql, values)
        return found[0] if found else None

    async def value(self, sql: str, values: Values = ()) -> Any:
        """The first column of the first row, or None."""
        found = await self.row(sql, values)
        return found[0] if found else None

    async def insert(self, sql: str, values: Values = ()) -> int:
        """The id of the row that was put in."""
        row = await self._connection.execute_insert(sql, values)
        return int(row[0]) if row else 0

    async def run(self, sql: str, values: Values = ()) -> int:
        """How many rows were changed."""
        cursor = await self._connection.execute(sql, values)
        return cursor.rowcount  # left to be collected: what changes rows is finished, and closing is one more hop

    async def many(self, sql: str, values: Iterable[Values]) -> None:
        await self._connection.executemany(sql, values)

    @asynccontextmanager
    async def undoable(self) -> AsyncIterator[None]:
        """Undo what the block wrote if it raises; what came before it in the transaction stays."""
        await self.run("SAVEPOINT undoable")
        try:
            yield
        except BaseException:
            with suppress(sqlite3.OperationalError):  # at a full disk SQLite undoes the whole transaction itself
                await self.run("ROLLBACK TO undoable")
                await self.run("RELEASE undoable")
            raise
        await self.run("RELEASE undoable")


class Database:
    """The one writing connection. SQLite before 3.51.3 can lose a WAL reset when two connections
    checkpoint, so only the running program does; a command beside it opens with `beside=True`."""

    def __init__(self, connection: aiosqlite.Connection, path: Path) -> None:
        self._connection = connection
        self._lock = asyncio.Lock()
        self.path = path

    @classmethod
    async def open(cls, path: Path, *, beside: bool = False) -> "Database":
        connection = await aiosqlite.connect(path, isolation_level=None)
        try:
            connection.row_factory = sqlite3.Row
            for pragma in (*_PRAGMAS, *(("PRAGMA wal_autocheckpoint = 0",) if beside else ())):
                await connection.execute_fetchall(pragma)
            await connection.create_function("mentions", 2, mentions, deterministic=True)
        except BaseException:
            await connection.close()
            raise
        return cls(connection, path)

    async def close(self) -> None:
        await self._connection.close()

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Transaction]:
        async with self._lock:
            try:
                await self._connection.execute_fetchall("BEGIN IMMEDIATE")
                yield Transaction(self._connection)
                await self._connection.execute_fetchall("COMMIT")
            except BaseException:  # a task cancelled at BEGIN or COMMIT too: its statement runs all the same
                await self._roll_back()
                raise

    async def rewrite(self) -> bool:
        """Write the whole file anew, so that nothing is left in it of what was deleted: secure_delete wipes a row, not
        the copies that moving rows to another page has left. False while somebody else reads."""
        return await self._alone("VACUUM") is not None

    async def truncate_wal(self) -> bool:
        """Empty the write-ahead log. False while somebody else reads from it."""
        rows = await self._alone("PRAGMA wal_checkpoint(TRUNCATE)")
        return rows is not None and rows[0][0] == 0

    async def _alone(self, statement: str) -> list[Row] | None:
        """Run outside any transaction; None if others stay in the way, or there is no room."""
        async with self._lock:
            await self._connection.execute_fetchall(_BRIEF_PATIENCE)
            try:
                return list(await self._connection.execute_fetchall(statement))
            except DatabaseTrouble:
                return None
            finally:
                await self._connection.execute_fetchall(_PATIENCE)

    async def _roll_back(self) -> None:
        with suppress(sqlite3.OperationalError):  # nothing is open: SQLite has undone it already, or it is committed
            await self._connection.execute_fetchall("ROLLBACK")


def latest_version() -> int:
    return max(int(script.name[:4]) for script in MIGRATIONS.glob("*.sql"))


def version_of(path: Path) -> int:
    """Which migrations it has had; 0 for an empty or a new file. CannotStart if it is no database."""
    with closing(sqlite3.connect(path)) as connection:
        try:
            version: int = connection.execute("PRAGMA user_version").fetchone()[0]
        except sqlite3.DatabaseError as error:
            raise CannotStart("database_trouble", reason=str(error)) from error
    return version


def migrate(path: Path, scripts: Path = MIGRATIONS) -> None:
    """Bring the database to this program's version, each script in one transaction of its own.

    Foreign keys are off meanwhile: with them on, rebuilding a parent table empties its children.
    """
    target = max(int(script.name[:4]) for script in scripts.glob("*.sql"))
    found = version_of(path)
    if found > target:
        raise CannotStart("database_newer", path=path, found=found, known=target)
    if found == target:
        return
    if found:
        back_up(path, path.with_name(f"{path.name}.before-{target:04}"))
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        for script in sorted(scripts.glob("*.sql")):
            _apply(connection, script)
    finally:
        connection.close()


def _apply(connection: sqlite3.Connection, script: Path) -> None:
    number = int(script.name[:4])
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("BEGIN IMMEDIATE")
    try:
        if connection.execute("PRAGMA user_version").fetchone()[0] < number:
            for statement in statements(script.read_text(encoding="utf-8")):
                connection.execute(statement)
            broken = connection.execute("PRAGMA foreign_key_check").fetchall()
            if broken:
                msg = f"{script.name} leaves {len(broken)} rows without their parent"
                raise sqlite3.IntegrityError(msg)
            connection.execute(f"PRAGMA user_version = {number}")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def statements(script: str) -> Iterable[str]:
    """The statements of a script one by one (executescript would commit the open transaction)."""
    pending = ""
    for line in script.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            yield pending
            pending = ""
    if pending.strip():
        yield pending

"""One connection, one transaction at a time, and nothing half done whatever interrupts it."""

import asyncio
import sqlite3
from datetime import datetime

import pytest

from domain.errors import CannotStart
from storage import settings
from storage.backing_up import back_up
from storage.database import Database, Transaction, in_trouble, migrate, seconds


@pytest.fixture
async def database(tmp_path):
    migrate(tmp_path / "thidua.db")
    opened = await Database.open(tmp_path / "thidua.db")
    yield opened
    await opened.close()


async def kept(database: Database, name: str) -> str | None:
    async with database.transaction() as tx:
        return await settings.get(tx, name)


async def put_and_fail(tx: Transaction, name: str) -> None:
    await settings.put(tx, name, "1")
    raise ZeroDivisionError


async def test_what_raises_is_undone(database):
    with pytest.raises(ZeroDivisionError):
        async with database.transaction() as tx:
            await put_and_fail(tx, "a")
    assert await kept(database, "a") is None


async def test_an_undoable_block_is_undone_alone(database):
    async with database.transaction() as tx:
        await settings.put(tx, "a", "1")
        with pytest.raises(ZeroDivisionError):
            async with tx.undoable(), tx.undoable():
                await put_and_fail(tx, "b")
        await settings.put(tx, "c", "1")
    assert [await kept(database, name) for name in "abc"] == ["1", None, "1"]


@pytest.mark.parametrize("turns", range(12))
async def test_a_cancelled_transaction_leaves_nothing_open(database, turns):
    """Cancelled at BEGIN, within, at COMMIT: the statement under way runs all the same."""

    async def write():
        async with database.transaction() as tx:
            await settings.put(tx, "a", "1")
            await settings.put(tx, "b", "1")

    task = asyncio.create_task(write())
    for _ in range(turns):
        await asyncio.sleep(0)
    task.cancel()
    await asyncio.wait([task])
    assert await kept(database, "a") == await kept(database, "b")


async def test_transactions_at_once_take_turns(database):
    async def count():
        async with database.transaction() as tx:
            number = int(await settings.get(tx, "n") or 0)
            await asyncio.sleep(0)
            await settings.put(tx, "n", str(number + 1))

    await asyncio.gather(*(count() for _ in range(20)))
    assert await kept(database, "n") == "20"


async def test_a_full_disk_is_the_database_s_own_trouble(database):
    async with database.transaction() as tx:
        await tx.run(f"PRAGMA max_page_count = {await tx.value('PRAGMA page_count')}")
    with pytest.raises(sqlite3.OperationalError) as full:
        async with database.transaction() as tx, tx.undoable():
            await settings.put(tx, "a", "x" * 100_000)
    assert in_trouble(full.value)
    assert await kept(database, "a") is None


async def test_a_wrong_statement_is_not(database):
    with pytest.raises(sqlite3.OperationalError) as wrong:
        async with database.transaction() as tx:
            await tx.run("SELECT nothing")
    assert not in_trouble(wrong.value)


def test_a_naive_datetime_is_refused():
    with pytest.raises(ValueError, match="naive"):
        seconds(datetime(2026, 6, 17))  # noqa: DTZ001  # what is refused


async def test_a_backup_of_a_database_in_use_holds_every_row(database, tmp_path):
    async with database.transaction() as tx:
        await settings.put(tx, "a", "1")
    copy = tmp_path / "copy.db"
    rows = back_up(database.path, copy)
    await database.close()
    restored = await Database.open(copy)
    assert await kept(restored, "a") == "1"
    await restored.close()
    assert rows == 1


def test_a_backup_that_misses_something_is_refused(tmp_path, monkeypatch):
    migrate(tmp_path / "thidua.db")
    counts = iter([5, 4])
    monkeypatch.setattr("storage.backing_up._count", lambda connection: next(counts))
    with pytest.raises(CannotStart) as refused:
        back_up(tmp_path / "thidua.db", tmp_path / "copy.db")
    assert refused.value.code == "backup_damaged"

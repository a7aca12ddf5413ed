"""Cleaning the file after an erasure: what secure_delete leaves of rows that were moved."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest

from storage import erasure
from storage.database import Database, mentions, migrate

NOW = datetime(2026, 6, 17, 2, tzinfo=UTC)


@pytest.fixture
async def database(tmp_path):
    migrate(tmp_path / "thidua.db")
    opened = await Database.open(tmp_path / "thidua.db")
    yield opened
    await opened.close()


async def test_the_file_is_written_anew_and_the_log_emptied(database):
    async with database.transaction() as tx:
        await tx.many("INSERT INTO setting VALUES (?, ?)", [(f"{n}", "SECRET" * 50) for n in range(500)])
    async with database.transaction() as tx:
        await tx.run("DELETE FROM setting")
    assert await database.rewrite()
    assert await database.truncate_wal()
    folder = database.path.parent
    assert [path.name for path in folder.glob("thidua.db*") if b"SECRET" in path.read_bytes()] == []
    assert (folder / "thidua.db-wal").stat().st_size == 0


async def test_a_reader_beside_puts_it_off_and_nothing_breaks(database):
    with closing(sqlite3.connect(database.path, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM setting").fetchall()
        async with database.transaction() as tx:
            await tx.run("INSERT INTO setting VALUES ('x', 'y')")
        assert not await database.truncate_wal()
    assert await database.truncate_wal()


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("Chị ĐẶNG THỊ  Quỳnh Nga", "dang thi quynh nga", True),
        ("dang thi quynh nga", "dang thi quynh nga", True),
        ("H&#39;Hen Niê", "h'hen nie", True),
        ("gọi 0912.345 678", "912345678", True),
        ("+84912345678", "912345678", True),
        ("Đặng Thị Nga", "dang thi quynh nga", False),
        ("", "dang thi quynh nga", False),
        (None, "dang thi quynh nga", False),
        ("bất kỳ", "", False),
        ("mã 730415926", "dang thi nga\n730415926", True),
    ],
)
def test_whoever_is_named_is_found_however_it_is_written(text, words, found):
    assert mentions(text, words) is found


async def test_a_menu_that_stands_in_nobodys_chat_is_waited_for_a_day_at_most(database):
    async with database.transaction() as tx:
        await erasure.clean_at(tx, NOW)
        await tx.run("INSERT INTO command_menu (platform, chat_id, shown) VALUES ('x', '7', 'hash')")
        assert not await erasure.to_clean(tx, NOW)
        assert not await erasure.to_clean(tx, NOW + timedelta(hours=23))
        assert await erasure.to_clean(tx, NOW + timedelta(hours=24))
        assert await tx.value("SELECT count(*) FROM command_menu") == 0
        await erasure.cleaned(tx)
        assert not await erasure.to_clean(tx, NOW + timedelta(days=9))
        assert await tx.value("SELECT count(*) FROM setting WHERE name LIKE 'erasure.%'") == 0

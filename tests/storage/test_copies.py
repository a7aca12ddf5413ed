"""Copies are proven, private to the account of the service, and gone after their days."""

import os
import sqlite3
import stat
from datetime import datetime, timedelta

import pytest

from domain.calendar import VIETNAM
from domain.errors import CannotStart
from domain.keeping import gone_by
from storage import copies, database, settings
from storage.database import Database, migrate

NIGHT = datetime(2026, 6, 18, 2, tzinfo=VIETNAM)


@pytest.fixture
def source(tmp_path):
    migrate(tmp_path / "thidua.db")
    return tmp_path / "thidua.db"


def names(source, folder):
    return [copy.name for copy in copies.of(source, folder)]


def test_a_copy_is_whole_and_nobody_else_can_read_it(source, tmp_path):
    copy, rows = copies.make(source, tmp_path / "backups", NIGHT)
    assert names(source, tmp_path / "backups") == ["thidua-2026-06-18-020000.db"]
    assert sorted(path.name for path in copy.parent.iterdir()) == [copy.name]
    assert rows == database._count(sqlite3.connect(copy))
    if os.name == "posix":
        assert [stat.S_IMODE(path.stat().st_mode) for path in (copy, copy.parent)] == [0o600, 0o700]


def test_what_is_not_whole_is_not_left_behind(source, tmp_path, monkeypatch):
    counted = iter((1, 2))
    monkeypatch.setattr(database, "_count", lambda _connection: next(counted))
    with pytest.raises(CannotStart) as refused:
        copies.make(source, tmp_path / "backups", NIGHT)
    assert refused.value.code == "backup_damaged"
    assert list((tmp_path / "backups").iterdir()) == []


def test_copies_are_kept_for_their_days(source, tmp_path):
    for day in range(40):
        copies.make(source, tmp_path, NIGHT + timedelta(days=day))
    (tmp_path / "thidua-cua-toi.db").touch()
    (tmp_path / "khac-2020-01-01-020000.db").touch()
    last = NIGHT + timedelta(days=39)
    copies.rotate(source, tmp_path, last, 30)
    kept = [path.name[7:17] for path in copies.of(source, tmp_path)]
    assert kept == [f"{NIGHT + timedelta(days=day):%Y-%m-%d}" for day in range(10, 40)]
    assert (tmp_path / "thidua-cua-toi.db").exists()
    assert (tmp_path / "khac-2020-01-01-020000.db").exists()


def test_what_is_deleted_now_is_in_no_copy_after_the_day_that_is_told(source, tmp_path):
    copies.make(source, tmp_path, NIGHT)
    erased = NIGHT + timedelta(hours=8)
    gone = gone_by(erased, 30)
    assert gone == datetime(2026, 7, 18, tzinfo=VIETNAM).date()
    for day in range(1, 31):
        copies.make(source, tmp_path, NIGHT + timedelta(days=day))
        copies.rotate(source, tmp_path, NIGHT + timedelta(days=day), 30)
        there = names(source, tmp_path)[0] == "thidua-2026-06-18-020000.db"
        assert there == ((NIGHT + timedelta(days=day)).date() < gone)


def test_the_newest_copy_stays_however_old_it_is(source, tmp_path):
    for day in range(2):
        copies.make(source, tmp_path, NIGHT + timedelta(days=day))
    copies.rotate(source, tmp_path, NIGHT + timedelta(days=400), 30)
    assert names(source, tmp_path) == ["thidua-2026-06-19-020000.db"]


def test_what_was_kept_before_a_migration_goes_too(source, tmp_path):
    old, new = tmp_path / "thidua.db.before-0004", tmp_path / "thidua.db.before-restore-1"
    for path, days in ((old, 31), (new, 2)):
        path.touch()
        at = (NIGHT - timedelta(days=days)).timestamp()
        os.utime(path, (at, at))
    copies.rotate(source, tmp_path, NIGHT, 30)
    assert [old.exists(), new.exists(), source.exists()] == [False, True, True]


async def test_the_log_is_emptied_or_left_while_somebody_reads(source):
    opened = await Database.open(source)
    log = source.with_name("thidua.db-wal")
    try:
        async with opened.transaction() as tx:
            await settings.put(tx, "a", "b" * 10_000)
        reader = sqlite3.connect(source, isolation_level=None)
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM setting").fetchall()
        async with opened.transaction() as tx:
            await settings.put(tx, "a", "c" * 10_000)
        assert not await opened.truncate_wal()
        reader.close()
        assert await opened.truncate_wal()
        assert log.stat().st_size == 0
    finally:
        await opened.close()

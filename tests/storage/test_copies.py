"""Copies are proven, private to the account of the service, and gone after their days."""

import os
import sqlite3
import stat
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from domain.calendar import VIETNAM
from domain.errors import CannotStart
from domain.keeping import gone_by
from storage import backing_up, copies, settings
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
    assert rows == backing_up._count(sqlite3.connect(copy))
    if os.name == "posix":
        assert [stat.S_IMODE(path.stat().st_mode) for path in (copy, copy.parent)] == [0o600, 0o700]


def test_what_is_not_whole_is_not_left_behind(source, tmp_path, monkeypatch):
    counted = iter((1, 2))
    monkeypatch.setattr(backing_up, "_count", lambda _connection: next(counted))
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
    copies.rotate(source, tmp_path, last, 30, None)
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
        copies.rotate(source, tmp_path, NIGHT + timedelta(days=day), 30, erased)
        there = names(source, tmp_path)[0] == "thidua-2026-06-18-020000.db"
        assert there == ((NIGHT + timedelta(days=day)).date() < gone)


ERASED = NIGHT + timedelta(days=1, hours=8)


@pytest.mark.parametrize(
    ("erased_at", "left"),
    [(None, ["thidua-2026-06-19-020000.db"]), (NIGHT, ["thidua-2026-06-19-020000.db"]), (ERASED, [])],
    ids=["nobody", "before it", "since"],
)
def test_the_last_copy_stays_past_its_days_unless_somebody_was_erased_since(source, tmp_path, erased_at, left):
    for day in range(2):
        copies.make(source, tmp_path, NIGHT + timedelta(days=day))
    over = copies.rotate(source, tmp_path, NIGHT + timedelta(days=400), 30, erased_at)
    assert names(source, tmp_path) == [path.name for path in over] == left
    copies.make(source, tmp_path, NIGHT + timedelta(days=400))
    assert copies.rotate(source, tmp_path, NIGHT + timedelta(days=400), 30, erased_at) == []
    assert names(source, tmp_path) == ["thidua-2027-07-23-020000.db"]


@pytest.mark.parametrize(
    "name",
    [
        *("thidua.db.before-0004", "thidua.db.before-restore-1", "thidua.db.before-restore-2026-05-01-020000-wal"),
        *(
            "thidua-2026-05-01-020000.db.part",
            "thidua-2026-05-01-020000.db.part-journal",
            "thidua.db.thu-abc/thidua.db",
        ),
    ],
)
def test_what_a_migration_a_restoring_or_a_crash_left_goes_too(source, tmp_path, name):
    left = tmp_path / name
    beside = left if left.parent == tmp_path else left.parent
    beside.mkdir() if beside is not left else None
    left.touch()
    for days, there in ((29, True), (31, False)):
        at = (NIGHT - timedelta(days=days)).timestamp()
        os.utime(beside, (at, at))
        now = NIGHT if "2026-05-01" not in name else NIGHT - timedelta(days=48 - days)
        copies.rotate(source, tmp_path, now, 30, None)
        assert left.exists() == there
    assert source.exists()


def test_what_cannot_be_deleted_is_told_of_and_keeps_no_other(source, tmp_path, monkeypatch):
    for day in range(3):
        copies.make(source, tmp_path, NIGHT + timedelta(days=day))
    unlink = Path.unlink

    def refuse(path, **how):
        if "06-18" in path.name:
            raise PermissionError
        unlink(path, **how)

    monkeypatch.setattr(Path, "unlink", refuse)
    over = copies.rotate(source, tmp_path, NIGHT + timedelta(days=31), 30, None)
    assert [path.name for path in over] == ["thidua-2026-06-18-020000.db"]
    assert names(source, tmp_path) == ["thidua-2026-06-18-020000.db", "thidua-2026-06-20-020000.db"]


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


def test_a_copy_is_one_file_without_what_was_deleted(source, tmp_path):
    with closing(sqlite3.connect(source)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("INSERT INTO setting VALUES ('a', ?)", ("lời đã xóa " * 5000,))
        connection.commit()
        connection.execute("DELETE FROM setting")
        connection.commit()
        copy, _rows = copies.make(source, tmp_path / "backups", NIGHT)
        assert "lời đã xóa".encode() in source.read_bytes() + source.with_name("thidua.db-wal").read_bytes()
    assert "lời đã xóa".encode() not in copy.read_bytes()
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
        assert connection.execute("PRAGMA freelist_count").fetchone() == (0,)
        assert [path.name for path in copy.parent.iterdir()] == [copy.name]

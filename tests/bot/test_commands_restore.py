"""`thidua restore`: copies tried, and put in the place of the database."""

import os
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from bot.lock import only_one
from storage import backups, people
from storage.database import MIGRATIONS, latest_version
from tests.bot.test_commands_operations import NOW, copy, folder, read, thidua

__all__ = ["copy", "folder"]


def names(folder):
    return [person.full_name for person in read(folder, people.everybody)]


# Trying ------------------------------------------------------------------------------------------


def test_the_newest_copy_is_tried_and_that_is_remembered(folder, copy):
    before = (folder / "thidua.db").stat().st_ino
    code, said = thidua(folder, "restore", "--check")
    assert code == 0, said
    assert f"Bản sao {copy}: đọc được, đủ và khớp" in said
    assert "Có 02 người" in said
    assert "việc cuối cùng ghi lúc 9 giờ 00, thứ Sáu, ngày 12/6/2026" in said
    assert read(folder, backups.last_check) == backups.Outcome(NOW, "")
    assert (folder / "thidua.db").stat().st_ino == before
    assert sorted(path.name for path in folder.iterdir()) == ["backups", "clock", "config.toml", "thidua.db"]


def test_a_copy_of_an_earlier_version_is_brought_up_to_date_for_the_trial(folder, copy):
    early = folder / "early.db"
    with closing(sqlite3.connect(early)) as connection:
        connection.executescript((MIGRATIONS / "0001_initial.sql").read_text("utf-8"))
        connection.execute("PRAGMA user_version = 1")
    assert thidua(folder, "restore", "--check", early)[0] == 0
    with closing(sqlite3.connect(early)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (1,)


def test_without_a_copy_there_is_nothing_to_try(folder):
    code, said = thidua(folder, "restore", "--check")
    assert (code, said) == (1, f"Chưa có bản sao nào trong {folder / 'backups'}; xin chạy thidua backup trước.\n")


def _damaged(path):
    content = bytearray(path.read_bytes())
    for page in range(8, len(content) // 4096):
        content[page * 4096 : page * 4096 + 200] = os.urandom(200)
    path.write_bytes(content)


def _orphaned(path):
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DELETE FROM unit")
        connection.commit()


def _newer(path):
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {latest_version() + 1}")


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (_damaged, "bị hỏng"),
        (_orphaned, "bị hỏng"),
        (_newer, "phiên bản"),
        (lambda path: path.write_bytes(b""), "không phải bản sao"),
        (lambda path: path.write_text("Đây là một bức thư. " * 500, "utf-8"), "bị hỏng"),
        (lambda path: path.unlink(), "Không đọc được"),
    ],
    ids=["damaged", "orphaned", "newer", "empty", "a letter", "gone"],
)
def test_a_copy_that_cannot_be_used_is_refused_in_a_sentence_and_changes_nothing(folder, copy, spoil, said):
    spoil(copy)
    for words in (("restore", "--check", copy), ("restore", "--yes", copy)):
        code, told = thidua(folder, *words)
        assert code == 1
        assert said in told
        assert told.count("\n") == 1
    assert len(names(folder)) == 3
    assert read(folder, backups.last_check).reason


# Restoring ---------------------------------------------------------------------------------------


def test_a_copy_is_put_in_place_and_what_was_there_is_kept(folder, copy):
    code, said = thidua(folder, "restore", copy, answer="y\n")
    assert code == 0, said
    kept = folder / "thidua.db.before-restore-2026-06-12-090000"
    assert f"bản trước đó giữ ở {kept}" in said
    assert names(folder) == ["Nguyễn Thị Lan Anh", "Trần Văn Dũng"]
    with closing(sqlite3.connect(kept)) as connection:
        assert connection.execute("SELECT count(*) FROM staff").fetchone() == (3,)
    assert copy.exists()
    assert read(folder, lambda tx: tx.value("SELECT act FROM audit_log ORDER BY id DESC")) == "database.restored"


def test_what_is_only_in_the_log_of_the_present_database_is_kept_with_it(folder, copy):
    with closing(sqlite3.connect(folder / "thidua.db", isolation_level=None)) as open_still:
        open_still.execute("UPDATE unit SET name = 'Phòng mới'")
        assert (folder / "thidua.db-wal").stat().st_size > 0
        assert thidua(folder, "restore", "--yes", copy)[0] == 0
    with closing(sqlite3.connect(folder / "thidua.db.before-restore-2026-06-12-090000")) as connection:
        assert connection.execute("SELECT name FROM unit").fetchone() == ("Phòng mới",)
    assert read(folder, lambda tx: tx.value("SELECT name FROM unit")) == "Văn phòng Sở"


def test_without_a_yes_nothing_is_restored(folder, copy):
    assert thidua(folder, "restore", copy, answer="n\n")[0] == 0
    assert len(names(folder)) == 3


def test_while_the_service_runs_nothing_is_restored(folder, copy):
    with only_one(folder / "thidua.db"):
        assert thidua(folder, "restore", "--yes", copy) == (1, "Dịch vụ đang chạy; xin dừng dịch vụ rồi khôi phục.\n")
    assert len(names(folder)) == 3


def test_the_database_itself_is_no_copy(folder):
    code, said = thidua(folder, "restore", "--yes", folder / "thidua.db")
    assert code == 1
    assert "chính là cơ sở dữ liệu đang dùng" in said
    assert thidua(folder, "restore")[0] == 1


def test_on_a_new_computer_there_is_nothing_to_keep(folder, copy, tmp_path):
    (folder / "thidua.db").unlink()
    code, said = thidua(folder, "restore", "--yes", copy)
    assert code == 0
    assert "bản trước đó" not in said
    assert len(names(folder)) == 2


def test_whoever_was_erased_since_is_erased_again_and_counted(folder, copy):
    assert thidua(folder, "erase", "Trần Văn Dũng", "--yes")[0] == 0
    erased_at = read(folder, lambda tx: tx.value("SELECT erased_at FROM staff WHERE id = 2"))
    code, said = thidua(folder, "restore", "--yes", copy)
    assert code == 0, said
    assert "Đã xóa lại dữ liệu của 01 người được xóa sau lúc sao lưu." in said
    assert read(folder, lambda tx: tx.value("SELECT erased_at FROM staff WHERE id = 2")) == erased_at
    assert read(folder, lambda tx: tx.value("SELECT count(*) FROM audit_log WHERE act = 'staff.erased'")) == 1
    assert "Trần Văn Dũng".encode() not in (folder / "thidua.db").read_bytes()
    assert "Trần Văn Dũng".encode() in copy.read_bytes()
    assert names(folder) == ["Nguyễn Thị Lan Anh"]
    again = thidua(folder, "restore", "--yes", folder / "thidua.db.before-restore-2026-06-12-090000")[1]
    assert "xóa lại" not in again


def test_a_number_that_is_another_person_s_in_the_copy_erases_nobody(folder, copy):
    with closing(sqlite3.connect(folder / "thidua.db")) as connection:
        connection.execute("UPDATE staff SET erased_at = 0 WHERE id = 2")
        connection.execute("DROP TRIGGER audit_log_unchanged")
        connection.execute("UPDATE audit_log SET at = at + 1")
        connection.commit()
    assert "xóa lại" not in thidua(folder, "restore", "--yes", copy)[1]
    assert names(folder) == ["Nguyễn Thị Lan Anh", "Trần Văn Dũng"]


def test_where_the_one_before_cannot_be_read_it_is_said_that_nobody_knows_who_was_erased(folder, copy):
    (folder / "thidua.db").write_text("Đây là một bức thư. " * 500, "utf-8")
    code, said = thidua(folder, "restore", "--yes", copy)
    assert code == 0, said
    assert "xin xóa lại bằng thidua erase" in said
    assert names(folder) == ["Nguyễn Thị Lan Anh", "Trần Văn Dũng"]


@pytest.mark.parametrize("linked", [True, False], ids=["linked", "copied"])
def test_a_kill_during_restoring_leaves_the_database_that_was_there(folder, copy, monkeypatch, linked):
    """At the last step before the new one has its name."""
    if not linked:
        monkeypatch.setattr(Path, "hardlink_to", _refused)
    monkeypatch.setattr(Path, "replace", _refused)
    code, said = thidua(folder, "restore", "--yes", copy)
    assert code == 1
    assert f"Chưa khôi phục vào {folder / 'thidua.db'} được: hỏng. Dữ liệu trước đó vẫn còn nguyên." in said
    assert len(names(folder)) == 3
    with closing(sqlite3.connect(folder / "thidua.db.before-restore-2026-06-12-090000")) as connection:
        assert connection.execute("SELECT count(*) FROM staff").fetchone() == (3,)
    monkeypatch.undo()
    (folder / "clock").write_text((NOW + timedelta(minutes=1)).isoformat())
    assert thidua(folder, "restore", "--yes", copy)[0] == 0
    assert len(names(folder)) == 2


def _refused(*_values):
    raise OSError(5, "hỏng")

"""From any earlier version to this one, without losing a row."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from domain.errors import CannotStart
from storage.database import MIGRATIONS, latest_version, migrate, statements, version_of

SCHEMA = Path(MIGRATIONS).parent / "schema.sql"

PARENT = """
CREATE TABLE parent (id INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT;
CREATE TABLE child (id INTEGER PRIMARY KEY, parent_id INTEGER NOT NULL REFERENCES parent ON DELETE CASCADE) STRICT;
INSERT INTO parent VALUES (1, 'a');
INSERT INTO child VALUES (10, 1);
"""
REBUILT = """
CREATE TABLE parent_new (id INTEGER PRIMARY KEY, name TEXT NOT NULL, note TEXT NOT NULL DEFAULT ';') STRICT;
INSERT INTO parent_new (id, name) SELECT id, name FROM parent;
DROP TABLE parent;
ALTER TABLE parent_new RENAME TO parent;
"""


def picture(path: Path) -> dict[str, object]:
    """Columns, indexes, keys and triggers of every table."""
    with closing(sqlite3.connect(path)) as connection:
        found: dict[str, object] = {
            f"{kind} {name}": " ".join((sql or "").split())
            for kind, name, sql in connection.execute("SELECT type, name, sql FROM sqlite_master WHERE type <> 'table'")
        }
        names = connection.execute("SELECT name, strict, wr FROM pragma_table_list WHERE schema = 'main'").fetchall()
        for name, *how in names:
            found[name] = how
            for about in ("table_xinfo", "index_list", "foreign_key_list"):
                found[f"{name} {about}"] = connection.execute(f"PRAGMA {about}({name})").fetchall()
    return found


def scripts(folder: Path, **by_number: str) -> Path:
    folder.mkdir(exist_ok=True)
    for number, script in by_number.items():
        (folder / f"{number.removeprefix('n')}_test.sql").write_text(script)
    return folder


def rows(path: Path, sql: str) -> list[tuple]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(sql).fetchall()


def test_the_migrations_from_empty_arrive_at_the_schema(tmp_path):
    migrate(tmp_path / "migrated.db")
    with closing(sqlite3.connect(tmp_path / "drawn.db")) as connection:
        connection.executescript(SCHEMA.read_text(encoding="utf-8"))
    assert picture(tmp_path / "migrated.db") == picture(tmp_path / "drawn.db")
    assert version_of(tmp_path / "migrated.db") == latest_version()


def test_a_second_migration_changes_nothing(tmp_path):
    migrate(tmp_path / "thidua.db")
    before = (tmp_path / "thidua.db").read_bytes()
    migrate(tmp_path / "thidua.db")
    assert (tmp_path / "thidua.db").read_bytes() == before


def test_rebuilding_a_parent_keeps_its_children_and_a_backup_comes_first(tmp_path):
    folder, path = tmp_path / "scripts", tmp_path / "thidua.db"
    migrate(path, scripts(folder, n0001=PARENT))
    migrate(path, scripts(folder, n0002=REBUILT))
    assert rows(path, "SELECT parent_id, note FROM child JOIN parent ON parent.id = parent_id") == [(1, ";")]
    assert version_of(path) == 2
    assert version_of(tmp_path / "thidua.db.before-0002") == 1


@pytest.mark.parametrize("broken", ["DELETE FROM parent;", "CREATE TABLE parent (id INTEGER);"])
def test_a_migration_that_fails_leaves_the_version_before(tmp_path, broken):
    folder, path = tmp_path / "scripts", tmp_path / "thidua.db"
    migrate(path, scripts(folder, n0001=PARENT))
    with pytest.raises(sqlite3.Error):
        migrate(path, scripts(folder, n0002=broken))
    assert version_of(path) == 1
    assert rows(path, "SELECT count(*) FROM parent") == [(1,)]


def test_a_newer_database_is_refused_with_both_versions(tmp_path):
    path = tmp_path / "thidua.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {latest_version() + 1}")
    with pytest.raises(CannotStart) as refused:
        migrate(path)
    assert refused.value.code == "database_newer"
    assert refused.value.facts["known"] == latest_version()


def test_a_file_that_is_no_database_is_refused(tmp_path):
    path = tmp_path / "thidua.db"
    path.write_bytes(b"%PDF-1.7 " * 1000)
    with pytest.raises(CannotStart) as refused:
        migrate(path)
    assert refused.value.code == "database_trouble"


def test_a_semicolon_in_a_string_or_a_trigger_ends_no_statement():
    script = "INSERT INTO a VALUES ('x;\ny');\nCREATE TRIGGER t AFTER INSERT ON a BEGIN\n SELECT 1;\nEND;\n-- end"
    assert len(list(statements(script))) == 3

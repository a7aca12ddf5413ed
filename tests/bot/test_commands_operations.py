"""The page on safety, of an office with a copy of its database."""

import asyncio
import os
import sqlite3
from contextlib import closing
from datetime import datetime

import pytest
from click.testing import CliRunner

from bot.__main__ import main
from domain.messages import ChatRef
from domain.permissions import Role
from storage import accounts, audit, people, tree
from storage.database import Database, migrate

NOW = datetime.fromisoformat("2026-06-12T09:00:00+07:00")
CONFIG = """
[office]
name = "Sở Tư pháp tỉnh Thái An (minh họa)"
[database]
path = "thidua.db"
[[zalo]]
token = "1:abc"
base_url = "http://127.0.0.1:1"
[clock]
file = "{clock}"
"""


@pytest.fixture
def folder(tmp_path):
    """An office of two people, on Friday 12/6/2026 at 9:00."""
    (tmp_path / "clock").write_text(NOW.isoformat())
    (tmp_path / "config.toml").write_text(CONFIG.format(clock=tmp_path / "clock"))
    migrate(tmp_path / "thidua.db")
    read(tmp_path, _people)
    return tmp_path


async def _people(tx):
    unit = await tree.add_unit(tx, "Văn phòng Sở", "VP")
    for name, role in (("Nguyễn Thị Lan Anh", Role.OFFICER), ("Trần Văn Dũng", Role.UNIT_HEAD)):
        staff = await people.add_staff(tx, unit, name, "", "", [role])
        await audit.record(tx, NOW, None, "staff.added", staff)


def read(folder, ask):
    async def asked():
        database = await Database.open(folder / "thidua.db")
        try:
            async with database.transaction() as tx:
                return await ask(tx)
        finally:
            await database.close()

    return asyncio.run(asked())


def thidua(folder, *words, answer=""):
    ran = CliRunner().invoke(main, ["--config", str(folder / "config.toml"), *map(str, words)], input=answer)
    return ran.exit_code, ran.output


@pytest.fixture
def copy(folder):
    """A copy, after which somebody came."""
    assert thidua(folder, "backup")[0] == 0
    read(folder, lambda tx: people.add_staff(tx, 1, "Lý Văn Tuấn", "male", "", []))
    return folder / "backups" / "thidua-2026-06-12-090000.db"


async def _life(tx):
    """What a year brings: an account, two requests answered, one that waits, one of long ago."""
    consent = accounts.Consent("1", NOW)
    await accounts.link(tx, 1, ChatRef(platform="telegram", chat_id="7"), "7", consent, NOW)
    for asked, decided in (
        ("2026-06-04T09:00", "2026-06-04T15:00"),
        ("2026-06-05T16:00", "2026-06-09T08:00"),
        ("2026-06-11T09:00", None),
        ("2025-01-08T09:00", "2025-03-08T09:00"),
    ):
        at, until = (
            int(datetime.fromisoformat(f"{one}:00+07:00").timestamp()) if one else None for one in (asked, decided)
        )
        state = "done" if decided else "waiting"
        await tx.run(
            "INSERT INTO data_request (staff_id, kind, asked_at, answer_by, state, decided_at)"
            " VALUES (1, 'erase', ?, 0, ?, ?)",
            (at, state, until),
        )
    await tx.run("INSERT INTO audit_log (at, act) SELECT 0, 'test' FROM staff_word LIMIT 3")


def test_the_page_on_safety_tells_how_things_are(folder, copy):
    read(folder, _life)
    thidua(folder, "restore", "--check")
    code, said = thidua(folder, "an-toan")
    assert code == 0, said
    assert "3 hồ sơ cán bộ (họ tên, đơn vị, chức vụ, 1 tài khoản Zalo/Telegram), 0 chỉ tiêu, 0 kết quả" in said
    assert f"Nơi giữ: máy này, {folder}; bản sao lưu ở {folder / 'backups'}." in said
    assert "01 Cán bộ phụ trách thi đua; 01 Trưởng đơn vị (trong phạm vi đơn vị)" in said
    assert "Kết nối ra ngoài: 127.0.0.1. Kết nối vào: không." in said
    assert "ra nước ngoài" not in said
    assert "Sao lưu gần nhất: 9 giờ 00, thứ Sáu, ngày 12/6/2026; khôi phục thử gần nhất: ngày 12/6/2026, đạt." in said
    assert "12 tháng qua: 03, trả lời lâu nhất trong 2 ngày làm việc, 01 yêu cầu đang chờ." in said
    assert "Nhật ký thao tác: 5 dòng, không sửa được." in said
    assert "Lan Anh" not in said


def test_the_page_hides_no_fault(folder):
    text = (folder / "config.toml").read_text()
    (folder / "config.toml").write_text(
        text + '[telegram]\ntoken = "1:abc"\nbase_url = "http://127.0.0.1:1"\nbase_file_url = "http://127.0.0.1:1"\n'
    )
    with closing(sqlite3.connect(folder / "thidua.db")) as connection:
        connection.execute("DROP TRIGGER audit_log_kept")
    if os.name == "posix":
        folder.chmod(0o755)
        (folder / "thidua.db").chmod(0o644)
    said = thidua(folder, "an-toan")[1]
    assert "đang sửa được" in said
    assert "(dữ liệu nhắn qua Telegram đi ra nước ngoài)" in said
    assert "Sao lưu gần nhất: chưa có; khôi phục thử gần nhất: chưa thử." in said
    assert ("tài khoản khác trên máy này đọc được" in said) == (os.name == "posix")


def test_the_page_and_the_check_name_the_public_address(folder):
    assert "Cảnh báo: chưa đặt web.public_url" in thidua(folder, "check")[1]
    config = folder / "config.toml"
    config.write_text(config.read_text() + '[web]\npublic_url = "https://thidua.example.gov.vn"\nport = 8091\n')
    checked = thidua(folder, "check")[1]
    assert "https://thidua.example.gov.vn, chờ ở 127.0.0.1, cổng 8091; mỗi đường dẫn dùng được 30 phút" in checked
    assert "chưa đặt web.public_url" not in checked
    assert "Kết nối vào: chỉ trang tải tệp https://thidua.example.gov.vn" in thidua(folder, "an-toan")[1]


def test_without_a_database_there_is_no_page(folder):
    (folder / "thidua.db").unlink()
    assert thidua(folder, "an-toan")[0] == 1

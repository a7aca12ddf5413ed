"""People's data and the log on the command line."""

import asyncio
import json
import sqlite3
from contextlib import closing

import pytest
from python_calamine import CalamineWorkbook

from bot.lock import only_one
from domain.messages import ChatRef
from storage import accounts
from storage.database import Database
from tests.bot.test_commands_people import folder, thidua, with_people
from tests.handlers.test_joining import NOW

__all__ = ["folder"]
NAME = "Đỗ Minh"


@pytest.fixture
def office(folder):
    with_people(folder)
    return folder


def row(office, query: str):
    with closing(sqlite3.connect(office / "thidua.db")) as connection:
        return connection.execute(query).fetchone()


def left(office, word: str) -> list[str]:
    return [path.name for path in office.glob("thidua.db*") if word.encode() in path.read_bytes()]


def test_somebody_without_an_account_is_erased_at_once_to_the_last_byte(office):
    assert left(office, NAME)
    code, said = thidua(office, "erase", "do minh", "--yes")
    assert (code, "xin báo bằng văn bản; trợ lý xóa ngay" in said) == (0, True)
    assert left(office, NAME) == []
    assert row(office, "SELECT full_name FROM staff WHERE erased_at IS NOT NULL") == ("Người đã xóa dữ liệu",)
    assert row(office, "SELECT count(*) FROM setting WHERE name = 'erasure.clean_at'") == (0,)


def test_whoever_has_an_account_is_told_first_by_the_program(office):
    asyncio.run(_linked(office))
    code, said = thidua(office, "erase", NAME, "--yes")
    assert (code, "Trợ lý báo cho người ấy trước" in said) == (0, True)
    assert row(office, "SELECT state FROM data_request") == ("agreed",)
    assert row(office, "SELECT count(*) FROM outbox WHERE state = 'waiting' AND chat_id = '77'") == (1,)
    assert row(office, "SELECT count(*) FROM staff WHERE erased_at IS NOT NULL") == (0,)


async def _linked(office) -> None:
    database = await Database.open(office / "thidua.db", beside=True)
    async with database.transaction() as tx:
        number = await tx.value("SELECT id FROM staff WHERE full_name = ?", (NAME,))
        chat = ChatRef(platform="telegram", chat_id="77")
        await accounts.link(tx, number, chat, "77", accounts.Consent("1", NOW), NOW)
    await database.close()


def test_beside_a_running_program_the_file_is_left_to_that(office):
    with only_one(office / "thidua.db"):
        assert thidua(office, "erase", NAME, "--yes")[0] == 0
    assert row(office, "SELECT count(*) FROM setting WHERE name = 'erasure.clean_at'") == (1,)


def test_a_no_changes_nothing(office):
    assert "không lấy lại được" in thidua(office, "erase", NAME, answer="n\n")[1]
    assert row(office, "SELECT count(*) FROM data_request") == (0,)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("Vũ Không Có",), "Không có ai tên Vũ Không Có"),
        ((NAME,), "Có 2 người tên Đỗ Minh"),
        ((NAME, "--unit", "Phòng X"), "Chưa có đơn vị Phòng X"),
    ],
)
def test_whoever_cannot_be_found_is_said_in_one_sentence(office, words, sentence):
    asyncio.run(_namesake(office))
    code, said = thidua(office, "erase", *words, "--yes")
    assert (code, sentence in said) == (1, True)


async def _namesake(office) -> None:
    database = await Database.open(office / "thidua.db", beside=True)
    async with database.transaction() as tx:
        await tx.run(
            "INSERT INTO staff (unit_id, full_name, name_key, calling_key, given_key, gender, post)"
            " SELECT unit_id, full_name, name_key, calling_key, given_key, gender, post FROM staff WHERE full_name = ?",
            (NAME,),
        )
    await database.close()


def test_all_that_is_kept_of_somebody_is_written_as_two_files(office):
    assert thidua(office, "export-data", NAME, "--folder", str(office))[0] == 0
    table = json.loads((office / "du-lieu-cua-toi.json").read_text("utf-8"))
    assert table["person"]["full_name"] == NAME
    assert NAME in (office / "du-lieu-cua-toi.html").read_text("utf-8")
    assert "người quản trị" in str(_log(office))


def _log(office) -> list:
    assert thidua(office, "audit-export", str(office / "log.xlsx"))[0] == 0
    return CalamineWorkbook.from_path(str(office / "log.xlsx")).get_sheet_by_index(0).to_python()


def test_the_log_is_written_as_a_sheet(office):
    rows = _log(office)
    assert rows[0][:2] == ["Số", "Lúc"]
    assert [one[2:5] for one in rows[-2:]] == [
        ["người quản trị", "thêm cán bộ số 1 (tên, giới tính, chức vụ, đơn vị)", "máy chủ"],
        ["người quản trị", "thêm đơn vị số 1", "máy chủ"],
    ]


def test_a_folder_that_is_not_there_is_one_sentence(office):
    code, said = thidua(office, "audit-export", str(office / "nowhere" / "log.xlsx"))
    assert (code, "Không ghi được tệp" in said) == (1, True)

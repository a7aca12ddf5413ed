import asyncio
import re
from random import Random

import pytest
from click.testing import CliRunner

from bot.__main__ import main
from bot.commands_people import issue_all
from storage import invites, people, tree
from storage.database import Database
from tests.handlers.test_joining import NOW

CSV = (
    "Họ và tên;Giới tính;Chức vụ;Đơn vị;Vai trò\nLê An Bình;nữ;Chuyên viên <b>A</b> & B;VP;đầu mối\nĐỗ Minh;nam;;VP;\n"
)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "config.toml").write_text('[office]\nname = "Sở Tư pháp"\n', "utf-8")
    (tmp_path / "people.csv").write_text(CSV, "utf-8-sig")
    return tmp_path


def thidua(folder, *words, answer=None):
    """Exit code and what was printed."""
    result = CliRunner().invoke(main, ["--config", str(folder / "config.toml"), *words], input=answer)
    return result.exit_code, result.output


def with_people(folder):
    thidua(folder, "unit", "add", "Văn phòng Sở", "--short", "VP")
    return thidua(folder, "import-staff", str(folder / "people.csv"), "--yes")


def roster(folder):
    return asyncio.run(_roster(folder))


async def _roster(folder):
    database = await Database.open(folder / "thidua.db", beside=True)
    async with database.transaction() as tx:
        found = await people.everybody(tx)
    await database.close()
    return found


def test_a_unit_is_added_once(folder):
    assert thidua(folder, "unit", "add", "Văn phòng Sở") == (0, "Đã thêm Văn phòng Sở.\n")
    assert thidua(folder, "unit", "add", "van phong so") == (1, "Đã có đơn vị tên van phong so.\n")
    assert thidua(folder, "unit", "add", "  ")[0] == 1


def test_a_list_is_shown_written_and_the_second_time_changes_nothing(folder):
    code, shown = with_people(folder)
    assert code == 0
    assert "Thêm: Lê An Bình, VP, Chuyên viên <b>A</b> & B [Đầu mối đơn vị]\n" in shown
    assert "Đã ghi danh sách: thêm 02, thay đổi 0," in shown
    assert "không đổi: 02" in thidua(folder, "import-staff", str(folder / "people.csv"))[1]


def test_without_a_yes_nothing_is_written(folder):
    thidua(folder, "unit", "add", "Văn phòng Sở", "--short", "VP")
    thidua(folder, "import-staff", str(folder / "people.csv"), answer="n\n")
    assert roster(folder) == []


def test_one_bad_row_and_nothing_is_written(folder):
    thidua(folder, "unit", "add", "Văn phòng Sở", "--short", "VP")
    (folder / "people.csv").write_text(CSV + "Vũ Tâm;nam;;Phòng Lạ;\n", "utf-8")
    code, shown = thidua(folder, "import-staff", str(folder / "people.csv"), "--yes")
    assert code == 1
    assert "Dòng 4, Vũ Tâm: chưa có đơn vị “Phòng Lạ”" in shown
    assert roster(folder) == []


def test_who_is_not_in_the_file_stays_unless_the_command_says_otherwise(folder):
    with_people(folder)
    (folder / "people.csv").write_text(CSV[: CSV.index("Đỗ Minh")], "utf-8")
    words = ["import-staff", str(folder / "people.csv"), "--yes"]
    assert "Không có trong tệp: Đỗ Minh, VP" in thidua(folder, *words)[1]
    assert len(roster(folder)) == 2
    assert "cho thôi 01" in thidua(folder, *words, "--leave")[1]
    assert [person.full_name for person in roster(folder)] == ["Lê An Bình"]


@pytest.mark.parametrize("content", [b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"", b"Ten,Tuoi\nAn,3\n"])
def test_a_file_that_is_no_list_is_one_sentence(folder, content):
    (folder / "people.xlsx").write_bytes(content)
    code, said = thidua(folder, "import-staff", str(folder / "people.xlsx"))
    assert (code, len(said.splitlines())) == (1, 1)


def test_a_slip_holds_the_code_in_two_groups_and_says_why_there_is_no_link(folder):
    with_people(folder)
    code, slips = thidua(folder, "invite", "--all")
    assert code == 0
    assert len(re.findall(r"mã kích hoạt: \d{4} \d{4}\n", slips)) == 2
    assert "t.me" not in slips
    assert "không có đường dẫn" in slips


@pytest.mark.parametrize(
    "words",
    [["invite"], ["invite", "--all", "--unit", "VP"], ["invite", "--unit", "Phòng Lạ"], ["import-staff", "x"]],
)
def test_an_operators_mistake_is_one_sentence(folder, words):
    code, said = thidua(folder, *words)
    assert code == 1
    assert len(said.splitlines()) == 1


async def test_a_new_slip_cancels_the_earlier_and_stands_hashed_in_the_table(desk):
    async with desk.database.transaction() as tx:
        unit = await tree.unit_named(tx, "Văn phòng Sở")
        await people.add_staff(tx, unit.id, "Đỗ Minh", "male", "", [])
        waiting = await people.without_account(tx, unit.id)
        first, second = [(await issue_all(tx, waiting, Random(seed), NOW))[0].slip for seed in (1, 2)]
        assert await invites.find(tx, first.code, NOW) is None
        assert await invites.find(tx, second.token, NOW) == await invites.find(tx, second.code, NOW) is not None
        stored = str([tuple(row) for row in await tx.rows("SELECT * FROM invite")])
    assert second.code not in stored
    assert second.token not in stored


async def test_once_the_program_has_run_slips_carry_a_link(desk):
    async with desk.database.transaction() as tx:
        unit = await tree.unit_named(tx, "Văn phòng Sở")
        await people.add_staff(tx, unit.id, "Đỗ Minh", "male", "", [])
    await desk.stop()
    # The command line has a loop of its own.
    _, slips = await asyncio.to_thread(thidua, desk.folder, "invite", "--unit", "Văn phòng Sở")
    assert len(re.findall(r"https://t.me/\w+\?start=m_[0-9a-f]{32}\n", slips)) == 1

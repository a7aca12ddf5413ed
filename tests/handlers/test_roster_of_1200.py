"""A list of 1,200 people, 40 rows of it faulty: shown, corrected, written; the same again changes nothing."""

import pytest

from storage import people
from tests.handlers.rostering import FAULTY, FIRST, NAME, OLD_FONTS, PHONE, POST, ROWS, received, sheet, spoiled
from tests.handlers.rostering import people as listed

pytestmark = pytest.mark.only("telegram")  # no other platform hands files on
FILE = "danh-sach.xlsx"


async def versions(desk) -> dict[int, int]:
    """By person of the roster, how often that row has changed."""
    rows = await desk.read(lambda tx: tx.rows("SELECT id, version FROM staff"))
    return {row["id"]: row["version"] for row in rows}


def test_there_are_40_faults_of_more_than_12_kinds():
    assert len(FAULTY) >= 12
    assert len(spoiled(listed())[1]) == sum(map(len, FAULTY.values())) == 40


async def test_each_faulty_row_is_named_with_its_reason_and_nothing_is_written(desk, officer):
    table, wrong = spoiled(listed())
    before = await versions(desk)
    said = await officer.sends(FILE, sheet(table))
    assert "Danh sách “danh-sach.xlsx”: 1.200 người. Chưa ghi gì." in said
    assert "- Chưa rõ: 40 dòng" in said
    assert officer.choices == ["Xem từng dòng", "Thôi, không ghi"]
    header, *rows = received(officer)
    line, reason = header.index("Dòng"), header.index("Lý do")
    assert [row[line] for row in rows] == [str(number) for number in range(FIRST, FIRST + ROWS)]
    found = {int(row[line]): row[reason] for row in rows if row[reason]}
    assert found.keys() == wrong.keys()
    assert [number for number, words in wrong.items() if words not in found[number]] == []
    await officer.chooses("Xem từng dòng")
    assert "Từ 1 đến 10 trong" in officer.last
    await officer.chooses("Xem tiếp")
    assert "Từ 11 đến 20 trong" in officer.last
    assert await versions(desk) == before


async def test_a_correct_list_is_written_the_same_again_changes_nothing_a_corrected_one_just_those_rows(desk, officer):
    table = listed()
    said = await officer.sends(FILE, sheet(table))
    assert "Thêm mới: 1.195; thay đổi: 05; không đổi: 0" in said
    assert "Gõ bằng phông chữ cũ, đã chuyển: 04 dòng" in said
    assert "thêm 1.195, thay đổi 05" in await officer.chooses("Ghi danh sách")
    everybody = {person.full_name: person for person in await desk.read(people.everybody)}
    assert len(everybody) == ROWS
    assert set(OLD_FONTS.values()) <= everybody.keys()
    assert everybody["Nguyễn Văn Hưởng"].phone == "0912000000"

    before = await versions(desk)
    assert "khớp với hiện tại, không có gì phải ghi" in await officer.sends(FILE, sheet(table))
    assert await versions(desk) == before

    table[100][POST], table[200][PHONE] = "Kế toán", "0987654321"
    table[300][NAME] = f"Tâm {table[300][NAME]}"
    assert "Thêm mới: 0; thay đổi: 03; không đổi: 1.197" in await officer.sends(FILE, sheet(table))
    await officer.chooses("Ghi danh sách")
    after = await versions(desk)
    changed = {number for number in after if after[number] != before.get(number)}
    names = {person.full_name for person in await desk.read(people.everybody) if person.id in changed}
    assert names == {table[100][NAME], table[200][NAME], table[300][NAME]}

"""Finding people by their names, with or without marks, and nobody whom one is not responsible for."""

from datetime import datetime

import pytest

from storage import people
from tests.conftest import newcomer
from tests.desk import START

OF_THE_UNIT = "Phòng Hành chính và Bổ trợ tư pháp"


@pytest.mark.parametrize(
    "said", ["tìm người đội", "/timnguoi doi", "tra cứu Nguyễn Văn Đội", "TIM DOI", "tìm nguyen doi"]
)
async def test_somebody_is_found_however_the_name_is_typed(desk, officer, said):
    await newcomer(desk, 1300, "Nguyễn Văn Đội", unit=OF_THE_UNIT)
    assert "Nguyễn Văn Đội" in await officer.says(said)


async def test_a_slip_in_the_name_is_asked_about(desk, officer):
    await newcomer(desk, 1300, "Nguyễn Văn Khánh", unit=OF_THE_UNIT)
    said = await officer.says("tìm người khanhh")
    assert "Không có ai tên “khanhh”" in said
    assert any("Nguyễn Văn Khánh" in choice for choice in officer.choices)


async def test_a_head_finds_the_own_people_and_the_same_words_for_everybody_else(desk, unit_head, hoa):
    assert "Phạm Thanh Bình" in await unit_head.says("tìm người bình")
    for name in ("hoa", "không có ai"):
        assert "Không tìm thấy ai tên" in await unit_head.says(f"tìm người {name}")
    assert await unit_head.says("/timnguoi nguoi 5") == await unit_head.says("/timnguoi nguoi 999")


async def test_many_of_one_name_come_in_pages(desk, officer):
    async with desk.database.transaction() as tx:
        for number in range(12):
            await people.add_staff(tx, 2, f"Lê Văn Tám {'ABCDEFGHIJKL'[number]}", "male", "", [])
    assert "12 người" in await officer.says("tìm người tám")
    listed = [choice for choice in officer.choices if "Tám" in choice]
    await officer.chooses("Xem tiếp")
    more = [choice for choice in officer.choices if "Tám" in choice]
    assert len(listed) == 8
    assert len(more) == 4
    assert not {*listed} & {*more}


async def test_who_has_left_is_not_found(desk, officer, staff):
    async with desk.database.transaction() as tx:
        person = await people.by_account(tx, desk.key, staff.id)
        await people.leave(tx, person.id, datetime.fromisoformat(START))
    assert "Không tìm thấy" in await officer.says("tìm người bình")


async def test_to_look_something_up_is_no_search_for_a_person(staff, officer):
    assert "Không tìm thấy ai" not in await officer.says("tìm hiểu pháp luật 3 buổi hôm qua")
    assert "cán bộ phụ trách" in await staff.says("tìm người hoa")

"""Two people of one name, unit and post are told apart wherever one is picked: by their places on the list of staff."""

import pytest

from storage import people
from tests.conftest import CAST

FIRST, SECOND = (f"Phạm Thanh Bình (người thứ {one} theo danh sách)" for one in ("nhất", "hai"))


@pytest.fixture
async def namesake(desk, drive) -> int:
    """Who bears the name, the post and the unit of the cast's Bình."""
    async with desk.database.transaction() as tx:
        (binh,) = [one for one in await people.everybody(tx) if one.full_name == "Phạm Thanh Bình"]
        return await people.add_staff(tx, binh.unit.id, binh.full_name, "male", binh.post, [])


PICKED = {
    "found": ("officer", ["/timnguoi bình"]),
    "unit": ("officer", ["/donvi nguoi 2"]),
    "split": ("officer", ["/donvi tach 2", "Phòng Tách"]),
    "notice": ("officer", ["/thongbao", "chọn người", "bình"]),
    "entered for": ("focal", ["/dangky ho 1"]),
    "lent to": ("unit_head", ["ủy quyền", "giao người làm thay", "bình"]),
    "handed over to": ("focal", ["bàn giao", "bình"]),
    "logged for": ("focal", ["ghi hộ anh Bình thẩm định 2 dự thảo"]),
}


@pytest.mark.parametrize("way", PICKED)
async def test_two_of_one_name_unit_and_post_are_told_apart(namesake, request, way):
    who, texts = PICKED[way]
    person = request.getfixturevalue(who)
    for text in texts:
        await person.says(text)
    assert [one for one in person.choices if one.startswith(FIRST)], person.choices
    assert [one for one in person.choices if one.startswith(SECOND)], person.choices


async def test_the_card_says_who_of_them_it_is(namesake, officer):
    assert "người thứ hai theo danh sách" in await officer.says(f"/timnguoi nguoi {namesake}")


async def test_nobody_else_has_a_place_on_the_list(desk, namesake):
    async with desk.database.transaction() as tx:
        assert sorted(one.twin for one in await people.everybody(tx)) == [0] * (len(CAST) - 1) + [1, 2]
        await tx.run("UPDATE staff SET post = 'Kế toán' WHERE id = ?", (namesake,))
        assert not any(one.twin for one in await people.everybody(tx))

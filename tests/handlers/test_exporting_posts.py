"""What a summary says of a post or a unit that is another one than when the registration was handed in."""

import pytest

from tests.handlers.test_audit_log import NOW
from tests.handlers.test_exporting import answered, put

__all__ = ["answered"]  # the fixture


async def test_a_post_that_differs_from_the_roster_is_a_doubt_that_names_both(desk, officer, answered):
    async with desk.database.transaction() as tx:
        await tx.run("UPDATE staff SET post = 'Chuyên viên' WHERE id = 4")
    await put(desk, answered, staff_id=4, version=1)
    assert "chức vụ" not in await officer.says("tổng hợp")
    async with desk.database.transaction() as tx:
        await tx.run("UPDATE staff SET post = 'Phó Trưởng phòng' WHERE id = 4")
    assert "01 người chưa có chức vụ trong danh sách, hoặc chức vụ, đơn vị đã khác lúc đăng ký" in await officer.says(
        "tổng hợp"
    )
    unit = "Phòng Hành chính và Bổ trợ tư pháp"
    said = await officer.chooses("Xem")
    assert f"khi đăng ký là “Chuyên viên, {unit}”, danh sách nay ghi “Phó Trưởng phòng, {unit}”" in said
    await put(desk, answered, staff_id=4, version=2)
    assert "chức vụ" not in await officer.says("tổng hợp")


async def test_a_person_without_a_post_is_a_doubt(desk, officer, answered):
    async with desk.database.transaction() as tx:
        await tx.run("UPDATE staff SET post = '' WHERE id = 4")
    await put(desk, answered, staff_id=4, version=1)
    await officer.says("tổng hợp")
    assert "Phạm Thanh Bình: danh sách chưa ghi chức vụ" in await officer.chooses("Xem")


@pytest.mark.parametrize(("merged_into", "doubted"), [(None, True), (3, False)])
async def test_another_unit_than_when_registering_is_a_doubt_and_a_merged_one_is_none(
    desk, officer, answered, merged_into, doubted
):
    async with desk.database.transaction() as tx:
        await tx.run("INSERT INTO posting (staff_id, until, unit_id) VALUES (4, ?, 2)", (int(NOW.timestamp()) + 9,))
        await tx.run("UPDATE staff SET unit_id = 3 WHERE id = 4")
        await tx.run("UPDATE unit SET merged_into = ? WHERE id = 2", (merged_into,))
    await officer.says("tổng hợp")
    said = await officer.chooses("Xem")
    assert ("Bổ trợ tư pháp”, danh sách nay ghi “" in said) is doubted

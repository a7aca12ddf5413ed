"""Who did what, as officers read it."""

from datetime import datetime, timedelta
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from storage import audit
from tests.conftest import START, director_of

NOW = datetime.fromisoformat(START)


async def log(desk, count: int, act: str = "staff.changed", staff_id: int | None = 1, **more) -> None:
    async with desk.database.transaction() as tx:
        for number in range(count):
            await audit.record(tx, NOW + timedelta(minutes=number), staff_id, act, number + 1, **more)


async def test_a_line_says_who_did_what_to_which_row_where_and_for_whom(desk, officer):
    await log(desk, 1, fields="post,phone", origin=desk.key, on_behalf_of=2)
    place = {"telegram": "Telegram", "zalo": "Zalo"}[desk.platforms[0]]
    said = await officer.says("nhật ký")
    line = "9 giờ 05, 17/6: chị Lan Anh sửa hồ sơ cán bộ số 1 (chức vụ, số điện thoại)"
    assert f"{line}, trên {place}, thay anh Dũng" in said


async def test_the_newest_lead_and_pages_go_on(desk, officer):
    await log(desk, 20)
    first = await officer.says("ai đã làm gì")
    assert first.index("cán bộ số 20") < first.index("cán bộ số 19")
    assert "cán bộ số 12" not in first
    assert "cán bộ số 12" in await officer.chooses("Xem tiếp")


async def test_it_is_narrowed_by_person_by_kind_and_by_day_in_words(desk, officer):
    await log(desk, 1)
    await log(desk, 1, "campaign.published", staff_id=5)
    said = await officer.says("nhật ký chị Hoa")
    assert "chị Hoa công bố đợt số 1" in said
    assert "sửa hồ sơ" not in said
    said = await officer.says("nhật ký đợt thi đua")
    assert "công bố đợt số 1" in said
    assert "sửa hồ sơ" not in said
    assert "Không có thao tác nào" in await officer.says("nhật ký hôm qua")
    assert "sửa hồ sơ" in await officer.says("nhật ký 17/6")


async def test_it_is_narrowed_by_choices_that_keep_what_was_chosen_before(desk, officer):
    await log(desk, 1)
    await log(desk, 1, "campaign.published")
    await log(desk, 1, "campaign.published", staff_id=5)
    await officer.says("nhật ký")
    await officer.chooses("Theo loại việc")
    await officer.chooses("Đợt thi đua")
    await officer.chooses("Theo người")
    said = await officer.chooses("Hoàng Thị Thu Hoa")
    assert said.count("công bố") == 1
    assert "chị Hoa công bố đợt số 1" in said
    assert "sửa hồ sơ" in await officer.chooses("Toàn bộ nhật ký")


async def test_what_the_schedule_and_the_computer_did_is_told_apart(desk, officer):
    await log(desk, 1, "role.taken.officer", staff_id=None)
    await log(desk, 1, "unit.added", staff_id=None, origin=audit.ON_COMPUTER)
    said = await officer.says("nhật ký")
    assert "trợ lý thu hồi vai trò của cán bộ số 1: Cán bộ phụ trách thi đua" in said
    assert "người quản trị thêm đơn vị số 1, trên máy chủ" in said


async def test_whoever_was_erased_stands_there_without_a_name(desk, officer):
    await log(desk, 1, staff_id=5)
    await desk.read(lambda tx: tx.run("UPDATE staff SET full_name = 'Người đã xóa dữ liệu', gender = '' WHERE id = 5"))
    assert "Người đã xóa dữ liệu sửa hồ sơ" in await officer.says("nhật ký")


async def test_only_those_who_look_after_the_office_read_it(desk, officer, staff, unit_head):
    await log(desk, 1)
    for one in (staff, unit_head):
        for line in ("nhật ký", "/nhatky n1", "/nhatky tep", "nhật ký chị Hoa"):
            assert "sửa hồ sơ" not in await one.says(line)
    assert "sửa hồ sơ" in await (await director_of(desk)).says("nhật ký")


@pytest.mark.parametrize("line", ["n0", "n999999", "kx", "kpeople d2026-13-01", "t0 t1", "d9999-12-31", "zzz", "tim 1"])
async def test_odd_words_are_passed_over(desk, officer, line):
    said = await officer.says(f"/nhatky {line}")
    assert "Nhật ký thao tác" in said or "không" in said.lower()


@pytest.mark.only("telegram")
async def test_it_comes_as_a_file_in_which_no_words_are_a_formula(desk, officer):
    await log(desk, 3)
    await desk.read(lambda tx: tx.run("UPDATE staff SET full_name = '=1+1' WHERE id = 1"))
    await officer.says("nhật ký")
    assert "03 thao tác" in await officer.chooses("Bảng Excel")
    content = list(desk.sandbox.world.files.values())[-1].content
    rows = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()
    assert rows[0] == ["Số", "Lúc", "Người làm", "Việc đã làm", "Ở đâu", "Làm thay"]
    assert rows[1][2] == "=1+1 (Văn phòng Sở)"
    assert rows[1][3] == "sửa hồ sơ cán bộ số 3"


@pytest.mark.only("zalo")
async def test_where_no_files_are_sent_the_computer_is_named(desk, officer):
    await officer.says("nhật ký")
    assert "máy chủ" in await officer.chooses("Bảng Excel")


@pytest.mark.only("telegram")
@pytest.mark.parametrize("change", ["UPDATE audit_log SET act = 'x'", "DELETE FROM audit_log"])
async def test_nobody_changes_the_log(desk, change):
    await log(desk, 1)
    with pytest.raises(Exception, match="the audit log is never"):
        await desk.read(lambda tx: tx.run(change))


@pytest.mark.only("telegram")
async def test_a_value_has_no_place_in_the_log(desk):
    with pytest.raises(ValueError, match="only names of fields"):
        await log(desk, 1, fields="Chuyên viên chính")

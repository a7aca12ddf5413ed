"""What happens to drives of some units, and to figures that are over, when units and people move."""

from dataclasses import replace
from datetime import date

import pytest

from domain.registrations import RegistrationState
from storage import campaigns, coverage, grants, people, registrations, tree
from tests.conftest import CAST, DRIVE, newcomer
from tests.handlers.approving import CASES
from tests.handlers.registering import put_in
from tests.handlers.test_records import card
from tests.handlers.test_roles import staff_id
from tests.handlers.test_units import merged

DEPARTMENT, CENTRE = CAST[1002][2], CAST[1005][2]


async def drive_of(desk, *units: int) -> int:
    """A drive of these units alone."""
    return await desk.read(lambda tx: campaigns.add(tx, replace(DRIVE, units=frozenset(units))))


async def under_the_department(officer) -> None:
    await officer.says("/donvi them 2")
    await officer.says("Tổ Hộ tịch")
    await officer.chooses("Phòng, văn phòng")


async def figures(desk, drive: int) -> tuple[int, int]:
    async with desk.database.transaction() as tx:
        found = await coverage.figures(tx, await campaigns.get(tx, drive))
    return found.registered, found.people


async def test_a_team_that_goes_elsewhere_goes_on_with_the_drive_it_takes_part_in(desk, officer):
    await under_the_department(officer)
    mai = await newcomer(desk, 1300, "Đỗ Thị Mai", "female", "Tổ Hộ tịch")
    drive = await drive_of(desk, 2)
    await mai.says(f"/dangky {drive}")
    await mai.chooses("Tham gia")
    before = await figures(desk, drive)
    await officer.says("/donvi chuyen 4")
    await officer.chooses("Trực thuộc Sở")
    assert await figures(desk, drive) == before
    assert "28/8" in await mai.says("/thidua")


async def test_a_team_that_is_merged_elsewhere_takes_its_drive_along(desk, officer):
    await under_the_department(officer)
    mai = await newcomer(desk, 1300, "Đỗ Thị Mai", "female", "Tổ Hộ tịch")
    drive = await drive_of(desk, 2)
    await mai.says(f"/dangky {drive}")
    await mai.chooses("Tham gia")
    await merged(officer, 4, CENTRE, "Giữ tên")
    assert (await figures(desk, drive))[0] == 1
    assert "28/8" in await mai.says("/thidua")


async def test_the_figures_of_a_drive_that_is_over_do_not_change(desk, officer, staff, drive):
    await staff.says("/dangky 1")
    await staff.chooses("Tham gia")
    await desk.moved_to("2026-10-05T09:00:00+07:00")
    before = await figures(desk, drive)
    await officer.says("/hoso them 2")
    await officer.says("Đỗ Thị Mai, Kế toán")
    await officer.chooses("Nữ")
    await card(officer, "tuan")
    await officer.chooses("Thôi công tác")
    await officer.chooses("Ghi thôi công tác")
    assert await figures(desk, drive) == before


async def test_a_unit_is_never_merged_into_one_under_it(desk, officer):
    await under_the_department(officer)
    await officer.says("/donvi gop 2")
    draft = await desk.read(lambda tx: tx.value("SELECT max(id) FROM dialogue"))
    assert "không thể thuộc" in await officer.presses(f"={draft}.into.4")


@pytest.mark.parametrize("number", ["1", "2 3"])
async def test_a_number_picks_people_and_never_splits_the_unit(desk, officer, number):
    await officer.says("/donvi tach 2")
    await officer.says("Phòng Công chứng số 3")
    await officer.says("3")
    said = await officer.says(number)
    assert "Đã chọn" in said or "Chọn thêm" in said
    assert await desk.read(lambda tx: tx.value("SELECT count(*) FROM unit")) == 3


async def test_who_has_left_is_given_nothing_and_is_no_officer_beside_the_last(desk, officer, staff):
    number = await staff_id(desk, staff)
    await card(officer, "binh")
    await officer.chooses("Thôi công tác")
    await officer.chooses("Ghi thôi công tác")
    assert "Không tìm thấy" in await officer.says(f"/phanquyen giao {number}")
    async with desk.database.transaction() as tx:
        alone = await people.add_staff(tx, 1, "Lê Chưa Vào", "male", "", ["officer"])
        assert await grants.last_officer(tx, await staff_id_in(tx, desk, officer))
        assert not await grants.last_officer(tx, alone)


async def staff_id_in(tx, desk, person) -> int:
    return (await people.by_account(tx, desk.key, person.id)).id


async def test_an_officer_of_a_part_keeps_no_record_of_who_acts_for_the_whole(desk, officer):
    local = await newcomer(desk, 1301, "Lê Thu Cúc", "female", CENTRE)
    await officer.presses(f"/phanquyen cho {await staff_id(desk, local)}.1 officer 3")
    await newcomer(desk, 1302, "Trần Công Đoàn", "male", CENTRE, "trade_union")
    await local.says("tìm người doan")
    for choice in ("Sửa hồ sơ", "Thôi công tác"):
        assert "cán bộ phụ trách của toàn Sở" in await local.chooses(choice)


def test_the_drive_of_these_tests_is_over_in_october():
    assert date(2026, 10, 5) > DRIVE.end


async def test_who_was_erased_is_nobody_to_any_card(desk, officer, staff):
    number = await staff_id(desk, staff)
    async with desk.database.transaction() as tx:
        await people.leave(tx, number, DRIVE.publish_at)
        await tx.run("UPDATE staff SET erased_at = left_at, name_key = '' WHERE id = ?", (number,))
    for said in (f"/timnguoi nguoi {number}", f"/hoso lai {number}.3", f"/phanquyen nguoi {number}"):
        assert "Không tìm thấy" in await officer.says(said)


async def test_a_further_page_of_one_person_is_that_person(officer):
    assert "Hoàng Thị Thu Hoa" in await officer.says("/timnguoi tu.8 hoa")


async def test_nobody_is_said_to_be_told_who_is_not(desk, officer):
    number = await desk.read(lambda tx: people.add_staff(tx, 2, "Đỗ Thị Mai", "female", "Kế toán"))
    version = await desk.read(lambda tx: people.version_of(tx, number))
    assert "được báo tin" not in await officer.presses(f"/phanquyen cho {number}.{version} unit_focal 2")


async def test_heads_hear_what_has_become_of_their_unit(desk, officer, unit_head, focal):
    await merged(officer, 2, CENTRE, "Trung tâm Dịch vụ pháp lý")
    for person in (unit_head, focal):
        assert "nay có hiệu lực ở Trung tâm Dịch vụ pháp lý" in person.last


async def test_a_number_that_stands_in_another_record_is_pointed_out(desk, officer, staff, hoa):
    for name in ("binh", "hoa"):
        await card(officer, name)
        await officer.chooses("Sửa hồ sơ")
        await officer.chooses("Số điện thoại")
        said = await officer.says("0912 345 678")
    assert "còn ghi ở hồ sơ khác" in said


@pytest.mark.only("telegram")
@pytest.mark.parametrize("late", [False, True])
@pytest.mark.parametrize("state", ["DRAFT", "RETURNED", "SUBMITTED", "UNIT_APPROVED", "ACCEPTED"])
@pytest.mark.parametrize("name", ["Giữ tên", "Trung tâm Dịch vụ pháp lý"])
async def test_the_collective_of_a_merged_unit_stays_as_far_as_it_was(desk, officer, drive, name, state, late):
    facts = {"late": late, "reason": "Chưa rõ số vụ" if state == "RETURNED" else ""}
    await put_in(desk, drive, RegistrationState(state), unit_id=2, entered_by=2, targets=CASES, **facts)
    await merged(officer, 2, CENTRE, name)
    into = next(one for one in await desk.read(tree.units) if one.id != 1)
    found = await desk.read(lambda tx: registrations.of_collective(tx, drive, into.id))
    assert (found.state, found.late, found.reason) == (state, late, facts["reason"])
    assert (found.targets, found.entered_by) == (CASES, 2)


@pytest.mark.only("telegram")
async def test_what_the_unit_has_registered_itself_is_decided_on_anew_with_what_comes_to_it(desk, officer, drive):
    await put_in(desk, drive, RegistrationState.ACCEPTED, unit_id=2, targets=CASES)
    await put_in(desk, drive, RegistrationState.RETURNED, unit_id=3, reason="Chưa rõ", titles=("Lao động tiên tiến",))
    await merged(officer, 2, CENTRE, "Giữ tên")
    found = await desk.read(lambda tx: registrations.of_collective(tx, drive, 3))
    assert (found.state, found.targets, found.titles) == ("SUBMITTED", CASES, ("Lao động tiên tiến",))


@pytest.mark.only("telegram")
async def test_what_a_merged_unit_has_withdrawn_stays_withdrawn(desk, officer, drive):
    await put_in(desk, drive, RegistrationState.WITHDRAWN, unit_id=2, targets=CASES)
    await merged(officer, 2, CENTRE, "Giữ tên")
    assert await desk.read(lambda tx: registrations.of_collective(tx, drive, 3)) is None

"""A unit of ten with two phones is registered by its focal point, and everybody sees whose hand it was."""

from datetime import datetime

import pytest

from domain.messages import ChatRef
from domain.permissions import Role
from domain.registrations import RegistrationState
from storage import accounts, campaigns, coverage, people, registrations, tree
from tests.conftest import START, newcomer
from tests.handlers.registering import put_in
from tests.people import Person

UNIT = "Phòng Công chứng số 1"
MARK = "anh Khánh nhập hộ"
WITHOUT = [f"Vũ Thị Hồng {name}" for name in ("An", "Bích", "Cúc", "Dung", "Giang", "Hiền", "Khuyên", "Liên")]


@pytest.fixture
async def khanh(desk):
    """The focal point, with a phone."""
    return await newcomer(desk, 1201, "Đặng Quốc Khánh", unit=UNIT, role=Role.UNIT_FOCAL)


@pytest.fixture
async def mai(desk, khanh):
    """The other one with a phone."""
    return await newcomer(desk, 1202, "Đỗ Thị Mai", "female", unit=UNIT)


@pytest.fixture
async def others(desk, khanh):
    """The ids of the eight without one."""
    async with desk.database.transaction() as tx:
        unit = await tree.unit_named(tx, UNIT)
        return [await people.add_staff(tx, unit.id, name, "female", "Công chứng viên", []) for name in WITHOUT]


async def joined(desk, staff_id, number, name):
    """One of the eight gets a phone, and is let in."""
    person, now = Person(desk, number, name), datetime.fromisoformat(START)
    person.known()
    chat = ChatRef(platform=desk.key, chat_id=person.id)
    await desk.read(lambda tx: accounts.link(tx, staff_id, chat, person.id, accounts.Consent("1", now), now))
    return person


async def of_unit(desk, drive):
    async with desk.database.transaction() as tx:
        unit = await tree.unit_named(tx, UNIT)
        found = await coverage.by_unit(tx, await campaigns.get(tx, drive), {unit.id})
        return found[0].figures


async def test_the_whole_unit_is_registered_each_act_marked_and_shown(desk, khanh, mai, others, drive):
    await khanh.says("/dangky")
    await khanh.chooses("Tham gia")
    await khanh.says("nhập hộ")
    for entered in range(9):
        name = next(one for one in khanh.choices if "Vũ Thị" in one or "Đỗ Thị" in one)
        await khanh.chooses(name)
        await khanh.chooses("Chọn chỉ tiêu có sẵn")
        await khanh.says("1")
        said = await khanh.chooses("Xác nhận")
        assert MARK in said
        assert "Mọi người" in await khanh.chooses("Nhập hộ người khác") or entered < 8
    await khanh.says("đăng ký tập thể")
    await khanh.chooses("Tham gia")
    figures = await of_unit(desk, drive)
    assert (figures.people, figures.registered, figures.collectives) == (10, 10, 1)
    async with desk.database.transaction() as tx:
        found = [await registrations.of(tx, drive, one.id) for one in await people.of_unit(tx, 4)]
        acts = await tx.value("SELECT count(*) FROM audit_log WHERE act = 'registration.submitted' AND staff_id = 6")
    assert sorted(one.on_behalf for one in found) == [False] + [True] * 9
    assert acts == 11
    await desk.news_told()
    assert "Đồng chí Đặng Quốc Khánh đã nhập hộ chị Mai:" in mai.last
    assert "- Tham gia tố tụng: 3 vụ" in mai.last
    assert len([one for one in mai.heard if "nhập hộ" in one]) == 1


async def test_who_joins_later_sees_it_marked_on_every_screen(desk, khanh, others, drive):
    for staff_id in others:
        await khanh.presses(f"/dangky ok {drive}.0 {staff_id}")
    for place, (staff_id, name) in enumerate(zip(others, WITHOUT, strict=True)):
        person = await joined(desk, staff_id, 1300 + place, name)
        assert person.heard == []
        assert MARK in await person.says("/dangky")
        assert MARK in await person.says(f"/thidua {drive}")
        assert "(nhập hộ)" in await person.says("/ketqua")
        await person.says("/dangky sua")
        assert MARK in person.last
        await person.chooses("Tham gia")
        assert "nhập hộ" not in await person.says("/dangky")


@pytest.mark.parametrize("state", [RegistrationState.DECLINED, RegistrationState.WITHDRAWN])
async def test_declining_and_withdrawing_on_behalf_are_marked_and_told_too(desk, khanh, mai, drive, state):
    if state is RegistrationState.WITHDRAWN:
        await put_in(desk, drive, staff_id=7, entered_by=6)
        await khanh.presses(f"/dangky rutthat {drive}.2 7")
    else:
        await khanh.presses(f"/dangky khong {drive}.0 7")
    await desk.news_told()
    assert "Đồng chí Đặng Quốc Khánh đã nhập hộ chị Mai:" in mai.last
    assert MARK in await mai.says(f"/dangky xem {drive}")

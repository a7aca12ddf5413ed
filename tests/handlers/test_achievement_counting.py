from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest

from domain.campaigns import Criterion
from storage import achievements, campaigns
from tests.conftest import DRIVE
from tests.handlers.logged import NOW, register


@pytest.fixture
async def registered(desk, hoa, drive):
    """Chị Hoa takes part in the drive, with its criteria as targets."""
    await register(desk, 5, drive)
    await desk.moved_to(NOW)
    return drive


async def test_an_entry_counts_where_a_target_has_the_same_act_and_measure(desk, hoa, registered):
    said = await hoa.says("to tung 2 vu hom qua")
    assert "Tính vào: Đợt thi đua 28/8 (2/3 vụ)" in said
    assert "chưa tính vào chỉ tiêu nào" in (await hoa.says("thẩm định 4 dự thảo")).lower()
    assert "chưa tính vào chỉ tiêu nào" in (await hoa.says("tham gia tố tụng 2 vụ ngày 10/6")).lower()


async def test_an_entry_counts_in_two_campaigns_at_once(desk, hoa, registered):
    async with desk.database.transaction() as tx:
        second = DRIVE.__class__(
            **{**DRIVE.__dict__, "label": "Phong trào văn hóa công sở", "start": date(2026, 5, 25)}
        )
        other = await campaigns.add(tx, second)
    await register(desk, 5, other)
    said = await hoa.says("tham gia tố tụng 1 vụ")
    assert "Đợt thi đua 28/8 (1/3 vụ)" in said
    assert "Phong trào văn hóa công sở (1/3 vụ)" in said
    async with desk.database.transaction() as tx:
        assert await achievements.has_logged(tx, registered) == {5}
        assert not await achievements.logged_nothing(tx, other, 5)


async def test_one_registered_without_an_entry_that_counts_has_logged_nothing(desk, hoa, registered):
    await hoa.says("thẩm định 4 dự thảo")
    async with desk.database.transaction() as tx:
        assert await achievements.logged_nothing(tx, registered, 5)
        assert not await achievements.logged_nothing(tx, registered, 4)
        assert await achievements.has_logged(tx, registered) == set()


async def test_a_person_decides_where_an_entry_counts(desk, hoa, registered):
    await hoa.says("thẩm định 4 dự thảo")
    await hoa.chooses("Tính vào đợt khác")
    assert "Tính vào: Đợt thi đua 28/8" in await hoa.chooses("Tính vào Đợt thi đua")
    assert "Chưa tính" in await hoa.chooses("Thôi tính vào Đợt thi đua")


async def test_a_campaign_corrected_later_counts_what_was_logged_before(desk, hoa, registered):
    await hoa.says("thẩm định 4 dự thảo")
    async with desk.database.transaction() as tx:
        found = await campaigns.get(tx, registered)
        more = (*found.criteria, Criterion(0, "Thẩm định dự thảo", "dự thảo", Decimal(4), ""))
        await campaigns.replace(
            tx, found.__class__(**{**found.__dict__, "criteria": more, "version": found.version + 1})
        )
    assert "Tính vào: Đợt thi đua 28/8 (4 dự thảo)" in await hoa.says("xem 1")


async def test_an_act_named_as_the_campaign_names_it_counts_there_whatever_verbs_it_holds(desk, staff):
    async with desk.database.transaction() as tx:
        named = Criterion(0, "Chỉnh trang nơi tiếp công dân", "buổi", None, "")
        await campaigns.add(tx, replace(DRIVE, criteria=(named,)))
    await staff.says("/dangky")
    await staff.chooses("Tham gia")
    said = await staff.says("chinh trang noi tiep cong dan 1 buoi")
    assert "Chỉnh trang nơi tiếp công dân: 1 buổi" in said
    assert "Tính vào: Đợt thi đua 28/8" in said


async def test_what_is_logged_after_the_decision_counts_no_more_and_can_be_deleted(desk, hoa, registered):
    await hoa.says("tham gia tố tụng 1 vụ")
    async with desk.database.transaction() as tx:
        decided = datetime.fromisoformat(desk.clock.read_text().strip())
        await campaigns.note_decided(tx, registered, decided)
    await desk.moved_to("2026-08-13T09:00")
    said = await hoa.says("tham gia tố tụng 2 vụ hôm qua")
    assert "28/8" not in said
    async with desk.database.transaction() as tx:
        assert len(await achievements.counted(tx, registered, 5)) == 1
    assert "Đã xóa" in await hoa.says("xóa 2")

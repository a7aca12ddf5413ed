"""A collective's targets are suggested from its year before and from the plan, and chosen by numbers alone."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from domain.campaigns import CampaignState
from domain.sentences import Amount, Entry
from domain.targets import Target
from storage import achievements, people
from tests.conftest import CAST, DRIVE, START
from tests.handlers.registering import another, put_in, targets

UNIT, UNIT_ID, BINH_ID = CAST[1002][2], 2, 4
EARLIER = {
    "name": DRIVE.name.replace("81 năm", "80 năm").replace("2026", "2025"),
    "label": "Đợt thi đua 28/8 năm 2025",
    "start": date(2025, 6, 15),
    "end": date(2025, 8, 28),
    "registration_deadline": datetime.fromisoformat("2025-06-27T17:00:00+07:00"),
    "state": CampaignState.ARCHIVED,
}
PROMISED = (Target("tham gia tố tụng", Decimal(12), "vụ"), Target("Tư vấn pháp luật", Decimal(40), "vụ"))


@pytest.fixture
async def earlier(desk, drive):
    """Last year's, in which the unit had two targets and one of its people did 14 cases in two entries."""
    number = await another(desk, **EARLIER)
    await put_in(desk, number, unit_id=UNIT_ID, targets=PROMISED)
    await put_in(desk, number, staff_id=BINH_ID)
    async with desk.database.transaction() as tx:
        for amount in (5, 9):
            day = date(2025, 7, amount)
            entry = Entry("tham gia tố tụng", (Amount(Decimal(amount), "vụ"),), day, day)
            await achievements.add(tx, await people.get(tx, BINH_ID), entry, BINH_ID, datetime.fromisoformat(START))
    return number


async def asked(person):
    await person.says("đăng ký tập thể")
    return await person.chooses("Chọn chỉ tiêu có sẵn")


async def test_what_is_suggested_says_where_it_is_from(focal, earlier):
    said = await asked(focal)
    assert "1. Tham gia tố tụng: 12 vụ (năm 2025: đăng ký 12, đạt 14 vụ; kế hoạch: 3)" in said
    assert "2. Tư vấn pháp luật: 40 vụ (năm 2025: 40 vụ; kế hoạch: 10)" in said
    assert "3. Truyền thông về cơ sở: 2 đợt" in said
    assert "3. Truyền thông về cơ sở: 2 đợt (" not in said


@pytest.mark.parametrize(("typed", "amounts"), [("1 3", ["12", "2"]), ("1 5 vụ, 2", ["5", "40"]), ("2", ["40"])])
async def test_they_are_chosen_by_numbers_alone(desk, focal, drive, earlier, typed, amounts):
    await asked(focal)
    await focal.says(typed)
    await focal.chooses("Xác nhận")
    assert [amount for _, amount, _, _ in await targets(desk, drive, UNIT)] == amounts


@pytest.mark.only("telegram")  # what is typed picks all at once
async def test_they_are_chosen_by_pressing(desk, focal, drive, earlier):
    await asked(focal)
    await focal.chooses("Tham gia tố tụng: 12 vụ")
    await focal.chooses("Xác nhận")
    assert await targets(desk, drive, UNIT) == [("Tham gia tố tụng", "12", "vụ", None)]


async def test_results_without_a_promise_are_suggested_too(desk, unit_head, drive, earlier):
    async with desk.database.transaction() as tx:
        await tx.run("DELETE FROM target")
    assert "1. Tham gia tố tụng: 14 vụ (năm 2025: đạt 14 vụ; kế hoạch: 3)" in await asked(unit_head)


@pytest.mark.parametrize(
    ("column", "value"), [("name", "Đợt khác"), ("state", "CANCELLED"), ("start_day", "2026-06-16")]
)
async def test_another_campaign_or_one_that_was_cancelled_suggests_nothing(desk, focal, earlier, column, value):
    async with desk.database.transaction() as tx:
        await tx.run(f"UPDATE campaign SET {column} = ? WHERE id = ?", (value, earlier))  # noqa: S608  # our own columns
    assert "năm 2025" not in await asked(focal)


async def test_other_units_and_single_people_get_the_plans_figures(desk, focal, earlier):
    async with desk.database.transaction() as tx:
        await tx.run("UPDATE registration SET unit_id = 3 WHERE unit_id = 2")
        await tx.run("UPDATE achievement SET unit_id = 3")
    assert "năm 2025" not in await asked(focal)
    await focal.says("/dangky chon")
    assert "năm 2025" not in focal.last

"""A drive for some kinds of staff: a unit in which nobody is of one is asked for nothing as a collective."""

from dataclasses import replace
from datetime import date

import pytest

from domain.campaign_content import Content
from domain.campaigns import CampaignState, Tells
from domain.nudges import Item
from domain.people import Employment
from domain.reminders import ReminderKind
from storage import campaigns, coverage, lifecycle, nudges, pledges, reminders, reports, signed_texts
from storage.signed_texts import TextKind
from tests.conftest import DRIVE
from tests.handlers.signing import campaign_with

OFFICER, HEAD, FOCAL, BINH, HOA = range(1, 6)
BTTP, CENTRE = 2, 3  # units: of the head, the focal point and Bình; of Hoa
DAY = date(2026, 6, 17)


@pytest.fixture
async def of_kinds(desk):
    """For public employees, and for Bình, who is none: the one there is works at the centre."""
    kinds = {"employments": frozenset({Employment.PUBLIC_EMPLOYEE}), "people": frozenset({BINH})}
    number = await campaign_with(desk, Content(pledge="Chúng tôi giao ước", interim=date(2026, 7, 18)), **kinds)
    async with desk.database.transaction() as tx:
        await tx.run("UPDATE staff SET employment = 'public_employee' WHERE id = ?", (HOA,))
    return number


async def test_the_figures_count_the_units_that_are_asked(desk, of_kinds):
    async with desk.database.transaction() as tx:
        campaign = await campaigns.get(tx, of_kinds)
        text = await signed_texts.current(tx, of_kinds, TextKind.PLEDGE)
        found = await coverage.figures(tx, campaign)
        assert (found.people, found.units) == (2, 1)
        assert [one.unit.id for one in await coverage.by_unit(tx, campaign) if one.figures.units] == [CENTRE]
        assert [one.unit.id for one in await reports.of_campaign(tx, campaign)] == [CENTRE]
        assert [one.unit.id for one in await pledges.of_campaign(tx, campaign, text)] == [CENTRE]
        for item in (Item.COLLECTIVE, Item.PLEDGE, Item.REPORT):
            assert await nudges.units_owing(tx, campaign, item, None) == 1


async def test_nobody_answers_for_a_unit_that_is_not_asked(desk, of_kinds, officer, unit_head, focal, staff, hoa):
    async with desk.database.transaction() as tx:
        campaign = await campaigns.get(tx, of_kinds)
        for item in (Item.COLLECTIVE, Item.PLEDGE, Item.REPORT):
            assert await nudges.heads_lacking(tx, campaign, item, None) == 0
        assert await reminders.concerned(tx, of_kinds, ReminderKind.REPORT, DAY) == []
        assert await reminders.concerned(tx, of_kinds, ReminderKind.REPORT_OFFICER, DAY) == [OFFICER]
        assert await reminders.concerned(tx, of_kinds, ReminderKind.REGISTER, DAY) == [BINH, HOA]
        assert await lifecycle.told(tx, campaign, Tells.UNITS) == [OFFICER]
        report = await reports.of_unit(tx, campaign, (await coverage.by_unit(tx, campaign))[-1].unit)
        await reports.hand_in(tx, report, "Báo cáo", HOA, campaign.publish_at)
        assert await reminders.concerned(tx, of_kinds, ReminderKind.REPORT_OFFICER, DAY) == []


async def test_a_head_is_offered_nothing_for_a_unit_that_is_not_asked(desk, of_kinds, unit_head):
    assert DRIVE.label not in await unit_head.says("việc của tôi")
    assert "không tìm thấy" in (await unit_head.says(f"/dangky tapthe {of_kinds}")).lower()
    assert "không tìm thấy" in (await unit_head.says(f"/baocao nop {of_kinds}")).lower()


async def test_who_moves_after_the_end_leaves_the_figures_of_that_time(desk, of_kinds):
    async with desk.database.transaction() as tx:
        campaign = await campaigns.get(tx, of_kinds)
        over = replace(campaign, version=campaign.version + 1, state=CampaignState.CLOSED, end=DAY)
        await campaigns.replace(tx, over)
        moved = 2 * int(campaign.end.strftime("%s"))
        await tx.run("INSERT INTO posting (staff_id, unit_id, until) VALUES (?, ?, ?)", (HOA, CENTRE, moved))
        await tx.run("UPDATE staff SET unit_id = ? WHERE id = ?", (BTTP, HOA))
        assert [one.unit.id for one in await coverage.by_unit(tx, over) if one.figures.units] == [CENTRE]

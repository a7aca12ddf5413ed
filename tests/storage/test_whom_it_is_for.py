"""Whom a campaign is for is written twice, for queries and for what is in hand: both say the same of any office."""

import asyncio
import shutil
from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.campaign_reach import members, units_of
from domain.campaign_values import Surroundings
from domain.people import Employment, UnitKind
from domain.permissions import Role
from storage import campaigns, people, tree
from storage.counted import CONCERNED, MEANT, TAKES_PART, audience
from storage.database import Database, migrate
from tests.conftest import DRIVE
from tests.desk import START
from tests.domain.launching import CALENDAR

MOST = 7
KINDS = st.sampled_from([*Employment])
NUMBERS = st.integers(1, MOST)


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    path = tmp_path_factory.mktemp("office") / "empty.db"
    migrate(path)
    return path


@given(
    tree_of=st.lists(st.tuples(st.sampled_from([*UnitKind]), st.integers(0, MOST)), min_size=1, max_size=MOST),
    staff=st.lists(st.tuples(NUMBERS, KINDS), max_size=MOST),
    units=st.sets(NUMBERS, max_size=3),
    chosen=st.sets(NUMBERS, max_size=3),
    employments=st.sets(KINDS, max_size=2),
)
@settings(max_examples=40, deadline=None)
def test_the_query_and_the_rule_mean_the_same_units_and_people(empty, tree_of, staff, units, chosen, employments):
    path = empty.with_name("one.db")
    shutil.copy(empty, path)
    of_units = frozenset(one for one in units if one <= len(tree_of))
    of_people = frozenset(one for one in chosen if one <= len(staff))
    campaign = replace(DRIVE, units=of_units, people=of_people, employments=frozenset(employments))
    asyncio.run(agree(path, tree_of, staff, campaign))


async def agree(path, tree_of, staff, campaign):
    database = await Database.open(path)
    try:
        async with database.transaction() as tx:
            await office(tx, tree_of, staff)
            campaign = await campaigns.get(tx, await campaigns.add(tx, campaign))
            await compared(tx, campaign)
    finally:
        await database.close()


async def office(tx, tree_of, staff):
    """Each unit is under an earlier one, or under none; each of the staff is in some unit."""
    for number, (kind, above) in enumerate(tree_of):
        parent = await tree.get(tx, above) if 0 < above <= number else None
        await tree.add_unit(tx, f"Đơn vị {number}", f"Đ{number}", kind, parent)
    for number, (unit, employment) in enumerate(staff, start=1):
        await people.add_staff(tx, 1 + unit % len(tree_of), f"Người {number}", "", "", [Role.STAFF])
        await tx.run("UPDATE staff SET employment = ? WHERE id = ?", (employment, number))


async def compared(tx, campaign):
    async def queried(some, condition):
        rows = await tx.rows(f"SELECT {some} WHERE {condition}", audience(campaign))  # our own conditions
        return {row["id"] for row in rows}

    units, everybody = await tree.units(tx), await people.everybody(tx)
    around = Surroundings(datetime.fromisoformat(START), CALENDAR, units, people=await people.names(tx))
    included = {one.id for one in everybody if campaign.includes(one)}
    assert await queried("unit.id FROM unit", CONCERNED) == {one.id for one in units if campaign.concerns(one)}
    assert await queried("unit.id FROM unit", TAKES_PART) == units_of(campaign, around)
    assert await queried("staff.id FROM staff JOIN unit ON unit.id = staff.unit_id", MEANT) == included
    assert members(campaign, around) == included

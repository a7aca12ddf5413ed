"""What stands in the tables after a conversation about registering."""

from dataclasses import replace

from storage import campaigns
from tests.conftest import DRIVE

BINH = "Phạm Thanh Bình"


async def registered(desk, drive):
    """Name, state and version of every registration in the drive."""
    async with desk.database.transaction() as tx:
        rows = await tx.rows(
            "SELECT coalesce(full_name, unit.name) AS name, state, registration.version FROM registration"
            " LEFT JOIN staff ON staff.id = staff_id LEFT JOIN unit ON unit.id = registration.unit_id"
            " WHERE campaign_id = ? ORDER BY registration.id",
            (drive,),
        )
    return [tuple(row) for row in rows]


async def targets(desk, drive, name):
    """Act, amount, measure and due day of what somebody (or a unit) promised."""
    async with desk.database.transaction() as tx:
        rows = await tx.rows(
            "SELECT act, amount, measure, due_day FROM target JOIN registration ON registration.id = registration_id"
            " LEFT JOIN staff ON staff.id = staff_id LEFT JOIN unit ON unit.id = registration.unit_id"
            " WHERE campaign_id = ? AND coalesce(full_name, unit.name) = ? ORDER BY target.id",
            (drive, name),
        )
    return [tuple(row) for row in rows]


async def another(desk, **changes):
    async with desk.database.transaction() as tx:
        return await campaigns.add(tx, replace(DRIVE, **changes))


async def changed(desk, drive, **changes):
    async with desk.database.transaction() as tx:
        campaign = await campaigns.get(tx, drive)
        await campaigns.replace(tx, replace(campaign, version=campaign.version + 1, **changes))

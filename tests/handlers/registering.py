"""What stands in the tables after a conversation about registering."""

from dataclasses import replace
from datetime import datetime

from domain.registrations import MOVES, RegistrationState
from storage import campaigns, registrations
from tests.conftest import DRIVE, START

BINH = "Phạm Thanh Bình"
ENTERED = frozenset(MOVES[None])  # what a participant may begin with


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


async def put_in(desk, campaign, state=RegistrationState.SUBMITTED, **details):
    """A registration in this state. `details`: as `registrations.submit` has them, and the reason."""
    reason = details.pop("reason", "")
    entered_by = details.pop("entered_by", details.get("staff_id") or 1)
    now = datetime.fromisoformat(START)
    first = state if state in ENTERED else RegistrationState.SUBMITTED
    async with desk.database.transaction() as tx:
        number = await registrations.submit(tx, campaign, state=first, entered_by=entered_by, now=now, **details)
        await tx.run(
            "UPDATE registration SET state = ?, reason = ?, version = version + 1 WHERE id = ?", (state, reason, number)
        )
    return number

"""What stands in the tables after a conversation about achievements."""

from datetime import datetime
from decimal import Decimal

from domain.registrations import RegistrationState
from domain.targets import Target
from storage import achievements, registrations
from tests.conftest import START

NOW = "2026-08-12T09:00"  # the Wednesday of the development list
TODAY = "12/08-12/08"


async def register(desk, staff_id, campaign_id):
    """With one target: three cases in court."""
    async with desk.database.transaction() as tx:
        await registrations.submit(
            tx,
            campaign_id,
            state=RegistrationState.SUBMITTED,
            entered_by=staff_id,
            staff_id=staff_id,
            targets=(Target("Tham gia tố tụng", Decimal(3), "vụ"),),
            now=datetime.fromisoformat(START),
        )


async def entries(desk):
    """What is stored and not taken back: act, amounts, days, place."""
    async with desk.database.transaction() as tx:
        rows = await tx.rows("SELECT id FROM achievement WHERE deleted_at IS NULL ORDER BY id")
        found = [await achievements.get(tx, row["id"]) for row in rows]
    return [
        (
            one.entry.act,
            " + ".join(f"{amount.value:f} {amount.measure}" for amount in one.entry.amounts),
            f"{one.entry.start:%d/%m}-{one.entry.end:%d/%m}",
        )
        for one in found
    ]

"""Whom a step of a campaign's life is told to."""

from domain.campaigns import Campaign, Tells
from storage import coverage
from storage.counted import DECLINED, TAKES_PART, audience
from storage.database import Transaction

_REACHED = """SELECT DISTINCT staff.id FROM role_grant JOIN staff ON staff.id = role_grant.staff_id
    WHERE begun AND staff.left_at IS NULL
    AND EXISTS (SELECT 1 FROM account WHERE account.staff_id = staff.id AND reachable)"""
_OFFICERS = "role = 'officer' AND role_grant.unit_id IS NULL"
_OF_UNITS = f"""role IN ('unit_head', 'unit_focal') AND NOT {DECLINED.format("staff.id")}
    AND EXISTS (SELECT 1 FROM unit WHERE closed_at IS NULL
    AND (role_grant.unit_id IS NULL OR instr(unit.path, '/' || role_grant.unit_id || '/') > 0) AND {TAKES_PART})"""  # noqa: S608  # our own constants
_WHOM = {Tells.OFFICERS: _OFFICERS, Tells.UNITS: f"{_OFFICERS} OR {_OF_UNITS}"}


async def told(tx: Transaction, campaign: Campaign, tells: Tells) -> list[int]:
    """The staff ids of those who can be written to; of an opening nobody, since that goes by itself."""
    if tells is Tells.PARTICIPANTS:
        return await coverage.participants(tx, campaign)
    if tells not in _WHOM:
        return []
    rows = await tx.rows(f"{_REACHED} AND ({_WHOM[tells]}) ORDER BY staff.id", audience(campaign))
    return [row["id"] for row in rows]

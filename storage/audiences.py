"""Who an audience is now."""

import json
from typing import Any

from domain.audience import Audience
from storage import groups
from storage.database import Transaction
from storage.groups import Group

_MEANT = """
    FROM staff WHERE staff.left_at IS NULL AND (:everybody OR EXISTS (SELECT 1 FROM unit JOIN json_each(:units)
     ON instr(unit.path, '/' || value || '/') > 0 WHERE unit.id = staff.unit_id)
    OR staff.id IN (SELECT value FROM json_each(:people))
    OR EXISTS (SELECT 1 FROM role_grant WHERE role_grant.staff_id = staff.id
     AND begun = 1 AND role_grant.role IN (SELECT value FROM json_each(:roles)))
    OR 'staff' IN (SELECT value FROM json_each(:roles)))
"""
_ACTIVE = "EXISTS (SELECT 1 FROM account WHERE account.staff_id = staff.id)"


def _values(audience: Audience) -> dict[str, Any]:
    return {
        "everybody": audience.everybody,
        "units": json.dumps(sorted(audience.units)),
        "people": json.dumps(sorted(audience.people)),
        "roles": json.dumps(sorted(audience.roles)),
    }


async def activated(tx: Transaction, audience: Audience) -> list[int]:
    """The staff ids of all of them who have an account."""
    rows = await tx.rows(f"SELECT staff.id {_MEANT} AND {_ACTIVE} ORDER BY staff.id", _values(audience))
    return [row["id"] for row in rows]


async def told_on(tx: Transaction, audience: Audience, platform: str) -> int:
    """How many of them are told on this platform, as things stand now."""
    count: int = await tx.value(
        f"SELECT count(*) {_MEANT} AND :platform = (SELECT platform FROM account WHERE account.staff_id = staff.id"  # noqa: S608  # our own condition
        " ORDER BY reachable DESC, coalesce(chosen_at, 0) DESC, linked_at DESC, account.id DESC LIMIT 1)",
        {**_values(audience), "platform": platform},
    )
    return count


async def without_account(tx: Transaction, audience: Audience) -> int:
    """How many of them cannot be told anything."""
    count: int = await tx.value(f"SELECT count(*) {_MEANT} AND NOT {_ACTIVE}", _values(audience))
    return count


async def linked_groups(tx: Transaction, audience: Audience) -> list[Group]:
    """Its groups that are still linked."""
    return [one for one in await groups.linked(tx) if audience.every_group or one.id in audience.groups]

"""What people and units have done in a campaign: what counts in it of those who are registered, and nothing else."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import NamedTuple

from storage.achievements import MAY_COUNT
from storage.database import Row, Transaction

Done = Mapping[tuple[int, str, str], Decimal]


_DONE = f"""SELECT achievement.{{}} AS whose, act_key, measure_key, amount FROM ({MAY_COUNT} AND campaign.id = :campaign
    AND (:unit IS NULL OR achievement.unit_id = :unit)) AS may
    JOIN achievement ON achievement.id = may.achievement_id
    JOIN achievement_amount ON achievement_amount.achievement_id = achievement.id WHERE may.counts"""  # noqa: S608  # our own query


class Place(NamedTuple):
    """Where somebody worked: the post, "" where that is not known, and the unit; `merged`: into another, since."""

    post: str
    unit: str
    unit_id: int
    merged: bool


async def done(tx: Transaction, campaign_id: int) -> Done:
    """What the entries that count in a campaign add up to: by staff id, key of the act and key of the measure."""
    return _added(await tx.rows(_DONE.format("staff_id"), {"campaign": campaign_id, "unit": None}))


async def done_by_units(tx: Transaction, campaign_id: int, unit_id: int | None = None) -> Done:
    """The same by unit id, of all units or of this one. An entry is of the unit in which it was made."""
    return _added(await tx.rows(_DONE.format("unit_id"), {"campaign": campaign_id, "unit": unit_id}))


def _added(rows: Iterable[Row]) -> Done:
    """Exactly."""
    sums = defaultdict[tuple[int, str, str], Decimal](Decimal)
    for row in rows:
        sums[row["whose"], row["act_key"], row["measure_key"]] += Decimal(row["amount"])
    return sums


async def moved(tx: Transaction, campaign_id: int) -> dict[int, Place]:
    """Where those worked when the registration was handed in who have had another post or unit since; by staff id."""
    rows = await tx.rows(
        "SELECT staff.id, registration.post, unit.name AS unit, unit.id AS unit_id, merged_into IS NOT NULL AS merged"
        " FROM registration JOIN staff ON staff.id = registration.staff_id"
        " JOIN unit ON unit.id = coalesce((SELECT unit_id FROM posting WHERE posting.staff_id = staff.id"
        " AND until > submitted_at ORDER BY until LIMIT 1), staff.unit_id)"
        " WHERE campaign_id = ? AND (unit.id <> staff.unit_id OR registration.post NOT IN ('', staff.post))",
        (campaign_id,),
    )
    return {row["id"]: Place(row["post"], row["unit"], row["unit_id"], bool(row["merged"])) for row in rows}

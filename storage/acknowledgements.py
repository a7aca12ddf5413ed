"""Who has said that an announcement was received."""

from dataclasses import dataclass
from datetime import datetime

from domain.people import Unit
from storage.database import Transaction, seconds
from storage.tree import COLUMNS, unit_of

_TOLD = """
    FROM outbox JOIN staff ON staff.id = outbox.staff_id
    LEFT JOIN acknowledgement ON acknowledgement.announcement_id = outbox.announcement_id
        AND acknowledgement.staff_id = outbox.staff_id
    WHERE outbox.announcement_id = ? AND outbox.lane = 'bulk' AND outbox.state = 'sent'
"""


@dataclass(frozen=True, slots=True)
class Receipts:
    """Of one unit: how many were told, and how many have acknowledged."""

    unit: Unit
    told: int
    acknowledged: int


async def asked(tx: Transaction, announcement_id: int | None, staff_id: int) -> bool:
    """Whether this announcement is to be acknowledged by this person."""
    found = await tx.value(
        "SELECT 1 FROM announcement JOIN outbox ON outbox.announcement_id = announcement.id"
        " WHERE announcement.id = ? AND announcement.asks = 1 AND outbox.staff_id = ? LIMIT 1",
        (announcement_id, staff_id),
    )
    return found is not None


async def take(tx: Transaction, announcement_id: int | None, staff_id: int, now: datetime) -> bool:
    """This person has received it; said twice, the first time counts, and the second is False."""
    return bool(
        await tx.run(
            "INSERT INTO acknowledgement (announcement_id, staff_id, at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
            (announcement_id, staff_id, seconds(now)),
        )
    )


async def last_asked(tx: Transaction, staff_id: int, since: datetime) -> int | None:
    """The announcement that this person was sent last and has not acknowledged."""
    found: int | None = await tx.value(
        "SELECT CASE WHEN announcement.kind = 'again' THEN announcement.follows ELSE announcement.id END AS asked"
        " FROM outbox JOIN announcement ON announcement.id = outbox.announcement_id AND announcement.asks = 1"
        " WHERE outbox.staff_id = ? AND outbox.lane = 'bulk' AND outbox.state = 'sent' AND outbox.sent_at >= ?"
        "  AND NOT EXISTS (SELECT 1 FROM acknowledgement WHERE acknowledgement.staff_id = outbox.staff_id"
        "   AND acknowledgement.announcement_id ="
        "   CASE WHEN announcement.kind = 'again' THEN announcement.follows ELSE announcement.id END)"
        " ORDER BY outbox.sent_at DESC, outbox.id DESC LIMIT 1",
        (staff_id, seconds(since)),
    )
    return found


async def by_unit(tx: Transaction, announcement_id: int) -> list[Receipts]:
    rows = await tx.rows(
        f"SELECT {COLUMNS}, count(*) AS told, count(acknowledgement.at) AS acknowledged"
        + _TOLD.replace("LEFT JOIN", "JOIN unit ON unit.id = staff.unit_id LEFT JOIN", 1)
        + " GROUP BY unit.id ORDER BY unit.id",
        (announcement_id,),
    )
    return [Receipts(unit_of(row), row["told"], row["acknowledged"]) for row in rows]


async def missing(tx: Transaction, announcement_id: int) -> list[int]:
    """The staff ids of those who were told and have not acknowledged."""
    rows = await tx.rows(
        f"SELECT staff.id {_TOLD} AND acknowledgement.at IS NULL ORDER BY staff.unit_id, staff.id",
        (announcement_id,),
    )
    return [row["id"] for row in rows]

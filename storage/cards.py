"""The cards: the opening of each campaign in each group, whose words are kept right for as long as it runs."""

from dataclasses import dataclass
from datetime import datetime

from storage import edits
from storage.database import Transaction, moment, seconds

# The newest opening of each campaign in each linked group: where one was said anew, the older one is left alone.
_CARDS = """
    FROM group_chat JOIN outbox ON outbox.group_id = group_chat.id
    WHERE group_chat.left_at IS NULL AND outbox.kind = 'opening' AND outbox.lane = 'bulk' AND NOT EXISTS
        (SELECT 1 FROM outbox AS later WHERE later.group_id = outbox.group_id AND later.id > outbox.id
         AND later.campaign_id = outbox.campaign_id AND later.kind = 'opening' AND later.lane = 'bulk')
"""


@dataclass(frozen=True, slots=True)
class Opening:
    """An opening that went out, and the announcement it belongs to."""

    campaign_id: int
    announcement_id: int


async def touch(tx: Transaction, campaign_id: int, now: datetime) -> None:
    """Have the words of a campaign's cards written anew, wherever they can be."""
    rows = await tx.rows(
        f"SELECT outbox.key {_CARDS} AND outbox.campaign_id = ? AND group_chat.edits = 1 ORDER BY outbox.id",
        (campaign_id,),
    )
    for row in rows:
        await edits.ask(tx, row["key"], now)


async def said_in(tx: Transaction, group_id: int) -> list[Opening]:
    """The openings that stand in a group, said and done."""
    rows = await tx.rows(
        f"SELECT outbox.campaign_id, outbox.announcement_id {_CARDS} AND outbox.group_id = ? AND outbox.state = 'sent'",
        (group_id,),
    )
    return [Opening(row["campaign_id"], row["announcement_id"]) for row in rows]


async def opened(tx: Transaction) -> list[Opening]:
    """The campaigns that stand and whose opening was handed to be said."""
    rows = await tx.rows(
        "SELECT announcement.campaign_id, announcement.id FROM announcement"
        " JOIN campaign ON campaign.id = announcement.campaign_id AND campaign.stands"
        " WHERE announcement.kind = 'opening' AND announcement.state = 'queued' ORDER BY announcement.id"
    )
    return [Opening(row["campaign_id"], row["id"]) for row in rows]


async def next_turn(tx: Transaction, after: datetime, now: datetime) -> tuple[datetime, list[int]] | None:
    """When registration closed next after a moment, or a last day was over; and in which campaigns."""
    offset = now.utcoffset()
    rows = await tx.rows(
        "SELECT id, at, min(at) OVER () AS first FROM ("
        "SELECT id, registration_deadline + 1 AS at FROM campaign WHERE stands"
        " UNION SELECT id, CAST(strftime('%s', end_day, '+1 day') AS INTEGER) - :offset FROM campaign"
        " WHERE stands) WHERE at > :after AND at <= :now",
        {"offset": int(offset.total_seconds()) if offset else 0, "after": seconds(after), "now": seconds(now)},
    )
    if not rows:
        return None
    return moment(rows[0]["first"]), [row["id"] for row in rows if row["at"] == row["first"]]

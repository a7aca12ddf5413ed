"""What a campaign will say by itself, and when: announcements and reminders as rows that fall due."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from domain.reminders import GroupMessage, GroupMessageKind, Reminder
from storage.database import Transaction, moment, seconds


@dataclass(frozen=True, slots=True)
class Announcement:
    id: int
    campaign_id: int
    kind: GroupMessageKind
    useless_after: datetime


async def plan(
    tx: Transaction, campaign_id: int, messages: Iterable[GroupMessage], reminders: Iterable[Reminder]
) -> None:
    """Put these in the place of all that a campaign was still to say."""
    await unplan(tx, campaign_id)
    await tx.many(
        "INSERT INTO announcement (campaign_id, kind, send_at, useless_after, state) VALUES (?, ?, ?, ?, 'waiting')",
        [(campaign_id, one.kind, seconds(one.send_at), seconds(one.useless_after)) for one in messages],
    )
    await tx.many(
        "INSERT INTO reminder (campaign_id, kind, on_day, send_at, useless_after, state)"
        " VALUES (?, ?, ?, ?, ?, 'waiting')",
        [
            (campaign_id, one.kind, one.on.isoformat(), seconds(one.send_at), seconds(one.useless_after))
            for one in reminders
        ],
    )


async def unplan(tx: Transaction, campaign_id: int) -> None:
    """It is to say nothing more."""
    await tx.run("DELETE FROM announcement WHERE campaign_id = ? AND state = 'waiting'", (campaign_id,))
    await tx.run("DELETE FROM reminder WHERE campaign_id = ? AND state = 'waiting'", (campaign_id,))


async def next_due(tx: Transaction, now: datetime) -> Announcement | None:
    row = await tx.row(
        "SELECT * FROM announcement WHERE state = 'waiting' AND send_at <= ? ORDER BY send_at, id LIMIT 1",
        (seconds(now),),
    )
    if row is None:
        return None
    return Announcement(row["id"], row["campaign_id"], GroupMessageKind(row["kind"]), moment(row["useless_after"]))


async def any_due(tx: Transaction, now: datetime) -> bool:
    """Whether one waits to be put into the outbox."""
    return await next_due(tx, now) is not None


async def settle(tx: Transaction, announcement_id: int, state: str) -> None:
    """It was put into the outbox ("queued"), or its time had passed ("missed")."""
    await tx.run("UPDATE announcement SET state = ? WHERE id = ?", (state, announcement_id))

"""What a campaign says to groups and to its audience, each with its time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from domain.reminders import GroupMessage, GroupMessageKind
from storage.database import Transaction, moment, seconds


@dataclass(frozen=True, slots=True)
class Announcement:
    id: int
    campaign_id: int
    kind: GroupMessageKind
    useless_after: datetime


async def replace_waiting(tx: Transaction, campaign_id: int, messages: Iterable[GroupMessage], now: datetime) -> None:
    """Put these in the place of all that is to come after `now`; what is due already is still said."""
    await tx.run(
        "UPDATE announcement SET state = 'stopped' WHERE campaign_id = ? AND state = 'waiting' AND send_at > ?",
        (campaign_id, seconds(now)),
    )
    await tx.many(
        "INSERT INTO announcement (campaign_id, kind, send_at, useless_after, state) VALUES (?, ?, ?, ?, 'waiting')",
        [(campaign_id, one.kind, seconds(one.send_at), seconds(one.useless_after)) for one in messages],
    )


async def stop(tx: Transaction, campaign_id: int) -> None:
    """It is to say nothing more."""
    await tx.run(
        "UPDATE announcement SET state = 'stopped' WHERE campaign_id = ? AND state = 'waiting'", (campaign_id,)
    )


async def next_due(tx: Transaction, now: datetime) -> Announcement | None:
    row = await tx.row(
        "SELECT * FROM announcement WHERE state = 'waiting' AND send_at <= ? ORDER BY send_at, id LIMIT 1",
        (seconds(now),),
    )
    if row is None:
        return None
    return Announcement(row["id"], row["campaign_id"], GroupMessageKind(row["kind"]), moment(row["useless_after"]))


async def any_due(tx: Transaction, now: datetime) -> bool:
    """Whether one waits to be put into the outbox; it need not be readable."""
    due = await tx.value("SELECT 1 FROM announcement WHERE state = 'waiting' AND send_at <= ? LIMIT 1", (seconds(now),))
    return due is not None


async def fail_next(tx: Transaction, now: datetime, reason: str) -> bool:
    """Push aside the earliest one that is due, since queueing it failed; `thidua check` tells. False for none."""
    return bool(
        await tx.run(
            "UPDATE announcement SET state = 'failed', reason = ? WHERE id ="
            " (SELECT id FROM announcement WHERE state = 'waiting' AND send_at <= ? ORDER BY send_at, id LIMIT 1)",
            (reason, seconds(now)),
        )
    )


async def settle(tx: Transaction, announcement_id: int, state: str) -> None:
    """It was put into the outbox ("queued"), or its time had passed ("missed")."""
    await tx.run("UPDATE announcement SET state = ? WHERE id = ?", (state, announcement_id))

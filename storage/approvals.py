"""What was put before the Director, and what the Director said."""

from datetime import datetime

from domain.approvals import Approval, ApprovalKind, ApprovalState
from storage.database import Row, Transaction, moment, seconds


def _approval(row: Row) -> Approval:
    return Approval(
        id=row["id"],
        campaign_id=row["campaign_id"],
        kind=ApprovalKind(row["kind"]),
        version=row["version"],
        asked_by=row["asked_by"],
        asked_at=moment(row["asked_at"]),
        state=ApprovalState(row["state"]),
        decided_by=row["decided_by"],
        decided_at=moment(row["decided_at"]) if row["decided_at"] else None,
        reason=row["reason"],
        words=row["words"],
        sends_at=moment(row["sends_at"]) if row["sends_at"] else None,
    )


async def ask(tx: Transaction, one: Approval) -> int:
    """Put it before the Director, in the place of what waits there of the same kind; its id."""
    await withdraw(tx, one.campaign_id, one.asked_at, one.kind)
    return await tx.insert(
        "INSERT INTO approval (campaign_id, kind, version, asked_by, asked_at, state, words, sends_at)"
        " VALUES (?, ?, ?, ?, ?, 'waiting', ?, ?)",
        (
            one.campaign_id,
            one.kind,
            one.version,
            one.asked_by,
            seconds(one.asked_at),
            one.words,
            seconds(one.sends_at) if one.sends_at else None,
        ),
    )


async def get(tx: Transaction, approval_id: int | None) -> Approval | None:
    row = await tx.row("SELECT * FROM approval WHERE id = ?", (approval_id,))
    return _approval(row) if row else None


async def latest(tx: Transaction, campaign_id: int | None, kind: ApprovalKind) -> Approval | None:
    """The last that was asked about this campaign, withdrawn ones aside."""
    row = await tx.row(
        "SELECT * FROM approval WHERE campaign_id = ? AND kind = ? AND state <> 'withdrawn' ORDER BY id DESC LIMIT 1",
        (campaign_id, kind),
    )
    return _approval(row) if row else None


async def waiting(tx: Transaction, now: datetime) -> list[Approval]:
    """All that the Director's word is awaited for, what has waited longest leading."""
    rows = await tx.rows(
        "SELECT * FROM approval WHERE state = 'waiting' AND (sends_at IS NULL OR sends_at > ?) ORDER BY id",
        (seconds(now),),
    )
    return [_approval(row) for row in rows]


async def decide(
    tx: Transaction, one: Approval, state: ApprovalState, staff_id: int, now: datetime, reason: str = ""
) -> bool:
    """Write down the Director's word. False if it was decided already."""
    return bool(
        await tx.run(
            "UPDATE approval SET state = ?, version = ?, decided_by = ?, decided_at = ?, reason = ?"
            " WHERE id = ? AND state = 'waiting'",
            (state, one.version, staff_id, seconds(now), reason, one.id),
        )
    )


async def void(tx: Transaction, campaign_id: int, now: datetime, kind: ApprovalKind) -> None:
    """What the Director was asked about has been changed: neither the question nor the answer stands any more."""
    await tx.run(
        "UPDATE approval SET state = 'withdrawn', decided_at = ? WHERE campaign_id = ? AND kind = ?"
        " AND state IN ('waiting', 'agreed')",
        (seconds(now), campaign_id, kind),
    )


async def withdraw(tx: Transaction, campaign_id: int, now: datetime, kind: ApprovalKind | None = None) -> bool:
    """Nobody waits for the Director's word on it any more (of this kind only, if given). False if nobody did."""
    return bool(
        await tx.run(
            "UPDATE approval SET state = 'withdrawn', decided_at = ? WHERE campaign_id = ? AND state = 'waiting'"
            " AND kind = coalesce(?, kind)",
            (seconds(now), campaign_id, kind),
        )
    )

"""What people ask about their own data, until it is answered."""

from datetime import datetime
from typing import Any

from domain.data_requests import DataRequest, RequestKind, RequestState
from domain.messages import ChatRef
from storage.database import Transaction, moment, seconds


def _request(row: Any) -> DataRequest:
    return DataRequest(
        id=row["id"],
        version=row["version"],
        staff_id=row["staff_id"],
        kind=RequestKind(row["kind"]),
        body=row["body"],
        chat=ChatRef(platform=row["platform"], chat_id=row["chat_id"]) if row["chat_id"] else None,
        asked_at=moment(row["asked_at"]),
        answer_by=moment(row["answer_by"]),
        state=RequestState(row["state"]),
        reason=row["reason"],
        decided_by=row["decided_by"],
        decided_at=None if row["decided_at"] is None else moment(row["decided_at"]),
    )


async def ask(  # noqa: PLR0913  # one value per column
    tx: Transaction,
    staff_id: int,
    kind: RequestKind,
    *,
    body: str,
    chat: ChatRef | None,
    now: datetime,
    answer_by: datetime,
    remind_at: datetime,
) -> int:
    return await tx.insert(
        "INSERT INTO data_request (staff_id, kind, body, platform, chat_id, asked_at, answer_by, remind_at, state)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'waiting')",
        (
            *(staff_id, kind, body, chat.platform if chat else "", chat.chat_id if chat else ""),
            *(seconds(now), seconds(answer_by), seconds(remind_at)),
        ),
    )


async def get(tx: Transaction, request_id: int | None) -> DataRequest | None:
    row = await tx.row("SELECT * FROM data_request WHERE id = ?", (request_id,))
    return _request(row) if row else None


async def open_of(tx: Transaction, staff_id: int) -> list[DataRequest]:
    """What this person has asked and nobody has answered, or what is agreed to and not done yet."""
    rows = await tx.rows(
        "SELECT * FROM data_request WHERE staff_id = ? AND state IN ('waiting', 'agreed') ORDER BY id", (staff_id,)
    )
    return [_request(row) for row in rows]


async def waiting(tx: Transaction) -> list[DataRequest]:
    """All that wait for an answer, the one whose time runs out first leading."""
    rows = await tx.rows("SELECT * FROM data_request WHERE state = 'waiting' ORDER BY answer_by, id")
    return [_request(row) for row in rows]


async def agreed(tx: Transaction) -> list[DataRequest]:
    """The erasures that were agreed to and are not done yet, in that order."""
    rows = await tx.rows("SELECT * FROM data_request WHERE state = 'agreed' ORDER BY decided_at, id")
    return [_request(row) for row in rows]


async def decide(
    tx: Transaction, request: DataRequest, state: RequestState, by: int | None, now: datetime, reason: str = ""
) -> None:
    """Answer it; what was to be corrected is not kept."""
    await tx.run(
        "UPDATE data_request SET state = ?, decided_by = ?, decided_at = ?, reason = ?, body = '', remind_at = NULL,"
        " version = version + 1 WHERE id = ?",
        (state, by, seconds(now), reason, request.id),
    )


async def done(tx: Transaction, request_id: int) -> None:
    """What was agreed to has happened."""
    await tx.run("UPDATE data_request SET state = 'done', version = version + 1 WHERE id = ?", (request_id,))


# When the officers are reminded -------------------------------------------------------------------


async def next_to_remind(tx: Transaction, now: datetime) -> DataRequest | None:
    row = await tx.row(
        "SELECT * FROM data_request WHERE remind_at <= ? ORDER BY remind_at, id LIMIT 1", (seconds(now),)
    )
    return _request(row) if row else None


async def reminded(tx: Transaction, request_id: int) -> None:
    await tx.run("UPDATE data_request SET remind_at = NULL WHERE id = ?", (request_id,))


async def fail_next(tx: Transaction, now: datetime, _reason: str) -> bool:
    """Push the reminder that cannot be queued aside; the request itself stands in the morning's message."""
    request = await next_to_remind(tx, now)
    if request is not None:
        await reminded(tx, request.id)
    return request is not None

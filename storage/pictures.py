"""Pictures that came without words: counted until an entry has them, and owed one answer a burst."""

from dataclasses import dataclass
from datetime import datetime

from domain.messages import ChatRef
from storage.database import Row, Transaction, moment, seconds


@dataclass(frozen=True, slots=True)
class Burst:
    """`count`: pictures that no entry has yet; `warned_at`: when it was last said what a picture must not show."""

    chat: ChatRef
    sender: str
    count: int = 0
    last_at: datetime | None = None
    answer_at: datetime | None = None
    warned_at: datetime | None = None


def _moment(value: int | None) -> datetime | None:
    return None if value is None else moment(value)


def _burst(row: Row) -> Burst:
    chat = ChatRef(platform=row["platform"], chat_id=row["chat_id"])
    return Burst(
        chat,
        row["external_id"],
        row["count"],
        _moment(row["last_at"]),
        _moment(row["answer_at"]),
        _moment(row["warned_at"]),
    )


async def of(tx: Transaction, chat: ChatRef, sender: str) -> Burst:
    row = await tx.row("SELECT * FROM picture_burst WHERE platform = ? AND external_id = ?", (chat.platform, sender))
    return _burst(row) if row else Burst(chat, sender)


async def next_due(tx: Transaction, now: datetime) -> Burst | None:
    """The earliest burst that is over and has not been answered."""
    row = await tx.row(
        "SELECT * FROM picture_burst WHERE answer_at IS NOT NULL AND answer_at <= ? ORDER BY answer_at LIMIT 1",
        (seconds(now),),
    )
    return _burst(row) if row else None


async def next_answer(tx: Transaction) -> datetime | None:
    """When the next answer is owed."""
    return _moment(await tx.value("SELECT min(answer_at) FROM picture_burst WHERE answer_at IS NOT NULL"))


async def save(tx: Transaction, burst: Burst, now: datetime) -> None:
    await tx.run(
        "INSERT OR REPLACE INTO picture_burst (platform, external_id, chat_id, count, last_at, answer_at, warned_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            burst.chat.platform,
            burst.sender,
            burst.chat.chat_id,
            burst.count,
            seconds(burst.last_at or now),
            seconds(burst.answer_at) if burst.answer_at else None,
            seconds(burst.warned_at) if burst.warned_at else None,
        ),
    )


async def forget_old(tx: Transaction, before: datetime) -> None:
    await tx.run(
        "DELETE FROM picture_burst WHERE answer_at IS NULL AND max(last_at, coalesce(warned_at, 0)) < ?",
        (seconds(before),),
    )

"""What people ask the officers, and the answers."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.messages import ChatRef
from storage.database import Transaction, seconds


@dataclass(frozen=True, slots=True)
class Question:
    """`version`: 1 once it is answered. `names_erased`: somebody stands in it who was erased since."""

    id: int
    staff_id: int
    body: str
    answer: str | None
    answered_by: int | None
    chat: ChatRef
    names_erased: bool = False

    @property
    def version(self) -> int:
        return int(self.answer is not None)


def _question(row: Any) -> Question:
    chat = ChatRef(platform=row["platform"], chat_id=row["chat_id"])
    return Question(
        row["id"], row["staff_id"], row["body"], row["answer"], row["answered_by"], chat, bool(row["names_erased"])
    )


async def ask(tx: Transaction, staff_id: int, body: str, chat: ChatRef, now: datetime) -> int:
    return await tx.insert(
        "INSERT INTO question (staff_id, body, asked_at, platform, chat_id) VALUES (?, ?, ?, ?, ?)",
        (staff_id, body, seconds(now), chat.platform, chat.chat_id),
    )


async def get(tx: Transaction, question_id: int | None) -> Question | None:
    row = await tx.row("SELECT * FROM question WHERE id = ?", (question_id,))
    return _question(row) if row else None


async def unanswered(tx: Transaction) -> list[Question]:
    """All that wait for an answer, the one that has waited longest leading."""
    rows = await tx.rows("SELECT * FROM question WHERE answer IS NULL ORDER BY id")
    return [_question(row) for row in rows]


async def waiting(tx: Transaction, staff_id: int, body: str) -> bool:
    """Whether this person's very question waits for its answer already."""
    found = await tx.value(
        "SELECT 1 FROM question WHERE staff_id = ? AND body = ? AND answer IS NULL LIMIT 1", (staff_id, body)
    )
    return found is not None


async def answer(tx: Transaction, question_id: int, body: str, staff_id: int, now: datetime) -> bool:
    """Answer it; one in which an erased person stands is empty from then on. False if that was done already."""
    return bool(
        await tx.run(
            "UPDATE question SET answer = iif(names_erased, '', ?), body = iif(names_erased, '', body),"
            " answered_by = ?, answered_at = ? WHERE id = ? AND answer IS NULL",
            (body, staff_id, seconds(now), question_id),
        )
    )


async def forget_words(tx: Transaction, before: datetime) -> None:
    """Of what was answered before then only that it was asked and answered, when and by whom."""
    await tx.run(
        "UPDATE question SET body = '', answer = '', platform = '', chat_id = '' WHERE answered_at < ?"
        " AND (body <> '' OR answer <> '' OR chat_id <> '')",
        (seconds(before),),
    )

"""The last choices offered to a person in a chat: what a number that is typed there means."""

from dataclasses import dataclass
from datetime import datetime

from domain.messages import ChatRef, Message
from storage.database import Transaction, moment, seconds


@dataclass(frozen=True, slots=True)
class Menu:
    """`after`: the last row of the inbox by then; `there_at`: when the person could see it, by the platform's clock
    (milliseconds; 0 if the platform does not tell, None as long as it is on its way). `asked`: for by its reader."""

    message: Message
    shown_at: datetime
    after: int
    there_at: int | None
    asked: bool = True

    def seen(self, update: int, written_at: int) -> bool:
        """Whether it stood there when this was written."""
        return self.there_at is not None and update > self.after and not 0 < written_at < self.there_at


async def get(tx: Transaction, chat: ChatRef, sender: str) -> Menu | None:
    row = await tx.row(
        "SELECT * FROM menu WHERE platform = ? AND chat_id = ? AND external_id = ?",
        (chat.platform, chat.chat_id, sender),
    )
    if row is None:
        return None
    message = Message.model_validate_json(row["message"])
    asked = row["shown_by"].startswith("answer:")
    return Menu(message, moment(row["shown_at"]), row["after"], row["there_at"], asked)


async def put(tx: Transaction, chat: ChatRef, sender: str, message: Message, now: datetime, key: str) -> None:
    """The menu from now on, once the outbox row of this key has gone out; the one before it is gone."""
    await tx.run(
        "INSERT OR REPLACE INTO menu (platform, external_id, chat_id, message, shown_at, after, shown_by)"
        " VALUES (?, ?, ?, ?, ?, (SELECT coalesce(max(id), 0) FROM inbox), ?)",
        (
            chat.platform,
            sender,
            chat.chat_id,
            message.model_dump_json(exclude_defaults=True),
            seconds(now),
            key,
        ),
    )


async def is_there(tx: Transaction, chat: ChatRef, key: str, at: int) -> None:
    """The message that shows it has arrived, at this time of the platform's (milliseconds)."""
    await tx.run(
        "UPDATE menu SET there_at = ? WHERE platform = ? AND chat_id = ? AND shown_by = ?",
        (at, chat.platform, chat.chat_id, key),
    )


async def never_there(tx: Transaction, chat: ChatRef, key: str) -> None:
    """The message that was to show it did not arrive."""
    await tx.run(
        "DELETE FROM menu WHERE platform = ? AND chat_id = ? AND shown_by = ?", (chat.platform, chat.chat_id, key)
    )


async def drop(tx: Transaction, chat: ChatRef, sender: str) -> None:
    await tx.run(
        "DELETE FROM menu WHERE platform = ? AND chat_id = ? AND external_id = ?",
        (chat.platform, chat.chat_id, sender),
    )


async def forget_old(tx: Transaction, before: datetime) -> None:
    """Forget what was shown before then, words and all."""
    await tx.run("DELETE FROM menu WHERE shown_at < ?", (seconds(before),))

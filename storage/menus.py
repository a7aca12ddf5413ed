"""The last choices offered to a person in a chat: what a number that is typed there means."""

from dataclasses import dataclass
from datetime import datetime

from domain.messages import ChatRef, Message
from storage.database import Transaction, moment, seconds


@dataclass(frozen=True, slots=True)
class Menu:
    message: Message
    shown_at: datetime


async def get(tx: Transaction, chat: ChatRef, sender: str) -> Menu | None:
    row = await tx.row(
        "SELECT message, shown_at FROM menu WHERE platform = ? AND chat_id = ? AND external_id = ?",
        (chat.platform, chat.chat_id, sender),
    )
    if row is None:
        return None
    return Menu(Message.model_validate_json(row["message"]), moment(row["shown_at"]))


async def put(tx: Transaction, chat: ChatRef, sender: str, menu: Menu) -> None:
    """The menu from now on; the one before it is gone."""
    await tx.run(
        "INSERT OR REPLACE INTO menu (platform, external_id, chat_id, message, shown_at) VALUES (?, ?, ?, ?, ?)",
        (
            chat.platform,
            sender,
            chat.chat_id,
            menu.message.model_dump_json(exclude_defaults=True),
            seconds(menu.shown_at),
        ),
    )


async def drop(tx: Transaction, chat: ChatRef, sender: str) -> None:
    await tx.run(
        "DELETE FROM menu WHERE platform = ? AND chat_id = ? AND external_id = ?",
        (chat.platform, chat.chat_id, sender),
    )


async def forget_old(tx: Transaction, before: datetime) -> None:
    """Forget what was shown before then, words and all."""
    await tx.run("DELETE FROM menu WHERE shown_at < ?", (seconds(before),))

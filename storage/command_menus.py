"""The menus of commands in private chats: what was shown there, and which are to be compared with the rights."""

from datetime import datetime, timedelta
from typing import NamedTuple

from domain.messages import ChatRef
from storage.database import Transaction, seconds

PATIENCE = timedelta(minutes=1)  # after which a comparison whose outcome nobody told is made again


class Claim(NamedTuple):
    """A chat whose menu is to be compared. `shown`: hash of what stands there, "" for none. `until`: whose claim it is;
    rights that change meanwhile end it, so that the menu is compared once more."""

    chat: ChatRef
    shown: str
    until: int


async def look_again(tx: Transaction, platform: str) -> None:
    """Compare all that was shown: this program may know other commands than the one before it."""
    await tx.run("UPDATE command_menu SET look_at = 0 WHERE platform = ? AND shown <> ''", (platform,))


async def claim(tx: Transaction, platform: str, now: datetime, most: int) -> list[Claim]:
    """The next ones; those that have failed before come last. `now`: of the computer's clock."""
    until = seconds(now + PATIENCE)
    rows = await tx.rows(
        "SELECT chat_id, shown FROM command_menu WHERE platform = ? AND look_at <= ? ORDER BY look_at LIMIT ?",
        (platform, seconds(now), most),
    )
    await tx.many(
        "UPDATE command_menu SET look_at = ? WHERE platform = ? AND chat_id = ?",
        [(until, platform, row["chat_id"]) for row in rows],
    )
    return [Claim(ChatRef(platform=platform, chat_id=row["chat_id"]), row["shown"], until) for row in rows]


async def settle(tx: Transaction, claims: list[tuple[Claim, str]]) -> None:
    """What stands in these chats now (hashes). A chat that is nobody's any more is forgotten once nothing does."""
    await tx.many(
        "INSERT INTO command_menu (platform, chat_id, shown, look_at) VALUES (?, ?, ?, 0)"
        " ON CONFLICT (platform, chat_id) DO UPDATE SET shown = excluded.shown, look_at = nullif(look_at, ?)",
        [(one.chat.platform, one.chat.chat_id, shown, one.until) for one, shown in claims],
    )
    await tx.many(
        "DELETE FROM command_menu WHERE platform = ?1 AND chat_id = ?2 AND shown = '' AND NOT EXISTS"
        " (SELECT 1 FROM account WHERE platform = ?1 AND chat_id = ?2)",
        [(one.chat.platform, one.chat.chat_id) for one, _ in claims],
    )

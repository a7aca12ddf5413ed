"""The groups that hear of campaigns, and the one-time codes that link them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.messages import ChatRef
from storage.database import Transaction, seconds


@dataclass(frozen=True, slots=True)
class Group:
    """A group, or one topic of it. `version`: when it was linked last, in seconds. `edits`: what was said there can be
    changed later."""

    id: int
    version: int
    chat: ChatRef
    title: str
    edits: bool = True


def _group(row: Any) -> Group:
    chat = ChatRef(platform=row["platform"], chat_id=row["chat_id"], thread_id=row["thread_id"])
    return Group(row["id"], row["linked_at"], chat, row["title"], bool(row["edits"]))


async def linked(tx: Transaction) -> list[Group]:
    return [_group(row) for row in await tx.rows("SELECT * FROM group_chat WHERE left_at IS NULL ORDER BY id")]


async def get(tx: Transaction, group_id: int | None) -> Group | None:
    """A group, linked or not."""
    row = await tx.row("SELECT * FROM group_chat WHERE id = ?", (group_id,))
    return _group(row) if row else None


async def chat_of(tx: Transaction, group_id: int) -> ChatRef | None:
    row = await tx.row("SELECT * FROM group_chat WHERE id = ? AND left_at IS NULL", (group_id,))
    return _group(row).chat if row else None


async def link(tx: Transaction, chat: ChatRef, title: str, staff_id: int, now: datetime, *, edits: bool = True) -> int:
    """Link a group, or a topic of it (again): announcements go there from now on.

    `edits`: whether what was said there can be changed later.
    """
    group_id: int = await tx.value(
        "INSERT INTO group_chat (platform, chat_id, thread_id, title, linked_by, linked_at, edits)"
        " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (platform, chat_id, coalesce(thread_id, '')) DO UPDATE SET"
        " title = excluded.title, linked_by = excluded.linked_by, linked_at = excluded.linked_at,"
        " edits = excluded.edits, left_at = NULL RETURNING id",
        (chat.platform, chat.chat_id, chat.thread_id, title, staff_id, seconds(now), edits),
    )
    return group_id


async def set_edits(tx: Transaction, platform: str, *, edits: bool) -> None:
    """Whether what was said in the groups of a platform can be changed later."""
    await tx.run("UPDATE group_chat SET edits = ? WHERE platform = ? AND edits <> ?", (edits, platform, edits))


async def left(tx: Transaction, chat: ChatRef, now: datetime) -> None:
    """The assistant was removed from a group."""
    await tx.run(
        "UPDATE group_chat SET left_at = ? WHERE platform = ? AND chat_id = ? AND left_at IS NULL",
        (seconds(now), chat.platform, chat.chat_id),
    )


async def stop(tx: Transaction, group_id: int | None, version: int | None, now: datetime) -> bool:
    """Send nothing more to a group. False if it is not linked, or has been linked anew since `version`."""
    return bool(
        await tx.run(
            "UPDATE group_chat SET left_at = ? WHERE id = ? AND linked_at = coalesce(?, linked_at) AND left_at IS NULL",
            (seconds(now), group_id, version),
        )
    )


async def known(tx: Transaction, group_id: int | None) -> bool:
    """Whether this group was ever linked."""
    return bool(await tx.value("SELECT 1 FROM group_chat WHERE id = ?", (group_id,)))


async def moved(tx: Transaction, chat: ChatRef, new_id: str, now: datetime) -> list[int]:
    """The platform gave a group another id; what waits for it follows. If the new one was linked by itself
    meanwhile, the old row only ends. The ids of those that are there now."""
    there = await tx.rows(
        "UPDATE OR IGNORE group_chat SET chat_id = ? WHERE platform = ? AND chat_id = ? RETURNING id",
        (new_id, chat.platform, chat.chat_id),
    )
    await left(tx, chat, now)
    await tx.run(
        "UPDATE outbox SET chat_id = ? WHERE platform = ? AND chat_id = ? AND state IN ('waiting', 'sending')",
        (new_id, chat.platform, chat.chat_id),
    )
    return [row["id"] for row in there]


async def issue_code(tx: Transaction, token_hash: str, staff_id: int, expires_at: datetime) -> None:
    await tx.run(
        "INSERT INTO group_code (token_hash, staff_id, expires_at) VALUES (?, ?, ?)",
        (token_hash, staff_id, seconds(expires_at)),
    )


async def spend_code(tx: Transaction, token_hash: str, now: datetime) -> int | None:
    """The staff id of who asked for the code; None if it is unknown, used or expired."""
    staff_id: int | None = await tx.value(
        "UPDATE group_code SET used_at = ? WHERE token_hash = ? AND used_at IS NULL AND expires_at > ?"
        " RETURNING staff_id",
        (seconds(now), token_hash, seconds(now)),
    )
    return staff_id


async def cancel_codes(tx: Transaction, staff_id: int) -> None:
    """The codes that this officer asked for open nothing any more: one group for one asking."""
    await tx.run("DELETE FROM group_code WHERE staff_id = ? AND used_at IS NULL", (staff_id,))


async def forget_codes(tx: Transaction, before: datetime) -> None:
    """Forget the codes that expired before then, used or not."""
    await tx.run("DELETE FROM group_code WHERE expires_at < ?", (seconds(before),))

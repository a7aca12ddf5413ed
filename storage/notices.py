"""Officers' own announcements: those that wait, those that went, and what became of each."""

from datetime import datetime

from domain.announcements import OwnKind
from domain.audience import Audience
from storage.announcements import Announcement, announcement_of
from storage.database import Transaction, moment, seconds

_OWN = f"kind IN ({', '.join(repr(str(kind)) for kind in OwnKind)}) AND campaign_id IS NULL"


async def waiting(tx: Transaction) -> list[Announcement]:
    """Those that wait for their time, and those that are being written and say something; the next one first."""
    rows = await tx.rows(
        f"SELECT * FROM announcement WHERE {_OWN} AND (state = 'waiting' OR (state = 'draft' AND body <> ''))"  # noqa: S608  # our own condition
        " ORDER BY state DESC, send_at, id"
    )
    return [announcement_of(row) for row in rows]


async def sent(tx: Transaction, most: int) -> list[Announcement]:
    """Those that went, the last one first."""
    rows = await tx.rows(
        f"SELECT * FROM announcement WHERE {_OWN} AND state IN ('queued', 'stopped') AND EXISTS"  # noqa: S608  # our own condition
        " (SELECT 1 FROM outbox WHERE outbox.announcement_id = announcement.id) ORDER BY send_at DESC, id DESC LIMIT ?",
        (most,),
    )
    return [announcement_of(row) for row in rows]


async def following(tx: Transaction, announcement_id: int, kind: OwnKind) -> list[Announcement]:
    """Those of this kind that follow it, save such as never went."""
    rows = await tx.rows(
        "SELECT * FROM announcement WHERE follows = ? AND kind = ? AND state IN ('waiting', 'queued') ORDER BY id",
        (announcement_id, kind),
    )
    return [announcement_of(row) for row in rows]


async def forget_drafts(tx: Transaction, before: datetime) -> None:
    """What was begun and never sent; its file with it."""
    never = "state = 'draft' AND campaign_id IS NULL AND send_at < ?"
    await tx.run(
        "DELETE FROM announcement_file WHERE announcement_id IN (SELECT id FROM announcement"  # noqa: S608  # our own condition
        f" WHERE {never})",
        (seconds(before),),
    )
    await tx.run(
        f"DELETE FROM announcement WHERE {never} AND NOT EXISTS (SELECT 1 FROM announcement AS other"  # noqa: S608  # our own condition
        "  WHERE other.follows = announcement.id)",
        (seconds(before),),
    )


async def discard(tx: Transaction, one: Announcement) -> None:
    """A draft that nobody heard of is not kept."""
    await tx.run("DELETE FROM announcement_file WHERE announcement_id = ?", (one.id,))
    await tx.run("UPDATE announcement SET state = 'stopped', version = version + 1 WHERE id = ?", (one.id,))


async def left_groups(tx: Transaction, audience: Audience) -> list[str]:
    """The names of groups that were meant and that the assistant is no longer in."""
    marks = ", ".join("?" * len(audience.groups))
    rows = await tx.rows(
        f"SELECT title FROM group_chat WHERE left_at IS NOT NULL AND id IN ({marks}) ORDER BY id",  # noqa: S608  # only question marks
        tuple(sorted(audience.groups)),
    )
    return [row["title"] for row in rows]


async def first_sent_at(tx: Transaction, announcement_id: int) -> datetime | None:
    """When the first of its messages went out."""
    at: int | None = await tx.value(
        "SELECT min(sent_at) FROM outbox WHERE announcement_id = ? AND state = 'sent' AND lane = 'bulk'",
        (announcement_id,),
    )
    return None if at is None else moment(at)

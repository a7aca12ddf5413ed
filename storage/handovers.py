"""Open work that goes from one person to another in one step."""

from dataclasses import dataclass
from datetime import date, datetime

from storage import edits
from storage.database import Row, Transaction, moment
from storage.outbox import Unasked, queue

_OPEN_DRIVES = (  # one that is over is work until the awards are decided on
    "state <> 'CANCELLED' AND (end_day >= :today OR state IN ('CLOSED', 'REVIEWING')) AND published_by = :old"
)
_MOVED = {  # table and the column that says whose it is -> which rows are still open
    "campaign.published_by": _OPEN_DRIVES,
    "announcement.signed_by": "signed_by = :old AND state IN ('draft', 'waiting', 'queued')",
    "launch_draft.changed_by": "changed_by = :old AND state = 'open'",
    "approval.asked_by": "asked_by = :old AND state = 'waiting'",
    "group_chat.linked_by": "linked_by = :old AND left_at IS NULL",
}


@dataclass(frozen=True, slots=True)
class OpenWork:
    """`drives`: label and next deadline of each, none where none is left. The others are counted."""

    drives: tuple[tuple[str, datetime | None], ...]
    groups: tuple[str, ...]
    drafts: int
    notices: int
    approvals: int
    questions: int


async def open_work(tx: Transaction, staff_id: int, now: datetime) -> OpenWork:
    """What somebody has in hand."""
    values: dict[str, object] = {"old": staff_id, "today": now.date().isoformat()}
    drives = await tx.rows(
        f"SELECT label, registration_deadline, report_deadline FROM campaign WHERE {_OPEN_DRIVES} ORDER BY end_day, id",  # noqa: S608  # our own condition
        values,
    )
    groups = await tx.rows(
        "SELECT title FROM group_chat WHERE linked_by = ? AND left_at IS NULL ORDER BY id", (staff_id,)
    )
    return OpenWork(
        drives=tuple((row["label"], _next(row, now)) for row in drives),
        groups=tuple(row["title"] for row in groups),
        drafts=await _count(tx, "launch_draft.changed_by", values),
        notices=await _count(tx, "announcement.signed_by", values),
        approvals=await _count(tx, "approval.asked_by", values),
        questions=await tx.value("SELECT count(*) FROM question WHERE answered_at IS NULL"),
    )


async def _count(tx: Transaction, name: str, values: dict[str, object]) -> int:
    table = name.partition(".")[0]
    count: int = await tx.value(f"SELECT count(*) FROM {table} WHERE {_MOVED[name]}", values)  # noqa: S608  # our own names
    return count


def _next(row: Row, now: datetime) -> datetime | None:
    deadlines = [moment(one) for one in (row["registration_deadline"], row["report_deadline"]) if one is not None]
    return min((one for one in deadlines if one > now), default=None)


async def move(tx: Transaction, old: int, heir: int, today: date) -> None:
    """All of it becomes the heir's; what is being sent goes on, and reports to the heir from now on."""
    values = {"old": old, "heir": heir, "today": today.isoformat()}
    for name, condition in _MOVED.items():
        table, _, column = name.partition(".")
        await tx.run(f"UPDATE {table} SET {column} = :heir WHERE {condition}", values)  # noqa: S608  # our own names


async def move_words(tx: Transaction, old: int, heir: int, now: datetime, *, officer_already: bool) -> None:
    """What waits to be said to the old one as officer. The heir, if an officer before, is told already."""
    kinds = (
        "lane = 'bulk' AND state = 'waiting' AND staff_id = :old AND kind IN ('officer', 'step', 'announcement_missed')"
    )
    told = "state = 'dropped', reason = 'handed over'" if officer_already else "staff_id = :heir"
    await tx.run(f"UPDATE outbox SET {told} WHERE {kinds}", {"old": old, "heir": heir})  # noqa: S608  # our own condition
    await _move_progress(tx, old, heir, now)


async def _move_progress(tx: Transaction, old: int, heir: int, now: datetime) -> None:
    """How far a mass message has come is shown to the heir anew; what the old one sees stays as it is."""
    rows = await tx.rows(
        "SELECT key, state, useless_after FROM outbox WHERE kind = 'broadcast' AND lane = 'bulk' AND staff_id = ?"
        " AND EXISTS (SELECT 1 FROM outbox AS part WHERE part.lane = 'bulk' AND part.state IN ('waiting', 'sending')"
        "  AND outbox.key = 'broadcast:' || part.announcement_id)",
        (old,),
    )
    for row in rows:
        await edits.forget(tx, row["key"])
        state = "dropped" if row["state"] == "waiting" else row["state"]
        kept = (f"{row['key']}:handed:{old}", state, row["key"])
        await tx.run("UPDATE outbox SET key = ?, state = ? WHERE key = ?", kept)
        useless = None if row["useless_after"] is None else moment(row["useless_after"])
        await queue(tx, [Unasked(row["key"], "broadcast", staff_id=heir, useless_after=useless)], now)

"""Drafts of multi-step questions; they survive a restart."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from storage.database import Transaction, moment, seconds

KEPT = timedelta(days=7)
NOTED = "noted"  # a draft at this step asks nothing: it holds words for the one choice that names it


@dataclass(frozen=True, slots=True)
class Draft:
    """A question at `step`, asked then, with what has been answered so far."""

    id: int
    kind: str
    step: str
    data: dict[str, Any]
    live: bool
    asked_at: datetime


def _draft(row: Any) -> Draft:
    return Draft(
        row["id"], row["kind"], row["step"], json.loads(row["data"]), bool(row["live"]), moment(row["updated_at"])
    )


async def note(tx: Transaction, platform: str, sender: str, kind: str, data: dict[str, Any], now: datetime) -> Draft:
    """Keep words for a choice; no question is open for it."""
    draft = await tx.insert(
        "INSERT INTO dialogue (platform, external_id, kind, step, data, live, updated_at) VALUES (?, ?, ?, ?, ?, 0, ?)",
        (platform, sender, kind, NOTED, json.dumps(data, ensure_ascii=False), seconds(now)),
    )
    return Draft(draft, kind, NOTED, data, live=False, asked_at=now)


async def begin(
    tx: Transaction, platform: str, sender: str, kind: str, step: str, data: dict[str, Any], now: datetime
) -> Draft:
    """Open a draft; the one that was live is set aside (typed words answer one question at a time)."""
    await set_aside(tx, platform, sender)
    draft = await tx.insert(
        "INSERT INTO dialogue (platform, external_id, kind, step, data, live, updated_at) VALUES (?, ?, ?, ?, ?, 1, ?)",
        (platform, sender, kind, step, json.dumps(data, ensure_ascii=False), seconds(now)),
    )
    return Draft(draft, kind, step, data, live=True, asked_at=now)


async def get(tx: Transaction, platform: str, sender: str, draft: int | None) -> Draft | None:
    row = await tx.row(
        "SELECT * FROM dialogue WHERE id = ? AND platform = ? AND external_id = ?", (draft, platform, sender)
    )
    return _draft(row) if row else None


async def live(tx: Transaction, platform: str, sender: str) -> Draft | None:
    row = await tx.row("SELECT * FROM dialogue WHERE platform = ? AND external_id = ? AND live = 1", (platform, sender))
    return _draft(row) if row else None


async def latest(tx: Transaction, platform: str, sender: str) -> Draft | None:
    """The draft to take up again: the live one or else the last that was set aside."""
    row = await tx.row(
        "SELECT * FROM dialogue WHERE platform = ? AND external_id = ? AND step <> ?"
        " ORDER BY live DESC, updated_at DESC, id DESC LIMIT 1",
        (platform, sender, NOTED),
    )
    return _draft(row) if row else None


async def move(tx: Transaction, draft: Draft, step: str, data: dict[str, Any], now: datetime) -> Draft:
    """Go to a step with these answers; the draft is live again."""
    await tx.run(
        "UPDATE dialogue SET live = 0 WHERE live = 1 AND id <> ? AND (platform, external_id) ="
        " (SELECT platform, external_id FROM dialogue WHERE id = ?)",
        (draft.id, draft.id),
    )
    await tx.run(
        "UPDATE dialogue SET step = ?, data = ?, live = 1, updated_at = ? WHERE id = ?",
        (step, json.dumps(data, ensure_ascii=False), seconds(now), draft.id),
    )
    return Draft(draft.id, draft.kind, step, data, live=True, asked_at=now)


async def set_aside(tx: Transaction, platform: str, sender: str) -> None:
    await tx.run("UPDATE dialogue SET live = 0 WHERE platform = ? AND external_id = ? AND live = 1", (platform, sender))


async def end(tx: Transaction, draft: int) -> None:
    await tx.run("DELETE FROM dialogue WHERE id = ?", (draft,))


async def end_kind(tx: Transaction, platform: str, sender: str, kind: str) -> None:
    """Forget this person's drafts of one kind."""
    await tx.run("DELETE FROM dialogue WHERE platform = ? AND external_id = ? AND kind = ?", (platform, sender, kind))


async def end_all(tx: Transaction, platform: str, sender: str) -> int:
    """How many questions were open."""
    return await tx.run(
        "DELETE FROM dialogue WHERE platform = ? AND external_id = ? AND step <> ?", (platform, sender, NOTED)
    )


async def forget_old(tx: Transaction, now: datetime) -> int:
    return await tx.run("DELETE FROM dialogue WHERE updated_at < ?", (seconds(now - KEPT),))

"""What unknown accounts tried, so that guessing ends, and what brought them, so that they can go on with it."""

import json
from dataclasses import dataclass
from datetime import datetime

from storage.database import Transaction, moment, seconds


@dataclass(frozen=True, slots=True)
class Stranger:
    """`failures`: when codes were wrong. `wanted`: the command of the link that brought them, "" for none."""

    greeted_at: datetime | None = None
    failures: tuple[datetime, ...] = ()
    locked_until: datetime | None = None
    wanted: str = ""


async def get(tx: Transaction, platform: str, sender: str) -> Stranger:
    row = await tx.row("SELECT * FROM stranger WHERE platform = ? AND external_id = ?", (platform, sender))
    if row is None:
        return Stranger()
    greeted, locked = row["greeted_at"], row["locked_until"]
    return Stranger(
        moment(greeted) if greeted is not None else None,
        tuple(map(moment, json.loads(row["failed_at"]))),
        moment(locked) if locked is not None else None,
        row["wanted"],
    )


async def save(tx: Transaction, platform: str, sender: str, stranger: Stranger) -> None:
    await tx.run(
        "INSERT OR REPLACE INTO stranger (platform, external_id, greeted_at, failed_at, locked_until, wanted)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (
            platform,
            sender,
            seconds(stranger.greeted_at) if stranger.greeted_at else None,
            json.dumps([seconds(failed) for failed in stranger.failures]),
            seconds(stranger.locked_until) if stranger.locked_until else None,
            stranger.wanted,
        ),
    )


async def forget(tx: Transaction, platform: str, sender: str) -> None:
    """Somebody let in is no stranger."""
    await tx.run("DELETE FROM stranger WHERE platform = ? AND external_id = ?", (platform, sender))


async def forget_old(tx: Transaction, before: datetime) -> None:
    """Forget those of whom nothing was heard since then."""
    await tx.run(
        "DELETE FROM stranger WHERE max(coalesce(greeted_at, 0), coalesce(locked_until, 0),"
        " coalesce((SELECT max(value) FROM json_each(failed_at)), 0)) < ?",
        (seconds(before),),
    )

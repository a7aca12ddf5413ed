"""What the platforms brought, from the moment it is ours until it is done."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from storage.database import Transaction, seconds

KEYS_KEPT = timedelta(days=7)  # an update's number may start anew after a quiet week


@dataclass(frozen=True, slots=True)
class Arrival:
    """One raw update. `body`, and whose chat it was, are emptied once handled; `file` holds the bytes it waited for,
    if they could be had.

    `fetched`: they were asked for. `received_at`: seconds of wall time. `attempts`: how often it was begun before."""

    id: int
    platform: str
    bot_id: str
    body: str
    file: bytes | None
    fetched: bool = False
    chat_key: str = ""
    received_at: int = 0
    attempts: int = 0


@dataclass(frozen=True, slots=True)
class Aside:
    id: int
    platform: str
    received_at: int
    reason: str


async def put(  # noqa: PLR0913  # one column each
    tx: Transaction,
    platform: str,
    bot_id: str,
    external_id: str,
    chat_key: str,
    body: str,
    now: datetime,
    kept: timedelta = KEYS_KEPT,
) -> bool:
    """Take an update in, and keep its key for so long, or for as long as it keeps coming. False if it was here."""
    values = (
        platform,
        bot_id,
        external_id,
        chat_key,
        body,
        seconds(now),
        seconds(now + kept),
    )
    again = await tx.run(
        "UPDATE inbox SET received_at = max(received_at, ?), kept_until = max(kept_until, ?)"
        " WHERE platform = ? AND bot_id = ? AND external_id = ?",
        (seconds(now), seconds(now + kept), platform, bot_id, external_id),
    )
    if not again:
        await tx.run(
            "INSERT INTO inbox (platform, bot_id, external_id, chat_key, body, received_at, state, kept_until)"
            " VALUES (?, ?, ?, ?, ?, ?, 'waiting', ?)",
            values,
        )
    return not again


async def next_waiting(tx: Transaction) -> Arrival | None:
    """The earliest row to handle; a chat whose file is still being fetched waits, the others do not."""
    row = await tx.row(
        "SELECT * FROM inbox AS mine WHERE state = 'waiting' AND NOT EXISTS"
        " (SELECT 1 FROM inbox AS before WHERE before.state = 'fetching' AND before.id < mine.id"
        "  AND before.platform = mine.platform AND before.chat_key = mine.chat_key) ORDER BY id LIMIT 1"
    )
    if row is None:
        return None
    columns = ("id", "platform", "bot_id", "body", "file", "chat_key", "received_at", "attempts")
    return Arrival(**{name: row[name] for name in columns}, fetched=row["file_id"] is not None)


async def begin(tx: Transaction, arrival: int) -> None:
    """Count an attempt, in a transaction of its own: it stays counted if the program ends before the row is done."""
    await tx.run("UPDATE inbox SET attempts = attempts + 1 WHERE id = ?", (arrival,))


async def done(tx: Transaction, arrival: int) -> None:
    await tx.run("UPDATE inbox SET state = 'done', body = NULL, file = NULL, chat_key = '' WHERE id = ?", (arrival,))


async def pass_over(tx: Transaction, arrival: Arrival, seconds_on: int) -> None:
    """Done without being handled, and with it whatever waits of its chat that came within so many seconds of it;
    0: it alone."""
    await tx.run(
        "UPDATE inbox SET state = 'done', reason = 'quá nhiều tin', body = NULL, file = NULL"
        " WHERE state = 'waiting' AND id >= ? AND (id = ? OR (platform = ? AND chat_key = ? AND received_at < ?))",
        (arrival.id, arrival.id, arrival.platform, arrival.chat_key, arrival.received_at + seconds_on),
    )


async def set_aside(tx: Transaction, arrival: int, reason: str) -> None:
    """Push a row that cannot be handled out of the way; `thidua check` lists it."""
    await tx.run(
        "UPDATE inbox SET state = 'aside', reason = ?, body = NULL, file = NULL, chat_key = '' WHERE id = ?",
        (reason, arrival),
    )


async def fetch(tx: Transaction, arrival: int, file_id: str) -> None:
    """It cannot be handled without this file: it waits, and what follows it in its chat waits too."""
    await tx.run("UPDATE inbox SET state = 'fetching', file_id = ? WHERE id = ?", (file_id, arrival))


async def to_fetch(tx: Transaction, platform: str) -> tuple[int, str] | None:
    row = await tx.row(
        "SELECT id, file_id FROM inbox WHERE state = 'fetching' AND platform = ? ORDER BY id LIMIT 1",
        (platform,),
    )
    return (row["id"], row["file_id"]) if row else None


async def fetched(tx: Transaction, arrival: int, content: bytes | None) -> None:
    """The file is here (or cannot be had: None); the row may be handled."""
    await tx.run("UPDATE inbox SET state = 'waiting', file = ? WHERE id = ?", (content, arrival))


async def asides(tx: Transaction) -> list[Aside]:
    rows = await tx.rows("SELECT id, platform, received_at, reason FROM inbox WHERE state = 'aside' ORDER BY id")
    return [Aside(*row) for row in rows]


async def open_count(tx: Transaction) -> int:
    count: int = await tx.value(
        "SELECT (SELECT count(*) FROM inbox WHERE state = 'fetching')"
        " + (SELECT count(*) FROM inbox WHERE state = 'waiting')"
    )
    return count


async def forget_keys(tx: Transaction, now: datetime) -> int:
    """Let numbers be used again. What was set aside stays to be looked at, under a number of ours."""
    await tx.run(
        "UPDATE inbox SET external_id = 'aside-' || id WHERE state = 'aside' AND received_at < ? AND kept_until < ?",
        (seconds(now - KEYS_KEPT), seconds(now)),
    )
    return await tx.run(
        "DELETE FROM inbox WHERE state = 'done' AND received_at < ? AND kept_until < ?",
        (seconds(now - KEYS_KEPT), seconds(now)),
    )

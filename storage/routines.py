"""What is done regularly, with when it is next due."""

from datetime import datetime, timedelta

from storage.database import Transaction, moment, seconds

JUST = timedelta(minutes=1)  # many ticks: one that is due for longer cannot be done, and holds nothing else back


async def begin(tx: Transaction, name: str, next_at: datetime) -> None:
    """Know of a routine; one that is known already keeps its time."""
    await tx.run("INSERT INTO routine (name, next_at) VALUES (?, ?) ON CONFLICT DO NOTHING", (name, seconds(next_at)))


async def due(tx: Transaction, now: datetime) -> str | None:
    """The name of the one that is longest due, None if there is none."""
    name: str | None = await tx.value(
        "SELECT name FROM routine WHERE next_at <= ? ORDER BY next_at, name LIMIT 1", (seconds(now),)
    )
    return name


async def any_just_due(tx: Transaction, now: datetime) -> bool:
    """Whether one has come due that the next tick will do."""
    due = await tx.value(
        "SELECT 1 FROM routine WHERE next_at > ? AND next_at <= ? LIMIT 1", (seconds(now - JUST), seconds(now))
    )
    return due is not None


async def next_at(tx: Transaction) -> datetime | None:
    """When the first of them is due."""
    at: int | None = await tx.value("SELECT min(next_at) FROM routine")
    return None if at is None else moment(at)


async def advance(tx: Transaction, name: str, next_at: datetime) -> None:
    await tx.run("UPDATE routine SET next_at = ? WHERE name = ?", (seconds(next_at), name))


async def known(tx: Transaction) -> set[str]:
    return {row["name"] for row in await tx.rows("SELECT name FROM routine")}


async def forget(tx: Transaction, name: str) -> None:
    await tx.run("DELETE FROM routine WHERE name = ?", (name,))

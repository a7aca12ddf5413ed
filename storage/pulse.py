"""Signs of life: when each platform last answered, when the schedule last ticked, what waits and what failed."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from storage import backups, inbox, outbox, settings, traffic
from storage.database import Transaction, moment, seconds

LOOKED_BACK = timedelta(days=7)  # for what could not be delivered
_POLLED, _STOPPED, _MOST = ".polled", ".stopped", ".most"
_TICKED, _STARTED, _FREE = "tick.last", "program.started", "disk.free"


@dataclass(frozen=True, slots=True)
class Platform:
    """`stopped`: why it cannot go on, "" if it can. `sent` of `most` messages this month; none where nobody counts."""

    key: str
    polled_at: datetime | None
    stopped: str
    sent: int
    most: int | None


@dataclass(frozen=True, slots=True)
class Pulse:
    """`waiting` messages are due, the oldest since `oldest`. `size`, `free`: bytes of the database, and on its disk."""

    started_at: datetime | None
    ticked_at: datetime | None
    platforms: list[Platform]
    waiting: int
    oldest: datetime | None
    failures: list[tuple[str, int]]
    asides: int
    size: int
    free: int | None
    backup: datetime | None
    backup_failed: backups.Outcome | None
    backup_over: backups.Outcome | None


async def polled(tx: Transaction, platform: str, now: datetime) -> None:
    await settings.put(tx, platform + _POLLED, now.isoformat())


async def counted(tx: Transaction, platform: str, most: int) -> None:
    """So many messages a month may be sent there."""
    await settings.put(tx, platform + _MOST, str(most))


async def ticked(tx: Transaction, now: datetime, free: int) -> None:
    await settings.put(tx, _TICKED, now.isoformat())
    await settings.put(tx, _FREE, str(free))


async def last_tick(tx: Transaction) -> datetime | None:
    return await _moment(tx, _TICKED)


async def started(tx: Transaction, now: datetime) -> None:
    await settings.put(tx, _STARTED, now.isoformat())


async def read(tx: Transaction, now: datetime) -> Pulse:
    oldest, waiting = await _waiting(tx, now)
    free = await settings.get(tx, _FREE)
    return Pulse(
        started_at=await _moment(tx, _STARTED),
        ticked_at=await last_tick(tx),
        platforms=[await _platform(tx, key, now) for key in await _keys(tx)],
        waiting=waiting,
        oldest=oldest,
        failures=await outbox.failures(tx, now - LOOKED_BACK),
        asides=len(await inbox.asides(tx)),
        size=await tx.value("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"),
        free=int(free) if free else None,
        backup=await backups.last(tx),
        backup_failed=await backups.failure(tx),
        backup_over=await backups.kept_over(tx),
    )


async def _moment(tx: Transaction, name: str) -> datetime | None:
    value = await settings.get(tx, name)
    return datetime.fromisoformat(value) if value else None


async def _keys(tx: Transaction) -> list[str]:
    rows = await tx.rows(
        "SELECT name FROM setting WHERE name LIKE '%.polled' OR (name LIKE '%.stopped' AND value <> '') ORDER BY name"
    )
    return list(dict.fromkeys(row["name"].rpartition(".")[0] for row in rows))


async def _platform(tx: Transaction, key: str, now: datetime) -> Platform:
    most = await settings.get(tx, key + _MOST)
    sent, _ = await traffic.of_month(tx, key, now)
    stopped = await settings.get(tx, key + _STOPPED) or ""
    return Platform(key, await _moment(tx, key + _POLLED), stopped, sent, int(most) if most else None)


async def _waiting(tx: Transaction, now: datetime) -> tuple[datetime | None, int]:
    row = await tx.row(
        "SELECT min(not_before) AS oldest, count(*) AS waiting FROM outbox WHERE state = 'waiting' AND not_before <= ?",
        (seconds(now),),
    )
    if row is None or row["oldest"] is None:
        return None, 0
    return moment(row["oldest"]), row["waiting"]

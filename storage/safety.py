"""What the page on safety tells: what is kept, who can read it, and whether the log can be changed."""

from dataclasses import dataclass
from datetime import datetime

from storage import backups
from storage.backups import Outcome
from storage.database import Transaction, moment, seconds

_HELD = """SELECT (SELECT count(*) FROM staff WHERE erased_at IS NULL) AS people,
    (SELECT count(*) FROM account) AS accounts, (SELECT count(*) FROM target) AS targets,
    (SELECT count(*) FROM achievement WHERE deleted_at IS NULL) AS achievements,
    (SELECT coalesce(sum(pictures), 0) FROM achievement WHERE deleted_at IS NULL) AS pictures,
    (SELECT count(*) FROM document_file) + (SELECT count(*) FROM announcement_file) AS files,
    (SELECT count(*) FROM audit_log) AS acts"""


@dataclass(frozen=True, slots=True)
class Asked:
    """A request about one's own data. `decided_at`: None as long as it waits."""

    asked_at: datetime
    decided_at: datetime | None


@dataclass(frozen=True, slots=True)
class Safety:
    """`held`: how many of each. `readers`: role and how many hold it now, beside everybody's own entries.
    `sealed`: the log can be neither changed nor shortened."""

    held: dict[str, int]
    readers: dict[str, int]
    sealed: bool
    requests: list[Asked]
    backup: datetime | None
    check: Outcome | None


async def read(tx: Transaction, since: datetime) -> Safety:
    """As things are now; requests about personal data from `since` on."""
    held = await tx.row(_HELD)
    return Safety(
        held=dict(held) if held else {},
        readers=await _readers(tx),
        sealed=await _sealed(tx),
        requests=await _requests(tx, since),
        backup=await backups.last(tx),
        check=await backups.last_check(tx),
    )


async def _readers(tx: Transaction) -> dict[str, int]:
    rows = await tx.rows(
        "SELECT role, count(DISTINCT staff_id) AS people FROM role_grant WHERE begun = 1 GROUP BY role ORDER BY role"
    )
    return {row["role"]: row["people"] for row in rows}


async def _sealed(tx: Transaction) -> bool:
    names = {row["name"] for row in await tx.rows("SELECT name FROM sqlite_master WHERE type = 'trigger'")}
    return {"audit_log_unchanged", "audit_log_kept"} <= names


async def _requests(tx: Transaction, since: datetime) -> list[Asked]:
    rows = await tx.rows(
        "SELECT asked_at, decided_at FROM data_request WHERE asked_at >= ? AND state <> 'withdrawn' ORDER BY id",
        (seconds(since),),
    )
    return [Asked(moment(row["asked_at"]), row["decided_at"] and moment(row["decided_at"])) for row in rows]

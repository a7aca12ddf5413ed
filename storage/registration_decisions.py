"""What heads and officers decide on registrations, written down so that it can be undone."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.registrations import RegistrationState, in_force, require_move
from storage import cards
from storage.database import Row, Transaction, moment, seconds
from storage.registration_queue import Waiting

_SELECT = """SELECT registration_decision.*, campaign_id, late FROM registration_decision
    JOIN registration ON registration.id = registration_id"""


@dataclass(frozen=True, slots=True)
class Decision:
    """`before` became `after`, and the registration got this version. `late`: it was asked for too late."""

    registration_id: int
    campaign_id: int
    before: RegistrationState
    after: RegistrationState
    version: int
    decided_by: int
    decided_at: datetime
    late: bool


def _decision(row: Row) -> Decision:
    return Decision(
        registration_id=row["registration_id"],
        campaign_id=row["campaign_id"],
        before=RegistrationState(row["before"]),
        after=RegistrationState(row["after"]),
        version=row["version"],
        decided_by=row["decided_by"],
        decided_at=moment(row["decided_at"]),
        late=bool(row["late"]),
    )


async def decide(
    tx: Transaction,
    waiting: Sequence[Waiting],
    after: RegistrationState,
    staff_id: int,
    now: datetime,
    reason: str = "",
) -> int:
    """Bring all of them, as they were read in this transaction, to one state; the number under which that is undone.

    Raises Refused("registration_step") where one of them may not go there. The campaigns' cards follow.
    """
    for one in waiting:
        require_move(one.state, after, one.by)
    batch: int = await tx.value(
        "SELECT coalesce(max(seq), 0) + 1 FROM sqlite_sequence WHERE name = 'registration_decision'"
    )
    await tx.many(
        "UPDATE registration SET state = ?, reason = ?, version = version + 1 WHERE id = ? AND version = ?",
        [(after, reason, one.id, one.version) for one in waiting],
    )
    await tx.many(
        "INSERT INTO registration_decision (batch, registration_id, before, after, version, decided_by, decided_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        [(batch, one.id, one.state, after, one.version + 1, staff_id, seconds(now)) for one in waiting],
    )
    await _touch(tx, [(one.campaign_id, one.state, after, one.late) for one in waiting], now)
    return batch


async def _touch(
    tx: Transaction, moves: Sequence[tuple[int, RegistrationState, RegistrationState, bool]], now: datetime
) -> None:
    """The cards of the campaigns in which one more, or one less, counts now."""
    changed = {
        campaign for campaign, before, after, late in moves if in_force(before, late=late) != in_force(after, late=late)
    }
    for campaign_id in sorted(changed):
        await cards.touch(tx, campaign_id, now)


async def last(tx: Transaction, registration_id: int) -> Decision | None:
    """What was decided on it last, and stands."""
    row = await tx.row(
        f"{_SELECT} WHERE registration_id = ? AND undone = 0 ORDER BY registration_decision.id DESC LIMIT 1",
        (registration_id,),
    )
    return _decision(row) if row else None


async def last_of(
    tx: Transaction, staff_id: int, scopes: Collection[int] | None, since: datetime
) -> tuple[int, datetime] | None:
    """The number of what this person decided last and could still take back, and when; as `undo` has the rest."""
    row = await tx.row(
        f"{_STANDING} AND decided_by = :staff AND decided_at >= :since ORDER BY registration_decision.id DESC LIMIT 1",
        {"staff": staff_id, "since": seconds(since), "scopes": _scopes(scopes)},
    )
    return (row["batch"], moment(row["decided_at"])) if row else None


async def undo(
    tx: Transaction,
    batch: int,
    staff_id: int,
    scopes: Collection[int] | None,
    since: datetime,
    now: datetime,
) -> tuple[list[Decision], int]:
    """Take back what this person decided together, no earlier than `since`: what was taken back, and how many were
    not, since they have changed meanwhile or are in none of the units under `scopes` any more (None: all are)."""
    rows = await tx.rows(
        f"{_SELECT} WHERE batch = ? AND decided_by = ? AND decided_at >= ? AND undone = 0",
        (batch, staff_id, seconds(since)),
    )
    still = await tx.rows(f"{_STANDING} AND batch = :batch", {"batch": batch, "scopes": _scopes(scopes)})
    stands = {row["id"] for row in still}
    undone = [_decision(row) for row in rows if row["id"] in stands]
    await tx.many(
        "UPDATE registration SET state = ?, reason = '', version = version + 1 WHERE id = ?",
        [(one.before, one.registration_id) for one in undone],
    )
    await tx.many(
        "UPDATE registration_decision SET undone = 1 WHERE batch = ? AND registration_id = ?",
        [(batch, one.registration_id) for one in undone],
    )
    await _touch(tx, [(one.campaign_id, one.after, one.before, one.late) for one in undone], now)
    return undone, len(rows) - len(undone)


_STANDING = """SELECT registration_decision.* FROM registration_decision
    JOIN registration ON registration.id = registration_id AND registration.version = registration_decision.version
    LEFT JOIN staff ON staff.id = registration.staff_id
    JOIN unit ON unit.id = coalesce(staff.unit_id, registration.unit_id)
    WHERE undone = 0 AND (:scopes IS NULL OR EXISTS
        (SELECT 1 FROM json_each(:scopes) WHERE instr(unit.path, '/' || value || '/') > 0))"""


def _scopes(units: Collection[int] | None) -> str | None:
    return None if units is None else json.dumps(sorted(units))

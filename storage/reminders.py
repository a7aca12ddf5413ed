"""A campaign's reminders, each with its time, and whom one of them concerns now."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from domain.reminders import Reminder, ReminderKind
from storage import absences, achievements, campaigns
from storage.counted import MEANT, TAKES_PART, WORKS, audience
from storage.database import Transaction, moment, seconds


@dataclass(frozen=True, slots=True)
class Due:
    """A reminder that waits, and its row."""

    id: int
    campaign_id: int
    reminder: Reminder


async def put(tx: Transaction, campaign_id: int, reminders: Iterable[Reminder]) -> None:
    await tx.many(
        "INSERT INTO reminder (campaign_id, kind, on_day, send_at, useless_after, state)"
        " VALUES (?, ?, ?, ?, ?, 'waiting')",
        [
            (campaign_id, one.kind, one.on.isoformat(), seconds(one.send_at), seconds(one.useless_after))
            for one in reminders
        ],
    )


async def replace_waiting(tx: Transaction, campaign_id: int, reminders: Iterable[Reminder], now: datetime) -> None:
    """After a correction: what is to come after `now` gives way to these; what is due already is still said."""
    await tx.run(
        "DELETE FROM reminder WHERE campaign_id = ? AND state = 'waiting' AND send_at > ?", (campaign_id, seconds(now))
    )
    await put(tx, campaign_id, reminders)


async def stop(tx: Transaction, campaign_id: int) -> int:
    """Forget what waits, as after a cancellation. How many there were."""
    return await tx.run("DELETE FROM reminder WHERE campaign_id = ? AND state = 'waiting'", (campaign_id,))


async def any_due(tx: Transaction, now: datetime) -> bool:
    """Whether one waits to be put into the outbox; it need not be readable."""
    due = await tx.value("SELECT 1 FROM reminder WHERE state = 'waiting' AND send_at <= ? LIMIT 1", (seconds(now),))
    return due is not None


async def fail_next(tx: Transaction, now: datetime, reason: str) -> bool:
    """Push aside the earliest one that is due, since queueing it failed; `thidua check` tells. False for none."""
    return bool(
        await tx.run(
            "UPDATE reminder SET state = 'failed', reason = ? WHERE id ="
            " (SELECT id FROM reminder WHERE state = 'waiting' AND send_at <= ? ORDER BY send_at, id LIMIT 1)",
            (reason, seconds(now)),
        )
    )


async def next_due(tx: Transaction, now: datetime) -> Due | None:
    """The earliest one whose time has come."""
    row = await tx.row(
        "SELECT * FROM reminder WHERE state = 'waiting' AND send_at <= ? ORDER BY send_at, id LIMIT 1", (seconds(now),)
    )
    if row is None:
        return None
    reminder = Reminder(
        ReminderKind(row["kind"]),
        date.fromisoformat(row["on_day"]),
        moment(row["send_at"]),
        moment(row["useless_after"]),
    )
    return Due(row["id"], row["campaign_id"], reminder)


async def mark(tx: Transaction, reminder_id: int, state: str) -> None:
    """`state`: queued, or missed (useless before it could be said)."""
    await tx.run("UPDATE reminder SET state = ? WHERE id = ?", (state, reminder_id))


# Whom it concerns: conditions on `staff` in the campaign :campaign. Who cannot be reached is told nothing.


def _answered(condition: str) -> str:
    return (
        "EXISTS (SELECT 1 FROM registration"  # noqa: S608  # our own conditions
        f" WHERE campaign_id = campaign.id AND staff_id = staff.id AND {condition})"
    )


def _role(roles: str, unit: str = "0") -> str:
    return (
        f"EXISTS (SELECT 1 FROM role_grant WHERE staff_id = staff.id AND begun = 1 AND role IN ({roles})"  # noqa: S608  # our own roles
        f" AND (role_grant.unit_id IS NULL OR role_grant.unit_id = {unit}))"
    )


_DECLINED, _REGISTERED = _answered("state = 'DECLINED'"), _answered("counts")
_OWES_REPORT = (
    f"{TAKES_PART} AND NOT EXISTS (SELECT 1 FROM report_submission"  # noqa: S608  # our own conditions
    " WHERE campaign_id = campaign.id AND unit_id = unit.id)"
)
_HEADS = _role("'unit_head', 'unit_focal'", "staff.unit_id")
_PUT_IN = _answered("state IN ('SUBMITTED', 'UNIT_APPROVED', 'ACCEPTED')")  # in force, or asked for too late
_NOT_REGISTERED = f"{MEANT} AND NOT {_PUT_IN} AND NOT {_DECLINED}"
_TAKES_PART = f"{MEANT} AND {_REGISTERED}"
_NO_REPORT = f"{_OWES_REPORT} AND {_HEADS} AND NOT {_DECLINED}"
_UNIT_MISSING = f"EXISTS (SELECT 1 FROM unit WHERE {WORKS} AND {_OWES_REPORT})"  # noqa: S608  # our own conditions
_OFFICERS = _role("'officer'")
_WHOM = (
    "SELECT staff.id FROM staff JOIN unit ON unit.id = staff.unit_id"  # noqa: S608  # our own conditions
    " JOIN campaign ON campaign.id = :campaign WHERE campaign.stands"
    f" AND EXISTS (SELECT 1 FROM account WHERE staff_id = staff.id AND reachable) AND NOT {absences.AWAY}"
)
_OF_LOGGING = (ReminderKind.LOG_MIDPOINT, ReminderKind.LOG_END)
_CONCERNS = {
    ReminderKind.REGISTER: _NOT_REGISTERED,
    ReminderKind.LOG_MIDPOINT: _TAKES_PART,
    ReminderKind.LOG_END: _TAKES_PART,
    ReminderKind.REPORT: _NO_REPORT,
    ReminderKind.REPORT_LATE: _NO_REPORT,
    ReminderKind.REPORT_OFFICER: f"{_OFFICERS} AND {_UNIT_MISSING}",
}


async def _values(tx: Transaction, campaign_id: int, today: date) -> dict[str, Any]:
    return {**audience(await campaigns.get(tx, campaign_id)), "today": today.isoformat()}


async def concerned(tx: Transaction, campaign_id: int, kind: ReminderKind, today: date) -> list[int]:
    """The ids of those whom this reminder concerns now; nobody once the campaign is cancelled."""
    logged = await achievements.has_logged(tx, campaign_id) if kind in _OF_LOGGING else set()
    values = await _values(tx, campaign_id, today)
    rows = await tx.rows(f"{_WHOM} AND {_CONCERNS[kind]} ORDER BY staff.id", values)
    return [row["id"] for row in rows if row["id"] not in logged]


async def concerns(tx: Transaction, campaign_id: int, kind: ReminderKind, staff_id: int, today: date) -> bool:
    """Whether this reminder concerns this one person on this day."""
    if kind in _OF_LOGGING and not await achievements.logged_nothing(tx, campaign_id, staff_id):
        return False
    values = {**await _values(tx, campaign_id, today), "staff": staff_id}
    return bool(await tx.rows(f"{_WHOM} AND {_CONCERNS[kind]} AND staff.id = :staff", values))

"""A campaign's reminders, each with its time, and whom one of them concerns at a moment."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from domain.reminders import Reminder, ReminderKind
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


async def replace_waiting(tx: Transaction, campaign_id: int, reminders: Iterable[Reminder]) -> None:
    """After a correction: what waits gives way to these; what has been queued stays written down."""
    await stop(tx, campaign_id)
    await put(tx, campaign_id, reminders)


async def stop(tx: Transaction, campaign_id: int) -> int:
    """Forget what waits, as after a cancellation. How many there were."""
    return await tx.run("DELETE FROM reminder WHERE campaign_id = ? AND state = 'waiting'", (campaign_id,))


async def any_due(tx: Transaction, now: datetime) -> bool:
    return await next_due(tx, now) is not None


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

_MISSING_UNIT = """
    EXISTS (SELECT 1 FROM staff AS member
            WHERE (campaign.whole_office OR EXISTS (SELECT 1 FROM campaign_unit WHERE campaign_id = campaign.id
                                                    AND unit_id = member.unit_id))
              AND NOT EXISTS (SELECT 1 FROM report_submission
                              WHERE campaign_id = campaign.id AND unit_id = member.unit_id))
"""
_AUDIENCE = """
    (campaign.whole_office
     OR EXISTS (SELECT 1 FROM campaign_unit WHERE campaign_id = campaign.id AND unit_id = staff.unit_id))
"""
_ANSWERED = """
    EXISTS (SELECT 1 FROM registration WHERE campaign_id = campaign.id AND staff_id = staff.id AND state IN ({states}))
"""
_REGISTERED = _ANSWERED.format(states="'SUBMITTED'")
_DECLINED = _ANSWERED.format(states="'DECLINED'")
_LOGGED = """
    EXISTS (SELECT 1 FROM achievement_campaign JOIN achievement ON achievement.id = achievement_id
            WHERE campaign_id = campaign.id AND achievement.staff_id = staff.id AND deleted_at IS NULL)
"""
_REPORTED = "EXISTS (SELECT 1 FROM report_submission WHERE campaign_id = campaign.id AND unit_id = staff.unit_id)"
_ROLE = "EXISTS (SELECT 1 FROM role_grant WHERE staff_id = staff.id AND role IN ({roles}))"

_NOT_REGISTERED = f"{_AUDIENCE} AND NOT {_REGISTERED} AND NOT {_DECLINED}"
_NOTHING_LOGGED = f"{_AUDIENCE} AND {_REGISTERED} AND NOT {_LOGGED}"
_NO_REPORT = (
    f"{_AUDIENCE} AND {_ROLE.format(roles="'unit_head', 'unit_focal'")} AND NOT {_REPORTED} AND NOT {_DECLINED}"
)
_CONCERNS = {
    ReminderKind.REGISTER: _NOT_REGISTERED,
    ReminderKind.LOG_MIDPOINT: _NOTHING_LOGGED,
    ReminderKind.LOG_END: _NOTHING_LOGGED,
    ReminderKind.REPORT: _NO_REPORT,
    ReminderKind.REPORT_LATE: _NO_REPORT,
    ReminderKind.REPORT_OFFICER: f"{_ROLE.format(roles="'officer'")} AND {_MISSING_UNIT}",
}


async def concerned(tx: Transaction, campaign_id: int, kind: ReminderKind, staff_id: int | None = None) -> list[int]:
    """The ids of those whom this reminder concerns now: of everybody, or of this one person only.

    Nobody once the campaign is cancelled.
    """
    rows = await tx.rows(
        "SELECT staff.id FROM staff JOIN campaign ON campaign.id = :campaign"  # noqa: S608  # our own conditions
        " WHERE campaign.state = 'PUBLISHED' AND (:staff IS NULL OR staff.id = :staff)"
        " AND EXISTS (SELECT 1 FROM account WHERE staff_id = staff.id AND reachable)"
        f" AND {_CONCERNS[kind]} ORDER BY staff.id",
        {"campaign": campaign_id, "staff": staff_id},
    )
    return [row["id"] for row in rows]

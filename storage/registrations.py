"""Registrations of people and of collectives, with their targets."""

import json
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from domain.errors import Refused
from domain.registrations import By, Registration, RegistrationState, require_move
from domain.sentences import act_key, measure_key
from domain.targets import Target
from storage import cards
from storage.counted import WITHIN
from storage.database import Row, Transaction, moment, seconds

# What waits for nobody: of a member of a cluster, or where nobody but the person, or who entered it, could decide.
SETTLED = """(registration.late = 0 AND registration.state IN ('SUBMITTED', 'UNIT_APPROVED') AND NOT EXISTS (
    SELECT 1 FROM unit JOIN role_grant ON begun = 1
    LEFT JOIN unit AS top ON top.id = role_grant.unit_id
    WHERE unit.id = coalesce((SELECT unit_id FROM staff WHERE id = registration.staff_id), registration.unit_id)
    AND (registration.staff_id IS NOT NULL OR unit.kind <> 'member')
    AND unit.path >= coalesce(top.path, '/') AND unit.path < coalesce(top.path, '/') || 'x'
    AND (role = 'officer' OR (role = 'unit_head' AND registration.state = 'SUBMITTED'))
    AND ((registration.unit_id IS NOT NULL AND registration.state = 'UNIT_APPROVED')
        OR (role_grant.staff_id <> coalesce(registration.staff_id, registration.entered_by)
            AND for_id IS NOT coalesce(registration.staff_id, registration.entered_by)))
    AND EXISTS (SELECT 1 FROM account WHERE account.staff_id = role_grant.staff_id)))"""
_SELECT = f"SELECT registration.*, {SETTLED} AS settled, NOT {WITHIN} AS outside FROM registration"  # noqa: S608  # our own constants


async def of(tx: Transaction, campaign_id: int, staff_id: int) -> Registration | None:
    """This person's own registration (or refusal) in this campaign."""
    row = await tx.row(f"{_SELECT} WHERE campaign_id = ? AND staff_id = ?", (campaign_id, staff_id))
    return await _registration(tx, row) if row else None


async def of_collective(tx: Transaction, campaign_id: int, unit_id: int) -> Registration | None:
    row = await tx.row(f"{_SELECT} WHERE campaign_id = ? AND unit_id = ?", (campaign_id, unit_id))
    return await _registration(tx, row) if row else None


async def undecided(tx: Transaction, campaign_id: int) -> int:
    """How many of the audience wait for somebody's decision, people and collectives."""
    waits = f"state IN ('SUBMITTED', 'UNIT_APPROVED') AND NOT {SETTLED} AND {WITHIN}"
    count: int = await tx.value(f"SELECT count(*) FROM registration WHERE campaign_id = ? AND {waits}", (campaign_id,))  # noqa: S608  # our own constants
    return count


async def of_person(tx: Transaction, staff_id: int) -> list[Registration]:
    """All that a person has registered for or declined, newest campaign first."""
    rows = await tx.rows(f"{_SELECT} WHERE staff_id = ? ORDER BY campaign_id DESC", (staff_id,))
    return [await _registration(tx, row) for row in rows]


async def of_campaign(tx: Transaction, campaign_id: int) -> list[Registration]:
    """Everybody's and every collective's in whatever state, in the order of their numbers."""
    targets = defaultdict[int, list[Row]](list)
    for row in await tx.rows(
        "SELECT target.* FROM target JOIN registration ON registration.id = registration_id"
        " WHERE campaign_id = ? ORDER BY target.id",
        (campaign_id,),
    ):
        targets[row["registration_id"]].append(row)
    rows = await tx.rows(f"{_SELECT} WHERE campaign_id = ? ORDER BY id", (campaign_id,))
    return [_with(targets[row["id"]], row) for row in rows]


async def _registration(tx: Transaction, row: Row) -> Registration:
    return _with(await tx.rows("SELECT * FROM target WHERE registration_id = ? ORDER BY id", (row["id"],)), row)


def _with(targets: Iterable[Row], row: Row) -> Registration:
    return Registration(
        id=row["id"],
        campaign_id=row["campaign_id"],
        staff_id=row["staff_id"],
        unit_id=row["unit_id"],
        state=RegistrationState(row["state"]),
        version=row["version"],
        entered_by=row["entered_by"],
        submitted_at=moment(row["submitted_at"]),
        targets=tuple(_target(target) for target in targets),
        titles=tuple(json.loads(row["titles"])),
        forms=tuple(json.loads(row["forms"])),
        late=bool(row["late"]),
        reason=row["reason"],
        settled=bool(row["settled"]),
        outside=bool(row["outside"]),
    )


def _target(row: Row) -> Target:
    amount = None if row["amount"] is None else Decimal(row["amount"])
    due = None if row["due_day"] is None else date.fromisoformat(row["due_day"])
    return Target(row["act"], amount, row["measure"], due)


class _Values(NamedTuple):
    """Columns that are written with every answer; `titles` and `forms` as JSON."""

    state: RegistrationState
    version: int
    entered_by: int
    submitted_at: int
    titles: str
    forms: str
    late: bool


async def submit(  # noqa: PLR0913  # one value per column
    tx: Transaction,
    campaign_id: int,
    *,
    state: RegistrationState,
    entered_by: int,
    now: datetime,
    staff_id: int | None = None,
    unit_id: int | None = None,
    targets: tuple[Target, ...] = (),
    titles: tuple[str, ...] = (),
    forms: tuple[str, ...] = (),
    late: bool = False,
    version: int = 0,
) -> int:
    """Put in or change the one registration of a person or collective, as its participant may; its id.

    `version`: what the person saw (0: none); if another one stands there now, Refused("registration_changed").
    Refused("registration_step") where it cannot go from its state to this one. A draft keeps why it was returned.
    The campaign's cards in groups follow.
    """
    found = await tx.row(
        "SELECT id, version, state FROM registration WHERE campaign_id = ? AND staff_id IS ? AND unit_id IS ?",
        (campaign_id, staff_id, unit_id),
    )
    if (found["version"] if found else 0) != version:
        raise Refused("registration_changed")
    require_move(RegistrationState(found["state"]) if found else None, state, By.PARTICIPANT)
    asked = (json.dumps(titles, ensure_ascii=False), json.dumps(forms, ensure_ascii=False), late)
    values = _Values(state, version + 1, entered_by, seconds(now), *asked)
    if found:
        registration_id = await _overwrite(tx, found["id"], values)
    else:
        registration_id = await _insert(tx, values, campaign_id, staff_id, unit_id)
    await _put_targets(tx, registration_id, targets)
    if found is None or found["state"] != state:
        await cards.touch(tx, campaign_id, now)
    return registration_id


async def _overwrite(tx: Transaction, registration_id: int, values: _Values) -> int:
    """A draft keeps why it was returned. The targets go: others are put in."""
    await tx.run(
        "UPDATE registration SET state = ?, version = ?, entered_by = ?, submitted_at = ?, titles = ?,"
        " forms = ?, late = ?, reason = iif(?, reason, ''), post = coalesce((SELECT post FROM staff"
        " WHERE id = staff_id), '') WHERE id = ?",
        (*values, values.state is RegistrationState.DRAFT, registration_id),
    )
    await tx.run("DELETE FROM target WHERE registration_id = ?", (registration_id,))
    return registration_id


async def _insert(tx: Transaction, values: _Values, campaign_id: int, staff_id: int | None, unit_id: int | None) -> int:
    return await tx.insert(
        "INSERT INTO registration (state, version, entered_by, submitted_at, titles, forms, late,"
        " campaign_id, staff_id, unit_id, post)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, coalesce((SELECT post FROM staff WHERE id = ?), ''))",
        (*values, campaign_id, staff_id, unit_id, staff_id),
    )


async def _put_targets(tx: Transaction, registration_id: int, targets: tuple[Target, ...]) -> None:
    await tx.many(
        "INSERT INTO target (registration_id, act, act_key, amount, measure, measure_key, due_day)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            (
                registration_id,
                one.act,
                act_key(one.act),
                None if one.amount is None else str(one.amount),
                one.measure,
                measure_key(one.measure),
                one.due and one.due.isoformat(),
            )
            for one in targets
        ],
    )


async def get(tx: Transaction, registration_id: int) -> Registration | None:
    row = await tx.row(f"{_SELECT} WHERE id = ?", (registration_id,))
    return await _registration(tx, row) if row else None


class ToEnter(StrEnum):
    """How somebody stands for whom a colleague may enter, in the order in which they are offered."""

    RETURNED = "1"  # entered for that person, and returned to be completed
    INACTIVE = "2"  # has not answered, and has no account: only somebody else can
    ACTIVE = "3"  # has not answered
    ENTERED = "4"  # was entered for


async def to_enter(tx: Transaction, campaign_id: int, unit_id: int) -> list[tuple[int, ToEnter]]:
    """The people of a unit who have not answered themselves, by id. Whom the campaign concerns is for it to say.

    Who has withdrawn has taken the answer back.
    """
    rows = await tx.rows(
        "SELECT staff.id, CASE WHEN mine.state = 'RETURNED' THEN '1' WHEN mine.state <> 'WITHDRAWN' THEN '4'"
        "  WHEN EXISTS (SELECT 1 FROM account WHERE staff_id = staff.id) THEN '3' ELSE '2' END AS stands"
        " FROM staff LEFT JOIN registration AS mine ON mine.campaign_id = ? AND mine.staff_id = staff.id"
        " WHERE staff.unit_id = ? AND left_at IS NULL"
        "  AND (mine.id IS NULL OR mine.state = 'WITHDRAWN' OR mine.entered_by <> staff.id)"
        " ORDER BY stands, given_key, staff.id",
        (campaign_id, unit_id),
    )
    return [(row["id"], ToEnter(row["stands"])) for row in rows]


async def returned_on_behalf(tx: Transaction, campaign_id: int, unit_id: int) -> list[Registration]:
    """What was entered for people of a unit and is to be completed."""
    rows = await tx.rows(
        f"{_SELECT} JOIN staff ON staff.id = registration.staff_id"
        " WHERE campaign_id = ? AND staff.unit_id = ? AND left_at IS NULL AND registration.state = 'RETURNED'"
        " AND entered_by <> staff.id ORDER BY registration.id",
        (campaign_id, unit_id),
    )
    return [await _registration(tx, row) for row in rows]

"""What waits for one person's decision: of a head what is handed in, of an officer what comes after that."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from domain.people import Staff
from domain.permissions import RIGHTS, Grant, Right, Role, giving
from domain.registrations import DECIDED_WITHIN, By, RegistrationState
from storage import people
from storage.counted import WITHIN
from storage.database import Row, Transaction, seconds

# The units in which some grants hold, with the person whose work that is.
_UNITS = """(SELECT unit.id AS unit_id, unit.kind, grants.value ->> 1 AS for_id FROM json_each(:{}) AS grants
    LEFT JOIN unit AS top ON top.id = grants.value ->> 0
    JOIN unit ON unit.path >= coalesce(top.path, '/') AND unit.path < coalesce(top.path, '/') || 'x'
    WHERE unit.closed_at IS NULL AND (top.id IS NOT NULL OR grants.value ->> 0 IS NULL))"""
# The heads of each unit who are let in, the decider aside: who could pass on what is of that unit.
_ABLE = """(SELECT unit.id AS unit_id, role_grant.staff_id, role_grant.for_id FROM role_grant
    LEFT JOIN unit AS top ON top.id = role_grant.unit_id
    JOIN unit ON unit.path >= coalesce(top.path, '/') AND unit.path < coalesce(top.path, '/') || 'x'
    WHERE :desks <> '[]' AND role = 'unit_head' AND begun = 1 AND role_grant.staff_id <> :me
    AND EXISTS (SELECT 1 FROM account WHERE account.staff_id = role_grant.staff_id))"""
# “state IN” as in the indexes of what waits.
_HANDED_IN = """registration.state IN ('SUBMITTED', 'UNIT_APPROVED') AND registration.state = 'SUBMITTED'
    AND registration.late = 0"""
_OF_OTHERS = "staff.left_at IS NULL AND staff.id <> :me AND staff.id IS NOT mine.for_id"
_BY_OTHERS = "registration.entered_by <> :me AND registration.entered_by IS NOT mine.for_id"
_NOBODY_ELSE = """NOT EXISTS (SELECT 1 FROM able
    WHERE able.unit_id = mine.unit_id AND able.staff_id <> {0} AND able.for_id IS NOT {0})"""
_FROM_HEAD = "EXISTS (SELECT 1 FROM able WHERE able.unit_id = mine.unit_id AND able.staff_id = registration.entered_by)"
_PEOPLE = "CROSS JOIN staff ON staff.unit_id = mine.unit_id CROSS JOIN registration ON registration.staff_id = staff.id"
# What is entered for a member of a cluster has been decided by itself.
_COLLECTIVES = "CROSS JOIN registration ON registration.unit_id = mine.unit_id AND mine.kind <> 'member'"
# Of people whom no head at all, or only they themselves, could pass on; of collectives that a head has entered.
_LEFT_TO_OFFICER = f"""
SELECT registration.id, 'officer' AS decider FROM desk AS mine {_PEOPLE}
    WHERE mine.unit_id NOT IN (SELECT unit_id FROM able) AND {_HANDED_IN} AND {_OF_OTHERS}
UNION ALL SELECT registration.id, 'officer' FROM (SELECT DISTINCT staff_id FROM able) AS head
    CROSS JOIN staff ON staff.id = head.staff_id JOIN desk AS mine ON mine.unit_id = staff.unit_id
    CROSS JOIN registration ON registration.staff_id = staff.id
    WHERE {_HANDED_IN} AND {_OF_OTHERS} AND {_NOBODY_ELSE.format("staff.id")}
UNION ALL SELECT registration.id, 'officer' FROM desk AS mine {_COLLECTIVES}
    WHERE {_HANDED_IN} AND {_BY_OTHERS} AND ({_FROM_HEAD} OR {_NOBODY_ELSE.format("registration.entered_by")})
"""  # noqa: S608  # our own constants
_FOR_HEAD = f"""
SELECT registration.id, 'head' AS decider FROM led AS mine {_PEOPLE} WHERE {_HANDED_IN} AND {_OF_OTHERS}
UNION ALL SELECT registration.id, 'head' FROM led AS mine {_COLLECTIVES} WHERE {_HANDED_IN} AND {_BY_OTHERS}
"""  # noqa: S608  # our own constants
_FOR_OFFICE = f"""
SELECT registration.id, 'officer' FROM registration LEFT JOIN staff ON staff.id = registration.staff_id
    WHERE :desks <> '[]'
    AND (registration.state = 'UNIT_APPROVED' OR (registration.late = 1 AND registration.state = 'SUBMITTED'))
    AND EXISTS (SELECT 1 FROM desk AS mine WHERE mine.unit_id = coalesce(staff.unit_id, registration.unit_id)
        AND iif(staff.id IS NULL,
            mine.kind <> 'member' AND (registration.state = 'UNIT_APPROVED' OR ({_BY_OTHERS})), {_OF_OTHERS}))
"""  # noqa: S608  # our own constants
_QUEUE = f"""
WITH led AS MATERIALIZED {_UNITS.format("heads")}, desk AS MATERIALIZED {_UNITS.format("desks")},
able AS MATERIALIZED {_ABLE},
found AS (SELECT id, max(decider) AS decider FROM ({_FOR_HEAD} UNION ALL {_LEFT_TO_OFFICER}) GROUP BY id
    UNION ALL {_FOR_OFFICE}),
queue AS (SELECT registration.*, decider FROM found CROSS JOIN registration ON registration.id = found.id
    JOIN campaign ON campaign.id = campaign_id AND campaign.stands AND campaign.end_day >= :ended
        AND campaign.state NOT IN ('REVIEWING', 'DECIDED', 'ARCHIVED') AND {WITHIN})
"""  # noqa: S608  # our own constants
_ARRIVAL = "(SELECT submitted_at, id FROM registration WHERE id = {})"
_FROM = f"""(:after IS NULL OR (submitted_at, id) > {_ARRIVAL.format(":after")})
    AND (:first IS NULL OR (submitted_at, id) >= {_ARRIVAL.format(":first")})"""
_LIKE = f"""(submitted_at, id) >= {_ARRIVAL.format(":after")}
    AND campaign_id = :campaign AND decider = :by AND late = 0"""
_NEW = """(submitted_at > :since OR EXISTS (SELECT 1 FROM registration_decision
    WHERE registration_id = queue.id AND undone = 0 AND decided_at > :since))"""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A registration that this person may decide on, `by` the capacity in which it waits for that person."""

    id: int
    version: int
    campaign_id: int
    state: RegistrationState
    late: bool
    by: By

    @property
    def passes_to(self) -> RegistrationState:
        """Where it goes if nothing is amiss."""
        return RegistrationState.ACCEPTED if self.by is By.OFFICER else RegistrationState.UNIT_APPROVED


def _waiting(row: Row) -> Waiting:
    state = RegistrationState(row["state"])
    return Waiting(row["id"], row["version"], row["campaign_id"], state, bool(row["late"]), By(row["decider"]))


@dataclass(frozen=True, slots=True)
class Part:
    """Of a queue, from some place on: how many wait, the first of them, and how many are `like` that one."""

    waiting: int = 0
    first: Waiting | None = None
    alike: int = 0


async def part(
    tx: Transaction, person: Staff, today: date, *, after: int | None = None, first: int | None = None
) -> Part:
    """What waits for this person, in order of arrival; behind the registration `after`, or from `first` on.

    Nobody decides on the own registration, nor on what the own hand entered for a collective; nor does who acts for
    that person. What is of a campaign that is cancelled, reviewed or over for more than DECIDED_WITHIN, or of who is no
    longer of its audience, waits no longer.
    `today`: in the office's zone.
    """
    rows = await tx.rows(
        f"{_QUEUE} SELECT *, count(*) AS many, min((submitted_at << 32) + id) AS arrival FROM queue WHERE {_FROM}"  # noqa: S608  # our own constants
        " GROUP BY campaign_id, decider, late ORDER BY arrival",
        {**_decider(person, today), "after": after, "first": first},
    )
    if not rows:
        return Part()
    earliest = _waiting(rows[0])  # of a group, min() gives all of that one's row
    return Part(sum(row["many"] for row in rows), earliest, 0 if earliest.late else rows[0]["many"])


async def like(tx: Transaction, person: Staff, today: date, first: Waiting) -> list[Waiting]:
    """That one and those behind it that one word decides with it: of its campaign, in the same capacity, in time."""
    rows = await tx.rows(
        f"{_QUEUE} SELECT * FROM queue WHERE {_LIKE} ORDER BY submitted_at, id",  # noqa: S608  # our own constants
        {**_decider(person, today), "after": first.id, "campaign": first.campaign_id, "by": first.by},
    )
    return [_waiting(row) for row in rows]


async def one(tx: Transaction, person: Staff, today: date, registration_id: int | None) -> Waiting | None:
    """That registration, if it waits for this person."""
    values = {**_decider(person, today), "id": registration_id}
    row = await tx.row(f"{_QUEUE} SELECT * FROM queue WHERE id = :id", values)  # noqa: S608  # our own constants
    return _waiting(row) if row else None


async def any_new(tx: Transaction, person: Staff, today: date, since: datetime) -> bool:
    """Whether anything that waits for this person has come after that moment."""
    values = {**_decider(person, today), "since": seconds(since)}
    found = await tx.value(f"{_QUEUE} SELECT 1 FROM queue WHERE {_NEW} LIMIT 1", values)  # noqa: S608  # our own constants
    return found is not None


async def deciders(tx: Transaction) -> list[Staff]:
    """Everybody who decides on registrations anywhere and can be written to."""
    rows = await tx.rows(
        "SELECT DISTINCT staff_id FROM role_grant WHERE role IN (SELECT value FROM json_each(?)) AND begun = 1"
        " AND EXISTS (SELECT 1 FROM account WHERE account.staff_id = role_grant.staff_id AND reachable = 1)",
        (json.dumps(sorted(RIGHTS[Right.APPROVE])),),
    )
    return await people.some(tx, [row["staff_id"] for row in rows])


def _decider(person: Staff, today: date) -> dict[str, Any]:
    grants = giving(Right.APPROVE, person.grants)
    places = {"heads": _places(grants, Role.UNIT_HEAD), "desks": _places(grants, Role.OFFICER)}
    return {"me": person.id, **places, "ended": (today - DECIDED_WITHIN).isoformat()}


def _places(grants: list[Grant], role: Role) -> str:
    return json.dumps([(one.unit_id, one.for_id) for one in grants if one.role is role])

"""The names of who lacks what in a campaign, a page at a time."""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from domain.campaigns import Campaign
from domain.lacks import Lack
from domain.registrations import RegistrationState
from storage.achievements import LOGGED
from storage.counted import (
    ACTIVE,
    ANSWER,
    ASKED,
    COUNTED,
    RECEIVED,
    REQUESTED,
    RETURNED,
    UNSIGNED,
    audience,
)
from storage.coverage import counted
from storage.database import Transaction

_BATCH = 4  # units that are looked through at once
_LACKS = {
    Lack.ACTIVATION: f"{ANSWER} = 'INACTIVE'",
    Lack.OPENING: f"{ACTIVE} AND NOT {RECEIVED}",
    Lack.ANSWER: f"{ANSWER} = 'UNANSWERED'",
    Lack.MENDING: RETURNED,
    Lack.ACCEPTANCE: REQUESTED,
    Lack.DECLINED: "registration.state = 'DECLINED'",
    Lack.DECISION: "registration.counts AND registration.state IN ('SUBMITTED', 'UNIT_APPROVED')",
    Lack.COMMITMENT: UNSIGNED,
    Lack.RESULT: f"registration.counts AND NOT {LOGGED}",
}
_MAY_LACK = {  # conditions on `tally`: the other units need not be looked at
    Lack.ACTIVATION: "inactive > 0",
    Lack.OPENING: "people > received",
    Lack.ANSWER: "unanswered > 0",
    Lack.MENDING: "returned > 0",
    Lack.ACCEPTANCE: "requested > 0",
    Lack.DECLINED: "declined > 0",
    Lack.DECISION: "registered > 0",
    Lack.COMMITMENT: "unsigned > 0",
    Lack.RESULT: "registered > logged",
}


@dataclass(frozen=True, slots=True)
class Missing:
    """One person in one list. `state` None: nothing was ever registered."""

    lack: Lack
    staff_id: int
    unit_id: int
    full_name: str
    state: RegistrationState | None


async def of_units(
    tx: Transaction, campaign: Campaign, unit_ids: Iterable[int], lacks: Collection[Lack], part: tuple[int, int]
) -> list[Missing]:
    """List by list, in each unit by unit. `part`: after how many to begin, and at most how many."""
    lists = " UNION ALL ".join(
        f"SELECT {place} AS place, '{lack}' AS lack, staff.id, these.id AS unit_id, registration.state"
        f" {COUNTED} AND {_LACKS[lack]}"
        for place, lack in enumerate(Lack)
        if lack in lacks
    )
    rows = await tx.rows(
        "WITH these AS (SELECT value AS id FROM json_each(:these))"  # noqa: S608  # our own conditions
        f" SELECT lack, found.id, found.unit_id, full_name, state FROM ({lists}) AS found"
        " JOIN staff ON staff.id = found.id ORDER BY place, found.unit_id, given_key, staff.id"
        " LIMIT :most OFFSET :after",
        {**audience(campaign), "these": json.dumps(list(unit_ids)), "after": part[0], "most": part[1]},
    )
    return [
        Missing(
            Lack(row["lack"]),
            row["id"],
            row["unit_id"],
            row["full_name"],
            RegistrationState(row["state"]) if row["state"] else None,
        )
        for row in rows
    ]


async def everywhere(
    tx: Transaction,
    campaign: Campaign,
    scopes: Collection[int] | None,
    lack: Lack,
    begin: tuple[int, int],
    most: int,
) -> list[Missing]:
    """One list over many units. `begin`: from which unit on, and after how many of its names."""
    found: list[Missing] = []
    (unit_id, after), units = begin, [0]
    while len(found) < most and units:
        units = await _units(tx, campaign, scopes, lack, unit_id)
        found += await of_units(tx, campaign, units, {lack}, (after, most - len(found))) if units else []
        unit_id, after = max(units, default=0) + 1, 0
    return found


async def _units(
    tx: Transaction, campaign: Campaign, scopes: Collection[int] | None, lack: Lack, begin: int
) -> list[int]:
    """The next units in which somebody may lack it."""
    begins = await counted(tx, campaign)
    rows = await tx.rows(
        f"{begins}SELECT unit.id FROM unit JOIN tally ON tally.campaign_id = :campaign AND tally.unit_id = unit.id"  # noqa: S608  # our own conditions
        f" WHERE unit.id >= :begin AND {_MAY_LACK[lack]} AND {ASKED} ORDER BY unit.id LIMIT :batch",
        {**audience(campaign, scopes), "begin": begin, "batch": _BATCH},
    )
    return [row["id"] for row in rows]

"""How far a campaign has reached its audience: who has answered, unit by unit; and whom it can be told to."""

import json
from collections.abc import Iterable
from dataclasses import astuple, dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from domain.campaigns import Campaign
from domain.people import Unit
from storage.database import Row, Transaction, midnight, moment, seconds
from storage.tree import COLUMNS, unit_of

# Where everybody was when the campaign ended, or is now if it has not: who left meanwhile counts as far as that one
# answered or was there to the end; who is forgotten on request counts on without a name.
_MEMBER = """(SELECT staff.id, left_at, erased_at, coalesce((SELECT posting.unit_id FROM posting
    WHERE posting.staff_id = staff.id AND until > :end ORDER BY until LIMIT 1), staff.unit_id) AS unit_id FROM staff)"""
_AUDIENCE = f"""
    FROM {_MEMBER} AS staff JOIN unit ON unit.id = staff.unit_id
    LEFT JOIN registration ON registration.campaign_id = :campaign AND registration.staff_id = staff.id
    WHERE (:whole OR EXISTS (SELECT 1 FROM json_each(:units) WHERE instr(unit.path, '/' || value || '/') > 0))
    AND (left_at IS NULL OR left_at > :end OR erased_at > :start OR registration.state IN ('SUBMITTED', 'DECLINED'))
"""  # noqa: S608  # our own constants
_NAME_THEN = """coalesce((SELECT {0} FROM unit_name WHERE unit_id = unit.id AND until > :end ORDER BY until LIMIT 1),
    unit.{0})"""
_OF_UNIT = """ AND unit.id = :unit AND staff.id IN (SELECT id FROM staff WHERE unit_id = :unit
    UNION SELECT staff_id FROM posting WHERE unit_id = :unit)"""
_ACTIVE = "EXISTS (SELECT 1 FROM account WHERE account.staff_id = staff.id)"
_ANSWER = f"""CASE WHEN registration.state IN ('SUBMITTED', 'DECLINED') THEN registration.state
    WHEN {_ACTIVE} THEN 'UNANSWERED' ELSE 'INACTIVE' END"""


class Answer(StrEnum):
    """What a person of the audience has said to a campaign; who has withdrawn has said nothing."""

    REGISTERED = "SUBMITTED"
    DECLINED = "DECLINED"
    UNANSWERED = "UNANSWERED"
    INACTIVE = "INACTIVE"  # neither answered nor activated


@dataclass(frozen=True, slots=True)
class Coverage:
    """People by their answer (the four add up to `people`; `not_activated`: whatever the answer), then units."""

    people: int = 0
    registered: int = 0
    declined: int = 0
    unanswered: int = 0
    inactive: int = 0
    not_activated: int = 0
    units: int = 0
    collectives: int = 0
    reported: int = 0

    @property
    def activated(self) -> int:
        return self.people - self.not_activated


@dataclass(frozen=True, slots=True)
class UnitCoverage:
    """One unit's figures, by its name of that time. `reported_at`: its first report, none if there is none."""

    unit: Unit
    figures: Coverage
    reported_at: datetime | None


def _audience(campaign: Campaign) -> dict[str, Any]:
    return {
        "campaign": campaign.id,
        "whole": not campaign.units,
        "units": json.dumps(sorted(campaign.units)),
        "start": seconds(midnight(campaign.start)),
        "end": seconds(midnight(campaign.end + timedelta(days=1))),
    }


async def by_unit(tx: Transaction, campaign: Campaign) -> list[UnitCoverage]:
    """The units of the audience that have anybody in them; of a campaign that is not kept yet, too."""
    rows = await tx.rows(
        f"SELECT {COLUMNS}, {_NAME_THEN.format('name')} AS name_then,"  # noqa: S608  # our own constants
        f" {_NAME_THEN.format('short_name')} AS short_name_then, count(*) AS people,"
        f" sum({_ANSWER} = 'SUBMITTED') AS registered, sum({_ANSWER} = 'DECLINED') AS declined,"
        f" sum({_ANSWER} = 'UNANSWERED') AS unanswered, sum({_ANSWER} = 'INACTIVE') AS inactive,"
        f" sum(NOT {_ACTIVE}) AS not_activated,"
        " EXISTS (SELECT 1 FROM registration AS joint WHERE joint.campaign_id = :campaign"
        "  AND joint.unit_id = unit.id AND joint.state = 'SUBMITTED') AS collective,"
        " (SELECT min(submitted_at) FROM report_submission AS report WHERE report.campaign_id = :campaign"
        f"  AND report.unit_id = unit.id) AS reported_at {_AUDIENCE} GROUP BY unit.id ORDER BY unit.id",
        _audience(campaign),
    )
    return [_unit_coverage(row) for row in rows]


def _unit_coverage(row: Row) -> UnitCoverage:
    people = (row["people"], row["registered"], row["declined"], row["unanswered"], row["inactive"])
    reported_at = None if row["reported_at"] is None else moment(row["reported_at"])
    figures = Coverage(*people, row["not_activated"], 1, row["collective"], int(reported_at is not None))
    unit = replace(unit_of(row), name=row["name_then"], short_name=row["short_name_then"])
    return UnitCoverage(unit, figures, reported_at)


def total(units: Iterable[UnitCoverage]) -> Coverage:
    columns = zip(*(astuple(unit.figures) for unit in units), strict=True)
    return Coverage(*(sum(column) for column in columns))


async def figures(tx: Transaction, campaign: Campaign) -> Coverage:
    """Over the whole audience."""
    return total(await by_unit(tx, campaign))


async def answers(tx: Transaction, campaign: Campaign, unit_id: int) -> dict[int, Answer]:
    """What each person of a unit has answered, by staff id; empty for a unit outside the audience."""
    rows = await tx.rows(
        f"SELECT staff.id, {_ANSWER} AS answer {_AUDIENCE} {_OF_UNIT}",
        {**_audience(campaign), "unit": unit_id},
    )
    return {row["id"]: Answer(row["answer"]) for row in rows}


async def activated(tx: Transaction, campaign: Campaign) -> list[int]:
    """The staff ids of all in the audience who have an account."""
    rows = await tx.rows(
        f"SELECT staff.id {_AUDIENCE} AND {_ACTIVE} ORDER BY staff.id",
        _audience(campaign),
    )
    return [row["id"] for row in rows]


async def participants(tx: Transaction, campaign: Campaign) -> list[int]:
    """The staff ids of all in the audience who are registered and have an account."""
    rows = await tx.rows(
        f"SELECT staff.id {_AUDIENCE} AND {_ACTIVE} AND registration.state = 'SUBMITTED' ORDER BY staff.id",
        _audience(campaign),
    )
    return [row["id"] for row in rows]

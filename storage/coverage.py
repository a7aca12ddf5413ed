"""How far a campaign has reached its audience: who has answered, unit by unit; and whom it can be told to."""

from collections.abc import Collection, Iterable
from dataclasses import astuple, dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from domain.campaigns import Campaign
from domain.people import Unit
from storage.achievements import LOGGED
from storage.counted import (
    ACTIVE,
    ANSWER,
    ASKED,
    COMMITTED,
    COUNTED,
    RECEIVED,
    TAKES_PART,
    UNSIGNED,
    WAS_ACTIVE,
    audience,
)
from storage.database import Row, Transaction, moment
from storage.tree import COLUMNS, unit_of

_NAME_THEN = """coalesce((SELECT {0} FROM unit_name WHERE unit_id = unit.id AND until > :end ORDER BY until LIMIT 1),
    unit.{0})"""
_COLLECTIVE = """EXISTS (SELECT 1 FROM registration AS joint WHERE joint.campaign_id = :campaign
    AND joint.unit_id = unit.id AND joint.counts)"""
_REPORTED = """(SELECT min(submitted_at) FROM report_submission AS report WHERE report.campaign_id = :campaign
    AND report.unit_id = unit.id)"""
# How many units of those that are asked about stand in this: counted from what is there, not unit by unit.
_COUNT = f"""(SELECT count(DISTINCT unit.id) FROM {{}} AS found CROSS JOIN unit ON unit.id = found.unit_id
    JOIN tally ON tally.campaign_id = :campaign AND tally.unit_id = unit.id AND people > 0
    WHERE {ASKED} AND {TAKES_PART})"""  # noqa: S608  # our own constants
_OF_COLLECTIVES = """(SELECT unit_id FROM registration
    WHERE campaign_id = :campaign AND unit_id IS NOT NULL AND counts)"""
_OF_REPORTS = "(SELECT unit_id FROM report_submission WHERE campaign_id = :campaign)"
_TALLY = f"""SELECT :campaign AS campaign_id, these.id AS unit_id, count(*) AS people,
    sum({ANSWER} = 'REGISTERED') AS registered, sum({ANSWER} = 'DECLINED') AS declined,
    sum({ANSWER} = 'RETURNED') AS returned, sum({ANSWER} = 'REQUESTED') AS requested,
    sum({ANSWER} = 'UNANSWERED') AS unanswered, sum({ANSWER} = 'INACTIVE') AS inactive,
    sum(NOT {WAS_ACTIVE}) AS not_activated, sum({RECEIVED}) AS received, sum({COMMITTED}) AS committed,
    sum({LOGGED}) AS logged, sum({UNSIGNED}) AS unsigned {COUNTED} GROUP BY these.id"""
_INCOMPLETE = "SELECT (SELECT count(*) FROM unit) > (SELECT count(*) FROM tally WHERE campaign_id = :campaign)"
_FIGURES = (
    *("people", "registered", "declined", "returned", "requested", "unanswered", "inactive"),
    *("not_activated", "received", "committed", "logged", "unsigned"),
)


class Answer(StrEnum):
    """What a person of the audience has said to a campaign; who has withdrawn has said nothing."""

    REGISTERED = "REGISTERED"
    DECLINED = "DECLINED"
    RETURNED = "RETURNED"  # has registered, and is to complete it
    REQUESTED = "REQUESTED"  # has registered after the deadline, and nobody has decided on it
    UNANSWERED = "UNANSWERED"
    INACTIVE = "INACTIVE"  # neither answered nor activated


@dataclass(frozen=True, slots=True)
class Coverage:
    """People by their answer (the six add up to `people`; the others: whatever the answer), then units.

    `received`: the opening reached them, or they have answered; `committed`: have signed the present words;
    `logged`: have an entry that counts; `unsigned`: neither declined nor signed. `units`: those that can register as
    collectives.
    """

    people: int = 0
    registered: int = 0
    declined: int = 0
    returned: int = 0
    requested: int = 0
    unanswered: int = 0
    inactive: int = 0
    not_activated: int = 0
    received: int = 0
    committed: int = 0
    logged: int = 0
    unsigned: int = 0
    units: int = 0
    collectives: int = 0
    reported: int = 0

    @property
    def signers(self) -> int:
        """Whose signatures are counted: who has declined is not asked for one."""
        return self.committed + self.unsigned

    @property
    def answered(self) -> int:
        return self.people - self.missing

    @property
    def missing(self) -> int:
        """Who has not answered, let in or not."""
        return self.unanswered + self.inactive

    @property
    def activated(self) -> int:
        return self.people - self.not_activated


class Member(NamedTuple):
    """Somebody of the audience, in the unit where that one counts, and the answer."""

    staff_id: int
    unit_id: int
    answer: Answer


@dataclass(frozen=True, slots=True)
class UnitCoverage:
    """One unit's figures, by its name of that time. `reported_at`: its first report, none if there is none."""

    unit: Unit
    figures: Coverage
    reported_at: datetime | None


async def counted(tx: Transaction, campaign: Campaign) -> str:
    """What a query begins with so that it may read `tally`: the units whose figures have changed are counted anew.

    A campaign that is not kept yet is counted on the spot.
    """
    if not campaign.id:
        return f"WITH these AS (SELECT id FROM unit), tally AS ({_TALLY}) "  # noqa: S608  # our own constants
    missing = "SELECT id FROM unit WHERE id NOT IN (SELECT unit_id FROM tally WHERE campaign_id = :campaign)"
    if await tx.value(_INCOMPLETE, {"campaign": campaign.id}):
        columns = ", ".join(("campaign_id", "unit_id", *_FIGURES))
        values = audience(campaign)
        await tx.run(f"WITH these AS ({missing}) INSERT INTO tally ({columns}) {_TALLY}", values)
        nobody = ", ".join("0" for _ in _FIGURES)  # noted too: else they would be looked for each time
        await tx.run(f"INSERT INTO tally ({columns}) SELECT :campaign, id, {nobody} FROM ({missing})", values)  # noqa: S608  # our own constants
    return ""


async def by_unit(
    tx: Transaction,
    campaign: Campaign,
    scopes: Collection[int] | None = None,
    part: tuple[int, int] = (0, -1),
) -> list[UnitCoverage]:
    """The units of the audience that have anybody in them; of a campaign that is not kept yet, too.

    `scopes`: only those units and all under them. `part`: after how many to begin, and at most how many.
    """
    begins, (after, most) = await counted(tx, campaign), part
    rows = await tx.rows(
        f"{begins}SELECT {COLUMNS}, {_NAME_THEN.format('name')} AS name_then,"  # noqa: S608  # our own constants
        f" {_NAME_THEN.format('short_name')} AS short_name_then, tally.*,"
        f" {TAKES_PART} AS takes_part, {_COLLECTIVE} AS collective, {_REPORTED} AS reported_at"
        f" FROM unit JOIN tally ON tally.campaign_id = :campaign AND tally.unit_id = unit.id AND people > 0"
        f" WHERE {ASKED} ORDER BY unit.id LIMIT :most OFFSET :after",
        {**audience(campaign, scopes), "after": after, "most": most},
    )
    return [_unit_coverage(row) for row in rows]


def _unit_coverage(row: Row) -> UnitCoverage:
    reported_at = None if row["reported_at"] is None else moment(row["reported_at"])
    counted = {name: row[name] for name in _FIGURES}
    figures = Coverage(
        **counted, units=row["takes_part"], collectives=row["collective"], reported=int(reported_at is not None)
    )
    unit = replace(unit_of(row), name=row["name_then"], short_name=row["short_name_then"])
    return UnitCoverage(unit, figures, reported_at)


async def figures(tx: Transaction, campaign: Campaign, scopes: Collection[int] | None = None) -> Coverage:
    """Over the whole audience, or the part of it in these units and under them."""
    begins = await counted(tx, campaign)
    added = {**{name: name for name in _FIGURES}, "units": TAKES_PART}
    sums = ", ".join(f"coalesce(sum({counted}), 0) AS {name}" for name, counted in added.items())
    row = await tx.row(
        f"{begins}SELECT {sums}, {_COUNT.format(_OF_COLLECTIVES)} AS collectives,"  # noqa: S608  # our own constants
        f" {_COUNT.format(_OF_REPORTS)} AS reported FROM unit"
        f" JOIN tally ON tally.campaign_id = :campaign AND tally.unit_id = unit.id AND people > 0 WHERE {ASKED}",
        audience(campaign, scopes),
    )
    return Coverage(**dict(row)) if row else Coverage()


def total(units: Iterable[UnitCoverage]) -> Coverage:
    columns = zip(*(astuple(unit.figures) for unit in units), strict=True)
    return Coverage(*(sum(column) for column in columns))


async def takes_part(tx: Transaction, campaign: Campaign, unit: Unit) -> bool:
    """Whether a unit is asked as a collective."""
    values = {**audience(campaign), "unit": unit.id}
    return bool(await tx.value(f"SELECT 1 FROM unit WHERE unit.id = :unit AND {TAKES_PART}", values))  # noqa: S608  # our own condition


async def collectives(tx: Transaction, campaign: Campaign) -> list[Unit]:
    """The units that are registered, of those that are asked as collectives."""
    rows = await tx.rows(
        f"SELECT {COLUMNS} FROM unit WHERE {_COLLECTIVE} AND {TAKES_PART} ORDER BY unit.id",  # noqa: S608  # our own constants
        audience(campaign),
    )
    return [unit_of(row) for row in rows]


async def members(tx: Transaction, campaign: Campaign, scopes: Collection[int] | None = None) -> list[Member]:
    """Everybody of the audience, or of the part of it in these units and under them."""
    rows = await tx.rows(
        f"WITH these AS (SELECT id FROM unit WHERE {ASKED})"  # noqa: S608  # our own constants
        f" SELECT staff.id, these.id AS unit_id, {ANSWER} AS answer {COUNTED}",
        audience(campaign, scopes),
    )
    return [Member(row["id"], row["unit_id"], Answer(row["answer"])) for row in rows]


async def activated(tx: Transaction, campaign: Campaign) -> list[int]:
    """The staff ids of all in the audience who have an account."""
    return await _everybody(tx, campaign, ACTIVE)


async def participants(tx: Transaction, campaign: Campaign) -> list[int]:
    """The staff ids of all in the audience who are registered and have an account."""
    return await _everybody(tx, campaign, f"{ACTIVE} AND registration.counts")


async def _everybody(tx: Transaction, campaign: Campaign, condition: str) -> list[int]:
    rows = await tx.rows(
        f"WITH these AS (SELECT id FROM unit) SELECT id FROM"  # noqa: S608  # our own constants
        f" (SELECT staff.id, {condition} AS meant {COUNTED}) WHERE meant ORDER BY id",
        audience(campaign),
    )
    return [row["id"] for row in rows]

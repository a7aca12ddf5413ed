"""Who has signed a campaign's pledge (giao ước): the heads of its units, or the members of a cluster."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.campaign_content import Level
from domain.campaigns import Campaign
from domain.people import Unit
from storage.counted import CONCERNED, TAKES_PART, WORKS, audience
from storage.database import Row, Transaction, moment, seconds
from storage.signed_texts import SignedText
from storage.tree import COLUMNS, unit_of

# The units that sign: those of the audience in which somebody works; of a cluster its members, which are departments.
_SIGNERS = f"""unit.closed_at IS NULL AND CASE WHEN :cluster THEN unit.kind = 'member' AND (:whole OR {CONCERNED})
    ELSE unit.kind <> 'member' AND {TAKES_PART} AND {WORKS} END"""
_SIGNED = "LEFT JOIN pledge ON pledge.unit_id = unit.id AND pledge.text_id = :text"


@dataclass(frozen=True, slots=True)
class Pledge:
    """Of one unit. `signed_by` None: on paper, as `entered_by` has noted. `signed_at` None: not signed yet."""

    unit: Unit
    signed_at: datetime | None
    signed_by: int | None
    entered_by: int | None

    def late(self, campaign: Campaign) -> bool:
        """Signed after its time."""
        by = campaign.content.pledge_by
        return by is not None and self.signed_at is not None and self.signed_at > by


@dataclass(frozen=True, slots=True)
class PledgeFigures:
    """How many units sign, have signed, and of these in time."""

    units: int
    signed: int
    in_time: int


def _values(campaign: Campaign, text: SignedText | None) -> dict[str, Any]:
    by = campaign.content.pledge_by
    return {
        **audience(campaign),
        "cluster": campaign.content.level is Level.CLUSTER,
        "text": text.id if text else None,
        "by": None if by is None else seconds(by),
    }


async def of_campaign(
    tx: Transaction, campaign: Campaign, text: SignedText | None, part: tuple[int, int] = (0, -1)
) -> list[Pledge]:
    """Every unit that signs, those that have not leading. `part`: after how many to begin, and at most how many."""
    rows = await tx.rows(
        f"SELECT {COLUMNS}, signed_at, signed_by, entered_by FROM unit {_SIGNED} WHERE {_SIGNERS}"  # noqa: S608  # our own conditions
        " ORDER BY signed_at IS NOT NULL, unit.id LIMIT :most OFFSET :after",
        {**_values(campaign, text), "after": part[0], "most": part[1]},
    )
    return [_pledge(row) for row in rows]


def _pledge(row: Row) -> Pledge:
    signed_at = None if row["signed_at"] is None else moment(row["signed_at"])
    return Pledge(unit_of(row), signed_at, row["signed_by"], row["entered_by"])


async def of_unit(tx: Transaction, campaign: Campaign, text: SignedText | None, unit_id: int) -> Pledge | None:
    """None for a unit that does not sign it."""
    row = await tx.row(
        f"SELECT {COLUMNS}, signed_at, signed_by, entered_by FROM unit {_SIGNED} WHERE unit.id = :unit AND {_SIGNERS}",  # noqa: S608  # our own conditions
        {**_values(campaign, text), "unit": unit_id},
    )
    return _pledge(row) if row else None


async def last_version(tx: Transaction, campaign_id: int, unit_id: int) -> int:
    """Of the words that this unit has signed last; 0 if it has signed none."""
    version: int | None = await tx.value(
        "SELECT max(version) FROM pledge JOIN signed_text ON signed_text.id = text_id"
        " WHERE campaign_id = ? AND unit_id = ?",
        (campaign_id, unit_id),
    )
    return version or 0


async def figures(tx: Transaction, campaign: Campaign, text: SignedText | None) -> PledgeFigures:
    row = await tx.row(
        "SELECT count(*) AS units, count(signed_at) AS signed,"  # noqa: S608  # our own conditions
        f" coalesce(sum(signed_at <= coalesce(:by, signed_at)), 0) AS in_time FROM unit {_SIGNED} WHERE {_SIGNERS}",
        _values(campaign, text),
    )
    return PledgeFigures(**dict(row)) if row else PledgeFigures(0, 0, 0)


async def sign(  # what is signed, for which unit, by whom, when
    tx: Transaction, text: SignedText, unit_id: int, *, signed_by: int | None, entered_by: int, now: datetime
) -> bool:
    """False if it was signed before: the first signature stands."""
    written = await tx.run(
        "INSERT INTO pledge (text_id, unit_id, signed_at, signed_by, entered_by) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT DO NOTHING",
        (text.id, unit_id, seconds(now), signed_by, entered_by),
    )
    return bool(written)


async def take_back(tx: Transaction, text: SignedText, unit_id: int, signed_by: int | None = None) -> bool:
    """What was noted of a paper, or what this head has signed; False for anybody else's, or where there is nothing."""
    signed = (text.id, unit_id, signed_by)
    return bool(await tx.run("DELETE FROM pledge WHERE text_id = ? AND unit_id = ? AND signed_by IS ?", signed))

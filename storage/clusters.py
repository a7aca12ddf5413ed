"""The members of a cluster (cụm thi đua) that the office heads: who has registered, signed, reported."""

import json
from datetime import datetime
from typing import Any

from domain.campaign_content import Level
from domain.campaigns import Campaign
from domain.clusters import Member
from storage.database import Row, Transaction, moment
from storage.tree import COLUMNS, OF_OFFICE, unit_of

_MEMBERS = f"""SELECT {COLUMNS}, submitted_at, titles, forms, signed_at, signed_by, reported_at FROM unit
    LEFT JOIN registration ON registration.campaign_id = :campaign AND registration.unit_id = unit.id
        AND registration.counts
    LEFT JOIN pledge ON pledge.unit_id = unit.id AND pledge.text_id = (SELECT id FROM signed_text
        WHERE campaign_id = :campaign AND kind = 'pledge' ORDER BY version DESC LIMIT 1)
    LEFT JOIN (SELECT unit_id, min(submitted_at) AS reported_at FROM report_submission WHERE campaign_id = :campaign
        GROUP BY unit_id) AS report ON report.unit_id = unit.id
    WHERE unit.kind = 'member' AND unit.closed_at IS NULL AND (:whole OR EXISTS (SELECT 1 FROM campaign_unit
        WHERE campaign_id = :campaign AND instr(unit.path, '/' || campaign_unit.unit_id || '/') > 0))"""  # noqa: S608  # our own columns


async def takes_all(tx: Transaction, campaign: Campaign) -> bool:
    """Whether a campaign of a cluster asks its members, and nobody of the office itself."""
    if campaign.content.level is not Level.CLUSTER or campaign.people or not campaign.units:
        return False
    others = "SELECT 1 FROM campaign_unit JOIN unit ON unit.id = unit_id WHERE campaign_id = ? AND {} LIMIT 1"
    return not await tx.value(others.format(OF_OFFICE.format("unit")), (campaign.id,))


def _values(campaign: Campaign) -> dict[str, Any]:
    return {"campaign": campaign.id, "whole": campaign.whole_office}


async def members(tx: Transaction, campaign: Campaign) -> list[Member]:
    """In the order in which they were entered."""
    return [_member(row) for row in await tx.rows(f"{_MEMBERS} ORDER BY unit.id", _values(campaign))]


async def member(tx: Transaction, campaign: Campaign, unit_id: int | None) -> Member | None:
    """None for a unit that is no member."""
    row = await tx.row(f"{_MEMBERS} AND unit.id = :unit", {**_values(campaign), "unit": unit_id})
    return _member(row) if row else None


def _member(row: Row) -> Member:
    return Member(
        unit_of(row),
        _moment(row["submitted_at"]),
        tuple(json.loads(row["titles"] or "[]")),
        tuple(json.loads(row["forms"] or "[]")),
        _moment(row["signed_at"]),
        row["signed_by"] is None,
        _moment(row["reported_at"]),
    )


def _moment(value: int | None) -> datetime | None:
    return None if value is None else moment(value)

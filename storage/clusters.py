"""A cluster of departments (cụm thi đua) that the office heads: what each member has registered, signed, reported."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.campaigns import Campaign
from domain.people import Unit
from storage.database import Row, Transaction, moment, seconds
from storage.signed_texts import SignedText
from storage.tree import COLUMNS, unit_of

_MEMBERS = """FROM unit
    LEFT JOIN registration ON registration.campaign_id = :campaign AND registration.unit_id = unit.id
        AND registration.counts
    LEFT JOIN pledge ON pledge.unit_id = unit.id AND pledge.text_id = :text
    LEFT JOIN (SELECT unit_id, min(submitted_at) AS reported_at FROM report_submission WHERE campaign_id = :campaign
        GROUP BY unit_id) AS report ON report.unit_id = unit.id
    WHERE unit.kind = 'member' AND unit.closed_at IS NULL AND (:whole OR EXISTS (SELECT 1 FROM campaign_unit
        WHERE campaign_id = :campaign AND instr(unit.path, '/' || campaign_unit.unit_id || '/') > 0))"""


@dataclass(frozen=True, slots=True)
class Member:
    """One department. None of a moment: it has not. `titles`, `forms`: what it seeks; `on_paper`: it has signed so."""

    unit: Unit
    registered_at: datetime | None
    titles: tuple[str, ...]
    forms: tuple[str, ...]
    signed_at: datetime | None
    on_paper: bool
    reported_at: datetime | None


@dataclass(frozen=True, slots=True)
class ClusterFigures:
    """How many members there are, and how many of them have; `…_in_time`: by the time that was set, if one was."""

    members: int
    registered: int
    signed: int
    signed_in_time: int
    reported: int
    reported_in_time: int


def _values(campaign: Campaign, text: SignedText | None) -> dict[str, Any]:
    by = {"signs": campaign.content.pledge_by, "reports": campaign.report_deadline}
    return {
        "campaign": campaign.id,
        "whole": campaign.whole_office,
        "text": text.id if text else None,
        **{name: None if at is None else seconds(at) for name, at in by.items()},
    }


async def members(
    tx: Transaction, campaign: Campaign, text: SignedText | None, part: tuple[int, int] = (0, -1)
) -> list[Member]:
    """In the order in which they were entered. `part`: after how many to begin, and at most how many."""
    rows = await tx.rows(
        f"SELECT {COLUMNS}, submitted_at, titles, forms, signed_at, signed_by, reported_at {_MEMBERS}"
        " ORDER BY unit.id LIMIT :most OFFSET :after",
        {**_values(campaign, text), "after": part[0], "most": part[1]},
    )
    return [_member(row) for row in rows]


async def member(tx: Transaction, campaign: Campaign, text: SignedText | None, unit_id: int | None) -> Member | None:
    """None for a unit that is no member."""
    row = await tx.row(
        f"SELECT {COLUMNS}, submitted_at, titles, forms, signed_at, signed_by, reported_at {_MEMBERS}"
        " AND unit.id = :unit",
        {**_values(campaign, text), "unit": unit_id},
    )
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


async def figures(tx: Transaction, campaign: Campaign, text: SignedText | None) -> ClusterFigures:
    row = await tx.row(
        "SELECT count(*) AS members, count(submitted_at) AS registered, count(signed_at) AS signed,"
        " coalesce(sum(signed_at <= coalesce(:signs, signed_at)), 0) AS signed_in_time,"
        " count(reported_at) AS reported,"
        f" coalesce(sum(reported_at <= coalesce(:reports, reported_at)), 0) AS reported_in_time {_MEMBERS}",
        _values(campaign, text),
    )
    return ClusterFigures(**dict(row)) if row else ClusterFigures(0, 0, 0, 0, 0, 0)

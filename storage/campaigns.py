"""Campaigns with their audience, documents and criteria."""

import json
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from domain.campaign_content import Content
from domain.campaigns import Campaign, CampaignState, Criterion, Document
from domain.errors import Refused
from domain.people import Employment
from domain.sentences import act_key, measure_key
from storage import document_files
from storage.database import Row, Transaction, moment, seconds


async def get(tx: Transaction, campaign_id: int | None) -> Campaign:
    """Refused("campaign_unknown") if there is none."""
    row = await tx.row("SELECT * FROM campaign WHERE id = ?", (campaign_id,))
    if row is None:
        raise Refused("campaign_unknown")
    return await _campaign(tx, row)


async def published(tx: Transaction, now: datetime) -> list[Campaign]:
    """Those that people may know of and that are not over, the one that ends first leading."""
    rows = await tx.rows(
        "SELECT * FROM campaign WHERE stands AND publish_at <= ? AND end_day >= ? ORDER BY end_day, id",
        (seconds(now), now.date().isoformat()),
    )
    return [await _campaign(tx, row) for row in rows]


async def opened(tx: Transaction, now: datetime) -> list[Campaign]:
    """Those that people have heard of and that stand, the one that ended or ends last leading."""
    rows = await tx.rows(
        "SELECT * FROM campaign WHERE stands AND publish_at <= ? ORDER BY end_day DESC, id DESC",
        (seconds(now),),
    )
    return [await _campaign(tx, row) for row in rows]


async def to_open(tx: Transaction, now: datetime) -> list[Campaign]:
    """Those that people have not heard of yet: drafts, and openings that wait for their time."""
    rows = await tx.rows(
        "SELECT * FROM campaign WHERE end_day >= ? AND (state = 'DRAFT' OR (stands AND publish_at > ?)) ORDER BY id",
        (now.date().isoformat(), seconds(now)),
    )
    return [await _campaign(tx, row) for row in rows]


async def every(tx: Transaction) -> list[Campaign]:
    return [await _campaign(tx, row) for row in await tx.rows("SELECT * FROM campaign ORDER BY id")]


async def _campaign(tx: Transaction, row: Row) -> Campaign:
    units = await tx.rows("SELECT unit_id FROM campaign_unit WHERE campaign_id = ?", (row["id"],))
    return Campaign(
        id=row["id"],
        version=row["version"],
        name=row["name"],
        label=row["label"],
        theme=row["theme"],
        start=date.fromisoformat(row["start_day"]),
        end=date.fromisoformat(row["end_day"]),
        registration_deadline=_moment(row["registration_deadline"]),
        report_deadline=_moment(row["report_deadline"]),
        publish_at=moment(row["publish_at"]),
        state=CampaignState(row["state"]),
        units=frozenset(unit["unit_id"] for unit in units),
        documents=await _documents(tx, row["id"]),
        criteria=await _criteria(tx, row["id"]),
        published_by=row["published_by"],
        people=frozenset(json.loads(row["people"])),
        employments=frozenset(Employment(one) for one in json.loads(row["employments"])),
        content=Content.model_validate_json(row["content"]),
    )


def _moment(value: int | None) -> datetime | None:
    return None if value is None else moment(value)


async def _documents(tx: Transaction, campaign_id: int) -> tuple[Document, ...]:
    rows = await tx.rows("SELECT * FROM document WHERE campaign_id = ? ORDER BY id", (campaign_id,))
    return tuple(Document(row["kind"], row["number"], date.fromisoformat(row["day"]), row["issuer"]) for row in rows)


async def _criteria(tx: Transaction, campaign_id: int) -> tuple[Criterion, ...]:
    rows = await tx.rows("SELECT * FROM criterion WHERE campaign_id = ? ORDER BY id", (campaign_id,))
    return tuple(
        Criterion(
            row["id"], row["name"], row["measure"], _decimal(row["amount"]), row["field"], _decimal(row["points"])
        )
        for row in rows
    )


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


_COLUMNS = (
    "version, name, label, theme, start_day, end_day, registration_deadline, report_deadline, publish_at, state,"
    " whole_office, published_by, people, employments, content"
)
_MARKS = ", ".join("?" * len(_COLUMNS.split(",")))


def _values(campaign: Campaign) -> tuple[Any, ...]:
    deadlines = (campaign.registration_deadline, campaign.report_deadline)
    return (
        campaign.version,
        campaign.name,
        campaign.label,
        campaign.theme,
        campaign.start.isoformat(),
        campaign.end.isoformat(),
        *(None if one is None else seconds(one) for one in deadlines),
        seconds(campaign.publish_at),
        campaign.state,
        campaign.whole_office,
        campaign.published_by,
        json.dumps(sorted(campaign.people)),
        json.dumps(sorted(campaign.employments)),
        campaign.content.model_dump_json(exclude_defaults=True),
    )


async def add(tx: Transaction, campaign: Campaign) -> int:
    """A new campaign (its id is given here)."""
    campaign_id = await tx.insert(
        f"INSERT INTO campaign ({_COLUMNS}) VALUES ({_MARKS})",  # noqa: S608  # our own columns
        _values(campaign),
    )
    await _put_parts(tx, campaign_id, campaign)
    return campaign_id


async def replace(tx: Transaction, campaign: Campaign) -> None:
    """Write a corrected campaign over the one with its id; `version` must be one above what stands there."""
    before = await get(tx, campaign.id)
    written = await tx.run(
        f"UPDATE campaign SET ({_COLUMNS}) = ({_MARKS}) WHERE id = ? AND version = ?",  # noqa: S608  # our own columns
        (*_values(campaign), campaign.id, campaign.version - 1),
    )
    if not written:
        raise Refused("campaign_changed_meanwhile")
    await tx.run("DELETE FROM campaign_unit WHERE campaign_id = ?", (campaign.id,))
    await tx.run("DELETE FROM document WHERE campaign_id = ?", (campaign.id,))
    await tx.run("DELETE FROM criterion WHERE campaign_id = ?", (campaign.id,))
    await _put_parts(tx, campaign.id, campaign)
    await document_files.follow(tx, campaign.id, before.renumbered(campaign), [one.number for one in campaign.papers])


async def next_step(tx: Transaction, now: datetime, today: date) -> Campaign | None:
    """One whose dates bring a step; none if there is none. `today`: in the office's time zone."""
    rows = await tx.rows(
        "SELECT * FROM campaign WHERE (state = 'APPROVED' AND publish_at <= :now) OR"
        " (state IN ('LAUNCHED', 'REGISTERING', 'RUNNING', 'INTERIM_REVIEW') AND (end_day < :today"
        "  OR (state <> 'REGISTERING' AND coalesce(registration_deadline >= :now, 1))"
        "  OR registration_deadline < :now OR content ->> 'interim' <= :today)) ORDER BY id",
        {"now": seconds(now), "today": today.isoformat()},
    )
    for row in rows:
        campaign = await _campaign(tx, row)
        if campaign.due_step(now, today) is not None:
            return campaign
    return None


async def note_decided(tx: Transaction, campaign_id: int, now: datetime) -> None:
    """Its awards are decided on: what is logged later counts no more in it."""
    await tx.run("UPDATE campaign SET decided_at = ? WHERE id = ?", (seconds(now), campaign_id))


async def step(tx: Transaction, campaign: Campaign, to: CampaignState) -> None:
    """Write down a step that a date has brought; what people see of the campaign is the same, so is its version."""
    await tx.run("UPDATE campaign SET state = ? WHERE id = ? AND state = ?", (to, campaign.id, campaign.state))


async def _put_parts(tx: Transaction, campaign_id: int, campaign: Campaign) -> None:
    await tx.many(
        "INSERT INTO campaign_unit (campaign_id, unit_id) VALUES (?, ?)",
        [(campaign_id, unit_id) for unit_id in sorted(campaign.units)],
    )
    await tx.many(
        "INSERT INTO document (campaign_id, kind, number, day, issuer) VALUES (?, ?, ?, ?, ?)",
        [(campaign_id, one.kind, one.number, one.day.isoformat(), one.issuer) for one in campaign.documents],
    )
    await tx.many(
        "INSERT INTO criterion (campaign_id, name, act_key, measure, measure_key, amount, field, points)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                campaign_id,
                one.name,
                act_key(one.name),
                one.measure,
                measure_key(one.measure),
                None if one.amount is None else str(one.amount),
                one.field,
                None if one.points is None else str(one.points),
            )
            for one in campaign.criteria
        ],
    )

"""Closing reports: every version of every unit's."""

from datetime import datetime, timedelta

from domain.campaigns import Campaign
from domain.people import Unit
from domain.reports import Report, Submission
from storage import campaigns, coverage
from storage.counted import TAKES_PART, WORKS, audience
from storage.database import Row, Transaction, moment, seconds
from storage.tree import COLUMNS, unit_of

SHOWN = timedelta(days=60)  # a report stays in the lists that long after its deadline and the campaign's end


async def of_campaign(tx: Transaction, campaign: Campaign, part: tuple[int, int] = (0, -1)) -> list[Report]:
    """One for each unit that takes part and in which somebody works, handed in or not.

    `part`: after how many to begin, and at most how many.
    """
    submitted = await tx.rows(
        "SELECT unit_id, version, submitted_by, submitted_at FROM report_submission WHERE campaign_id = ?"
        " ORDER BY unit_id, version",
        (campaign.id,),
    )
    units = await tx.rows(
        f"SELECT {COLUMNS} FROM unit WHERE {TAKES_PART} AND {WORKS} ORDER BY id LIMIT :most OFFSET :after",  # noqa: S608  # our own conditions
        {**audience(campaign), "after": part[0], "most": part[1]},
    )
    return [_report(campaign, unit_of(row), submitted, asked=True) for row in units]


def _report(campaign: Campaign, unit: Unit, rows: list[Row], *, asked: bool) -> Report:
    mine = (row for row in rows if row["unit_id"] == unit.id)
    submissions = tuple(Submission(row["version"], row["submitted_by"], moment(row["submitted_at"])) for row in mine)
    return Report(campaign, unit, asked, submissions)


async def of_unit(tx: Transaction, campaign: Campaign, unit: Unit) -> Report:
    rows = await tx.rows(
        "SELECT unit_id, version, submitted_by, submitted_at FROM report_submission"
        " WHERE campaign_id = ? AND unit_id = ? ORDER BY version",
        (campaign.id, unit.id),
    )
    return _report(campaign, unit, rows, asked=await coverage.takes_part(tx, campaign, unit))


async def asked_for(tx: Transaction, now: datetime) -> list[Campaign]:
    """Campaigns that people know of and that ask for a report, the one that is due first leading; none in archives."""
    since = now - SHOWN
    rows = await tx.rows(
        "SELECT id FROM campaign WHERE stands AND state <> 'ARCHIVED' AND publish_at <= ?"
        " AND (report_deadline > ? OR report_deadline IS NOT NULL AND end_day > ?) ORDER BY report_deadline, id",
        (seconds(now), seconds(since), since.date().isoformat()),
    )
    return [await campaigns.get(tx, row["id"]) for row in rows]


async def hand_in(tx: Transaction, report: Report, body: str, staff_id: int, now: datetime) -> Report:
    """Keep this as the version after those of `report`, which must be what stands there now."""
    await tx.insert(
        "INSERT INTO report_submission (campaign_id, unit_id, version, body, submitted_by, submitted_at)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (report.campaign.id, report.unit.id, report.version + 1, body, staff_id, seconds(now)),
    )
    return await of_unit(tx, report.campaign, report.unit)


async def body(tx: Transaction, report: Report) -> str:
    """The text of the latest version; the report must have been handed in."""
    text: str = await tx.value(
        "SELECT body FROM report_submission WHERE campaign_id = ? AND unit_id = ? AND version = ?",
        (report.campaign.id, report.unit.id, report.version),
    )
    return text

"""Figures for whoever runs the program."""

import json
from datetime import datetime

from domain.people import Unit
from storage.database import Transaction, moment, seconds


async def counts(tx: Transaction) -> dict[str, int]:
    row = await tx.row(
        "SELECT (SELECT count(*) FROM unit WHERE closed_at IS NULL) AS units,"
        " (SELECT count(*) FROM staff WHERE left_at IS NULL) AS staff,"
        " (SELECT count(DISTINCT staff_id) FROM account) AS activated,"
        " (SELECT count(*) FROM group_chat WHERE left_at IS NULL) AS groups,"
        " (SELECT count(*) FROM campaign WHERE stands) AS campaigns,"
        " (SELECT count(*) FROM outbox WHERE state IN ('waiting', 'sending')) AS waiting"
    )
    return dict(row) if row else {}


async def stopped_edges(tx: Transaction) -> list[str]:
    """Why an edge gave up, if one did since it last started."""
    rows = await tx.rows("SELECT value FROM setting WHERE name LIKE '%.stopped' AND value <> '' ORDER BY name")
    return [row["value"] for row in rows]


async def next_word_to(tx: Transaction, unit: Unit, after: datetime, before: datetime) -> datetime | None:
    """When something is planned next for the people of a unit, between these moments."""
    at: int | None = await tx.value(
        "SELECT min(planned.send_at) FROM ("
        "SELECT send_at, campaign_id FROM announcement WHERE state = 'waiting' AND kind = 'opening'"
        " UNION ALL SELECT send_at, campaign_id FROM reminder WHERE state = 'waiting'"
        ") AS planned JOIN campaign ON campaign.id = planned.campaign_id"
        " WHERE planned.send_at > ? AND planned.send_at < ? AND (campaign.whole_office = 1 OR EXISTS"
        " (SELECT 1 FROM campaign_unit WHERE campaign_id = campaign.id"
        " AND unit_id IN (SELECT value FROM json_each(?))))",
        (seconds(after), seconds(before), json.dumps(unit.lineage)),
    )
    return None if at is None else moment(at)


async def next_planned(tx: Transaction) -> datetime | None:
    """When the first announcement, reminder, routine or edit that waits is due."""
    at: int | None = await tx.value(
        "SELECT min(send_at) FROM (SELECT send_at FROM announcement WHERE state = 'waiting'"
        " UNION ALL SELECT send_at FROM reminder WHERE state = 'waiting'"
        " UNION ALL SELECT next_at FROM routine"
        " UNION ALL SELECT not_before FROM outbox WHERE state = 'waiting' AND lane = 'edit')"
    )
    return None if at is None else moment(at)


async def due_meanwhile(tx: Transaction, now: datetime, opens: datetime) -> tuple[int, int]:
    """Announcements and reminders that are overdue: how many are of use still when a window opens, how many not."""
    row = await tx.row(
        "SELECT count(*) AS due, coalesce(sum(useless_after > ?), 0) AS useful FROM ("
        "SELECT send_at, useless_after FROM announcement WHERE state = 'waiting'"
        " UNION ALL SELECT send_at, useless_after FROM reminder WHERE state = 'waiting') WHERE send_at <= ?",
        (seconds(opens), seconds(now)),
    )
    return (row["useful"], row["due"] - row["useful"]) if row else (0, 0)

"""The targets of a unit and of its people, each with what was logged for it."""

from datetime import date
from decimal import Decimal

from domain.achievements import Progress
from domain.campaigns import Campaign
from domain.targets import Target
from storage.achievements import MAY_COUNT
from storage.database import Row, Transaction

_DONE = "SELECT group_concat(done.amount, ' ')"
_SAME = "act_key = target.act_key AND done.measure_key = target.measure_key"
_OF_PERSON = f"""{_DONE} FROM ({MAY_COUNT} AND campaign.id = :campaign
    AND achievement.staff_id = joined.staff_id) AS may
    JOIN achievement ON achievement.id = may.achievement_id
    JOIN achievement_amount AS done ON done.achievement_id = achievement.id
    WHERE may.counts AND achievement.{_SAME}"""  # our own query
# What anybody has done while working there, registered or not.
_OF_UNIT = f"""{_DONE} FROM achievement JOIN achievement_amount AS done ON done.achievement_id = achievement.id
    WHERE achievement.staff_id IN (SELECT id FROM staff WHERE unit_id = :unit) AND achievement.unit_id = :unit
    AND deleted_at IS NULL AND start_day >= :start AND end_day <= :end AND achievement.{_SAME}"""  # noqa: S608  # our own conditions
_TARGETS = f"""SELECT target.*, CASE WHEN joined.staff_id IS NULL THEN ({_OF_UNIT}) ELSE ({_OF_PERSON}) END AS done
    FROM registration AS joined JOIN target ON target.registration_id = joined.id AND target.amount IS NOT NULL
    WHERE joined.counts AND joined.id IN (
        SELECT id FROM registration WHERE campaign_id = :campaign AND unit_id = :unit
        UNION ALL SELECT id FROM registration WHERE campaign_id = :campaign
            AND staff_id IN (SELECT id FROM staff WHERE unit_id = :unit)) ORDER BY target.id"""  # noqa: S608  # our own queries


async def of(tx: Transaction, campaign: Campaign, unit_id: int) -> list[Progress]:
    """Those with a figure that are in force."""
    days = {"start": campaign.start.isoformat(), "end": campaign.end.isoformat()}
    rows = await tx.rows(_TARGETS, {"campaign": campaign.id, "unit": unit_id, **days})
    return [_progress(row) for row in rows]


def _progress(row: Row) -> Progress:
    due = None if row["due_day"] is None else date.fromisoformat(row["due_day"])
    target = Target(row["act"], Decimal(row["amount"]), row["measure"], due)
    return Progress(target, sum(map(Decimal, (row["done"] or "").split()), Decimal(0)))

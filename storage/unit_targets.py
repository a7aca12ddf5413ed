"""The targets of a unit and of its people, each with what was logged for it."""

from datetime import date
from decimal import Decimal

from domain.achievements import Progress
from domain.campaigns import Campaign
from domain.targets import Target
from storage import summaries
from storage.achievements import MAY_COUNT
from storage.counted import WITHIN
from storage.database import Row, Transaction
from storage.summaries import Done

_OF_PERSON = f"""SELECT group_concat(done.amount, ' ') FROM ({MAY_COUNT} AND campaign.id = :campaign
    AND achievement.staff_id = joined.staff_id) AS may
    JOIN achievement ON achievement.id = may.achievement_id
    JOIN achievement_amount AS done ON done.achievement_id = achievement.id
    WHERE may.counts AND achievement.act_key = target.act_key AND done.measure_key = target.measure_key"""  # noqa: S608  # our own
_TARGETS = f"""SELECT target.*, joined.staff_id, ({_OF_PERSON}) AS done
    FROM registration AS joined JOIN target ON target.registration_id = joined.id AND target.amount IS NOT NULL
    WHERE joined.counts AND joined.id IN (
        SELECT id FROM registration WHERE campaign_id = :campaign AND unit_id = :unit AND {WITHIN}
        UNION ALL SELECT id FROM registration WHERE campaign_id = :campaign AND {WITHIN}
            AND staff_id IN (SELECT id FROM staff WHERE unit_id = :unit)) ORDER BY target.id"""  # noqa: S608  # our own queries


async def of(tx: Transaction, campaign: Campaign, unit_id: int) -> tuple[list[Progress], list[Progress]]:
    """Those with a figure that are in force: of the collective, and of its people."""
    rows = await tx.rows(_TARGETS, {"campaign": campaign.id, "unit": unit_id})
    together = await summaries.done_by_units(tx, campaign.id, unit_id)
    own = [Progress(_target(row), _by_all(row, together, unit_id)) for row in rows if row["staff_id"] is None]
    return own, [Progress(_target(row), _by_one(row)) for row in rows if row["staff_id"] is not None]


def _target(row: Row) -> Target:
    due = None if row["due_day"] is None else date.fromisoformat(row["due_day"])
    return Target(row["act"], Decimal(row["amount"]), row["measure"], due)


def _by_all(row: Row, together: Done, unit_id: int) -> Decimal:
    return together.get((unit_id, row["act_key"], row["measure_key"]), Decimal(0))


def _by_one(row: Row) -> Decimal:
    return sum(map(Decimal, (row["done"] or "").split()), Decimal(0))

"""What all of a campaign have done, for its summaries: in one query, whoever takes part."""

from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal

from storage.achievements import MAY_COUNT
from storage.database import Transaction

Done = Mapping[tuple[int, str, str], Decimal]


async def done(tx: Transaction, campaign_id: int) -> Done:
    """What the entries that count in a campaign add up to: by staff id, key of the act and key of the measure."""
    rows = await tx.rows(
        "SELECT achievement.staff_id, act_key, measure_key, amount FROM ("  # noqa: S608  # our own query
        f"{MAY_COUNT} AND campaign.id = ?) AS may"
        " JOIN achievement ON achievement.id = may.achievement_id"
        " JOIN achievement_amount ON achievement_amount.achievement_id = achievement.id WHERE may.counts",
        (campaign_id,),
    )
    sums = defaultdict[tuple[int, str, str], Decimal](Decimal)
    for row in rows:
        sums[row["staff_id"], row["act_key"], row["measure_key"]] += Decimal(row["amount"])
    return sums

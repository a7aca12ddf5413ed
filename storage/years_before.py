"""What a participant registered for, and a unit achieved, in the campaign of the year before."""

from decimal import Decimal

from domain.campaigns import Campaign
from domain.launch_again import series
from domain.people import Unit
from domain.registrations import Registration
from domain.suggestions import YearBefore
from storage import campaigns, registrations
from storage.achievements import MAY_COUNT
from storage.database import Transaction


async def campaign_before(tx: Transaction, campaign: Campaign) -> Campaign | None:
    """The last one that began earlier and has the same name but for its years; those that were cancelled aside."""
    rows = await tx.rows(
        "SELECT id, name FROM campaign WHERE stands AND start_day < ? AND id <> ? ORDER BY start_day DESC, id DESC",
        (campaign.start.isoformat(), campaign.id),
    )
    sought = series(campaign.name)
    found = next((row["id"] for row in rows if series(row["name"]) == sought), None)
    return await campaigns.get(tx, found) if found else None


async def registration_before(
    tx: Transaction, campaign: Campaign, *, staff_id: int | None = None, unit_id: int | None = None
) -> tuple[int, Registration] | None:
    """The year, and what this person or collective had registered for then."""
    before = await campaign_before(tx, campaign)
    if before is None:
        return None
    if staff_id is None:
        found = await registrations.of_collective(tx, before.id, unit_id or 0)
    else:
        found = await registrations.of(tx, before.id, staff_id)
    return (before.end.year, found) if found and found.counts else None


async def of_unit(tx: Transaction, campaign: Campaign, unit: Unit) -> YearBefore | None:
    """What a unit promised as a collective, and what its people's entries that count add up to."""
    before = await campaign_before(tx, campaign)
    if before is None:
        return None
    registration = await registrations.of_collective(tx, before.id, unit.id)
    targets = registration.targets if registration and registration.counts else ()
    return YearBefore(before.end.year, targets, await _done(tx, before.id, unit.id))


async def _done(tx: Transaction, campaign_id: int, unit_id: int) -> list[tuple[str, str, Decimal]]:
    """Amounts are added up exactly. An entry is of the unit in which it was made."""
    rows = await tx.rows(
        "SELECT act_key, measure_key, amount"  # noqa: S608  # our own query
        f" FROM ({MAY_COUNT} AND campaign.id = ? AND achievement.unit_id = ?) AS may"
        " JOIN achievement ON achievement.id = may.achievement_id"
        " JOIN achievement_amount USING (achievement_id) WHERE may.counts",
        (campaign_id, unit_id),
    )
    done: dict[tuple[str, str], Decimal] = {}
    for row in rows:
        key = row["act_key"], row["measure_key"]
        done[key] = done.get(key, Decimal(0)) + Decimal(row["amount"])
    return [(act, measure, amount) for (act, measure), amount in done.items()]

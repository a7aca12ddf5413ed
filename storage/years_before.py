"""What a participant registered for, and a unit achieved, in the campaign of the year before."""

from domain.campaigns import Campaign
from domain.launch_again import series
from domain.people import Unit
from domain.registrations import Registration
from domain.suggestions import YearBefore
from storage import campaigns, registrations, summaries
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
    found = await summaries.done_by_units(tx, before.id, unit.id)
    return YearBefore(before.end.year, targets, [(act, measure, done) for (_, act, measure), done in found.items()])

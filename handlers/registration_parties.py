"""Whom a registration is of: oneself, a colleague or a unit, as far as the visitor may act for them."""

from domain.campaigns import Campaign
from domain.errors import Refused
from domain.people import Staff, Unit
from domain.permissions import Right
from handlers.visit import Visit, as_id
from storage import coverage, people, tree

COLLECTIVE = "tapthe"  # the word for a unit's own registration in a command; “tapthe.12” for another unit


async def require_taking_part(visit: Visit, campaign: Campaign, person: Staff | None, unit: Unit | None) -> None:
    """Refused("campaign_unknown"), or not_in_audience(person) of a colleague."""
    if unit and await coverage.takes_part(visit.tx, campaign, unit):
        return
    if person and campaign.includes(person):
        return
    if person and person.id != visit.person.id:
        raise Refused("not_in_audience", person=person)
    raise Refused("campaign_unknown")


async def participant(visit: Visit, party: str) -> tuple[Staff | None, Unit | None]:
    """The person, or the unit as a collective; whoever acts for another must be allowed to in that one's unit."""
    if not party:
        return visit.person, None
    visit.require(Right.UNIT)
    kind, _, unit_id = party.partition(".")
    if kind == COLLECTIVE:
        return None, await _unit(visit, unit_id)
    colleague = await people.get(visit.tx, as_id(party))
    if colleague is None or colleague.left_at or not visit.person.may(Right.UNIT, colleague.unit):
        raise Refused("not_your_unit")
    return colleague, None


async def _unit(visit: Visit, unit_id: str) -> Unit:
    """The unit that is meant, the visitor's own if none is; one for which that person may act."""
    unit = await tree.get(visit.tx, as_id(unit_id)) if unit_id else visit.person.unit
    if unit is None:
        raise Refused("unit_unknown")
    visit.require(Right.UNIT, unit)
    return unit

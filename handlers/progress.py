"""/tiendo: who has registered, declined, not answered, reported; all units for the officer, one's own for the rest."""

from dataclasses import dataclass

from domain.campaigns import Campaign
from domain.errors import Refused
from domain.messages import Choice, Message
from domain.people import Staff
from domain.permissions import Right
from handlers.visit import Visit
from storage import campaigns, coverage, people
from storage.coverage import Answer, UnitCoverage
from texts import label, render

SHOWN = 9  # campaigns to choose from, newest first


@dataclass(frozen=True)
class Names:
    """The people of a unit by what they have answered."""

    registered: list[Staff]
    declined: list[Staff]
    unanswered: list[Staff]
    inactive: list[Staff]


async def progress(visit: Visit) -> Message:
    """/tiendo, /tiendo 17, /tiendo 17 3 (a unit, with names)."""
    if visit.number() is None:
        return await _choose(visit)
    return await _of(visit, await _visible(visit, visit.number()))


async def _choose(visit: Visit) -> Message:
    """The only campaign there is, or which one is meant."""
    found = [one for one in await campaigns.opened(visit.tx, visit.now) if _concerns(visit, one)][:SHOWN]
    if len(found) == 1:
        return await _of(visit, found[0])
    choices = tuple(Choice(label=one.label, command=f"/tiendo {one.id}") for one in found)
    return Message(text=render("progress/choose", campaigns=found), choices=choices)


def _concerns(visit: Visit, campaign: Campaign) -> bool:
    return visit.person.may(Right.OVERVIEW) or campaign.concerns(visit.person.unit)


async def _visible(visit: Visit, campaign_id: int | None) -> Campaign:
    campaign = await campaigns.get(visit.tx, campaign_id)
    if not campaign.opened(visit.now) or not _concerns(visit, campaign):
        raise Refused("campaign_unknown")
    return campaign


async def _of(visit: Visit, campaign: Campaign) -> Message:
    units = [one for one in await coverage.by_unit(visit.tx, campaign) if visit.person.may(Right.PROGRESS, one.unit)]
    overview = visit.person.may(Right.OVERVIEW) or len(units) > 1
    wanted = visit.number(1) if overview else visit.person.unit.id
    return await _unit(visit, campaign, units, wanted) if wanted is not None else _office(campaign, units)


def _office(campaign: Campaign, units: list[UnitCoverage]) -> Message:
    """All units in figures; a choice for the names of each."""
    choices = tuple(
        Choice(label=f"{label('see_names')}: {one.unit.short_name}", command=f"/tiendo {campaign.id} {one.unit.id}")
        for one in units
    )
    facts = {"campaign": campaign, "units": units, "total": coverage.total(units)}
    return Message(text=render("progress/office", **facts), choices=choices)


async def _unit(visit: Visit, campaign: Campaign, units: list[UnitCoverage], unit_id: int) -> Message:
    """One unit with names."""
    found = next((one for one in units if one.unit.id == unit_id), None)
    if found is None:
        raise Refused("unit_outside_audience", campaign=campaign)
    answers = await coverage.answers(visit.tx, campaign, unit_id)
    staff = [one for one in await people.of_unit(visit.tx, unit_id) if one.id in answers]
    names = Names(*([one for one in staff if answers[one.id] is answer] for answer in Answer))
    back = (Choice(label=label("back"), command=f"/tiendo {campaign.id}"),) if visit.person.may(Right.OVERVIEW) else ()
    return Message(text=render("progress/unit", campaign=campaign, unit=found, names=names), choices=back)

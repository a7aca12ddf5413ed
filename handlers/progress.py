"""/tiendo: who has registered, declined, not answered, reported; all units for the officer, one's own for the rest."""

from dataclasses import dataclass

from domain.campaigns import Campaign
from domain.errors import Refused
from domain.messages import Choice, Message
from domain.people import Staff
from domain.permissions import Right
from handlers import progress_pictures
from handlers.visit import Visit
from storage import campaigns, coverage, people, tree
from storage.coverage import Answer, Coverage
from texts import label, render

SHOWN = 9  # campaigns to choose from, newest first
AT_ONCE = 20  # units on a page


@dataclass(frozen=True)
class Names:
    """The people of a unit by what they have answered."""

    registered: list[Staff]
    declined: list[Staff]
    unanswered: list[Staff]
    inactive: list[Staff]


async def progress(visit: Visit) -> Message:
    """/tiendo, /tiendo 17, /tiendo 17 3 (a unit, with names), /tiendo hinh 17 (a picture)."""
    drawn = progress_pictures.ACTS.get(visit.args[0]) if visit.args else None
    if drawn is not None:
        wanted, version = visit.versioned() or (visit.number(1), None)
        return await drawn(visit, await _visible(visit, wanted), version)
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
    return visit.person.may(Right.OVERVIEW) or (campaign.includes(visit.person) or campaign.concerns(visit.person.unit))


async def _visible(visit: Visit, campaign_id: int | None) -> Campaign:
    campaign = await campaigns.get(visit.tx, campaign_id)
    if not campaign.opened(visit.now) or not _concerns(visit, campaign):
        raise Refused("campaign_unknown")
    return campaign


async def _of(visit: Visit, campaign: Campaign) -> Message:
    scopes = visit.person.scopes(Right.PROGRESS)
    total = await coverage.figures(visit.tx, campaign, scopes)
    overview = visit.person.may(Right.OVERVIEW) or total.units > 1
    wanted = visit.number(1) if overview else visit.person.unit.id
    return await (_unit(visit, campaign, wanted) if wanted is not None else _office(visit, campaign, total))


async def _office(visit: Visit, campaign: Campaign, total: Coverage) -> Message:
    """All units in figures, AT_ONCE on a page; a choice for the names of each."""
    begin = min(visit.number(2) or 0, total.units) if visit.args[1:2] == ("tu",) else 0
    units = await coverage.by_unit(visit.tx, campaign, visit.person.scopes(Right.PROGRESS), (begin, AT_ONCE))
    choices = [progress_pictures.offer(campaign)]
    choices += [
        Choice(label=f"{label('see_names')}: {one.unit.short_name}", command=f"/tiendo {campaign.id} {one.unit.id}")
        for one in units
    ]
    if total.units > begin + AT_ONCE:
        choices.append(Choice(label=label("more"), command=f"/tiendo {campaign.id} tu {begin + AT_ONCE}"))
    facts = {"campaign": campaign, "units": units, "total": total, "begin": begin}
    return Message(text=render("progress/office", **facts), choices=tuple(choices))


async def _unit(visit: Visit, campaign: Campaign, unit_id: int) -> Message:
    """One unit with names."""
    unit = await tree.get(visit.tx, unit_id)
    if unit is None or not visit.person.may(Right.PROGRESS, unit):
        raise Refused("unit_outside_audience", campaign=campaign)
    visit.require(Right.PROGRESS, unit)
    units = await coverage.by_unit(visit.tx, campaign, {unit_id})
    found = next((one for one in units if one.unit.id == unit_id), None)
    if found is None:
        raise Refused("unit_outside_audience", campaign=campaign)
    answers = await coverage.answers(visit.tx, campaign, unit_id)
    staff = await people.some(visit.tx, answers)
    names = Names(*([one for one in staff if answers[one.id] is answer] for answer in Answer))
    back = (Choice(label=label("back"), command=f"/tiendo {campaign.id}"),) if visit.person.may(Right.OVERVIEW) else ()
    return Message(text=render("progress/unit", campaign=campaign, unit=found, names=names), choices=back)

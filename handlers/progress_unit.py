"""The own unit at a glance, in figures: for its head, between two meetings."""

from domain import unit_targets as rules
from domain.campaigns import Campaign
from domain.errors import Refused
from domain.messages import Choice, Message
from domain.nudges import Item, asked_now
from domain.numbers import counted
from domain.people import Unit
from domain.permissions import Right
from handlers.visit import Visit
from storage import coverage, tree, unit_targets
from storage.coverage import UnitCoverage
from texts import label, render


async def of_scope(visit: Visit, campaign: Campaign) -> Message:
    """The own unit or, for who is responsible for another alone, that one. Refused("unit_outside_audience")."""
    found = await _found(visit, campaign)
    visit.require(Right.PROGRESS, found.unit)
    own, of_people = await unit_targets.of(visit.tx, campaign, found.unit.id)
    seen = rules.seen(own, of_people, campaign, min(visit.now.date(), campaign.end))
    text = render("progress/unit", campaign=campaign, one=found, targets=seen, now=visit.now)
    return Message(text=text, choices=_leads_on(visit, campaign, found))


async def _found(visit: Visit, campaign: Campaign) -> UnitCoverage:
    meant = await _meant(visit)
    units = await coverage.by_unit(visit.tx, campaign, {meant.id})
    found = next((one for one in units if one.unit.id == meant.id), None)
    if found is None:
        raise Refused("unit_outside_audience", campaign=campaign)
    return found


async def _meant(visit: Visit) -> Unit:
    own, scopes = visit.person.unit, visit.person.scopes(Right.PROGRESS)
    if scopes is None or visit.person.may(Right.PROGRESS, own):
        return own
    return await tree.get(visit.tx, min(scopes)) or own


def _leads_on(visit: Visit, campaign: Campaign, found: UnitCoverage) -> tuple[Choice, ...]:
    """Names and what changes things, in private."""
    if not visit.request.private:
        return (Choice(label=label("see_by_unit"), command=f"/tiendo {campaign.id}"),)
    asked, figures = asked_now(campaign, visit.now), found.figures
    choices = [Choice(label=label("who_lacks_what"), command=f"/tiendo {campaign.id} {found.unit.id}")]
    if Item.REGISTRATION in asked and figures.unanswered:
        nudge = f"/dondoc {Item.REGISTRATION} {campaign.id}"
        choices.append(Choice(label=label("nudge_unregistered").format(counted(figures.unanswered)), command=nudge))
    may_register = visit.person.may(Right.UNIT, found.unit) and found.unit.id == visit.person.unit.id
    if Item.COLLECTIVE in asked and figures.units > figures.collectives and may_register:
        choices.append(Choice(label=label("register_collective"), command=f"/dangky tapthe {campaign.id}"))
    return tuple(choices)

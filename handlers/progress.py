"""/tiendo: how far campaigns have come, over all units that somebody is responsible for, in figures."""

from collections.abc import Mapping
from typing import NamedTuple

from domain.campaigns import Campaign
from domain.clusters import Duty
from domain.errors import Refused
from domain.messages import Choice, Message
from domain.permissions import Right
from handlers import cluster_progress, progress_names, progress_pictures, progress_unit, progress_words
from handlers.tables import Handler
from handlers.visit import Visit
from storage import campaigns, coverage, reports
from storage.coverage import Coverage
from texts import label, render

CAMPAIGNS, UNITS = 5, 7  # on a page


class Drive(NamedTuple):
    """A campaign with the figures of those whom the visitor is responsible for; of a cluster, of its members."""

    campaign: Campaign
    figures: Coverage
    of_members: tuple[Duty, ...] = ()


async def progress(visit: Visit) -> Message | None:
    """/tiendo, `tu 6` (from the seventh on), 17, `17 tu 8` (units), 17 3 (a unit, with names); _VERBS, a picture."""
    visit.require(Right.PROGRESS)
    if visit.args[:1] and visit.args[0] in _VERBS:
        return await _VERBS[visit.args[0]](visit)
    if visit.args[:1] and visit.args[0] in progress_pictures.ACTS:
        return await _drawn(visit)
    if visit.number() is None:
        return await _all(visit)
    return await _of(visit, await visible(visit, visit.number()))


async def visible(visit: Visit, campaign_id: int | None) -> Campaign:
    """Refused("campaign_unknown") unless people know of it and it concerns somebody in the visitor's scope."""
    campaign = await campaigns.get(visit.tx, campaign_id)
    if not campaign.opened(visit.now) or not await _may_know(visit, campaign):
        raise Refused("campaign_unknown")
    return campaign


async def _may_know(visit: Visit, campaign: Campaign) -> bool:
    person = visit.person
    if person.may(Right.OVERVIEW) or campaign.includes(person) or campaign.concerns(person.unit):
        return True
    return (await coverage.figures(visit.tx, campaign, person.scopes(Right.PROGRESS))).people > 0


async def running(visit: Visit) -> list[Campaign]:
    """Those that run or whose reports are due; where there are none, those that are over, too."""
    found = {one.id: one for one in await campaigns.published(visit.tx, visit.now)}
    found |= {one.id: one for one in await reports.asked_for(visit.tx, visit.now)}
    known = [one for one in found.values() if await _may_know(visit, one)]
    return known or [one for one in await campaigns.opened(visit.tx, visit.now) if await _may_know(visit, one)]


async def _all(visit: Visit) -> Message:
    """The only campaign there is, or all of them in figures, with numbers to choose one by."""
    found = await running(visit)
    if len(found) == 1:
        return await _of(visit, found[0])
    begin = min(visit.number(1) or 0, len(found)) if visit.args[:1] == ("tu",) else 0
    shown, scopes = found[begin : begin + CAMPAIGNS], visit.person.scopes(Right.PROGRESS)
    drives = [
        Drive(one, await coverage.figures(visit.tx, one, scopes), await cluster_progress.asked(visit, one))
        for one in shown
    ]
    choices = [Choice(label=f"{n}. {one.label}", command=f"/tiendo {one.id}") for n, one in enumerate(shown, 1)]
    if len(found) > begin + CAMPAIGNS:
        choices.append(Choice(label=label("more"), command=f"/tiendo tu {begin + CAMPAIGNS}"))
    return _shown(visit, render("progress/all", drives=drives, now=visit.now), choices, len(shown))


async def _of(visit: Visit, campaign: Campaign) -> Message:
    """All units of the scope; where that is one, that one, and with names if these were asked for."""
    unit_id = visit.number(1)
    if unit_id is not None:
        return await progress_names.of_unit(visit, campaign, unit_id)
    if of_members := await cluster_progress.asked(visit, campaign):
        return await _members(visit, campaign, of_members)
    several = visit.person.may(Right.OVERVIEW) or await _several(visit, campaign)
    return await (_units if several else progress_unit.of_scope)(visit, campaign)


async def _members(visit: Visit, campaign: Campaign, of_members: tuple[Duty, ...]) -> Message:
    text, choices = await cluster_progress.shown(visit, campaign, of_members)
    return _shown(visit, text, choices, 0, f"/tiendo {campaign.id}")


async def _several(visit: Visit, campaign: Campaign) -> bool:
    scopes = visit.person.scopes(Right.PROGRESS)
    return len(await coverage.by_unit(visit.tx, campaign, scopes, (0, 2))) > 1


async def _units(visit: Visit, campaign: Campaign) -> Message:
    """The figures of all units together lead; then they go on, unit by unit."""
    scopes = visit.person.scopes(Right.PROGRESS)
    total = await coverage.figures(visit.tx, campaign, scopes)
    begin = visit.number(2) or 0 if visit.args[1:2] == ("tu",) else 0
    units = await coverage.by_unit(visit.tx, campaign, scopes, (begin, UNITS + 1))
    shown = units[:UNITS]
    choices = [
        Choice(label=f"{n}. {one.unit.short_name}", command=f"/tiendo {campaign.id} {one.unit.id}")
        for n, one in enumerate(shown, 1)
    ]
    choices.append(Choice(label=label("who_lacks_what"), command=f"/tiendo ai {campaign.id}"))
    choices.append(progress_pictures.offer(campaign))
    if len(units) > UNITS:
        choices.append(Choice(label=label("more"), command=f"/tiendo {campaign.id} tu {begin + UNITS}"))
    facts = {"campaign": campaign, "units": shown, "figures": total, "begin": begin, "now": visit.now}
    return _shown(visit, render("progress/office", **facts), choices, len(shown), f"/tiendo {campaign.id}")


def _shown(visit: Visit, text: str, choices: list[Choice], listed: int, command: str = "/tiendo") -> Message:
    """In a group the choices are one: to the same in private, where they are."""
    if visit.request.private:
        return Message(text=text, choices=tuple(choices), listed=listed)
    return Message(text=text, choices=(Choice(label=label("see_by_unit"), command=command),))


async def _asked_in_words(visit: Visit) -> Message | None:
    """`hoi`, and what was said: which campaign, which unit, what is missing there."""
    asked = await progress_words.understood(visit, await running(visit))
    return await progress(asked)


async def _names(visit: Visit) -> Message:
    """/tiendo ai 17 chooses what is missing, `ai 17 dangky` lists who lacks it, `ai 17 dangky 3 20` goes on."""
    campaign = await visible(visit, visit.number(1))
    if of_members := await cluster_progress.asked(visit, campaign):
        return await _members(visit, campaign, of_members)
    return await progress_names.of_words(visit, campaign)


async def _drawn(visit: Visit) -> Message:
    """/tiendo hinh 17 (a picture), and what sends it to groups."""
    if not visit.request.private:
        raise Refused("private_matter")
    wanted, version = visit.versioned() or (visit.number(1), None)
    campaign = await visible(visit, wanted)
    if of_members := await cluster_progress.asked(visit, campaign):  # they are no units of the office to be drawn
        return await _members(visit, campaign, of_members)
    return await progress_pictures.ACTS[visit.args[0]](visit, campaign, version)


async def _own_unit(visit: Visit) -> Message:
    """/tiendo phong 17."""
    return await progress_unit.of_scope(visit, await visible(visit, visit.number(1)))


_VERBS: Mapping[str, Handler] = {"ai": _names, "phong": _own_unit, "hoi": _asked_in_words}

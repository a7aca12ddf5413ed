"""/dondoc: what is missing now, over all campaigns of somebody's scope; one press asks those who lack it."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from domain.calendar import DAY
from domain.campaigns import Campaign
from domain.clusters import Duty, Member, owed
from domain.errors import Refused
from domain.messages import Choice, Message
from domain.nudges import Item, asked_now, due, goes_at
from domain.numbers import counted
from domain.permissions import Right
from handlers import cluster_progress, clusters, progress
from handlers import nudges as worded
from handlers.tables import Handler
from handlers.visit import Visit
from storage import coverage, nudges, outbox
from storage.coverage import Coverage
from storage.nudges import Nudge, Statuses
from storage.outbox import Unasked
from texts import label, render

AT_ONCE = 6  # of what is missing, on a page


class Missing(NamedTuple):
    """What is missing in one campaign: of `times` people or, for what units owe, units; of a cluster, of `members`."""

    campaign: Campaign
    item: Item
    times: int
    due: datetime
    last: datetime | None  # when somebody was last asked for it
    members: tuple[Member, ...] = ()


class Ask(NamedTuple):
    """What the press would do. `reach`: who would hear of it, and why the others would not; `at`: when."""

    missing: Missing
    reach: Statuses
    declined: int
    at: datetime
    unheard: int = 0  # units with nobody to be asked


async def dondoc(visit: Visit) -> Message | None:
    """/dondoc, `tu 6` (from the seventh on), `dangky 17` asks, `nhac 17.3 dangky` does, `dung 5.1` stops it."""
    visit.require(Right.PROGRESS)
    word = visit.args[0] if visit.args else ""
    if word in set(Item) and visit.number(1) is not None:
        return await _ask(visit, await progress.visible(visit, visit.number(1)), Item(word))
    if word in _ACTS and (visit.versioned() or visit.number(1)) is not None:
        return await _ACTS[word](visit)
    return await _list(visit)


# What is missing -----------------------------------------------------------------------------------


async def _list(visit: Visit) -> Message:
    found = [one for campaign in await progress.running(visit) for one in await _missing(visit, campaign)]
    found.sort(key=lambda one: one.due)
    begin = min(visit.number(1) or 0, len(found)) if visit.args[:1] == ("tu",) else 0
    shown = found[begin : begin + AT_ONCE]
    choices = [
        Choice(label=f"{n}. {_does(one)}: {one.campaign.label}", command=f"/dondoc {one.item} {one.campaign.id}")
        for n, one in enumerate(shown, 1)
    ]
    if len(found) > begin + AT_ONCE:
        choices.append(Choice(label=label("more"), command=f"/dondoc tu {begin + AT_ONCE}"))
    text = render("nudges/list", missing=shown, person=visit.person, now=visit.now)
    return Message(text=text, choices=tuple(choices), listed=len(shown))


def _does(missing: Missing) -> str:
    """What a press does about it: members of a cluster have no account, so they are written to."""
    return label("words_to_members" if missing.members else "nudge")


async def _missing(visit: Visit, campaign: Campaign) -> list[Missing]:
    """What of it is not there yet."""
    if of_members := await cluster_progress.asked(visit, campaign):
        return _of_members(visit, campaign, of_members)
    scopes = visit.person.scopes(Right.PROGRESS)
    figures = await coverage.figures(visit.tx, campaign, scopes)
    found = [await _one(visit, campaign, item, figures) for item in asked_now(campaign, visit.now)]
    return [one for one in found if one.times]


def _of_members(visit: Visit, campaign: Campaign, of_members: tuple[Duty, ...]) -> list[Missing]:
    """What the members of a cluster owe."""
    now, calendar = visit.now, visit.office.calendar
    return [
        Missing(campaign, one.item, len(one.lacking), due(campaign, one.item, calendar, now), None, one.lacking)
        for one in owed(campaign, of_members, now)
    ]


async def _one(visit: Visit, campaign: Campaign, item: Item, figures: Coverage) -> Missing:
    scopes = visit.person.scopes(Right.PROGRESS)
    times = {
        Item.REGISTRATION: figures.missing,
        Item.COMMITMENT: figures.unsigned,
        Item.MENDING: figures.returned,
    }.get(item)
    if times is None:
        times = await nudges.units_owing(visit.tx, campaign, item, scopes)
    last = await nudges.last(visit.tx, campaign.id, item, scopes)
    return Missing(campaign, item, times, due(campaign, item, visit.office.calendar, visit.now), last)


# Asking for it -------------------------------------------------------------------------------------


async def _ask(visit: Visit, campaign: Campaign, item: Item) -> Message:
    """Who would hear of it and when, before anything is done; of a cluster, the words to send to its members."""
    if await cluster_progress.asked(visit, campaign):
        return await clusters.words_to_members(visit, campaign.id)
    if item not in asked_now(campaign, visit.now):
        return await _list(visit)
    asking = await _reach(visit, campaign, item)
    choices = [Choice(label=label("back"), command="/dondoc")]
    if asking.reach.hears:
        press = f"/dondoc nhac {campaign.id}.{campaign.version} {item}"
        choices.insert(0, Choice(label=label("nudge_people").format(counted(asking.reach.hears)), command=press))
    return Message(text=render("nudges/ask", ask=asking, now=visit.now), choices=tuple(choices))


async def _reach(visit: Visit, campaign: Campaign, item: Item) -> Ask:
    """Everybody who lacks it, but for those who may not hear."""
    scopes, at = visit.person.scopes(Right.PROGRESS), goes_at(visit.now, visit.office.calendar)
    figures = Coverage() if item.of_units else await coverage.figures(visit.tx, campaign, scopes)
    odd = await nudges.statuses(visit.tx, campaign, item, scopes, at.date())
    lack = {
        Item.REGISTRATION: figures.unanswered,
        Item.COMMITMENT: figures.unsigned,
        Item.MENDING: figures.returned,
    }.get(item)
    if lack is None:
        lack = await nudges.heads_lacking(visit.tx, campaign, item, scopes)
    never_in = figures.inactive if item is Item.REGISTRATION else 0
    hears = lack - odd.away - odd.nudged - odd.unreachable
    reach = Statuses(hears, odd.away, odd.nudged, odd.unreachable + never_in)
    declined = 0 if item is Item.MENDING else figures.declined
    unheard = await nudges.units_unheard(visit.tx, campaign, item, scopes) if item.of_units else 0
    return Ask(await _one(visit, campaign, item, figures), reach, declined, at, unheard)


async def _press(visit: Visit) -> Message:
    """Queue one message to each; where the campaign has changed meanwhile, or nobody is left, how it stands."""
    campaign_id, version = visit.versioned() or (0, 0)
    campaign = await progress.visible(visit, campaign_id)
    word = visit.args[2] if len(visit.args) > 2 else ""  # noqa: PLR2004  # after the campaign
    if word not in set(Item) or Item(word) not in asked_now(campaign, visit.now):
        return await _list(visit)
    asking = await _reach(visit, campaign, Item(word))
    if campaign.version != version or not asking.reach.hears:
        return await _ask(visit, campaign, Item(word))
    nudge, asked = await _queued(visit, campaign, asking)
    stop = Choice(label=label("stop_nudge"), command=f"/dondoc dung {nudge.id}.{nudge.version}")
    others = Choice(label=label("what_is_missing"), command="/dondoc")
    text = render("nudges/asked", ask=asking, times=len(asked), number=nudge.id)
    return Message(text=text, choices=(stop, others))


async def _queued(visit: Visit, campaign: Campaign, asking: Ask) -> tuple[Nudge, list[int]]:
    scopes, at = visit.person.scopes(Right.PROGRESS), asking.at
    visit.require(Right.PROGRESS)
    nudge, asked = await nudges.put(
        visit.tx, campaign, asking.missing.item, scopes, asked_by=visit.person.id, goes_at=at
    )
    midnight = visit.office.calendar.at(at.date() + DAY, datetime.min.time())
    notes = [
        Unasked(nudges.key(at.date(), one), worded.KIND, staff_id=one, not_before=at, useless_after=midnight)
        for one in asked
    ]
    await outbox.queue(visit.tx, notes, visit.now)
    await visit.record("nudge.asked", campaign.id, asking.missing.item)
    return nudge, asked


async def _stop(visit: Visit) -> Message:
    """Whoever has pressed, or an officer, stops what has not gone; in words, the number of the nudge is enough."""
    nudge_id, version = visit.versioned() or (visit.number(1), None)
    nudge = await nudges.get(visit.tx, nudge_id)
    if nudge is None or (nudge.asked_by != visit.person.id and not visit.person.may(Right.OFFICE)):
        raise Refused("nudge_unknown")
    if nudge.version != (version or nudge.version):
        return await _list(visit)
    waited, gone = await nudges.stop(visit.tx, nudge)
    await visit.record("nudge.stopped", nudge.campaign_id, nudge.item)
    back = Choice(label=label("what_is_missing"), command="/dondoc")
    return Message(text=render("nudges/stopped", waited=waited, gone=gone), choices=(back,))


_ACTS: Mapping[str, Handler] = {"nhac": _press, "dung": _stop}

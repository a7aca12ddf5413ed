"""/viec: everything with a date that concerns a person, the soonest first, each with the choice that leads there."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any

from domain.achievements import Progress, progress
from domain.campaigns import Campaign
from domain.messages import Choice, Message
from domain.nudges import Item, due
from domain.permissions import Right
from domain.registrations import DECIDED_WITHIN, Registration, RegistrationState
from handlers import data_clock, join_requests, signatures
from handlers.visit import Visit
from storage import achievements, campaigns, coverage, questions, registration_queue, registrations, reports
from storage.signed_texts import TextKind
from texts import label, render

AT_ONCE = 4  # on a page


@dataclass(frozen=True)
class Task:
    """`kind`: its line is texts/tasks/<kind>. `due` None: no date, it waits. `does`: a label of words.toml."""

    kind: str
    due: datetime | None
    does: str
    command: str
    campaign: Campaign | None = None
    subject: Any = None


async def viec(visit: Visit) -> Message:
    """/viec, /viec trang 2."""
    page = max(visit.number(1) or 1, 1) if visit.args[:1] == ("trang",) else 1
    found = [*await _own(visit), *await _of_unit(visit), *await _of_officer(visit)]
    found += [*await _to_sign(visit), *await _to_approve(visit), *await _to_let_in(visit)]
    found.sort(key=lambda task: (task.due is None, task.due or visit.now))
    start = (min(page, 10**6) - 1) * AT_ONCE
    shown = found[start : start + AT_ONCE]
    choices = tuple(
        Choice(label=f"{number}. {label(task.does)}", command=task.command) for number, task in enumerate(shown, 1)
    )
    rest = max(len(found) - start - len(shown), 0)
    more = (Choice(label=label("more"), command=f"/viec trang {page + 1}"),) if rest else ()
    text = render("tasks/list", person=visit.person, tasks=shown, rest=rest, now=visit.now)
    return Message(text=text, choices=(*choices, *more), listed=len(shown))


async def _own(visit: Visit) -> list[Task]:
    tasks = []
    for campaign in await _running(visit):
        mine = await registrations.of(visit.tx, campaign.id, visit.person.id)
        if mine is None or mine.state is RegistrationState.WITHDRAWN:
            tasks += _to_register(visit, campaign, "register", f"/dangky {campaign.id}")
        elif mine.returned:
            tasks.append(_to_complete(visit, campaign, mine, f"/dangky sua {campaign.id}"))
        elif mine.counts:
            tasks += await _to_log(visit, campaign, mine)
    return [*tasks, *await _returned_at_the_end(visit)]


async def _returned_at_the_end(visit: Visit) -> list[Task]:
    """What came back of a campaign that is over."""
    today = visit.now.date()
    returned = [one for one in await registrations.of_person(visit.tx, visit.person.id) if one.returned]
    found = [(await campaigns.get(visit.tx, one.campaign_id), one) for one in returned]
    return [
        _to_complete(visit, campaign, mine, f"/dangky sua {campaign.id}")
        for campaign, mine in found
        if campaign.end < today and campaign.decided_on(today)
    ]


def _to_complete(visit: Visit, campaign: Campaign, returned: Registration, command: str) -> Task:
    """Until registration closes; after that, as long as the campaign goes on; after that, as long as it helps."""
    closes, last = campaign.registration_deadline, campaign.end
    if visit.now.date() > last:
        last += DECIDED_WITHIN
    due = closes if closes and visit.now <= closes else _end_of(visit, last)
    return Task("complete", due, "change_registration", command, campaign, returned)


async def _running(visit: Visit) -> list[Campaign]:
    return [one for one in await campaigns.published(visit.tx, visit.now) if one.includes(visit.person)]


_DOES = {"collective_draft": "register_collective"}


def _to_register(visit: Visit, campaign: Campaign, kind: str, command: str) -> list[Task]:
    if not campaign.registration_open(visit.now):
        return []
    due = campaign.registration_deadline or _end_of(visit, campaign.end)
    return [Task(kind, due, _DOES.get(kind, kind), command, campaign)]


def _end_of(visit: Visit, day: date) -> datetime:
    return visit.office.calendar.at(day, time(23, 59))


async def _to_log(visit: Visit, campaign: Campaign, mine: Registration) -> list[Task]:
    """Targets that are not reached, each with its own day; the others, or nothing logged at all, by the end."""
    if visit.now.date() < campaign.start:
        return []
    counted = await achievements.counted(visit.tx, campaign.id, visit.person.id)
    unreached = [one for one in progress(mine.targets, (), counted) if not _reached(one)]
    tasks = [
        Task("target", _office_ends(visit, one.target.due), "log", "/ghi", campaign, one)
        for one in unreached
        if one.target.due is not None
    ]
    by_the_end = [one for one in unreached if one.target.due is None]
    if not counted or by_the_end:
        kind = "targets" if counted else "log"
        tasks.append(Task(kind, _end_of(visit, campaign.end), "log", "/ghi", campaign, by_the_end))
    return tasks


def _reached(one: Progress) -> bool:
    return one.done >= (one.target.amount or 1)


def _office_ends(visit: Visit, day: date) -> datetime:
    return visit.office.calendar.at(day, visit.office.calendar.day_ends)


async def _of_unit(visit: Visit) -> list[Task]:
    """What the head and the focal point answer for: the collective's registration, the unit's report."""
    if not visit.person.may(Right.UNIT, visit.person.unit):
        return []
    unit, tasks = visit.person.unit, []
    for campaign in await campaigns.published(visit.tx, visit.now):
        if await coverage.takes_part(visit.tx, campaign, unit):
            tasks += await _of_collective(visit, campaign)
        tasks += await _entered_for_others(visit, campaign)
    for campaign in await reports.asked_for(visit.tx, visit.now):
        report = await reports.of_unit(visit.tx, campaign, unit)
        if report.asked and not report.handed_in:
            tasks.append(Task("report", report.deadline, "hand_in_report", f"/baocao {campaign.id}", campaign, unit))
    return tasks


async def _of_collective(visit: Visit, campaign: Campaign) -> list[Task]:
    """To register it, to go on with what one has begun oneself, or to complete what was returned."""
    command = f"/dangky tapthe {campaign.id}"
    ours = await registrations.of_collective(visit.tx, campaign.id, visit.person.unit.id)
    if ours is None or ours.state is RegistrationState.WITHDRAWN:
        return _to_register(visit, campaign, "register_collective", command)
    if ours.state is RegistrationState.DRAFT:
        begun = ours.entered_by == visit.person.id
        return _to_register(visit, campaign, "collective_draft" if begun else "register_collective", command)
    return [_to_complete(visit, campaign, ours, command)] if ours.returned else []


async def _entered_for_others(visit: Visit, campaign: Campaign) -> list[Task]:
    """What was entered for people of the unit and came back."""
    found = await registrations.returned_on_behalf(visit.tx, campaign.id, visit.person.unit.id)
    if not found:
        return []
    task = _to_complete(visit, campaign, found[0], f"/dangky ho {campaign.id}")
    return [replace(task, kind="complete_for", subject=found)]


async def _to_sign(visit: Visit) -> list[Task]:
    """The own commitment until the end, the unit's pledge until its time."""
    published = await campaigns.published(visit.tx, visit.now)
    found = [one for campaign in published for one in await signatures.waiting(visit.tx, campaign, visit.person)]
    items = {TextKind.COMMITMENT: Item.COMMITMENT, TextKind.PLEDGE: Item.PLEDGE}
    return [
        Task(
            one.kind,
            due(one.campaign, items[one.kind], visit.office.calendar, visit.now),
            one.does,
            one.command,
            subject=one,
        )
        for one in found
    ]


async def _of_officer(visit: Visit) -> list[Task]:
    if not visit.person.may(Right.OFFICE):
        return []
    tasks = await _about_data(visit)
    for campaign in await reports.asked_for(visit.tx, visit.now):
        found = await coverage.figures(visit.tx, campaign)
        missing = found.units - found.reported
        if missing:
            command = f"/baocao donvi {campaign.id}"
            tasks.append(Task("units", campaign.report_deadline, "reports_of_units", command, campaign, missing))
    waiting = await questions.unanswered(visit.tx)
    if waiting:
        tasks.append(Task("questions", None, "reply", f"/hoi tra {waiting[0].id}.0", subject=waiting))
    return tasks


async def _about_data(visit: Visit) -> list[Task]:
    """What people ask about their own data, with the time that is left to answer."""
    if not visit.person.may(Right.DATA):
        return []
    return [
        Task("data_request", one.request.answer_by, "see_data_request", f"/dulieu yeucau {one.request.id}", subject=one)
        for one in await data_clock.pending(visit.tx, visit.office, visit.now)
    ]


async def _to_approve(visit: Visit) -> list[Task]:
    """One line, however many registrations wait for this person's word."""
    if not visit.person.may(Right.APPROVE):
        return []
    count = (await registration_queue.part(visit.tx, visit.person, visit.now.date())).waiting
    return [Task("registrations_waiting", None, "see_registrations", "/duyet", subject=count)] if count else []


async def _to_let_in(visit: Visit) -> list[Task]:
    """Who asks to be let in, of whoever may decide it."""
    waiting = await join_requests.waiting(visit.tx, visit.person)
    return [Task("join_requests", None, "decide_request", "/themnguoi cho", subject=waiting)] if waiting else []

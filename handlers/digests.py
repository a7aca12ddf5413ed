"""How things stand, said regularly: to the officers each working morning, to the Director once a week."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from domain.calendar import DAY, VIETNAM
from domain.campaigns import Campaign
from domain.clusters import Duty
from domain.dates import short
from domain.messages import Choice, Message
from domain.nudges import Item
from domain.numbers import counted
from domain.office import Office
from domain.permissions import Right, Role
from domain.reports import Report
from handlers import cluster_progress, data_clock, join_requests
from handlers.fitting import fitted
from handlers.routines import Routine
from handlers.tables import Wording
from storage import (
    approvals,
    backups,
    campaigns,
    coverage,
    nudges,
    outbox,
    people,
    questions,
    registration_queue,
    reports,
)
from storage.coverage import Coverage, UnitCoverage
from storage.database import Transaction
from storage.deliveries import Delivery
from storage.outbox import Unasked
from texts import label, render

OFFICER, DIRECTOR = "officer_digest", "director_digest"
AHEAD = timedelta(days=7)  # how far the officer looks
ROOM = 560  # characters of the officer's; what it leads to stands under it
DRIVES_SHOWN = 2  # so that the Director reads five lines


@dataclass(frozen=True)
class Drive:
    """A campaign that runs, or whose reports are due, with its units' figures; of a cluster, with its members'."""

    campaign: Campaign
    units: list[UnitCoverage]
    of_members: Sequence[Duty] = ()

    @property
    def figures(self) -> Coverage:
        return coverage.total(self.units)

    def low(self, today: date) -> list[UnitCoverage]:
        """In the last days of registration: the units in which fewer than half have answered."""
        deadline = self.campaign.registration_deadline
        if deadline is None or not today <= deadline.date() <= today + AHEAD:
            return []
        return [one for one in self.units if 2 * one.figures.answered < one.figures.people]


@dataclass(frozen=True)
class Deadline:
    """`kind`: registration, report or end."""

    day: date
    kind: str
    drive: Drive


# When


async def _to_officers(tx: Transaction, office: Office, now: datetime) -> None:
    at = office.digest.officer_on(now.date(), office.calendar)
    await _queue(tx, OFFICER, Role.OFFICER, at, now, any_hour=False)


async def _to_director(tx: Transaction, office: Office, now: datetime) -> None:
    at = office.digest.director_on(now.date(), office.calendar)
    await _queue(tx, DIRECTOR, Role.DIRECTOR, at, now, any_hour=True)


async def _queue(tx: Transaction, kind: str, role: Role, at: datetime | None, now: datetime, *, any_hour: bool) -> None:
    """Once a day, and useless after it; not on a day, nor before the hour, that it is not meant for."""
    if at is None or now < at:
        return
    midnight = datetime.combine(now.date() + DAY, time(), at.tzinfo)
    notes = [
        Unasked(f"{kind}:{now.date()}:{one.id}", kind, staff_id=one.id, useless_after=midnight, any_hour=any_hour)
        for one in await people.with_role(tx, role, reachable=True)
    ]
    await outbox.queue(tx, notes, now)


ROUTINES: Mapping[str, Routine] = {
    OFFICER: Routine(lambda office, after: office.digest.next_officer(after, office.calendar), _to_officers),
    DIRECTOR: Routine(lambda office, after: office.digest.next_director(after, office.calendar), _to_director),
}


# What


async def _drives(tx: Transaction, now: datetime) -> list[Drive]:
    found = {one.id: one for one in (*await campaigns.published(tx, now), *await reports.asked_for(tx, now))}
    return [await _drive(tx, one) for one in found.values()]


async def _drive(tx: Transaction, campaign: Campaign) -> Drive:
    return Drive(campaign, await coverage.by_unit(tx, campaign), await cluster_progress.of(tx, campaign))


async def _overdue(tx: Transaction, now: datetime) -> list[Report]:
    """The reports that should be here by now, those that are due longest leading."""
    late = [one for one in await reports.asked_for(tx, now) if one.report_deadline and one.report_deadline < now]
    return [report for one in late for report in await reports.of_campaign(tx, one) if not report.handed_in]


def _deadlines(drives: list[Drive], today: date) -> list[Deadline]:
    """Those of today and of the days ahead, in their order."""
    found = []
    for drive in drives:
        campaign = drive.campaign
        moments = {"registration": campaign.registration_deadline, "report": campaign.report_deadline}
        days = {kind: moment.date() for kind, moment in moments.items() if moment} | {"end": campaign.end}
        found += [Deadline(day, kind, drive) for kind, day in days.items() if today <= day <= today + AHEAD]
    return sorted(found, key=lambda one: (one.day, one.drive.campaign.id))


async def word_officer(tx: Transaction, delivery: Delivery, office: Office, now: datetime) -> Message | None:
    """The morning's news; on a quiet day one sentence, which also shows that the assistant works."""
    person, today = await people.get(tx, delivery.staff_id), now.date()
    if person is None or not person.may(Right.OFFICE):
        return None
    drives = await _drives(tx, now)
    deadlines = _deadlines(drives, today)
    facts = {
        "due": [one for one in deadlines if one.day == today],
        "ahead": [one for one in deadlines if one.day > today],
        "overdue": await _overdue(tx, now),
        "low": [(one.campaign, units) for one in drives if (units := one.low(today))],
        "questions": len(await questions.unanswered(tx)),
        "requests": await join_requests.waiting(tx, person),
        "registrations": (await registration_queue.part(tx, person, today)).waiting,
        "awaited": len(await approvals.waiting(tx, now)),
        "data": await data_clock.pending(tx, office, now),
        "unreached": await people.unreachable(tx),
        "no_backup": await backups.failure(tx),
        "backup_over": await backups.kept_over(tx),
    }
    if not any(facts.values()):
        return Message(text=render("digests/quiet", now=now, backup=await backups.last(tx)), keeps=True)
    text = fitted("digests/officer", ROOM, **facts, person=person, now=now)
    return Message(text=text, choices=(*await _nudge(tx, drives, now), *_leads_on(facts)), keeps=True)


async def _nudge(tx: Transaction, drives: list[Drive], now: datetime) -> tuple[Choice, ...]:
    """Ask those who have not answered the drive that closes first."""
    open_ones = [one for one in drives if one.campaign.registration_open(now) and one.figures.unanswered]
    if not open_ones:
        return ()
    first = min(open_ones, key=lambda one: one.campaign.registration_deadline or one.campaign.closes(VIETNAM))
    last = await nudges.last(tx, first.campaign.id, Item.REGISTRATION, None)
    before = " " + label("nudged_before").format(short(last.date())) if last else ""
    words = label("nudge_unregistered").format(counted(first.figures.unanswered)) + before
    return (Choice(label=words, command=f"/dondoc {Item.REGISTRATION} {first.campaign.id}"),)


def _leads_on(facts: Mapping[str, object]) -> tuple[Choice, ...]:
    """What can be done about it."""
    choices = [Choice(label=label("see_by_unit"), command="/tiendo")]
    if facts["overdue"]:
        choices.append(Choice(label=label("reports_of_units"), command="/baocao"))
    if facts["data"]:
        choices.append(Choice(label=label("see_data_requests"), command="/dulieu yeucau"))
    if facts["questions"]:
        choices.append(Choice(label=label("see_questions"), command="/viec"))
    if facts["registrations"]:
        choices.append(Choice(label=label("see_registrations"), command="/duyet"))
    if facts["requests"]:
        choices.append(Choice(label=label("requests_waiting"), command="/themnguoi cho"))
    return tuple(choices)


async def word_director(tx: Transaction, delivery: Delivery, _office: Office, now: datetime) -> Message | None:
    """Five lines at most; None where no drive runs and nothing waits for the Director's word."""
    person = await people.get(tx, delivery.staff_id)
    if person is None or not person.may(Right.AGREE):
        return None
    running = await campaigns.published(tx, now)
    waiting, overdue = await approvals.waiting(tx, now), await _overdue(tx, now)
    if not (running or waiting):
        return None
    shown = running if len(running) <= DRIVES_SHOWN else running[: DRIVES_SHOWN - 1]
    drives = [await _drive(tx, one) for one in shown]
    facts = {"drives": drives, "rest": len(running) - len(shown), "overdue": len(overdue), "waiting": len(waiting)}
    see = (Choice(label=label("see_awaited"), command="/ykien"),) if waiting else ()
    by_unit = (Choice(label=label("see_by_unit"), command="/tiendo"),) if running else ()
    text = render("digests/director", **facts, person=person, now=now)
    return Message(text=text, choices=(*see, *by_unit), keeps=True)


WORDINGS: Mapping[str, Wording] = {OFFICER: word_officer, DIRECTOR: word_director}

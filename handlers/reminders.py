"""Reminders of what a campaign asks: queued when due, worded when they go out, no longer sent once done."""

from datetime import datetime
from typing import NamedTuple

from domain.calendar import MINUTE
from domain.campaigns import Campaign
from domain.messages import Choice, Message
from domain.office import Office
from domain.people import Staff
from domain.reminders import ReminderKind
from handlers.tables import Wording
from storage import campaigns, outbox, people, registrations, reminders, reports
from storage.database import Transaction
from storage.deliveries import Delivery
from storage.outbox import Unasked
from storage.reminders import Due
from texts import label, render


async def remind_next(tx: Transaction, _office: Office, now: datetime) -> bool:
    """Queue the earliest reminder that is due for everybody whom it concerns now. True if there was one."""
    due = await reminders.next_due(tx, now)
    if due is None:
        return False
    if now >= due.reminder.useless_after:
        await reminders.mark(tx, due.id, "missed")
        return True
    concerned = await reminders.concerned(tx, due.campaign_id, due.reminder.kind, now.date())
    await outbox.queue(tx, [_unasked(due, staff_id) for staff_id in concerned], now)
    await reminders.mark(tx, due.id, "queued")
    return True


def _unasked(due: Due, staff_id: int) -> Unasked:
    reminder = due.reminder
    return Unasked(
        key=f"reminder:{due.campaign_id}:{reminder.kind}:{reminder.on}:{staff_id}",
        kind=reminder.kind,
        staff_id=staff_id,
        campaign_id=due.campaign_id,
        useless_after=reminder.useless_after,
    )


class _Told(NamedTuple):
    """Who is reminded of which campaign, and when."""

    tx: Transaction
    person: Staff
    campaign: Campaign
    now: datetime

    def say(self, kind: str, *choices: Choice, hint: bool = False, **facts: object) -> Message:
        """By itself, and as one of several; `hint`: what to do about those of its kind."""
        told, brief, last = (self._rendered(name, kind, **facts) for name in (kind, "brief", "hint"))
        return Message(text=told, choices=choices, keeps=True, brief=brief, hint=last if hint else "")

    def _rendered(self, name: str, kind: str, **facts: object) -> str:
        known = {"person": self.person, "campaign": self.campaign, "now": self.now, "kind": kind}
        return render(f"reminders/{name}", **known, **facts)


async def word(tx: Transaction, delivery: Delivery, office: Office, now: datetime) -> Message | None:
    """What a reminder says at the moment it goes out; None once what it asks for is done or declined."""
    kind, person = ReminderKind(delivery.kind), await people.get(tx, delivery.staff_id or 0)
    campaign = await campaigns.get(tx, delivery.campaign_id)
    if person is None or not _asked_still(kind, campaign, now):
        return None
    if not await reminders.concerns(tx, campaign.id, kind, person.id, now.date()):
        return None
    told = _Told(tx, person, campaign, now)
    if kind is ReminderKind.REGISTER:
        return await _register(told)
    if kind in (ReminderKind.LOG_MIDPOINT, ReminderKind.LOG_END):
        return await _log(told, office)
    return await (_report_officer if kind is ReminderKind.REPORT_OFFICER else _report)(told)


def _asked_still(kind: ReminderKind, campaign: Campaign, now: datetime) -> bool:
    """A correction may have taken the deadline away since this was queued, or put it earlier."""
    if kind is ReminderKind.REGISTER:
        return campaign.registration_deadline is not None and now < campaign.registration_deadline
    if kind in (ReminderKind.LOG_MIDPOINT, ReminderKind.LOG_END):
        return now.date() <= campaign.end
    return campaign.report_deadline is not None


async def _register(told: _Told) -> Message:
    mine = await registrations.of(told.tx, told.campaign.id, told.person.id)
    if mine is not None and mine.returned:
        mend = Choice(label=label("change_registration"), command=f"/dangky sua {told.campaign.id}")
        return told.say("complete", mend, reason=mine.reason)
    register = Choice(label=label("register"), command=f"/dangky {told.campaign.id}")
    return told.say("register", register, await _decline(told), hint=True)


async def _log(told: _Told, office: Office) -> Message:
    closes = told.campaign.registration_deadline
    open_still = closes is None or told.now <= closes
    choices = (Choice(label=label("log"), command="/ghi"), *([await _decline(told)] if open_still else []))
    ends = told.campaign.closes(office.zone) - MINUTE
    return told.say("log", *choices, hint=True, ends=ends, open_still=open_still)


async def _decline(told: _Told) -> Choice:
    mine = await registrations.of(told.tx, told.campaign.id, told.person.id)
    version = mine.version if mine else 0
    return Choice(label=label("decline"), command=f"/dangky khong {told.campaign.id}.{version}", apart=True)


async def _report(told: _Told) -> Message:
    hand_in = Choice(label=label("hand_in_report"), command=f"/baocao {told.campaign.id}")
    return told.say("report", hand_in, deadline=told.campaign.report_deadline)


async def _report_officer(told: _Told) -> Message:
    missing = [one.unit for one in await reports.of_campaign(told.tx, told.campaign) if not one.handed_in]
    overview = Choice(label=label("reports_of_units"), command=f"/baocao donvi {told.campaign.id}")
    return told.say("report_officer", overview, deadline=told.campaign.report_deadline, missing=missing)


WORDINGS: dict[str, Wording] = {kind.value: word for kind in ReminderKind}

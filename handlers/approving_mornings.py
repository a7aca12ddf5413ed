"""Whoever decides on registrations hears in the morning that some wait, if any has come since the last time."""

from datetime import datetime, time

from domain.calendar import DAY
from domain.messages import Choice, Message
from domain.office import Office
from domain.people import Staff
from domain.permissions import Right, Role
from handlers.routines import Routine
from storage import outbox, people, registration_queue, settings
from storage.database import Transaction, moment, seconds
from storage.deliveries import Delivery
from storage.outbox import Unasked
from texts import label, render

KIND = "registrations_waiting"
_SAID = "registrations_waiting.said"  # until when what had come has been told


async def _tell(tx: Transaction, office: Office, now: datetime) -> None:
    """One message for all that waits; with the reminders of that hour it is one."""
    at = office.digest.head_on(now.date(), office.calendar)
    if at is None or now < at:
        return
    since = moment(int(await settings.get(tx, _SAID) or 0))
    await settings.put(tx, _SAID, str(seconds(now)))
    midnight = office.calendar.at(now.date() + DAY, time())
    notes = [
        Unasked(f"{KIND}:{now.date()}:{one.id}", KIND, staff_id=one.id, useless_after=midnight)
        for one in await registration_queue.deciders(tx)
        if not _hears_anyway(one, office) and await registration_queue.any_new(tx, one, now.date(), since)
    ]
    await outbox.queue(tx, notes, now)


def _hears_anyway(person: Staff, office: Office) -> bool:
    """Who looks after the whole office reads it among the morning's news."""
    officer = any(grant.role is Role.OFFICER and grant.unit_id is None for grant in person.grants)
    return officer and office.digest.officer_at is not None


async def word(tx: Transaction, delivery: Delivery, _office: Office, now: datetime) -> Message | None:
    """How many wait by now; None once nothing does."""
    person = await people.get(tx, delivery.staff_id)
    if person is None or not person.may(Right.APPROVE):
        return None
    count = (await registration_queue.part(tx, person, now.date())).waiting
    see = (Choice(label=label("see_registrations"), command="/duyet"),)
    text = render("approving/morning", person=person, count=count)
    return Message(text=text, choices=see, keeps=True) if count else None


ROUTINE = Routine(lambda office, after: office.digest.next_head(after, office.calendar), _tell)

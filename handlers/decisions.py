"""Deciding on registrations: it is written down, and told to whom it asks something of, once it cannot be a slip."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, time, timedelta

from domain.messages import Choice, Message
from domain.office import Office
from domain.permissions import Right, Role
from domain.registrations import Registration, RegistrationState
from handlers.tables import Wording
from handlers.visit import Visit
from storage import accounts, campaigns, outbox, people, registration_decisions, registrations, tree
from storage.database import Transaction
from storage.deliveries import Delivery
from storage.outbox import Unasked
from storage.registration_decisions import Decision
from storage.registration_queue import Waiting
from texts import label, render

KIND, TAKEN_BACK = "registration_decided", "registration_decision_undone"
UNDOABLE = timedelta(minutes=2)  # in which nobody has heard of it yet
_TOLD = frozenset({RegistrationState.RETURNED, RegistrationState.ACCEPTED})


async def decide(visit: Visit, waiting: Sequence[Waiting], after: RegistrationState, reason: str = "") -> int:
    """The number under which it is undone. Raises Refused("registration_step")."""
    batch = await registration_decisions.decide(visit.tx, waiting, after, visit.person.id, visit.now, reason)
    await visit.record_all(f"registration.{after.lower()}", [one.id for one in waiting], "state")
    told = [one for one in waiting if after is RegistrationState.RETURNED or (one.late and after in _TOLD)]
    for one in told:
        await _tell(visit, KIND, one.id, one.version + 1, visit.now + UNDOABLE)
    return batch


async def last_undoable(visit: Visit) -> tuple[int, datetime] | None:
    """The number under which what this person decided last today is undone, and when that was."""
    return await registration_decisions.last_of(visit.tx, visit.person.id, *_within(visit))


def _within(visit: Visit) -> tuple[Collection[int] | None, datetime]:
    """Where this person decides, and since when that can be undone."""
    return visit.person.scopes(Right.APPROVE), visit.office.calendar.at(visit.now.date(), time())


async def undo(visit: Visit, batch: int) -> tuple[list[Decision], int]:
    """Take back what this person decided today: what was taken back, and how many were not."""
    scopes, today = _within(visit)
    undone, kept = await registration_decisions.undo(visit.tx, batch, visit.person.id, scopes, today, visit.now)
    await visit.record_all("registration.undone", [one.registration_id for one in undone], "state")
    for one in undone:
        if await outbox.is_sent(visit.tx, _key(KIND, one.registration_id, one.version)):
            await _tell(visit, TAKEN_BACK, one.registration_id, one.version + 1, visit.now)
    return undone, kept


# Telling ------------------------------------------------------------------------------------------


async def _tell(visit: Visit, kind: str, registration_id: int, version: int, at: datetime) -> None:
    registration = await registrations.get(visit.tx, registration_id)
    whom = await _concerned(visit.tx, registration) if registration else None
    if registration is not None and whom is not None:
        note = Unasked(_key(kind, registration_id, version), kind, whom, campaign_id=registration.campaign_id)
        await outbox.queue(visit.tx, [note], at)


def _key(kind: str, registration_id: int, version: int) -> str:
    return f"{kind}:{registration_id}.{version}"


async def _concerned(tx: Transaction, registration: Registration) -> int | None:
    """The participant or, where that is a unit or nobody who is let in, who entered it, as long as that one may act
    for them; else who may now, the head first."""
    participant = await people.get(tx, registration.staff_id)
    unit = participant.unit if participant else await tree.get(tx, registration.unit_id)
    entered_by = await people.get(tx, registration.entered_by)
    able = [entered_by] if entered_by and entered_by.may(Right.UNIT, unit) else []
    for role in (Role.UNIT_HEAD, Role.UNIT_FOCAL):
        able += await people.with_role(tx, role, unit)
    reached = [one.id for one in (participant, *able) if one and await accounts.account_of(tx, one.id)]
    return next(iter(reached), None)


async def word(tx: Transaction, delivery: Delivery, _office: Office, now: datetime) -> Message | None:
    """What was decided and what to do now; None if it has changed since, or nothing more is decided on."""
    registration_id, _, version = delivery.key.partition(":")[2].partition(".")
    registration = await registrations.get(tx, int(registration_id))
    person = await people.get(tx, delivery.staff_id)
    if registration is None or person is None or registration.version != int(version):
        return None
    campaign = await campaigns.get(tx, registration.campaign_id)
    if not campaign.opened(now) or not campaign.decided_on(now.date()):
        return None
    subject = await people.get(tx, registration.staff_id)
    unit = await tree.get(tx, registration.unit_id)
    facts = {"registration": registration, "campaign": campaign, "person": person, "subject": subject, "unit": unit}
    returned = registration.state is RegistrationState.RETURNED
    choices = (_completing(registration, person.id),) if returned else ()
    return Message(text=render("approving/told", **facts), choices=choices, keeps=True)


def _completing(registration: Registration, staff_id: int) -> Choice:
    """To the registration, whoever's it is."""
    campaign = registration.campaign_id
    if registration.staff_id is None:
        return Choice(label=label("complete_registration"), command=f"/dangky tapthe {campaign}")
    own = registration.staff_id == staff_id
    command = f"/dangky sua {campaign}" if own else f"/dangky ho {campaign} {registration.staff_id}"
    return Choice(label=label("complete_registration"), command=command)


WORDINGS: Mapping[str, Wording] = {KIND: word, TAKEN_BACK: word}

"""Each yearly drive, filled in and put before the officers once, in time to prepare it."""

from datetime import datetime

from domain.campaign_values import OPENS_AT, Surroundings
from domain.folding import fold
from domain.launch import of_drive
from domain.launch_times import next_morning
from domain.messages import Choice, Message
from domain.office import Office
from domain.people import Staff
from domain.permissions import Role
from domain.templates import Drive, offers
from handlers import launching
from handlers.launching_templates import of_office
from handlers.routines import Routine
from storage import audit, campaigns, launch_drafts, outbox, people, tree
from storage.database import Transaction
from storage.launch_drafts import KeptDraft
from storage.outbox import Unasked
from texts import label, render


def _next_after(office: Office, moment: datetime) -> datetime:
    """In the morning of each working day."""
    calendar = office.calendar
    today = calendar.day_of(moment)
    opening = calendar.next_opening(calendar.at(today, OPENS_AT))
    on_time = calendar.is_working_day(today) and moment < opening
    return opening if on_time else next_morning(moment, calendar)


async def _offer(tx: Transaction, office: Office, now: datetime) -> None:
    """All that are due and that nobody has begun, the one that begins first leading."""
    for drive in sorted(offers(of_office(office), now.date()), key=lambda one: one.start):
        if not await _begun(tx, drive):
            await _put(tx, office, drive, now)


async def _begun(tx: Transaction, drive: Drive) -> bool:
    """Whether it was offered, is being written, or was published in another way."""
    if await launch_drafts.of_template(tx, drive.key) is not None:
        return True
    told = [one for one in await campaigns.every(tx) if one.stands]
    return any(fold(one.label) == fold(drive.label) and one.end.year == drive.year for one in told)


async def _put(tx: Transaction, office: Office, drive: Drive, now: datetime) -> None:
    around = Surroundings(now, office.calendar, await tree.units(tx), office.name)
    kept = await launch_drafts.add(tx, of_drive(drive, around), None, now)
    await audit.record(tx, now, None, "launch_draft.offered", kept.id)
    notes = [
        Unasked(
            f"offer:{kept.id}:{officer.id}",
            "template_offered",
            staff_id=officer.id,
            message=_message(kept, drive, officer),
        )
        for officer in await people.with_role(tx, Role.OFFICER)
    ]
    await outbox.queue(tx, notes, now)


def _message(kept: KeptDraft, drive: Drive, officer: Staff) -> Message:
    look = Choice(label=label("see_and_edit"), command=f"/phatdong san {kept.id}")
    drop = launching.acts(kept, "bo", label("not_this_year")).model_copy(update={"apart": True})
    facts = {"drive": drive, "draft": kept.draft, "person": officer}
    brief, hint = render("launch/offered_brief", **facts), render("launch/offered_hint", **facts)
    text = render("launch/offered", **facts)
    return Message(text=text, choices=(look, drop), keeps=True, brief=brief, hint=hint)


ROUTINE = Routine(_next_after, _offer)

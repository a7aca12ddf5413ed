"""An officer's own announcement at its time: whom it is for is asked then; what repeats moves on to its next time."""

from dataclasses import replace
from datetime import datetime

from domain.audience import Audience
from domain.messages import Message
from domain.notices import Plan, next_time, useless_after
from domain.office import Office
from handlers import broadcasts
from storage import announcements, audiences, outbox
from storage.announcements import Announcement
from storage.database import Transaction
from storage.outbox import Unasked
from texts import render


async def queue(tx: Transaction, office: Office, due: Announcement, now: datetime) -> None:
    """Put it into the outbox; if it is too late, or nobody is left whom it is for, its author is told."""
    late = now >= due.useless_after
    one = due if late or not due.repeats else await _occurrence(tx, due)
    if late:
        await _tell_author(tx, due, "notices/missed", now)
    elif not await _out(tx, one, now):
        await announcements.settle(tx, one.id, "missed")
        await _tell_author(tx, due, "notices/nobody_left", now)
    if due.repeats:
        await _move_on(tx, office, due, now)
    elif late:
        await announcements.settle(tx, due.id, "missed")


async def _occurrence(tx: Transaction, due: Announcement) -> Announcement:
    """One time of what repeats, with a progress, acknowledgements and corrections of its own."""
    once = replace(due, version=1, repeats="", repeats_from=None, repeats_until=None, follows=due.id)
    return await announcements.add(tx, once)


async def _out(tx: Transaction, one: Announcement, now: datetime) -> bool:
    """False if there is nobody to tell."""
    audience = one.audience or Audience()
    whom = await audiences.activated(tx, audience)
    groups = await audiences.linked_groups(tx, audience)
    if not whom and not groups:
        return False
    await announcements.settle(tx, one.id, "queued")
    await broadcasts.begin(tx, one, one.signed_by, now)
    await outbox.queue(tx, [_to(one, group_id=group.id) for group in groups], now)
    await outbox.queue(tx, [_to(one, staff_id=person) for person in whom], now)
    return True


def _to(one: Announcement, *, staff_id: int | None = None, group_id: int | None = None) -> Unasked:
    receiver = f"staff:{staff_id}" if group_id is None else f"group:{group_id}"
    return Unasked(
        f"announcement:{one.id}:{one.kind}:{receiver}",
        one.kind,
        staff_id=staff_id,
        group_id=group_id,
        campaign_id=one.campaign_id,
        useless_after=one.useless_after,
        announcement_id=one.id,
    )


async def _move_on(tx: Transaction, office: Office, due: Announcement, now: datetime) -> None:
    """To its next time from now; those that were missed meanwhile are not made up for."""
    plan = Plan(due.repeats_from or due.send_at, due.repeats, due.repeats_until)
    following = next_time(plan, max(due.send_at, now), office.calendar)
    if following is None:
        await announcements.settle(tx, due.id, "stopped")
    else:
        later = useless_after(following, office.calendar)
        await announcements.save(tx, replace(due, send_at=following, useless_after=later))


async def _tell_author(tx: Transaction, due: Announcement, text: str, now: datetime) -> None:
    """Once for each time that it was to go."""
    key = f"announcement:{due.id}:{due.kind}:missed:{due.send_at:%Y%m%d%H%M}"
    told = Message(text=render(text, one=due), keeps=True)
    await outbox.queue(tx, [Unasked(key, "announcement_missed", staff_id=due.signed_by, message=told)], now)

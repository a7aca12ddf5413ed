"""/hethong: whether the assistant works, for the officers; and the word to them after it stood still."""

import math
from datetime import datetime, timedelta

from domain.messages import Choice, Message
from domain.office import Office
from domain.permissions import Role
from handlers.visit import Visit
from storage import outbox, overview, people, pulse
from storage.database import Transaction
from storage.outbox import Unasked
from texts import label, render

LONG = timedelta(hours=1)  # a shorter stop is not worth a message
REASONS_SHOWN = 5
BYTES_PER_MB, BYTES_PER_GB = 1_000_000, 1_000_000_000


async def hethong(visit: Visit) -> Message:
    found = await pulse.read(visit.tx, visit.now)
    facts = {
        "pulse": found,
        "megabytes": math.ceil(found.size / BYTES_PER_MB),
        "gigabytes": None if found.free is None else found.free // BYTES_PER_GB,
        "reasons": REASONS_SHOWN,
        "days": pulse.LOOKED_BACK.days,
    }
    return Message(text=render("system/shown", now=visit.now, **facts))


async def tell_of_return(tx: Transaction, office: Office, since: datetime | None, now: datetime) -> None:
    """After a stop of more than an hour: since when, what is caught up with, and what is too late. Once."""
    if since is None or now - since <= LONG:
        return
    opens = office.calendar.next_opening(now)
    caught_up, too_late = await overview.due_meanwhile(tx, now, opens)
    hours, minutes = divmod(int((now - since) / timedelta(minutes=1)), 60)
    facts = {"since": since, "hours": hours, "minutes": minutes, "caught_up": caught_up, "too_late": too_late}
    see = Choice(label=label("see_system"), command="/hethong")
    told = Message(text=render("system/returned", now=now, **facts), choices=(see,), keeps=True)
    notes = [
        Unasked(f"returned:{now.isoformat()}:{officer.id}", "officer", staff_id=officer.id, message=told)
        for officer in await people.with_role(tx, Role.OFFICER, reachable=True)
    ]
    await outbox.queue(tx, notes, now)

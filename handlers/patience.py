"""Where every message counts, what can wait for another one to the same person on the same day goes with it."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from domain.office import Office
from domain.people import Staff
from handlers import commitments, reminders
from handlers.registration_saving import ON_BEHALF
from storage import overview
from storage.database import Transaction
from storage.deliveries import Delivery

NEWS = {ON_BEHALF, commitments.KIND, "proxy_logged"}  # to be known some time today
COLLECTED = timedelta(minutes=30)  # before the day's last window ends


async def later_today(
    tx: Transaction, rows: Sequence[Delivery], person: Staff, office: Office, now: datetime
) -> datetime | None:
    """When these go instead, if nothing is lost by waiting: with what is planned later today, news at its end."""
    midnight = office.calendar.at(now.date() + timedelta(days=1), time(0))
    if not all(_can_wait(row, midnight) for row in rows):
        return None
    planned = await overview.next_word_to(tx, person.unit, now, midnight)
    if planned is None and all(row.kind in NEWS for row in rows):
        collected = office.calendar.at(now.date(), office.calendar.windows[-1][1]) - COLLECTED
        planned = collected if now < collected else None
    return planned if planned and office.calendar.open(planned) else None


def _can_wait(row: Delivery, midnight: datetime) -> bool:
    """Not what somebody asks, nor an announcement at its hour, nor what is useless tomorrow."""
    useless = row.useless_after is not None and row.useless_after < midnight.timestamp()
    return (row.kind in NEWS or row.kind in reminders.WORDINGS) and not useless

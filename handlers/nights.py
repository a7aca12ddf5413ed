"""What is done once a night: what was kept long enough is forgotten, and a copy of the rest is asked for."""

from datetime import datetime, timedelta

from domain.calendar import DAY
from domain.office import Office
from storage import absences, backups, launch_drafts, outbox, questions, settings
from storage.database import Transaction

ABSENCES_KEPT = 365 * DAY
_LAST = "night.last"


async def turn(tx: Transaction, office: Office, now: datetime) -> bool:
    """At its hour, or as soon after it as the program runs; a new installation waits for its first night."""
    last = await settings.get(tx, _LAST)
    if last is not None and now < office.keeping.next_night(datetime.fromisoformat(last)):
        return False
    await settings.put(tx, _LAST, now.isoformat())
    if last is not None:
        await _forget(tx, office, now)
        await backups.ask(tx)
    return True


async def _forget(tx: Transaction, office: Office, now: datetime) -> None:
    texts_before = now - timedelta(days=office.keeping.texts_days)
    await outbox.forget(tx, texts_before)
    await launch_drafts.forget_words(tx, texts_before)
    await questions.forget_words(tx, now - timedelta(days=office.keeping.questions_days))
    await absences.forget_old(tx, now.date() - ABSENCES_KEPT)

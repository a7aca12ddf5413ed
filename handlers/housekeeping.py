"""What is forgotten by itself."""

from datetime import datetime, timedelta

from domain.office import Office
from storage import (
    dialogues,
    groups,
    inbox,
    join_requests,
    menus,
    notices,
    nudges,
    pictures,
    roster,
    settings,
    strangers,
)
from storage.database import Transaction

EVERY = timedelta(hours=6)
KEPT = timedelta(days=30)
MENUS_KEPT = timedelta(days=1)  # a question that was not answered is shown again for as long
ROSTERS_KEPT = timedelta(days=1)  # a list of staff that nobody decides on
_LAST = "housekeeping.last"


async def forget_old(tx: Transaction, _office: Office, now: datetime) -> bool:
    """Four times a day: keys of updates after a week, questions nobody answered, and after a month what was
    begun, strangers, decided requests, nudges and codes of groups. True if it was time."""
    last = await settings.get(tx, _LAST)
    if last is not None and now < datetime.fromisoformat(last) + EVERY:
        return False
    await inbox.forget_keys(tx, now)
    await dialogues.forget_old(tx, now)
    await notices.forget_drafts(tx, now - KEPT)
    await strangers.forget_old(tx, now - KEPT)
    await groups.forget_codes(tx, now - KEPT)
    await join_requests.forget_old(tx, now - KEPT)
    await menus.forget_old(tx, now - MENUS_KEPT)
    await pictures.forget_old(tx, now - KEPT)
    await nudges.forget_old(tx, now - KEPT)
    await roster.forget_old(tx, now - ROSTERS_KEPT)
    await settings.put(tx, _LAST, now.isoformat())
    return True

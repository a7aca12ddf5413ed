"""Groups where what was said cannot be changed hear fresh figures once a day: of all drives open for registration."""

import json
from datetime import datetime, time

from domain.calendar import DAY
from domain.campaigns import Campaign
from domain.messages import Message
from domain.office import Office
from handlers.routines import Routine
from storage import announcements, campaigns, cards, coverage, groups, outbox, settings
from storage.coverage import Coverage
from storage.database import Transaction
from storage.deliveries import Delivery
from storage.outbox import Unasked
from texts import render

KIND = "figures"
AT = time(16)
_SAID = "figures.said"  # by campaign: how many people and collectives it had when that was last said


def _next(office: Office, moment: datetime) -> datetime:
    """At 16:00 of a working day, moved into its window."""
    day = office.calendar.day_of(moment)
    while True:
        if office.calendar.is_working_day(day):
            at = office.calendar.moved_into_window(office.calendar.at(day, AT))
            if at > moment:
                return at
        day += DAY


async def _tell(tx: Transaction, office: Office, now: datetime) -> None:
    """One message to each of these groups, if figures have changed that they have not heard of today."""
    there = [one for one in await groups.linked(tx) if not one.edits]
    if not there or not office.calendar.open(now):
        return
    found = {str(one.id): _pair(await coverage.figures(tx, one)) for one in await _open(tx, now)}
    said = await _last_said(tx)
    heard = await announcements.heard_on(tx, office.calendar.at(now.date(), time()), now)
    news = [one for one in found if found[one] != said.get(one, [0, 0]) and int(one) not in heard]
    if not news:
        return
    await settings.put(tx, _SAID, json.dumps(found))
    midnight = office.calendar.at(now.date() + DAY, time())
    await outbox.queue(
        tx,
        [Unasked(f"{KIND}:{now.date()}:{one.id}", KIND, group_id=one.id, useless_after=midnight) for one in there],
        now,
    )


async def said_beside(tx: Transaction, campaign: Campaign) -> None:
    """The groups hear a campaign's figures as they are now, in a message of its own: only later changes are news."""
    said = {**await _last_said(tx), str(campaign.id): _pair(await coverage.figures(tx, campaign))}
    await settings.put(tx, _SAID, json.dumps(said))


async def _last_said(tx: Transaction) -> dict[str, list[int]]:
    said: dict[str, list[int]] = json.loads(await settings.get(tx, _SAID) or "{}")
    return said


def _pair(figures: Coverage) -> list[int]:
    return [figures.registered, figures.collectives]


async def _open(tx: Transaction, now: datetime) -> list[Campaign]:
    """Whose opening was said and whose registration is open, the one that closes first leading."""
    found = [await campaigns.get(tx, one.campaign_id) for one in await cards.opened(tx)]
    return sorted((one for one in found if one.registration_open(now)), key=lambda one: (one.end, one.id))


async def word(tx: Transaction, _delivery: Delivery, _office: Office, now: datetime) -> Message | None:
    """The figures as they are now; None if no drive takes registrations any more."""
    drives = [(one, await coverage.figures(tx, one)) for one in await _open(tx, now)]
    return Message(text=render("announcements/figures", drives=drives, now=now), keeps=True) if drives else None


ROUTINE = Routine(_next, _tell)

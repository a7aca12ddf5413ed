"""The card of a campaign in each group: its opening, whose figures are kept right for as long as it runs."""

from dataclasses import dataclass
from datetime import UTC, datetime, time

from domain.calendar import DAY
from domain.campaigns import Campaign
from domain.markup import plain, units
from domain.messages import ChatRef
from domain.office import Office
from domain.reminders import GroupMessageKind
from storage import campaigns, cards, coverage, groups, outbox, settings
from storage.cards import Opening
from storage.coverage import Coverage, UnitCoverage
from storage.database import Transaction
from storage.outbox import Unasked
from texts import render

ROOM = 700  # UTF-16 units of the lines by unit: with more of them only how many units have begun is said
_TURNED = "cards.turned"  # up to when closed registrations and ended campaigns are on their cards
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Card:
    """What stands on a card beside the announcement. `units`: none where there would be too many lines."""

    figures: Coverage
    units: tuple[UnitCoverage, ...]
    begun: int


async def figures(tx: Transaction, campaign: Campaign) -> Card:
    """Counts only: in a group nobody is named."""
    found = await coverage.by_unit(tx, campaign)
    begun = sum(bool(one.figures.registered or one.figures.collectives) for one in found)
    lines = render("announcements/_card_units", card={"units": found})
    return Card(coverage.total(found), tuple(found) if units(plain(lines)) <= ROOM else (), begun)


async def post(tx: Transaction, group_id: int, openings: list[Opening], mark: str, now: datetime) -> None:
    """Put the cards of these campaigns into a group, where they still matter. `mark`: once for each such mark."""
    found = [(await campaigns.get(tx, one.campaign_id), one) for one in openings]
    await outbox.queue(
        tx,
        [
            Unasked(
                f"card:{campaign.id}:{group_id}:{mark}",
                GroupMessageKind.OPENING,
                group_id=group_id,
                campaign_id=campaign.id,
                announcement_id=one.announcement_id,
                useless_after=datetime.combine(campaign.end + DAY, time(), now.tzinfo),
            )
            for campaign, one in found
            if campaign.opened(now) and now.date() <= campaign.end
        ],
        now,
    )


async def greet(tx: Transaction, group_id: int, now: datetime) -> None:
    """A group that was linked while campaigns run: each whose registration is open is shown once."""
    running = [
        one for one in await cards.opened(tx) if (await campaigns.get(tx, one.campaign_id)).registration_open(now)
    ]
    await post(tx, group_id, running, now.isoformat(), now)


async def moved(tx: Transaction, chat: ChatRef, new_id: str, now: datetime) -> None:
    """A group has another id: what was said there before cannot be changed any more, so its cards are said anew."""
    for group_id in await groups.moved(tx, chat, new_id, now):
        await post(tx, group_id, await cards.said_in(tx, group_id), new_id, now)


async def turn_next(tx: Transaction, _office: Office, now: datetime) -> bool:
    """Registration has closed or the campaign is over: its cards say so, and change no more. True if there was one."""
    turned = await _turn(tx, now)
    if turned is None:
        return False
    moment, campaign_ids = turned
    for campaign_id in campaign_ids:
        await cards.touch(tx, campaign_id, now)
    await settings.put(tx, _TURNED, moment.isoformat())
    return True


async def any_turn_due(tx: Transaction, now: datetime) -> bool:
    return await _turn(tx, now) is not None


async def _turn(tx: Transaction, now: datetime) -> tuple[datetime, list[int]] | None:
    known = await settings.get(tx, _TURNED)
    return await cards.next_turn(tx, datetime.fromisoformat(known) if known else LONG_AGO, now)

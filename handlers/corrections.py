"""“Đính chính”: those who were told something are told what has changed in it, and nobody else."""

from collections.abc import Sequence
from datetime import datetime
from html import unescape

from domain.announcements import OwnKind
from domain.campaigns import Campaign
from domain.differences import Change
from domain.notices import first_time, useless_after
from domain.office import Office
from domain.reminders import GroupMessageKind
from storage import announcements, audiences, broadcasts
from storage.announcements import Announcement
from storage.database import Transaction
from texts import render


async def heard(tx: Transaction, campaign: Campaign) -> tuple[int, int]:
    """How many people and how many groups have heard of a campaign, or are about to."""
    audience = await broadcasts.recipients(tx, await _openings(tx, campaign))
    return len(audience.people), len(await audiences.linked_groups(tx, audience))


async def tell(  # who is told what, by whom, when
    tx: Transaction,
    office: Office,
    campaign: Campaign,
    quoted: Sequence[tuple[str, Change]],
    officer: int,
    now: datetime,
    *,
    joined: frozenset[int] = frozenset(),
) -> Announcement | None:
    """Tell those who were told of a campaign, and who has `joined` it by the change, what has changed: what it is
    called, the words before and after.

    It goes as any announcement does: in two minutes at the earliest, in a window, with its progress shown. None if
    nobody has heard of the campaign.
    """
    openings = await _openings(tx, campaign)
    audience = await broadcasts.recipients(tx, openings)
    if not audience.any_people and not audience.any_groups:
        return None
    at = first_time(now, now, office.calendar)
    return await announcements.add(
        tx,
        Announcement(
            id=0,
            version=1,
            campaign_id=campaign.id,
            kind=OwnKind.CORRECTION,
            send_at=at,
            useless_after=useless_after(at, office.calendar),
            state="waiting",
            body=plain_lines(quoted),
            audience=audience.model_copy(update={"people": audience.people | joined}),
            signed_by=officer,
            follows=openings[-1],
        ),
    )


async def _openings(tx: Transaction, campaign: Campaign) -> list[int]:
    return await broadcasts.of_campaign(tx, campaign.id, GroupMessageKind.OPENING)


def plain_lines(quoted: Sequence[tuple[str, Change]]) -> str:
    """As they are kept: words, which are escaped when they go out."""
    return unescape(render("notices/quoted", quoted=quoted))


async def begin(tx: Transaction, told: Announcement, officer: int, now: datetime) -> Announcement:
    """A draft that corrects an officer's own announcement, without words as yet."""
    return await announcements.add(
        tx,
        Announcement(
            id=0,
            version=1,
            campaign_id=None,
            kind=OwnKind.CORRECTION,
            send_at=now,
            useless_after=now,
            state="draft",
            audience=await broadcasts.recipients(tx, [told.id]),
            signed_by=officer,
            asks=told.asks,
            follows=told.id,
        ),
    )

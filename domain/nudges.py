"""What people can be asked for because it is missing: which of it a campaign asks for now, and until when."""

from datetime import datetime, timedelta
from enum import StrEnum

from domain.calendar import WorkCalendar
from domain.campaigns import Campaign
from domain.notices import NOTICE

AHEAD = timedelta(days=7)  # a report is missing from so long before its deadline on
BEHIND = timedelta(days=60)  # and until so long after it


class Item(StrEnum):
    """Its value is a word of the commands."""

    REGISTRATION = "dangky"
    COLLECTIVE = "tapthe"  # the registration of a unit
    COMMITMENT = "camket"
    PLEDGE = "giaouoc"
    REPORT = "baocao"
    MENDING = "sua"  # a registration that was returned
    COLLECTIVE_MENDING = "suatapthe"  # that of a unit

    @property
    def of_units(self) -> bool:
        """Whether a unit owes it, so that its head and its focal point are asked."""
        return self not in {Item.REGISTRATION, Item.COMMITMENT, Item.MENDING}


def asked_now(campaign: Campaign, now: datetime) -> tuple[Item, ...]:
    """What a campaign asks for at this moment; nothing before its opening, and once it is cancelled or archived."""
    if campaign.silent or not campaign.opened(now):
        return ()
    runs, content, report = now.date() <= campaign.end, campaign.content, campaign.report_deadline
    asks = {
        Item.REGISTRATION: campaign.registration_open(now),
        Item.COLLECTIVE: campaign.registration_open(now),
        Item.COMMITMENT: runs and bool(content.commitment),
        Item.PLEDGE: runs and bool(content.pledge),
        Item.MENDING: runs,
        Item.COLLECTIVE_MENDING: runs,
        Item.REPORT: report is not None and report - AHEAD <= now <= report + BEHIND,
    }
    return tuple(item for item in Item if asks[item])


def due(campaign: Campaign, item: Item, calendar: WorkCalendar, now: datetime) -> datetime:
    """Until when it is asked for: its own deadline, or the last minute of work of the campaign's last day.

    What was returned can be completed once registration has closed, too.
    """
    closes = campaign.registration_deadline
    mends = closes if closes and now <= closes else None
    own = {
        Item.PLEDGE: campaign.content.pledge_by,
        Item.REPORT: campaign.report_deadline,
        Item.COMMITMENT: None,
        Item.MENDING: mends,
        Item.COLLECTIVE_MENDING: mends,
    }.get(item, closes)
    return own or calendar.at(campaign.end, calendar.day_ends)


def goes_at(now: datetime, calendar: WorkCalendar) -> datetime:
    """When a nudge that is confirmed now goes out: while the office's window is open, and it can still be stopped."""
    return calendar.next_opening(now + NOTICE)

"""Reads the day of the next interim review (sơ kết) of a campaign."""

from datetime import date, datetime

from domain import dates
from domain.campaigns import Campaign
from domain.errors import Refused


def said_interim(text: str, campaign: Campaign, now: datetime) -> date:
    """A day to come, within the campaign. `now`: local. Raises Refused: interim_outside, or as dates.read."""
    day = dates.read(text, now).end
    if not now.date() < day <= campaign.end:
        raise Refused("interim_outside", campaign=campaign)
    return day

"""How far the members of a cluster are, for the office at its head: in figures, and who lacks what."""

from domain.campaigns import Campaign
from domain.clusters import Duty, duties
from domain.messages import Choice
from domain.permissions import Right
from handlers.visit import Visit
from storage import clusters
from storage.database import Transaction
from texts import label, render


async def of(tx: Transaction, campaign: Campaign) -> tuple[Duty, ...]:
    """What its members are asked for; nothing where it is none of a cluster alone."""
    if not await clusters.takes_all(tx, campaign):
        return ()
    members = await clusters.members(tx, campaign)
    return duties(campaign, members) if members else ()


async def asked(visit: Visit, campaign: Campaign) -> tuple[Duty, ...]:
    """The same, told to whoever sees all of it."""
    return await of(visit.tx, campaign) if visit.person.may(Right.OVERVIEW) else ()


async def shown(visit: Visit, campaign: Campaign, of_members: tuple[Duty, ...]) -> tuple[str, list[Choice]]:
    """The figures, the names of who is missing, and what can be done about it."""
    text = render("clusters/progress", campaign=campaign, duties=of_members, now=visit.now)
    choices = [
        Choice(label=label("see_members"), command=f"/cum {campaign.id}"),
        to_members(campaign),
        Choice(label=label("sum_up"), command=f"/xuatbieu {campaign.id}"),
    ]
    return text, choices


def to_members(campaign: Campaign) -> Choice:
    """The words that the office sends them, who have no account."""
    return Choice(label=label("words_to_members"), command=f"/cum nhac {campaign.id}")

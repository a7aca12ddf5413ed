"""“Nhập hộ chị Cúc”: the registration of a colleague who is named; with work told, an entry of that."""

from collections.abc import Sequence

from domain.campaigns import Campaign
from domain.language.proxies import enters_for
from domain.messages import Choice, Message
from domain.people import Staff
from domain.permissions import Right
from handlers import achievements, registrations
from handlers.visit import Visit
from texts import render


async def said(visit: Visit) -> Message:
    """While no campaign takes registrations, what the colleague has done is asked for."""
    called = enters_for(visit.text)
    offered = (
        await registrations.open_campaigns(visit, "ho")
        if called and visit.person.may(Right.UNIT, visit.person.unit)
        else []
    )
    found = [one for one in offered if one.registration_open(visit.now)]
    if called is None or not found:
        return await achievements.logged_for(visit)
    colleagues = await achievements.called(visit, called)
    if len(found) == len(colleagues) == 1:
        return await registrations.of_colleague(visit, found[0], colleagues[0])
    return _which(found, colleagues)


def _which(found: Sequence[Campaign], colleagues: Sequence[Staff]) -> Message:
    """Two of the name, or several campaigns."""
    choices = tuple(
        Choice(label=_label(campaign, one, found, colleagues), command=f"/dangky ho {campaign.id} {one.id}")
        for one in colleagues
        for campaign in found
    )
    return Message(text=render("registrations/enter_for", campaigns=found, colleagues=colleagues), choices=choices)


def _label(campaign: Campaign, one: Staff, found: Sequence[Campaign], colleagues: Sequence[Staff]) -> str:
    """What tells them apart."""
    names = (one.full_name if len(colleagues) > 1 else "", campaign.label if len(found) > 1 else "")
    return ", ".join(filter(None, names))

"""Entering for colleagues of one's own unit (“nhập hộ”), and telling them."""

from collections.abc import Mapping
from datetime import datetime

from domain.campaigns import Campaign
from domain.errors import Refused
from domain.messages import Choice, Message
from domain.office import Office
from domain.people import Staff
from handlers.registration_cases import case_of
from handlers.registration_saving import ON_BEHALF
from handlers.tables import Wording
from handlers.visit import Visit
from storage import campaigns, people, registrations
from storage.database import Transaction
from storage.deliveries import Delivery
from storage.registrations import ToEnter
from texts import label, render

AT_ONCE = 8
PAGE = "tu."  # “tu.8”: from the ninth on


async def taking_part(visit: Visit, campaign: Campaign) -> list[Staff]:
    """The people of the visitor's unit whom a campaign concerns."""
    return [one for one in await people.of_unit(visit.tx, visit.own_unit.id) if campaign.includes(one)]


async def colleagues(visit: Visit, campaign_id: int, page: str = "") -> Message:
    """Who of the own unit has not answered; what was returned first, what was entered already last."""
    unit, campaign = visit.own_unit, await campaigns.get(visit.tx, campaign_id)
    concerned = {one.id: one for one in await taking_part(visit, campaign)}
    if not concerned:
        raise Refused("campaign_unknown")
    campaign.require_open(visit.now)
    found = [
        (concerned[staff_id], stands)
        for staff_id, stands in await registrations.to_enter(visit.tx, campaign_id, unit.id)
        if staff_id != visit.person.id and staff_id in concerned
    ]
    begin = _begin(page)
    choices = [_colleague(campaign_id, person, stands) for person, stands in found[begin : begin + AT_ONCE]]
    if len(found) > begin + AT_ONCE:
        more = f"/dangky ho {campaign_id} {PAGE}{begin + AT_ONCE}"
        choices.append(Choice(label=label("more"), command=more))
    if campaign.includes(visit.person):
        choices.append(Choice(label=label("back"), command=f"/dangky {campaign_id}"))
    missing = sum(stands in {ToEnter.INACTIVE, ToEnter.ACTIVE} for _, stands in found)
    returned = sum(stands is ToEnter.RETURNED for _, stands in found)
    facts = {"campaign": campaign, "unit": unit, "count": missing, "returned": returned, "now": visit.now}
    return Message(text=render("registrations/colleagues", **facts), choices=tuple(choices))


def _begin(page: str) -> int:
    digits = page.removeprefix(PAGE)
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 5 else 0  # noqa: PLR2004  # no unit is larger


_NOTES = {ToEnter.RETURNED: "returned_to_complete", ToEnter.INACTIVE: "not_active", ToEnter.ENTERED: "entered_for"}


def _colleague(campaign_id: int, person: Staff, stands: ToEnter) -> Choice:
    note = f" ({label(_NOTES[stands])})" if stands in _NOTES else ""
    return Choice(label=person.listed + note, command=f"/dangky ho {campaign_id} {person.id}")


async def told(tx: Transaction, delivery: Delivery, _office: Office, now: datetime) -> Message | None:
    """To the person concerned: who entered what. None if it has changed since or the campaign is over."""
    registration_id, _, version = delivery.key.partition(":")[2].partition(".")
    registration = await registrations.get(tx, int(registration_id))
    if registration is None or registration.version != int(version) or not registration.on_behalf:
        return None
    campaign = await campaigns.get(tx, registration.campaign_id)
    person = await people.get(tx, registration.staff_id or 0)
    if person is None or not campaign.opened(now) or now.date() > campaign.end:
        return None
    case = await case_of(tx, campaign, person, person, registration, now)
    own = Choice(label=label("change_registration"), command=f"/dangky {campaign.id}")
    return Message(text=render("registrations/told", case=case), choices=(own,) if case.open else (), keeps=True)


WORDINGS: Mapping[str, Wording] = {ON_BEHALF: told}

"""Entering for colleagues of one's own unit (“nhập hộ”), and telling them."""

from datetime import datetime

from domain.messages import Choice, Message
from domain.office import Office
from domain.people import Staff
from handlers import registration_cases
from handlers.registration_cases import Case
from handlers.visit import Visit
from storage import campaigns, people, registrations
from storage.database import Transaction
from storage.deliveries import Delivery
from texts import label, render

AT_ONCE = 8
PAGE = "tu."  # “tu.8”: from the ninth on


async def colleagues(visit: Visit, campaign_id: int, page: str = "") -> Message:
    """Who of the own unit has not answered, those without an account first."""
    unit = visit.own_unit
    case = await registration_cases.load(visit, campaign_id, "")
    people_by_id = {one.id: one for one in await people.of_unit(visit.tx, unit.id)}
    missing = [
        (people_by_id[staff_id], active)
        for staff_id, active in await registrations.unanswered(visit.tx, campaign_id, unit.id)
        if staff_id != visit.person.id
    ]
    begin = _begin(page)
    choices = [_colleague(campaign_id, person, active=active) for person, active in missing[begin : begin + AT_ONCE]]
    if len(missing) > begin + AT_ONCE:
        more = f"/dangky ho {campaign_id} {PAGE}{begin + AT_ONCE}"
        choices.append(Choice(label=label("more"), command=more))
    choices.append(Choice(label=label("back"), command=f"/dangky {campaign_id}"))
    return Message(
        text=render("registrations/colleagues", case=case, unit=unit, count=len(missing)), choices=tuple(choices)
    )


def _begin(page: str) -> int:
    digits = page.removeprefix(PAGE)
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 5 else 0  # noqa: PLR2004  # no unit is larger


def _colleague(campaign_id: int, person: Staff, *, active: bool) -> Choice:
    note = "" if active else " ({})".format(label("not_active"))
    return Choice(label=person.full_name + note, command=f"/dangky ho {campaign_id} {person.id}")


async def told(tx: Transaction, delivery: Delivery, _office: Office, now: datetime) -> Message | None:
    """To the person concerned: who entered what. None if it has changed since or the campaign is over."""
    registration_id, _, version = delivery.key.partition(":")[2].partition(".")
    registration = await registrations.get(tx, int(registration_id))
    if registration is None or registration.version != int(version) or not registration.on_behalf:
        return None
    campaign = await campaigns.get(tx, registration.campaign_id)
    person = await people.get(tx, registration.staff_id or 0)
    by = await people.get(tx, registration.entered_by)
    if person is None or not campaign.opened(now) or now.date() > campaign.end:
        return None
    case = Case(campaign, person, person, registration, by, now)
    own = Choice(label=label("change_registration"), command=f"/dangky {campaign.id}")
    open_still = campaign.registration_deadline is None or now <= campaign.registration_deadline
    text = render("registrations/told", case=case, open=open_still)
    return Message(text=text, choices=(own,) if open_still else (), keeps=True)

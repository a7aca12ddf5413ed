"""The words of an officer's own announcement, as each of its readers sees them."""

from datetime import datetime
from typing import NamedTuple

from domain.announcements import OwnKind
from domain.campaigns import Campaign
from domain.differences import changes
from domain.markup import plain, units
from domain.messages import Attachment, Choice, Message
from domain.office import Office
from domain.people import Staff
from domain.permissions import Right
from handlers import menus, signatures
from handlers.visit import Means, Visit
from storage import announcements, campaigns, notices, people, registrations
from storage.announcements import Announcement
from storage.database import Transaction
from storage.deliveries import Delivery
from texts import label, render


async def word(tx: Transaction, delivery: Delivery, _office: Office, _now: datetime) -> Message | None:
    """The words at the moment they go out; None once it is stopped, or its campaign cancelled."""
    one = await announcements.get(tx, delivery.announcement_id)
    if one.state != "queued":
        return None
    if one.campaign_id is not None:
        campaign = await campaigns.get(tx, one.campaign_id)
        if not campaign.stands:
            return None
    message = await said(tx, one, to_group=delivery.group_id is not None)
    person = await people.get(tx, delivery.staff_id)
    if one.kind is not OwnKind.CORRECTION or one.campaign_id is None or person is None:
        return message
    campaign = await campaigns.get(tx, one.campaign_id)
    return await _to_sign_again(tx, campaign, person, await _outside(tx, campaign, person, message))


async def _outside(tx: Transaction, campaign: Campaign, person: Staff, message: Message) -> Message:
    """Whoever a correction leaves out is told so, and that what was registered no longer counts."""
    own = await registrations.of(tx, campaign.id, person.id)
    joint = await registrations.of_collective(tx, campaign.id, person.unit.id)
    unit_out = joint is not None and joint.stands and joint.outside and person.may(Right.UNIT, person.unit)
    person_out = not campaign.includes(person)
    if not person_out and not unit_out:
        return message
    facts = {"person_out": person_out, "registered": own is not None and own.stands, "unit_out": unit_out}
    text = render("notices/outside", text=message.text, person=person, **facts)
    return message.model_copy(update={"text": text})


async def _to_sign_again(tx: Transaction, campaign: Campaign, person: Staff, message: Message) -> Message:
    """Whoever has signed words that a correction has changed is asked to sign those that are there now."""
    again = [sign for sign in await signatures.waiting(tx, campaign, person) if sign.again]
    if not again:
        return message
    text = render("notices/sign_again", text=message.text, person=person, again=again)
    return message.model_copy(update={"text": text, "choices": (*message.choices, *(sign.choice for sign in again))})


async def said(tx: Transaction, one: Announcement, *, to_group: bool = False) -> Message:
    """What a person reads, or a group: there nobody acknowledges anything."""
    choices = (acknowledging(one),) if one.asks and not to_group else ()
    return Message(text=await text_of(tx, one), choices=choices, attachment=await file_of(tx, one), keeps=True)


def acknowledging(one: Announcement) -> Choice:
    """Whoever is reminded acknowledges what was announced first."""
    asked = one.follows if one.kind is OwnKind.AGAIN else one.id
    return Choice(label=label("acknowledge"), command=f"/danhan {asked}.{one.version}")


async def text_of(tx: Transaction, one: Announcement) -> str:
    before = await announcements.get(tx, one.follows) if one.kind is OwnKind.CORRECTION else None
    first = await _first(tx, one)
    at = await notices.first_sent_at(tx, first.id)
    campaign = await campaigns.get(tx, one.campaign_id) if one.campaign_id is not None else None
    return render(
        "notices/said",
        one=one,
        changes=changes(before.body, one.body) if before else [],
        campaign=campaign,
        at=at,
        signer=await people.get(tx, one.signed_by),
    )


async def _first(tx: Transaction, one: Announcement) -> Announcement:
    """What a correction corrects, through all those before it."""
    while one.kind is OwnKind.CORRECTION and one.follows is not None:
        one = await announcements.get(tx, one.follows)
    return one


async def file_of(tx: Transaction, one: Announcement) -> Attachment | None:
    """Its own, or that of the announcement which it repeats or sends again."""
    own = await announcements.file_of(tx, one.id)
    if own is not None or one.follows is None or one.kind is OwnKind.CORRECTION:
        return own
    return await announcements.file_of(tx, one.follows)


class Excess(NamedTuple):
    """By how many letters a message is too long for a platform."""

    platform: str
    letters: int


async def excess(visit: Visit, one: Announcement) -> Excess | None:
    """Where it would not fit in one message, heading, signature and all; the worst of these."""
    message = await said(visit.tx, one)
    over = [Excess(place.key, _over(message, place.means)) for place in visit.places or (visit.here,)]
    worst = max(over, key=lambda found: found.letters)
    return worst if worst.letters > 0 else None


def _over(message: Message, means: Means) -> int:
    room = menus.letters_left(message, menus.Form(means, menus.FEW, later=True))
    if message.attachment is not None and not means.files:
        room -= units(render("delivery/no_file", file=message.attachment.name)) + 2
    return units(plain(message.text)) - room


def as_seen(message: Message, means: Means) -> str:
    """The text as a reader on such a platform sees it, with what is offered under it."""
    if means.buttons:
        return render("notices/with_buttons", text=message.text, labels=[choice.label for choice in message.choices])
    return menus.shown(message, menus.Form(means, menus.FEW, later=True)).text

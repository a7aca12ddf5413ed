"""What a nudge says to one person: all that this one lacks in any campaign, at the moment it goes out."""

from datetime import datetime
from typing import NamedTuple

from domain.campaigns import Campaign
from domain.messages import Choice, Message
from domain.nudges import Item, asked_now, due
from domain.office import Office
from domain.people import Staff
from storage import campaigns, nudges, people, registrations, reports
from storage.database import Transaction
from storage.deliveries import Delivery
from texts import cut, label, render

KIND = "nudge"
_NAME = 24  # characters of a campaign's in a choice
SHOWN = 3  # of what one person lacks; the rest is counted
_DOES = {  # the label and the command of what is done about it
    Item.REGISTRATION: ("register", "/dangky"),
    Item.COLLECTIVE: ("register_collective", "/dangky tapthe"),
    Item.COMMITMENT: ("sign_commitment", "/camket"),
    Item.PLEDGE: ("sign_pledge", "/giaouoc"),
    Item.REPORT: ("hand_in_report", "/baocao"),
    Item.MENDING: ("change_registration", "/dangky sua"),
    Item.COLLECTIVE_MENDING: ("change_collective", "/dangky tapthe"),
}
_DECLINABLE = frozenset({Item.REGISTRATION, Item.COMMITMENT})  # owed by nobody who takes no part


class Lacked(NamedTuple):
    campaign: Campaign
    item: Item
    due: datetime


async def word(tx: Transaction, delivery: Delivery, office: Office, now: datetime) -> Message | None:
    """None once nothing is missing any more."""
    person = await people.get(tx, delivery.staff_id)
    found = await _lacked(tx, person, office, now) if person else []
    if person is None or not found:
        return None
    shown = found[:SHOWN]
    several = len({one.campaign.id for one in shown}) > 1
    no = {one.campaign.id: choice for one in shown if (choice := await _decline(tx, person, one))}
    choices = (*(_choice(one, several=several) for one in shown), *(() if several else no.values()))
    facts = {"lacked": shown, "rest": len(found) - len(shown), "several": several, "now": now}
    text, brief = (render("nudges/told", person=person, no=list(said), **facts) for said in (no, ()))
    return Message(text=text, choices=choices, keeps=True, brief=brief)


async def _lacked(tx: Transaction, person: Staff, office: Office, now: datetime) -> list[Lacked]:
    """Over all campaigns, what is due first leading."""
    running = {one.id: one for one in await campaigns.published(tx, now)}
    running |= {one.id: one for one in await reports.asked_for(tx, now)}
    found = []
    for campaign in running.values():
        asked = asked_now(campaign, now)
        items = await nudges.lacked_by(tx, campaign, person.id, asked, now.date()) if asked else []
        found += [Lacked(campaign, item, due(campaign, item, office.calendar, now)) for item in items]
    return sorted(found, key=lambda one: one.due)


def _choice(one: Lacked, *, several: bool) -> Choice:
    """What is done about it; of several campaigns each is named."""
    name, command = _DOES[one.item]
    about = f": {cut(one.campaign.label, _NAME)}" if several else ""
    return Choice(label=label(name) + about, command=f"{command} {one.campaign.id}")


async def _decline(tx: Transaction, person: Staff, one: Lacked) -> Choice | None:
    """Done at once: not one of several, where a number may be meant for another."""
    mine = await registrations.of(tx, one.campaign.id, person.id)
    if one.item not in _DECLINABLE or (mine and mine.stands):
        return None
    command = f"/dangky khong {one.campaign.id}.{mine.version if mine else 0}"
    return Choice(label=label("decline"), command=command, apart=True)


WORDINGS = {KIND: word}

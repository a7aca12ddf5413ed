"""What a campaign says by itself: to the groups, its opening to everybody, its thanks to who took part."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from domain.announcements import OwnKind
from domain.campaigns import Campaign, CampaignState
from domain.messages import Choice, Message
from domain.office import Office
from domain.people import Staff
from domain.permissions import Role
from domain.reminders import GroupMessageKind
from handlers import broadcasts, cards, documents, figures, notice_delivery, thanks
from handlers.tables import Wording
from storage import announcements, audiences, campaigns, coverage, groups, outbox, people, registrations, tree
from storage.announcements import Announcement
from storage.database import Transaction
from storage.deliveries import Delivery
from storage.groups import Group
from storage.outbox import Unasked
from texts import label, render


async def announce_next(tx: Transaction, office: Office, now: datetime) -> bool:
    """Queue the earliest announcement that is due. True if there was one."""
    due = await announcements.next_due(tx, now)
    if due is None:
        return False
    if isinstance(due.kind, OwnKind):
        await notice_delivery.queue(tx, office, due, now)
        return True
    campaign = await campaigns.get(tx, due.campaign_id)
    if now >= due.useless_after:
        await announcements.settle(tx, due.id, "missed")
        await _tell_author(tx, due, campaign, now)
    else:
        await announcements.settle(tx, due.id, "queued")
        if due.kind == GroupMessageKind.OPENING:
            await broadcasts.begin(tx, due, campaign.published_by, now)
        else:
            await figures.said_beside(tx, campaign)
        await outbox.queue(tx, await _unasked(tx, due, campaign), now)
    return True


async def _unasked(tx: Transaction, due: Announcement, campaign: Campaign) -> list[Unasked]:
    """To every group and every person that it is for."""
    prefix = f"announcement:{campaign.id}:{due.kind}"
    if due.kind is GroupMessageKind.PROGRESS and due.planned_at:
        prefix = f"{prefix}:{due.planned_at:%Y-%m-%d}"  # the only kind that comes more than once
    if due.audience is not None:
        prefix = f"{prefix}:{due.id}"
    if due.kind is GroupMessageKind.THANKS:
        await thanks.keep_outcome(tx, campaign)
    about: dict[str, Any] = {
        "kind": due.kind,
        "campaign_id": campaign.id,
        "announcement_id": due.id,
        "useless_after": due.useless_after,
    }
    to_groups = [Unasked(f"{prefix}:group:{one.id}", group_id=one.id, **about) for one in await told_groups(tx, due)]
    concerned = await told_people(tx, due, campaign)
    return to_groups + [Unasked(f"{prefix}:staff:{one}", staff_id=one, **about) for one in concerned]


async def told_groups(tx: Transaction, one: Announcement) -> list[Group]:
    """The linked groups that hear it: all of them, unless an officer chose some."""
    return await (audiences.linked_groups(tx, one.audience) if one.audience else groups.linked(tx))


async def told_people(tx: Transaction, one: Announcement, campaign: Campaign) -> list[int]:
    """The staff ids of those who hear it: of an opening the audience, of the thanks who takes part."""
    if one.kind is GroupMessageKind.OPENING and one.audience is None:
        return await coverage.activated(tx, campaign)
    chosen = await audiences.activated(tx, one.audience) if one.audience else []
    taking_part = await coverage.participants(tx, campaign) if for_participants(one) else []
    return sorted({*chosen, *taking_part})


def for_participants(one: Announcement) -> bool:
    """Whether everybody who takes part hears it too: of the thanks, unless an officer chose otherwise."""
    return one.audience.participants if one.audience else one.kind is GroupMessageKind.THANKS


async def _tell_author(tx: Transaction, due: Announcement, campaign: Campaign, now: datetime) -> None:
    """Too late to be of use: not sent; whoever published it hears of that, except of figures that come each week."""
    if due.kind is GroupMessageKind.PROGRESS:
        return
    officers = await people.with_role(tx, Role.OFFICER)
    told = [campaign.published_by] if campaign.published_by else [officer.id for officer in officers]
    message = Message(text=render("announcements/missed", campaign=campaign, kind=due.kind), keeps=True)
    key = f"announcement:{campaign.id}:{due.kind}:missed"
    await outbox.queue(
        tx, [Unasked(f"{key}:{one}", "announcement_missed", staff_id=one, message=message) for one in told], now
    )


async def opening_facts(tx: Transaction, campaign: Campaign, now: datetime, signer: Staff | None) -> dict[str, Any]:
    """What the words of an opening need; `card`: the figures under it where they can be kept right."""
    units = [unit.name for unit in await tree.units(tx) if unit.id in campaign.units]
    card = await cards.figures(tx, campaign)
    return {"campaign": campaign, "units": units, "signer": signer, "now": now, "card": card}


async def author(tx: Transaction, campaign: Campaign) -> Staff | None:
    return await people.get(tx, campaign.published_by) if campaign.published_by else None


async def word_opening(tx: Transaction, delivery: Delivery, _office: Office, now: datetime) -> Message | None:
    """The words at the moment they go out; None once the campaign is cancelled or no longer theirs."""
    campaign = await campaigns.get(tx, delivery.campaign_id)
    if delivery.group_id is not None:
        return await _card(tx, delivery, campaign, now)
    person = await people.get(tx, delivery.staff_id)
    if not campaign.opened(now) or (person and not campaign.includes(person)):
        return None
    return await opening(tx, campaign, now, None, to_person=True)


async def opening(  # what is opened, when, by whom, and what its readers' platform can do
    tx: Transaction,
    campaign: Campaign,
    now: datetime,
    signer: Staff | None,
    *,
    to_person: bool,
    kept_right: bool = True,
) -> Message:
    """The opening as it is said at that moment, to a person or to a group: there a card, where its figures can be
    `kept_right`."""
    choices = (*_links(campaign, now), *documents.to_see(campaign))
    if to_person:
        text = render("announcements/opening_person", campaign=campaign, now=now)
        return Message(
            text=text, choices=choices, keeps=True, brief=render("announcements/opening_brief", campaign=campaign)
        )
    facts = await opening_facts(tx, campaign, now, signer)
    if not kept_right:
        facts["card"] = None
    text = render("announcements/opening_group", **facts)
    return Message(text=text, choices=choices, keeps=True, alone=kept_right, pinned=kept_right)


async def _card(tx: Transaction, delivery: Delivery, campaign: Campaign, now: datetime) -> Message | None:
    """The opening in a group. Where it stands already it is changed whatever has become of the campaign."""
    if not campaign.opened(now) and not delivery.replaces:
        return None
    signer = await author(tx, campaign)
    if campaign.state is CampaignState.CANCELLED:
        text = render("announcements/card_cancelled", campaign=campaign, signer=signer)
        return Message(text=text, choices=_links(campaign, now), keeps=True)
    group = await groups.get(tx, delivery.group_id)
    kept_right = group is not None and group.edits
    return await opening(tx, campaign, now, signer, to_person=False, kept_right=kept_right)


async def word_later(tx: Transaction, delivery: Delivery, office: Office, now: datetime) -> Message | None:
    """All that comes after the opening; None once the campaign is cancelled, or the person takes no part."""
    campaign = await campaigns.get(tx, delivery.campaign_id)
    if not campaign.stands:
        return None
    person = await people.get(tx, delivery.staff_id)
    if person and not await _takes_part(tx, campaign, person):
        return None
    one = await announcements.get(tx, delivery.announcement_id)
    text = await text_of(tx, one, campaign, office, now, person)
    thanked = person is not None and one.kind is GroupMessageKind.THANKS  # nothing is left to be done
    return Message(text=text, choices=() if thanked else _links(campaign, now), keeps=True)


async def _takes_part(tx: Transaction, campaign: Campaign, person: Staff) -> bool:
    mine = await registrations.of(tx, campaign.id, person.id)
    return campaign.includes(person) and mine is not None and mine.counts


async def text_of(  # what is said, of what, where, when and to whom
    tx: Transaction, one: Announcement, campaign: Campaign, office: Office, now: datetime, person: Staff | None = None
) -> str:
    """The words of an announcement as they would go now: its kind's or the officer's own, with today's figures."""
    facts: dict[str, Any] = {"campaign": campaign, "body": one.body, "now": now}
    if one.kind is GroupMessageKind.OPENING:
        return render(
            "announcements/opening_group", **await opening_facts(tx, campaign, now, await author(tx, campaign))
        )
    if one.kind is GroupMessageKind.THANKS:
        facts |= await thanks.facts(tx, one, campaign, office, person)
        return render("announcements/thanks_person" if person else "announcements/thanks_group", **facts)
    facts["figures"] = await coverage.figures(tx, campaign)
    return render("announcements/own_words" if one.body else f"announcements/{one.kind}", **facts)


def _links(campaign: Campaign, now: datetime) -> tuple[Choice, ...]:
    look = Choice(label=label("see_campaign"), command=f"/thidua {campaign.id}")
    if not campaign.registration_open(now):
        return (look,)
    return (Choice(label=label("register"), command=f"/dangky {campaign.id}"), look)


WORDINGS: Mapping[str, Wording] = {
    GroupMessageKind.OPENING: word_opening,
    **{kind: word_later for kind in GroupMessageKind if kind is not GroupMessageKind.OPENING},
}

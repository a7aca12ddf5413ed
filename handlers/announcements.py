"""What a campaign says by itself: its opening to everybody, its mid-point and closing to the groups."""

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
from handlers import broadcasts, documents, notice_delivery
from handlers.tables import Wording
from storage import announcements, audiences, campaigns, coverage, groups, outbox, people
from storage.announcements import Announcement
from storage.database import Transaction
from storage.deliveries import Delivery
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
        await outbox.queue(tx, await _unasked(tx, due, campaign), now)
    return True


async def _unasked(tx: Transaction, due: Announcement, campaign: Campaign) -> list[Unasked]:
    """To its own audience; else to every group, an opening also to everybody in the audience who has an account."""
    prefix = f"announcement:{campaign.id}:{due.kind}"
    about: dict[str, Any] = {
        "kind": due.kind,
        "campaign_id": campaign.id,
        "announcement_id": due.id,
        "useless_after": due.useless_after,
    }
    if due.audience is not None:
        prefix = f"{prefix}:{due.id}"
        told = await audiences.linked_groups(tx, due.audience)
        audience = await audiences.activated(tx, due.audience)
    else:
        told = await groups.linked(tx)
        audience = await coverage.activated(tx, campaign) if due.kind == GroupMessageKind.OPENING else []
    to_groups = [Unasked(f"{prefix}:group:{group.id}", group_id=group.id, **about) for group in told]
    return to_groups + [Unasked(f"{prefix}:staff:{one}", staff_id=one, **about) for one in audience]


async def _tell_author(tx: Transaction, due: Announcement, campaign: Campaign, now: datetime) -> None:
    """Too late to be of use: not sent; whoever published it hears of that."""
    officers = await people.with_role(tx, Role.OFFICER)
    told = [campaign.published_by] if campaign.published_by else [officer.id for officer in officers]
    message = Message(text=render("announcements/missed", campaign=campaign, kind=due.kind), keeps=True)
    key = f"announcement:{campaign.id}:{due.kind}:missed"
    await outbox.queue(
        tx, [Unasked(f"{key}:{one}", "announcement_missed", staff_id=one, message=message) for one in told], now
    )


async def opening_facts(tx: Transaction, campaign: Campaign, now: datetime, signer: Staff | None) -> dict[str, Any]:
    """What the words of an opening need."""
    units = [unit.name for unit in await people.units(tx) if unit.id in campaign.units]
    return {"campaign": campaign, "units": units, "signer": signer, "now": now}


async def author(tx: Transaction, campaign: Campaign) -> Staff | None:
    return await people.get(tx, campaign.published_by) if campaign.published_by else None


async def word_opening(tx: Transaction, delivery: Delivery, _office: Office, now: datetime) -> Message | None:
    """The words at the moment they go out; None once the campaign is cancelled or no longer theirs."""
    campaign = await campaigns.get(tx, delivery.campaign_id)
    person = await people.get(tx, delivery.staff_id) if delivery.staff_id else None
    if not campaign.opened(now) or (person and not campaign.concerns(person.unit.id)):
        return None
    return await opening(tx, campaign, now, await author(tx, campaign), to_person=person is not None)


async def opening(
    tx: Transaction, campaign: Campaign, now: datetime, signer: Staff | None, *, to_person: bool
) -> Message:
    """The opening as it is said at that moment, to a person or to a group."""
    facts = await opening_facts(tx, campaign, now, signer)
    text = render("announcements/opening_person" if to_person else "announcements/opening_group", **facts)
    return Message(text=text, choices=(*_links(campaign, now), *documents.to_see(campaign)), keeps=True)


async def word_figures(tx: Transaction, delivery: Delivery, _office: Office, now: datetime) -> Message | None:
    """Mid-point and closing: figures of the whole audience, no names."""
    campaign = await campaigns.get(tx, delivery.campaign_id)
    if campaign.state is not CampaignState.PUBLISHED:
        return None
    figures = await coverage.figures(tx, campaign)
    text = render(f"announcements/{delivery.kind}", campaign=campaign, figures=figures, now=now)
    return Message(text=text, choices=_links(campaign, now), keeps=True)


def _links(campaign: Campaign, now: datetime) -> tuple[Choice, ...]:
    look = Choice(label=label("see_campaign"), command=f"/thidua {campaign.id}")
    if not campaign.registration_open(now):
        return (look,)
    return (Choice(label=label("register"), command=f"/dangky {campaign.id}"), look)


WORDINGS: Mapping[str, Wording] = {
    GroupMessageKind.OPENING: word_opening,
    GroupMessageKind.MIDPOINT: word_figures,
    GroupMessageKind.CLOSING: word_figures,
}

"""What a campaign is still to say: the officer looks at it, and changes, drops or restores it until it goes out."""

from dataclasses import replace
from typing import Any

from domain.approvals import Approval, ApprovalKind
from domain.errors import Refused
from domain.messages import Choice, Message
from domain.people import Staff
from domain.reminders import GroupMessageKind
from domain.timeline import chained
from handlers import approvals
from handlers.announcements import for_participants, text_of, told_groups, told_people
from handlers.publication import desk_of
from handlers.visit import Visit
from storage import announcements, campaigns
from storage import approvals as kept_approvals
from storage.announcements import Announcement
from texts import label, render


async def known(visit: Visit, announcement_id: int | None) -> Announcement:
    """One that belongs to a campaign of which something is still said."""
    one = await announcements.get(visit.tx, announcement_id)
    if one.campaign_id is None or (await campaigns.get(visit.tx, one.campaign_id)).silent:
        raise Refused("announcement_unknown")
    return one


async def show_list(visit: Visit) -> Message:
    campaign = await campaigns.get(visit.tx, visit.number(1))
    found = [] if campaign.silent else await announcements.to_say(visit.tx, campaign.id)
    choices = [
        Choice(
            label=render("timeline/line", one=one, kind=one.kind, **await receivers_of(visit, one)),
            command=f"/phatdong tin {one.id}",
        )
        for one in found
    ]
    text = render("timeline/list", campaign=campaign, found=found)
    return Message(text=text, choices=tuple(choices))


async def receivers_of(visit: Visit, one: Announcement) -> dict[str, Any]:
    campaign = await campaigns.get(visit.tx, one.campaign_id)
    told = await told_people(visit.tx, one, campaign)
    return {"groups": await told_groups(visit.tx, one), "people": len(told), "participants": for_participants(one)}


async def show(visit: Visit, one: Announcement) -> Message:
    """Its words exactly as they would go now, its time, who gets it; and what can be done about it."""
    facts = {
        "campaign": await campaigns.get(visit.tx, one.campaign_id),
        "one": one,
        "kind": one.kind,
        "words": await words_of(visit, one),
        "own": await words_of(visit, one, visit.person) if _personal(one) else "",
        "person": visit.person,
        "approval": await _approval(visit, one),
    }
    text = render("timeline/one", **facts, **await receivers_of(visit, one))
    return Message(text=text, choices=(*_choices(one), *await _asks_director(visit, one), _to_list(one)))


async def _approval(visit: Visit, one: Announcement) -> Approval | None:
    """What the Director was asked about the thanks."""
    if one.kind is not GroupMessageKind.THANKS:
        return None
    return await kept_approvals.latest(visit.tx, one.campaign_id, ApprovalKind.THANKS)


async def _asks_director(visit: Visit, one: Announcement) -> tuple[Choice, ...]:
    """The thanks go in the Director's name where the Director agrees."""
    asked = await _approval(visit, one)
    there = one.kind is GroupMessageKind.THANKS and await approvals.offered(visit.tx, visit.office)
    return (act(one, "tinky", "ask_director_name"),) if there and editable(one) and asked is None else ()


async def words_of(visit: Visit, one: Announcement, person: Staff | None = None) -> str:
    """As they would go now, to a group or to this person."""
    campaign = await campaigns.get(visit.tx, one.campaign_id)
    return await text_of(visit.tx, one, campaign, visit.office, visit.now, person)


def _personal(one: Announcement) -> bool:
    """Whether people get other words than groups do."""
    return one.kind is GroupMessageKind.THANKS and for_participants(one)


def editable(one: Announcement) -> bool:
    """Until it goes out; the opening's time and words are the campaign's: they are corrected, not edited."""
    open_still = one.state == "waiting" or (one.state == "stopped" and one.by_hand)
    return open_still and one.kind is not GroupMessageKind.OPENING


def _to_list(one: Announcement) -> Choice:
    return Choice(label=label("timeline"), command=f"/phatdong lich {one.campaign_id}")


def _choices(one: Announcement) -> tuple[Choice, ...]:
    if not editable(one):
        return ()
    if one.state == "stopped":
        return (act(one, "tinlai", "restore"),)
    sample = (act(one, "tinmau", "sample_words"),) if one.body else ()
    return (
        Choice(label=label("change_time"), command=f"/phatdong tingio {one.id}"),
        Choice(label=label("own_words"), command=f"/phatdong tinloi {one.id}"),
        *sample,
        Choice(label=label("change_audience"), command=f"/phatdong tinnhan {one.id}"),
        act(one, "tinbo", "drop_message"),
    )


def act(one: Announcement, verb: str, name: str) -> Choice:
    return Choice(label=label(name), command=f"/phatdong {verb} {one.id}.{one.version}")


async def save(visit: Visit, one: Announcement, fields: str) -> Announcement:
    """Keep what the officer changed; its neighbours give way to it where it now stands."""
    saved = await announcements.save(visit.tx, replace(one, by_hand=True))
    await visit.record("announcement.changed", one.id, fields)
    if one.kind is GroupMessageKind.THANKS and fields == "body":
        await kept_approvals.void(visit.tx, one.campaign_id or 0, visit.now, ApprovalKind.THANKS)
    later = [
        each
        for each in await announcements.to_say(visit.tx, one.campaign_id or 0)
        if each.state == "waiting" and each.kind is not GroupMessageKind.OPENING
    ]
    messages = chained([(GroupMessageKind(each.kind), each.send_at) for each in later])
    for each, message in zip(later, messages, strict=True):
        await announcements.give_way(visit.tx, each.id, message.useless_after)
    return saved


async def drop(visit: Visit, one: Announcement) -> Message:
    return await show(visit, await save(visit, replace(one, state="stopped"), "dropped"))


async def restore(visit: Visit, one: Announcement) -> Message:
    """Not once its time has passed: it would go out at once."""
    if one.send_at <= visit.now:
        raise Refused("time_past", moment=one.send_at)
    return await show(visit, await save(visit, replace(one, state="waiting"), "restored"))


async def sample(visit: Visit, one: Announcement) -> Message:
    return await show(visit, await save(visit, replace(one, body=""), "body"))


async def ask_director(visit: Visit, one: Announcement) -> Message:
    """Put the words before the Director, who may let them go out in the Director's own name."""
    campaign = await campaigns.get(visit.tx, one.campaign_id)
    desk = desk_of(visit)
    if not await approvals.ask_for_thanks(desk, campaign, await words_of(visit, one), one.send_at):
        raise Refused("no_director")
    return await show(visit, one)

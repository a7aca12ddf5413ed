"""How far a mass message has come: one message to whoever sent it, which changes by itself; pause, go on, stop."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from domain.announcements import OwnKind
from domain.messages import Choice, Message
from domain.office import Office
from domain.reminders import GroupMessageKind
from storage import announcements, broadcasts, campaigns, edits, outbox
from storage.announcements import Announcement
from storage.broadcasts import Told
from storage.database import Transaction
from storage.deliveries import Delivery
from storage.outbox import Unasked
from texts import label, render

FEW = 30  # recipients: so many are soon told, and where nothing can be changed the end alone is worth a message
NAMED = 5  # people, of those who could not be reached


async def begin(tx: Transaction, one: Announcement, officer_id: int | None, now: datetime) -> None:
    """Before its messages are put into the outbox: tell whoever sent it how it goes."""
    if officer_id is not None:
        key = broadcasts.key(one.id)
        await outbox.queue(tx, [Unasked(key, "broadcast", staff_id=officer_id, useless_after=one.useless_after)], now)


async def settled(tx: Transaction, rows: Iterable[Delivery], now: datetime) -> None:
    """These were sent, or never will be: what is shown of their announcements changes in the same transaction."""
    ids = {row.announcement_id for row in rows if row.announcement_id is not None and row.replaces is None}
    if ids:
        for number, officer_id in (await broadcasts.reporting(tx, ids)).items():
            await _changed(tx, number, officer_id, now)


async def _changed(tx: Transaction, number: int, officer_id: int, now: datetime) -> None:
    """Where nothing can be changed, one more message is the last word."""
    if await edits.possible(tx, officer_id):
        await edits.ask(tx, broadcasts.key(number), now)
    elif not await broadcasts.unfinished(tx, number):
        last = Unasked(f"{broadcasts.key(number)}:end", "broadcast_end", staff_id=officer_id)
        await outbox.queue(tx, [last], now)


async def word_progress(tx: Transaction, delivery: Delivery, _office: Office, _now: datetime) -> Message | None:
    """The figures as they are now. None where they cannot be changed and there are too few to wait for."""
    number = broadcasts.number_of(delivery.key)
    small = (await broadcasts.tally(tx, number)).all <= FEW
    if small and delivery.staff_id is not None and not await edits.possible(tx, delivery.staff_id):
        return None
    return await shown(tx, await announcements.get(tx, number))


async def word_end(tx: Transaction, delivery: Delivery, _office: Office, _now: datetime) -> Message | None:
    return await shown(tx, await announcements.get(tx, broadcasts.number_of(delivery.key)))


async def shown(tx: Transaction, one: Announcement) -> Message:
    """How it goes, and what can be done about it."""
    tally = await broadcasts.tally(tx, one.id)
    text = render(
        "broadcasts/progress",
        called=await _name(tx, one),
        tally=tally,
        stopped=one.state == "stopped",
        paused=one.paused and tally.left > 0,
        last_at=tally.last_at,
        unreached=await broadcasts.unreached(tx, one.id, NAMED),
    )
    return Message(text=text, choices=_choices(one, running=tally.left > 0), keeps=True, alone=True)


async def _name(tx: Transaction, one: Announcement) -> str:
    campaign = await campaigns.get(tx, one.campaign_id) if one.campaign_id is not None else None
    return render("broadcasts/name", one=one, campaign=campaign)


def _choices(one: Announcement, *, running: bool) -> tuple[Choice, ...]:
    if running and one.state != "stopped":
        first = _acts(one, "guitiep", "go_on_sending") if one.paused else _acts(one, "tamdung", "pause_sending")
        return (first, _acts(one, "dunghan", "stop_for_good"))
    if one.campaign_id is not None:
        return (Choice(label=label("manage_campaign"), command=f"/phatdong xem {one.campaign_id}"),)
    return (Choice(label=label("see_notice"), command=f"/thongbao xem {one.id}"),)


def _acts(one: Announcement, verb: str, name: str) -> Choice:
    return Choice(label=label(name), command=f"/thongbao {verb} {one.id}.{one.version}", destroys=verb == "dunghan")


async def pause(tx: Transaction, one: Announcement, now: datetime, *, paused: bool) -> Announcement:
    """What waits of it waits on, or goes on."""
    written = await announcements.save(tx, replace(one, paused=paused))
    await edits.ask(tx, broadcasts.key(one.id), now)
    return written


async def stop(tx: Transaction, one: Announcement, now: datetime) -> Told:
    """Nothing more of it goes out; whom it had reached by then."""
    await broadcasts.halt(tx, one.id)
    await outbox.stop_announcement(tx, one.id, "announcement stopped")
    await edits.ask(tx, broadcasts.key(one.id), now)
    return await broadcasts.told(tx, [one.id])


async def stop_all_of(tx: Transaction, campaign_id: int, now: datetime) -> None:
    """A campaign is cancelled: what is being sent of it ends."""
    for kind in (*GroupMessageKind, OwnKind.CORRECTION):
        for number in await broadcasts.of_campaign(tx, campaign_id, kind):
            if await broadcasts.unfinished(tx, number):
                await stop(tx, await announcements.get(tx, number), now)


async def told_of(tx: Transaction, campaign_id: int) -> Told:
    """Whom a campaign's opening has reached by now."""
    return await broadcasts.told(tx, await broadcasts.of_campaign(tx, campaign_id, GroupMessageKind.OPENING))


WORDINGS = {"broadcast": word_progress, "broadcast_end": word_end}

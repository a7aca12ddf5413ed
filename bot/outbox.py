"""Sends what waits and writes down how it went: answers in their own lane, the unasked at a pace."""

import asyncio
import json
import logging
from collections.abc import Callable

from bot.addresses import means_of, waits, where
from bot.bundles import bundled, together
from bot.core import Core, Edge, cause
from bot.parcels import RETRY_LONGEST, Parcel, not_said
from bot.senders import HOLD, ChatPace, SendError, Sent
from domain.markup import plain, units
from domain.messages import ChatRef, Message
from handlers import broadcasts, menus, nothing_to_queue, patience, word
from storage import accounts, deliveries, pauses, people
from storage import menus as kept_menus
from storage.database import Transaction, in_trouble, moment
from storage.deliveries import Delivery
from texts import render

log = logging.getLogger(__name__)

TRIES_AT_A_MISTAKE = 3  # of what fails in a way nobody foresaw, before it is pushed aside


async def send_answer(core: Core) -> bool:
    """Send the earliest answer. True if there was one."""
    async with core.database.transaction() as tx:
        delivery = await deliveries.claim_answer(tx, core.now(), core.real_now())
        if delivery is None or delivery.chat is None:
            return False
        parcel = await _answer(core, tx, delivery, delivery.chat)
    if parcel is not None:
        await _send(core, parcel)
    return True


async def _answer(core: Core, tx: Transaction, delivery: Delivery, chat: ChatRef) -> Parcel | None:
    try:
        context = json.loads(delivery.context) if delivery.context else None
        return Parcel([delivery], chat, delivery.message, context)
    except ValueError as error:  # written by another version of this program
        await _push_aside(core, tx, delivery, error)
        return None


async def _push_aside(core: Core, tx: Transaction, delivery: Delivery, error: Exception) -> None:
    """A row that can never be said must not stop the others."""
    log.error("outbox %d failed: %s", delivery.id, cause(error))
    await deliveries.finish(tx, [delivery.id], "failed", core.now(), reason=_our_fault(error))
    await broadcasts.settled(tx, [delivery], core.now())


def _our_fault(error: Exception) -> str:
    return render("delivery/our_fault", cause=cause(error))


async def send_unasked(core: Core, pace: ChatPace) -> bool:
    """Send the first unasked message that is due. True if there was one (even if it was no longer wanted).

    Its chat's turn may be long in coming: what is said, and whether, is asked after it.
    """
    async with core.database.transaction() as tx:
        rows = await _due(core, tx)
        if not rows:
            return False
        core.unasked.ring()
        await deliveries.hold(tx, [row.id for row in rows])
        chat = await where(core, tx, rows[0])
        if await _waits_for_more(core, tx, chat, rows):
            return True
    if core.pace and chat is not None:
        await pace.turn(chat, group=rows[0].group_id is not None)
    parcel = await _resolved(core, rows)
    if parcel is None:
        return True
    await _send(core, parcel)
    if core.pace:
        await asyncio.sleep(HOLD)  # a permit is held until one second after its answer
    return True


async def _resolved(core: Core, rows: list[Delivery]) -> Parcel | None:
    """What is to be said; rows that make this fail are pushed aside: held for ever, nobody would hear of them."""
    try:
        async with core.database.transaction() as tx:
            return await _resolve(core, tx, rows)
    except Exception as error:
        if in_trouble(error):
            raise
        async with core.database.transaction() as tx:
            for row in rows:
                await _push_aside(core, tx, row, error)
        return None


async def _waits_for_more(core: Core, tx: Transaction, chat: ChatRef | None, rows: list[Delivery]) -> bool:
    """Where every message counts, several of one day are one if nothing is lost by it."""
    person = await people.get(tx, rows[0].staff_id)
    if chat is None or person is None or not means_of(core, chat).metered:
        return False
    later = await patience.later_today(tx, rows, person, core.office, core.local_now())
    if later is not None:
        await deliveries.postpone(tx, [row.id for row in rows], later)
    return later is not None


async def _due(core: Core, tx: Transaction) -> list[Delivery]:
    """The next bundle, if the office's sending window is open (or its hour was chosen) and nothing that belongs to
    it is still to come."""
    now = core.local_now()
    window_open = core.office.calendar.open(now)
    if await _silent(core, tx) or (window_open and not await nothing_to_queue(tx, now)):
        return []
    return await deliveries.due_bundle(tx, now, core.real_now(), window_open=window_open)


async def _silent(core: Core, tx: Transaction) -> bool:
    """Whether every platform has asked for silence."""
    silences = [await pauses.paused_until(tx, platform) for platform in core.edges]
    return min(silences, default=0) > core.real_now().timestamp()


async def _resolve(core: Core, tx: Transaction, rows: list[Delivery]) -> Parcel | None:
    """Where to, still wanted, which words: asked at the last moment, so that nothing stale goes out."""
    chat = await where(core, tx, rows[0])
    if chat is None:
        await _nowhere(core, tx, rows)
        return None
    paused = await pauses.paused_until(tx, chat.platform)
    if paused > core.real_now().timestamp():
        await deliveries.put_back(tx, [row.id for row in rows], moment(paused), render("delivery/paused"))
        return None
    wanted = await _wanted(core, tx, rows)
    if not wanted:
        return None
    said = together(wanted, await _length(core, tx, chat, rows[0]))
    ids = [row.id for row, _ in said]
    await deliveries.let_go(tx, [row.id for row, _ in wanted if row.id not in ids])
    core.unasked.ring()
    await deliveries.mark_sending(tx, ids)
    return await _parcel(core, tx, chat, [row for row, _ in said], bundled([message for _, message in said]))


async def _length(core: Core, tx: Transaction, chat: ChatRef, row: Delivery) -> Callable[[Message], int]:
    """How many characters of a message are seen at once there."""
    form = await _form(core, tx, chat, row)
    if row.group_id is not None:
        return lambda message: units(plain(menus.in_group(message, form.means).text))
    return lambda message: menus.length(message, form)


async def _form(core: Core, tx: Transaction, chat: ChatRef, row: Delivery) -> menus.Form:
    return menus.form(means_of(core, chat), await people.get(tx, row.staff_id))._replace(later=True)


async def _parcel(core: Core, tx: Transaction, chat: ChatRef, rows: list[Delivery], message: Message) -> Parcel:
    """In the form that its platform can show."""
    means = means_of(core, chat)
    if rows[0].group_id is not None:
        return Parcel(rows, chat, menus.in_group(message, means))
    offered = await menus.unasked(tx, chat, message, means, core.local_now())
    shown = menus.shown(offered, await _form(core, tx, chat, rows[0]))
    return Parcel(rows, chat, shown, offers=offered)


async def _nowhere(core: Core, tx: Transaction, rows: list[Delivery]) -> None:
    """Nobody to write to; where only a platform is out of order, the message waits for it."""
    ids = [row.id for row in rows]
    if await waits(core, tx, rows[0]):
        await deliveries.put_back(tx, ids, core.real_now() + RETRY_LONGEST, render("delivery/stopped"))
    else:
        blocked = bool(await accounts.accounts_of(tx, rows[0].staff_id or 0))
        reason = render("delivery/gone" if blocked else "delivery/no_address")
        await deliveries.finish(tx, ids, "failed", core.now(), reason=reason)
        await broadcasts.settled(tx, rows, core.now())


async def _wanted(core: Core, tx: Transaction, rows: list[Delivery]) -> list[tuple[Delivery, Message]]:
    """The rows with their words; one that is no longer wanted, or cannot be worded, is settled here."""
    wanted = []
    for row in rows:
        try:
            async with tx.undoable():
                message = await _worded(core, tx, row)
        except Exception as error:
            if in_trouble(error):
                raise
            await _push_aside(core, tx, row, error)
            continue
        if message is None:
            await deliveries.finish(tx, [row.id], "dropped", core.now())
            await broadcasts.settled(tx, [row], core.now())
        else:
            wanted.append((row, message))
    return wanted


async def _worded(core: Core, tx: Transaction, row: Delivery) -> Message | None:
    now = core.local_now()
    if row.useless_after is not None and now.timestamp() >= row.useless_after:
        return None
    return row.message or await word(tx, row, core.office, now)


async def _send(core: Core, parcel: Parcel) -> None:
    """At a pace, within what the platform takes in a second; what was asked for goes at once."""
    if core.pace:
        await core.room.taken(parcel.chat.platform, waits=not parcel.answer)
    try:
        await _sent(core, parcel)
    finally:
        if core.pace:
            core.room.given_back(parcel.chat.platform)


async def _sent(core: Core, parcel: Parcel) -> None:
    edge = core.edges.get(parcel.chat.platform)
    try:
        if edge is None:
            raise SendError(render("delivery/no_edge"), permanent=True)
        sent = await edge.send(parcel.chat, parcel.message, parcel.context)
    except SendError as error:
        await not_said(core, parcel, error)
        return
    except Exception as error:  # noqa: BLE001  # an answer nobody foresaw, or a mistake of ours
        log.error("outbox %s not said: %s", parcel.ids, cause(error))
        given_up = parcel.attempts >= TRIES_AT_A_MISTAKE
        await not_said(core, parcel, SendError(_our_fault(error), permanent=given_up))
        return
    async with core.database.transaction() as tx:
        await deliveries.finish(
            tx, parcel.ids, "sent", core.now(), sent_as=sent.id if sent else None, sent_to=parcel.chat
        )
        await broadcasts.settled(tx, parcel.rows, core.now())
        if parcel.offers is not None:
            form = menus.form(edge.means, None)
            await menus.remember(tx, parcel.chat, parcel.offers, form, core.local_now(), parcel.row.key)
        await kept_menus.is_there(tx, parcel.chat, parcel.row.key, sent.at if sent else 0)
        await _counted(edge, tx, sent)


async def _counted(edge: Edge, tx: Transaction, sent: Sent | None) -> None:
    """What the platform took is said, whatever becomes of the counting: it must not be said again."""
    try:
        async with tx.undoable():
            await edge.counted(tx, sent)
    except Exception as error:
        if in_trouble(error):
            raise
        log.error("a message not counted: %s", cause(error))

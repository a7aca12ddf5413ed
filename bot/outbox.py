"""Sends what waits and writes down how it went: answers in their own lane, the unasked at a pace."""

import asyncio
import json
import logging
from dataclasses import dataclass
from datetime import timedelta

from bot.addresses import means_of, waits, where
from bot.bundles import bundled, together
from bot.core import Context, Core, cause
from bot.senders import HOLD, ChatPace, SendError
from domain.messages import ChatRef, Message
from handlers import menus, nothing_to_queue, patience, reach, word
from storage import groups, outbox, pauses, people
from storage import menus as kept_menus
from storage.database import Transaction, in_trouble, moment
from storage.outbox import Delivery
from texts import render

log = logging.getLogger(__name__)

RETRY_FIRST, RETRY_LONGEST = timedelta(seconds=1), timedelta(minutes=1)
RETRY_UNKNOWN = timedelta(seconds=30)  # of what was perhaps said: once, when the platform has had time to recover
TRIES_AT_A_MISTAKE = 3  # of what fails in a way nobody foresaw, before it is pushed aside


@dataclass(frozen=True)
class Parcel:
    """What goes out as one message: the rows it settles, where to, and the words. `offers`: what a number means
    once it is there."""

    rows: list[Delivery]
    chat: ChatRef
    message: Message | None
    context: Context | None = None
    offers: Message | None = None

    @property
    def row(self) -> Delivery:
        return self.rows[0]

    @property
    def ids(self) -> list[int]:
        return [row.id for row in self.rows]

    @property
    def answer(self) -> bool:
        return self.row.chat is not None

    @property
    def attempts(self) -> int:
        return self.row.attempts + 1

    @property
    def unknown(self) -> int:
        return max(row.unknown for row in self.rows)


async def send_answer(core: Core) -> bool:
    """Send the earliest answer. True if there was one."""
    async with core.database.transaction() as tx:
        delivery = await outbox.claim_answer(tx, core.now(), core.real_now())
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
    await outbox.finish(tx, [delivery.id], "failed", core.now(), reason=_our_fault(error))


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
        await outbox.hold(tx, [row.id for row in rows])
        chat = await where(core, tx, rows[0])
        if await _waits_for_more(core, tx, chat, rows):
            return True
    if core.pace and chat is not None:
        await pace.turn(chat, group=rows[0].group_id is not None)
    async with core.database.transaction() as tx:
        parcel = await _resolve(core, tx, rows)
    if parcel is None:
        return True
    await _send(core, parcel)
    if core.pace:
        await asyncio.sleep(HOLD)  # a permit is held until one second after its answer
    return True


async def _waits_for_more(core: Core, tx: Transaction, chat: ChatRef | None, rows: list[Delivery]) -> bool:
    """Where every message counts, several of one day are one if nothing is lost by it."""
    person = await people.get(tx, rows[0].staff_id)
    if chat is None or person is None or not means_of(core, chat).metered:
        return False
    later = await patience.later_today(tx, rows, person, core.office, core.local_now())
    if later is not None:
        await outbox.postpone(tx, [row.id for row in rows], later)
    return later is not None


async def _due(core: Core, tx: Transaction) -> list[Delivery]:
    """The next bundle, if the office's sending window is open and nothing that belongs to it is still to come."""
    now = core.local_now()
    if not core.office.calendar.open(now) or await _silent(core, tx) or not await nothing_to_queue(tx, now):
        return []
    return await outbox.due_bundle(tx, now, core.real_now())


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
        await outbox.put_back(tx, [row.id for row in rows], moment(paused), render("delivery/paused"))
        return None
    wanted = await _wanted(core, tx, rows)
    if not wanted:
        return None
    said = together(wanted)
    ids = [row.id for row, _ in said]
    await outbox.let_go(tx, [row.id for row, _ in wanted if row.id not in ids])
    core.unasked.ring()
    await outbox.mark_sending(tx, ids)
    return await _parcel(core, tx, chat, [row for row, _ in said], bundled([message for _, message in said]))


async def _parcel(core: Core, tx: Transaction, chat: ChatRef, rows: list[Delivery], message: Message) -> Parcel:
    """In the form that its platform can show."""
    means = means_of(core, chat)
    if rows[0].group_id is not None:
        return Parcel(rows, chat, menus.in_group(message, means))
    offered = await menus.unasked(tx, chat, message, core.local_now())
    form = menus.form(means, await people.get(tx, rows[0].staff_id))._replace(later=True)
    shown = menus.shown(offered, form)
    return Parcel(rows, chat, shown, offers=offered)


async def _nowhere(core: Core, tx: Transaction, rows: list[Delivery]) -> None:
    """Nobody to write to; where only a platform is out of order, the message waits for it."""
    ids = [row.id for row in rows]
    if await waits(core, tx, rows[0]):
        await outbox.put_back(tx, ids, core.real_now() + RETRY_LONGEST, render("delivery/stopped"))
    else:
        await outbox.finish(tx, ids, "failed", core.now(), reason=render("delivery/no_address"))


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
            await outbox.finish(tx, [row.id], "dropped", core.now())
        else:
            wanted.append((row, message))
    return wanted


async def _worded(core: Core, tx: Transaction, row: Delivery) -> Message | None:
    now = core.local_now()
    if row.useless_after is not None and now.timestamp() >= row.useless_after:
        return None
    return row.message or await word(tx, row, core.office, now)


async def _send(core: Core, parcel: Parcel) -> None:
    edge = core.edges.get(parcel.chat.platform)
    try:
        if edge is None:
            raise SendError(render("delivery/no_edge"), permanent=True)
        sent = await edge.send(parcel.chat, parcel.message, parcel.context)
    except SendError as error:
        await _failed(core, parcel, error)
        return
    except Exception as error:  # noqa: BLE001  # an answer nobody foresaw, or a mistake of ours
        log.error("outbox %s not said: %s", parcel.ids, cause(error))
        given_up = parcel.attempts >= TRIES_AT_A_MISTAKE
        await _failed(core, parcel, SendError(_our_fault(error), permanent=given_up))
        return
    async with core.database.transaction() as tx:
        await outbox.finish(tx, parcel.ids, "sent", core.now(), sent_as=sent.id if sent else None)
        if parcel.offers and parcel.offers.choices and not parcel.offers.in_words:
            await menus.remember(tx, parcel.chat, parcel.offers, core.local_now(), parcel.row.key)
        await kept_menus.is_there(tx, parcel.chat, parcel.row.key, sent.at if sent else 0)


async def _failed(core: Core, parcel: Parcel, error: SendError) -> None:
    async with core.database.transaction() as tx:
        if error.moved_to is not None:
            await groups.moved(tx, parcel.chat, error.moved_to, core.now())
            await outbox.put_back(tx, parcel.ids, core.real_now(), error.reason)
        elif error.gone:
            await _gone(core, tx, parcel, error)
        elif error.permanent:
            await outbox.finish(tx, parcel.ids, "failed", core.now(), reason=error.reason)
        elif error.unknown and parcel.unknown:
            await outbox.finish(tx, parcel.ids, "failed", core.now(), reason=render("delivery/unknown"))
        else:
            await _later(core, tx, parcel, error)


async def _later(core: Core, tx: Transaction, parcel: Parcel, error: SendError) -> None:
    """It is tried again: after a while, or after the silence that the platform asks for."""
    wait = min(RETRY_FIRST * 2 ** min(parcel.attempts - 1, 10), RETRY_LONGEST)
    if error.unknown:
        wait = RETRY_UNKNOWN
        await outbox.unclear(tx, parcel.ids)
    if error.retry_after is not None:
        wait = timedelta(seconds=error.retry_after)
        await _silenced(core, tx, parcel, error, wait)
    await outbox.put_back(tx, parcel.ids, core.real_now() + wait, error.reason)


async def _silenced(core: Core, tx: Transaction, parcel: Parcel, error: SendError, wait: timedelta) -> None:
    platform, until = parcel.chat.platform, core.real_now() + wait
    await pauses.pause(tx, platform, until, answers=parcel.answer)
    if error.silence is not None:  # for longer than it asks, since it asks for no time at all
        until = core.real_now() + timedelta(seconds=error.silence)
        await pauses.pause(tx, platform, until, answers=False)
        await reach.tell_of_silence(tx, platform, core.local_now())


async def _gone(core: Core, tx: Transaction, parcel: Parcel, error: SendError) -> None:
    """Blocked, deleted or removed: nothing more is tried there until they come back; elsewhere it is."""
    if not await reach.lost(tx, parcel.chat, core.now()):
        await groups.left(tx, parcel.chat, core.now())
    if not parcel.answer and await where(core, tx, parcel.row) is not None:
        await outbox.put_back(tx, parcel.ids, core.real_now(), error.reason)
    else:
        await outbox.finish(tx, parcel.ids, "failed", core.now(), reason=error.reason)

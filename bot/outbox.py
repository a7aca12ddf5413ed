"""Sends what waits and writes down how it went: answers in their own lane, the unasked at a pace."""

import asyncio
import json
import logging
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.core import Context, Core, cause
from bot.senders import HOLD, ChatPace, SendError
from domain.messages import ChatRef, Message
from handlers import menus, nothing_to_queue, reach, word
from handlers.visit import Means
from storage import groups, outbox, pauses, people
from storage.database import Transaction, in_trouble, moment
from storage.outbox import Delivery
from texts import render

log = logging.getLogger(__name__)

RETRY_FIRST, RETRY_LONGEST = timedelta(seconds=1), timedelta(minutes=1)
TRIES_AT_A_MISTAKE = 3  # of what fails in a way nobody foresaw, before it is pushed aside


@dataclass(frozen=True)
class Parcel:
    """What goes out as one message: the rows it settles, where to, and the words. `offers`: what a number means
    once it is there."""

    ids: list[int]
    chat: ChatRef
    message: Message | None
    context: Context | None
    attempts: int
    answer: bool
    offers: Message | None = None


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
        return Parcel([delivery.id], chat, delivery.message, context, delivery.attempts + 1, answer=True)
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
        chat = await _where(tx, rows[0])
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
    now = core.local_now()
    chat = await _where(tx, rows[0])
    if chat is None:
        await outbox.finish(tx, [row.id for row in rows], "failed", now, reason=render("delivery/no_address"))
        return None
    paused = await pauses.paused_until(tx, chat.platform)
    if paused > core.real_now().timestamp():
        await outbox.put_back(tx, [row.id for row in rows], moment(paused), render("delivery/paused"))
        return None
    wanted = await _wanted(core, tx, rows)
    if not wanted:
        return None
    together = _together(wanted)
    ids = [row.id for row, _ in together]
    await outbox.let_go(tx, [row.id for row, _ in wanted if row.id not in ids])
    core.unasked.ring()
    await outbox.mark_sending(tx, ids)
    attempts = together[0][0].attempts + 1
    message = bundled([text for _, text in together])
    if rows[0].group_id is not None:
        return Parcel(ids, chat, menus.in_group(message, _means(core, chat)), None, attempts, answer=False)
    offered = await menus.unasked(tx, chat, message, now)
    shown = menus.shown(offered, menus.form(_means(core, chat), await people.get(tx, rows[0].staff_id)))
    return Parcel(ids, chat, shown, None, attempts, answer=False, offers=offered)


def _means(core: Core, chat: ChatRef) -> Means:
    edge = core.edges.get(chat.platform)
    return edge.means if edge else Means()


async def _where(tx: Transaction, row: Delivery) -> ChatRef | None:
    if row.group_id is not None:
        return await groups.chat_of(tx, row.group_id)
    account = await people.account_of(tx, row.staff_id or 0)
    return account.chat if account and account.reachable else None


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


def _together(wanted: list[tuple[Delivery, Message]]) -> list[tuple[Delivery, Message]]:
    """What can be said in one message: a file goes with its own words, after or before the others."""
    if wanted[0][1].attachment:
        return wanted[:1]
    return [(row, message) for row, message in wanted if message.attachment is None]


async def _worded(core: Core, tx: Transaction, row: Delivery) -> Message | None:
    now = core.local_now()
    if row.useless_after is not None and now.timestamp() >= row.useless_after:
        return None
    return row.message or await word(tx, row, core.office, now)


def bundled(messages: list[Message]) -> Message:
    """Several for one person at once are one message; each choice once. None of several has a file.

    Where two of them offer different things in the same words, their numbers tell these apart.
    """
    if len(messages) == 1:
        return messages[0]
    offered = {choice.command: (number, choice) for number, one in _numbered(messages) for choice in one.choices}
    times = Counter(choice.label for _, choice in offered.values())
    alike = max(times.values(), default=0) > 1
    return Message(
        text="\n\n".join(f"({number}) {one.text}" if alike else one.text for number, one in _numbered(messages)),
        choices=tuple(
            choice.model_copy(update={"label": f"{choice.label} ({number})"}) if times[choice.label] > 1 else choice
            for number, choice in offered.values()
        ),
        keeps=True,
    )


def _numbered(messages: list[Message]) -> list[tuple[int, Message]]:
    return list(enumerate(messages, 1))


async def _send(core: Core, parcel: Parcel) -> None:
    edge = core.edges.get(parcel.chat.platform)
    try:
        if edge is None:
            raise SendError(render("delivery/no_edge"), permanent=True)
        sent_as = await edge.send(parcel.chat, parcel.message, parcel.context)
    except SendError as error:
        await _failed(core, parcel, error)
        return
    except Exception as error:  # noqa: BLE001  # an answer nobody foresaw, or a mistake of ours
        log.error("outbox %s not said: %s", parcel.ids, cause(error))
        given_up = parcel.attempts >= TRIES_AT_A_MISTAKE
        await _failed(core, parcel, SendError(_our_fault(error), permanent=given_up))
        return
    async with core.database.transaction() as tx:
        await outbox.finish(tx, parcel.ids, "sent", core.now(), sent_as=sent_as)
        if parcel.offers and parcel.offers.choices and not parcel.offers.in_words:
            await menus.remember(tx, parcel.chat, parcel.offers, core.local_now())


async def _failed(core: Core, parcel: Parcel, error: SendError) -> None:
    now, real_now = core.now(), core.real_now()
    async with core.database.transaction() as tx:
        if error.moved_to is not None:
            await groups.moved(tx, parcel.chat, error.moved_to, now)
            await outbox.put_back(tx, parcel.ids, real_now, error.reason)
        elif error.permanent:
            if error.gone:
                await _gone(tx, parcel.chat, now)
            await outbox.finish(tx, parcel.ids, "failed", now, reason=error.reason)
        else:
            wait = min(RETRY_FIRST * 2 ** min(parcel.attempts - 1, 10), RETRY_LONGEST)
            if error.retry_after is not None:
                wait = timedelta(seconds=error.retry_after)
                await pauses.pause(tx, parcel.chat.platform, real_now + wait, answers=parcel.answer)
            await outbox.put_back(tx, parcel.ids, real_now + wait, error.reason)


async def _gone(tx: Transaction, chat: ChatRef, now: datetime) -> None:
    """Blocked, deleted or removed: nothing more is tried until they come back."""
    if not await reach.lost(tx, chat, now):
        await groups.left(tx, chat, now)

"""Sends what waits and writes down how it went: answers in their own lane, the unasked at a pace."""

import asyncio
import json
import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.core import Context, Core
from bot.senders import HOLD, ChatPace, SendError
from domain.messages import ChatRef, Message
from handlers import nothing_to_queue, word
from storage import groups, outbox, people
from storage.database import Transaction, moment
from storage.outbox import Delivery
from texts import render

log = logging.getLogger(__name__)

RETRY_FIRST, RETRY_LONGEST = timedelta(seconds=2), timedelta(minutes=5)


@dataclass(frozen=True)
class Parcel:
    """What goes out as one message: the rows it settles, where to, and the words."""

    ids: list[int]
    chat: ChatRef
    message: Message | None
    context: Context | None
    attempts: int


async def send_answer(core: Core) -> bool:
    """Send the earliest answer. True if there was one."""
    async with core.database.transaction() as tx:
        delivery = await outbox.claim_answer(tx, core.now())
    if delivery is None or delivery.chat is None:
        return False
    context = json.loads(delivery.context) if delivery.context else None
    await _send(core, Parcel([delivery.id], delivery.chat, delivery.message, context, delivery.attempts + 1))
    core.queued.set()  # the next answer of the same chat may have waited for this one
    return True


async def send_unasked(core: Core, pace: ChatPace) -> bool:
    """Send the first unasked message that is due. True if there was one (even if it was no longer wanted)."""
    async with core.database.transaction() as tx:
        rows = await _due(core, tx)
        if not rows:
            return False
        parcel = await _resolve(core, tx, rows)
    if parcel is None:
        return True
    if core.pace:
        await pace.turn(parcel.chat, group=rows[0].group_id is not None)
    await _send(core, parcel)
    if core.pace:
        await asyncio.sleep(HOLD)  # a permit is held until one second after its answer
    return True


async def _due(core: Core, tx: Transaction) -> list[Delivery]:
    """The next bundle, if the office's sending window is open and nothing that belongs to it is still to come."""
    now = core.local_now()
    if not core.office.calendar.open(now) or not await nothing_to_queue(tx, now):
        return []
    return await outbox.due_bundle(tx, now)


async def _resolve(core: Core, tx: Transaction, rows: list[Delivery]) -> Parcel | None:
    """Where to, still wanted, which words: asked at the last moment, so that nothing stale goes out."""
    now = core.local_now()
    chat = await _where(tx, rows[0])
    if chat is None:
        await outbox.finish(tx, [row.id for row in rows], "failed", now, reason=render("delivery/no_address"))
        return None
    paused = await outbox.paused_until(tx, chat.platform)
    if paused > now.timestamp():
        await outbox.put_back(tx, [row.id for row in rows], moment(paused), render("delivery/paused"))
        return None
    worded = [(row, await _worded(core, tx, row)) for row in rows]
    await outbox.finish(tx, [row.id for row, text in worded if text is None], "dropped", now)
    wanted = [(row, text) for row, text in worded if text is not None]
    if not wanted:
        return None
    ids = [row.id for row, _ in wanted]
    await outbox.mark_sending(tx, ids)
    return Parcel(ids, chat, bundled([text for _, text in wanted]), None, wanted[0][0].attempts + 1)


async def _where(tx: Transaction, row: Delivery) -> ChatRef | None:
    if row.group_id is not None:
        return await groups.chat_of(tx, row.group_id)
    account = await people.account_of(tx, row.staff_id or 0)
    return account.chat if account and account.reachable else None


async def _worded(core: Core, tx: Transaction, row: Delivery) -> Message | None:
    now = core.local_now()
    if row.useless_after is not None and now.timestamp() >= row.useless_after:
        return None
    return row.message or await word(tx, row, core.office, now)


def bundled(messages: list[Message]) -> Message:
    """Several for one person at once are one message; each choice once."""
    if len(messages) == 1:
        return messages[0]
    choices = {choice.command: choice for message in messages for choice in message.choices}
    return Message(
        text="\n\n".join(message.text for message in messages),
        choices=tuple(choices.values()),
        attachment=next((message.attachment for message in messages if message.attachment), None),
        keeps=True,
    )


async def _send(core: Core, parcel: Parcel) -> None:
    edge = core.edges.get(parcel.chat.platform)
    try:
        if edge is None:
            raise SendError(render("delivery/no_edge"), permanent=True)
        sent_as = await edge.send(parcel.chat, parcel.message, parcel.context)
    except SendError as error:
        await _failed(core, parcel, error)
        return
    async with core.database.transaction() as tx:
        await outbox.finish(tx, parcel.ids, "sent", core.now(), sent_as=sent_as)


async def _failed(core: Core, parcel: Parcel, error: SendError) -> None:
    now = core.now()
    async with core.database.transaction() as tx:
        if error.moved_to is not None:
            await groups.moved(tx, parcel.chat, error.moved_to)
            await outbox.put_back(tx, parcel.ids, now, error.reason)
        elif error.permanent:
            if error.gone:
                await _gone(tx, parcel.chat, now)
            await outbox.finish(tx, parcel.ids, "failed", now, reason=error.reason)
        else:
            wait = min(RETRY_FIRST * 2 ** min(parcel.attempts, 10), RETRY_LONGEST)
            if error.retry_after is not None:
                wait = timedelta(seconds=error.retry_after)
                await outbox.pause(tx, parcel.chat.platform, now + wait)
            await outbox.put_back(tx, parcel.ids, now + wait, error.reason)


async def _gone(tx: Transaction, chat: ChatRef, now: datetime) -> None:
    """Blocked, deleted or removed: nothing more is tried until they come back."""
    if not await people.set_reachable(tx, chat, reachable=False):
        await groups.left(tx, chat, now)

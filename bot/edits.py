"""Changes the words of what was said before: a group's card, the progress of what is being sent."""

import logging

from bot.addresses import means_of
from bot.core import Core, Edge, cause
from bot.parcels import Parcel, not_said
from bot.senders import ChatPace, SendError
from domain.messages import ChatRef, Message
from handlers import menus, word
from storage import deliveries, edits, pauses
from storage.database import Transaction, in_trouble, moment
from storage.deliveries import Delivery
from storage.edits import Place
from texts import render

log = logging.getLogger(__name__)


async def send_edit(core: Core, pace: ChatPace) -> bool:
    """Make the change that is longest due. True if there was one (even if nothing is left to change)."""
    async with core.database.transaction() as tx:
        edit = await edits.claim(tx, core.now(), core.real_now())
        if edit is None:
            return False
        core.edits.ring()
        place = await edits.place(tx, edit)
        chat = await _standing(core, tx, edit, place)
    if chat is None or place.sent_as is None:
        return True
    if core.pace:
        await pace.turn(chat, group=edit.group_id is not None)
        await core.room.taken(chat.platform, waits=True)
    try:
        message = await _worded(core, edit, chat)
        if message is not None:
            await _change(core, Parcel([edit], chat, message), place.sent_as)
    finally:
        if core.pace:
            core.room.given_back(chat.platform)
    return True


async def _standing(core: Core, tx: Transaction, edit: Delivery, place: Place) -> ChatRef | None:
    """The chat in which the words stand; the edit waits for them, or for a silence to end, or is dropped."""
    if place.waits:
        await edits.wait(tx, edit, core.now())
        return None
    if place.chat is None or place.sent_as is None or not means_of(core, place.chat).edits:
        await deliveries.finish(tx, [edit.id], "dropped", core.now())
        return None
    paused = await pauses.paused_until(tx, place.chat.platform)
    if paused > core.real_now().timestamp():
        await deliveries.put_back(tx, [edit.id], moment(paused), render("delivery/paused"))
        return None
    return place.chat


async def _worded(core: Core, edit: Delivery, chat: ChatRef) -> Message | None:
    """The words as they are now; None, and the edit is settled, if it is no longer wanted or cannot be worded."""
    try:
        async with core.database.transaction() as tx:
            message = await word(tx, edit, core.office, core.local_now())
            if message is None:
                await deliveries.finish(tx, [edit.id], "dropped", core.now())
    except Exception as error:
        if in_trouble(error):
            raise
        log.error("edit %d failed: %s", edit.id, cause(error))
        async with core.database.transaction() as tx:
            await deliveries.finish(
                tx, [edit.id], "failed", core.now(), reason=render("delivery/our_fault", cause=cause(error))
            )
        return None
    if message is None or edit.group_id is None:
        return message
    return menus.in_group(message, means_of(core, chat))


async def _change(core: Core, parcel: Parcel, sent_as: str) -> None:
    edge: Edge | None = core.edges.get(parcel.chat.platform)
    try:
        if edge is None or parcel.message is None:
            raise SendError(render("delivery/no_edge"), permanent=True)
        await edge.edit(parcel.chat, sent_as, parcel.message)
    except SendError as error:
        await not_said(core, parcel, error)
        if error.permanent and edge is not None:
            async with core.database.transaction() as tx:
                await edits.lost(tx, parcel.row)
        return
    except Exception as error:  # noqa: BLE001  # an answer nobody foresaw, or a mistake of ours: the next change mends it
        log.error("edit %s not made: %s", parcel.ids, cause(error))
        reason = render("delivery/our_fault", cause=cause(error))
        await not_said(core, parcel, SendError(reason, permanent=True))
        return
    async with core.database.transaction() as tx:
        await deliveries.finish(tx, parcel.ids, "sent", core.now(), sent_as=sent_as)
        await edits.spaced(tx, parcel.row, core.now())

"""What goes out as one message, and what becomes of it when it cannot be said."""

from dataclasses import dataclass
from datetime import timedelta

from bot.addresses import elsewhere
from bot.core import Context, Core
from bot.senders import SendError
from domain.messages import ChatRef, Message
from handlers import broadcasts, cards, reach
from storage import deliveries, groups, menus, pauses, people
from storage.database import Transaction
from storage.deliveries import Delivery
from texts import render

RETRY_FIRST, RETRY_LONGEST = timedelta(seconds=1), timedelta(minutes=1)
RETRY_UNKNOWN = timedelta(seconds=30)  # of what was perhaps said: once, when the platform has had time to recover


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


async def not_said(core: Core, parcel: Parcel, error: SendError) -> None:
    """Try it again, elsewhere or later, or give it up with its reason."""
    async with core.database.transaction() as tx:
        if error.moved_to is not None:
            await cards.moved(tx, parcel.chat, error.moved_to, core.now())
            await deliveries.put_back(tx, parcel.ids, core.real_now(), error.reason)
        elif error.gone:
            await _gone(core, tx, parcel, error)
        elif error.permanent:
            await _given_up(core, tx, parcel, error.reason)
        elif error.unknown and parcel.unknown:
            await deliveries.finish(tx, parcel.ids, "failed", core.now(), reason=render("delivery/unknown"))
            await broadcasts.settled(tx, parcel.rows, core.now())
            await menus.is_there(tx, parcel.chat, parcel.row.key, 0)  # most likely it is: its numbers must work
        else:
            await _later(core, tx, parcel, error)


async def _given_up(core: Core, tx: Transaction, parcel: Parcel, reason: str) -> None:
    await deliveries.finish(tx, parcel.ids, "failed", core.now(), reason=reason)
    await broadcasts.settled(tx, parcel.rows, core.now())
    await menus.never_there(tx, parcel.chat, parcel.row.key)


async def _later(core: Core, tx: Transaction, parcel: Parcel, error: SendError) -> None:
    """It is tried again: after a while, or after the silence that the platform asks for."""
    wait = min(RETRY_FIRST * 2 ** min(parcel.attempts - 1, 10), RETRY_LONGEST)
    if error.unknown:
        wait = RETRY_UNKNOWN
        await deliveries.unclear(tx, parcel.ids)
    if error.retry_after is not None:
        wait = timedelta(seconds=error.retry_after)
        await _silenced(core, tx, parcel, error, wait)
    await deliveries.put_back(tx, parcel.ids, core.real_now() + wait, error.reason)


async def _silenced(core: Core, tx: Transaction, parcel: Parcel, error: SendError, wait: timedelta) -> None:
    platform, until = parcel.chat.platform, core.real_now() + wait
    await pauses.pause(tx, platform, until, answers=parcel.answer)
    if error.silence is not None:  # for longer than it asks, since it asks for no time at all
        until = core.real_now() + timedelta(seconds=error.silence)
        await pauses.pause(tx, platform, until, answers=False)
        await reach.tell_of_silence(tx, platform, core.local_now())


async def _gone(core: Core, tx: Transaction, parcel: Parcel, error: SendError) -> None:
    """Blocked, deleted or removed: nothing more is tried there until they come back; elsewhere it is."""
    person = await people.by_account(tx, parcel.chat.platform, parcel.chat.chat_id)
    if not await reach.lost(tx, parcel.chat, core.now()):
        await groups.left(tx, parcel.chat, core.now())
    other = await elsewhere(core, tx, person.id) if person else None
    if other is None:
        in_group = parcel.row.group_id is not None
        await _given_up(core, tx, parcel, render("delivery/left_group") if in_group else error.reason)
        return
    if parcel.answer:
        await deliveries.readdress(tx, parcel.ids, other)
    await deliveries.put_back(tx, parcel.ids, core.real_now(), error.reason)

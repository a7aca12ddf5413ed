"""Where an unasked message goes: to the account that its person wants it on, as long as that can be reached."""

from datetime import timedelta

from bot.core import Core
from domain.messages import ChatRef
from handlers.visit import Means
from storage import accounts as stored_accounts
from storage import groups, pauses
from storage.database import Transaction
from storage.deliveries import Delivery

LONG = timedelta(minutes=2)  # a silence that is not waited for where there is another way


async def where(core: Core, tx: Transaction, row: Delivery) -> ChatRef | None:
    """The chat, on a platform that is working; None if there is none now."""
    if row.group_id is not None:
        return await groups.chat_of(tx, row.group_id)
    return await elsewhere(core, tx, row.staff_id or 0)


async def elsewhere(core: Core, tx: Transaction, staff_id: int) -> ChatRef | None:
    """Where this person can be reached; on a platform that is switched off only if no other is to be mended."""
    found = [one.chat for one in await stored_accounts.reachable_accounts(tx, staff_id)]
    working = [chat for chat in found if chat.platform in core.edges and chat.platform not in core.stopped]
    stopped = any(chat.platform in core.stopped for chat in found)
    off = [chat for chat in found if chat.platform not in core.edges and not stopped]
    return await _soonest(core, tx, working) or next(iter(off), None)


async def _soonest(core: Core, tx: Transaction, chats: list[ChatRef]) -> ChatRef | None:
    """The first of them, unless its platform is silent or unreached for long and that of another one is not."""
    soon = (core.real_now() + LONG).timestamp()
    heard = [chat for chat in chats if chat.platform not in core.unanswered]
    speaking = [chat for chat in heard if await pauses.paused_until(tx, chat.platform) <= soon]
    return next(iter(speaking or chats), None)


async def waits(core: Core, tx: Transaction, row: Delivery) -> bool:
    """Whether the person could be reached if a platform that has stopped were mended."""
    accounts = await stored_accounts.reachable_accounts(tx, row.staff_id or 0)
    return any(one.chat.platform in core.stopped for one in accounts)


def means_of(core: Core, chat: ChatRef) -> Means:
    edge = core.edges.get(chat.platform)
    return edge.means if edge else Means()

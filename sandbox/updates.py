"""What waits for the bot, and the long poll that fetches it."""

import asyncio
import contextlib
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from sandbox.errors import ApiError, Json
from sandbox.waking import Signal

KINDS = [
    "message",
    "edited_message",
    "channel_post",
    "edited_channel_post",
    "business_connection",
    "business_message",
    "edited_business_message",
    "deleted_business_messages",
    "message_reaction",
    "message_reaction_count",
    "inline_query",
    "chosen_inline_result",
    "callback_query",
    "shipping_query",
    "pre_checkout_query",
    "purchased_paid_media",
    "poll",
    "poll_answer",
    "my_chat_member",
    "chat_member",
    "chat_join_request",
    "chat_boost",
    "removed_chat_boost",
]
DEFAULT = frozenset(KINDS) - {"chat_member", "message_reaction", "message_reaction_count"}
KEPT = timedelta(hours=24)
LONGEST_POLL = 50.0
CONFLICT = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"


class Updates:
    """The queue of one bot. A higher offset confirms and forgets everything below it."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._waiting: list[tuple[datetime, Json]] = []
        self._next_id = 1_000
        self._newest_poll = 0
        self._arrived = Signal()
        self.allowed = DEFAULT
        self.closed = False

    def __len__(self) -> int:
        return len(self._waiting)

    def add(self, kind: str, body: Json) -> None:
        if kind in self.allowed:
            self.inject({kind: body})

    def inject(self, update: Json) -> int:
        """Queue anything at all, as it is; an `update_id` is given if there is none. Returns the id."""
        numbered = {"update_id": self._next_id} | update
        self._next_id = max(self._next_id, int(numbered["update_id"])) + 1
        self._waiting.append((self._now(), numbered))
        self._arrived.wake()
        return int(numbered["update_id"])

    async def get(
        self, offset: int = 0, limit: int = 100, seconds: float = 0, allowed: Sequence[str] | None = None
    ) -> list[Json]:
        """Wait up to `seconds` for something to hand over. The older of two polls is told of the conflict."""
        if allowed is not None:
            self.allow(allowed)
        self._newest_poll += 1
        mine = self._newest_poll
        self._arrived.wake()
        self._forget(offset)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(min(seconds, LONGEST_POLL)):
                while not self._waiting and not self.closed:
                    await self._arrived.wait()
                    if mine != self._newest_poll:
                        raise ApiError(409, CONFLICT)
        return [update for _, update in self._waiting[: min(limit, 100)]]

    def allow(self, kinds: Sequence[str]) -> None:
        """Which kinds are queued from now on; stays so until told otherwise. None named: the default ones."""
        self.allowed = frozenset(kinds) or DEFAULT

    def clear(self) -> None:
        self._waiting.clear()

    def close(self) -> None:
        self.closed = True
        self._arrived.wake()

    def _forget(self, offset: int) -> None:
        oldest = self._now() - KEPT
        fresh = [entry for entry in self._waiting if entry[0] > oldest]
        if offset < 0:
            self._waiting = fresh[offset:]
        else:
            self._waiting = [entry for entry in fresh if entry[1]["update_id"] >= offset]

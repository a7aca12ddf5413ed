"""Saying things at a pace the platforms allow, and one kind of failure for all of them."""

import asyncio
from collections import defaultdict, deque
from typing import NamedTuple

from domain.messages import ChatRef

BULK_PERMITS = 30  # each held until one second after its answer: never 31 in a second, whatever the jitter
HOLD = 1.0  # seconds
GLANCE = 0.02  # seconds between two looks whether there is room
ANSWER_SENDERS = 4
EDIT_SENDERS = 8  # each may have to wait for its group's turn
PER_GROUP, GROUP_WINDOW = 20, 60.0  # messages, seconds


class Sent(NamedTuple):
    """The platform's id of a message, and when it took it: milliseconds of its own clock, 0 if it does not tell.
    `calls`: how many it took for it."""

    id: str
    at: int = 0
    calls: int = 1


class SendError(Exception):
    """A message was not said. `permanent`: trying again is useless; `retry_after`: seconds of silence that
    the platform asks for; `silence`: for how many seconds it may hear nothing unasked, if longer; `gone`: nobody
    is there any more; `moved_to`: the chat's new id; `unknown`: perhaps it was said after all."""

    def __init__(
        self,
        reason: str,
        *,
        permanent: bool = False,
        retry_after: float | None = None,
        gone: bool = False,
        moved_to: str | None = None,
        silence: float | None = None,
        unknown: bool = False,
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.permanent = permanent
        self.retry_after = retry_after
        self.gone = gone
        self.moved_to = moved_to
        self.silence = silence
        self.unknown = unknown


class Room:
    """How many messages a platform was given within a second, answers and changes among them: those never wait, so
    what is unasked leaves them room."""

    def __init__(self) -> None:
        self._held: dict[str, int] = defaultdict(int)  # by platform

    async def taken(self, platform: str, *, waits: bool) -> None:
        """Take one of the places; give it back once its message has been answered."""
        while waits and self._held[platform] >= BULK_PERMITS:  # noqa: ASYNC110  # time is what is waited for
            await asyncio.sleep(GLANCE)
        self._held[platform] += 1

    def given_back(self, platform: str) -> None:
        asyncio.get_running_loop().call_later(HOLD, self._free, platform)

    def _free(self, platform: str) -> None:
        self._held[platform] -= 1


class ChatPace:
    """When a chat may hear the next unasked message: one a second, and twenty a minute for a group."""

    def __init__(self) -> None:
        self._said: dict[tuple[str, str], deque[float]] = defaultdict(deque)  # by chat, whatever its topics

    async def turn(self, chat: ChatRef, *, group: bool) -> None:
        """Wait for this chat's turn and take it (loop time)."""
        clock = asyncio.get_running_loop().time
        said = self._said[chat.platform, chat.chat_id]
        while (wait := self._wait(said, clock(), group=group)) > 0:  # noqa: ASYNC110  # time is what is waited for
            await asyncio.sleep(wait)
        said.append(clock())

    @staticmethod
    def _wait(said: "deque[float]", now: float, *, group: bool) -> float:
        while said and said[0] <= now - GROUP_WINDOW:
            said.popleft()
        after_last = said[-1] + HOLD - now if said else 0.0
        full = said[-PER_GROUP] + GROUP_WINDOW - now if group and len(said) >= PER_GROUP else 0.0
        return max(after_last, full, 0.0)

"""Telegram's flood limits as strict sliding windows: overall, to a group, to a person."""

import math
from collections import defaultdict, deque
from collections.abc import Callable
from typing import NamedTuple

from sandbox.errors import Json, too_many


class Window(NamedTuple):
    most: int
    seconds: float


OVERALL = Window(30, 1)
PERSON = Window(3, 3)  # one a second, a short burst tolerated
GROUP = Window(20, 60)


class Limits:
    """`monotonic` is loop time: pacing has nothing to do with the sandbox's clock."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._sent: dict[object, deque[float]] = defaultdict(deque)

    def admit(self, given: Json) -> None:
        """Count one message. Raises the 429 that says how long to wait; a refused one is not counted."""
        chat, now = given.get("chat_id"), self._monotonic()
        own = PERSON if isinstance(chat, int) and chat > 0 else GROUP
        waits = [self._wait("all", OVERALL, now), self._wait(chat, own, now)]
        if max(waits) > 0:
            raise too_many(math.ceil(max(waits)))
        for key in ("all", chat):
            self._sent[key].append(now)

    def _wait(self, key: object, window: Window, now: float) -> float:
        sent = self._sent[key]
        while sent and sent[0] <= now - window.seconds:
            sent.popleft()
        return sent[-window.most] + window.seconds - now if len(sent) >= window.most else 0

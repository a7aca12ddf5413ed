"""What waits for a bot, and the long poll that fetches it, one event at a time."""

import asyncio
import contextlib
from typing import Any

from sandbox.answering import HungUp
from sandbox.waking import Signal
from sandbox.zalo.switches import Switches


class Queue:
    """Everything ever queued for one bot. Nothing is confirmed: what is handed out counts as delivered."""

    def __init__(self, switches: Switches, changed: Signal) -> None:
        self._switches = switches
        self._changed = changed
        self._arrived = Signal()
        self._day: list[Any] = []
        self._events: list[Any] = []
        self._fresh = 0  # how many were handed out at least once
        self._turn = 0  # the next one of a replay
        self._newest_poll = 0
        self._closed = False
        self.in_hand = 0  # handed out for the first time, and the bot has not asked for more since

    def __len__(self) -> int:
        """How many were not handed out yet."""
        return len(self._events) - self._fresh

    def add(self, event: Any) -> None:
        self._day.append(event)
        self._queue([event])

    def again(self, times: int) -> None:
        """Queue all that was ever added once more, `times` over."""
        self._queue(self._day * times)

    async def next(self, seconds: float, hung_up: HungUp) -> list[Any]:
        """One event within `seconds`, or none. A newer poll ends an older one; nothing is wasted on a dead one."""
        self.in_hand = 0
        self._newest_poll += 1
        mine = self._newest_poll
        self._arrived.wake()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while not self._ready() and not self._closed and mine == self._newest_poll:
                    await self._arrived.wait()
        if not self._ready() or mine != self._newest_poll or await hung_up():
            return []
        return self._take()

    def close(self) -> None:
        self._closed = True
        self._arrived.wake()

    def _queue(self, events: list[Any]) -> None:
        self._events += events
        self._arrived.wake()
        self._changed.wake()

    def _ready(self) -> bool:
        return bool(self._events) if self._switches.replay else len(self) > 0

    def _take(self) -> list[Any]:
        """None after all if another poll was served while this one made sure of its caller."""
        if not self._ready():
            return []
        at = self._turn % len(self._events) if self._switches.replay else self._fresh
        self._turn = at + 1
        self.in_hand = int(at >= self._fresh)
        self._fresh = max(self._fresh, at + 1)
        self._changed.wake()
        return [self._events[at]]

"""Moving time on from the page, stopping wherever something is due."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from sandbox.clock import Clock
from sandbox.errors import Json

PATIENCE = 5.0  # seconds for the program to see to what is due, before time goes on all the same
NextDue = Callable[[], Awaitable[datetime | None]]
Seen = Callable[[], Awaitable[None]]


class Mover:
    """`next_due` says when something is due next, `seen` returns once all that is due now has been seen to.

    Both are the program's to give, for the sandbox knows nothing of its tables; without them time jumps.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._one_at_a_time = asyncio.Lock()
        self.next_due: NextDue | None = None
        self.seen: Seen | None = None

    async def forward(self, seconds: int) -> Json:
        """Let so many seconds pass. Raises ValueError for time that would run back."""
        if seconds <= 0:
            raise ValueError("time runs forward only")
        async with self._one_at_a_time:
            end = self._clock.now() + timedelta(seconds=seconds)
            while (due := await self._due()) is not None and due <= end:
                await self._to(due)
            await self._to(end)
        return {"now": self._clock.now().isoformat()}

    async def to_next_due(self) -> Json:
        """Go to where something is due next; `due` is false, and time stays, if nothing ever is."""
        async with self._one_at_a_time:
            due = await self._due()
            if due is not None:
                await self._to(due)
        return {"now": self._clock.now().isoformat(), "due": due is not None}

    async def _due(self) -> datetime | None:
        """The next due moment that is still to come."""
        due = await self.next_due() if self.next_due else None
        return due if due is not None and due > self._clock.now() else None

    async def _to(self, moment: datetime) -> None:
        self._clock.go_to(max(moment, self._clock.now()))
        if self.seen:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(PATIENCE):
                    await self.seen()

"""Waking those who wait, without a lock and without polling."""

import asyncio
from collections.abc import Callable


class Signal:
    """Everybody waiting is woken at each `wake`; nobody misses one between checking and waiting."""

    def __init__(self) -> None:
        self._event = asyncio.Event()

    def wake(self) -> None:
        self._event.set()
        self._event = asyncio.Event()

    async def wait(self) -> None:
        await self._event.wait()

    async def until(self, holds: Callable[[], object], seconds: float = 5) -> None:
        """Return once `holds()` is true, looked at after each wake. Raises TimeoutError after `seconds`."""
        async with asyncio.timeout(seconds):
            while not holds():
                await self.wait()

"""What the page shows and moves, and the feed of each open page."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Iterator, Sequence
from itertools import chain
from typing import Any

from sandbox.clock import Clock
from sandbox.errors import Json
from sandbox.faults import Faults
from sandbox.page import cast
from sandbox.page.chats import Shown, telegram_chats, zalo_chats
from sandbox.page.moving import Mover
from sandbox.page.play import Play
from sandbox.page.told import Told
from sandbox.record import Record
from sandbox.world import World
from sandbox.zalo.world import ZaloWorld

BUNCH = 0.03  # seconds in which changes gather into one event
ALIVE = 15.0  # seconds of silence after which a page is told that the sandbox is still there


class Page:
    """`phones`: the chats that stand on the three phones at first, each a platform and an id there."""

    def __init__(self, telegram: World, zalo: ZaloWorld, clock: Clock, faults: dict[str, Faults]) -> None:
        self.telegram = telegram
        self.zalo = zalo
        self.clock = clock
        self.faults = faults
        self.changed = telegram.changed
        self.mover = Mover(clock)
        self.play = Play(self.changed)
        self.phones: Sequence[tuple[str, str]] = ()
        self.closing = False

    def close(self) -> None:
        """Let every open feed end."""
        self.closing = True
        self.changed.wake()

    async def feed(self) -> AsyncIterator[str]:
        """Server-sent events: at first all there is, then what changes."""
        self.play.watch()
        told = Told()
        yield _event("hello", {})
        while not self.closing:
            news = list(told.news(self.facts(), self.chats(), self.records()))
            if news:
                yield "".join(_event(*one) for one in news)
                await asyncio.sleep(BUNCH)
                continue
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(ALIVE):
                    await self.changed.wait()
                continue
            yield ": still here\n\n"

    def chats(self) -> Iterator[Shown]:
        return chain(telegram_chats(self.telegram), zalo_chats(self.zalo))

    def records(self) -> dict[str, Record]:
        return {"telegram": self.telegram.record, "zalo": self.zalo.record}

    def facts(self) -> dict[str, Any]:
        """The small things, each told as a whole whenever it differs."""
        return {
            "story": self.play.as_json(),
            "cast": {
                "people": cast.people(self.telegram, self.zalo),
                "groups": cast.groups(self.telegram, self.zalo),
                "phones": list(self.phones),
                "names": {"telegram": self.telegram.bot["first_name"], "zalo": self.zalo.bot().display_name},
                "username": self.telegram.bot["username"],
            },
            "faults": {platform: list(ordered) for platform, ordered in self.faults.items()},
            "clock": self._time(),
        }

    def _time(self) -> Json:
        """`now` where time stands still; else the `offset` from the time of the computer, in seconds."""
        offset = self.clock.offset
        told: Json = {"now": self.clock.now().timestamp()} if offset is None else {"offset": offset}
        return told | {"due_known": self.mover.next_due is not None}


def _event(kind: str, data: Any) -> str:
    return f"event: {kind}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"

"""The course of a story that is played on the page's phones: its pace, and the newcomer's hand on it."""

import contextlib
from typing import Literal

from sandbox.errors import Json
from sandbox.waking import Signal

State = Literal["none", "preparing", "playing", "paused", "skipping", "over"]
TURNS: dict[str, tuple[State, State]] = {  # from which state to which
    "pause": ("playing", "paused"),
    "go_on": ("paused", "playing"),
}


class Play:
    """While nobody has looked at the page nothing waits. `scene`: platform and chat of the act just played."""

    def __init__(self, changed: Signal) -> None:
        self._changed = changed
        self.state: State = "none"
        self.scene: Json = {}
        self.watched = False

    def as_json(self) -> Json:
        return {"state": self.state, "scene": self.scene}

    def watch(self) -> None:
        """Somebody has opened the page."""
        self.watched = True
        self._changed.wake()

    def prepare(self) -> None:
        """There will be a story, once the program is loaded."""
        self.state = "preparing"

    async def begin(self, seconds: float) -> None:
        """Start once somebody looks, at the latest after `seconds`."""
        self.state = "playing"
        self._changed.wake()
        with contextlib.suppress(TimeoutError):
            await self._changed.until(lambda: self.watched or self.state == "skipping", seconds)

    async def beat(self, seconds: float, platform: str = "", chat: str = "") -> None:
        """Let what was done in that chat, or anywhere, be read for so long; longer while it is paused."""
        if chat:
            self.scene = {"platform": platform, "chat": chat}
            self._changed.wake()
        if self.watched:
            with contextlib.suppress(TimeoutError):
                await self._changed.until(lambda: self.state == "skipping", seconds)
        while self.state == "paused":
            await self._changed.wait()

    def end(self) -> None:
        self.state = "over"
        self._changed.wake()

    def turn(self, way: str) -> Json:
        """`pause`, `go_on`, or `skip` to the end. Raises ValueError for anything else; too late is no mistake."""
        if way == "skip":
            self.state = "over" if self.state == "over" else "skipping"
        elif way not in TURNS:
            raise ValueError(f"a story is not turned that way: {way}")
        elif self.state == TURNS[way][0]:
            self.state = TURNS[way][1]
        self._changed.wake()
        return self.as_json()

"""What was called on the pretend platforms, in order of arrival."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import count

from sandbox.errors import Json
from sandbox.waking import Signal


@dataclass
class Call:
    """One call as the record keeps it; `bot` is the caller's id, `outcome` is None while it is under way."""

    seq: int
    at: datetime
    method: str
    params: Json
    outcome: Json | None = None
    bot: str = ""

    def as_json(self) -> Json:
        return vars(self) | {"at": self.at.isoformat()}


class Record:
    def __init__(self, now: Callable[[], datetime], changed: Signal, numbers: Iterator[int] | None = None) -> None:
        self.now = now
        self.changed = changed
        self.calls: list[Call] = []
        self._numbers = numbers or count(1)

    def beside(self) -> "Record":
        """An empty record for another platform, numbered together with this one: the two merge by `seq`."""
        return Record(self.now, self.changed, self._numbers)

    def began(self, bot: str, method: str, params: Json) -> Call:
        """Write down a call before it is acted on."""
        call = Call(next(self._numbers), self.now(), method, params, bot=bot)
        self.calls.append(call)
        self.changed.wake()
        return call

    def ended(self, call: Call, outcome: Json) -> None:
        call.outcome = outcome
        self.changed.wake()

    def shown(self, method: str = "") -> list[Json]:
        """The calls so far, or those of one method."""
        return [call.as_json() for call in self.calls if method in ("", call.method)]

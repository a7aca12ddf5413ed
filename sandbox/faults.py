"""Faults on order: what a network and a server do wrong, for the next calls of a method."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import ClassVar

from sandbox.errors import ApiError, Json, forbidden, too_many
from sandbox.updates import CONFLICT
from sandbox.waking import Signal

BROKEN = frozenset(("502", "slow", "cut", "cut_after", "malformed"))  # not a refusal in the platform's form


@dataclass
class Fault:
    """The next `times` matching calls go wrong. Only `slow` and `cut_after` let the call have its effect.

    `502` is answered in HTML, `malformed` is a 200 with half a JSON, `cut` closes the connection unanswered.
    """

    kind: str
    method: str = "*"
    chat_id: int | str | None = None
    times: int = 1
    retry_after: int = 1
    seconds: float = 1.0

    broken: ClassVar[frozenset[str]] = BROKEN
    refusals: ClassVar[Mapping[str, ApiError]] = {
        "500": ApiError(500, "Internal Server Error"),
        "401": ApiError(401, "Unauthorized"),
        "409": ApiError(409, CONFLICT),
        "403": forbidden("bot was blocked by the user"),
        "429": too_many(1),
    }

    def __post_init__(self) -> None:
        if self.kind not in self.broken and self.kind not in self.refusals:
            raise ValueError(f"no such fault: {self.kind}")

    def meets(self, method: str, given: Json) -> bool:
        here = self.chat_id is None or str(self.chat_id) == str(given.get("chat_id"))
        return self.times > 0 and here and self.method in ("*", method)

    def refusal(self) -> ApiError:
        """The refusal this fault stands for, unless it is a broken one."""
        return too_many(self.retry_after) if self.kind == "429" else self.refusals[self.kind]


class Faults:
    def __init__(self, changed: Signal) -> None:
        self._ordered: list[Fault] = []
        self._changed = changed

    def add(self, fault: Fault) -> None:
        self._ordered.append(fault)
        self._changed.wake()

    def clear(self) -> None:
        self._ordered.clear()
        self._changed.wake()

    def take(self, method: str, given: Json) -> Fault | None:
        """The oldest fault that meets this call, used up by one."""
        for fault in self._ordered:
            if fault.meets(method, given):
                fault.times -= 1
                return fault
        return None

    def __iter__(self) -> Iterator[Json]:
        return (asdict(fault) for fault in self._ordered if fault.times)

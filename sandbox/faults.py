"""Faults on order: what a network and a server do wrong, for the next calls of a method."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass

from sandbox.errors import ApiError, Json, forbidden, too_many
from sandbox.updates import CONFLICT

KINDS = frozenset(("429", "500", "502", "401", "409", "403", "slow", "cut", "cut_after", "malformed"))


@dataclass
class Fault:
    """The next `times` matching calls go wrong. Only `slow` and `cut_after` let the call have its effect.

    `502` is answered in HTML, `malformed` is a 200 with half a JSON, `cut` closes the connection unanswered.
    """

    kind: str
    method: str = "*"
    chat_id: int | None = None
    times: int = 1
    retry_after: int = 1
    seconds: float = 1.0

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"no such fault: {self.kind}")

    def meets(self, method: str, given: Json) -> bool:
        here = self.chat_id is None or str(self.chat_id) == str(given.get("chat_id"))
        return self.times > 0 and here and self.method in ("*", method)

    def refusal(self) -> ApiError | None:
        """The refusal this fault stands for, if it is one in the Bot API's form."""
        return {
            "429": too_many(self.retry_after),
            "500": ApiError(500, "Internal Server Error"),
            "401": ApiError(401, "Unauthorized"),
            "409": ApiError(409, CONFLICT),
            "403": forbidden("bot was blocked by the user"),
        }.get(self.kind)


class Faults:
    def __init__(self) -> None:
        self._ordered: list[Fault] = []

    def add(self, fault: Fault) -> None:
        self._ordered.append(fault)

    def clear(self) -> None:
        self._ordered.clear()

    def take(self, method: str, given: Json) -> Fault | None:
        """The oldest fault that meets this call, used up by one."""
        for fault in self._ordered:
            if fault.meets(method, given):
                fault.times -= 1
                return fault
        return None

    def __iter__(self) -> Iterator[Json]:
        return (asdict(fault) for fault in self._ordered if fault.times)

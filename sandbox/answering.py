"""The course of every call on either platform: recorded, made to fail if that was ordered, acted on."""

import asyncio
import contextlib
import json
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from sandbox.errors import ApiError, Json
from sandbox.faults import Fault, Faults
from sandbox.record import Call, Record
from sandbox.wire import shown

HungUp = Callable[[], Awaitable[bool]]
HALF = b'{"ok":true,"result":{"message_id"'
BAD_GATEWAY = b"<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body></body>\r\n</html>\r\n"
NOT_JSON = b"<html>\r\n<head><title>Service busy</title></head>\r\n<body></body>\r\n</html>\r\n"


@dataclass
class Reply:
    """What goes back over the wire; `cut` closes the connection instead."""

    status: int
    body: bytes
    kind: str = "application/json"
    cut: bool = False


async def _listening() -> bool:
    return False


class Answering(ABC):
    """One bot's end of a platform."""

    def __init__(self, bot: str, record: Record, faults: Faults) -> None:
        self._bot = bot
        self._record = record
        self._faults = faults
        self._closing = asyncio.Event()

    def close(self) -> None:
        """Let every call in hand end at once."""
        self._closing.set()

    async def call(self, method: str, given: Json, hung_up: HungUp = _listening) -> Reply:
        """Act on one call and write both into the record; `hung_up` tells whether the caller still listens."""
        entry = self._record.began(self._bot, method, shown(given))
        fault = self._faults.take(method, given)
        if fault and fault.kind == "slow":
            await self._pause(fault.seconds)
        elif fault and fault.kind != "cut_after":
            self._record.ended(entry, {"ok": False, "fault": fault.kind})
            return self._faulty(method, fault)
        outcome = await self._outcome(entry, given, hung_up)
        self._record.ended(entry, outcome | ({"fault": fault.kind} if fault else {}))
        reply = self._reply(method, outcome)
        reply.cut = fault is not None and fault.kind == "cut_after"
        return reply

    def refused(self, method: str, refusal: ApiError) -> Reply:
        """Answer and record a call that could not even be read."""
        outcome = refusal.as_json()
        self._record.ended(self._record.began(self._bot, method, {}), outcome)
        return self._reply(method, outcome)

    @abstractmethod
    async def _outcome(self, entry: Call, given: Json, hung_up: HungUp) -> Json:
        """The whole body of the answer."""

    def _status(self, _method: str, outcome: Json) -> int:
        return int(outcome.get("error_code", 200))

    def _reply(self, method: str, outcome: Json) -> Reply:
        return Reply(self._status(method, outcome), json.dumps(outcome).encode())

    def _faulty(self, method: str, fault: Fault) -> Reply:
        if fault.kind in _BROKEN:
            return _BROKEN[fault.kind]()
        return self._reply(method, fault.refusal().as_json())

    async def _pause(self, seconds: float) -> None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._closing.wait()


_BROKEN: dict[str, Callable[[], Reply]] = {
    "cut": lambda: Reply(200, b"", cut=True),
    "malformed": lambda: Reply(200, HALF),
    "html": lambda: Reply(200, NOT_JSON, kind="text/html"),
    "502": lambda: Reply(502, BAD_GATEWAY, kind="text/html"),
}

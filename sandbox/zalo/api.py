"""One call of the pretend Zalo Bot Platform, from its parameters to its answer."""

import math
from typing import Any

from sandbox.answering import Answering, HungUp
from sandbox.errors import ApiError, Json
from sandbox.faults import Faults
from sandbox.record import Call
from sandbox.zalo.methods import COUNTED, METHODS
from sandbox.zalo.refusals import not_found, quota_exceeded, refused, timed_out, webhook_set
from sandbox.zalo.world import Bot, ZaloWorld

LONGEST_POLL = 30.0  # seconds; also how long a poll lasts that does not say


class ZaloApi(Answering):
    """While a webhook is set events only gather here: nothing is delivered to it."""

    def __init__(self, world: ZaloWorld, bot: Bot, faults: Faults) -> None:
        super().__init__(bot.id, world.record, faults)
        self._world = world
        self._caller = bot

    def close(self) -> None:
        super().close()
        self._caller.updates.close()

    async def _outcome(self, entry: Call, given: Json, hung_up: HungUp) -> Json:
        try:
            if entry.method == "getUpdates":
                return await self._get_updates(given, hung_up)
            return self._act(entry.method, given)
        except ApiError as refusal:
            return refusal.as_json()

    def _act(self, method: str, given: Json) -> Json:
        if method not in METHODS:
            raise not_found()
        quota = self._world.switches.quota
        if method in COUNTED and quota is not None and self._caller.sent >= quota:
            raise quota_exceeded()
        result = METHODS[method](self._world, self._caller, given)
        return {"ok": True} | ({} if result is None else {"result": result})

    async def _get_updates(self, given: Json, hung_up: HungUp) -> Json:
        if self._caller.webhook:
            raise webhook_set()
        seconds = _seconds(given.get("timeout", LONGEST_POLL))
        for event in await self._caller.updates.next(seconds, hung_up):
            bare = isinstance(event, dict) and not self._world.switches.wrapped
            return {"ok": True} | (event if bare else {"result": event})
        raise timed_out()

    def _status(self, method: str, outcome: Json) -> int:
        code = super()._status(method, outcome)
        if self._world.switches.errors_in_200:
            return 200
        return int(self._world.switches.idle) if (method, code) == ("getUpdates", 408) else code


def _seconds(given: Any) -> float:
    """A number or a text of one, 0 to 30."""
    try:
        seconds = float(given)
    except (TypeError, ValueError, OverflowError):
        seconds = math.nan
    if not math.isfinite(seconds):
        raise refused("The timeout must be a number")
    return min(max(seconds, 0.0), LONGEST_POLL)

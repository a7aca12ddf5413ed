"""The calls of both platforms, one short line each."""

import json

from sandbox.errors import Json
from sandbox.record import Call

LONGEST = 90  # characters of the parameters that are shown


def line(platform: str, call: Call) -> Json:
    """`state`: "open" while it is under way, then "ok", "refused" (with `why`) or "fault" (with its kind)."""
    return {
        "seq": call.seq,
        "at": int(call.at.timestamp()),
        "platform": platform,
        "method": call.method,
        "chat": str(call.params.get("chat_id", "")),
        "params": _params(call.params),
        **_outcome(call),
    }


def _params(params: Json) -> str:
    given = (f"{name}: {_short(value)}" for name, value in params.items() if name != "chat_id")
    return _cut(", ".join(given))


def _short(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _cut(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= LONGEST else f"{flat[:LONGEST].rstrip()}…"


def _outcome(call: Call) -> Json:
    outcome = call.outcome
    if outcome is None:
        return {"state": "open", "why": ""}
    if "fault" in outcome:
        return {"state": "fault", "why": outcome["fault"]}
    if not outcome["ok"]:
        return {"state": "refused", "why": f"{outcome['error_code']} {outcome['description']}"}
    return {"state": "ok", "why": "", "received": _received(call.method, outcome.get("result"))}


def _received(method: str, result: object) -> int:
    """How many updates a poll brought: a list on the one platform, a single event on the other."""
    if method != "getUpdates" or not result:
        return 0
    return len(result) if isinstance(result, list) else 1

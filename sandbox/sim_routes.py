"""The acts of `Sim` over HTTP: `POST /sim/<act>` with the act's arguments as JSON; faults and clock too."""

import base64
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sandbox.clock import Clock
from sandbox.errors import Json
from sandbox.faults import Fault, Faults
from sandbox.sim import Sim

ACTS = {
    "person", "group", "say", "send", "share_contact", "send_contact", "channel_post", "open_link", "press", "block",
    "unblock", "deactivate", "add_to_group", "remove_from_group", "migrate", "forget_message", "inject", "clear",
}  # fmt: skip
Answer = Callable[[Request], Awaitable[Any]]


def sim_routes(sim: Sim) -> list[Route]:
    """Bad arguments are answered by a 400 with `{"error": …}`, here as in the other routes."""

    async def chat(request: Request) -> list[Json]:
        return sim.chat(int(request.path_params["chat"]))

    async def record(request: Request) -> list[Json]:
        return sim.record(request.query_params.get("method", ""))

    async def act(request: Request) -> Json:
        return await _act(sim, request.path_params["act"], await request.json())

    return [
        Route("/sim/chats/{chat}", told(chat)),
        Route("/sim/record", told(record)),
        Route("/sim/{act}", told(act), methods=["POST"]),
    ]


def fault_routes(faults: Faults, path: str = "/faults", kind: type[Fault] = Fault) -> list[Route]:
    """`POST /faults` orders one, `GET` lists what is left of them, `DELETE` forgets them."""

    async def order(request: Request) -> list[Json]:
        faults.add(kind(**await request.json()))
        return list(faults)

    async def ordered(_request: Request) -> list[Json]:
        return list(faults)

    async def mend(_request: Request) -> list[Json]:
        faults.clear()
        return []

    return [
        Route(path, told(order), methods=["POST"]),
        Route(path, told(ordered)),
        Route(path, told(mend), methods=["DELETE"]),
    ]


def clock_routes(clock: Clock) -> list[Route]:
    """`GET /sim/clock`; `POST {"set": …}` with an offset in seconds, an instant, or "" for the real time."""

    async def read(_request: Request) -> Json:
        return {"now": clock.now().isoformat(), "setting": clock.setting}

    async def move(request: Request) -> Json:
        return {"now": clock.set((await request.json())["set"]).isoformat()}

    return [Route("/sim/clock", told(read)), Route("/sim/clock", told(move), methods=["POST"])]


async def _act(sim: Sim, name: str, given: Json) -> Json:
    """A press may `wait` some seconds for the bot's answer, which joins the result."""
    if name not in ACTS:
        raise LookupError(f"no such act: {name}")
    wait = given.pop("wait", 0) if name == "press" else 0
    done: Json = getattr(sim, name)(**with_content(name, given))
    if wait and "callback_query_id" in done:
        done |= await sim.answer_to(done["callback_query_id"], wait)
    return done


def with_content(name: str, given: Json) -> Json:
    """What is sent comes as base64."""
    if name == "send" and "content" in given:
        return given | {"content": base64.b64decode(given["content"])}
    return given


def told(answer: Answer) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        try:
            return JSONResponse(await answer(request))
        except (ValueError, LookupError, TypeError, TimeoutError) as error:
            return JSONResponse({"error": f"{type(error).__name__}: {error}"}, 400)

    return endpoint

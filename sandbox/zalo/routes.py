"""The acts of `ZaloSim` over HTTP, `POST /sim/zalo/<act>`, and the switches."""

from typing import Any

from starlette.requests import Request
from starlette.routing import Route

from sandbox.errors import Json
from sandbox.sim_routes import told, with_content
from sandbox.zalo.sim import ZaloSim

ACTS = {
    "person", "group", "say", "send", "add_to_group", "remove_from_group", "block", "unblock", "inject", "again",
    "clear",
}  # fmt: skip


def zalo_routes(sim: ZaloSim) -> list[Route]:
    """`?bot=` chooses whose chat is read; `GET` and `POST /sim/zalo/switches` read and turn the switches."""

    async def chat(request: Request) -> list[Json]:
        return sim.chat(request.path_params["chat"], request.query_params.get("bot", ""))

    async def record(request: Request) -> list[Json]:
        return sim.record(request.query_params.get("method", ""))

    async def switches(request: Request) -> Json:
        turned = await request.json() if request.method == "POST" else {}
        return sim.world.switches.turn(**turned)

    async def act(request: Request) -> Any:
        return _act(sim, request.path_params["act"], await request.json())

    return [
        Route("/sim/zalo/chats/{chat}", told(chat)),
        Route("/sim/zalo/record", told(record)),
        Route("/sim/zalo/switches", told(switches), methods=["GET", "POST"]),
        Route("/sim/zalo/{act}", told(act), methods=["POST"]),
    ]


def _act(sim: ZaloSim, name: str, given: Json) -> Any:
    if name not in ACTS:
        raise LookupError(f"no such act: {name}")
    return getattr(sim, name)(**with_content(name, given))

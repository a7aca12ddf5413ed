"""The pretend Telegram and Zalo as a server on 127.0.0.1, inside the running event loop."""

import asyncio
import logging
import socket
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from uvicorn import Config
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.server import ServerState

from sandbox import wire
from sandbox.answering import Answering, Reply
from sandbox.api import BotApi
from sandbox.clock import Clock, real_time
from sandbox.errors import ApiError
from sandbox.faults import Faults
from sandbox.limits import Limits
from sandbox.page.page import Page
from sandbox.page.routes import page_routes
from sandbox.sim import Sim
from sandbox.sim_routes import clock_routes, fault_routes, sim_routes
from sandbox.tokens import DEFAULT_TOKEN, DEFAULT_ZALO_TOKEN, bot_of, bots_of
from sandbox.world import World
from sandbox.zalo.api import ZaloApi
from sandbox.zalo.faults import ZaloFault
from sandbox.zalo.routes import zalo_routes
from sandbox.zalo.sim import ZaloSim
from sandbox.zalo.world import ZaloWorld

UNAUTHORIZED = ApiError(401, "Unauthorized")


class Sandbox:
    """`async with Sandbox() as sandbox:` serves the Bot API under `sandbox.url`, a root without a path.

    `sandbox.sim` acts for people, `sandbox.world` shows all there is, `sandbox.faults` orders faults; the
    same is served under `/sim/` and `/faults`, and at `/` stands `sandbox.page`. A call made with one of
    `zalo_tokens` is one of the Zalo Bot Platform instead: `zalo_sim`, `zalo`, `zalo_faults`, `/sim/zalo/` and
    `/faults/zalo`. Raises ValueError for a token that could be a real one or is given twice, OSError if the
    port is taken.
    """

    def __init__(
        self,
        token: str = DEFAULT_TOKEN,
        port: int = 0,
        clock: Callable[[], datetime] = real_time,
        clock_file: Path | None = None,
        *,
        strict_window: bool = False,
        zalo_tokens: Sequence[str] = (DEFAULT_ZALO_TOKEN,),
    ) -> None:
        bot, zalo_bots = bot_of(token), bots_of(zalo_tokens, token)
        self.token = token
        self.zalo_tokens = tuple(zalo_tokens)
        self.clock = Clock(clock, clock_file)
        self.world = World(self.clock.now, int(bot))
        self.faults = Faults(self.world.changed)
        self.sim = Sim(self.world)
        self.zalo = ZaloWorld(self.world.record.beside(), zalo_bots)
        self.zalo_faults = Faults(self.zalo.changed)
        self.zalo_sim = ZaloSim(self.zalo)
        self.page = Page(self.world, self.zalo, self.clock, {"telegram": self.faults, "zalo": self.zalo_faults})
        self.clock.moved = self.world.changed.wake
        self._port = port
        self._strict = strict_window

    async def __aenter__(self) -> Self:
        loop = asyncio.get_running_loop()
        self.api = BotApi(self.world, self.faults, Limits(loop.time) if self._strict else None)
        bots = zip(self.zalo_tokens, self.zalo.bots.values(), strict=True)
        self._apis: dict[str, Answering] = {self.token: self.api}
        self._apis |= {token: ZaloApi(self.zalo, bot, self.zalo_faults) for token, bot in bots}
        self._state = ServerState()
        config = Config(self._app(), log_config=None, access_log=False, lifespan="off", timeout_keep_alive=75)
        config.load()
        logging.getLogger("uvicorn.error").setLevel(logging.ERROR)
        self._server = await loop.create_server(
            lambda: H11Protocol(config, self._state, {}), "127.0.0.1", self._port, family=socket.AF_INET
        )
        self.url = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.close()
        self.page.close()
        for api in self._apis.values():
            api.close()
        await asyncio.gather(*self._state.tasks, return_exceptions=True)
        while self._state.connections:
            for connection in self._state.connections:
                connection.transport.abort()
            await asyncio.sleep(0)  # the loop closes them in its next turn
        await asyncio.gather(*self._state.tasks, return_exceptions=True)

    def _app(self) -> Starlette:
        return Starlette(
            routes=[
                Route("/bot{token}/{method}", self._method, methods=["GET", "POST"]),
                Route("/file/bot{token}/{folder}/{file_id}", self._download),
                *fault_routes(self.faults),
                *fault_routes(self.zalo_faults, "/faults/zalo", ZaloFault),
                *clock_routes(self.clock),
                *page_routes(self.page),
                *zalo_routes(self.zalo_sim),
                *sim_routes(self.sim),
            ],
            exception_handlers={404: _not_found},
        )

    async def _method(self, request: Request) -> Response:
        api = self._apis.get(request.path_params["token"])
        if api is None:
            return _refused(UNAUTHORIZED, self._status_of_wrong(request.path_params["token"]))
        method = request.path_params["method"]
        try:
            reply = await api.call(method, await wire.parameters(request), request.is_disconnected)
        except ApiError as refusal:
            reply = api.refused(method, refusal)
        except ClientDisconnect:  # it hung up before it had asked: nobody reads the answer
            return Response(status_code=400)
        if reply.cut:
            await self._cut(request)
        return _response(reply)

    def _status_of_wrong(self, token: str) -> int:
        """A token that is wrong but for its bot's id is refused as that bot's platform does."""
        of_zalo = token.partition(":")[0] in self.zalo.bots
        return 200 if of_zalo and self.zalo.switches.errors_in_200 else UNAUTHORIZED.code

    async def _cut(self, request: Request) -> None:
        """Close the connection under the request; what is answered afterwards reaches nobody."""
        for connection in self._state.connections:
            if isinstance(connection, H11Protocol) and connection.client == request.scope["client"]:
                connection.transport.abort()
        while (await request.receive())["type"] != "http.disconnect":
            pass

    async def _download(self, request: Request) -> Response:
        if request.path_params["token"] != self.token:
            return _refused(UNAUTHORIZED)
        stored = self.world.files.get(request.path_params["file_id"])
        if stored is None:
            return _refused(ApiError(404, "Not Found"))
        return Response(stored.content, media_type="application/octet-stream")


def _response(reply: Reply) -> Response:
    return Response(reply.body, reply.status, media_type=reply.kind)


def _refused(refusal: ApiError, status: int = 0) -> Response:
    return JSONResponse(refusal.as_json(), status or refusal.code)


async def _not_found(_request: Request, _error: Exception) -> Response:
    return _refused(ApiError(404, "Not Found"))

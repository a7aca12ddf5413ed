"""The pretend Telegram as a server on 127.0.0.1, inside the running event loop."""

import asyncio
import logging
import re
import socket
from collections.abc import Callable
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
from sandbox.api import BotApi, Reply
from sandbox.clock import Clock, real_time
from sandbox.errors import ApiError
from sandbox.faults import Faults
from sandbox.limits import Limits
from sandbox.sim import Sim
from sandbox.sim_routes import clock_routes, fault_routes, sim_routes
from sandbox.world import World

TOKEN = re.compile(r"(\d{1,20}):SANDBOX[A-Za-z0-9_-]*")
DEFAULT_TOKEN = "7000000001:SANDBOX"  # noqa: S105  # opens nothing but this sandbox
UNAUTHORIZED = ApiError(401, "Unauthorized")


class Sandbox:
    """`async with Sandbox() as sandbox:` serves the Bot API under `sandbox.url`, a root without a path.

    `sandbox.sim` acts for people, `sandbox.world` shows all there is, `sandbox.faults` orders faults; the
    same is served under `/sim/` and `/faults`. Raises ValueError for a token that could be a real one,
    OSError if the port is taken.
    """

    def __init__(
        self,
        token: str = DEFAULT_TOKEN,
        port: int = 0,
        clock: Callable[[], datetime] = real_time,
        clock_file: Path | None = None,
        *,
        strict_window: bool = False,
    ) -> None:
        recognised = TOKEN.fullmatch(token)
        if recognised is None:
            raise ValueError("the sandbox takes only tokens of its own: <digits>:SANDBOX…, never a real one")
        self.token = token
        self.clock = Clock(clock, clock_file)
        self.world = World(self.clock.now, int(recognised[1]))
        self.faults = Faults()
        self.sim = Sim(self.world)
        self._port = port
        self._strict = strict_window

    async def __aenter__(self) -> Self:
        loop = asyncio.get_running_loop()
        self.api = BotApi(self.world, self.faults, Limits(loop.time) if self._strict else None)
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
        self.api.close()
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
                *clock_routes(self.clock),
                *sim_routes(self.sim),
            ],
            exception_handlers={404: _not_found},
        )

    async def _method(self, request: Request) -> Response:
        if request.path_params["token"] != self.token:
            return _refused(UNAUTHORIZED)
        try:
            given = await wire.parameters(request)
        except ApiError as refusal:
            return _refused(refusal)
        except ClientDisconnect:  # it hung up before it had asked: nobody reads the answer
            return Response(status_code=400)
        reply = await self.api.call(request.path_params["method"], given)
        if reply.cut:
            await self._cut(request)
        return _response(reply)

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


def _refused(refusal: ApiError) -> Response:
    return JSONResponse(refusal.as_json(), refusal.code)


async def _not_found(_request: Request, _error: Exception) -> Response:
    return _refused(ApiError(404, "Not Found"))

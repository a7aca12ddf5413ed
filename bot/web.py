"""Files by a link: a page that names one, and the file itself once somebody presses. Nothing else is served.

A page first, since apps look at a link before anybody does: what is opened by reading alone would be taken by them.
"""

import hashlib
import logging
import socket
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import quote

import uvicorn
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot.config_web import PATH, WebSection
from bot.core import Core, cause
from domain.errors import CannotStart
from domain.folding import fold
from storage import downloads
from texts import render

log = logging.getLogger(__name__)

MOST_SENT = 1024  # bytes that a press may carry: it carries nothing
MOST_AT_ONCE = 50  # connections; a further one is asked to come again
STOP_WITHIN = 2  # seconds for what is being sent
STYLE = (
    "body{font:18px/1.5 sans-serif;max-width:36em;margin:2em auto;padding:0 1em}"
    "h1{font-size:1.1em}button{font:inherit;padding:.6em 1.2em}"
)
_HASH = b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": f"default-src 'none'; style-src 'sha256-{_HASH}'; form-action 'self';"
    " frame-ancestors 'none'; base-uri 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow",
}


async def serve(core: Core, section: WebSection) -> None:
    """Until it is cancelled. Raises CannotStart if its port cannot be had."""
    config = uvicorn.Config(
        pages(core),
        http="h11",
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,  # the address is the key
        server_header=False,
        proxy_headers=False,
        limit_concurrency=MOST_AT_ONCE,
        timeout_graceful_shutdown=STOP_WITHIN,
    )
    server = _Server(config)
    with _listening(section) as listener:
        try:
            await server.serve([listener])
        finally:
            if server.started:
                await server.shutdown([listener])


class _Server(uvicorn.Server):
    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Signals are the program's."""
        yield


@contextmanager
def _listening(section: WebSection) -> Iterator[socket.socket]:
    family = socket.AF_INET6 if ":" in section.host else socket.AF_INET
    try:
        listener = socket.create_server((section.host, section.port), family=family)
    except OSError as error:
        reason = error.strerror or str(error)
        raise CannotStart("web_port", host=section.host, port=section.port, reason=reason) from None
    with listener:
        yield listener


def pages(core: Core) -> Starlette:
    """All that there is."""
    return _Pages(core).app


class _Pages:
    def __init__(self, core: Core) -> None:
        self._core = core
        self.app = Starlette(
            routes=[
                Route("/suc-khoe", self._alive),
                Route(PATH + "{token}", self._file, methods=["GET", "POST"]),
            ],
            exception_handlers={HTTPException: self._not_so, Exception: self._fell},
        )
        self.app.router.redirect_slashes = False

    async def _alive(self, _request: Request) -> Response:
        return PlainTextResponse("ok", headers=HEADERS)

    async def _file(self, request: Request) -> Response:
        if _carries_much(request):
            raise HTTPException(413, headers={"Connection": "close"})
        token = request.path_params["token"]
        return await (self._given(token) if request.method == "POST" else self._shown(token))

    async def _shown(self, token: str) -> Response:
        core = self._core
        async with core.database.transaction() as tx:
            found = await downloads.find(tx, token, core.now())
        if found is None:
            raise HTTPException(404)
        return self._page("web/download", file=found, until=found.until.astimezone(core.office.zone))

    async def _given(self, token: str) -> Response:
        async with self._core.database.transaction() as tx:
            file = await downloads.take(tx, token, self._core.now())
        if file is None:
            raise HTTPException(404)
        about = {"Content-Disposition": _disposition(file.name)}
        return Response(file.content, media_type="application/octet-stream", headers=HEADERS | about)

    async def _not_so(self, _request: Request, error: Exception) -> Response:
        status, headers = getattr(error, "status_code", 404), getattr(error, "headers", None)
        return self._page("web/gone" if status == 404 else "web/not_so", status, headers)  # noqa: PLR2004  # not found

    async def _fell(self, _request: Request, error: Exception) -> Response:
        log.error("a page fell: %s", cause(error))
        return self._page("web/trouble", 503)

    def _page(self, name: str, status: int = 200, headers: Any = None, **facts: Any) -> Response:
        text = render(name, office=self._core.office, style=STYLE, **facts)
        return HTMLResponse(text, status, headers=HEADERS | dict(headers or {}))


def _carries_much(request: Request) -> bool:
    """More than an empty form, or nobody knows how much."""
    length = request.headers.get("content-length", "0")
    return "transfer-encoding" in request.headers or not length.isdecimal() or int(length) > MOST_SENT


def _disposition(name: str) -> str:
    """To be kept, not shown: in letters that every program reads, and as it is (RFC 6266)."""
    bare = "".join(one if one.isascii() and (one.isalnum() or one in "-_. ") else "_" for one in fold(name))
    return f"attachment; filename=\"{bare}\"; filename*=UTF-8''{quote(name, safe='')}"

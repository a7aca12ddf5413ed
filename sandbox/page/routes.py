"""The page at `/`, its parts, its feed, and what it alone asks for: files, time, the story."""

import mimetypes
from pathlib import Path
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from sandbox.errors import Json
from sandbox.page.page import Page
from sandbox.sim_routes import told

HERE = Path(__file__).parent
PARTS = {path.name: path for folder in ("scripts", "styles") for path in (HERE / folder).iterdir()}
KINDS = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' blob:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
CLOSED = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "Cache-Control": "no-cache"}


def page_routes(page: Page) -> list[Route]:
    """All that the page loads comes from here; nothing from elsewhere is allowed in it."""

    async def index(_request: Request) -> Response:
        return _part(HERE / "index.html", {"Content-Security-Policy": POLICY})

    async def part(request: Request) -> Response:
        path = PARTS.get(request.path_params["name"])
        return _part(path, {}) if path else Response(status_code=404)

    async def feed(_request: Request) -> Response:
        return StreamingResponse(page.feed(), media_type="text/event-stream", headers={"Cache-Control": "no-store"})

    async def file(request: Request) -> Response:
        stored = page.telegram.files.get(request.path_params["file_id"])
        return _stored(stored.name, stored.content) if stored else Response(status_code=404)

    async def photo(request: Request) -> Response:
        content = page.zalo.photo(request.path_params["message_id"])
        return _stored("", content) if content else Response(status_code=404)

    return [
        Route("/", index),
        Route("/page/{name}", part),
        Route("/sim/feed", feed),
        Route("/sim/files/{file_id}", file),
        Route("/sim/zalo/photos/{message_id}", photo),
        *_deeds(page),
    ]


def _deeds(page: Page) -> list[Route]:
    """`POST {"seconds": …}` moves time on, `{}` to what is due next, `{"turn": …}` the story."""

    async def forward(request: Request) -> Json:
        return await page.mover.forward(int((await request.json())["seconds"]))

    async def next_due(_request: Request) -> Json:
        return await page.mover.to_next_due()

    async def story(request: Request) -> Json:
        return page.play.turn((await request.json())["turn"])

    return [
        Route("/sim/clock/forward", told(forward), methods=["POST"]),
        Route("/sim/clock/next-due", told(next_due), methods=["POST"]),
        Route("/sim/story", told(story), methods=["POST"]),
    ]


def _part(path: Path, headers: dict[str, str]) -> Response:
    return Response(path.read_bytes(), media_type=KINDS[path.suffix], headers=CLOSED | headers)


def _stored(name: str, content: bytes) -> Response:
    """What somebody sent: shown where it is a picture, else only saved, and never run."""
    headers = CLOSED | {"Content-Security-Policy": "default-src 'none'; sandbox"}
    kind = mimetypes.guess_type(name)[0] if name else "image/jpeg"
    if name:
        headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return Response(content, media_type=kind or "application/octet-stream", headers=headers)

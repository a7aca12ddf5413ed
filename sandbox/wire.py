"""Reads a call's parameters off the wire: address, form, JSON or multipart, as the Bot API takes them."""

import json
import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, unquote

from starlette.requests import Request

from sandbox.check import Upload
from sandbox.errors import Json, bad

_DISPOSITION = re.compile(rb'\b(name|filename)="([^"]*)"')


async def parameters(request: Request) -> Json:
    """Names to values; values are texts, JSON values or `Upload`. Raises ApiError for what cannot be read."""
    body = await request.body()
    kind = request.headers.get("content-type", "")
    given: Json = dict(parse_qsl(request.url.query, keep_blank_values=True))
    try:
        if kind.startswith("application/json"):
            given |= json.loads(body or b"{}")
        elif kind.startswith("multipart/form-data"):
            given |= _with_attachments(dict(_parts(body, kind.partition("boundary=")[2].strip('"'))))
        else:
            given |= dict(parse_qsl(body.decode(), keep_blank_values=True))
    except (ValueError, TypeError, LookupError):
        raise bad("can't parse request body") from None
    return given


def _parts(body: bytes, boundary: str) -> Iterator[tuple[str, str | Upload]]:
    for part in body.split(b"--" + boundary.encode())[1:-1]:
        head, _, content = part.removeprefix(b"\r\n").partition(b"\r\n\r\n")
        named = {key.decode(): unquote(value.decode()) for key, value in _DISPOSITION.findall(head)}
        content = content.removesuffix(b"\r\n")
        uploaded = "filename" in named
        yield named["name"], Upload(named["filename"], content) if uploaded else content.decode()


def _with_attachments(given: Json) -> Json:
    """`attach://name` in a field means the part of that name."""
    attached = {
        name: value.removeprefix("attach://")
        for name, value in given.items()
        if isinstance(value, str) and value.startswith("attach://")
    }
    resolved = {name: given.get(part, given[name]) for name, part in attached.items()}
    return {name: value for name, value in given.items() if name not in attached.values()} | resolved


def shown(given: Json) -> Json:
    """The parameters as the record keeps them: an upload by name and size."""
    return {name: _shown(value) for name, value in given.items()}


def _shown(value: object) -> object:
    return {"file": value.name, "size": len(value.content)} if isinstance(value, Upload) else value

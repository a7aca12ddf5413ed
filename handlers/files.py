"""Files and pictures: offered with a request, without their bytes, which are fetched only if a handler asks."""

import math
from typing import NamedTuple

from domain.errors import Refused
from domain.messages import Attachment, Request
from handlers.visit import Visit
from storage.dialogues import Draft

MB = 1024 * 1024
ALBUM = "album"  # in a draft: the album whose first file it has taken


class Kinds(NamedTuple):
    """What is taken: the endings of names, and the most bytes of a file and of a picture (0: none is taken)."""

    endings: tuple[str, ...]
    file: int
    picture: int


PAPERS = Kinds((".pdf", ".doc", ".docx", ".xls", ".xlsx", ".ppt", ".pptx", ".jpg", ".jpeg", ".png"), 20 * MB, 10 * MB)
CAMPAIGN = Kinds((".toml",), MB, 0)
PLAN = Kinds((".pdf",), 20 * MB, 0)


class FileNeeded(Exception):
    """The request cannot be handled without the bytes of what it offers: it comes again with them."""


def carries(request: Request) -> bool:
    """Whether something came that is no words and no command, be it here or not."""
    came = request.offered is not None or request.pictures > 0 or request.command == "_file"
    return came and request.command in {"", "_picture", "_file"}


def received(visit: Visit, kinds: Kinds = PAPERS) -> Attachment:
    """The file or picture of this request with its bytes; nothing that a handler wrote before this stays.

    Raises FileNeeded while it is not here, which the worker understands;
    Refused: files_not_here (its platform hands none on), file_too_large, file_of_wrong_kind.
    """
    offered = visit.request.offered
    if offered is None:
        raise Refused("files_not_here")
    most = kinds.picture if offered.picture else kinds.file
    if not most or not (offered.picture or offered.name.lower().endswith(kinds.endings)):
        raise Refused("file_of_wrong_kind", file=offered, endings=kinds.endings)
    came = visit.request.files
    size = len(came[0].content) if came else offered.size
    if size > most:
        raise Refused("file_too_large", file=offered, heavy=_megabytes(size), most=_megabytes(most))
    if not came:
        raise FileNeeded
    return came[0]


def _megabytes(size: int) -> int:
    """As people say it."""
    return math.ceil(size / MB)


def rest_of_album(visit: Visit, draft: Draft) -> bool:
    """Whether the draft has taken the first of the files that were sent together; the others are owed no answer."""
    return bool(visit.request.album) and draft.data.get(ALBUM) == visit.request.album

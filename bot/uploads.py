"""The same bytes are uploaded once: afterwards the platform's own id of them is enough."""

import asyncio
import hashlib
from collections.abc import Awaitable, Callable

from telegram import InputFile, Message
from telegram.error import BadRequest

from domain.messages import Attachment

KEPT = 100  # ids; the oldest are forgotten
UNKNOWN_ID = "file identifier"

Send = Callable[[InputFile | str], Awaitable[Message]]


class Uploads:
    """What one bot has uploaded, as long as it runs."""

    def __init__(self) -> None:
        self._ids: dict[str, str] = {}
        self._first = asyncio.Lock()  # while one uploads, the others wait for its id

    async def send(self, file: Attachment, send: Send) -> Message:
        """Send by id if the bytes are there already, else upload them."""
        key = f"{file.picture}:{file.name}:{hashlib.sha256(file.content).hexdigest()}"
        if key not in self._ids:
            async with self._first:
                if key not in self._ids:
                    return self._kept(key, await send(InputFile(file.content, filename=file.name)))
        try:
            return await send(self._ids[key])
        except BadRequest as error:
            if UNKNOWN_ID not in error.message.lower():
                raise
            return self._kept(key, await send(InputFile(file.content, filename=file.name)))

    def _kept(self, key: str, sent: Message) -> Message:
        if sent.photo:
            self._ids[key] = sent.photo[-1].file_id
        elif sent.document:
            self._ids[key] = sent.document.file_id
        while len(self._ids) > KEPT:
            del self._ids[next(iter(self._ids))]
        return sent

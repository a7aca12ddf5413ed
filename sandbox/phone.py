"""A chat with the assistant in the terminal: somebody's phone, over the sandbox's `/sim/` or `/sim/zalo/`."""

import asyncio
from collections.abc import Awaitable, Callable
from itertools import chain
from typing import Any

import httpx

from sandbox.errors import Json

ReadLine = Callable[[], Awaitable[str | None]]
Write = Callable[[str], None]
LOOK_EVERY = 0.2  # seconds
PATIENCE = 10  # looks
HOW_ON_ZALO = "Gõ nội dung rồi nhấn Enter để gửi. Nhấn Ctrl+D để kết thúc."
HOW = "Gõ nội dung rồi nhấn Enter để gửi; gõ #2 để bấm nút số 2. Nhấn Ctrl+D để kết thúc."
NO_BUTTON = "Không có nút số {number}."
NOT_SENT = "Không gửi được: {why}"


async def chat(url: str, person_id: int | str, read_line: ReadLine, write: Write) -> None:
    """Show the person's private chat and send what is typed, until `read_line` gives None.

    `url` is the sandbox's root; a number is a person on Telegram, a text one on Zalo; `write` gets whole lines.
    Raises httpx.HTTPError if the sandbox is not there.
    """
    async with httpx.AsyncClient(base_url=url) as client:
        phone = (Phone if isinstance(person_id, int) else ZaloPhone)(client, person_id, write)
        write(phone.how)
        await phone.look()
        try:
            await _talk(phone, read_line)
        except* httpx.HTTPError as lost:
            raise lost.exceptions[0] from None
        await phone.look()


async def _talk(phone: "Phone", read_line: ReadLine) -> None:
    """Both at once: show what arrives, send what is typed."""
    async with asyncio.TaskGroup() as tasks:
        looking = tasks.create_task(phone.keep_looking(), name="phone")
        while (line := await read_line()) is not None:
            await phone.type(line.strip())
        looking.cancel()


class Phone:
    """What has been shown so far, and the numbered buttons of the newest message that has any."""

    how = HOW
    root = "/sim"

    def __init__(self, client: httpx.AsyncClient, person: int | str, write: Write) -> None:
        self._client = client
        self._person = person
        self._write = write
        self._shown: dict[int | str, Json] = {}
        self._buttons: list[Json] = []

    async def keep_looking(self) -> None:
        while True:
            await self.look()
            await asyncio.sleep(LOOK_EVERY)

    async def look(self) -> None:
        """Show what is new or changed."""
        for message in (await self._client.get(f"{self.root}/chats/{self._person}")).json():
            number = message["message_id"]
            if self._shown.get(number) != message:
                self._shown[number] = message
                self._show(message)

    def _show(self, message: Json) -> None:
        if message["from"] == self._person:
            return
        file = f"[{message['file']}] " if message.get("file") else ""
        self._write(f"{file}{message['text']}")
        if message.get("buttons"):
            rows = chain.from_iterable(message["buttons"])
            self._buttons = [button | {"message_id": message["message_id"]} for button in rows]
            for number, button in enumerate(self._buttons, start=1):
                self._write(f"  #{number} [{button['text']}]")

    async def type(self, line: str) -> None:
        """Send a typed line, or press the button it names."""
        if line.startswith("#") and line[1:].isdigit():
            await self._press(int(line[1:]))
        elif line:
            await self._act("say", text=line)
            await self._hear(len(self._shown))

    async def _hear(self, before: int) -> None:
        """Wait a little for an answer, so that the next line meets the buttons it means (some words get none)."""
        for _ in range(PATIENCE):
            await self.look()
            if len(self._shown) > before + 1:  # one's own words are shown too
                return
            await asyncio.sleep(LOOK_EVERY)

    async def _press(self, number: int) -> None:
        if not 1 <= number <= len(self._buttons):
            self._write(NO_BUTTON.format(number=number))
            return
        button = self._buttons[number - 1]
        answer = await self._act("press", label=button["text"], message_id=button["message_id"], wait=10)
        if said := answer.get("text") if "callback_query_id" in answer else answer.get("url"):
            self._write(f"({said})")

    async def _act(self, act: str, **given: Any) -> Json:
        response = await self._client.post(f"{self.root}/{act}", json={"person": self._person, **given}, timeout=30)
        answer: Json = response.json()
        if "error" in answer:
            self._write(NOT_SENT.format(why=answer["error"]))
        return answer


class ZaloPhone(Phone):
    """There are no buttons: everything is typed."""

    how = HOW_ON_ZALO
    root = "/sim/zalo"

    async def type(self, line: str) -> None:
        if line:
            await self._act("say", text=line)
            await self._hear(len(self._shown))

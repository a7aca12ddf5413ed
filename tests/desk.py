"""The program at work against a sandbox, its clock in a file, and people with phones who talk to it.

A person `says`, `chooses`, `sends` a file and reads `last`; every act waits until the assistant has gone quiet.
"""

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable
from datetime import datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.app import serve
from bot.config import load
from domain.calendar import WorkCalendar
from domain.folding import fold
from sandbox import Sandbox, view
from storage import inbox, outbox
from storage.database import Database, Transaction, Values, migrate

PATIENCE = 10.0  # seconds until a test gives up on the assistant
GLANCE = 0.002  # seconds between looks whether it is done
START = "2026-06-17T09:05:00+07:00"  # a Wednesday, inside the sending window
CONFIG = """
[office]
name = "Sở Tư pháp tỉnh Thái An (minh họa)"
public_contact = "Trung tâm Trợ giúp pháp lý nhà nước, điện thoại 0200 0000 000"
[database]
path = "thidua.db"
[telegram]
token = "{token}"
base_url = "{url}"
base_file_url = "{url}"
[clock]
file = "{clock}"
[delivery]
pace = false
"""


class Desk:
    """The program at work, and the world around it."""

    def __init__(self, sandbox: Sandbox, folder: Path) -> None:
        self.sandbox = sandbox
        self.folder = folder
        self.clock = folder / "clock"
        self.config = folder / "config.toml"
        self.calendar = WorkCalendar()
        self._stop = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    async def open(self) -> None:
        self.at(START)
        self.config.write_text(CONFIG.format(token=self.sandbox.token, url=self.sandbox.url, clock=self.clock))
        path = self.folder / "thidua.db"
        path.write_bytes(_new_database())
        self.database = await Database.open(path, beside=True)
        self._look = Look(path)

    async def start(self) -> None:
        self._stop.clear()
        self._task = asyncio.create_task(serve(load(self.config), self._stop))
        await self.quiet()

    async def stop(self) -> None:
        if self._task is not None:
            self._stop.set()
            await self._task
            self._task = None

    async def close(self) -> None:
        await self.stop()
        self._look.close()
        await self.database.close()

    def at(self, moment: str) -> None:
        """Set the clock, local time: "2026-06-19T08:00"."""
        text = moment if "+" in moment else f"{moment}:00+07:00"[:25]
        self.clock.write_text(datetime.fromisoformat(text).isoformat())

    async def moved_to(self, moment: str) -> None:
        """Let time pass until then, and what is due happen."""
        self.at(moment)
        await self.ticked()
        await self.quiet()

    async def ticked(self) -> None:
        """Two ticks of the schedule have begun since now: the first may have begun before."""
        for _ in range(2):
            await asyncio.sleep(0.055)

    async def read(self, ask: Callable[[Transaction], Awaitable[object]]) -> object:
        async with self.database.transaction() as tx:
            return await ask(tx)

    async def quiet(self) -> None:
        """Everything that arrived is handled and everything due is said."""
        async with asyncio.timeout(PATIENCE):
            await asyncio.sleep(GLANCE)  # a program that was started just now has begun
            while not await self._is_quiet():
                if self._task is not None and self._task.done():
                    await self._task
                await asyncio.sleep(GLANCE)

    async def _is_quiet(self) -> bool:
        tx = Transaction(self._look)
        if len(self.sandbox.world.updates) or await inbox.open_count(tx):
            return False
        now = datetime.fromisoformat(self.clock.read_text())
        return not await outbox.open_count(tx, now, unasked=self.calendar.open(now))


class Look:
    """Reads what is committed, on this thread and without a lock: looking often holds up nothing."""

    def __init__(self, database: Path) -> None:
        self._connection = sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True, isolation_level=None)

    async def execute_fetchall(self, sql: str, values: Values = ()) -> list[tuple]:
        return self._connection.execute(sql, values).fetchall()

    def close(self) -> None:
        self._connection.close()


@cache
def _new_database() -> bytes:
    """What a new file holds once it is migrated: the same for every test."""
    with TemporaryDirectory() as folder:
        migrate(Path(folder) / "new.db")
        return (Path(folder) / "new.db").read_bytes()


class Person:
    """Somebody with a phone."""

    def __init__(self, desk: Desk, number: int, name: str) -> None:
        self.desk = desk
        self.number = number
        self.name = name
        if number not in desk.sandbox.world.people:
            first, _, last = name.rpartition(" ")
            desk.sandbox.sim.person(number, last, first)

    async def says(self, text: str) -> str:
        self.desk.sandbox.sim.say(self.number, text)
        await self.desk.quiet()
        return self.last

    async def chooses(self, label: str) -> str:
        """Press the newest button whose label begins with these words (marks and case aside)."""
        full = next(button for button in reversed(self.buttons) if fold(button).startswith(fold(label)))
        pressed = self.desk.sandbox.sim.press(self.number, full)
        await self.desk.quiet()
        answer = self.desk.sandbox.world.presses[pressed["callback_query_id"]].answer or {}
        return answer.get("text") or self.last

    async def presses(self, data: str) -> str:
        """Press a button by what it carries, however old or forged. The alert, or what was said."""
        world, sim = self.desk.sandbox.world, self.desk.sandbox.sim
        chat = world.place(self.number)
        pressed = world.pressed(self.number, data)
        gone = {"message_id": 1, "date": 0, "chat": chat.as_json()}
        message = view.carried(chat, chat.messages[self.said[-1]["message_id"]]) if self.said else gone
        query = {"id": pressed.id, "from": world.person(self.number).as_json(), "message": message, "data": data}
        world.tell("callback_query", query | {"chat_instance": str(self.number)})
        await self.desk.quiet()
        return (await sim.answer_to(pressed.id)).get("text") or self.last

    async def sends(self, name: str, content: bytes, caption: str = "") -> str:
        self.desk.sandbox.sim.send(self.number, "document", name=name, content=content, caption=caption)
        await self.desk.quiet()
        return self.last

    async def opens(self, payload: str) -> str:
        self.desk.sandbox.sim.open_link(self.number, payload)
        await self.desk.quiet()
        return self.last

    @property
    def chat(self) -> list[dict]:
        """All that stands in the private chat, as displayed, oldest first."""
        return self.desk.sandbox.sim.chat(self.number)

    @property
    def said(self) -> list[dict]:
        """What stands there of the assistant."""
        return [message for message in self.chat if message["from"] != self.number]

    @property
    def heard(self) -> list[str]:
        return [message["text"] for message in self.said]

    @property
    def last(self) -> str:
        """What the assistant said last, be it a new message or one changed in place."""
        return self._last["text"] if self.said else ""

    @property
    def _last(self) -> dict:
        calls = self.desk.sandbox.sim.record()
        ours = [call for call in calls if str(call["params"].get("chat_id")) == str(self.number)]
        edits = [call for call in ours if call["method"] in SAYING]
        place = edits[-1]["params"].get("message_id") if edits else None
        return next((one for one in self.said if str(one["message_id"]) == str(place)), self.said[-1])

    @property
    def buttons(self) -> list[str]:
        """The labels on all messages of the assistant, oldest first."""
        return [label for message in self.said for label in _labels(message)]

    @property
    def choices(self) -> list[str]:
        """The labels on what the assistant said last."""
        return _labels(self._last) if self.said else []


SAYING = {"sendMessage", "sendDocument", "editMessageText"}


def _labels(message: dict) -> list[str]:
    return [button["text"] for row in message["buttons"] for button in row]

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

from bot import schedule
from bot.app import edges_of, serve
from bot.config import load
from bot.core import Edge
from domain.calendar import WorkCalendar
from sandbox import Sandbox
from storage import announcements, inbox, outbox, pulse, reminders
from storage.database import Database, Transaction, Values, migrate

PATIENCE = 10.0  # seconds until a test gives up on the assistant
GLANCE = 0.004  # seconds between looks whether it is done
START = "2026-06-17T09:05:00+07:00"  # a Wednesday, inside the sending window
CONFIG = """
[office]
name = "Sở Tư pháp tỉnh Thái An (minh họa)"
public_contact = "Trung tâm Trợ giúp pháp lý nhà nước, điện thoại 0200 0000 000"
[database]
path = "thidua.db"
[clock]
file = "{clock}"
[delivery]
pace = false
[limits]
per_minute = 0
[backup]
keep_days = 0
[digest]
officer_at = ""
head_at = ""
director_day = ""
"""
SECTIONS = {
    "telegram": """
[telegram]
token = "{token}"
base_url = "{url}"
base_file_url = "{url}"
""",
    "zalo": """
[[zalo]]
token = "{token}"
base_url = "{url}"
""",
}


class Desk:
    """The program at work, and the world around it. `hurries`: the schedule ticks when something is due for it."""

    hurries = False

    def __init__(self, sandbox: Sandbox, folder: Path, platforms: tuple[str, ...] = ("telegram",)) -> None:
        self.sandbox = sandbox
        self.platforms = platforms
        self.folder = folder
        self.clock = folder / "clock"
        self.config = folder / "config.toml"
        self.calendar = WorkCalendar()
        self._stop = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self.edges: tuple[Edge, ...] = ()

    async def open(self) -> None:
        self.at(START)
        self.config.write_text(self.settings())
        path = self.folder / "thidua.db"
        path.write_bytes(_new_database())
        self.database = await Database.open(path, beside=True)
        self._look = Look(path)

    def settings(self) -> str:
        tokens = {"telegram": [self.sandbox.token], "zalo": self.sandbox.zalo_tokens}
        sections = [
            SECTIONS[kind].format(token=token, url=self.sandbox.url)
            for kind in self.platforms
            for token in tokens[kind]
        ]
        return CONFIG.format(clock=self.clock) + "".join(sections)

    @property
    def key(self) -> str:
        """The key of the platform on which this desk's people are."""
        if self.platforms[0] == "telegram":
            return "telegram"
        return "zalo:" + self.sandbox.zalo_tokens[0].partition(":")[0]

    async def start(self) -> None:
        self.begin()
        await self._begun()
        await self.quiet()

    def begin(self, *edges: Edge) -> asyncio.Task[None]:
        """Start the program without waiting until it has gone quiet. `edges`: instead of those in the settings."""
        self._stop.clear()
        config = load(self.config)
        self.edges = edges or tuple(edges_of(config))
        self._task = asyncio.create_task(serve(config, self._stop, self.edges))
        return self._task

    async def _begun(self) -> None:
        async with asyncio.timeout(PATIENCE):
            while not hasattr(self.edges[0], "core") and not self._task.done():  # noqa: ASYNC110  # the program tells nobody
                await asyncio.sleep(GLANCE)

    async def set(self, **settings: str) -> None:
        """Start anew with these settings, written as in the file; digest__officer_at is officer_at of [digest]."""
        await self.stop()
        text = self.config.read_text()
        for name, value in settings.items():
            section, _, key = name.partition("__")
            lines = [line for line in text.splitlines() if not line.startswith(f"{key} =")]
            lines.insert(lines.index(f"[{section}]") + 1, f"{key} = {value}")
            text = "\n".join(lines)
        self.config.write_text(text)
        await self.read(lambda tx: tx.run("DELETE FROM setting WHERE name = 'tick.last'"))
        await self.start()
        await self.alive()

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

    async def alive(self) -> None:
        """The schedule has ticked since the start: it knows when each thing comes next."""
        async with asyncio.timeout(PATIENCE):
            while await self.read(pulse.last_tick) is None:
                await self._tick(GLANCE)

    async def news_told(self) -> None:
        """Let what is news go out: where every message counts, it waits for the end of the day."""
        now = self._now()
        await self.moved_to(max(now, now.replace(hour=16, minute=15)).isoformat())

    async def ticked(self) -> None:
        """Two ticks of the schedule have begun since now: the first may have begun before."""
        for _ in range(2):
            await self._tick(0.055)

    async def _tick(self, seconds: float) -> None:
        """The schedule has ticked, or had so long to do so."""
        if self.hurries and self._task is not None:
            await self._begun()
            await schedule.tick(self.edges[0].core)
        else:
            await asyncio.sleep(seconds)

    async def read(self, ask: Callable[[Transaction], Awaitable[object]]) -> object:
        async with self.database.transaction() as tx:
            return await ask(tx)

    async def quiet(self) -> None:
        """Everything that arrived is handled and everything due is said."""
        async with asyncio.timeout(PATIENCE):
            while await self._works() or await self._waits():
                if self._task is not None and self._task.done():
                    await self._task
                await asyncio.sleep(GLANCE)

    async def _works(self) -> bool:
        """The program has something in hand."""
        if len(self.sandbox.world.updates) or self.sandbox.zalo.unsettled():
            return True
        tx = Transaction(self._look)
        return bool(await inbox.open_count(tx) or await outbox.open_count(tx, self._now(), unasked=False))

    async def _waits(self) -> bool:
        """Something is due at the next tick of the schedule."""
        tx, now = Transaction(self._look), self._now()
        if not self.calendar.open(now):
            return False
        queues = announcements.any_due(tx, now), reminders.any_due(tx, now), outbox.open_count(tx, now, unasked=True)
        if not any([await due for due in queues]):
            return False
        await self._tick(0)
        return True

    def _now(self) -> datetime:
        return datetime.fromisoformat(self.clock.read_text())


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

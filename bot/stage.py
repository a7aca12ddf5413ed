"""A stage for the demo's story: the sandbox and the program side by side, a clock that is set, and a record.

People act through the sandbox; when inbox and outbox are empty and nothing more is due, the assistant is done.
Every instant is fixed and every code seeded, so two plays give the same bytes.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from bot.app import serve
from bot.commands_people import enter, issue_all
from bot.config import Config, load
from bot.record import ONE_TIME_CODE, Chat, Record
from domain.roster import Roster, plan
from domain.roster_table import rows
from handlers import cards, sheets
from sandbox import Sandbox
from storage import (
    announcements,
    campaigns,
    inbox,
    outbox,
    overview,
    people,
    pictures,
    pulse,
    reminders,
    routines,
    tree,
)
from storage import cards as card_turns
from storage.database import Database, Transaction, migrate
from storage.invites import Slip

OFFICE = "Sở Tư pháp tỉnh Thái An (minh họa)"
SETTINGS = """\
[office]
name = "{office}"
public_contact = "Trung tâm Trợ giúp pháp lý nhà nước, điện thoại 0200 0000 000 (giờ hành chính)"
[database]
path = "thidua.db"
[telegram]
token = "{token}"
base_url = "{url}"
base_file_url = "{url}"
[[zalo]]
token = "{zalo_token}"
base_url = "{url}"
[clock]
file = {clock}
[delivery]
pace = false
[limits]
per_minute = 0
[backup]
keep_days = 0
"""
CLOCK = "clock"  # the file in the stage's folder that holds its time
TELEGRAM, ZALO = "telegram", "zalo"
SEED = 28
YEAR = timedelta(days=366)
PATIENCE = 30.0  # seconds for the assistant to finish what it is doing
Pace = Callable[[Chat | None], Awaitable[None]]


async def _at_once(_chat: Chat | None) -> None:
    """Nobody is looking on."""


@dataclass
class Stage:
    """`names`: of people and groups by their number; somebody on Zalo has the same number there, in another form."""

    sandbox: Sandbox
    config: Config
    database: Database
    running: "asyncio.Task[None]"
    record: Record
    names: dict[int, str] = field(default_factory=dict)
    slips: dict[str, Slip] = field(default_factory=dict)
    chance: Random = field(default_factory=lambda: Random(SEED))  # noqa: S311  # the demo's codes repeat
    pace: Pace = _at_once  # after each act, with its chat; and after what is said unasked

    # Time ------------------------------------------------------------------------------------------

    @property
    def now(self) -> datetime:
        return self.sandbox.clock.now().astimezone(self.config.as_office().zone)

    async def until(self, moment: str) -> None:
        """Let time pass until then ("2026-06-15 08:00"), stopping wherever something is due."""
        end = datetime.fromisoformat(moment).replace(tzinfo=self.config.as_office().zone)
        while (due := await self.next_due()) is not None and due <= end:
            await self._at(due)
        await self._at(end)

    async def _at(self, moment: datetime) -> None:
        before = len(self.record.lines)
        self.sandbox.clock.set(moment.isoformat())
        await self.quiet()
        if len(self.record.lines) > before:
            await self.pace(None)

    async def next_due(self) -> datetime | None:
        """When something happens by itself next; what waits for a sending window, when that opens."""
        calendar, now = self.config.as_office().calendar, self.now
        async with self.database.transaction() as tx:
            planned, waiting = await overview.next_planned(tx), await outbox.next_unasked(tx)
            pictured = await pictures.next_answer(tx)
            turned = await card_turns.next_turn(tx, now, now + YEAR)
        moments = [one for one in (planned, pictured, turned and turned[0]) if one]
        if waiting is not None:
            moments.append(calendar.next_opening(max(waiting, now)))
        return min((one.astimezone(calendar.zone) for one in moments), default=None)

    async def quiet(self) -> None:
        """Wait until everything that arrived is handled and everything due is said; then write it down."""
        async with asyncio.timeout(PATIENCE):
            await self.seen()
        await self.record.write_down(self.now)

    async def seen(self) -> None:
        """Wait until everything that arrived is handled and everything due is said."""
        while not await self._is_quiet():
            if self.running.done():
                await self.running
            await asyncio.sleep(0.005)

    async def _is_quiet(self) -> bool:
        if len(self.sandbox.world.updates) or self.sandbox.zalo.unsettled():
            return False
        async with self.database.transaction() as tx:
            return not await inbox.open_count(tx) and not await self._anything_due(tx)

    async def _anything_due(self, tx: Transaction) -> bool:
        now = self.now
        if await pulse.last_tick(tx) is None:  # it was started just now: the schedule does not know yet what comes
            return True
        if await announcements.any_due(tx, now) or await reminders.any_due(tx, now):
            return True
        if await pictures.next_due(tx, now) is not None or await routines.due(tx, now) is not None:
            return True
        today = self.config.as_office().calendar.day_of(now)
        if await cards.any_turn_due(tx, now) or await campaigns.next_step(tx, now, today) is not None:
            return True
        return bool(await outbox.open_count(tx, now, unasked=self.config.as_office().calendar.open(now)))

    # People ----------------------------------------------------------------------------------------

    async def roster(self, units: Path, staff: Path) -> None:
        """Enter the office's units and people, and invite everybody."""
        async with self.database.transaction() as tx:
            for line in units.read_text(encoding="utf-8").splitlines():
                short, _, name = line.partition("\t")
                await tree.add_unit(tx, name, short)
            read = rows(sheets.read(staff.read_bytes()))
            await enter(tx, self.config, plan(read, Roster(await tree.units(tx), [])), self.now)
        await self.invite()

    async def invite(self) -> None:
        """New slips for all who have no account yet; the earlier ones are void."""
        async with self.database.transaction() as tx:
            waiting = await people.without_account(tx, None)
            invited = await issue_all(tx, waiting, self.chance, self.now)
        self.slips |= {one.person.full_name: one.slip for one in invited}

    def person(self, number: int, full_name: str, *platforms: str) -> None:
        """Somebody with a phone: on Telegram, unless said otherwise."""
        first, _, last = full_name.rpartition(" ")
        self.names[number] = full_name
        for platform in platforms or (TELEGRAM,):
            if platform == TELEGRAM:
                self.sandbox.sim.person(number, last, first)
            else:
                self.sandbox.zalo_sim.person(zalo_id(number), full_name)
            self._meet(platform, number)

    def _meet(self, platform: str, number: int) -> None:
        key = (platform, str(number) if platform == TELEGRAM else zalo_id(number))
        self.record.chats[key] = Chat(*key, self.names[number])

    def _chat(self, number: int, platform: str = TELEGRAM) -> Chat:
        return self.record.chats[platform, str(number) if platform == TELEGRAM else zalo_id(number)]

    async def says(self, who: int, text: str) -> None:
        async with self._act(self._chat(who), who, text):
            self.sandbox.sim.say(who, text)

    async def types(self, who: int, text: str) -> None:
        """On Zalo, where everything is typed."""
        async with self._act(self._chat(who, ZALO), who, text):
            self.sandbox.zalo_sim.say(zalo_id(who), text)

    async def sends_photos(self, who: int, count: int) -> None:
        """On Zalo: each is a message of its own, and the words come later."""
        async with self._act(self._chat(who, ZALO), who, f"(gửi {count} ảnh)"):
            for _ in range(count):
                self.sandbox.zalo_sim.send(zalo_id(who), "photo")

    async def chooses(self, who: int, label: str) -> None:
        async with self._act(self._chat(who), who, f"[{label}]"):
            self.sandbox.sim.press(who, label)

    def group(self, chat: int, title: str, members: list[int]) -> None:
        self.sandbox.sim.group(chat, title, members)
        self.names[chat] = title
        self._meet(TELEGRAM, chat)

    async def adds_assistant(self, who: int, chat: int) -> None:
        """Follow the link to link a group that the assistant has just given this person."""
        code = ONE_TIME_CODE.search(self.said(who)["html"])
        async with self._act(self._chat(chat), who, "(thêm trợ lý vào nhóm bằng đường dẫn)"):
            self.sandbox.sim.add_to_group(who, chat, code[0] if code else "")

    def go_on(self) -> None:
        """From here on time passes by itself."""
        behind = self.now - datetime.now(UTC)
        self.sandbox.clock.set(str(int(behind.total_seconds())))

    async def opens(self, who: int, payload: str, shown: str) -> None:
        async with self._act(self._chat(who), who, shown):
            self.sandbox.sim.open_link(who, payload)

    async def sends(self, who: int, file: Path, caption: str) -> None:
        async with self._act(self._chat(who), who, f"[{file.name}] {caption}"):
            self.sandbox.sim.send(who, "document", caption=caption, name=file.name, content=file.read_bytes())

    def said(self, who: int) -> dict[str, Any]:
        """The newest message of the assistant in somebody's chat on Telegram, as displayed."""
        return next(one for one in reversed(self.sandbox.sim.chat(who)) if one["from"] not in self.names)

    @asynccontextmanager
    async def _act(self, chat: Chat, who: int, text: str) -> AsyncIterator[None]:
        """Write down what somebody does in the chat, let it be done and answered, then keep the pace."""
        self.record.act(chat, self.names[who], text, self.now)
        yield
        await self.quiet()
        await self.pace(chat)


def zalo_id(number: int) -> str:
    """As Zalo knows the person with this number."""
    return f"{number:020x}"


@asynccontextmanager
async def stage(folder: Path, start: str) -> AsyncIterator[Stage]:
    """A sandbox of its own, and the program on it; everything in this folder, the clock set to `start`."""
    folder.mkdir(parents=True, exist_ok=True)
    async with Sandbox(clock_file=folder / CLOCK) as sandbox, stage_on(sandbox, folder, start) as one:
        yield one


@asynccontextmanager
async def stage_on(sandbox: Sandbox, folder: Path, start: str) -> AsyncIterator[Stage]:
    """The program, running on a fresh database in this folder and on a sandbox whose clock file is there."""
    for leftover in folder.glob("thidua.db*"):
        leftover.unlink()
    sandbox.clock.set(start)
    config = _configured(folder, sandbox)
    migrate(config.database.path)
    database = await Database.open(config.database.path, beside=True)
    stop = asyncio.Event()
    async with asyncio.TaskGroup() as tasks:
        running = tasks.create_task(serve(config, stop), name="the assistant")
        one = Stage(sandbox, config, database, running, Record(sandbox, database))
        sandbox.page.mover.next_due, sandbox.page.mover.seen = one.next_due, one.seen
        try:
            yield one
        finally:
            stop.set()
            await database.close()


def _configured(folder: Path, sandbox: Sandbox) -> Config:
    clock = json.dumps(str(folder / CLOCK))
    tokens = {"token": sandbox.token, "zalo_token": sandbox.zalo_tokens[0]}
    text = SETTINGS.format(office=OFFICE, url=sandbox.url, clock=clock, **tokens)
    (folder / "config.toml").write_text(text, encoding="utf-8")
    return load(folder / "config.toml")

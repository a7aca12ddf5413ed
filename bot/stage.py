"""A stage for the demo's story: the sandbox and the program side by side, a clock that is set, and a record.

People act through the sandbox; when inbox and outbox are empty and nothing more is due, the assistant is done.
Every instant is fixed and every code seeded, so two plays give the same bytes.
"""

import asyncio
import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

from bot.app import serve
from bot.commands_people import issue_all, put
from bot.config import Config, load
from domain import dates, roster
from sandbox import Sandbox
from storage import announcements, inbox, outbox, overview, people, reminders
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
[clock]
file = {clock}
[delivery]
pace = false
"""
ONE_TIME_CODE = re.compile(r"(?<=startgroup=)[A-Za-z0-9_-]+")
SAYING = {"sendMessage", "sendDocument", "editMessageText"}
SEED = 28
PATIENCE = 30.0  # seconds for the assistant to finish what it is doing


@dataclass(frozen=True)
class Line:
    """One line of the record. `kind`: "act" for what a person did, "answer", or the kind of an unasked message."""

    time: datetime
    chat: int
    person: str
    kind: str
    campaign: str
    text: str
    choices: tuple[str, ...] = ()


@dataclass
class Stage:
    sandbox: Sandbox
    config: Config
    database: Database
    running: "asyncio.Task[None]"
    names: dict[int, str] = field(default_factory=dict)
    slips: dict[str, Slip] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)
    seen: int = 0
    chance: Random = field(default_factory=lambda: Random(SEED))  # noqa: S311  # the demo's codes repeat

    # Time ------------------------------------------------------------------------------------------

    @property
    def now(self) -> datetime:
        return self.sandbox.clock.now().astimezone(self.config.as_office().zone)

    async def until(self, moment: str) -> None:
        """Let time pass until then ("2026-06-15 08:00"), stopping wherever something is due."""
        end = datetime.fromisoformat(moment).replace(tzinfo=self.config.as_office().zone)
        while (due := await self._next_due()) is not None and due <= end:
            await self._at(due)
        await self._at(end)

    async def _at(self, moment: datetime) -> None:
        self.sandbox.clock.set(moment.isoformat())
        await self.quiet()

    async def _next_due(self) -> datetime | None:
        """When something happens by itself next; what waits for a sending window, when that opens."""
        calendar, now = self.config.as_office().calendar, self.now
        async with self.database.transaction() as tx:
            planned, waiting = await overview.next_planned(tx), await outbox.next_unasked(tx)
        moments = [planned] if planned else []
        if waiting is not None:
            moments.append(calendar.next_opening(max(waiting, now)))
        return min((one.astimezone(calendar.zone) for one in moments), default=None)

    async def quiet(self) -> None:
        """Wait until everything that arrived is handled and everything due is said; then write it down."""
        async with asyncio.timeout(PATIENCE):
            while not await self._is_quiet():
                if self.running.done():
                    await self.running
                await asyncio.sleep(0.005)
        await self._write_down()

    async def _is_quiet(self) -> bool:
        if len(self.sandbox.world.updates):
            return False
        async with self.database.transaction() as tx:
            return not await inbox.open_count(tx) and not await self._anything_due(tx)

    async def _anything_due(self, tx: Transaction) -> bool:
        now = self.now
        if await announcements.any_due(tx, now) or await reminders.any_due(tx, now):
            return True
        return bool(await outbox.open_count(tx, now, unasked=self.config.as_office().calendar.open(now)))

    # People ----------------------------------------------------------------------------------------

    async def roster(self, units: Path, staff: Path) -> None:
        """Enter the office's units and people, and invite everybody."""
        async with self.database.transaction() as tx:
            for line in units.read_text(encoding="utf-8").splitlines():
                short, _, name = line.partition("\t")
                await people.add_unit(tx, name, short)
            plan = roster.plan(staff.read_bytes(), await people.units(tx), [])
            await put(tx, plan, self.now)
        await self.invite()

    async def invite(self) -> None:
        """New slips for all who have no account yet; the earlier ones are void."""
        async with self.database.transaction() as tx:
            waiting = await people.without_account(tx, None)
            invited = await issue_all(tx, waiting, self.chance, self.now)
        self.slips |= {one.person.full_name: one.slip for one in invited}

    def person(self, number: int, full_name: str) -> None:
        first, _, last = full_name.rpartition(" ")
        self.sandbox.sim.person(number, last, first)
        self.names[number] = full_name

    async def says(self, who: int, text: str, chat: int = 0) -> None:
        self._act(who, chat, text)
        self.sandbox.sim.say(who, text, chat)
        await self.quiet()

    async def chooses(self, who: int, label: str) -> None:
        self._act(who, 0, f"[{label}]")
        self.sandbox.sim.press(who, label)
        await self.quiet()

    def group(self, chat: int, title: str, members: list[int]) -> None:
        self.sandbox.sim.group(chat, title, members)
        self.names[chat] = title

    async def adds_assistant(self, who: int, chat: int) -> None:
        """Follow the link to link a group that the assistant has just given this person."""
        code = ONE_TIME_CODE.search(self.said(who)["html"])
        self.lines.append(Line(self.now, chat, self.names[who], "act", "", "(thêm trợ lý vào nhóm bằng đường dẫn)"))
        self.sandbox.sim.add_to_group(who, chat, code[0] if code else "")
        await self.quiet()

    def go_on(self) -> None:
        """From here on time passes by itself."""
        behind = self.now - datetime.now(UTC)
        self.sandbox.clock.set(str(int(behind.total_seconds())))

    async def opens(self, who: int, payload: str, shown: str) -> None:
        self._act(who, 0, shown)
        self.sandbox.sim.open_link(who, payload)
        await self.quiet()

    async def sends(self, who: int, file: Path, caption: str) -> None:
        self._act(who, 0, f"[{file.name}] {caption}")
        self.sandbox.sim.send(who, "document", caption=caption, name=file.name, content=file.read_bytes())
        await self.quiet()

    def said(self, chat: int) -> dict[str, Any]:
        """The newest message of the assistant in a chat, as displayed."""
        return next(one for one in reversed(self.sandbox.sim.chat(chat)) if one["from"] not in self.names)

    # The record ------------------------------------------------------------------------------------

    def _act(self, who: int, chat: int, text: str) -> None:
        self.lines.append(Line(self.now, chat or who, self.names[who], "act", "", text))

    async def _write_down(self) -> None:
        """Add what the assistant said since the last look; a bundle is a line for each message in it."""
        calls = self.sandbox.sim.record()[self.seen :]
        self.seen += len(calls)
        async with self.database.transaction() as tx:
            for call in calls:
                if call["method"] in SAYING and (call["outcome"] or {}).get("ok"):
                    await self._write(tx, call)

    async def _write(self, tx: Transaction, call: dict[str, Any]) -> None:
        params, chat = call["params"], int(call["params"]["chat_id"])
        result = call["outcome"]["result"]
        edited = call["method"] == "editMessageText"
        unasked = [] if edited else await outbox.unasked_sent(tx, str(chat), str(result["message_id"]))
        text = ONE_TIME_CODE.sub("…", result.get("text") or result.get("caption") or "")
        rows = (params.get("reply_markup") or {}).get("inline_keyboard", [])
        choices = tuple(button["text"] for row in rows for button in row)
        name = self.names.get(chat, result["chat"].get("title", ""))
        for kind, campaign in unasked or [("answer", "")]:
            self.lines.append(Line(self.now, chat, name, kind, campaign, text, choices))

    def write(self, folder: Path) -> None:
        """transcript.txt, a chapter per chat, and story.jsonl, a line per message of the assistant."""
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "transcript.txt").write_text(self.transcript(), encoding="utf-8")
        rows = [json.dumps(_row(line), ensure_ascii=False) for line in self.lines if line.kind != "act"]
        (folder / "story.jsonl").write_text("\n".join(rows) + "\n", encoding="utf-8")

    def transcript(self) -> str:
        chats = dict.fromkeys(line.chat for line in self.lines)
        return "\n\n".join(self._chapter(chat) for chat in chats) + "\n"

    def _chapter(self, chat: int) -> str:
        lines = [line for line in self.lines if line.chat == chat]
        title = self.names.get(chat, lines[0].person)
        parts, day = [f"{'=' * 8} {title} {'=' * 8}"], ""
        shown: set[tuple[datetime, str]] = set()
        for line in lines:
            if dates.weekday_day(line.time.date()) != day:
                day = dates.weekday_day(line.time.date())
                parts.append(f"\n--- {day[0].upper()}{day[1:]} ---")
            if line.kind not in {"act", "answer"} and (line.time, line.text) in shown:
                continue  # the other parts of a bundle
            shown.add((line.time, line.text))
            parts.append(_as_chat(line))
        return "\n".join(parts)


def _as_chat(line: Line) -> str:
    speaker = line.person if line.kind == "act" else "Trợ lý"
    body = line.text.replace("\n", "\n        ")
    choices = "".join(f"\n        [{choice}]" for choice in line.choices)
    return f"{line.time:%H:%M}  {speaker}: {body}{choices}"


def _row(line: Line) -> dict[str, str]:
    return {
        "time": f"{line.time:%Y-%m-%d %H:%M}",
        "chat": str(line.chat),
        "person": line.person,
        "kind": line.kind,
        "campaign": line.campaign,
        "text": line.text,
    }


@asynccontextmanager
async def stage(folder: Path, start: str, port: int = 0) -> AsyncIterator[Stage]:
    """The sandbox and the program, running on a fresh database in this folder, the clock set to `start`."""
    folder.mkdir(parents=True, exist_ok=True)
    for leftover in folder.glob("thidua.db*"):
        leftover.unlink()
    async with Sandbox(port=port, clock_file=folder / "clock") as sandbox:
        sandbox.clock.set(start)
        config = _configured(folder, sandbox)
        migrate(config.database.path)
        database = await Database.open(config.database.path, beside=True)
        stop = asyncio.Event()
        async with asyncio.TaskGroup() as tasks:
            running = tasks.create_task(serve(config, stop), name="the assistant")
            try:
                yield Stage(sandbox, config, database, running)
            finally:
                stop.set()
                await database.close()


def _configured(folder: Path, sandbox: Sandbox) -> Config:
    clock = json.dumps(str(folder / "clock"))
    text = SETTINGS.format(office=OFFICE, token=sandbox.token, url=sandbox.url, clock=clock)
    (folder / "config.toml").write_text(text, encoding="utf-8")
    return load(folder / "config.toml")

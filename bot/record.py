"""What was done and said on a stage: a transcript with a chapter for each chat, and a line for each message."""

import json
import re
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from domain import dates
from domain.markup import plain
from sandbox import Sandbox
from storage import edits, outbox
from storage.database import Database, Transaction
from texts import platform_name

ONE_TIME_CODE = re.compile(r"(?<=startgroup=)[A-Za-z0-9_-]+")
SAYING = {"sendMessage", "sendDocument", "sendPhoto", "editMessageText"}


@dataclass(frozen=True)
class Chat:
    """One chat on one platform, as the record names it."""

    platform: str
    id: str
    title: str

    @property
    def heading(self) -> str:
        return f"{self.title} ({platform_name(self.platform)})"


@dataclass(frozen=True)
class Line:
    """One line of the record. `kind`: "act" for what a person did, "answer", "edit" (of what was unasked), or the
    kind of what was unasked."""

    time: datetime
    chat: Chat
    person: str
    kind: str
    campaign: str
    text: str
    choices: tuple[str, ...] = ()


@dataclass
class Record:
    """`chats`: by platform and id there. `edited`: what an unasked message was last changed to, by chat and message."""

    sandbox: Sandbox
    database: Database
    chats: dict[tuple[str, str], Chat] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)
    seen: int = 0
    edited: dict[tuple[str, str], str] = field(default_factory=dict)

    def act(self, chat: Chat, person: str, text: str, now: datetime) -> None:
        self.lines.append(Line(now, chat, person, "act", "", text))

    async def write_down(self, now: datetime) -> None:
        """Add what the assistant said since the last look; a bundle is a line for each message in it."""
        both = [*self.sandbox.sim.record(), *self.sandbox.zalo_sim.record()]
        calls = sorted((call for call in both if call["seq"] > self.seen), key=lambda call: call["seq"])
        self.seen = calls[-1]["seq"] if calls else self.seen
        async with self.database.transaction() as tx:
            changes: dict[tuple[str, str], dict[str, Any]] = {}
            for call in sorted(calls, key=_chat_of):  # at one instant nobody knows who is told first
                place = _chat_of(call), str(call["params"].get("message_id", ""))
                if call["method"] == "editMessageText" and await outbox.unasked_sent(tx, *place):
                    changes[place] = call["params"]  # only the last: how far others had got by then is chance
                elif call["method"] in SAYING and (call["outcome"] or {}).get("ok"):
                    await self._write(tx, call, now)
            for place in sorted(changes):
                await self._write_change(tx, place, changes[place], now)

    async def _write_change(
        self, tx: Transaction, place: tuple[str, str], params: dict[str, Any], now: datetime
    ) -> None:
        """What an unasked message reads now, unless it is about to be changed again or reads so already."""
        if self.edited.get(place) == params["text"] or await edits.to_come(tx, *place):
            return
        self.edited[place] = params["text"]
        self._add(self._chat(place[0]), params, plain(params["text"]), [("edit", "")], now)

    async def _write(self, tx: Transaction, call: dict[str, Any], now: datetime) -> None:
        params, result = call["params"], call["outcome"]["result"]
        chat = self._chat(str(params["chat_id"]))
        edited = call["method"] == "editMessageText"
        unasked = [] if edited else await outbox.unasked_sent(tx, chat.id, str(result["message_id"]))
        said = result.get("text") or result.get("caption") or params.get("text") or ""
        self._add(chat, params, _attached(result) + said, unasked or [("answer", "")], now)

    def _add(self, chat: Chat, params: dict[str, Any], said: str, kinds: list[tuple[str, str]], now: datetime) -> None:
        text = ONE_TIME_CODE.sub("…", said)
        rows = (params.get("reply_markup") or {}).get("inline_keyboard", [])
        choices = tuple(button["text"] for row in rows for button in row)
        for kind, campaign in kinds:
            self.lines.append(Line(now, chat, chat.title, kind, campaign, text, choices))

    def _chat(self, chat_id: str) -> Chat:
        return next(chat for (_, known), chat in self.chats.items() if known == chat_id)

    def write(self, folder: Path) -> None:
        """transcript.txt, a chapter per chat, and story.jsonl, a line per message of the assistant."""
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "transcript.txt").write_text(self.transcript(), encoding="utf-8")
        rows = [json.dumps(_row(line), ensure_ascii=False) for line in self.lines if line.kind != "act"]
        (folder / "story.jsonl").write_text("\n".join(rows) + "\n", encoding="utf-8")

    def transcript(self) -> str:
        chats = dict.fromkeys(line.chat for line in self.lines)
        return "\n\n".join(self._chapter(chat) for chat in chats) + "\n"

    def _chapter(self, chat: Chat) -> str:
        lines = [line for line in self.lines if line.chat == chat]
        parts, day = [f"{'=' * 8} {chat.heading} {'=' * 8}"], ""
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


def _attached(message: dict[str, Any]) -> str:
    """“[tien-do.xlsx] ”, “[ảnh] ”: what came with the words, written as what people send is."""
    if "document" in message:
        return f"[{message['document']['file_name']}] "
    return "[ảnh] " if "photo" in message else ""


def _chat_of(call: dict[str, Any]) -> str:
    return str(call["params"].get("chat_id", ""))


def _as_chat(line: Line) -> str:
    speaker = line.person if line.kind == "act" else "Trợ lý"
    body = line.text.replace("\n", "\n        ")
    choices = "".join(f"\n        [{choice}]" for choice in line.choices)
    return f"{line.time:%H:%M}  {speaker}: {body}{choices}"


def _row(line: Line) -> dict[str, str]:
    return {
        "time": f"{line.time:%Y-%m-%d %H:%M}",
        "platform": line.chat.platform.partition(":")[0],
        "chat": line.chat.id,
        "person": line.person,
        "kind": line.kind,
        "campaign": line.campaign,
        "text": line.text,
    }

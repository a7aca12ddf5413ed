"""A third platform, in as few lines as one takes: a console where several people type, each at a desk of their own.

It proves that nothing beyond an edge knows a platform: the whole journey runs on it.
"""

import asyncio
import json
from dataclasses import dataclass, field

from bot.core import Context, Core, Reading
from bot.senders import Sent
from domain.folding import nfc
from domain.markup import plain
from domain.messages import ChatRef, Message, Request, as_command
from handlers.visit import Means
from storage import inbox
from storage.database import Transaction

PLATFORM = "console"


@dataclass
class Console:
    """`typed`: what waits to be read, by whom; `shown`: what each has been shown."""

    platform: str = PLATFORM
    means: Means = field(default_factory=lambda: Means(buttons=False, files=False, letters=1000))
    typed: asyncio.Queue[tuple[str, str]] = field(default_factory=asyncio.Queue)
    shown: dict[str, list[str]] = field(default_factory=dict)
    count: int = 0

    def read(self, body: str, file: bytes | None) -> Reading:
        who, text = json.loads(body)
        command, args = as_command(nfc(text))
        rest = text if command in {"", "="} else text.partition(" ")[2]
        chat = ChatRef(platform=PLATFORM, chat_id=who)
        return Reading(Request(chat=chat, sender=who, command=command, args=args, text=rest))

    def address(self, kind: str, code: str) -> str:
        return ""

    def way_in(self, said: str) -> str:
        return f"gõ {said}"

    async def start(self, core: Core) -> None:
        self.core = core

    async def close(self) -> None:
        pass

    async def receive(self) -> None:
        while True:
            line = await self.typed.get()
            self.count += 1
            async with self.core.database.transaction() as tx:
                await inbox.put(tx, PLATFORM, "1", str(self.count), line[0], json.dumps(line), self.core.now())
            self.core.arrived.ring()
            self.typed.task_done()

    async def counted(self, tx: Transaction, sent: Sent | None) -> None:
        pass

    async def send(self, chat: ChatRef, message: Message | None, context: Context | None) -> Sent | None:
        assert message is not None
        self.shown.setdefault(chat.chat_id, []).append(plain(message.text))
        return Sent(str(len(self.shown[chat.chat_id])))

"""What the tests of the running process do and look at, beside talking."""

from datetime import datetime

from domain.messages import Message
from storage import outbox
from storage.outbox import Unasked


async def queued(desk, text: str, *, key: str = "one", **more) -> None:
    """Something to say to somebody who did not ask."""
    now = datetime.fromisoformat(desk.clock.read_text())
    message = more.pop("message", Message(text=text))
    async with desk.database.transaction() as tx:
        await outbox.queue(tx, [Unasked(key=key, kind="test", message=message, **more)], now)


async def outcome(desk, key: str = "one") -> tuple[str, str]:
    """State and reason of a row of the outbox."""
    async with desk.database.transaction() as tx:
        row = await tx.row("SELECT state, reason FROM outbox WHERE key = ?", (key,))
    return row["state"], row["reason"]


def sent_to(desk, chat: int) -> list[str]:
    """The texts that the server took for a chat, in order."""
    return [
        call["params"]["text"]
        for call in desk.sandbox.sim.record("sendMessage")
        if call["params"]["chat_id"] == chat and call["outcome"] and call["outcome"]["ok"]
    ]

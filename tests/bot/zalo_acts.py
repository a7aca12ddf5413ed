"""What the tests of the running process on Zalo do and look at, beside talking."""

from tests.bot.acts import outcome, queued

__all__ = ["STAFF", "asks", "calls", "outcome", "queued", "sent_to", "until_sent"]

OFFICER, STAFF, HOA = (f"{number:020x}" for number in (1001, 1004, 1005))


def asks(desk, who: str = STAFF, text: str = "/menu") -> None:
    """Say something, without waiting for the answer."""
    desk.sandbox.zalo_sim.say(who, text)


def calls(desk, method: str = "sendMessage") -> list[dict]:
    return desk.sandbox.zalo_sim.record(method)


def sent_to(desk, chat: str = STAFF) -> list[str]:
    """The texts that the server took for a chat, in order."""
    return [
        call["params"]["text"]
        for call in calls(desk)
        if call["params"]["chat_id"] == chat and call["outcome"] and call["outcome"]["ok"]
    ]


async def until_sent(desk, chat: str = STAFF, times: int = 1) -> None:
    await desk.sandbox.world.changed.until(lambda: len(sent_to(desk, chat)) >= times, 10)

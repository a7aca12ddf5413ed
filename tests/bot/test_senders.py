"""The pace that platforms allow, on a loop whose time jumps to the next thing that happens."""

import asyncio
import selectors
from collections import deque

import pytest

from bot.senders import BULK_PERMITS, HOLD, ChatPace
from domain.messages import ChatRef

RTT = 0.05  # seconds


class Jumping(selectors.SelectSelector):
    """Never waits: tells the loop that the time has come."""

    def __init__(self) -> None:
        super().__init__()
        self.time = 0.0

    def select(self, timeout=None):
        self.time += timeout or 0
        return super().select(0)


@pytest.fixture
def run():
    """Run a coroutine in a loop of its own, where an hour passes at once."""
    selector = Jumping()
    loop = asyncio.SelectorEventLoop(selector)
    loop.time = lambda: selector.time
    yield loop.run_until_complete
    loop.close()


def chat(number: int) -> ChatRef:
    return ChatRef(platform="telegram", chat_id=str(number))


def most_within(window: float, times: list[float]) -> int:
    """The most moments that any sliding window holds."""
    recent, most = deque(), 0
    for time in sorted(times):
        recent.append(time)
        while recent[0] <= time - window:
            recent.popleft()
        most = max(most, len(recent))
    return most


def test_three_hundred_people_are_told_within_the_strict_limit(run):
    """A permit as bot/outbox.py uses it: the turn of the chat, the call, and HOLD after its answer."""
    waiting, arrived = deque(range(1, 301)), []

    async def permit(pace):
        clock = asyncio.get_running_loop().time
        while waiting:
            await pace.turn(chat(waiting.popleft()), group=False)
            await asyncio.sleep(RTT / 2)
            arrived.append(clock())
            await asyncio.sleep(RTT / 2 + HOLD)

    async def all_permits():
        pace = ChatPace()
        await asyncio.gather(*(permit(pace) for _ in range(BULK_PERMITS)))
        return asyncio.get_running_loop().time()

    ended = run(all_permits())
    assert len(arrived) == 300
    assert most_within(1.0, arrived) <= 30
    assert ended <= 300 / 30 * (1 + RTT) + 0.01


@pytest.mark.parametrize(("group", "most_a_minute"), [(True, 20), (False, 60)])
def test_one_chat_hears_one_a_second_and_a_group_twenty_a_minute(run, group, most_a_minute):
    said = []

    async def speak(pace):
        await pace.turn(chat(-1), group=group)
        said.append(asyncio.get_running_loop().time())

    async def all_at_once():
        pace = ChatPace()
        await asyncio.gather(*(speak(pace) for _ in range(70)))

    run(all_at_once())
    assert most_within(0.999, said) == 1
    assert most_within(59.99, said) == most_a_minute


def test_two_chats_do_not_wait_for_each_other(run):
    async def both():
        pace = ChatPace()
        await asyncio.gather(pace.turn(chat(1), group=False), pace.turn(chat(2), group=False))
        return asyncio.get_running_loop().time()

    assert run(both()) == 0

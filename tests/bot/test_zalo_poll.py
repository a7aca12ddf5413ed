"""The poll's pace, on a clock that only moves when something waits; what it stops at, and what it outlives."""

import asyncio
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from bot import zalo
from bot.config import ZaloSection
from bot.core import Bell, StopEdge
from bot.zalo import ZaloEdge
from bot.zalo_client import NoAnswer, Refusal, Unreached
from storage import pauses
from tests.bot.test_zalo_updates import event
from tests.desk import Desk

IDLE = Refusal(408, "Request timeout")
WEBHOOK = Refusal(400, "You cannot use this API while a webhook is set. Please remove the webhook first")
HOLDS = 30.0  # seconds that an idle poll lasts


class Platform:
    """Answers polls from a list, and lets time pass meanwhile: (seconds, answer) or an answer at once."""

    def __init__(self) -> None:
        self.time, self.polls, self.answers = 0.0, [], []

    async def call(self, method, within=0.0, **params):
        if method == "getMe":
            return {"display_name": "Bot Trợ lý"}
        self.polls.append(self.time)
        if not self.answers:
            raise StopEdge("over")
        answer = self.answers.pop(0)
        took, answer = answer if isinstance(answer, tuple) else (0.0, answer)
        assert took < within
        self.time += took
        if isinstance(answer, Exception):
            raise answer
        return answer

    async def sleep(self, seconds: float) -> None:
        self.time += seconds
        await asyncio.sleep(0)

    @property
    def between(self) -> list[float]:
        return [round(after - before, 3) for before, after in zip(self.polls, self.polls[1:], strict=False)]


@pytest.fixture
async def edge(sandbox, tmp_path, monkeypatch):
    """An edge at a pace, its platform and its clock in the test's hand; the tables are real."""
    desk, platform = Desk(sandbox, tmp_path, ("zalo",)), Platform()
    await desk.open()
    made = ZaloEdge(ZaloSection(token="7000000002:SANDBOX"))
    await made.close()
    monkeypatch.setattr(made, "_client", platform)
    loop = SimpleNamespace(time=lambda: platform.time)
    waits = SimpleNamespace(sleep=platform.sleep, get_running_loop=lambda: loop, TaskGroup=asyncio.TaskGroup)
    monkeypatch.setattr(zalo, "asyncio", waits)
    start = datetime(2026, 6, 17, 2, 5, tzinfo=UTC)
    made.core = SimpleNamespace(
        database=desk.database, pace=True, arrived=Bell(), queued=lambda: None, polled=lambda platform, failures: None,
        now=lambda: start, local_now=lambda: start, noted={}, real_now=lambda: start + timedelta(seconds=platform.time),
    )  # fmt: skip
    yield made
    await desk.close()


async def polled(edge, *answers) -> Platform:
    """Poll until these are used up."""
    edge._client.answers = list(answers)
    with suppress(StopEdge):
        await edge._poll()
    return edge._client


async def paused(edge) -> float:
    """How long from now on nothing unasked may be said."""
    async with edge.core.database.transaction() as tx:
        until = await pauses.paused_until(tx, edge.platform)
    return max(until - edge.core.real_now().timestamp(), 0)


def events(count: int) -> list[dict]:
    return [event(text="x", message_id=f"{number:020x}") for number in range(count)]


async def test_what_brought_something_is_followed_after_a_second_an_idle_poll_at_once(edge):
    told, again = events(2)
    platform = await polled(edge, told, again, told, (HOLDS, IDLE), (5.0, IDLE), (12.0, again), (HOLDS, IDLE))
    assert platform.between == [1, 1, 1, HOLDS, 5, 13, HOLDS]
    async with edge.core.database.transaction() as tx:
        assert await tx.value("SELECT count(*) FROM inbox") == 2
        assert await tx.value("SELECT received FROM traffic") == 2


@pytest.mark.parametrize("idle", [IDLE, None, (0.05, IDLE)])
async def test_idle_polls_that_end_at_once_are_slowed_after_a_few(edge, idle):
    platform = await polled(edge, *[idle] * 20)
    assert all(wait < 0.1 for wait in platform.between[:4])
    assert all(wait >= 1 for wait in platform.between[4:])


async def test_while_polls_fail_nothing_is_said_and_an_answer_ends_that(edge):
    trouble = [NoAnswer("HTTP 502"), Unreached("ConnectError"), (9.0, NoAnswer("ReadTimeout")), Refusal(429, "Quota")]
    platform = await polled(edge, *trouble * 3)
    assert max(platform.between) <= 60 + 9
    assert platform.between[:5] == [1, 2, 13, 8, 16]
    assert await paused(edge) >= zalo.PROBE + zalo.ANSWERED_WITHIN  # and so for as long as a poll may take to fail
    await polled(edge, NoAnswer("HTTP 502"), (1.0, IDLE))
    assert await paused(edge) == 0


async def test_a_silence_that_the_platform_asked_for_outlives_trouble_with_polls(edge):
    async with edge.core.database.transaction() as tx:
        await pauses.pause(tx, edge.platform, edge.core.real_now() + timedelta(hours=1), answers=False)
    await polled(edge, NoAnswer("HTTP 502"), IDLE)
    assert await paused(edge) > 3500


@pytest.mark.parametrize(
    ("refusal", "words"), [(Refusal(401, "Unauthorized"), "token"), (WEBHOOK, "webhook")], ids=["token", "webhook"]
)
async def test_a_refused_token_and_a_webhook_stop_the_edge_with_a_sentence(edge, refusal, words):
    edge._client.answers = [refusal]
    with pytest.raises(StopEdge, match=words):
        await edge._poll()
    assert edge._client.polls == [0]


async def test_a_refusal_of_our_name_is_the_token_s_too(edge, monkeypatch):
    async def refused(method, *args, **params):
        await asyncio.sleep(0)
        raise Refusal(401, "Unauthorized") if method == "getMe" else IDLE

    monkeypatch.setattr(edge._client, "call", refused)
    with pytest.raises(ExceptionGroup) as stopped:
        await edge.receive()
    assert stopped.group_contains(StopEdge, match="token")

"""Faults on order, and Telegram's own limits."""

import asyncio

import httpx
import pytest
from telegram.error import Conflict, Forbidden, InvalidToken, NetworkError, TelegramError

from sandbox import Sandbox
from sandbox.errors import ApiError
from sandbox.faults import Fault
from sandbox.limits import Limits

LAN = 1001


@pytest.fixture(autouse=True)
def started(sandbox):
    sandbox.sim.say(LAN, "/start")


@pytest.mark.parametrize(
    ("kind", "error"),
    [
        ("500", NetworkError),
        ("502", NetworkError),
        ("401", InvalidToken),
        ("409", Conflict),
        ("403", Forbidden),
        ("cut", NetworkError),
        ("malformed", TelegramError),
    ],
)
async def test_a_fault_comes_once_and_the_call_has_no_effect(sandbox, bot, kind, error):
    sandbox.faults.add(Fault(kind, "sendMessage"))
    with pytest.raises(error):
        await bot.send_message(LAN, "Nhắc việc")
    assert len(sandbox.sim.chat(LAN)) == 1
    assert sandbox.sim.record("sendMessage")[-1]["outcome"] == {"ok": False, "fault": kind}
    await bot.send_message(LAN, "Nhắc việc")
    assert len(sandbox.sim.chat(LAN)) == 2


async def test_an_answer_lost_on_the_way_is_of_a_call_that_had_its_effect(sandbox, bot):
    sandbox.faults.add(Fault("cut_after", "sendMessage", chat_id=LAN))
    with pytest.raises(NetworkError):
        await bot.send_message(LAN, "Nhắc việc")
    assert sandbox.sim.chat(LAN)[-1]["text"] == "Nhắc việc"
    outcome = sandbox.sim.record("sendMessage")[-1]["outcome"]
    assert (outcome["ok"], outcome["fault"]) == (True, "cut_after")


async def test_a_flood_wait_says_for_how_long(sandbox, call):
    sandbox.faults.add(Fault("429", retry_after=30))
    answer = await call("sendMessage", chat_id=LAN, text="Nhắc việc")
    assert answer["parameters"] == {"retry_after": 30}
    assert answer["description"] == "Too Many Requests: retry after 30"


async def test_a_slow_call_is_acted_on_in_the_end(sandbox, bot):
    sandbox.faults.add(Fault("slow", seconds=0.01))
    assert (await bot.send_message(LAN, "Nhắc việc")).text == "Nhắc việc"


async def test_a_fault_meets_only_its_method_and_chat(sandbox, bot):
    sandbox.faults.add(Fault("500", "sendMessage", chat_id=-5))
    sandbox.faults.add(Fault("500", "sendDocument"))
    assert await bot.send_message(LAN, "Nhắc việc")
    assert len(list(sandbox.faults)) == 2


async def test_faults_are_ordered_listed_and_cleared_over_http(sandbox):
    async with httpx.AsyncClient(base_url=sandbox.url) as client:
        await client.post("/faults", json={"kind": "429", "method": "sendMessage", "retry_after": 30})
        (fault,) = (await client.get("/faults")).json()
        assert (fault["kind"], fault["retry_after"], fault["times"]) == ("429", 30, 1)
        refused = await client.post("/faults", json={"kind": "earthquake"})
        assert (refused.status_code, refused.json()) == (
            400,
            {"error": "ValueError: no such fault: earthquake"},
        )
        assert (await client.delete("/faults")).json() == []


async def test_stopping_ends_an_open_poll_and_a_slow_call_at_once():
    async with httpx.AsyncClient() as client, asyncio.timeout(5):
        async with Sandbox() as sandbox:
            sandbox.faults.add(Fault("slow", "getMe", seconds=60))
            root = f"{sandbox.url}/bot{sandbox.token}"
            poll = asyncio.create_task(client.post(f"{root}/getUpdates", json={"timeout": 50}))
            slow = asyncio.create_task(client.post(f"{root}/getMe"))
            await sandbox.world.changed.until(lambda: len(sandbox.sim.record()) == 2)
        assert (await poll).json() == {"ok": True, "result": []}
        assert (await slow).json()["ok"]


@pytest.mark.parametrize(("chat", "admitted", "wait"), [(LAN, 3, 3), (-5, 20, 60)])
def test_a_chat_takes_only_so_much(chat, admitted, wait):
    now = 0.0
    limits = Limits(lambda: now)
    for _ in range(admitted):
        limits.admit({"chat_id": chat})
    with pytest.raises(ApiError) as refused:
        limits.admit({"chat_id": chat})
    assert refused.value.as_json() == {
        "ok": False,
        "error_code": 429,
        "description": f"Too Many Requests: retry after {wait}",
        "parameters": {"retry_after": wait},
    }
    now = float(wait)
    limits.admit({"chat_id": chat})


async def test_the_strict_window_refuses_the_thirty_first_in_a_second():
    async with Sandbox(strict_window=True) as sandbox, httpx.AsyncClient() as client:
        for person in range(1, 32):
            sandbox.sim.person(person, "Lan")
            sandbox.sim.open_link(person)
        answers = [await sandbox.api.call("sendMessage", {"chat_id": person, "text": "x"}) for person in range(1, 32)]
        assert [answer.status for answer in answers] == [200] * 30 + [429]
        assert (await client.get(f"{sandbox.url}/bot{sandbox.token}/getMe")).status_code == 200

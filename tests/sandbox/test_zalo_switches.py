"""What the real platform does in more than one way, and what goes wrong on it, on order."""

import asyncio
import sys

import httpx
import pytest

from sandbox import Sandbox
from sandbox.zalo.faults import ZaloFault

HOA = "0000000000000000c001"
ADDRESS = "/bot7000000002:SANDBOX-ZALO"
IDLE = {"ok": False, "description": "Request timeout", "error_code": 408}
USUAL = {
    "idle": "200",
    "replay": False,
    "photo_key": "photo_url",
    "rich_text": True,
    "quota": None,
    "errors_in_200": False,
    "wrapped": True,
}


@pytest.fixture
def sim(sandbox):
    sandbox.zalo_sim.say(HOA, "một")
    return sandbox.zalo_sim


@pytest.fixture
def switches(sandbox):
    return sandbox.zalo.switches


@pytest.mark.parametrize(("idle", "status"), [("200", 200), ("408", 408)])
async def test_an_idle_poll_is_an_error_by_either_status(switches, http, idle, status):
    switches.idle = idle
    answer = await http.post(f"{ADDRESS}/getUpdates", json={"timeout": 0})
    assert (answer.status_code, answer.json()) == (status, IDLE)


async def said(zalo) -> str:
    return (await zalo("getUpdates", timeout=0))["result"]["message"]["text"]


async def test_updates_may_come_again_and_again(sandbox, switches, sim, zalo):
    switches.replay = True
    sim.say(HOA, "hai")
    assert [await said(zalo) for _ in range(2)] == ["một", "hai"]
    assert sandbox.zalo.waiting() == 0
    sim.say(HOA, "ba")
    assert sandbox.zalo.waiting() == 1
    assert [await said(zalo) for _ in range(4)] == ["ba", "một", "hai", "ba"]
    switches.replay = False
    assert await zalo("getUpdates", timeout=0) == IDLE
    sim.say(HOA, "bốn")
    assert await said(zalo) == "bốn"


@pytest.mark.parametrize("key", ["photo", "photo_url"])
async def test_the_address_of_a_photo_stands_under_either_key(switches, sim, key):
    switches.photo_key = key
    told = sim.send(HOA, "photo", "ảnh")["message"]
    assert {"photo", "photo_url"} & told.keys() == {key}
    assert told["caption"] == "ảnh"


@pytest.mark.parametrize("marked", [{"parse_mode": "html"}, {"text_styles": [{"start": 0, "len": 1, "st": ["b"]}]}])
async def test_marked_text_may_be_refused(switches, sim, zalo, marked):
    switches.rich_text = False
    answer = await zalo("sendMessage", chat_id=HOA, text="x", **marked)
    assert (answer["error_code"], answer["description"]) == (400, "Text styles are not supported")
    assert (await zalo("sendMessage", chat_id=HOA, text="x"))["ok"]


async def test_a_quota_ends_what_one_bot_may_send(sandbox, switches, sim, zalo):
    switches.quota = 2
    sim.say(HOA, "một", bot="7000000003")
    for answered in (True, True, False):
        assert (await zalo("sendMessage", chat_id=HOA, text="x"))["ok"] is answered
    refused = await zalo("sendSticker", chat_id="nobody")
    assert (refused["error_code"], refused["description"]) == (429, "Quota exceeded")
    assert sandbox.zalo.bots["7000000002"].sent == 2
    assert (await zalo("sendChatAction", chat_id=HOA, action="typing"))["ok"]
    assert (await zalo("sendMessage", 1, chat_id=HOA, text="x"))["ok"]


@pytest.mark.parametrize(("turned", "status"), [(False, 410), (True, 200)])
async def test_refusals_may_travel_with_status_200(sandbox, switches, sim, http, turned, status):
    switches.errors_in_200 = turned
    answer = await http.post(f"{ADDRESS}/sendMessage", json={"chat_id": "nobody", "text": "x"})
    assert (answer.status_code, answer.json()["error_code"]) == (status, 410)
    sandbox.zalo_faults.add(ZaloFault("401"))
    answer = await http.post(f"{ADDRESS}/getMe")
    assert answer.status_code == (200 if turned else 401)
    switches.idle = "408"
    answer = await http.post(f"{ADDRESS}/getUpdates", json={"timeout": 0})
    assert answer.status_code == 200


@pytest.mark.parametrize(
    ("token", "turned", "status"),
    [("7000000002:SANDBOX-old", False, 401), ("7000000002:SANDBOX-old", True, 200), ("9:SANDBOX", True, 401)],
)
async def test_a_wrong_token_is_unauthorized(switches, http, token, turned, status):
    switches.errors_in_200 = turned
    answer = await http.post(f"/bot{token}/getMe")
    assert (answer.status_code, answer.json()["error_code"]) == (status, 401)
    assert answer.json()["description"] == "Unauthorized"


async def test_an_event_may_come_unwrapped(switches, sim, zalo):
    switches.wrapped = False
    answer = await zalo("getUpdates", timeout=0)
    assert answer.keys() == {"ok", "event_name", "message"}
    sim.inject(5)
    assert await zalo("getUpdates", timeout=0) == {"ok": True, "result": 5}


async def test_the_switches_are_read_and_turned_over_http(switches, http):
    assert (await http.get("/sim/zalo/switches")).json() == USUAL
    turned = await http.post("/sim/zalo/switches", json={"idle": "408", "quota": 5})
    assert turned.json() == USUAL | {"idle": "408", "quota": 5}
    assert switches.idle == "408"


@pytest.mark.parametrize(
    "wrong", [{"idle": "500"}, {"replay": 1}, {"quota": -1}, {"quota": True}, {"photo_key": "image"}, {"light": True}]
)
async def test_a_switch_that_is_not_there_turns_nothing(http, wrong):
    assert (await http.post("/sim/zalo/switches", json={"wrapped": False} | wrong)).status_code == 400
    assert (await http.get("/sim/zalo/switches")).json() == USUAL


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("401", "Unauthorized"),
        ("403", "Internal server error"),
        ("408", "Request timeout"),
        ("410", "The chat_id is invalid"),
        ("422", "You are not permitted to send messages to this chat_id"),
        ("429", "Quota exceeded"),
        ("500", "Internal Server Error"),
    ],
)
async def test_a_refusal_on_order_comes_once_and_the_call_has_no_effect(sandbox, sim, http, kind, words):
    sandbox.zalo_faults.add(ZaloFault(kind, "sendMessage", chat_id=HOA))
    given = {"chat_id": HOA, "text": "x"}
    answer = await http.post(f"{ADDRESS}/sendMessage", json=given)
    assert answer.status_code == int(kind)
    assert answer.json() == {"ok": False, "error_code": int(kind), "description": words}
    assert len(sim.chat(HOA)) == 1
    assert sim.record("sendMessage")[-1]["outcome"] == {"ok": False, "fault": kind}
    assert (await http.post(f"{ADDRESS}/sendMessage", json=given)).json()["ok"]


@pytest.mark.parametrize(
    ("kind", "status", "begins"), [("502", 502, "<html>"), ("html", 200, "<html>"), ("malformed", 200, '{"ok":true')]
)
async def test_a_broken_answer_is_not_json_and_the_call_has_no_effect(sandbox, sim, http, kind, status, begins):
    sandbox.zalo_faults.add(ZaloFault(kind))
    answer = await http.post(f"{ADDRESS}/getUpdates")
    assert answer.status_code == status
    assert answer.text.startswith(begins)
    with pytest.raises(ValueError, match="Expecting"):
        answer.json()
    assert sandbox.zalo.waiting() == 1


@pytest.mark.parametrize(("kind", "effect"), [("cut", False), ("cut_after", True)])
async def test_a_cut_connection_may_hide_an_effect(sandbox, sim, http, zalo, kind, effect):
    sandbox.zalo_faults.add(ZaloFault(kind, times=2))
    with pytest.raises(httpx.RemoteProtocolError):
        await http.post(f"{ADDRESS}/sendMessage", json={"chat_id": HOA, "text": "x"})
    assert [message["text"] for message in sim.chat(HOA)] == ["một"] + ["x"] * effect
    with pytest.raises(httpx.RemoteProtocolError):
        await http.post(f"{ADDRESS}/getUpdates")
    assert (await zalo("getUpdates", timeout=0))["ok"] is not effect


async def test_a_slow_call_is_acted_on_in_the_end(sandbox, sim, zalo):
    sandbox.zalo_faults.add(ZaloFault("slow", seconds=0.01))
    assert (await zalo("sendMessage", chat_id=HOA, text="x"))["ok"]


async def test_faults_are_ordered_listed_and_cleared_over_http(sandbox, http, call):
    await http.post("/faults/zalo", json={"kind": "422", "method": "sendMessage", "chat_id": HOA})
    (fault,) = (await http.get("/faults/zalo")).json()
    assert (fault["kind"], fault["chat_id"], fault["times"]) == ("422", HOA, 1)
    assert list(sandbox.faults) == []
    wrong = await http.post("/faults/zalo", json={"kind": "409"})
    assert wrong.json() == {"error": "ValueError: no such fault: 409"}
    assert (await http.delete("/faults/zalo")).json() == []
    assert list(sandbox.zalo_faults) == []


async def test_a_day_over_http(http, zalo):
    async def act(name: str, **given: object) -> dict:
        return (await http.post(f"/sim/zalo/{name}", json=given)).json()

    an = "0000000000000000c003"
    await act("person", id=an, display_name="An")
    await act("group", id="zgr-1", title="Phòng", members=[an])
    await act("add_to_group", group="zgr-1")
    assert (await act("say", person=an, text="@Bot Trợ lý Thi đua chào", group="zgr-1"))["message"]
    assert (await act("send", person=an, kind="photo"))["event_name"] == "message.image.received"
    await act("inject", event={"event_name": "odd"}, bot="7000000003")
    assert (await zalo("getUpdates", 1))["result"] == {"event_name": "odd"}
    await act("again", bot="7000000003")
    assert (await zalo("getUpdates", 1))["result"] == {"event_name": "odd"}
    assert len((await http.get("/sim/zalo/chats/zgr-1")).json()) == 1
    assert (await http.get(f"/sim/zalo/chats/{an}", params={"bot": "7000000003"})).json() == []
    assert len((await http.get("/sim/zalo/record", params={"method": "getUpdates"})).json()) == 2
    await act("clear")
    assert (await http.get("/sim/zalo/record")).json() == []


@pytest.mark.parametrize(
    ("act", "given", "words"),
    [
        ("fly", {}, "no such act: fly"),
        ("say", {"person": HOA, "text": " "}, "a phone sends no empty message"),
        ("say", {"person": "nobody", "text": "x"}, "no person nobody"),
        ("say", {"person": HOA, "text": "x", "group": "zgr-9"}, "no group zgr-9"),
        ("say", {"person": HOA, "text": "x", "bot": "9"}, "no bot 9"),
        ("send", {"person": HOA, "kind": "text"}, "a phone here does not send: text"),
        ("group", {"id": "5", "title": "x"}, "a group's id begins with zgr-"),
    ],
)
async def test_an_act_that_cannot_be_is_refused(http, act, given, words):
    answer = await http.post(f"/sim/zalo/{act}", json=given)
    assert answer.status_code == 400
    assert words in answer.json()["error"]


async def test_a_bot_that_cannot_join_groups_is_not_added(sandbox, sim, zalo):
    sandbox.zalo.bots["7000000002"].can_join_groups = False
    assert (await zalo("getMe"))["result"]["can_join_groups"] is False
    sim.group("zgr-1", "Phòng")
    with pytest.raises(ValueError, match="cannot join groups"):
        sim.add_to_group("zgr-1")


@pytest.mark.parametrize(
    ("tokens", "words"),
    [
        (["1234567890:abcdefghijkl"], "never a real one"),
        (["1:SANDBOX", "1:SANDBOX"], "a token of its own"),
        (["1:SANDBOX", "1:SANDBOX-b"], "a token of its own"),
        (["7000000001:SANDBOX"], "a token of its own"),
    ],
)
def test_tokens_are_the_sandbox_s_own_and_all_different(tokens, words):
    with pytest.raises(ValueError, match=words):
        Sandbox(zalo_tokens=tokens)


async def test_the_command_prints_every_token():
    serving = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "sandbox", "--port", "0", "--zalo-token", "1:SANDBOX", "--zalo-token", "2:SANDBOX"),
        stdout=asyncio.subprocess.PIPE,
    )
    lines = [(await serving.stdout.readline()).decode().split(maxsplit=1)[1].strip() for _ in range(3)]
    serving.terminate()
    await serving.wait()
    assert lines == ["token 7000000001:SANDBOX", "zalo token 1:SANDBOX", "zalo token 2:SANDBOX"]

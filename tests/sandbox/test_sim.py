"""The sandbox from outside: its own routes, token, clock, record and the phone in the terminal."""

import base64
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from bot.certificates import trusted
from sandbox import Sandbox
from sandbox.clock import Clock
from sandbox.phone import chat

LAN = 1001
NOON = datetime(2026, 6, 17, 12, tzinfo=UTC)
MENU = {"inline_keyboard": [[{"text": "Việc", "callback_data": "/viec"}, {"text": "Đợt", "url": "https://a.vn"}]]}


@pytest.fixture
async def http(sandbox) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=sandbox.url, verify=trusted()) as client:
        yield client


@pytest.mark.parametrize("token", ["7000000001:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw", "SANDBOX", ""])
def test_a_token_that_could_be_real_is_refused(token):
    with pytest.raises(ValueError, match="never a real one"):
        Sandbox(token)


@pytest.mark.parametrize("path", ["bot7:SANDBOX-other/getMe", "file/bot7:SANDBOX-other/documents/x"])
async def test_another_token_is_unauthorized(http, path):
    answer = await http.get(f"/{path}")
    assert answer.status_code == 401
    assert answer.json() == {"ok": False, "error_code": 401, "description": "Unauthorized"}


async def test_an_address_that_is_not_there_is_answered_as_telegram_does(http):
    assert (await http.get("/nothing/here")).json() == {
        "ok": False,
        "error_code": 404,
        "description": "Not Found",
    }


async def test_a_day_over_http(sandbox, http, call):
    await http.post("/sim/person", json={"id": 1002, "first_name": "Hoa"})
    await http.post("/sim/open_link", json={"person": 1002, "payload": "abc"})
    await call("sendMessage", chat_id=1002, text="<b>Chào</b>", parse_mode="HTML", reply_markup=MENU)
    pressed = (await http.post("/sim/press", json={"person": 1002, "label": "Việc"})).json()
    await call("answerCallbackQuery", **pressed, text="Không còn việc")
    waited = await http.post("/sim/press", json={"person": 1002, "label": "Đợt", "wait": 1})
    assert waited.json() == {"url": "https://a.vn"}

    document = {"person": 1002, "kind": "document", "name": "a.toml", "caption": "/phatdong"}
    sent = await http.post("/sim/send", json=document | {"content": base64.b64encode(b"x=1").decode()})
    assert sent.json()["document"]["file_size"] == 3
    hello = (await http.get("/sim/chats/1002")).json()[1]
    assert (hello["text"], hello["html"]) == ("Chào", "<b>Chào</b>")
    assert hello["buttons"] == [[{"text": "Việc", "callback_data": "/viec"}, {"text": "Đợt", "url": "https://a.vn"}]]
    record = (await http.get("/sim/record", params={"method": "sendMessage"})).json()
    assert [entry["params"]["chat_id"] for entry in record] == [1002]
    await http.post("/sim/clear", json={})
    assert (await http.get("/sim/record")).json() == []


@pytest.mark.parametrize(
    ("act", "given", "words"),
    [
        ("fly", {}, "no such act: fly"),
        ("say", {"person": 5, "text": "x"}, "no person 5"),
        ("say", {"person": LAN, "text": " "}, "a phone sends no empty message"),
        ("say", {"person": LAN, "text": "x", "chat": -9}, "no chat -9"),
        ("open_link", {"person": LAN, "payload": "a b"}, "a payload is 1 to 64"),
        ("press", {"person": LAN, "label": "Việc"}, "no button Việc"),
        ("send", {"person": LAN, "kind": "dice"}, "a phone here does not send: dice"),
        ("group", {"id": 5, "title": "x"}, "a group has a negative id"),
        ("say", {"who": LAN}, "unexpected keyword argument 'who'"),
    ],
)
async def test_an_act_that_cannot_be_is_refused(http, act, given, words):
    answer = await http.post(f"/sim/{act}", json=given)
    assert answer.status_code == 400
    assert words in answer.json()["error"]


async def test_a_malformed_update_is_handed_over_as_it_is(sandbox, call):
    sandbox.sim.say(LAN, "một")
    sandbox.sim.inject({"message": {"text": 5}})
    sandbox.sim.say(LAN, "hai")
    updates = (await call("getUpdates"))["result"]
    assert [update["message"]["text"] for update in updates] == ["một", 5, "hai"]
    assert len({update["update_id"] for update in updates}) == 3


async def test_allowed_updates_persist_and_filter(sandbox, call):
    await call("getUpdates", allowed_updates=["message"])
    sandbox.sim.block(LAN)
    sandbox.sim.say(LAN, "một")
    await call("getUpdates")
    assert [set(update) for update in (await call("getUpdates"))["result"]] == [{"update_id", "message"}]
    assert (await call("getWebhookInfo"))["result"]["allowed_updates"] == ["message"]


async def test_a_webhook_excludes_polling(call):
    assert (await call("setWebhook", url="https://tuphap.vn/hook"))["ok"]
    assert "can't use getUpdates method while webhook is active" in (await call("getUpdates"))["description"]
    await call("deleteWebhook")
    assert (await call("getUpdates"))["ok"]


async def test_menus_are_kept_by_scope(sandbox, call):
    commands = [{"command": "viec", "description": "Việc của tôi"}]
    await call("setMyCommands", commands=commands, scope={"type": "all_private_chats"})
    assert (await call("getMyCommands", scope={"type": "all_private_chats"}))["result"] == commands
    assert (await call("getMyCommands"))["result"] == []
    await call("deleteMyCommands", scope={"type": "all_private_chats"})
    assert (await call("getMyCommands", scope={"type": "all_private_chats"}))["result"] == []
    await call("setMyDescription", description="Trợ lý")
    assert (await call("getMyDescription"))["result"] == {"description": "Trợ lý"}


def test_a_clock_file_is_shared(tmp_path):
    file = tmp_path / "clock"
    mine, theirs = Clock(lambda: NOON, file), Clock(lambda: NOON, file)
    assert mine.now() == NOON
    mine.set(86_400)
    assert theirs.now() == NOON + timedelta(days=1)
    theirs.set("2026-06-17T09:05:00+07:00")
    assert mine.now().isoformat() == "2026-06-17T09:05:00+07:00"
    with pytest.raises(ValueError, match="needs its zone"):
        mine.set("2026-06-17T09:05:00")
    assert theirs.setting == "2026-06-17T09:05:00+07:00"
    mine.set("")
    assert theirs.now() == NOON


async def test_the_clock_moves_over_http_and_old_things_expire(sandbox, http, call):
    await http.post("/sim/clock", json={"set": "2026-06-17T12:00:00+07:00"})
    sandbox.sim.say(LAN, "/start")
    sent = (await call("sendMessage", chat_id=LAN, text="x", reply_markup=MENU))["result"]
    pressed = sandbox.sim.press(LAN, "Việc")
    await http.post("/sim/clock", json={"set": "2026-06-17T12:01:01+07:00"})
    assert "query is too old" in (await call("answerCallbackQuery", **pressed))["description"]
    assert len((await call("getUpdates"))["result"]) == 2
    await http.post("/sim/clock", json={"set": "2026-06-19T12:02:00+07:00"})
    assert (await http.get("/sim/clock")).json()["setting"] == "2026-06-19T12:02:00+07:00"
    assert (await call("getUpdates"))["result"] == []
    refused = await call("deleteMessage", chat_id=LAN, message_id=sent["message_id"])
    assert refused["description"] == "Bad Request: message can't be deleted"


async def test_a_person_chats_in_the_terminal(sandbox, call):
    sandbox.sim.say(LAN, "/start")
    await call("sendMessage", chat_id=LAN, text="Chào chị Lan", reply_markup=MENU)
    lines, written = iter(["/viec", "#2", "#7", ""]), []

    async def read_line():
        return next(lines, None)

    await chat(sandbox.url, LAN, read_line, written.append)
    assert written[1:] == [
        "Chào chị Lan",
        "  #1 [Việc]",
        "  #2 [Đợt]",
        "(https://a.vn)",
        "Không có nút số 7.",
    ]
    assert sandbox.sim.chat(LAN)[-1]["text"] == "/viec"


async def test_the_terminal_says_when_the_sandbox_is_gone():
    with pytest.raises(httpx.ConnectError):
        await chat("http://127.0.0.1:9", LAN, None, lambda _line: None)

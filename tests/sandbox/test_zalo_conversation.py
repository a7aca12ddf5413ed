"""The pretend Zalo as its bot sees it: one event at a time, and messages that people read."""

import asyncio

import httpx
import pytest

from sandbox import Sandbox

HOA, BINH = "0000000000000000c001", "0000000000000000c002"
SECOND = "7000000003"
GROUP = "zgr-5a"
MENTION = "@Bot Trợ lý Thi đua"


async def texts(zalo, *, bot: int = 0) -> list[str]:
    """Of all the events that wait."""
    found = []
    while (answer := await zalo("getUpdates", bot, timeout=0))["ok"]:
        found.append(answer["result"]["message"]["text"])
    return found


@pytest.fixture
def sim(sandbox):
    return sandbox.zalo_sim


async def test_a_bot_says_who_it_is(zalo):
    assert (await zalo("getMe"))["result"] == {
        "id": "7000000002",
        "display_name": "Bot Trợ lý Thi đua",
        "account_name": "bot.SANDBOX1",
        "account_type": "BASIC",
        "can_join_groups": True,
    }
    assert (await zalo("getMe", 1))["result"]["display_name"] == "Bot Trợ lý Thi đua 2"


async def test_a_person_writes_and_is_answered(sandbox, sim, zalo):
    sandbox.clock.set("2026-06-17T12:00:00+07:00")
    told = sim.say(HOA, "/việc")
    assert (await zalo("getUpdates", timeout=5))["result"] == told
    assert told == {
        "event_name": "message.text.received",
        "message": {
            "message_id": f"{1:020x}",
            "date": 1781672400000,
            "chat": {"id": HOA, "chat_type": "PRIVATE"},
            "from": {"id": HOA, "display_name": "Hoa", "is_bot": False},
            "text": "/việc",
        },
    }
    sent = await zalo("sendMessage", chat_id=HOA, text="Chị có 2 việc <gấp>.")
    assert sent == {"ok": True, "result": {"message_id": f"{2:020x}", "date": 1781672400000}}
    asked, answered = sim.chat(HOA)
    assert (asked["from"], asked["text"]) == (HOA, "/việc")
    assert answered == {
        "message_id": f"{2:020x}",
        "from": "bot",
        "date": 1781672400,
        "kind": "text",
        "text": "Chị có 2 việc <gấp>.",
        "html": "Chị có 2 việc &lt;gấp&gt;.",
        "photo": "",
    }


async def test_each_bot_has_its_own_people_and_chats(sim, zalo):
    sim.say(HOA, "một")
    sim.say(HOA, "hai", bot=SECOND)
    assert await texts(zalo) == ["một"]
    assert await texts(zalo, bot=1) == ["hai"]
    assert [message["text"] for message in sim.chat(HOA, SECOND)] == ["hai"]
    assert sim.chat(BINH) == []


async def test_a_poll_gets_what_is_said_meanwhile(sandbox, sim, zalo):
    poll = asyncio.create_task(zalo("getUpdates", timeout="20"))
    await sandbox.zalo.changed.until(lambda: sim.record("getUpdates"))
    sim.say(HOA, "chào")
    assert (await poll)["result"]["message"]["text"] == "chào"
    assert sandbox.zalo.waiting() == 0


async def test_a_second_poll_takes_over_quietly(sandbox, sim, zalo):
    older = asyncio.create_task(zalo("getUpdates"))
    await sandbox.zalo.changed.until(lambda: len(sim.record("getUpdates")) == 1)
    newer = asyncio.create_task(zalo("getUpdates"))
    assert (await older)["error_code"] == 408
    sim.say(HOA, "chào")
    assert (await newer)["ok"]


async def test_nothing_is_wasted_on_a_poll_that_hung_up(sandbox, sim, zalo):
    async with httpx.AsyncClient() as gone:
        poll = asyncio.create_task(gone.post(f"{sandbox.url}/bot{sandbox.zalo_tokens[0]}/getUpdates"))
        await sandbox.zalo.changed.until(lambda: sim.record("getUpdates"))
        poll.cancel()
        await asyncio.gather(poll, return_exceptions=True)
    sim.say(HOA, "chào")
    assert await texts(zalo) == ["chào"]


async def test_stopping_ends_an_open_poll_at_once():
    async with httpx.AsyncClient() as client, asyncio.timeout(5):
        async with Sandbox() as sandbox:
            poll = asyncio.create_task(client.get(f"{sandbox.url}/bot{sandbox.zalo_tokens[0]}/getUpdates"))
            await sandbox.zalo.changed.until(sandbox.zalo_sim.record)
        assert (await poll).json()["error_code"] == 408


async def test_both_platforms_are_recorded_under_the_same_numbers(sandbox, sim, zalo):
    sandbox.sim.person(1001, "Lan")
    sandbox.sim.say(1001, "/start")
    async with httpx.AsyncClient(base_url=f"{sandbox.url}/bot{sandbox.token}/") as telegram:
        await zalo("getMe")
        await telegram.post("sendMessage", json={"chat_id": 1001, "text": "x"})
        await zalo("sendMessage", 1, chat_id=HOA, text="x")
    calls = sorted(sandbox.sim.record() + sim.record(), key=lambda call: call["seq"])
    assert [(call["seq"], call["bot"], call["method"]) for call in calls] == [
        (1, "7000000002", "getMe"),
        (2, "7000000001", "sendMessage"),
        (3, SECOND, "sendMessage"),
    ]
    assert calls[2]["params"] == {"chat_id": HOA, "text": "x"}
    assert calls[2]["outcome"]["error_code"] == 422
    assert "SANDBOX-ZALO" not in str(calls)
    sim.clear()
    assert sim.record() == []


async def test_a_group_tells_the_bot_only_what_mentions_it_or_replies_to_it(sim, zalo):
    sim.group(GROUP, "Phòng Tổ chức", [HOA, BINH])
    assert sim.say(HOA, f"{MENTION} /việc", GROUP) == {}
    sim.add_to_group(GROUP)
    sim.add_to_group(GROUP, SECOND)
    sim.say(BINH, "chào cả phòng", GROUP)
    sim.say(BINH, f"{MENTION} 2 /việc", GROUP)
    sim.say(BINH, f"{MENTION} /việc", GROUP)
    told = sim.say(BINH, "đồng ý", GROUP, reply=True)
    assert told["message"]["chat"] == {"id": GROUP, "chat_type": "GROUP"}
    assert sim.say(BINH, f"{MENTION} 2 /đợt", GROUP, SECOND)
    assert await texts(zalo) == [f"{MENTION} /việc", "đồng ý"]
    assert len(sim.chat(GROUP)) == 6


@pytest.mark.parametrize(
    ("kind", "caption", "event", "content"),
    [
        ("photo", "", "image", {"message_type": "CHAT_PHOTO", "photo_url": "https://photo.zalo.invalid/{}.jpg"}),
        ("voice", "", "voice", {"voice_url": "https://voice.zalo.invalid/{}.aac"}),
        ("sticker", "", "sticker", {"sticker": "{}", "url": "https://sticker.zalo.invalid/{}.png"}),
        ("unsupported", "", "unsupported", {}),
    ],
)
async def test_what_else_a_phone_sends(sim, zalo, kind, caption, event, content):
    sim.send(HOA, kind, caption)
    told = (await zalo("getUpdates"))["result"]
    number = told["message"]["message_id"]
    assert told["event_name"] == f"message.{event}.received"
    assert told["message"].items() >= {key: value.format(number) for key, value in content.items()}.items()
    assert told["message"].keys() - content.keys() == {"message_id", "date", "chat", "from"}


async def test_a_photo_without_a_caption_never_reaches_the_bot_from_a_group(sim, zalo):
    sim.group(GROUP, "Phòng Tổ chức", [HOA])
    sim.add_to_group(GROUP)
    assert sim.send(HOA, "photo", group=GROUP) == {}
    assert sim.send(HOA, "photo", f"{MENTION} ảnh", GROUP)["message"]["caption"] == f"{MENTION} ảnh"
    assert [bool(message["photo"]) for message in sim.chat(GROUP)] == [True, True]


async def test_a_day_is_told_all_over_again(sandbox, sim, zalo):
    sim.say(HOA, "một")
    sim.say(HOA, "hai")
    assert await texts(zalo) == ["một", "hai"]
    sim.again(times=2)
    assert sandbox.zalo.waiting() == 4
    assert await texts(zalo) == ["một", "hai"] * 2


@pytest.mark.parametrize("event", [{"event_name": 5}, {}, [], "chào", None])
async def test_a_malformed_event_is_handed_over_as_it_is(sandbox, sim, zalo, event):
    sim.inject(event)
    assert await zalo("getUpdates") == {"ok": True, "result": event}

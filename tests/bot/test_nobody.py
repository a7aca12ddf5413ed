"""Who is never a person: an anonymous administrator, a channel's news, a channel that writes. Nothing obeys them."""

import logging

import pytest

from storage import groups
from tests.bot.acts import sent_to
from tests.handlers.test_groups import code_of

GROUP = -1005
ANONYMOUS, NEWS, CHANNEL = 1087968824, 777000, 136817688
PRIVATE_MATTER = "Việc này xin nhắn riêng cho trợ lý để giữ thông tin của Anh/Chị."
COMMANDS = ["/dangky", "/phatdong", "/dulieu", "/dangky ok 1.0", "/nhom ngung 1", "/start c_thidua", "mật khẩu là 123"]


@pytest.fixture
def noted(caplog):
    """The lines of the log about who is no person."""
    caplog.set_level(logging.INFO, "bot.telegram_updates")
    return lambda: [record.getMessage() for record in caplog.records if record.name == "bot.telegram_updates"]


@pytest.fixture
async def group(desk, officer):
    desk.sandbox.sim.group(GROUP, "Sở Tư pháp", [officer.number], admins=[officer.number])
    desk.sandbox.sim.add_to_group(officer.number, GROUP, admin=True)
    await desk.quiet()
    return GROUP


async def state(desk) -> list:
    """All that somebody could have changed."""
    tables = ("account", "stranger", "dialogue", "registration", "group_chat", "group_code", "audit_log", "question")
    asked = [f"SELECT * FROM {table}" for table in tables]  # noqa: S608  # the names stand above
    return [await desk.read(lambda tx, sql=sql: tx.rows(sql)) for sql in asked]


def private(number: int, **more) -> dict:
    sender = {"id": number, "is_bot": number != NEWS, "first_name": "x"}
    chat = {"id": number, "type": "private", "first_name": "x"}
    return {"message_id": 1, "date": 1, "chat": chat, "from": sender} | more


@pytest.mark.parametrize("text", COMMANDS)
async def test_an_anonymous_administrator_commands_nothing_in_a_group(desk, group, officer, noted, text):
    before = await state(desk)
    desk.sandbox.sim.say(officer.number, text, chat=group, anonymous=True)
    await desk.quiet()
    assert await state(desk) == before
    assert set(sent_to(desk, group)) <= {PRIVATE_MATTER}
    asked = text.startswith("/")
    assert noted() == [f"no person ({ANONYMOUS}) wrote in a supergroup"] * asked


@pytest.mark.parametrize("text", [*COMMANDS, "/huongdan"])
async def test_what_a_linked_channel_posts_commands_nothing_in_its_group(desk, group, noted, text):
    before = await state(desk)
    desk.sandbox.sim.channel_post(group, text)
    await desk.quiet()
    assert await state(desk) == before
    assert sent_to(desk, group) == []
    assert noted() == [f"no person ({NEWS}) wrote in a supergroup"] * text.startswith("/")


async def test_a_channel_that_posts_a_groups_code_links_nothing(desk, group, officer):
    code = await code_of(officer)
    desk.sandbox.sim.channel_post(group, f"/start {code}")
    await desk.quiet()
    assert await desk.read(groups.linked) == []


@pytest.mark.parametrize("number", [ANONYMOUS, NEWS, CHANNEL])
@pytest.mark.parametrize(
    "content",
    [
        {"text": "/menu"},
        {"text": "12345678"},
        {"text": "mật khẩu là 123"},
        {"contact": {"phone_number": "84900000001", "first_name": "x", "user_id": 1}},
    ],
)
async def test_what_seems_to_come_from_them_in_private_is_passed_over(desk, noted, number, content):
    before = await state(desk)
    desk.sandbox.sim.inject({"message": private(number, **content)})
    await desk.quiet()
    assert await state(desk) == before
    assert desk.sandbox.sim.record("sendMessage") == []
    assert noted() == [f"no person ({number}) wrote in a private"]
    assert await desk.read(lambda tx: tx.rows("SELECT 1 FROM inbox WHERE state = 'aside'")) == []


@pytest.mark.parametrize("number", [ANONYMOUS, NEWS, CHANNEL])
async def test_what_seems_to_be_their_press_is_passed_over(desk, noted, number):
    before = await state(desk)
    shown = private(number, text="Mời chọn")
    query = {"id": "1", "from": shown["from"], "message": shown, "data": "/dangky ok 1.0", "chat_instance": "x"}
    desk.sandbox.sim.inject({"callback_query": query})
    await desk.quiet()
    assert await state(desk) == before
    assert noted() == [f"no person ({number}) pressed in a private"]

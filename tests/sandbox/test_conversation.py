"""A person and a bot on python-telegram-bot, through the sandbox."""

import asyncio

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.error import BadRequest, Conflict, Forbidden

from sandbox import Sandbox

LAN = 1001
MENU = InlineKeyboardMarkup([[InlineKeyboardButton("Đăng ký", callback_data="/dangky 17")]])


async def test_what_a_person_types_reaches_the_bot_with_its_command_marked(sandbox, bot):
    sandbox.sim.open_link(LAN, "abc-123")
    (update,) = await bot.get_updates(timeout=1)
    assert update.message.text == "/start abc-123"
    assert update.message.parse_entities() == {update.message.entities[0]: "/start"}
    assert update.message.from_user.full_name == "Lan Nguyễn Thị"
    assert update.message.chat.type == "private"


async def test_a_long_poll_ends_when_something_arrives(sandbox, bot):
    polling = asyncio.create_task(bot.get_updates(timeout=30))
    await sandbox.world.changed.until(lambda: sandbox.sim.record("getUpdates"))
    sandbox.sim.say(LAN, "chào")
    assert (await polling)[0].message.text == "chào"


async def test_an_offset_confirms_and_forgets(sandbox, bot):
    for text in ("một", "hai", "ba"):
        sandbox.sim.say(LAN, text)
    first, *_ = await bot.get_updates()
    rest = await bot.get_updates(offset=first.update_id + 1)
    assert [update.message.text for update in rest] == ["hai", "ba"]
    assert [update.message.text for update in await bot.get_updates(offset=-1)] == ["ba"]
    assert len(await bot.get_updates()) == 1


async def test_the_older_of_two_polls_hears_of_the_conflict(sandbox, bot):
    async with Bot(sandbox.token, base_url=f"{sandbox.url}/bot") as second:
        older = asyncio.create_task(bot.get_updates(timeout=30))
        await sandbox.world.changed.until(lambda: sandbox.sim.record("getUpdates"))
        assert await second.get_updates() == ()
        with pytest.raises(Conflict, match="terminated by other getUpdates request"):
            await older


async def test_the_bot_cannot_write_first(bot):
    with pytest.raises(Forbidden, match="can't initiate conversation with a user"):
        await bot.send_message(LAN, "Kính gửi")


async def test_a_press_is_answered_and_the_menu_edited_in_place(sandbox, bot):
    sandbox.sim.say(LAN, "/start")
    sent = await bot.send_message(LAN, "<b>Đợt 28/8</b> &amp; các việc", parse_mode="HTML", reply_markup=MENU)
    assert sent.text_html == "<b>Đợt 28/8</b> &amp; các việc"

    press = sandbox.sim.press(LAN, "Đăng ký")
    update = (await bot.get_updates())[-1]
    assert update.callback_query.data == "/dangky 17"
    await update.callback_query.answer("Đã ghi nhận", show_alert=True)
    await update.callback_query.edit_message_text("Đã đăng ký")

    assert await sandbox.sim.answer_to(press["callback_query_id"]) == {
        "text": "Đã ghi nhận",
        "show_alert": True,
    }
    shown = sandbox.sim.chat(LAN)[-1]
    assert (shown["text"], shown["buttons"], shown["edited"]) == ("Đã đăng ký", [], True)


async def test_the_same_content_again_is_not_modified(sandbox, bot):
    sandbox.sim.say(LAN, "/start")
    sent = await bot.send_message(LAN, "Chào", reply_markup=MENU)
    with pytest.raises(BadRequest, match=r"(?i)message is not modified: specified new message content"):
        await bot.edit_message_text("Chào", LAN, sent.message_id, reply_markup=MENU)
    with pytest.raises(BadRequest, match=r"(?i)message is not modified"):
        await bot.edit_message_reply_markup(LAN, sent.message_id, reply_markup=MENU)
    edited = await bot.edit_message_reply_markup(LAN, sent.message_id)
    assert edited.reply_markup is None


async def test_a_press_on_a_forgotten_message_comes_without_its_content(sandbox, bot):
    sandbox.sim.say(LAN, "/start")
    sent = await bot.send_message(LAN, "Cũ", reply_markup=MENU)
    sandbox.sim.forget_message(LAN, sent.message_id)
    sandbox.sim.press(LAN, "Đăng ký")
    update = (await bot.get_updates())[-1]
    assert not update.callback_query.message.is_accessible
    with pytest.raises(BadRequest, match=r"(?i)message to edit not found"):
        await bot.edit_message_text("Mới", LAN, sent.message_id)


async def test_a_file_goes_up_and_comes_down_unchanged(sandbox, bot):
    content = bytes(range(256)) * 4 + b"\r\n--x\r\n"
    sandbox.sim.say(LAN, "/start")
    sent = await bot.send_document(LAN, content, filename='Báo cáo "quý 3".xlsx', caption="Mẫu")
    assert sent.document.file_name == 'Báo cáo "quý 3".xlsx'
    assert await (await bot.get_file(sent.document.file_id)).download_as_bytearray() == content
    again = await bot.send_document(LAN, sent.document.file_id)
    assert again.document.file_id == sent.document.file_id
    assert sandbox.sim.chat(LAN)[1]["file"] == 'Báo cáo "quý 3".xlsx'


async def test_what_people_send_can_be_fetched(sandbox, bot):
    sandbox.sim.send(LAN, "photo", content=b"jpeg", caption="/ghi tư vấn 3 vụ")
    sandbox.sim.send(LAN, "document", name="lon.zip", size=20_000_001)
    photo, document = await bot.get_updates()
    held = await bot.get_file(photo.message.photo[-1].file_id)
    assert await held.download_as_bytearray() == b"jpeg"
    with pytest.raises(BadRequest, match=r"(?i)file is too big"):
        await bot.get_file(document.message.document.file_id)


async def test_a_long_text_arrives_in_pieces_as_phones_send_it(sandbox, bot):
    sandbox.sim.say(LAN, "🙂" * 3000)
    assert [len(update.message.text) for update in await bot.get_updates()] == [2048, 952]


async def test_blocked_is_told_and_refused_until_unblocked(sandbox: Sandbox, bot: Bot):
    sandbox.sim.say(LAN, "/start")
    sandbox.sim.block(LAN)
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(LAN, "Nhắc việc")
    sandbox.sim.say(LAN, "/start")
    updates = await bot.get_updates()
    kinds = [Update.MY_CHAT_MEMBER if update.my_chat_member else Update.MESSAGE for update in updates]
    assert kinds == ["message", "my_chat_member", "my_chat_member", "message"]
    assert (await bot.send_message(LAN, "Chào")).text == "Chào"
    sandbox.sim.deactivate(LAN)
    with pytest.raises(Forbidden, match="user is deactivated"):
        await bot.send_message(LAN, "Nhắc việc")

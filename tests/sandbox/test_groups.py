"""Groups as the bot meets them: joining, topics, privacy, leaving, becoming a supergroup."""

import pytest
from telegram.error import BadRequest, ChatMigrated, Forbidden

LAN = 1001
HOA = 1002
GROUP = -500


@pytest.fixture
def group(sandbox):
    sandbox.sim.person(HOA, "Hoa")
    sandbox.sim.group(GROUP, "Sở Tư pháp", [LAN], type="group", admins=[HOA])
    return GROUP


async def test_adding_by_a_link_gives_membership_then_the_payload(sandbox, bot, group):
    sandbox.sim.add_to_group(HOA, group, "code-1")
    member, added, start = await bot.get_updates()
    assert member.my_chat_member.old_chat_member.status == "left"
    assert member.my_chat_member.new_chat_member.status == "member"
    assert added.message.new_chat_members[0].id == bot.id
    assert start.message.text == f"/start@{bot.username} code-1"
    assert start.message.from_user.id == HOA


async def test_an_anonymous_admin_is_nobody_in_the_name_of_the_group(sandbox, bot, group):
    sandbox.sim.add_to_group(HOA, group, "code-1", anonymous=True)
    start = (await bot.get_updates())[-1]
    assert start.message.from_user.id == 1087968824
    assert start.message.sender_chat.id == group


async def test_an_anonymous_admin_writes_in_the_name_of_the_group(sandbox, bot, group):
    sandbox.sim.add_to_group(HOA, group)
    sandbox.sim.say(HOA, "/tiendo", chat=group, anonymous=True)
    message = (await bot.get_updates())[-1].message
    assert (message.text, message.from_user.id, message.sender_chat.id) == ("/tiendo", 1087968824, group)
    with pytest.raises(ValueError, match="only an administrator"):
        sandbox.sim.say(LAN, "/tiendo", chat=group, anonymous=True)


async def test_what_a_linked_channel_posts_is_written_by_telegram_itself(sandbox, bot, group):
    sandbox.sim.add_to_group(HOA, group, admin=True)
    sandbox.sim.channel_post(group, "/tiendo và thông báo")
    message = (await bot.get_updates())[-1].message
    assert (message.from_user.id, message.is_automatic_forward) == (777000, True)
    assert message.sender_chat.type == message.forward_origin.chat.type == "channel"


async def test_the_bot_hears_only_what_its_privacy_mode_allows(sandbox, bot, group):
    sandbox.sim.add_to_group(HOA, group)
    await bot.get_updates(offset=-1)
    posted = await bot.send_message(group, "Đã mở đăng ký")
    sandbox.sim.say(LAN, "Chào cả phòng", chat=group)
    sandbox.sim.say(LAN, "/tiendo@another_bot", chat=group)
    sandbox.sim.say(LAN, "/tiendo", chat=group)
    sandbox.sim.say(LAN, "Đã rõ", chat=group, reply_to=posted.message_id)
    heard = [update.message.text for update in (await bot.get_updates())[1:]]
    assert heard == ["/tiendo", "Đã rõ"]


async def test_a_press_in_a_group_carries_who_pressed(sandbox, bot, call, group):
    sandbox.sim.add_to_group(HOA, group)
    markup = {"inline_keyboard": [[{"text": "Xem", "callback_data": "/thidua"}]]}
    await call("sendMessage", chat_id=group, text="Đợt 28/8", reply_markup=markup)
    sandbox.sim.press(LAN, data="/thidua", chat=group)
    query = (await bot.get_updates())[-1].callback_query
    assert (query.from_user.id, query.message.chat.id) == (LAN, group)


async def test_a_link_in_a_group_opens_the_private_chat(sandbox, bot, call, group):
    sandbox.sim.add_to_group(HOA, group)
    link = {"text": "Đăng ký", "url": f"https://t.me/{bot.username}?start=dangky_17"}
    markup = {"inline_keyboard": [[link]]}
    await call("sendMessage", chat_id=group, text="Đợt 28/8", reply_markup=markup)
    sandbox.sim.press(LAN, "Đăng ký", chat=group)
    message = (await bot.get_updates())[-1].message
    assert (message.chat.id, message.text) == (LAN, "/start dangky_17")


async def test_a_topic_that_is_not_there_is_refused(sandbox, bot):
    topics = sandbox.sim.group(-600, "Diễn đàn", [LAN], topics=["Thi đua"])["topics"]
    sandbox.sim.add_to_group(LAN, -600)
    sent = await bot.send_message(-600, "Chào", message_thread_id=topics["Thi đua"])
    assert sent.is_topic_message
    assert sandbox.sim.chat(-600)[-1]["thread"] == topics["Thi đua"]
    with pytest.raises(BadRequest, match=r"(?i)message thread not found"):
        await bot.send_message(-600, "Chào", message_thread_id=99)
    sandbox.sim.say(LAN, "/tiendo", chat=-600, thread=topics["Thi đua"])
    assert (await bot.get_updates())[-1].message.message_thread_id == topics["Thi đua"]


async def test_removed_is_told_and_refused(sandbox, bot, group):
    sandbox.sim.add_to_group(HOA, group)
    sandbox.sim.remove_from_group(HOA, group)
    assert (await bot.get_updates())[-1].my_chat_member.new_chat_member.status == "kicked"
    with pytest.raises(Forbidden, match="bot was kicked from the group chat"):
        await bot.send_message(group, "Chào")


async def test_a_group_that_became_a_supergroup_names_its_new_id(sandbox, bot, group):
    sandbox.sim.add_to_group(HOA, group)
    new = sandbox.sim.migrate(group)["id"]
    with pytest.raises(ChatMigrated) as moved:
        await bot.send_message(group, "Chào")
    assert moved.value.new_chat_id == new
    assert (await bot.send_message(new, "Chào")).chat.type == "supergroup"
    to, since = (await bot.get_updates())[-2:]
    assert to.message.migrate_to_chat_id == new
    assert since.message.migrate_from_chat_id == group


async def test_who_is_who_in_a_group(sandbox, bot, group):
    sandbox.sim.add_to_group(HOA, group, admin=True)
    assert [admin.user.id for admin in await bot.get_chat_administrators(group)] == [HOA, bot.id]
    assert (await bot.get_chat_member(group, LAN)).status == "member"
    assert await bot.get_chat_member_count(group) == 3
    posted = await bot.send_message(group, "Đợt 28/8")
    await bot.pin_chat_message(group, posted.message_id)
    assert (await bot.get_chat(group)).pinned_message.message_id == posted.message_id
    await bot.unpin_chat_message(group)
    assert (await bot.get_chat(group)).pinned_message is None
    await bot.leave_chat(group)
    with pytest.raises(Forbidden):
        await bot.get_chat_member(group, LAN)


async def test_a_bot_that_is_no_admin_pins_nothing_and_deletes_only_its_own(sandbox, bot, group):
    sandbox.sim.add_to_group(HOA, group)
    posted = await bot.send_message(group, "Đợt 28/8")
    with pytest.raises(BadRequest, match=r"(?i)not enough rights to manage pinned messages"):
        await bot.pin_chat_message(group, posted.message_id)
    with pytest.raises(BadRequest, match=r"(?i)message can't be deleted"):
        await bot.delete_message(group, 1)
    assert await bot.delete_message(group, posted.message_id)
    assert all(message["text"] != "Đợt 28/8" for message in sandbox.sim.chat(group))

"""Telephone numbers as phones hand them over: by a key, or as a card; and whose Telegram says that they are."""

import pytest
from telegram import KeyboardButton, ReplyKeyboardMarkup, ReplyKeyboardRemove
from telegram.error import BadRequest

LAN, HOA = 1001, 1002
MINE, HERS = "84900000001", "84900000002"
KEY = ReplyKeyboardMarkup([[KeyboardButton("Gửi số", request_contact=True)]], one_time_keyboard=True)


@pytest.fixture(autouse=True)
def started(sandbox):
    sandbox.sim.person(HOA, "Hoa", phone=HERS)
    sandbox.sim.say(LAN, "/start")


async def arrived(bot):
    return (await bot.get_updates())[-1].message


async def test_the_key_hands_over_the_phones_own_number(sandbox, bot):
    await bot.send_message(LAN, "Kính đề nghị", reply_markup=KEY)
    sandbox.sim.share_contact(LAN, MINE)
    contact = (await arrived(bot)).contact
    assert (contact.phone_number, contact.user_id, contact.first_name) == (MINE, LAN, "Lan")
    sandbox.sim.press(LAN, "Gửi số")  # the phone knows its number now
    assert (await arrived(bot)).contact.phone_number == MINE


async def test_nothing_is_handed_over_where_no_key_asks_or_no_number_is_known(sandbox, bot):
    with pytest.raises(LookupError, match="no key"):
        sandbox.sim.share_contact(LAN, MINE)
    await bot.send_message(LAN, "Kính đề nghị", reply_markup=KEY)
    with pytest.raises(ValueError, match="no number"):
        sandbox.sim.press(LAN, "Gửi số")
    await bot.send_message(LAN, "Cảm ơn", reply_markup=ReplyKeyboardRemove())
    with pytest.raises(LookupError, match="no key"):
        sandbox.sim.share_contact(LAN, MINE)


@pytest.mark.parametrize(
    ("given", "owner"),
    [({"phone": "84900000003"}, None), ({"phone": HERS}, HOA), ({"phone": "84900000003", "user_id": 77}, 77)],
)
async def test_a_card_says_whose_it_is_only_where_that_is_known(sandbox, bot, given, owner):
    sandbox.sim.send_contact(LAN, **given)
    contact = (await arrived(bot)).contact
    assert (contact.phone_number, contact.user_id) == (given["phone"], owner)


async def test_a_card_that_was_sent_elsewhere_before_is_marked(sandbox, bot):
    sandbox.sim.send_contact(HOA, HERS, forwarded=True)
    message = await arrived(bot)
    assert (message.contact.user_id, message.forward_origin.sender_user.id) == (HOA, HOA)


@pytest.mark.parametrize("markup", [KEY, ReplyKeyboardRemove()])
async def test_what_came_with_a_keyboard_under_the_input_is_never_edited(bot, markup):
    sent = await bot.send_message(LAN, "Kính đề nghị", reply_markup=markup)
    with pytest.raises(BadRequest, match=r"(?i)message can't be edited"):
        await bot.edit_message_text("Xin mời", LAN, sent.message_id)


async def test_both_acts_are_there_over_http(sandbox, http, call, bot):
    key = {"keyboard": [[{"text": "Gửi số", "request_contact": True}]]}
    await call("sendMessage", chat_id=LAN, text="Kính đề nghị", reply_markup=key)
    await http.post("/sim/share_contact", json={"person": LAN, "phone": MINE})
    await http.post("/sim/send_contact", json={"person": LAN, "phone": HERS})
    owners = [update.message.contact.user_id for update in (await bot.get_updates())[-2:]]
    assert owners == [LAN, HOA]

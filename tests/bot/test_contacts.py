"""A telephone number that comes by a press, the key that asks for it, and what becomes of both."""

import logging

import pytest

from domain.messages import Choice, Message
from tests.bot.acts import queued
from tests.bot.test_updates import GROUP, PERSON, asked, message

STAFF, PHONE = 1004, "84900000001"
CARD = {"phone_number": PHONE, "first_name": "Hoa"}
MINE = CARD | {"user_id": PERSON["id"]}
ASKS = Message(text="Mời gửi số điện thoại.", asks_contact=True)
KEY = "Gửi số điện thoại của tôi"


# What comes --------------------------------------------------------------------------------------------


def test_a_contact_has_a_command_that_nobody_can_type_and_no_words():
    request = asked(message(contact=MINE))
    assert (request.command, request.text, request.contact.phone) == ("_contact", "", PHONE)


@pytest.mark.parametrize(
    ("more", "own"),
    [
        ({"contact": MINE}, True),
        ({"contact": CARD}, False),
        ({"contact": CARD | {"user_id": 12}}, False),
        ({"contact": MINE, "forward_origin": {"type": "user", "date": 1, "sender_user": PERSON}}, False),
        ({"contact": MINE, "forward_origin": {"type": "hidden_user", "date": 1, "sender_user_name": "Hoa"}}, False),
        ({"contact": MINE, "chat": GROUP, "sender_chat": GROUP}, False),
    ],
)
def test_a_contact_is_ones_own_only_where_the_platform_says_so_and_it_comes_at_first_hand(more, own):
    assert asked(message(**more)).contact.own is own


def test_what_prints_a_request_does_not_print_the_number():
    request = asked(message(contact=MINE))
    assert PHONE not in f"{request!r} {request}"


@pytest.mark.parametrize("user_id", [None, STAFF])
async def test_somebody_who_is_in_hears_that_no_card_is_kept(desk, staff, caplog, user_id):
    caplog.set_level(logging.INFO)
    desk.sandbox.sim.send_contact(STAFF, PHONE, user_id)
    await desk.quiet()
    assert "không lưu danh thiếp" in staff.last
    assert PHONE not in caplog.text
    assert await desk.read(lambda tx: tx.rows("SELECT 1 FROM inbox WHERE body IS NOT NULL")) == []


async def test_a_card_leaves_an_open_question_open(desk, staff):
    await staff.says("/hoi")
    desk.sandbox.sim.send_contact(STAFF, PHONE)
    await desk.quiet()
    assert "Đã chuyển" in await staff.says("khi nào họp")


async def test_a_strangers_contact_that_opens_nothing_is_answered_and_written_in_no_log(desk, stranger, caplog):
    caplog.set_level(logging.INFO)
    desk.sandbox.sim.send_contact(stranger.number, PHONE)
    await desk.quiet()
    assert "chưa dùng để vào được" in stranger.last
    assert PHONE not in caplog.text


# The key -------------------------------------------------------------------------------------------------


def test_what_asks_for_a_contact_has_no_choices():
    with pytest.raises(ValueError, match="no choices"):
        Message(text="x", asks_contact=True, choices=(Choice(label="Xem", command="/menu"),))


def keyboard(desk) -> dict:
    """What the phone shows under its input."""
    return desk.sandbox.world.chats[STAFF].keyboard


async def asks(desk, said: Message = ASKS) -> None:
    async with desk.database.transaction() as tx:
        account = await tx.row("SELECT staff_id FROM account WHERE external_id = ?", (str(STAFF),))
    await queued(desk, "", key=said.text, staff_id=account["staff_id"], message=said)
    await desk.ticked()
    await desk.quiet()


async def test_what_asks_brings_the_key_and_the_answer_to_the_contact_takes_it_away(desk, staff):
    await asks(desk)
    assert keyboard(desk)["keyboard"] == [[{"text": KEY, "request_contact": True}]]
    assert keyboard(desk)["one_time_keyboard"]
    desk.sandbox.sim.share_contact(STAFF, PHONE)
    await desk.quiet()
    assert "không lưu danh thiếp" in staff.last
    assert keyboard(desk) == {}


async def test_a_key_from_before_a_restart_goes_once_it_is_pressed(desk, staff):
    await asks(desk)
    await desk.stop()
    await desk.start()
    desk.sandbox.sim.share_contact(STAFF, PHONE)
    await desk.quiet()
    assert keyboard(desk) == {}


async def test_a_key_goes_before_a_message_with_choices_since_one_message_has_one_keyboard(desk, staff):
    await asks(desk)
    assert "anh Bình" in await staff.says("/menu")
    assert keyboard(desk) == {}
    assert staff.heard[-2:] == ["Trợ lý đã nhận.", staff.last]
    assert "Hướng dẫn sử dụng" in staff.choices
    await staff.says("/menu")
    assert staff.heard.count("Trợ lý đã nhận.") == 1


async def test_a_key_stays_as_long_as_it_is_asked_for(desk, staff):
    await asks(desk)
    await asks(desk, ASKS.model_copy(update={"text": "Số chưa khớp. Mời gửi lại."}))
    assert keyboard(desk) != {}
    assert staff.heard == [ASKS.text, "Số chưa khớp. Mời gửi lại."]


async def test_nothing_is_taken_away_where_no_key_stands(desk, staff):
    await staff.says("/thoat")
    assert "reply_markup" not in desk.sandbox.sim.record("sendMessage")[-1]["params"]

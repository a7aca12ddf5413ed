"""Keyboards of the phone itself, captions, and the ways in which parameters travel."""

import httpx
import pytest
from telegram import KeyboardButton, ReplyKeyboardMarkup, ReplyKeyboardRemove
from telegram.error import BadRequest

LAN = 1001


@pytest.fixture(autouse=True)
def started(sandbox):
    sandbox.sim.say(LAN, "/start")


async def test_a_button_of_the_phones_keyboard_types_its_label(sandbox, bot):
    await bot.send_message(LAN, "Chọn việc", reply_markup=ReplyKeyboardMarkup([["Báo cáo"]]))
    assert sandbox.sim.press(LAN, "Báo cáo")["text"] == "Báo cáo"
    await bot.send_message(LAN, "Xong", reply_markup=ReplyKeyboardRemove())
    with pytest.raises(LookupError, match="no button Báo cáo"):
        sandbox.sim.press(LAN, "Báo cáo")


async def test_a_phone_number_is_asked_for_in_private_only(sandbox, bot):
    sandbox.sim.group(-5, "Phòng", [LAN])
    sandbox.sim.add_to_group(LAN, -5)
    keyboard = ReplyKeyboardMarkup([[KeyboardButton("Gửi số", request_contact=True)]])
    await bot.send_message(LAN, "Kính đề nghị", reply_markup=keyboard)
    with pytest.raises(BadRequest, match=r"(?i)phone number can be requested in private chats only"):
        await bot.send_message(-5, "Kính đề nghị", reply_markup=keyboard)


async def test_a_caption_is_edited_and_a_text_put_there_refused(sandbox, bot):
    sent = await bot.send_photo(LAN, b"jpeg", caption="Trước")
    edited = await bot.edit_message_caption(LAN, sent.message_id, caption="<i>Sau</i>", parse_mode="HTML")
    assert edited.caption_html == "<i>Sau</i>"
    with pytest.raises(BadRequest, match=r"(?i)there is no text in the message to edit"):
        await bot.edit_message_text("Sau", LAN, sent.message_id)


async def test_an_empty_file_is_refused(bot):
    with pytest.raises(BadRequest, match=r"(?i)file must be non-empty"):
        await bot.send_document(LAN, b"", filename="a.csv")


async def test_the_record_holds_typed_parameters_and_no_bytes(sandbox, bot):
    await bot.send_document(LAN, b"a;b", filename="a.csv")
    (entry,) = sandbox.sim.record("sendDocument")
    assert entry["params"] == {"chat_id": LAN, "document": {"file": "a.csv", "size": 3}}


async def test_parameters_travel_in_the_address_a_form_or_an_attachment(sandbox):
    async with httpx.AsyncClient(base_url=f"{sandbox.url}/bot{sandbox.token}") as client:
        by_address = await client.get("/sendMessage", params={"chat_id": LAN, "text": "một"})
        by_form = await client.post("/sendMessage", data={"chat_id": LAN, "text": "hai"})
        attached = {"chat_id": str(LAN), "document": "attach://part"}
        by_part = await client.post("/sendDocument", data=attached, files={"part": ("ba.csv", b"3")})
        broken = await client.post("/sendMessage", content=b"{", headers={"content-type": "application/json"})
    assert by_address.json()["result"]["text"] == "một"
    assert by_form.json()["result"]["text"] == "hai"
    assert by_part.json()["result"]["document"]["file_name"] == "ba.csv"
    assert broken.json()["description"] == "Bad Request: can't parse request body"


@pytest.mark.parametrize(("size", "taken"), [((1080, 2560), True), ((5000, 5001), False), ((100, 2001), False)])
async def test_a_photo_that_is_too_large_or_too_narrow_is_refused(bot, size, taken):
    png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + b"".join(side.to_bytes(4) for side in size)
    if taken:
        assert (await bot.send_photo(LAN, png)).photo
    else:
        with pytest.raises(BadRequest, match=r"(?i)photo_invalid_dimensions"):
            await bot.send_photo(LAN, png)

"""Chatting on the page's phones: what somebody types, presses, attaches, and what arrives meanwhile."""

import pytest
from playwright.async_api import expect

from tests.page.conftest import GROUP, HANH_ON_ZALO, HOA, HOA_ON_ZALO, LAN_ANH

pytestmark = pytest.mark.asyncio(loop_scope="session")

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d4944415478da63f8cfc0f01f0005000201aeb3b3130000000049454e44ae426082"
)
CHOICES = {"inline_keyboard": [[{"text": "Có", "callback_data": "/co"}, {"text": "Không", "callback_data": "/khong"}]]}
CARD = {"inline_keyboard": [[{"text": "Đăng ký", "url": "https://t.me/thaian_thidua_bot?start=dk_3"}]]}


async def test_words_become_a_message_of_ones_own_and_markup_in_them_stays_words(sandbox, hoa, page):
    await hoa.button("Bắt đầu").click()
    await hoa.says("Chào <img src=x onerror=\"document.title='hỏng'\"> & <b>chị</b>")
    await hoa.shows("Chào <img src=x onerror=\"document.title='hỏng'\"> & <b>chị</b>")
    assert await hoa.last.get_attribute("class") == "message own follows"
    assert await hoa.last.locator("img, b").count() == 0
    assert await page.title() == "Hộp cát Trợ lý Thi đua"
    assert sandbox.sim.chat(HOA)[-1]["text"].endswith("& <b>chị</b>")


async def test_what_the_assistant_marks_is_marked_and_nothing_else(sandbox, call, hoa):
    sandbox.sim.say(HOA, "/start")
    text = "<b>Hạn</b>: <i>26/6</i>\n<blockquote>trích</blockquote><a href='https://tuphap.example.vn/45'>Kế hoạch</a>"
    await call("sendMessage", chat_id=HOA, text=text, parse_mode="HTML")
    await hoa.shows("Hạn: 26/6")
    words = hoa.last.locator(".words")
    assert await words.evaluate("one => [...one.querySelectorAll('*')].map((part) => part.tagName)") == [
        "B", "I", "BLOCKQUOTE", "A",
    ]  # fmt: skip
    assert await words.locator("a").get_attribute("href") == "https://tuphap.example.vn/45"


async def test_enter_within_an_unfinished_letter_sends_nothing(sandbox, hoa):
    """An input method for Vietnamese takes Enter for itself while it builds a letter."""
    sandbox.sim.say(HOA, "/start")
    await hoa.input.fill("đăng ký")
    unfinished = {"key": "Enter", "isComposing": True, "bubbles": True, "cancelable": True}
    await hoa.input.dispatch_event("keydown", unfinished)
    assert await hoa.input.input_value() == "đăng ký"
    await hoa.input.press("Shift+Enter")
    assert await hoa.input.input_value() == "đăng ký\n"
    await hoa.input.press("Enter")
    await hoa.shows("đăng ký")
    assert len(sandbox.sim.chat(HOA)) == 2


async def test_a_pressed_button_reaches_the_assistant_and_its_alert_is_shown(sandbox, call, hoa, page):
    sandbox.sim.say(HOA, "/start")
    await call("sendMessage", chat_id=HOA, text="Chị tham gia chứ", reply_markup=CHOICES)
    await hoa.button("Có").click()
    await sandbox.world.changed.until(lambda: sandbox.world.presses)
    (press,) = sandbox.world.presses.values()
    assert (press.person, press.data) == (HOA, "/co")
    await call("answerCallbackQuery", callback_query_id=press.id, text="Đã hết hạn đăng ký.", show_alert=True)
    dialog = page.get_by_role("dialog")
    await expect(dialog).to_contain_text("Đã hết hạn đăng ký.")
    await page.keyboard.press("Escape")
    await expect(dialog).to_have_count(0)


async def test_an_edited_message_changes_where_it_stands(sandbox, call, hoa):
    sandbox.sim.say(HOA, "/start")
    sent = (await call("sendMessage", chat_id=HOA, text="Đang gửi: 12/86", reply_markup=CHOICES))["result"]
    await call("sendMessage", chat_id=HOA, text="Tin sau")
    await hoa.shows("Tin sau")
    await call("editMessageText", chat_id=HOA, message_id=sent["message_id"], text="Đã gửi: 86/86")
    edited = hoa.messages.nth(1)
    await expect(edited).to_contain_text("Đã gửi: 86/86")
    await expect(edited).to_contain_text("đã sửa")
    await expect(edited.locator("button")).to_have_count(0)
    await expect(hoa.messages).to_have_count(3)


async def test_only_changed_buttons_do_not_count_as_an_edit(sandbox, call, hoa):
    sandbox.sim.say(HOA, "/start")
    sent = (await call("sendMessage", chat_id=HOA, text="Mời chọn", reply_markup=CHOICES))["result"]
    await call("editMessageReplyMarkup", chat_id=HOA, message_id=sent["message_id"])
    await expect(hoa.last.locator("button")).to_have_count(0)
    await expect(hoa.last).to_contain_text("Mời chọn")
    await expect(hoa.last).not_to_contain_text("đã sửa")


async def test_what_arrives_where_nobody_looks_is_marked_until_it_is_read(sandbox, call, hoa, lan_anh):
    for person in (HOA, LAN_ANH):
        sandbox.sim.say(person, "/start")
    await lan_anh.shows("/start")
    await lan_anh.input.focus()
    await call("sendMessage", chat_id=HOA, text="Còn 3 ngày đến hạn")
    await call("sendMessage", chat_id=HOA, text="Còn 1 ngày đến hạn")
    await call("sendMessage", chat_id=LAN_ANH, text="Có câu hỏi mới")
    await lan_anh.shows("Có câu hỏi mới")
    await expect(hoa.place.locator(".badge")).to_have_text("2")
    await expect(hoa.place.locator(".new-line + .message")).to_contain_text("Còn 3 ngày")
    await expect(lan_anh.place.locator(".badge")).to_be_hidden()
    await hoa.input.focus()
    await expect(hoa.place.locator(".badge")).to_be_hidden()
    await expect(hoa.place.locator(".new-line")).to_have_count(0)


async def test_what_arrives_while_one_reads_further_up_waits_below(sandbox, call, hoa):
    for number in range(30):
        sandbox.sim.say(HOA, f"Dòng {number}")
    await hoa.shows("Dòng 29")
    await hoa.input.focus()
    down = hoa.place.get_by_role("button", name="Tới tin mới nhất")
    while not await down.is_visible():  # a frame that was still to settle may scroll back to the end once
        await hoa.place.locator(".log").evaluate("one => (one.scrollTop = 0, new Promise(requestAnimationFrame))")
    await call("sendMessage", chat_id=HOA, text="Tin mới tới")
    await expect(down).to_contain_text("1 tin mới")
    assert await hoa.place.locator(".log").evaluate("one => one.scrollTop") == 0
    await down.click()
    await expect(hoa.last).to_be_in_viewport()
    await expect(down).to_be_hidden()


async def test_photos_and_files_are_sent_and_can_be_fetched_again(sandbox, call, lan_anh, page):
    sandbox.sim.say(LAN_ANH, "/start")
    for kind, name, content in (("Ảnh", "hoi-nghi.png", PNG), ("Tệp", "Kế hoạch 45.toml", "label = 'đợt'".encode())):
        await lan_anh.place.get_by_label("Gửi ảnh, tệp, danh thiếp").click()
        async with page.expect_file_chooser() as chosen:
            await lan_anh.place.locator(".kinds").get_by_role("button", name=kind).click()
        await (await chosen.value).set_files({"name": name, "mimeType": "", "buffer": content})
        await lan_anh.says(f"lời của {name}")
        await lan_anh.shows(f"lời của {name}")
    assert (
        await lan_anh.messages.nth(1).locator("img").evaluate("one => one.decode().then(() => one.naturalWidth)") == 1
    )
    async with page.expect_download() as saved:
        await lan_anh.last.get_by_role("link").click()
    assert (await saved.value).suggested_filename == "Kế hoạch 45.toml"
    assert (await (await saved.value).path()).read_text(encoding="utf-8") == "label = 'đợt'"
    kinds = [set(update["message"]) & {"photo", "document"} for update in (await call("getUpdates"))["result"][-2:]]
    assert kinds == [{"photo"}, {"document"}]


async def test_on_zalo_only_photos_are_sent_and_everything_else_is_typed(sandbox, call, hoa, page):
    await hoa.look("zalo")
    await hoa.says("dang ky")
    await call("sendMessage", zalo=True, chat_id=HOA_ON_ZALO, text="1. Tham gia\n2. Không tham gia")
    await hoa.shows("2. Không tham gia")
    async with page.expect_file_chooser() as chosen:
        await hoa.place.get_by_label("Gửi ảnh").click()
    assert await (await chosen.value).element.get_attribute("accept") == "image/*"
    await (await chosen.value).set_files({"name": "hien-truong.png", "mimeType": "image/png", "buffer": PNG})
    await hoa.place.get_by_label("Gửi", exact=True).click()
    assert await hoa.last.locator("img").evaluate("one => one.decode().then(() => one.naturalWidth)") == 1
    assert [message["kind"] for message in sandbox.zalo_sim.chat(HOA_ON_ZALO)] == ["text", "text", "photo"]
    await expect(hoa.place.locator(".key")).to_have_count(0)


async def test_a_link_in_the_group_opens_the_persons_own_chat_on_the_first_phone(sandbox, call, group, lan_anh, hoa):
    card = (await call("sendMessage", chat_id=GROUP, text="Đợt thi đua 28/8: 5 người", reply_markup=CARD))["result"]
    await call("pinChatMessage", chat_id=GROUP, message_id=card["message_id"])
    await expect(group.place.locator(".pinned")).to_contain_text("Đợt thi đua 28/8: 5 người")
    await group.place.get_by_label("Nhắn với tên").select_option("Nguyễn Thị Lan Anh")
    await group.button("Đăng ký").click()
    await expect(hoa.place.locator(".owner-name")).to_have_text("Nguyễn Thị Lan Anh")
    await hoa.shows("/start dk_3")
    assert sandbox.sim.chat(LAN_ANH)[-1]["text"] == "/start dk_3"
    await expect(hoa.input).to_be_focused()


async def test_somebody_writes_in_the_group_and_calls_the_assistant_by_name(sandbox, group):
    await group.look("zalo")
    await group.place.get_by_label("Nhắn với tên").select_option("Vũ Thị Hạnh")
    await group.place.get_by_role("button", name="@Trợ lý").click()
    await group.input.press_sequentially("tiến độ")
    await group.input.press("Enter")
    await group.shows("@Bot Trợ lý Thi đua tiến độ")
    assert await group.last.get_attribute("class") == "message own"
    assert sandbox.zalo_sim.chat("zgr-500")[-1]["from"] == HANH_ON_ZALO
    assert len(sandbox.zalo.bot().updates) == 1


async def test_the_commands_that_the_assistant_has_set_are_one_press_away(sandbox, call, hoa):
    sandbox.sim.say(HOA, "/start")
    commands = [
        {"command": "dangky", "description": "Đăng ký thi đua"},
        {"command": "viec", "description": "Việc cần làm"},
    ]
    await call("setMyCommands", commands=commands, scope={"type": "all_private_chats"})
    await hoa.shows("/start")
    opener = hoa.place.get_by_label("Các lệnh của trợ lý")
    await opener.press("Enter")
    first, second = (hoa.place.locator(".commands button").nth(place) for place in (0, 1))
    while await opener.get_attribute("aria-expanded") != "true":  # what was still arriving has closed them once
        await opener.press("Enter")
    await first.press("ArrowDown")
    await expect(second).to_be_focused()
    await second.press("Enter")
    await hoa.shows("/viec")


ASKED = {"keyboard": [[{"text": "Chia sẻ số", "request_contact": True}]], "one_time_keyboard": True}


async def test_a_number_is_shared_by_the_key_that_asks_for_it(sandbox, call, hoa, page):
    sandbox.sim.say(HOA, "/start")
    await call("sendMessage", chat_id=HOA, text="Mời chia sẻ số điện thoại", reply_markup=ASKED)
    await hoa.button("Chia sẻ số").click()
    asked = page.get_by_role("dialog").get_by_label("Số điện thoại của máy này")
    await asked.fill("0900000001")
    await page.get_by_role("button", name="Gửi").last.click()
    await hoa.shows("Danh thiếp: 0900000001")
    assert (await call("getUpdates"))["result"][-1]["message"]["contact"]["user_id"] == HOA
    await expect(hoa.button("Chia sẻ số")).to_have_count(0)  # it is for one press
    await call("sendMessage", chat_id=HOA, text="Mời chia sẻ lần nữa", reply_markup=ASKED)
    await hoa.button("Chia sẻ số").click()
    await expect(asked).to_have_value("0900000001")


async def test_somebody_elses_card_is_sent_from_the_phones_list(sandbox, call, hoa, page):
    sandbox.sim.person(LAN_ANH, "Anh", "Nguyễn Thị Lan", phone="0900000009")
    sandbox.sim.say(HOA, "/start")
    for phone in ("0900000009", "0900000008"):
        await hoa.place.get_by_label("Gửi ảnh, tệp, danh thiếp").click()
        await hoa.place.locator(".kinds").get_by_role("button", name="Danh thiếp").click()
        await page.get_by_role("dialog").get_by_label("Số điện thoại trong danh bạ").fill(phone)
        await page.get_by_role("button", name="Gửi").last.click()
        await hoa.shows(f"Danh thiếp: {phone}")
    cards = [update["message"]["contact"] for update in (await call("getUpdates"))["result"][-2:]]
    assert [card.get("user_id") for card in cards] == [LAN_ANH, None]


async def test_a_phone_can_be_anybodys_and_can_block_the_assistant(sandbox, lan_anh, page):
    await lan_anh.becomes("Vũ Thị Hạnh")
    await expect(lan_anh.place.locator(".top-about")).to_have_text("tài khoản tự động, trên Zalo")
    await expect(lan_anh.place.locator("[data-platform=telegram]")).to_be_disabled()
    await lan_anh.place.get_by_label("Việc khác trên máy này").click()
    await page.get_by_role("button", name="Chặn trợ lý").click()
    await sandbox.world.changed.until(lambda: HANH_ON_ZALO in sandbox.zalo.bot().blocked_by)

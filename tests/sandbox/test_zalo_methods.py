"""The pretend Zalo's methods: what each takes, what it refuses and in which words."""

import pytest

HOA, BINH = "0000000000000000c001", "0000000000000000c002"
GROUP = "zgr-5a"
CHART = "https://thidua.example.vn/bieu-do.png"


@pytest.fixture
def sim(sandbox):
    sandbox.zalo_sim.say(HOA, "/start")
    return sandbox.zalo_sim


async def refused(zalo, method: str, **given: object) -> tuple[int, str]:
    """Code and words."""
    answer = await zalo(method, **given)
    assert answer.keys() == {"ok", "error_code", "description"}
    assert answer["ok"] is False
    return answer["error_code"], answer["description"]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"text": "x"}, "chat_id must not be empty"),
        ({"chat_id": 5, "text": "x"}, "chat_id must be a string"),
        ({"chat_id": HOA}, "The text must not be empty"),
        ({"chat_id": HOA, "text": ""}, "The text must not be empty"),
        ({"chat_id": HOA, "text": 5}, "The text must be a string"),
        ({"chat_id": HOA, "text": "x" * 2001}, "The text must not be longer than 2000 characters"),
        ({"chat_id": HOA, "text": "😀" * 1001}, "The text must not be longer than 2000 characters"),
        ({"chat_id": HOA, "text": "x", "parse_mode": "MarkdownV2"}, "The parse_mode must be markdown or html"),
        ({"chat_id": HOA, "text": "x", "parse_mode": ["html"]}, "The parse_mode must be markdown or html"),
        ({"chat_id": HOA, "text": "x", "text_styles": "b"}, "text_styles must be an array"),
        ({"chat_id": HOA, "text": "x", "text_styles": {"start": 0}}, "text_styles must be an array"),
    ],
)
async def test_a_message_that_cannot_be_is_refused_whole(sandbox, sim, zalo, given, words):
    assert await refused(zalo, "sendMessage", **given) == (400, words)
    assert len(sim.chat(HOA)) == 1
    assert sandbox.zalo.bots["7000000002"].sent == 0
    assert sim.record()[-1]["outcome"]["error_code"] == 400


@pytest.mark.parametrize(
    ("style", "words"),
    [
        ("b", "must hold start, len and st"),
        ({"start": 0, "len": 1}, "must hold start, len and st"),
        ({"start": "0", "len": 1, "st": ["b"]}, "start and len must be integers"),
        ({"start": 0, "len": 2, "st": ["c_ffffff"]}, "holds an unknown st"),
        ({"start": 0, "len": 2, "st": []}, "holds an unknown st"),
        ({"start": 0, "len": 2, "st": "b"}, "holds an unknown st"),
        ({"start": -1, "len": 1, "st": ["b"]}, "is out of the text"),
        ({"start": 0, "len": 0, "st": ["b"]}, "is out of the text"),
        ({"start": 0, "len": 6, "st": ["b"]}, "is out of the text"),
        ({"start": 0, "len": 1, "st": ["b"]}, "is out of the text"),  # half of the first letter
    ],
)
async def test_a_style_that_does_not_fit_its_text_is_refused(sim, zalo, style, words):
    given = {"chat_id": HOA, "text": "😀 ba", "text_styles": [style]}
    assert await refused(zalo, "sendMessage", **given) == (400, f"text_styles {words}")


async def shown(sim, zalo, **given: object) -> tuple[str, str]:
    """Text and HTML of a message on the phone."""
    assert (await zalo("sendMessage", chat_id=HOA, **given))["ok"]
    message = sim.chat(HOA)[-1]
    return message["text"], message["html"]


async def test_styles_are_counted_in_utf16_units(sim, zalo):
    styles = [{"start": 3, "len": 4, "st": ["b", "c_db342e"]}, {"start": 0, "len": 7, "st": ["i"]}]
    given = {"text": "😀 việc <2>", "text_styles": styles}
    red = '<span class="c_db342e">việc</span>'
    assert await shown(sim, zalo, **given) == ("😀 việc <2>", f"<i>😀 <b>{red}</b></i> &lt;2&gt;")


@pytest.mark.parametrize(
    ("mode", "source", "text", "written"),
    [
        ("markdown", "**a** __b__ *c* _d_ ~~e~~", "a b c d e", "<b>a</b> <b>b</b> <i>c</i> <i>d</i> <s>e</s>"),
        ("markdown", "***a*** `b` 2 * 3 * 4", "a b 2 * 3 * 4", "<b><i>a</i></b> <code>b</code> 2 * 3 * 4"),
        ("markdown", r"\*a\* {đỏ} {blue}", "*a* {đỏ} {blue}", "*a* {đỏ} {blue}"),
        ("markdown", "{red}a{/red} {/big}", "a ", '<span class="c_db342e">a</span> '),
        ("html", "<b>a</b> <EM>b</EM> <p>c</p> &lt;", "a b c <", "<b>a</b> <i>b</i> c &lt;"),
        ("html", '<h1 style="x">a</h1> <u>b', "a b", "<b>a</b> <u>b</u>"),
    ],
)
async def test_markup_is_shown_and_not_counted_as_text(sim, zalo, mode, source, text, written):
    assert await shown(sim, zalo, text=source, parse_mode=mode) == (text, written)


async def test_a_parse_mode_wins_over_styles(sim, zalo):
    assert await shown(sim, zalo, text="<b>a</b>", parse_mode="html", text_styles="nonsense") == ("a", "<b>a</b>")


async def test_the_longest_text_is_taken_and_buttons_are_silently_dropped(sim, zalo):
    keyboard = {"inline_keyboard": [[{"text": "Có", "callback_data": "1"}]]}
    assert (await zalo("sendMessage", chat_id=HOA, text="😀" * 1000, reply_markup=keyboard))["ok"]
    assert sim.chat(HOA)[-1].keys() == {"message_id", "from", "date", "kind", "text", "html", "photo"}


@pytest.mark.parametrize("method", ["sendMessage", "sendPhoto", "sendSticker", "sendVoice", "sendChatAction"])
async def test_who_may_be_written_to(sim, zalo, method):
    content = {"text": "x", "photo": CHART, "sticker": "5a", "voice_url": f"{CHART}.aac", "action": "typing"}
    not_permitted = (422, "You are not permitted to send messages to this chat_id")
    assert await refused(zalo, method, chat_id="00000000000000009999", **content) == (410, "The chat_id is invalid")
    assert await refused(zalo, method, chat_id=BINH, **content) == not_permitted
    sim.block(HOA)
    assert await refused(zalo, method, chat_id=HOA, **content) == not_permitted
    sim.unblock(HOA)
    assert (await zalo(method, chat_id=HOA, **content))["ok"]
    sim.block(HOA)
    sim.say(HOA, "tôi quay lại")
    assert (await zalo(method, chat_id=HOA, **content))["ok"]
    sim.group(GROUP, "Phòng Tổ chức")
    assert await refused(zalo, method, chat_id=GROUP, **content) == not_permitted
    sim.add_to_group(GROUP)
    assert (await zalo(method, chat_id=GROUP, **content))["ok"]
    sim.remove_from_group(GROUP)
    assert await refused(zalo, method, chat_id=GROUP, **content) == not_permitted


@pytest.mark.parametrize(
    ("photo", "words"),
    [
        ("", "The photo must not be empty"),
        ("data:image/png;base64,AA==", "The photo must start with http:// or https://"),
        ("http://", "The photo URL is invalid"),
        ("http://localhost/a.png", "The photo URL is invalid"),
        ("http://127.0.0.1:8080/a.png", "The photo URL is invalid"),
        ("https://[::1]/a.png", "The photo URL is invalid"),
        ("https://[a/b.png", "The photo URL is invalid"),
        ("https://10.0.0.999/a.png", "The photo URL is invalid"),
    ],
)
async def test_a_photo_needs_a_public_address(sim, zalo, photo, words):
    assert await refused(zalo, "sendPhoto", chat_id=HOA, photo=photo) == (400, words)


async def test_an_uploaded_photo_is_refused(sandbox, sim, http):
    answer = await http.post(
        f"/bot{sandbox.zalo_tokens[0]}/sendPhoto", data={"chat_id": HOA}, files={"photo": ("a.png", b"\x89PNG")}
    )
    assert (answer.status_code, answer.json()["description"]) == (400, "The photo must be a string")


async def test_a_photo_is_seen_with_its_caption(sim, zalo):
    assert (await zalo("sendPhoto", chat_id=HOA, photo=CHART, caption="Kết quả <quý 3>"))["ok"]
    seen = sim.chat(HOA)[-1]
    assert (seen["kind"], seen["photo"], seen["html"]) == ("photo", CHART, "Kết quả &lt;quý 3&gt;")
    assert (await refused(zalo, "sendPhoto", chat_id=HOA, photo=CHART, caption="x" * 2001))[0] == 400


async def test_a_voice_to_a_group_is_accepted_and_lost(sandbox, sim, zalo):
    sim.group(GROUP, "Phòng Tổ chức")
    sim.add_to_group(GROUP)
    voice = {"voice_url": "https://thidua.example.vn/loi-chao.aac"}
    assert (await zalo("sendVoice", chat_id=GROUP, **voice))["ok"]
    assert sim.chat(GROUP) == []
    assert (await zalo("sendVoice", chat_id=HOA, **voice))["ok"]
    assert sim.chat(HOA)[-1]["kind"] == "voice"
    assert sandbox.zalo.bots["7000000002"].sent == 2
    wrong = await refused(zalo, "sendVoice", chat_id=HOA, voice_url="https://thidua.example.vn/loi-chao.mp3")
    assert wrong == (400, "The voice_url is invalid")


async def test_a_sticker_needs_its_id(sim, zalo):
    assert (await zalo("sendSticker", chat_id=HOA, sticker="5a"))["ok"]
    assert sim.chat(HOA)[-1]["kind"] == "sticker"
    assert await refused(zalo, "sendSticker", chat_id=HOA) == (400, "The sticker must not be empty")


async def test_typing_is_answered_without_a_result(sandbox, sim, zalo):
    assert await zalo("sendChatAction", chat_id=HOA, action="typing") == {"ok": True}
    assert await refused(zalo, "sendChatAction", chat_id=HOA, action="upload_photo") == (400, "The action is invalid")
    assert sandbox.zalo.bots["7000000002"].sent == 0


async def test_a_webhook_excludes_polling(sandbox, zalo):
    sandbox.clock.set("2026-06-17T12:00:00+07:00")
    assert await refused(zalo, "getWebhookInfo") == (404, "Not Found")
    assert (await zalo("deleteWebhook"))["result"] == {"url": "", "updated_at": 1781672400000}
    assert await refused(zalo, "getWebhookInfo") == (404, "Not Found")
    there = {"url": "https://thidua.example.vn/zalo", "updated_at": 1781672400000}
    assert (await zalo("setWebhook", url=there["url"], secret_token="12345678"))["result"] == there
    assert (await zalo("getWebhookInfo"))["result"] == there
    words = "You cannot use this API while a webhook is set. Please remove the webhook first"
    assert await refused(zalo, "getUpdates", timeout=0) == (400, words)
    assert (await zalo("getUpdates", 1, timeout=0))["error_code"] == 408
    assert (await zalo("deleteWebhook"))["result"]["url"] == ""
    assert (await refused(zalo, "getUpdates", timeout=0))[0] == 408
    assert (await zalo("getWebhookInfo"))["result"]["url"] == ""


@pytest.mark.parametrize(
    ("url", "secret", "words"),
    [
        ("", "12345678", "The url must not be empty"),
        ("http://thidua.example.vn/zalo", "12345678", "The url is invalid"),
        ("https://192.168.1.5/zalo", "12345678", "The url is invalid"),
        ("https://thidua.example.vn/zalo", "", "The secret_token must not be empty"),
        ("https://thidua.example.vn/zalo", "1234567", "The secret_token must be 8 to 256 characters"),
        ("https://thidua.example.vn/zalo", "x" * 257, "The secret_token must be 8 to 256 characters"),
    ],
)
async def test_a_webhook_needs_a_public_address_and_a_secret(zalo, url, secret, words):
    assert await refused(zalo, "setWebhook", url=url, secret_token=secret) == (400, words)


@pytest.mark.parametrize("method", ["sendmessage", "editMessageText", "deleteMessage", "setMyCommands", "testWebhook"])
async def test_what_is_not_a_method_is_not_found(zalo, method):
    assert await refused(zalo, method) == (404, "Not Found")


@pytest.mark.parametrize("seconds", ["soon", "nan", "inf", None, [], 10**400])
async def test_a_poll_needs_a_number_of_seconds(zalo, seconds):
    assert await refused(zalo, "getUpdates", timeout=seconds) == (400, "The timeout must be a number")


async def test_parameters_travel_in_every_way(sandbox, sim, http):
    address = f"/bot{sandbox.zalo_tokens[0]}"
    style = '[{"start": 0, "len": 1, "st": ["b"]}]'
    given = {"chat_id": HOA, "text": "x", "text_styles": style}
    assert (await http.get(f"{address}/sendMessage", params=given)).json()["ok"]
    assert (await http.post(f"{address}/sendMessage", data=given)).json()["ok"]
    assert (await http.post(f"{address}/sendMessage", data=given, files={"no": b""})).json()["ok"]
    assert [message["html"] for message in sim.chat(HOA)[1:]] == ["<b>x</b>"] * 3
    assert (await http.get(f"{address}/getUpdates", params={"timeout": "1"})).json()["ok"]
    assert (await http.post(f"{address}/getUpdates", data={"timeout": "0.01"})).json()["error_code"] == 408


async def test_a_call_that_cannot_be_read_is_refused_and_recorded(sandbox, sim, http):
    answer = await http.post(
        f"/bot{sandbox.zalo_tokens[0]}/sendMessage", content=b"{", headers={"content-type": "application/json"}
    )
    assert answer.status_code == 400
    assert sim.record("sendMessage")[-1]["outcome"]["error_code"] == 400


async def test_half_a_letter_is_refused(sandbox, sim, http):
    broken = b'{"chat_id": "%s", "text": "\\ud83d"}' % HOA.encode()
    address = f"/bot{sandbox.zalo_tokens[0]}/sendMessage"
    answer = await http.post(address, content=broken, headers={"content-type": "application/json"})
    assert answer.json()["description"] == "The text must be valid Unicode"

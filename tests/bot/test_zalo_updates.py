"""What one raw Zalo event means, read apart from any network."""

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core import Malformed, Reading
from bot.zalo_updates import chat_key, number, read

KEY, NAME = "zalo:7000000002", "Bot Trợ lý Thi đua"
HOA = {"id": "6ede9afa66b88fe6d6a9", "display_name": "Hoa", "is_bot": False}
PRIVATE = {"id": HOA["id"], "chat_type": "PRIVATE"}
GROUP = {"id": "zgr-1", "chat_type": "GROUP"}


def event(kind: str = "text", chat=PRIVATE, sender=HOA, **more) -> dict:
    message = {"message_id": "2d758cb5e222177a4e35", "date": 1750316131602, "chat": chat, "from": sender}
    return {"event_name": f"message.{kind}.received", "message": message | more}


def asked(body, name: str = NAME):
    return read(body, KEY, name).request


def in_group(text: str, name: str = NAME):
    return asked(event(chat=GROUP, text=text), name)


def test_words_come_in_nfc_with_who_and_where():
    request = asked(event(text="đăng ky\u0301"))
    assert (request.text, request.sender, request.chat.chat_id) == ("đăng ký", HOA["id"], HOA["id"])
    assert (request.chat.platform, request.private) == (KEY, True)


@pytest.mark.parametrize(
    ("text", "command", "args", "rest"),
    [
        ("/dangky 17", "dangky", ("17",), "17"),
        ("/DANGKY 17", "dangky", ("17",), "17"),
        ("/hoi bao giờ\nhết hạn", "hoi", ("bao", "giờ", "hết", "hạn"), "bao giờ\nhết hạn"),
        ("tôi còn việc gì", "", (), "tôi còn việc gì"),
        ("=17.step.yes", "=", ("17", "step", "yes"), "=17.step.yes"),
    ],
)
def test_commands_and_plain_words(text, command, args, rest):
    request = asked(event(text=text))
    assert (request.command, request.args, request.text) == (command, args, rest)


def test_wrapped_or_not_an_event_is_the_same_and_its_date_does_not_matter():
    bare = event(text="/menu")
    assert read({"ok": True, "result": bare}, KEY, NAME) == read(bare, KEY, NAME)
    for date in (None, "x", -1, 10**30, 1.5):
        assert asked(event(text="/menu", date=date)).command == "menu"


@pytest.mark.parametrize("key", ["photo", "photo_url", "neither"])
def test_a_photo_counts_under_either_key_and_its_caption_is_a_sentence(key):
    bare = asked(event("image", **{key: "https://photo.invalid/1.jpg"}))
    assert (bare.command, bare.pictures, bare.text) == ("_picture", 1, "")
    spoken = asked(event("image", **{key: "x"}, caption="sáng nay tư vấn 3 vụ"))
    assert (spoken.command, spoken.pictures, spoken.text) == ("", 1, "sáng nay tư vấn 3 vụ")


def test_what_comes_without_words_has_a_command_that_nobody_can_type():
    assert asked(event("voice", voice_url="x")).command == "_voice"
    assert asked(event("unsupported")).command == "_file"


@pytest.mark.parametrize(
    "body",
    [
        event("sticker", sticker="1"),
        event("reaction"),
        event("text", sender=HOA | {"is_bot": True}, text="/menu"),
        event("image", chat=GROUP, photo="x"),
        event("voice", chat=GROUP, voice_url="x"),
    ],
)
def test_what_nobody_has_to_answer_is_an_empty_reading(body):
    assert read(body, KEY, NAME) == Reading()


@pytest.mark.parametrize(
    "name",
    [
        NAME,
        "Bot",
        "BOT  TRỢ LÝ",
        "Bot 🇻🇳 Thi đua ❤️",
        "Bot (thử) [1+1]*",
        "Bot ﬁ ß İ",
        unicodedata.normalize("NFD", NAME),
    ],
)
@pytest.mark.parametrize("typed", ["@{} tiến độ", "@{}\ntiến độ", "tiến độ @{}", "@{}   tiến độ", "@ {} tiến độ"])
def test_in_a_group_the_mention_is_taken_out_whatever_the_name(name, typed):
    assert in_group(typed.format(name), name).text == "tiến độ"
    assert in_group(typed.format(" ".join(name.upper().split())), name).text == "tiến độ"


@pytest.mark.parametrize("text", [f"@{NAME} /tiendo 17", f"/tiendo 17 @{NAME}", "/tiendo 17", "@Bot /tiendo 17"])
def test_in_a_group_a_command_is_heard_on_either_side_of_the_mention_and_in_a_reply(text):
    request = in_group(text, "" if text.startswith("@Bot /") else NAME)
    assert (request.command, request.args, request.private) == ("tiendo", ("17",), False)


def test_a_name_that_is_longer_than_ours_is_not_ours():
    assert in_group(f"@{NAME}n ơi, @{NAME} tiến độ").text.startswith(f"@{NAME}n ơi,")


def test_a_code_in_a_group_is_the_one_that_links_it():
    request = in_group(f"@{NAME} 4827 1906")
    assert (request.command, request.args, request.sender) == ("start", ("48271906",), HOA["id"])


MALFORMED = [5, None, [], {}, {"event_name": "x"}, {"message": {}}, event(chat=None), event(sender={}), event(text=5)]
HALVES = [event(chat={"id": "\ud83d"}), event(sender={"id": "\ud83d"}), event(chat={"id": True})]


@pytest.mark.parametrize("body", [*MALFORMED, *HALVES, event() | {"event_name": 5}])
def test_what_is_no_event_is_malformed(body):
    with pytest.raises(Malformed):
        read(body, KEY, NAME)


def test_a_number_is_the_message_s_id_or_else_a_name_by_the_content():
    assert number(event()) == "2d758cb5e222177a4e35"
    odd = [event(message_id=one) for one in (None, 5, "", "\ud83d", {})]
    assert len({number(one) for one in odd}) == len(odd)
    assert number({"a": 1, "b": 2}) == number({"b": 2, "a": 1})


LETTERS = st.text(st.characters(), max_size=5)  # halves of surrogate pairs among them
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | LETTERS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(LETTERS, inner, max_size=3),
)
FIELDS = st.sampled_from(
    ["message_id", "date", "chat", "from", "text", "id", "chat_type", "caption", "photo", "is_bot"]
)
NAMES = st.sampled_from([f"message.{kind}.received" for kind in ("text", "image", "voice", "sticker", "unsupported")])
ID = JSON | st.just({"id": "a", "chat_type": "GROUP"})
MESSAGE = st.fixed_dictionaries({"chat": ID, "from": ID}, optional={"text": JSON, "caption": JSON, "message_id": JSON})
EVENT = st.fixed_dictionaries({"event_name": JSON | NAMES, "message": JSON | MESSAGE | st.dictionaries(FIELDS, JSON)})


@given(JSON | EVENT | st.fixed_dictionaries({"ok": st.just(True), "result": EVENT}))
def test_nothing_that_a_platform_sends_is_more_than_malformed(body):
    number(body).encode()
    chat_key(body).encode()
    body = json.loads(json.dumps(body))
    try:
        reading = read(body, KEY, NAME)
    except Malformed:
        return
    assert isinstance(reading, Reading)

"""What one raw update means, read apart from any network."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core import Malformed, Reading
from bot.telegram_updates import chat_key, number, read
from domain.messages import Attachment

USERNAME = "thaian_thidua_bot"
PERSON = {"id": 11, "is_bot": False, "first_name": "Hoa"}
PRIVATE = {"id": 11, "type": "private", "first_name": "Hoa"}
GROUP = {"id": -5, "type": "supergroup", "title": "Sở Tư pháp"}


def message(chat=PRIVATE, sender=PERSON, **more) -> dict:
    return {"update_id": 1, "message": {"message_id": 1, "date": 1, "chat": chat, "from": sender} | more}


def asked(body: dict, file: bytes | None = None):
    return read(body, file, USERNAME).request


def test_words_come_in_nfc_with_who_and_where():
    request = asked(message(text="đăng ky\u0301"))
    assert (request.text, request.sender, request.chat.chat_id, request.private) == ("đăng ký", "11", "11", True)


@pytest.mark.parametrize(
    ("text", "command", "args", "rest"),
    [
        ("/dangky 17", "dangky", ("17",), "17"),
        ("/DangKy@Thaian_Thidua_Bot 17", "dangky", ("17",), "17"),
        ("/hoi bao giờ\nhết hạn", "hoi", ("bao", "giờ", "hết", "hạn"), "bao giờ\nhết hạn"),
        ("/start", "start", (), ""),
        ("/start m_abc-DEF_1", "start", ("abc-DEF_1",), "abc-DEF_1"),
        ("/start c_thidua-17", "thidua", ("17",), ""),
        ("=17.step.yes", "=", ("17", "step", "yes"), "=17.step.yes"),
        ("tôi còn việc gì", "", (), "tôi còn việc gì"),
    ],
)
def test_commands_links_and_plain_words(text, command, args, rest):
    request = asked(message(text=text))
    assert (request.command, request.args, request.text) == (command, args, rest)


@pytest.mark.parametrize(
    "body",
    [
        message(text="/menu@another_bot"),
        message(text="/menu", via_bot={"id": 5, "is_bot": True, "first_name": "x"}),
        message(text="/menu", sender={"id": 6, "is_bot": True, "first_name": "x"}),
        message(sticker={"file_id": "x", "file_unique_id": "x", "type": "regular", "width": 1, "height": 1,
                         "is_animated": False, "is_video": False}),
        message(chat=GROUP, new_chat_title="x"),
        {"update_id": 1, "edited_message": "whatever"},
    ],
)  # fmt: skip
def test_what_nobody_has_to_answer_is_an_empty_reading(body):
    assert read(body, None, USERNAME) == Reading()


@pytest.mark.parametrize(
    ("kind", "command"), [("voice", "_voice"), ("photo", "_picture"), ("document", "_file"), ("video_note", "_voice")]
)
def test_what_comes_without_words_has_a_command_that_nobody_can_type(kind, command):
    one = {"file_id": "x", "file_unique_id": "x", "width": 1, "height": 1, "duration": 1, "length": 1}
    assert asked(message(**{kind: [one] if kind == "photo" else one})).command == command


@pytest.mark.parametrize(
    "sender",
    [
        {"sender": {"id": 1087968824, "is_bot": True, "first_name": "Group"}, "sender_chat": GROUP},
        {"sender": PERSON, "sender_chat": {"id": -9, "type": "channel", "title": "x"}},
    ],
)
def test_who_speaks_for_a_group_or_a_channel_is_nobody(sender):
    request = asked(message(chat=GROUP, text="/huongdan", **sender))
    assert (request.sender, request.private) == ("", False)


def test_a_press_carries_its_query_and_the_message_only_while_it_is_accessible():
    old = {"chat": PRIVATE, "message_id": 7, "date": 0}
    for carried, there in ((old | {"date": 5}, "7"), (old, None)):
        query = {"id": "44", "from": PERSON, "chat_instance": "x", "data": "/dangky ok 17.3", "message": carried}
        reading = read({"update_id": 1, "callback_query": query}, None, USERNAME)
        assert reading.context == {"query": "44", "message": there}
        assert reading.request.args == ("ok", "17.3")


def test_a_file_is_offered_by_name_and_size_and_has_its_bytes_once_they_are_fetched():
    document = {"file_id": "F", "file_unique_id": "u", "file_name": "dot.toml", "file_size": 100}
    body = message(caption="/phatdong", document=document)
    reading = read(body, None, USERNAME)
    assert reading.file == "F"
    assert reading.request.offered == Attachment(name="dot.toml", size=100)
    assert reading.request.files == ()
    assert [one.content for one in asked(body, b"x").files] == [b"x"]


def test_of_a_picture_the_largest_size_is_offered_and_an_album_is_known_by_its_name():
    sizes = [(90, 60, "small", 5), (1280, 960, "large", 900), (320, 240, "middle", 70)]
    photo = [
        {"file_id": name, "file_unique_id": name, "width": width, "height": height, "file_size": size}
        for width, height, name, size in sizes
    ]
    reading = read(message(photo=photo, media_group_id="9"), None, USERNAME)
    assert reading.file == "large"
    assert (reading.request.offered.picture, reading.request.offered.size) == (True, 900)
    assert (reading.request.command, reading.request.album) == ("_picture", "9")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
)
FIELDS = st.sampled_from(["message_id", "date", "chat", "from", "text", "id", "data", "message", "document", "caption"])
UPDATE = st.dictionaries(
    st.sampled_from(["update_id", "message", "callback_query", "my_chat_member"]),
    JSON | st.dictionaries(FIELDS, JSON | st.dictionaries(FIELDS, JSON), max_size=6),
)


@given(JSON | UPDATE)
def test_nothing_that_a_platform_sends_is_more_than_malformed(body):
    assert number(body)
    assert isinstance(chat_key(body), str)
    try:
        reading = read(body, None, USERNAME)
    except Malformed:
        return
    assert isinstance(reading, Reading)

"""Calls that the Bot API forbids, each with the words in which Telegram refuses it."""

import pytest

LAN = 1001
GROUP = -500
TO = {"chat_id": LAN}
SAID = TO | {"text": "Kính gửi"}
CARD = TO | {"message_id": 2}
EXPIRED = "Bad Request: query is too old and response timeout expired or query ID is invalid"
FULL = "a" * 4097


def button(**action: object) -> dict:
    return {"inline_keyboard": [[{"text": "Xem", **action}]]}


def scoped(**scope: object) -> dict:
    return {"commands": [{"command": "viec", "description": "Việc của tôi"}], "scope": scope}


def command(name: str, description: str = "Việc") -> dict:
    return {"commands": [{"command": name, "description": description}]}


def html(text: str) -> dict:
    return TO | {"text": text, "parse_mode": "HTML"}


UNREADABLE = "Bad Request: can't parse entities: "
WEB = "Bad Request: inline keyboard button URL "
FORBIDDEN = [
    ("sendMessages", SAID, "Not Found"),
    ("sendMessage", {"text": "x"}, "Bad Request: chat_id is empty"),
    ("sendMessage", {"chat_id": "lan", "text": "x"}, "Bad Request: chat not found"),
    ("sendMessage", {"chat_id": 999, "text": "x"}, "Bad Request: chat not found"),
    ("sendMessage", TO, "Bad Request: message text is empty"),
    ("sendMessage", TO | {"text": " \n "}, "Bad Request: message text is empty"),
    ("sendMessage", html("<b></b>"), "Bad Request: message text is empty"),
    ("sendMessage", TO | {"text": FULL}, "Bad Request: message is too long"),
    ("sendMessage", TO | {"text": "🙂" * 2049}, "Bad Request: message is too long"),
    ("sendMessage", html(f"<b>{FULL}</b>"), "Bad Request: message is too long"),
    ("sendMessage", TO | {"text": 5}, 'Bad Request: field "text" must be of type String'),
    ("sendMessage", SAID | {"parse_mode": "Fancy"}, "Bad Request: unsupported parse_mode"),
    ("sendMessage", SAID | {"colour": "red"}, 'Bad Request: unexpected field "colour"'),
    ("sendMessage", SAID | {"disable_notification": "maybe"},
     'Bad Request: field "disable_notification" must be of type Boolean'),
    ("sendMessage", SAID | {"message_thread_id": 3}, "Bad Request: message thread not found"),
    ("sendMessage", SAID | {"reply_parameters": {"message_id": 99}},
     "Bad Request: message to be replied not found"),
    ("sendMessage", html("a < b"), UNREADABLE + "Unclosed start tag at byte offset 2"),
    ("sendMessage", html("Đợt <h1>28/8</h1>"), UNREADABLE + 'Unsupported start tag "h1" at byte offset 7'),
    ("sendMessage", html("<b>28/8"), UNREADABLE + 'Can\'t find end tag corresponding to start tag "b"'),
    ("sendMessage", html("28/8</b>"), UNREADABLE + "Unexpected end tag at byte offset 4"),
    ("sendMessage", html("<b>28<i>8</b></i>"),
     UNREADABLE + 'Unmatched end tag at byte offset 9, expected "</i>", found "</b>"'),
    ("sendMessage", SAID | {"reply_markup": "{"}, "Bad Request: can't parse reply markup JSON object"),
    ("sendMessage", SAID | {"reply_markup": {}}, "Bad Request: object expected as reply markup"),
    ("sendMessage", SAID | {"reply_markup": {"inline_keyboard": "x"}},
     "Bad Request: can't parse inline keyboard JSON object"),
    ("sendMessage", SAID | {"reply_markup": {"inline_keyboard": [[{"callback_data": "/viec"}]]}},
     'Bad Request: can\'t find field "text"'),
    ("sendMessage", SAID | {"reply_markup": button()},
     "Bad Request: text buttons are unallowed in the inline keyboard"),
    ("sendMessage", SAID | {"reply_markup": button(callback_data="đ" * 33)}, "Bad Request: BUTTON_DATA_INVALID"),
    ("sendMessage", SAID | {"reply_markup": button(callback_data="")}, "Bad Request: BUTTON_DATA_INVALID"),
    ("sendMessage", SAID | {"reply_markup": button(url="ftp://tuphap.vn")},
     WEB + "'ftp://tuphap.vn' is invalid: Unsupported URL protocol"),
    ("sendMessage", SAID | {"reply_markup": button(url="tuphap")}, WEB + "'tuphap' is invalid: Wrong HTTP URL"),
    ("sendMessage", SAID | {"reply_markup": button(hover="x")}, 'Bad Request: unexpected field "hover"'),
    ("sendDocument", TO, "Bad Request: there is no document in the request"),
    ("sendDocument", TO | {"document": "https://tuphap.vn/a.pdf"},
     "Bad Request: failed to get HTTP URL content"),
    ("sendDocument", TO | {"document": "a.pdf"}, "Bad Request: wrong file identifier/HTTP URL specified"),
    ("sendPhoto", TO, "Bad Request: there is no photo in the request"),
    ("sendDocument", TO | {"document": "x", "caption": "a" * 1025}, "Bad Request: message caption is too long"),
    ("editMessageText", TO | {"text": "x"}, "Bad Request: message identifier is not specified"),
    ("editMessageText", {"message_id": 2, "text": "x"}, "Bad Request: chat_id is empty"),
    ("editMessageText", TO | {"message_id": 99, "text": "x"}, "Bad Request: message to edit not found"),
    ("editMessageText", TO | {"message_id": 1, "text": "x"}, "Bad Request: message can't be edited"),
    ("editMessageCaption", CARD | {"caption": "x"}, "Bad Request: there is no caption in the message to edit"),
    ("editMessageReplyMarkup", CARD | {"reply_markup": {"keyboard": []}},
     'Bad Request: unexpected field "keyboard"'),
    ("deleteMessage", TO, "Bad Request: message identifier is not specified"),
    ("deleteMessage", TO | {"message_id": 99}, "Bad Request: message to delete not found"),
    ("answerCallbackQuery", {}, EXPIRED),
    ("answerCallbackQuery", {"callback_query_id": "12"}, EXPIRED),
    ("answerCallbackQuery", {"callback_query_id": "12", "text": "a" * 201}, "Bad Request: MESSAGE_TOO_LONG"),
    ("getFile", {"file_id": "x"}, "Bad Request: invalid file_id"),
    ("sendChatAction", TO | {"action": "thinking"}, "Bad Request: wrong parameter action in request"),
    ("pinChatMessage", TO | {"message_id": 99}, "Bad Request: message to pin not found"),
    ("unpinChatMessage", TO, "Bad Request: message to unpin not found"),
    ("getChatAdministrators", TO, "Bad Request: there are no administrators in the private chat"),
    ("getChatMember", TO | {"user_id": 5}, "Bad Request: invalid user_id specified"),
    ("leaveChat", TO, "Bad Request: chat member status can't be changed in private chats"),
    ("sendMessage", {"chat_id": GROUP, "text": "x"}, "Forbidden: bot is not a member of the supergroup chat"),
    ("setMyCommands", command("Việc"), "Bad Request: BOT_COMMAND_INVALID"),
    ("setMyCommands", command("a" * 33), "Bad Request: BOT_COMMAND_INVALID"),
    ("setMyCommands", command("viec", "a" * 257), "Bad Request: BOT_COMMAND_DESCRIPTION_INVALID"),
    ("setMyCommands", {"commands": [{"command": f"c{n}", "description": "x"} for n in range(101)]},
     "Bad Request: BOT_COMMANDS_TOO_MUCH"),
    ("setMyCommands", {"commands": "viec"}, "Bad Request: can't parse commands JSON object"),
    ("setMyCommands", scoped(type="everyone"),
     "Bad Request: can't parse BotCommandScope: Unsupported type specified"),
    ("setMyCommands", scoped(type="chat"), "Bad Request: can't parse BotCommandScope: Can't find field \"chat_id\""),
    ("setMyShortDescription", {"short_description": "a" * 121}, "Bad Request: BOT_ABOUT_TOO_LONG"),
    ("getUpdates", {"offset": "many"}, 'Bad Request: field "offset" must be of type Integer'),
    ("setWebhook", {"url": "http://tuphap.vn"},
     "Bad Request: bad webhook: An HTTPS URL must be provided for webhook"),
]  # fmt: skip


@pytest.mark.parametrize(("method", "given", "words"), FORBIDDEN)
async def test_a_forbidden_call_is_refused_in_telegrams_words(sandbox, call, method, given, words):
    sandbox.sim.say(LAN, "/start")
    sandbox.sim.group(GROUP, "Phòng Hành chính", [LAN])
    await call("sendMessage", chat_id=LAN, text="Thẻ")
    answer = await call(method, **given)
    assert (answer["ok"], answer["description"]) == (False, words)


async def test_what_is_refused_changes_nothing(sandbox, call):
    sandbox.sim.say(LAN, "/start")
    await call("sendMessage", chat_id=LAN, text="x", colour="red")
    assert len(sandbox.sim.chat(LAN)) == 1

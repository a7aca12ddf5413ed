"""Bounds that the Bot API documents beyond types, and Telegram's words outside them."""

import re
from typing import NamedTuple


class Length(NamedTuple):
    """Bounds of a text, in bytes or else in UTF-16 units, and what Telegram says outside them."""

    least: int
    most: int
    words: str
    in_bytes: bool = False


LENGTHS: dict[tuple[str, str], Length] = {
    ("InlineKeyboardButton", "callback_data"): Length(1, 64, "BUTTON_DATA_INVALID", in_bytes=True),
    ("answerCallbackQuery", "text"): Length(0, 200, "MESSAGE_TOO_LONG"),
    ("BotCommand", "command"): Length(1, 32, "BOT_COMMAND_INVALID"),
    ("BotCommand", "description"): Length(1, 256, "BOT_COMMAND_DESCRIPTION_INVALID"),
    ("ReplyKeyboardMarkup", "input_field_placeholder"): Length(0, 64, "REPLY_MARKUP_PLACEHOLDER_TOO_LONG"),
    ("setMyName", "name"): Length(0, 64, "BOT_TITLE_TOO_LONG"),
    ("setMyDescription", "description"): Length(0, 512, "BOT_DESCRIPTION_TOO_LONG"),
    ("setMyShortDescription", "short_description"): Length(0, 120, "BOT_ABOUT_TOO_LONG"),
}
MOST_TEXT = Length(1, 4096, "message is too long")  # these two count after entity parsing
MOST_CAPTION = Length(0, 1024, "message caption is too long")
MOST_COMMANDS = 100
MOST_BUTTONS = 100

MISSING = {
    "chat_id": "chat_id is empty",
    "text": "message text is empty",
    "message_id": "message identifier is not specified",
    "document": "there is no document in the request",
    "photo": "there is no photo in the request",
    "file_id": "file_id not specified",
    "user_id": "invalid user_id specified",
    "action": "wrong parameter action in request",
    "callback_query_id": "query is too old and response timeout expired or query ID is invalid",
}
COMMAND = re.compile("[a-z0-9_]{1,32}")
ACTIONS = {
    "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice",
    "upload_document", "choose_sticker", "find_location", "record_video_note", "upload_video_note",
}  # fmt: skip
SCOPES = {
    "default", "all_private_chats", "all_group_chats", "all_chat_administrators",
    "chat", "chat_administrators", "chat_member",
}  # fmt: skip
PARSE_MODES = {"", "html"}  # the program writes HTML only; Markdown is refused as unsupported

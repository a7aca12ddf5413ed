"""What the Bot API accepts, written from its documentation: each method's fields with their types.

A type ends in `!` where the field is required. `Chat` is an integer or "@name"; `File` an upload, a
file_id or an address; `ReplyMarkup` one of the four keyboards; `[X]` an array of X; any other name not in
OBJECTS is a JSON type. The words of refusal are Telegram's (`bounds.py`). Telegram itself ignores an unknown
field and guesses at a wrong type; the sandbox refuses both, in the words that Telegram has for a malformed
object: mistakes shall come to light.
"""

Fields = dict[str, str]

_SENT: Fields = {
    "business_connection_id": "String",
    "message_thread_id": "Integer",
    "direct_messages_topic_id": "Integer",
    "disable_notification": "Boolean",
    "protect_content": "Boolean",
    "allow_paid_broadcast": "Boolean",
    "message_effect_id": "String",
    "suggested_post_parameters": "Object",
    "reply_parameters": "ReplyParameters",
    "reply_markup": "ReplyMarkup",
}
_CAPTION: Fields = {
    "caption": "String",
    "parse_mode": "String",
    "caption_entities": "[MessageEntity]",
    "show_caption_above_media": "Boolean",
}
_EDITED: Fields = {
    "business_connection_id": "String",
    "chat_id": "Chat",
    "message_id": "Integer",
    "inline_message_id": "String",
    "reply_markup": "InlineKeyboardMarkup",
}
_TEXT: Fields = {
    "text": "String!",
    "parse_mode": "String",
    "entities": "[MessageEntity]",
    "link_preview_options": "LinkPreviewOptions",
}
_PINNED: Fields = {"business_connection_id": "String", "chat_id": "Chat!"}
_SCOPED: Fields = {"scope": "BotCommandScope", "language_code": "String"}

METHODS: dict[str, Fields] = {
    "getUpdates": {
        "offset": "Integer",
        "limit": "Integer",
        "timeout": "Integer",
        "allowed_updates": "[String]",
    },
    "setWebhook": {
        "url": "String",
        "certificate": "File",
        "ip_address": "String",
        "max_connections": "Integer",
        "allowed_updates": "[String]",
        "drop_pending_updates": "Boolean",
        "secret_token": "String",
    },
    "deleteWebhook": {"drop_pending_updates": "Boolean"},
    "getWebhookInfo": {},
    "getMe": {},
    "sendMessage": {"chat_id": "Chat!", **_TEXT, **_SENT},
    "sendPhoto": {"chat_id": "Chat!", "photo": "File!", **_CAPTION, "has_spoiler": "Boolean", **_SENT},
    "sendDocument": {
        "chat_id": "Chat!",
        "document": "File!",
        "thumbnail": "File",
        **{name: kind for name, kind in _CAPTION.items() if name != "show_caption_above_media"},
        "disable_content_type_detection": "Boolean",
        **_SENT,
    },
    "sendChatAction": {
        "business_connection_id": "String",
        "chat_id": "Chat!",
        "message_thread_id": "Integer",
        "action": "String!",
    },
    "editMessageText": {**_EDITED, **_TEXT},
    "editMessageCaption": {**_EDITED, **_CAPTION},
    "editMessageReplyMarkup": _EDITED,
    "deleteMessage": {"chat_id": "Chat!", "message_id": "Integer!"},
    "answerCallbackQuery": {
        "callback_query_id": "String!",
        "text": "String",
        "show_alert": "Boolean",
        "url": "String",
        "cache_time": "Integer",
    },
    "pinChatMessage": {**_PINNED, "message_id": "Integer!", "disable_notification": "Boolean"},
    "unpinChatMessage": {**_PINNED, "message_id": "Integer"},
    "getFile": {"file_id": "String!"},
    "getChat": {"chat_id": "Chat!"},
    "getChatAdministrators": {"chat_id": "Chat!"},
    "getChatMemberCount": {"chat_id": "Chat!"},
    "getChatMember": {"chat_id": "Chat!", "user_id": "Integer!"},
    "leaveChat": {"chat_id": "Chat!"},
    "setMyCommands": {"commands": "[BotCommand]!", **_SCOPED},
    "getMyCommands": _SCOPED,
    "deleteMyCommands": _SCOPED,
    "setMyName": {"name": "String", "language_code": "String"},
    "getMyName": {"language_code": "String"},
    "setMyDescription": {"description": "String", "language_code": "String"},
    "getMyDescription": {"language_code": "String"},
    "setMyShortDescription": {"short_description": "String", "language_code": "String"},
    "getMyShortDescription": {"language_code": "String"},
}

OBJECTS: dict[str, Fields] = {
    "InlineKeyboardMarkup": {"inline_keyboard": "[[InlineKeyboardButton]]!"},
    "InlineKeyboardButton": {
        "text": "String!",
        "icon_custom_emoji_id": "String",
        "style": "String",
        "url": "String",
        "callback_data": "String",
        "web_app": "Object",
        "login_url": "Object",
        "switch_inline_query": "String",
        "switch_inline_query_current_chat": "String",
        "switch_inline_query_chosen_chat": "Object",
        "copy_text": "Object",
        "callback_game": "Object",
        "pay": "Boolean",
    },
    "ReplyKeyboardMarkup": {
        "keyboard": "[[KeyboardButton]]!",
        "is_persistent": "Boolean",
        "resize_keyboard": "Boolean",
        "one_time_keyboard": "Boolean",
        "input_field_placeholder": "String",
        "selective": "Boolean",
    },
    "KeyboardButton": {
        "text": "String!",
        "icon_custom_emoji_id": "String",
        "style": "String",
        "request_users": "Object",
        "request_chat": "Object",
        "request_contact": "Boolean",
        "request_location": "Boolean",
        "request_poll": "Object",
        "web_app": "Object",
    },
    "ReplyKeyboardRemove": {"remove_keyboard": "Boolean!", "selective": "Boolean"},
    "ForceReply": {"force_reply": "Boolean!", "input_field_placeholder": "String", "selective": "Boolean"},
    "LinkPreviewOptions": {
        "is_disabled": "Boolean",
        "url": "String",
        "prefer_small_media": "Boolean",
        "prefer_large_media": "Boolean",
        "show_above_text": "Boolean",
    },
    "ReplyParameters": {
        "message_id": "Integer!",
        "chat_id": "Chat",
        "allow_sending_without_reply": "Boolean",
        "quote": "String",
        "quote_parse_mode": "String",
        "quote_entities": "[MessageEntity]",
        "quote_position": "Integer",
        "checklist_task_id": "Integer",
    },
    "MessageEntity": {
        "type": "String!",
        "offset": "Integer!",
        "length": "Integer!",
        "url": "String",
        "user": "Object",
        "language": "String",
        "custom_emoji_id": "String",
    },
    "BotCommand": {"command": "String!", "description": "String!"},
    "BotCommandScope": {"type": "String!", "chat_id": "Chat", "user_id": "Integer"},
}

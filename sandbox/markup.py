"""Keyboards: what Telegram refuses in them beyond types and lengths."""

from itertools import chain
from urllib.parse import urlsplit

from sandbox import bounds, contract
from sandbox.errors import ApiError, Json, bad
from sandbox.world import Chat

_ACTIONS = contract.OBJECTS["InlineKeyboardButton"].keys() - {"text", "style", "icon_custom_emoji_id"}


def usable(markup: Json, chat: Chat) -> Json:
    """The keyboard, if this chat may have it. Raises ApiError."""
    rows: list[list[Json]] = markup.get("inline_keyboard") or markup.get("keyboard") or []
    buttons = list(chain.from_iterable(rows))
    if len(buttons) > bounds.MOST_BUTTONS:
        raise bad("reply markup is too long")
    for button in buttons:
        if "inline_keyboard" in markup:
            _inline(button)
        elif button.get("request_contact") and chat.type != "private":
            raise bad("phone number can be requested in private chats only")
    return {**markup, "inline_keyboard": [row for row in rows if row]} if "inline_keyboard" in markup else markup


def _inline(button: Json) -> None:
    actions = _ACTIONS & button.keys()
    if not actions:
        raise bad("text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise bad("can't parse inline keyboard button: exactly one action must be specified")
    if "url" in button:
        _address(button["url"])


def _address(url: str) -> None:
    parts = urlsplit(url)
    if parts.scheme and parts.scheme not in ("http", "https", "tg"):
        raise _unusable(url, "Unsupported URL protocol")
    host = parts.netloc or parts.path
    if parts.scheme != "tg" and ("." not in host or " " in url):
        raise _unusable(url, "Wrong HTTP URL")


def _unusable(url: str, why: str) -> ApiError:
    return bad(f"inline keyboard button URL '{url}' is invalid: {why}")

"""The methods of the pretend Zalo Bot Platform but for the long poll."""

import ipaddress
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from sandbox.entities import units
from sandbox.errors import Json
from sandbox.zalo.markup import shown
from sandbox.zalo.refusals import not_found, refused
from sandbox.zalo.world import Bot, Message, ZaloWorld

LONGEST_TEXT = 2000
SECRET = range(8, 257)
COUNTED = frozenset(("sendMessage", "sendPhoto", "sendSticker", "sendVoice"))
_SURROGATE = re.compile("[\ud800-\udfff]")
Method = Callable[[ZaloWorld, Bot, Json], Json | None]


def get_me(_world: ZaloWorld, bot: Bot, _given: Json) -> Json:
    named = {"id": bot.id, "display_name": bot.display_name, "account_name": bot.account_name}
    return named | {"account_type": "BASIC", "can_join_groups": bot.can_join_groups}


def send_message(world: ZaloWorld, bot: Bot, given: Json) -> Json:
    text, written = shown(world.switches, _text(given, "text"), given)
    return _send(world, bot, given, text=text, html=written)


def send_photo(world: ZaloWorld, bot: Bot, given: Json) -> Json:
    photo = _text(given, "photo", most=None)
    if not photo.startswith(("http://", "https://")):
        raise refused("The photo must start with http:// or https://")
    if not _public(photo):
        raise refused("The photo URL is invalid")
    caption = _text(given, "caption") if given.get("caption") else ""
    text, written = shown(world.switches, caption, {})
    return _send(world, bot, given, kind="photo", text=text, html=written, photo=photo)


def send_sticker(world: ZaloWorld, bot: Bot, given: Json) -> Json:
    return _send(world, bot, given, kind="sticker", text=_text(given, "sticker", most=None))


def send_voice(world: ZaloWorld, bot: Bot, given: Json) -> Json:
    """To a group it is accepted, yet nobody ever hears it."""
    voice = _text(given, "voice_url", most=None)
    if not _public(voice) or not urlsplit(voice).path.endswith(".aac"):
        raise refused("The voice_url is invalid")
    return _send(world, bot, given, kind="voice", text=voice)


def send_chat_action(world: ZaloWorld, bot: Bot, given: Json) -> None:
    world.writable(bot, _text(given, "chat_id"))
    if given.get("action") != "typing":
        raise refused("The action is invalid")


def set_webhook(world: ZaloWorld, bot: Bot, given: Json) -> Json:
    url, secret = _text(given, "url"), _text(given, "secret_token")
    if not url.startswith("https://") or not _public(url):
        raise refused("The url is invalid")
    if len(secret) not in SECRET:
        raise refused("The secret_token must be 8 to 256 characters")
    bot.webhook, bot.webhook_at = url, world.stamp()
    return _webhook(bot)


def delete_webhook(world: ZaloWorld, bot: Bot, _given: Json) -> Json:
    if bot.webhook:
        bot.webhook, bot.webhook_at = "", world.stamp()
    return {"url": "", "updated_at": bot.webhook_at or world.stamp()}


def get_webhook_info(_world: ZaloWorld, bot: Bot, _given: Json) -> Json:
    if not bot.webhook_at:
        raise not_found()
    return _webhook(bot)


METHODS: dict[str, Method] = {
    "getMe": get_me,
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
    "sendMessage": send_message,
    "sendPhoto": send_photo,
    "sendSticker": send_sticker,
    "sendVoice": send_voice,
    "sendChatAction": send_chat_action,
}


def _webhook(bot: Bot) -> Json:
    return {"url": bot.webhook, "updated_at": bot.webhook_at}


def _send(world: ZaloWorld, bot: Bot, given: Json, **content: Any) -> Json:
    chat = _text(given, "chat_id")
    world.writable(bot, chat)
    bot.sent += 1
    message = Message(world.next_id(), world.now(), "bot", **content)
    if message.kind != "voice" or chat not in world.groups:
        world.post(bot, chat, message)
    return {"message_id": message.id, "date": message.stamp}


def _text(given: Json, name: str, most: int | None = LONGEST_TEXT) -> str:
    """A parameter that must be there, as it is. Longer than `most` UTF-16 units it is refused whole."""
    value = given.get(name)
    subject = name if name == "chat_id" else f"The {name}"
    if value is None or value == "":
        raise refused(f"{subject} must not be empty")
    if not isinstance(value, str):
        raise refused(f"{subject} must be a string")
    if _SURROGATE.search(value):
        raise refused(f"{subject} must be valid Unicode")
    if most is not None and units(value) > most:
        raise refused(f"{subject} must not be longer than {most} characters")
    return value


def _public(url: str) -> bool:
    """An address that the platform's own servers could reach."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return False
    if re.fullmatch(r"[0-9.]+|.*:.*", host):
        return _global(host)
    return url.startswith(("http://", "https://")) and "." in host.strip(".")


def _global(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_global
    except ValueError:
        return False

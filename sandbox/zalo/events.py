"""What a bot is told of a message, and whether it is told at all."""

from sandbox.errors import Json
from sandbox.zalo.world import Bot, Message, ZaloWorld

NAMES = {
    "text": "message.text.received",
    "photo": "message.image.received",
    "voice": "message.voice.received",
    "sticker": "message.sticker.received",
    "unsupported": "message.unsupported.received",
}


def event(world: ZaloWorld, message: Message, chat: str) -> Json:
    """As the platform words it: one event about one message; dates in milliseconds."""
    told: Json = {
        "message_id": message.id,
        "date": message.stamp,
        "chat": {"id": chat, "chat_type": "GROUP" if chat in world.groups else "PRIVATE"},
        "from": world.people[message.author].as_json(),
    }
    return {"event_name": NAMES[message.kind], "message": told | _content(world, message)}


def _content(world: ZaloWorld, message: Message) -> Json:
    match message.kind:
        case "text":
            return {"text": message.text}
        case "photo":
            captioned = {"caption": message.text} if message.text else {}
            return {"message_type": "CHAT_PHOTO", world.switches.photo_key: message.photo} | captioned
        case "voice":
            return {"voice_url": f"https://voice.zalo.invalid/{message.id}.aac"}
        case "sticker":
            return {"sticker": message.id, "url": f"https://sticker.zalo.invalid/{message.id}.png"}
        case _:
            return {}


def heard(world: ZaloWorld, bot: Bot, message: Message, group: str, *, reply: bool) -> bool:
    """Whether the bot is told: in a group only where it is a member and is mentioned or replied to."""
    return not group or (group in bot.groups and (reply or _mentioned(world, bot, message.text)))


def _mentioned(world: ZaloWorld, bot: Bot, text: str) -> bool:
    """Another bot's longer name may begin with this one's."""
    for other in world.bots.values():
        if other.display_name != bot.display_name and other.display_name.startswith(bot.display_name):
            text = text.replace(f"@{other.display_name}", "")
    return f"@{bot.display_name}" in text

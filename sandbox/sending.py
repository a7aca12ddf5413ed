"""The methods that put messages into chats, and who may be written to."""

from sandbox import bounds
from sandbox.check import Upload
from sandbox.entities import parse_html, plain, units
from sandbox.errors import Json, bad, forbidden
from sandbox.markup import usable
from sandbox.world import Chat, Person, StoredFile, World

MOST_UPLOADED = 50_000_000
MOST_PHOTO = 10_000_000
MOST_SIDES, MOST_RATIO = 10_000, 20  # of a photo: width and height together, in pixels; the longer to the shorter
PNG = b"\x89PNG\r\n\x1a\n"


def chat_of(world: World, given: Json, name: str = "chat_id") -> Chat:
    """The chat meant, if the bot knows it. Raises ApiError: unknown, or moved to a supergroup."""
    wanted = given[name]
    if wanted in world.people and wanted not in world.chats:
        raise forbidden("bot can't initiate conversation with a user")
    if wanted not in world.chats:
        raise bad("chat not found")
    chat = world.chats[wanted]
    if chat.migrated_to:
        raise bad("group chat was upgraded to a supergroup chat", migrate_to_chat_id=chat.migrated_to)
    return chat


def writable(world: World, given: Json) -> Chat:
    """The chat meant, if the bot may write there now."""
    chat = chat_of(world, given)
    if chat.person:
        _reachable(chat.person)
    elif chat.bot == "kicked":
        raise forbidden(f"bot was kicked from the {chat.type} chat")
    elif chat.bot == "left":
        raise forbidden(f"bot is not a member of the {chat.type} chat")
    return chat


def _reachable(person: Person) -> None:
    if person.deactivated:
        raise forbidden("user is deactivated")
    if person.blocked:
        raise forbidden("bot was blocked by the user")
    if not person.wrote:
        raise forbidden("bot can't initiate conversation with a user")


def formatted(given: Json, field: str, size: bounds.Length) -> tuple[str, list[Json]]:
    """A text or caption with its entities; its length counts after entity parsing."""
    mode = given.get("parse_mode", "").lower()
    if mode not in bounds.PARSE_MODES:
        raise bad("unsupported parse_mode")
    text, entities = (parse_html if mode else plain)(given.get(field, ""))
    if units(text) > size.most:
        raise bad(size.words)
    if units(text) < size.least:
        raise bad("message text is empty")
    given_entities = given.get("entities" if field == "text" else "caption_entities", [])
    return text, entities or given_entities


def send_message(world: World, given: Json) -> Json:
    chat = writable(world, given)
    text, entities = formatted(given, "text", bounds.MOST_TEXT)
    return _put(world, chat, given, {"text": text} | ({"entities": entities} if entities else {}))


def send_document(world: World, given: Json) -> Json:
    chat = writable(world, given)
    captioned = caption(given)
    stored = _file(world, given["document"], MOST_UPLOADED)
    document = stored.as_json() | {"file_name": stored.name, "mime_type": stored.mime}
    return _put(world, chat, given, {"document": document, **captioned})


def send_photo(world: World, given: Json) -> Json:
    chat = writable(world, given)
    captioned = caption(given)
    stored = _file(world, given["photo"], MOST_PHOTO)
    if not showable(stored.content):
        raise bad("PHOTO_INVALID_DIMENSIONS")
    return _put(world, chat, given, {"photo": photo_sizes(stored), **captioned})


def showable(content: bytes) -> bool:
    """Whether a photo is neither too large nor too narrow; of anything but a PNG that is not looked at."""
    if not content.startswith(PNG):
        return True
    sides = [int.from_bytes(content[start : start + 4]) for start in (16, 20)]
    return sum(sides) <= MOST_SIDES and max(sides) <= MOST_RATIO * min(sides)


def caption(given: Json) -> Json:
    text, entities = formatted(given, "caption", bounds.MOST_CAPTION)
    held = {"caption": text, "caption_entities": entities}
    return {name: value for name, value in held.items() if value}


def photo_sizes(stored: StoredFile) -> list[Json]:
    """As Telegram gives them, small first. Both lead to the same bytes here."""
    return [stored.as_json() | {"width": width, "height": width * 3 // 4} for width in (320, 1280)]


def _file(world: World, given: str | Upload, most: int) -> StoredFile:
    if isinstance(given, Upload):
        if not given.content:
            raise bad("file must be non-empty")
        if len(given.content) > most:
            raise bad("file is too big")
        return world.keep(given.name, given.content, mime="application/octet-stream")
    if "://" in given:  # the sandbox reaches nothing outside itself
        raise bad("failed to get HTTP URL content")
    if given not in world.files:
        raise bad("wrong file identifier/HTTP URL specified")
    return world.files[given]


def _put(world: World, chat: Chat, given: Json, content: Json) -> Json:
    markup = usable(given["reply_markup"], chat) if "reply_markup" in given else {}
    extra = _thread(chat, given) | _reply(chat, given)
    if "inline_keyboard" in markup:
        extra["reply_markup"] = markup
    message = world.post(chat, {"from": world.bot_user} | content | extra)
    if markup and "inline_keyboard" not in markup:
        chat.fixed.add(message["message_id"])
        chat.keyboard, chat.folded = markup if "keyboard" in markup else {}, False
    return message


def _thread(chat: Chat, given: Json) -> Json:
    thread = given.get("message_thread_id", 0)
    if thread and thread not in chat.topics:
        raise bad("message thread not found")
    return {"message_thread_id": thread, "is_topic_message": True} if thread else {}


def _reply(chat: Chat, given: Json) -> Json:
    wanted = given.get("reply_parameters", {})
    if not wanted:
        return {}
    if wanted["message_id"] in chat.messages:
        original = chat.messages[wanted["message_id"]]
        return {"reply_to_message": {key: value for key, value in original.items() if key != "reply_to_message"}}
    if wanted.get("allow_sending_without_reply"):
        return {}
    raise bad("message to be replied not found")

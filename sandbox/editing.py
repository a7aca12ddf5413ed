"""The methods that change, remove and answer what is already there."""

from datetime import timedelta

from sandbox import bounds
from sandbox.errors import Json, bad
from sandbox.markup import usable
from sandbox.sending import caption, chat_of, formatted, writable
from sandbox.world import Chat, World

UNCHANGED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a "
    "current content and reply markup of the message"
)
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
ANSWERABLE = timedelta(seconds=60)
DELETABLE = 48 * 3600


def edit_message_text(world: World, given: Json) -> Json:
    chat, message = _editable(world, given)
    if "text" not in message:
        raise bad("there is no text in the message to edit")
    text, entities = formatted(given, "text", bounds.MOST_TEXT)
    return _changed(world, chat, message, {"text": text, "entities": entities} | _keyboard(chat, given))


def edit_message_caption(world: World, given: Json) -> Json:
    chat, message = _editable(world, given)
    if "text" in message:
        raise bad("there is no caption in the message to edit")
    new: Json = {"caption": "", "caption_entities": []}
    return _changed(world, chat, message, new | caption(given) | _keyboard(chat, given))


def edit_message_reply_markup(world: World, given: Json) -> Json:
    chat, message = _editable(world, given)
    return _changed(world, chat, message, _keyboard(chat, given))


def delete_message(world: World, given: Json) -> bool:
    chat = writable(world, given)
    message = chat.messages.get(given["message_id"])
    if message is None:
        raise bad("message to delete not found")
    own = message["from"]["id"] == world.bot["id"]
    if world.stamp() - message["date"] > DELETABLE or not (own or chat.person or chat.bot == "administrator"):
        raise bad("message can't be deleted")
    del chat.messages[message["message_id"]]
    return True


def answer_callback_query(world: World, given: Json) -> bool:
    press = world.presses.get(given["callback_query_id"])
    if press is None or world.now() - press.at > ANSWERABLE:
        raise bad(TOO_OLD)
    if given.get("url"):
        raise bad("URL_INVALID")
    press.answer = {"text": given.get("text", ""), "show_alert": given.get("show_alert", False)}
    return True


def _editable(world: World, given: Json) -> tuple[Chat, Json]:
    if given.get("inline_message_id"):
        raise bad("MESSAGE_ID_INVALID")
    if "chat_id" not in given:
        raise bad("chat_id is empty")
    if "message_id" not in given:
        raise bad("message identifier is not specified")
    chat = writable(world, given)
    message = chat.messages.get(given["message_id"])
    if message is None or given["message_id"] in chat.forgotten:
        raise bad("message to edit not found")
    if message["from"]["id"] != world.bot["id"] or given["message_id"] in chat.fixed:
        raise bad("message can't be edited")
    return chat, message


def _keyboard(chat: Chat, given: Json) -> Json:
    return {"reply_markup": usable(given["reply_markup"], chat) if "reply_markup" in given else {}}


def _changed(world: World, chat: Chat, message: Json, new: Json) -> Json:
    """Replace these fields; an empty one goes away."""
    if new.get("reply_markup") == {"inline_keyboard": []}:
        new["reply_markup"] = {}
    if all((message.get(name) or type(value)()) == value for name, value in new.items()):
        raise bad(UNCHANGED)
    edited = {name: value for name, value in (message | new).items() if value or name == "date"}
    edited["edit_date"] = world.stamp()
    if new.keys() & {"text", "caption"}:
        chat.reworded.add(message["message_id"])
    chat.messages[message["message_id"]] = edited
    world.changed.wake()
    return edited


def pin_chat_message(world: World, given: Json) -> bool:
    chat = writable(world, given)
    if given["message_id"] not in chat.messages:
        raise bad("message to pin not found")
    if not chat.person and chat.bot != "administrator":
        raise bad("not enough rights to manage pinned messages in the chat")
    chat.pinned.append(given["message_id"])
    return True


def unpin_chat_message(world: World, given: Json) -> bool:
    chat = chat_of(world, given)
    wanted = given.get("message_id") or (chat.pinned[-1] if chat.pinned else 0)
    if wanted not in chat.pinned:
        raise bad("message to unpin not found")
    chat.pinned.remove(wanted)
    return True

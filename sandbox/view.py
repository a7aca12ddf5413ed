"""Messages as a phone shows them, their buttons, and the media a phone sends."""

import mimetypes
from collections.abc import Iterator
from itertools import chain
from typing import Any

from sandbox.entities import to_html
from sandbox.errors import Json
from sandbox.sending import photo_sizes
from sandbox.world import Chat, World


def displayed(message: Json) -> Json:
    """One message: who, when (Unix seconds), text, html, rows of buttons, file name, thread."""
    text: str = message.get("text") or message.get("caption") or ""
    entities: list[Json] = message.get("entities") or message.get("caption_entities") or []
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return {
        "message_id": message["message_id"],
        "from": message["from"]["id"],
        "date": message["date"],
        "edited": "edit_date" in message,
        "thread": message.get("message_thread_id", 0),
        "text": text,
        "html": to_html(text, entities),
        "buttons": [[_shown(button) for button in row] for row in rows],
        "file": message.get("document", {}).get("file_name", ""),
    }


def carried(chat: Chat, message: Json) -> Json:
    """The message as a press on it carries it: without its content if it is too old (InaccessibleMessage)."""
    if message["message_id"] in chat.forgotten:
        return {"chat": message["chat"], "message_id": message["message_id"], "date": 0}
    return message


def _shown(button: Json) -> Json:
    return {name: button[name] for name in ("text", "callback_data", "url") if name in button}


def button(chat: Chat, label: str, data: str, message_id: int = 0) -> tuple[Json, Json]:
    """The newest message having that button (or the message asked for), and the button."""
    newest_first = [message for number, message in reversed(chat.messages.items()) if message_id in (0, number)]
    for message in newest_first:
        for found in _buttons(message):
            if (label and found["text"] == label) or (data and found.get("callback_data") == data):
                return message, found
    for found in chain.from_iterable(chat.keyboard.get("keyboard", [])):
        if label and not message_id and found["text"] == label:
            return {}, found
    raise LookupError(f"no button {label or data}")


def keys(chat: Chat) -> list[list[Json]]:
    """The keyboard under the input, as a phone shows it now."""
    rows: list[list[Json]] = chat.keyboard.get("keyboard", [])
    return [] if chat.folded else rows


def _buttons(message: Json) -> Iterator[Json]:
    for row in message.get("reply_markup", {}).get("inline_keyboard", []):
        yield from row


def media(world: World, kind: str, details: dict[str, Any]) -> Json:
    """The field of a message that carries this kind of thing."""
    if kind not in _FIELDS:
        raise ValueError(f"a phone here does not send: {kind}")
    name = details.get("name", "")
    mime = mimetypes.guess_type(name)[0] or "application/octet-stream"
    stored = world.keep(name, details.get("content", b"\0"), mime=mime, size=details.get("size", 0))
    if kind == "photo":
        return {"photo": photo_sizes(stored)}
    own = {"file_name": name, "mime_type": mime} if kind == "document" else _FIELDS[kind]
    return {kind: stored.as_json() | own}


_FIELDS: dict[str, Json] = {
    "document": {},
    "photo": {},
    "voice": {"duration": 3, "mime_type": "audio/ogg"},
    "sticker": {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False},
}

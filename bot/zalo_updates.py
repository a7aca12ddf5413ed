"""What one raw Zalo event means. Foreign objects end here."""

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from bot.core import Malformed, Reading
from domain.folding import fold, nfc
from domain.invites import code_in
from domain.messages import ChatRef, Request, as_command

TEXT, IMAGE = "message.text.received", "message.image.received"
VOICE, UNSUPPORTED = "message.voice.received", "message.unsupported.received"


def event_of(body: Any) -> Any:
    """The event itself, wrapped in an answer or not."""
    return body.get("result", body) if isinstance(body, dict) else body


def number(event: Any) -> str:
    """The message's id; for something that has none, a name by its content (and it will be set aside)."""
    found = _message(event).get("message_id")
    if isinstance(found, str) and found and found.isascii():
        return found
    return "none-" + hashlib.sha256(json.dumps(event, sort_keys=True).encode()).hexdigest()[:16]


def chat_key(event: Any) -> str:
    """Whose turn it is: rows of one chat keep their order."""
    return _id(_message(event).get("chat"))


def _message(event: Any) -> dict[str, Any]:
    message = event.get("message") if isinstance(event, dict) else None
    return message if isinstance(message, dict) else {}


def _id(holder: Any) -> str:
    """Half a surrogate pair, which SQLite would refuse, is in no id."""
    found = holder.get("id") if isinstance(holder, dict) else None
    return found if isinstance(found, str) and found.isascii() else ""


def read(body: Any, platform: str, name: str) -> Reading:
    """Malformed if it is no event; an empty Reading for what nobody has to answer. `name`: what people call the bot."""
    event = event_of(body)
    message = _message(event)
    chat_id, writer = _id(message.get("chat")), message.get("from")
    sender = _id(writer)
    if not chat_id or not sender or not isinstance(event.get("event_name"), str):
        raise Malformed("empty")
    said = _SAID.get(event["event_name"])
    if said is None or (isinstance(writer, dict) and writer.get("is_bot")):
        return Reading()
    private = message["chat"].get("chat_type", "PRIVATE") == "PRIVATE"
    at = message.get("date")
    plain = Request(
        chat=ChatRef(platform=platform, chat_id=chat_id),
        sender=sender,
        written_at=at if isinstance(at, int) and not isinstance(at, bool) else 0,
    )
    request = said(message, plain)
    if private:
        return Reading(request.model_copy(update={"sender": chat_id}))
    whole = _whole(request)
    return Reading(_in_group(request, whole, name)) if whole else Reading()


def _whole(request: Request) -> str:
    """All that was typed: in a group the mention may stand behind a command."""
    typed = request.command not in {"", "="} and not request.command.startswith("_")
    return f"/{request.command} {request.text}".strip() if typed else request.text


def _typed(message: dict[str, Any], request: Request, key: str = "text") -> Request:
    text = message.get(key, "")
    if not isinstance(text, str):
        raise Malformed("text")
    return _as_typed(request, nfc(text))


def _as_typed(request: Request, text: str) -> Request:
    command, args = as_command(text)
    rest = text if command in {"", "="} else " ".join(text.split(maxsplit=1)[1:])
    return request.model_copy(update={"command": command, "args": args, "text": rest})


def _pictured(message: dict[str, Any], request: Request) -> Request:
    """A picture, and the words under it if there are any."""
    request = request.model_copy(update={"pictures": 1})
    return _typed(message, request, "caption") if message.get("caption") else _wordless("_picture")(message, request)


def _wordless(command: str) -> Callable[[dict[str, Any], Request], Request]:
    return lambda _message, request: request.model_copy(update={"command": command})


_SAID: Mapping[str, Callable[[dict[str, Any], Request], Request]] = {  # a sticker is owed no answer
    TEXT: _typed,
    IMAGE: _pictured,
    VOICE: _wordless("_voice"),
    UNSUPPORTED: _wordless("_file"),
}


def _in_group(request: Request, whole: str, name: str) -> Request:
    """Without the mention; a code of eight digits is the one that links the group."""
    text = _unmentioned(whole, name)
    code = code_in(text)
    return _as_typed(request, f"/start {code}" if code else text)


def _unmentioned(text: str, name: str) -> str:
    """The words beside “@Bot Trợ lý”, however its letters are typed; of a name that is not known, its first word."""
    letters, places = _letters(text)
    named = r"@\s*" + r"\s+".join(map(re.escape, fold(name).split())) + r"(?!\w)"
    found = re.search(named, letters) if fold(name) else None
    if found is None:
        return re.sub(r"^@\S+\s*", "", text)
    return (text[: places[found.start()]] + text[places[found.end()] :]).strip()


def _letters(text: str) -> tuple[str, list[int]]:
    """The text folded letter by letter, and where each letter of that (and the end) stands in the text."""
    folded = [(place, one) for place, letter in enumerate(text) for one in fold(letter) or " " * letter.isspace()]
    return "".join(one for _, one in folded), [*(place for place, _ in folded), len(text)]

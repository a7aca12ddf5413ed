"""What one raw Telegram update means. Foreign objects end here."""

import hashlib
import json
import logging
from html import unescape
from typing import Any

from telegram import CallbackQuery, ChatMemberUpdated, Message, Update

from bot.core import Malformed, Reading
from domain.folding import nfc
from domain.messages import Attachment, ChatRef, Contact, Request, as_command
from handlers import cards, linkable, reach
from storage import accounts, groups
from texts import render

log = logging.getLogger(__name__)

PLATFORM = "telegram"
KINDS = ("message", "callback_query", "my_chat_member")  # the updates that mean something here
NEWS = 777000  # writes what a channel posts into the group that is linked with it
NOBODY = {1087968824, NEWS, 136817688}  # nor are an anonymous administrator and who writes as a channel a person
INVITE, COMMAND = "m_", "c_"  # the two kinds of deep link
GONE = {"kicked", "left"}
NAMELESS, PICTURE = "tep", "anh.jpg"  # what the sender gave no name
WITHOUT_WORDS = {
    "voice": "_voice", "video_note": "_voice", "photo": "_picture", "video": "_file", "contact": "_contact",
}  # fmt: skip


def number(update: Any) -> str:
    """The update's number; for something that has none, a name by its content (and it will be set aside)."""
    found = update.get("update_id") if isinstance(update, dict) else None
    if isinstance(found, int) and not isinstance(found, bool):
        return str(found)
    return "none-" + hashlib.sha256(json.dumps(update).encode()).hexdigest()[:16]


def chat_key(update: Any) -> str:
    """Whose turn it is: rows of one chat keep their order."""
    for path in (("message",), ("my_chat_member",), ("callback_query", "message")):
        found = _at(update, *path, "chat", "id")
        if isinstance(found, int):
            return str(found)
    return ""


def _at(value: Any, *path: str) -> Any:
    for key in path:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def read(body: Any, file: bytes | None, username: str) -> Reading:
    """Malformed if it is not an update; an empty Reading for what nobody has to answer."""
    if not isinstance(body, dict) or len(body) < 2:  # noqa: PLR2004  # a number, and what happened
        raise Malformed("empty")
    if not body.keys() & set(KINDS):
        return Reading()
    try:
        update = Update.de_json(body, None)
        if update.message is not None:
            return _message(update.message, file, username)
        if update.callback_query is not None:
            return _press(update.callback_query)
        if update.my_chat_member is not None:
            return _membership(update.my_chat_member)
    except (TypeError, ValueError, LookupError, AttributeError, ArithmeticError, OSError) as error:
        raise Malformed(type(error).__name__) from None
    raise Malformed("empty")


def _message(message: Message, file: bytes | None, username: str) -> Reading:
    chat = ChatRef(
        platform=PLATFORM,
        chat_id=str(message.chat.id),
        thread_id=str(message.message_thread_id) if message.is_topic_message else None,
    )
    if message.migrate_to_chat_id is not None:
        return Reading(event=lambda tx, now: cards.moved(tx, chat, str(message.migrate_to_chat_id), now))
    if message.migrate_from_chat_id is not None:
        old = ChatRef(platform=PLATFORM, chat_id=str(message.migrate_from_chat_id))
        return Reading(event=lambda tx, now: cards.moved(tx, old, chat.chat_id, now))
    if message.via_bot is not None or (message.from_user and message.from_user.is_bot and _sender(message)):
        return Reading()
    text = nfc(message.text or message.caption or "")
    if chat.chat_id.startswith("-"):
        text = _addressed(text, username)
    command, args, rest = _command(text, username) if text else (_wordless(message), (), "")
    if command is None or _passed_over(message):
        return Reading()
    offered, file_id = _offered(message)
    return Reading(
        Request(
            chat=chat,
            sender=_sender(message),
            command=command,
            args=args,
            text=rest,
            offered=offered,
            files=(offered.model_copy(update={"content": file}),) if offered and file else (),
            album=message.media_group_id or "",
            title=_title(message),
            pictures=int(bool(message.photo)),
            contact=_contact(message),
        ),
        file=file_id,
    )


def _offered(message: Message) -> tuple[Attachment | None, str | None]:
    """The file, or the largest size of the picture, and its id."""
    if message.document:
        name, size = message.document.file_name or NAMELESS, message.document.file_size or 0
        return Attachment(name=nfc(name), size=size), message.document.file_id
    if message.photo:
        largest = max(message.photo, key=lambda one: one.width * one.height)
        return Attachment(name=PICTURE, size=largest.file_size or 0, picture=True), largest.file_id
    return None, None


def _contact(message: Message) -> Contact | None:
    """The number that came. The platform says whose it is; what is passed on from elsewhere proves nothing."""
    card = message.contact
    if card is None:
        return None
    own = card.user_id is not None and str(card.user_id) == _sender(message) and message.forward_origin is None
    return Contact(phone=card.phone_number, own=own)


def _title(message: Message) -> str:
    """The group's name; in a topic with the topic's, which stands on the message that began it."""
    title = message.chat.title or ""
    began = message.reply_to_message.forum_topic_created if message.reply_to_message else None
    return unescape(render("groups/topic", group=title, topic=nfc(began.name))) if began else title


def _addressed(text: str, username: str) -> str:
    """What is said in a group to us: a command, or the words after our name."""
    if as_command(text)[0]:
        return text
    name, _, words = text.partition(" ")
    return words.strip() if name.lower() == f"@{username.lower()}" else ""


def _sender(message: Message) -> str:
    """Who wrote it; "" where that is no person: a channel, an anonymous administrator."""
    writer = message.from_user
    if writer is None or message.sender_chat is not None or writer.id in NOBODY:
        return ""
    return str(writer.id)


def _passed_over(message: Message) -> bool:
    """Whether this asks for nothing, whatever it says: what is no person writes where only people do, or a channel's
    news. The others are heard as nobody, since a group's code may come from an anonymous administrator."""
    if _sender(message):
        return False
    writer = message.from_user.id if message.from_user else 0
    log.info("no person (%s) wrote in a %s", writer if writer in NOBODY else "a channel", message.chat.type)
    return message.chat.type == "private" or writer == NEWS or bool(message.is_automatic_forward)


def _command(text: str, username: str) -> tuple[str | None, tuple[str, ...], str]:
    """Command, words and the text beside it; a command for another bot is None."""
    command, args = as_command(text)
    if command in {"", "="}:
        return command, args, text
    first, _, rest = text.partition(" ") if " " in text.split("\n")[0] else text.partition("\n")
    addressed = first.partition("@")[2]
    if addressed and addressed.lower() != username.lower():
        return None, (), ""
    if command == "start" and args:
        return _deep_link(args[0])
    return command, args, rest.strip()


def _deep_link(payload: str) -> tuple[str, tuple[str, ...], str]:
    """What a link asked for: /start <token> of an invite or a group, or a command that shows something.

    Anybody can make a link and have others press it, so one for anything else is a plain /start.
    """
    if payload.startswith(COMMAND):
        name, *args = payload.removeprefix(COMMAND).split("-")
        return (name, tuple(args), "") if linkable(name, args) else ("start", (), "")
    token = payload.removeprefix(INVITE)
    return "start", (token,), token


def _wordless(message: Message) -> str | None:
    """A reserved command for what came without words; None where no answer is owed (a sticker)."""
    if message.document or message.audio:
        return "_file"
    return next((command for kind, command in WITHOUT_WORDS.items() if getattr(message, kind)), None)


def _press(query: CallbackQuery) -> Reading:
    if query.message is None or query.data is None:
        return Reading()
    if query.from_user.id in NOBODY:
        log.info("no person (%d) pressed in a %s", query.from_user.id, query.message.chat.type)
        return Reading()
    chat = ChatRef(platform=PLATFORM, chat_id=str(query.message.chat.id))
    command, args = as_command(nfc(query.data))
    there = str(query.message.message_id) if query.message.is_accessible else None
    request = Request(chat=chat, sender=str(query.from_user.id), command=command or "_unknown", args=args)
    return Reading(request, {"query": query.id, "message": there})


def _membership(change: ChatMemberUpdated) -> Reading:
    """Blocked or unblocked by a person; removed from a group."""
    chat = ChatRef(platform=PLATFORM, chat_id=str(change.chat.id))
    gone = change.new_chat_member.status in GONE
    if change.chat.type == "private":
        if gone:
            return Reading(event=lambda tx, now: reach.lost(tx, chat, now))
        return Reading(event=lambda tx, _: accounts.set_reachable(tx, chat, reachable=True))
    return Reading(event=lambda tx, now: groups.left(tx, chat, now)) if gone else Reading()

"""How a message is said on Telegram: edits, splits, files, buttons; and its refusals as the outbox's one kind."""

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from html import unescape
from typing import NoReturn

from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)
from telegram import Message as Sent
from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter, TelegramError

from bot.core import Context
from bot.senders import SendError
from bot.uploads import Uploads
from domain import markup
from domain.messages import Attachment, ChatRef, Choice, Message
from texts import label, render

TEXT_LIMIT, CAPTION_LIMIT = 4096, 1024  # UTF-16 units after entities
UNCHANGED = "message is not modified"

Under = InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove | None  # one of them at most in a message


class Mouth:
    """Says things through one bot. `link`: the address that asks for a command in private.

    `keyed`: the chats where the key that shares one's own number may stand. After a restart it is known again when
    somebody presses it.
    """

    def __init__(self, bot: Bot, link: Callable[[str], str]) -> None:
        self._bot = bot
        self._link_to = link
        self._uploads = Uploads()
        self.keyed: set[str] = set()

    async def send(self, chat: ChatRef, message: Message | None, context: Context | None) -> str | None:
        """Say it; a press is acknowledged whatever becomes of the rest. The message's id."""
        with as_send_error():
            if context is not None and await self._acknowledge(context, message):
                return None
            if context is not None and context["clear"]:
                await self._clear(chat, context["message"])
            if message is None:
                return None
            if context and context["edit"] and message.attachment is None and not message.asks_contact:
                edited = await self._edit(chat, message, context["message"])
                if edited:
                    return edited
            return await self._say(chat, message)

    async def edit(self, chat: ChatRef, message_id: str, message: Message) -> None:
        """Change the words of what stands there already. Raises SendError."""
        with as_send_error():
            try:
                await self._change(chat, message, message_id)
            except BadRequest as error:
                if UNCHANGED not in error.message.lower():
                    raise

    async def _change(self, chat: ChatRef, message: Message, message_id: str) -> None:
        await self._bot.edit_message_text(
            message.text,
            chat.chat_id,
            int(message_id),
            parse_mode="HTML",
            reply_markup=self._keyboard(chat, message),
        )

    async def _acknowledge(self, context: Context, message: Message | None) -> bool:
        """Answer the press. True if that was the whole answer: a refusal short enough for an alert."""
        alert = bool(context["alert"]) and message is not None
        text = markup.plain(message.text) if alert and message else None
        try:
            await self._bot.answer_callback_query(context["query"], text=text, show_alert=alert)
        except BadRequest:
            return False  # too old, or taken for invalid: the alert would be lost, so it is said as a message
        return alert

    async def _clear(self, chat: ChatRef, message_id: str) -> None:
        """Take the choices off a message that keeps its text."""
        with suppress(BadRequest):  # they are off already, or the message is gone or too old
            await self._bot.edit_message_reply_markup(chat.chat_id, int(message_id))

    async def _edit(self, chat: ChatRef, message: Message, message_id: str) -> str | None:
        """Put the answer in the place of the menu that was pressed; None if that cannot be."""
        if markup.units(markup.plain(message.text)) > TEXT_LIMIT:
            return None
        try:
            await self._change(chat, message, message_id)
        except BadRequest as error:
            return message_id if UNCHANGED in error.message.lower() else None
        return message_id

    async def _say(self, chat: ChatRef, message: Message) -> str:
        sent_as = await self._put(chat, message, await self._under(chat, message))
        self._turned(chat, message)
        if message.pinned:
            with suppress(TelegramError):  # only an administrator may; it stands there all the same
                await self._bot.pin_chat_message(chat.chat_id, int(sent_as), disable_notification=True)
        return sent_as

    async def _under(self, chat: ChatRef, message: Message) -> Under:
        """The key that it asks for, or its choices. A key that stood there goes: with it, or, since a message has one
        keyboard, with a word before what has choices."""
        if message.asks_contact:
            key = KeyboardButton(label("share_number"), request_contact=True)
            return ReplyKeyboardMarkup([[key]], resize_keyboard=True, one_time_keyboard=True)
        if chat.chat_id not in self.keyed:
            return self._keyboard(chat, message)
        if not message.choices:
            return ReplyKeyboardRemove()
        await self._text(chat, render("platforms/received"), ReplyKeyboardRemove())
        self.keyed.discard(chat.chat_id)
        return self._keyboard(chat, message)

    def _turned(self, chat: ChatRef, message: Message) -> None:
        """It was said: its key stands there now, or none does."""
        (self.keyed.add if message.asks_contact else self.keyed.discard)(chat.chat_id)

    async def _put(self, chat: ChatRef, message: Message, under: Under) -> str:
        parts = markup.split(message.text, TEXT_LIMIT)
        if message.attachment is not None:
            if len(parts) == 1 and markup.units(markup.plain(parts[0])) <= CAPTION_LIMIT:
                return await self._file(chat, message.attachment, parts[0], under)
            await self._file(chat, message.attachment, None, None)
        for part in parts[:-1]:
            await self._text(chat, part, None)
        return await self._text(chat, parts[-1], under)

    async def _text(self, chat: ChatRef, text: str, under: Under) -> str:
        said = partial(self._bot.send_message, chat.chat_id, text, parse_mode="HTML", reply_markup=under)
        return await _placed(chat, said)

    async def _file(self, chat: ChatRef, file: Attachment, caption: str | None, under: Under) -> str:
        method = self._bot.send_photo if file.picture else self._bot.send_document

        async def send(message_thread_id: int | None = None) -> Sent:
            said = partial(method, chat.chat_id, caption=caption, parse_mode="HTML", reply_markup=under)
            thread = {} if message_thread_id is None else {"message_thread_id": message_thread_id}
            content = "photo" if file.picture else "document"
            return await self._uploads.send(file, lambda sent_as: said(**{content: sent_as}, **thread))

        return await _placed(chat, send)

    def _keyboard(self, chat: ChatRef, message: Message) -> InlineKeyboardMarkup | None:
        """In private a choice is a press; in a group it is a link, so that private matters happen in private."""
        if not message.choices:
            return None
        button = self._link if chat.chat_id.startswith("-") else _press
        return InlineKeyboardMarkup([[button(choice)] for choice in message.choices])

    def _link(self, choice: Choice) -> InlineKeyboardButton:
        return InlineKeyboardButton(choice.label, url=self._link_to(choice.command))


async def _placed(chat: ChatRef, send: Callable[..., Awaitable[Sent]]) -> str:
    """Send into the chat's topic; into the group itself if the topic was deleted. The message's id."""
    try:
        sent = await send(message_thread_id=int(chat.thread_id) if chat.thread_id else None)
    except BadRequest as error:
        if chat.thread_id is None or "thread not found" not in error.message.lower():
            raise
        sent = await send()
    return str(sent.message_id)


def _press(choice: Choice) -> InlineKeyboardButton:
    return InlineKeyboardButton(choice.label, callback_data=choice.command)


def seconds_of(error: RetryAfter) -> float:
    after = error.retry_after
    return float(after) if isinstance(after, int) else after.total_seconds()


def _gone() -> SendError:
    return SendError(render("delivery/gone"), permanent=True, gone=True)


@contextmanager
def as_send_error() -> Iterator[None]:
    """The library's errors as the one kind that the outbox knows. Order matters: BadRequest is a NetworkError."""
    try:
        yield
    except TelegramError as error:
        _raise_send_error(error)


def _raise_send_error(error: TelegramError) -> NoReturn:
    match error:
        case RetryAfter():
            raise SendError("429", retry_after=seconds_of(error)) from error
        case ChatMigrated():
            raise SendError("group moved", moved_to=str(error.new_chat_id)) from error
        case Forbidden():
            raise _gone() from error
        case BadRequest() if "chat not found" in error.message.lower():
            raise _gone() from error
        case BadRequest():
            reason = unescape(render("delivery/rejected", reason=error.message))
            raise SendError(reason, permanent=True) from error
        case _:
            raise SendError(type(error).__name__) from error

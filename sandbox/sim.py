"""What people do in the pretend Telegram. Each act is what a phone would send; the bot gets the update."""

import re
from collections.abc import Sequence
from typing import Any
from urllib.parse import parse_qs, urlsplit

from sandbox import groups, view
from sandbox.entities import commands, units
from sandbox.errors import Json
from sandbox.world import BOT_USERNAME, Chat, Person, Press, World

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024
PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}")


class Sim:
    """Persons and chats are named by id; `chat` left out is the person's own chat with the bot.

    Raises ValueError for what no phone could do, LookupError for someone or something that is not there.
    """

    def __init__(self, world: World) -> None:
        self.world = world

    def person(self, id: int, first_name: str, last_name: str = "", username: str = "") -> Json:  # noqa: A002 - Telegram's word
        """Somebody with a phone, who has not written to the bot yet."""
        self.world.people[id] = Person(id, first_name, last_name, username)
        return self.world.people[id].as_json()

    def group(
        self,
        id: int,  # noqa: A002 - Telegram's word
        title: str,
        members: Sequence[int] = (),
        type: str = "supergroup",  # noqa: A002 - Telegram's word
        topics: Sequence[str] = (),
        admins: Sequence[int] = (),
    ) -> Json:
        """A group without the bot; with `topics` a forum, whose threads are answered by name."""
        if id >= 0 or type not in ("group", "supergroup"):
            raise ValueError("a group has a negative id and is a group or a supergroup")
        people = {*members, *admins}
        chat = Chat(id, type, title, members=people, admins=set(admins), forum=bool(topics))
        self.world.chats[id] = chat
        for name in topics:
            chat.last_id += 1
            chat.topics[chat.last_id] = name
        return chat.as_json() | {"topics": {name: number for number, name in chat.topics.items()}}

    def say(self, person: int, text: str, chat: int = 0, thread: int = 0, reply_to: int = 0) -> Json:
        """Type a text. Like a phone, cuts a long one into several messages and returns the last."""
        pieces = _pieces(text.strip())
        if not pieces:
            raise ValueError("a phone sends no empty message")
        for piece in pieces:
            marked = commands(piece)
            content: Json = {"text": piece} | ({"entities": marked} if marked else {})
            message = self._write(person, chat, content | self._placed(person, chat, thread, reply_to))
        return message

    def send(
        self,
        person: int,
        kind: str,
        chat: int = 0,
        thread: int = 0,
        caption: str = "",
        **details: Any,
    ) -> Json:
        """Send a document, photo, sticker, voice or contact.

        `details`: `content` (bytes), `name`, `size` (bytes, if more than content holds); of a contact `phone`
        and `user_id` (by default the person's own).
        """
        if units(caption) > LONGEST_CAPTION:
            raise ValueError("a phone sends no caption over 1024")
        body = view.media(self.world, kind, self._person(person), details)
        marked = {"caption_entities": commands(caption)} if commands(caption) else {}
        captioned = {"caption": caption} | marked if caption else {}
        return self._write(person, chat, body | captioned | self._placed(person, chat, thread, 0))

    def open_link(self, person: int, payload: str = "") -> Json:
        """Follow `https://t.me/<bot>?start=<payload>` and press START."""
        if payload and not PAYLOAD.fullmatch(payload):
            raise ValueError("a payload is 1 to 64 of A-Za-z0-9_-")
        return self.say(person, f"/start {payload}".strip())

    def press(self, person: int, label: str = "", chat: int = 0, message_id: int = 0, data: str = "") -> Json:
        """Press a button by its label or its data, in that message or the newest that has it.

        Returns the callback query's id, or the message or address that the button led to.
        """
        place = self._chat(person, chat)
        message, button = view.button(place, label, data, message_id)
        if "url" in button:
            return self._follow(person, button["url"])
        if "callback_data" not in button:
            return self.say(person, button["text"], chat)
        pressed = self.world.pressed(person, button["callback_data"])
        self.world.tell("callback_query", self._query(pressed, place, message))
        return {"callback_query_id": pressed.id}

    async def answer_to(self, callback_query_id: str, seconds: float = 5) -> Json:
        """What the bot answered to a press: text and show_alert. Raises TimeoutError."""
        press = self.world.presses[callback_query_id]
        await self.world.changed.until(lambda: press.answer is not None, seconds)
        return press.answer or {}

    def block(self, person: int) -> Json:
        return groups.blocked(self.world, self._person(person), blocked=True)

    def unblock(self, person: int) -> Json:
        return groups.blocked(self.world, self._person(person), blocked=False)

    def deactivate(self, person: int) -> Json:
        """The person's account is deleted: the bot is told "user is deactivated"."""
        self._person(person).deactivated = True
        return {}

    def add_to_group(
        self, person: int, chat: int, payload: str = "", *, anonymous: bool = False, admin: bool = False
    ) -> Json:
        """Add the bot to a group, by `?startgroup=<payload>` if there is one."""
        group = self._chat(person, chat)
        groups.bot_becomes(self.world, group, self._person(person), "administrator" if admin else "member")
        author = groups.author(self.world, group, self._person(person), anonymous=anonymous)
        groups.service(self.world, group, author, {"new_chat_members": [self.world.bot_user]})
        return self.say_as(group, author, f"/start@{BOT_USERNAME} {payload}") if payload else {}

    def remove_from_group(self, person: int, chat: int) -> Json:
        groups.bot_becomes(self.world, self._chat(person, chat), self._person(person), "kicked")
        return {}

    def migrate(self, chat: int) -> Json:
        """The group becomes a supergroup with a new id, which is returned as `id`."""
        return groups.migrate(self.world, self.world.chats[chat]).as_json()

    def forget_message(self, chat: int, message_id: int) -> Json:
        """Make a message so old that a press on it comes without its content (InaccessibleMessage)."""
        self.world.chats[chat].forgotten.add(message_id)
        return {}

    def inject(self, update: Json) -> Json:
        """Queue an update exactly as given, malformed or not."""
        return {"update_id": self.world.updates.inject(update)}

    def chat(self, chat: int) -> list[Json]:
        """The chat as displayed now, oldest first."""
        found = self.world.chats.get(chat)
        return [view.displayed(message) for message in found.messages.values()] if found else []

    def record(self, method: str = "") -> list[Json]:
        """Every call of the Bot API so far, or those of one method."""
        return [call.as_json() for call in self.world.calls if method in ("", call.method)]

    def clear_record(self) -> Json:
        self.world.calls.clear()
        return {}

    def say_as(self, chat: Chat, author: Json, text: str) -> Json:
        return groups.post_in_group(self.world, chat, author, {"text": text, "entities": commands(text)})

    def _write(self, person: int, chat: int, content: Json) -> Json:
        place, author = self._chat(person, chat), self._person(person)
        if place.person is None:
            return groups.post_in_group(self.world, place, {"from": author.as_json()}, content)
        if author.blocked:
            groups.blocked(self.world, author, blocked=False)
        author.wrote = True
        message = self.world.post(place, author.as_json(), content)
        self.world.tell("message", message)
        return message

    def _placed(self, person: int, chat: int, thread: int, reply_to: int) -> Json:
        place = self._chat(person, chat)
        placed: Json = {"message_thread_id": thread, "is_topic_message": True} if thread else {}
        if thread and thread not in place.topics:
            raise LookupError(f"no topic {thread}")
        return placed | ({"reply_to_message": place.messages[reply_to]} if reply_to else {})

    def _query(self, pressed: Press, chat: Chat, message: Json) -> Json:
        number = message["message_id"]
        if number in chat.forgotten:
            message = {"chat": chat.as_json(), "message_id": number, "date": 0}
        sender = self.world.people[pressed.person].as_json()
        query = {"id": pressed.id, "from": sender, "message": message, "data": pressed.data}
        return query | {"chat_instance": str(chat.id)}

    def _follow(self, person: int, url: str) -> Json:
        """A link to the bot's own start opens it; any other address is only shown."""
        query = parse_qs(urlsplit(url).query)
        if urlsplit(url).path == f"/{BOT_USERNAME}" and "start" in query:
            return self.open_link(person, query["start"][0])
        return {"url": url}

    def _person(self, person: int) -> Person:
        if person not in self.world.people:
            raise LookupError(f"no person {person}")
        return self.world.people[person]

    def _chat(self, person: int, chat: int) -> Chat:
        """The chat meant. A private one begins to exist when its person first uses it."""
        if chat in (0, person):
            somebody = self._person(person)
            return self.world.chats.setdefault(person, Chat(person, "private", person=somebody))
        if chat not in self.world.chats:
            raise LookupError(f"no chat {chat}")
        return self.world.chats[chat]


def _pieces(text: str) -> list[str]:
    """At most 4096 UTF-16 units each, no surrogate pair cut."""
    pieces = []
    while text:
        size = LONGEST_TEXT
        while units(text[:size]) > LONGEST_TEXT:
            size -= max(1, (units(text[:size]) - LONGEST_TEXT) // 2)
        pieces.append(text[:size])
        text = text[size:]
    return pieces

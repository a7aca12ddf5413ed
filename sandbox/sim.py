"""What people do in the pretend Telegram. Each act is what a phone would send; the bot gets the update."""

import re
from collections.abc import Sequence
from typing import Any
from urllib.parse import parse_qs, urlsplit

from sandbox import contacts, groups, view
from sandbox.entities import commands, pieces, units
from sandbox.errors import Json
from sandbox.world import BOT_USERNAME, Chat, Person, World

LONGEST_CAPTION = 1024
PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}")


class Sim:
    """Persons and chats are named by id; `chat` left out is the person's own chat with the bot.

    Raises ValueError for what no phone could do, LookupError for someone or something that is not there.
    """

    def __init__(self, world: World) -> None:
        self.world = world

    def person(
        self,
        id: int,  # noqa: A002  # Telegram's word
        first_name: str,
        last_name: str = "",
        username: str = "",
        phone: str = "",
    ) -> Json:
        """Somebody with a phone, who has not written to the bot yet."""
        self.world.people[id] = Person(id, first_name, last_name, username, phone=phone)
        return self.world.people[id].as_json()

    def group(
        self,
        id: int,  # noqa: A002  # Telegram's word
        title: str,
        members: Sequence[int] = (),
        type: str = "supergroup",  # noqa: A002  # Telegram's word
        topics: Sequence[str] = (),
        admins: Sequence[int] = (),
    ) -> Json:
        """A group without the bot; with `topics` a forum, whose thread ids are answered by name."""
        if id >= 0 or type not in ("group", "supergroup"):
            raise ValueError("a group has a negative id and is a group or a supergroup")
        chat = Chat(id, type, title, members={*members, *admins}, admins=set(admins), forum=bool(topics))
        chat.topics = dict(enumerate(topics, start=2))  # thread 1 is Telegram's "General"
        chat.last_id = max(chat.topics, default=0)
        self.world.chats[id] = chat
        return chat.as_json() | {"topics": {name: thread for thread, name in chat.topics.items()}}

    def say(
        self, person: int, text: str, chat: int = 0, thread: int = 0, reply_to: int = 0, *, anonymous: bool = False
    ) -> Json:
        """Type a text. Like a phone, cuts a long one into several messages; returns the last one.

        `anonymous`: as an administrator of the group who does not show who it is.
        """
        message: Json = {}
        for piece in pieces(text.strip()):
            message = self._write(person, chat, _worded(piece), thread, reply_to, anonymous=anonymous)
        if not message:
            raise ValueError("a phone sends no empty message")
        return message

    def send(self, person: int, kind: str, chat: int = 0, thread: int = 0, caption: str = "", **details: Any) -> Json:
        """Send a document, photo, sticker or voice.

        `details`: `content` (bytes), `name`, `size` (in bytes, if more than `content` holds).
        """
        if units(caption) > LONGEST_CAPTION:
            raise ValueError("a phone sends no caption over 1024")
        body = view.media(self.world, kind, details)
        captioned = {"caption": caption, "caption_entities": commands(caption)}
        return self._write(person, chat, body | {key: value for key, value in captioned.items() if value}, thread)

    def share_contact(self, person: int, phone: str = "") -> Json:
        """Press the key that asks for one's own number. `phone`: this phone's number from now on."""
        return self._write(person, 0, contacts.shared(self.world.place(person), self.world.person(person), phone))

    def send_contact(
        self,
        person: int,
        phone: str,
        user_id: int | None = None,
        chat: int = 0,
        name: str = "",
        *,
        forwarded: bool = False,
    ) -> Json:
        """Send a card from the phone's list; `user_id`: whose it is on Telegram, by default whoever has that number.

        `forwarded`: it was sent in another chat before.
        """
        before = contacts.forwarded(self.world, self.world.person(person)) if forwarded else {}
        return self._write(person, chat, contacts.card(self.world, phone, user_id, name) | before)

    def channel_post(self, chat: int, text: str, channel: str = "Thông báo") -> Json:
        """What the channel linked with a group posts: Telegram writes it in the group."""
        group = self.world.chats[chat]
        return groups.post(self.world, group, groups.news(self.world, channel), _worded(text))

    def open_link(self, person: int, payload: str = "") -> Json:
        """Follow `https://t.me/<bot>?start=<payload>` and press START."""
        if payload and not PAYLOAD.fullmatch(payload):
            raise ValueError("a payload is 1 to 64 of A-Za-z0-9_-")
        return self.say(person, f"/start {payload}")

    def press(self, person: int, label: str = "", chat: int = 0, message_id: int = 0, data: str = "") -> Json:
        """Press a button by its label or its data, in that message or in the newest that has it.

        Returns `callback_query_id`, or what else the button led to: a message written, an address opened.
        """
        place = self.world.place(person, chat)
        message, button = view.button(place, label, data, message_id)
        if "url" in button:
            return self._follow(person, button["url"])
        if button.get("request_contact"):
            return self.share_contact(person)
        if "callback_data" not in button:
            return self.say(person, button["text"], chat)
        pressed = self.world.pressed(person, button["callback_data"])
        sender = self.world.person(person).as_json()
        query = {"id": pressed.id, "from": sender, "message": view.carried(place, message)}
        self.world.tell("callback_query", query | {"data": pressed.data, "chat_instance": str(place.id)})
        return {"callback_query_id": pressed.id}

    async def answer_to(self, callback_query_id: str, seconds: float = 5) -> Json:
        """What the bot answered to a press: text and show_alert. Raises TimeoutError."""
        press = self.world.presses[callback_query_id]
        await self.world.changed.until(lambda: press.answer is not None, seconds)
        return press.answer or {}

    def block(self, person: int) -> Json:
        return groups.block(self.world, self.world.place(person))

    def unblock(self, person: int) -> Json:
        return groups.unblock(self.world, self.world.place(person))

    def deactivate(self, person: int) -> Json:
        """The person's account is deleted: the bot is told "user is deactivated"."""
        self.world.person(person).deactivated = True
        return {}

    def add_to_group(
        self, person: int, chat: int, payload: str = "", *, anonymous: bool = False, admin: bool = False
    ) -> Json:
        """Add the bot to a group, by `?startgroup=<payload>` if any; `admin`: as an administrator."""
        group, adder = self.world.place(person, chat), self.world.person(person)
        groups.bot_becomes(self.world, group, adder, "administrator" if admin else "member")
        author = groups.anonymous(group) if anonymous else {"from": adder.as_json()}
        added = groups.service(self.world, group, author, {"new_chat_members": [self.world.bot_user]})
        if not payload:
            return added
        return groups.post(self.world, group, author, _worded(f"/start@{BOT_USERNAME} {payload}"))

    def remove_from_group(self, person: int, chat: int) -> Json:
        groups.bot_becomes(self.world, self.world.place(person, chat), self.world.person(person), "kicked")
        return {}

    def migrate(self, chat: int) -> Json:
        """The group becomes a supergroup with a new id, which is returned as `id`."""
        return groups.migrate(self.world, self.world.chats[chat]).as_json()

    def forget_message(self, chat: int, message_id: int) -> Json:
        """Make a message so old that a press on it comes without its content (InaccessibleMessage)."""
        self.world.chats[chat].forgotten.add(message_id)
        return {}

    def inject(self, update: Json) -> Json:
        """Queue an update exactly as given, malformed or not; without an `update_id` it gets one."""
        return {"update_id": self.world.updates.inject(update)}

    def chat(self, chat: int) -> list[Json]:
        """The chat as displayed now, oldest first; empty for one that does not exist yet."""
        found = self.world.chats.get(chat)
        return [view.displayed(message) for message in found.messages.values()] if found else []

    def record(self, method: str = "") -> list[Json]:
        """Every call of the Bot API so far, or those of one method, in order of arrival."""
        return self.world.record.shown(method)

    def clear(self) -> Json:
        """Begin the record anew; its numbers go on."""
        self.world.calls.clear()
        return {}

    def _write(
        self, person: int, chat: int, content: Json, thread: int = 0, reply_to: int = 0, *, anonymous: bool = False
    ) -> Json:
        place, author = self.world.place(person, chat), self.world.person(person)
        if anonymous and person not in place.admins:
            raise ValueError("only an administrator of a group can be anonymous")
        signed = groups.anonymous(place) if anonymous else {"from": author.as_json()}
        written = signed | _placed(place, thread, reply_to)
        if place.person is None:
            return groups.post(self.world, place, written, content)
        if author.blocked:
            groups.unblock(self.world, place)
        author.wrote = True
        message = self.world.post(place, written | content)
        self.world.tell("message", message)
        return message

    def _follow(self, person: int, url: str) -> Json:
        """A link to the bot's own start opens it; any other address is only shown."""
        link = urlsplit(url)
        query = parse_qs(link.query)
        if link.path == f"/{BOT_USERNAME}" and "start" in query:
            return self.open_link(person, query["start"][0])
        return {"url": url}


def _worded(text: str) -> Json:
    marked = commands(text)
    return {"text": text} | ({"entities": marked} if marked else {})


def _placed(place: Chat, thread: int, reply_to: int) -> Json:
    """Where in the chat a message stands: its topic, and what it replies to."""
    if thread and thread not in place.topics:
        raise LookupError(f"no topic {thread}")
    placed = _in_topic(place, thread) if thread else {}
    return placed | ({"reply_to_message": place.messages[reply_to]} if reply_to else {})


def _in_topic(place: Chat, thread: int) -> Json:
    """What answers nothing else in a topic answers the message that began it."""
    began = {"name": place.topics[thread], "icon_color": 7322096}
    first = {"message_id": thread, "date": 0, "chat": place.as_json(), "forum_topic_created": began}
    replied = first | groups.anonymous(place)
    return {"message_thread_id": thread, "is_topic_message": True, "reply_to_message": replied}

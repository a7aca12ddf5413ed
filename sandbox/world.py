"""What exists in the pretend Telegram: people, chats, their messages, files, and what waits for the bot."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sandbox.errors import Json
from sandbox.record import Call, Record
from sandbox.updates import Updates
from sandbox.waking import Signal

BOT_USERNAME = "thaian_thidua_bot"


@dataclass
class Person:
    id: int
    first_name: str
    last_name: str = ""
    username: str = ""
    language_code: str = "vi"
    phone: str = ""  # once it is known
    wrote: bool = False
    blocked: bool = False
    deactivated: bool = False

    def as_json(self) -> Json:
        named = {"last_name": self.last_name, "username": self.username, "language_code": self.language_code}
        given = {key: value for key, value in named.items() if value}
        return {"id": self.id, "is_bot": False, "first_name": self.first_name} | given


@dataclass
class Chat:
    """A private chat carries its person's id; a group's is negative. `bot` is the bot's status in a group.

    `keyboard`: as it was sent; `folded`: a phone shows it no more, since it was for one press."""

    id: int
    type: str
    title: str = ""
    person: Person | None = None
    members: set[int] = field(default_factory=set)
    admins: set[int] = field(default_factory=set)
    topics: dict[int, str] = field(default_factory=dict)
    forum: bool = False
    bot: str = "left"
    migrated_to: int = 0
    messages: dict[int, Json] = field(default_factory=dict)
    forgotten: set[int] = field(default_factory=set)
    fixed: set[int] = field(default_factory=set)  # what came with a keyboard under the input is never edited
    reworded: set[int] = field(default_factory=set)  # phones mark an edit of the words, not one of the buttons
    pinned: list[int] = field(default_factory=list)
    last_id: int = 0
    keyboard: Json = field(default_factory=dict)
    folded: bool = False

    def as_json(self) -> Json:
        if self.person:
            named = {"username": self.person.username, "last_name": self.person.last_name}
            own = {key: value for key, value in named.items() if value}
            return {"id": self.id, "type": "private", "first_name": self.person.first_name} | own
        return {"id": self.id, "type": self.type, "title": self.title} | ({"is_forum": True} if self.forum else {})


@dataclass
class StoredFile:
    """`size` may exceed what `content` holds: a big file need not be carried about."""

    id: str
    name: str
    content: bytes
    size: int
    mime: str

    def as_json(self) -> Json:
        return {"file_id": self.id, "file_unique_id": f"u{self.id}", "file_size": self.size}


@dataclass
class Press:
    """A pressed button, and what the bot answered to it."""

    id: str
    at: datetime
    person: int
    data: str
    answer: Json | None = None


class World:
    def __init__(self, now: Callable[[], datetime], bot_id: int) -> None:
        self.now = now
        self.bot: Json = {
            "id": bot_id, "is_bot": True, "first_name": "Trợ lý Thi đua", "username": BOT_USERNAME,
            "can_join_groups": True, "can_read_all_group_messages": False, "supports_inline_queries": False,
            "can_connect_to_business": False, "has_main_web_app": False,
        }  # fmt: skip
        self.changed = Signal()
        self.record = Record(now, self.changed)
        self.updates = Updates(now)
        self.people: dict[int, Person] = {}
        self.chats: dict[int, Chat] = {}
        self.files: dict[str, StoredFile] = {}
        self.presses: dict[str, Press] = {}
        self.commands: dict[tuple[Any, ...], list[Json]] = {}
        self.texts: dict[tuple[str, str], str] = {}
        self.webhook: Json = {}
        self._last_press = 0

    @property
    def bot_user(self) -> Json:
        """The bot as the author of its messages."""
        return {key: self.bot[key] for key in ("id", "is_bot", "first_name", "username")}

    @property
    def calls(self) -> list[Call]:
        return self.record.calls

    def stamp(self) -> int:
        return int(self.now().timestamp())

    def tell(self, kind: str, body: Json) -> None:
        """Queue an update for the bot."""
        self.updates.add(kind, body)
        self.changed.wake()

    def person(self, person: int) -> Person:
        if person not in self.people:
            raise LookupError(f"no person {person}")
        return self.people[person]

    def place(self, person: int, chat: int = 0) -> Chat:
        """The chat meant by a person; a private one begins to exist when its person first uses it."""
        if chat in (0, person):
            own = Chat(person, "private", person=self.person(person), bot="member")
            return self.chats.setdefault(person, own)
        if chat not in self.chats:
            raise LookupError(f"no chat {chat}")
        return self.chats[chat]

    def post(self, chat: Chat, content: Json) -> Json:
        """A new message in the chat; `content` says who it is `from`."""
        chat.last_id += 1
        message = {"message_id": chat.last_id, "chat": chat.as_json(), "date": self.stamp()} | content
        chat.messages[chat.last_id] = message
        self.changed.wake()
        return message

    def keep(self, name: str, content: bytes, *, mime: str, size: int = 0) -> StoredFile:
        file_id = f"SANDBOX-FILE-{len(self.files) + 1:06}"
        self.files[file_id] = StoredFile(file_id, name, content, size or len(content), mime)
        return self.files[file_id]

    def pressed(self, person: int, data: str) -> Press:
        self._last_press += 1
        press = Press(str(4_000_000_000_000 + self._last_press), self.now(), person, data)
        self.presses[press.id] = press
        return press

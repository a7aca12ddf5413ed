"""What exists in the pretend Zalo: people, groups, bots, and the messages between them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain, count

from sandbox.errors import Json
from sandbox.record import Record
from sandbox.zalo.refusals import not_permitted, unknown_chat
from sandbox.zalo.switches import Switches
from sandbox.zalo.waiting import Queue

DISPLAY_NAME = "Bot Trợ lý Thi đua"


def milliseconds(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)


@dataclass
class Person:
    id: str
    display_name: str

    def as_json(self) -> Json:
        return {"id": self.id, "display_name": self.display_name, "is_bot": False}


@dataclass
class Group:
    """A group's people; which bots are in it, the bots know."""

    id: str
    title: str
    members: set[str] = field(default_factory=set)


@dataclass
class Message:
    """A message as a phone shows it; `author` is a person's id or "bot"."""

    id: str
    at: datetime
    author: str
    kind: str = "text"
    text: str = ""
    html: str = ""
    photo: str = ""
    content: bytes = b""  # of a photo, if the phone that sent it had one

    @property
    def stamp(self) -> int:
        """Epoch milliseconds, as the platform dates it."""
        return milliseconds(self.at)

    def displayed(self) -> Json:
        return {
            "message_id": self.id,
            "from": self.author,
            "date": int(self.at.timestamp()),
            "kind": self.kind,
            "text": self.text,
            "html": self.html,
            "photo": self.photo,
        }


@dataclass
class Bot:
    """`sent` counts accepted messages; `webhook_at` (epoch milliseconds) is 0 while none was ever set."""

    id: str
    display_name: str
    account_name: str
    updates: Queue
    can_join_groups: bool = True
    webhook: str = ""
    webhook_at: int = 0
    sent: int = 0
    known: set[str] = field(default_factory=set)  # people who ever wrote to it
    blocked_by: set[str] = field(default_factory=set)
    groups: set[str] = field(default_factory=set)
    private: dict[str, list[Message]] = field(default_factory=dict)  # by person


class ZaloWorld:
    """Shares its time and its signal with `record`. The first of `bot_ids` is meant where none is named."""

    def __init__(self, record: Record, bot_ids: Sequence[str]) -> None:
        self.record = record
        self.now = record.now
        self.changed = record.changed
        self.switches = Switches()
        self.bots = {bot: self._bot(bot, number) for number, bot in enumerate(bot_ids, start=1)}
        self.people: dict[str, Person] = {}
        self.groups: dict[str, Group] = {}
        self._in_groups: dict[str, list[Message]] = {}
        self._numbers = count(1)

    def _bot(self, bot: str, number: int) -> Bot:
        name = DISPLAY_NAME if number == 1 else f"{DISPLAY_NAME} {number}"
        return Bot(bot, name, f"bot.SANDBOX{number}", Queue(self.switches, self.changed))

    def waiting(self) -> int:
        """Updates not handed out to their bot yet, of all bots."""
        return sum(len(bot.updates) for bot in self.bots.values())

    def unsettled(self) -> int:
        """Updates that wait, and those that were handed out since their bot last asked for more."""
        return self.waiting() + sum(bot.updates.in_hand for bot in self.bots.values())

    def stamp(self) -> int:
        """Now, in epoch milliseconds."""
        return milliseconds(self.now())

    def next_id(self) -> str:
        return f"{next(self._numbers):020x}"

    def bot(self, bot: str = "") -> Bot:
        if bot and bot not in self.bots:
            raise LookupError(f"no bot {bot}")
        return self.bots[bot] if bot else next(iter(self.bots.values()))

    def person(self, person: str) -> Person:
        if person not in self.people:
            raise LookupError(f"no person {person}")
        return self.people[person]

    def group(self, group: str) -> Group:
        if group not in self.groups:
            raise LookupError(f"no group {group}")
        return self.groups[group]

    def messages(self, bot: Bot, chat: str) -> list[Message]:
        """What stands in a group, or in a person's chat with that bot."""
        return self._chats(bot, chat).get(chat, [])

    def photo(self, number: str) -> bytes:
        """What a phone sent in that message; nothing if it had no picture, or there is no such message."""
        own = chain.from_iterable(bot.private.values() for bot in self.bots.values())
        everywhere = chain.from_iterable((*own, *self._in_groups.values()))
        return next((message.content for message in everywhere if message.id == number), b"")

    def post(self, bot: Bot, chat: str, message: Message) -> None:
        self._chats(bot, chat).setdefault(chat, []).append(message)
        self.changed.wake()

    def _chats(self, bot: Bot, chat: str) -> dict[str, list[Message]]:
        return self._in_groups if chat in self.groups else bot.private

    def writable(self, bot: Bot, chat: str) -> None:
        """Raises ApiError unless the bot may write there now."""
        if chat in self.groups:
            allowed = chat in bot.groups
        elif chat in self.people:
            allowed = chat in bot.known - bot.blocked_by
        else:
            raise unknown_chat()
        if not allowed:
            raise not_permitted()

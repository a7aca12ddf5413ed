"""The shapes of the tables of everything the assistant does."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import NamedTuple

from domain.messages import Message
from domain.office import Office
from domain.permissions import Right
from handlers.visit import Visit
from storage.database import Transaction
from storage.deliveries import Delivery
from texts import words

Handler = Callable[[Visit], Awaitable[Message | None]]
Tick = Callable[[Transaction, Office, datetime], Awaitable[bool]]
PushAside = Callable[[Transaction, datetime, str], Awaitable[bool]]
Wording = Callable[[Transaction, Delivery, Office, datetime], Awaitable[Message | None]]


class Speaking(NamedTuple):
    """A tick of what the assistant says first, and what to do with a due row that makes it fail (with the cause)."""

    tick: Tick
    push_aside: PushAside


class Where(Enum):
    PRIVATE = "private"
    GROUP = "group"
    BOTH = "both"


@dataclass(frozen=True)
class Command:
    """One thing that can be asked for. Its label, plain words and aliases are in texts/words.toml.

    `menu`: shown in the menus. `linked`: a link may ask for it, with ids only: such a command shows, and changes
    nothing. `beside`: a question that is open stays open.
    """

    name: str
    handler: Handler
    right: Right
    where: Where = Where.PRIVATE
    menu: bool = True
    linked: bool = False
    beside: bool = False

    @property
    def label(self) -> str:
        text: str = words()["commands"][self.name]["label"]
        return text

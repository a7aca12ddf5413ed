"""One request on its way through a handler: who, with which rights, where, what, when."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import NamedTuple, Protocol

from domain.errors import Refused
from domain.messages import Request
from domain.office import Office
from domain.people import Staff, Unit
from domain.permissions import Right
from storage import audit
from storage.database import Transaction

_VERSIONED = re.compile(r"([0-9]{1,18})\.([0-9]{1,18})")  # both fit SQLite's integer


@dataclass(frozen=True)
class Means:
    """What a platform can do, as far as it changes what is said there.

    `letters`: UTF-16 units that one message holds. `metered`: every message counts towards a quota.
    `edits`: what was said can be changed later. `quota`: where it is metered, messages a month. `contacts`: people can
    hand over their own telephone number by one press, and the platform vouches for it.
    """

    buttons: bool = True
    files: bool = True
    letters: int = 4096
    metered: bool = False
    edits: bool = True
    quota: int = 0
    contacts: bool = False


class Place(NamedTuple):
    """A platform that the assistant is on, or one token on it: the key of its edge, and what it can do."""

    key: str
    means: Means


Address = Callable[[str, str], str]  # ("person" | "group" | "command", code) -> a link, "" where there are none


class WaysIn(Protocol):
    """For a command or words: how each platform is reached, in words; only those that send files, if asked so."""

    def __call__(self, said: str, /, *, files: bool = False) -> list[str]: ...


class Door(NamedTuple):
    """A platform's key, and the link by which its app opens there; "" where it has none."""

    platform: str
    link: str


Doors = Callable[[str], list[Door]]  # for a token: every platform's, the token in its link where links carry one


def _no_door(_token: str) -> list[Door]:
    return []


def _no_way(_said: str, /, *, files: bool = False) -> list[str]:  # noqa: ARG001  # as WaysIn has it
    return []


class Links(NamedTuple):
    """The way to a file where none can be sent: for a token the address that opens it, and how long one does."""

    address: Callable[[str], str]
    last: timedelta


def as_id(word: str) -> int | None:
    """The id that a word of a command is, None for any other word."""
    return int(word) if word.isascii() and word.isdigit() and len(word) <= 18 else None  # noqa: PLR2004  # fits SQLite's integer


@dataclass(frozen=True)
class Visit:
    """What a handler gets. `now` is local to the office; `update` is the number of the row in the inbox.

    `places`: every platform that the assistant is on. `links`: None where the installation has no public address.
    `used`: the rights that were asked for on the way."""

    tx: Transaction
    request: Request
    now: datetime
    office: Office
    staff: Staff | None
    update: int
    address: Address
    means: Means = Means()
    ways_in: WaysIn = _no_way
    doors: Doors = _no_door
    places: tuple[Place, ...] = ()
    links: Links | None = None
    used: set[Right] = field(default_factory=set)

    @property
    def person(self) -> Staff:
        """Who asks; a stranger is refused."""
        if self.staff is None:
            raise Refused("not_allowed", right=Right.OWN)
        return self.staff

    @property
    def args(self) -> tuple[str, ...]:
        return self.request.args

    @property
    def text(self) -> str:
        return self.request.text

    @property
    def here(self) -> Place:
        return Place(self.request.chat.platform, self.means)

    @property
    def gives_files(self) -> bool:
        """Whether an answer may carry a file: as it is, or as a link that takes its place."""
        return self.means.files or self.links is not None

    def require(self, right: Right, unit: Unit | None = None) -> Staff:
        """The person, if that person's roles now give this right: in this unit; without one, anywhere."""
        if not self.person.may(right, unit):
            raise Refused("not_allowed", right=right)
        self.used.add(right)
        return self.person

    @property
    def own_unit(self) -> Unit:
        """The unit of the person, who must be allowed to act for it."""
        return self.require(Right.UNIT, self.person.unit).unit

    def number(self, position: int = 0) -> int | None:
        """The id at this place of the command, None where there is none."""
        return as_id(self.args[position]) if position < len(self.args) else None

    def versioned(self, position: int = 1) -> tuple[int, int] | None:
        """The id and version that a choice which changes something carries, such as 17.3."""
        found = _VERSIONED.fullmatch(self.args[position]) if position < len(self.args) else None
        return (int(found[1]), int(found[2])) if found else None

    async def record(self, act: str, subject: int | None = None, fields: str = "") -> None:
        """Write into the audit log that this person did it, and on whose behalf."""
        await self.record_all(act, [subject], fields)

    async def record_all(self, act: str, subjects: Sequence[int | None], fields: str = "") -> None:
        """The same of each subject."""
        await audit.record_all(
            self.tx,
            self.now,
            self.staff.id if self.staff else None,
            act,
            subjects,
            fields,
            origin=self.request.chat.platform,
            on_behalf_of=self.on_behalf_of,
        )

    @property
    def on_behalf_of(self) -> int | None:
        """Whose work it is, where one of the rights that were used came from a delegation alone."""
        others = [self.person.on_behalf(right) for right in sorted(self.used)] if self.staff else []
        return next((one for one in others if one is not None), None)

"""What the parts of the running process share, and what an edge is."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from bot.clock import Now, real_time
from bot.floods import Limit
from bot.senders import Room, Sent
from domain.messages import ChatRef, Message, Request
from domain.office import Office
from handlers.visit import Door, Links, Means, Place
from storage.database import Database, Transaction, in_trouble

log = logging.getLogger(__name__)

BACK_OFF = 5.0  # seconds
LONG_UNANSWERED = 7  # failed polls in a row: two minutes and more

Context = dict[str, Any]  # what an edge needs to answer a press: its own words, kept as JSON with the answer
Event = Callable[[Transaction, datetime], Awaitable[object]]  # something to write down that nobody asked


class Reading(NamedTuple):
    """What a raw update means: a request (and what answering it needs), or an event, or nothing.

    `file`: the platform's id of what the request offers."""

    request: Request | None = None
    context: Context | None = None
    event: Event | None = None
    file: str | None = None


class Malformed(Exception):
    """An update that cannot be read; it is set aside with this reason."""


class StopEdge(Exception):
    """This edge cannot go on (a wrong token, a second program on the same one); the others can."""


class Edge(Protocol):
    """One platform, or one token on it: its loop, what its updates mean, and how a message is said there.

    `platform`: the key under which its chats and accounts are kept.
    """

    platform: str
    means: Means

    def read(self, body: str, file: bytes | None) -> Reading: ...
    def address(self, kind: str, code: str) -> str: ...
    def way_in(self, said: str) -> str: ...
    async def start(self, core: "Core") -> None: ...
    async def close(self) -> None: ...
    async def receive(self) -> None: ...
    async def counted(self, tx: Transaction, sent: Sent | None) -> None: ...
    async def send(self, chat: ChatRef, message: Message | None, context: Context | None) -> Sent | None: ...
    async def edit(self, chat: ChatRef, sent_as: str, message: Message) -> None: ...


class Bell:
    """Wakes one of those who wait. A ring that nobody hears is kept for the next to wait; several are one."""

    def __init__(self) -> None:
        self._rung: asyncio.Queue[None] = asyncio.Queue(maxsize=1)

    def ring(self) -> None:
        if self._rung.empty():
            self._rung.put_nowait(None)

    async def heard(self) -> None:
        await self._rung.get()


@dataclass
class Core:
    """The running process. The bells wake the worker and the senders; a tick rings them all.

    `now`: wall time, which decides what is due. `real_now`: the computer's clock, for trying again.
    """

    database: Database
    office: Office
    now: Now
    edges: Mapping[str, Edge]
    pace: bool = True
    real_now: Now = real_time
    arrived: Bell = field(default_factory=Bell)
    files: Bell = field(default_factory=Bell)  # one is to be fetched, by whichever edge it was offered to
    answers: Bell = field(default_factory=Bell)
    unasked: Bell = field(default_factory=Bell)
    edits: Bell = field(default_factory=Bell)
    menus: Bell = field(default_factory=Bell)  # of commands: somebody's rights may have changed
    room: Room = field(default_factory=Room)
    limit: Limit = field(default_factory=lambda: Limit(0))  # of what one person may write
    ticking: asyncio.Lock = field(default_factory=asyncio.Lock)
    night: Bell = field(default_factory=Bell)  # the file itself needs seeing to
    copies: Path = Path("backups")  # where they are kept
    links: Links | None = None  # to files, where there is a public address
    stopped: set[str] = field(default_factory=set)  # the edges that cannot go on
    unanswered: set[str] = field(default_factory=set)  # the edges whose polls have failed for minutes
    noted: dict[str, datetime] = field(default_factory=dict)  # signs of life, with when each was written down last
    stopping: bool = False
    unclean: bool = False  # somebody was erased, and the file still holds what was deleted

    def polled(self, platform: str, failures: int) -> None:
        """So many polls in a row have failed there now; when it is for long, people are reached elsewhere."""
        (self.unanswered.add if failures >= LONG_UNANSWERED else self.unanswered.discard)(platform)

    def ways_in(self, said: str, *, files: bool = False) -> list[str]:
        """For each platform, in words: how somebody gets there, and what to do or say there: a command, or words.

        `files`: only where files can be sent.
        """
        return [edge.way_in(said) for edge in self._working() if edge.means.files or not files]

    def doors(self, token: str) -> list[Door]:
        """For each platform: the link by which its app opens, with this token of an invite where it can carry one."""
        return [Door(edge.platform, edge.address("person", token)) for edge in self._working()]

    def _working(self) -> list[Edge]:
        return [edge for key, edge in self.edges.items() if key not in self.stopped]

    def places(self) -> tuple[Place, ...]:
        """Every platform that there is, with what it can do."""
        return tuple(Place(key, edge.means) for key, edge in self.edges.items())

    def local_now(self) -> datetime:
        return self.now().astimezone(self.office.zone)

    def queued(self) -> None:
        """Something waits to be said: one sender of each lane looks, and calls the next if there was something."""
        self.answers.ring()
        self.unasked.ring()
        self.edits.ring()


async def drain(core: Core, work: Callable[[], Awaitable[bool]], bell: Bell) -> None:
    """Do one unit of work after the other; with none left, sleep until woken. Ends when the program stops.

    A mistake of ours is written down and tried again later; only trouble with the database ends the program.
    """
    while not core.stopping:
        try:
            if not await work() and not core.stopping:
                await bell.heard()
        except Exception as error:
            if in_trouble(error):
                raise
            log.error("work fell: %s", cause(error))
            await asyncio.sleep(BACK_OFF)
    bell.ring()  # the others on this bell end too


def cause(error: BaseException) -> str:
    """What went wrong and where, without anyone's words: the message of an exception may quote them."""
    trace, place = error.__traceback__, ""
    while trace is not None:
        code = trace.tb_frame.f_code
        place = f"{code.co_filename.rpartition('/')[2]}:{trace.tb_lineno}"
        trace = trace.tb_next
    return f"{type(error).__name__} ({place})"

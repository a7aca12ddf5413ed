"""Takes what arrived, in order, one transaction each: the effect, the answer and “done” are one."""

import json
import logging
from collections.abc import Awaitable, Callable

from bot.core import Context, Core, Edge, Malformed, Reading, cause
from bot.floods import MINUTE, Verdict
from domain.errors import Refused
from domain.markup import plain, units
from domain.messages import Message
from handlers import dispatch, menus
from handlers.files import FileNeeded
from handlers.guide import WORDLESS
from handlers.visit import Visit
from storage import accounts, dialogues, inbox, outbox, people
from storage.database import Transaction, in_trouble
from storage.inbox import Arrival
from texts import refusal, render

log = logging.getLogger(__name__)

LEAVE = {"alert": False, "edit": False, "clear": False}  # the message that was pressed
ALERT_LIMIT = 200  # UTF-16 units that a press's own answer can hold; longer refusals are messages
MOST_ATTEMPTS = 2  # to handle a row that carries a file: after so many the program has ended over it each time


class EndedTheProgram(Exception):
    """A row that was begun before, and never came to an end."""


async def handle_next(core: Core) -> bool:
    """Handle the earliest update. True if there was one."""
    async with core.database.transaction() as tx:
        arrival = await inbox.next_waiting(tx)
        if arrival is None:
            return False
        if arrival.file is None:
            await _take(core, tx, arrival)
        else:
            await inbox.begin(tx, arrival.id)  # what somebody's file does to the program is not known before
    if arrival.file is not None:
        async with core.database.transaction() as tx:
            await _take(core, tx, arrival)
    core.answers.ring()  # what is unasked is found by the next tick
    return True


async def _take(core: Core, tx: Transaction, arrival: Arrival) -> None:
    """Handle it, or set it aside."""
    try:
        if arrival.attempts >= MOST_ATTEMPTS:
            raise EndedTheProgram
        async with tx.undoable():
            await _handle(core, tx, arrival)
    except Malformed as error:
        await inbox.set_aside(tx, arrival.id, f"không đọc được: {error}")
    except Exception as error:  # one bad row must never stop the rest
        if in_trouble(error):
            raise  # it is no fault of the row's: it is handled after the next start
        log.error("update %d set aside: %s", arrival.id, cause(error))
        await inbox.set_aside(tx, arrival.id, f"lỗi của chương trình: {cause(error)}")
        await _say_our_fault(core, tx, arrival)


async def _handle(core: Core, tx: Transaction, arrival: Arrival) -> None:
    edge = core.edges[arrival.platform]
    reading = edge.read(arrival.body, arrival.file)
    if reading.event is not None:
        await reading.event(tx, core.now())
    if reading.request is not None:
        if await _passed_over(core, tx, arrival, reading):
            return
        try:
            await _answer(core, tx, arrival, edge, reading)
        except FileNeeded:
            await inbox.fetch(tx, arrival.id, reading.file or "")
            core.files.ring()  # who hears it waits for this transaction
            return
    await inbox.done(tx, arrival.id)


async def _passed_over(core: Core, tx: Transaction, arrival: Arrival, reading: Reading) -> bool:
    """Whether this person writes too much: told once, and what waits in that chat goes with it, in one stroke."""
    request = reading.request
    if request is None or arrival.fetched:
        return False
    verdict = core.limit.judge(request, arrival.received_at)
    if verdict is Verdict.HEARD:
        return False
    if verdict is Verdict.TOLD:
        await _tell(core, tx, f"wait:{arrival.id}", reading, "too_many")
    await inbox.pass_over(tx, arrival, MINUTE if request.private else 0)
    return True


async def _answer(core: Core, tx: Transaction, arrival: Arrival, edge: Edge, reading: Reading) -> None:
    request, context = reading.request, reading.context
    assert request is not None  # noqa: S101  # the caller's condition
    staff = await people.by_account(tx, request.chat.platform, request.sender, core.now())
    if request.private:
        await accounts.set_reachable(tx, request.chat, reachable=True)  # whoever writes can be written to
    visit = Visit(
        tx=tx,
        request=request,
        now=core.local_now(),
        office=core.office,
        staff=staff,
        update=arrival.id,
        address=edge.address,
        means=edge.means,
        ways_in=core.ways_in,
        doors=core.doors,
        places=core.places(),
        links=core.links,
    )
    key = f"answer:{arrival.id}"
    message, refused = await _said(tx, arrival, lambda: dispatch(visit))
    if message is not None:
        message = await _formed(visit, message, key, refused=refused)
    if context is not None:
        context = await _pressed(tx, visit, message, context, refused=refused)
    if message is not None or context is not None:
        written = json.dumps(context) if context is not None else None
        await outbox.answer(tx, key, request.chat, message, core.now(), written)


async def _said(
    tx: Transaction, arrival: Arrival, ask: Callable[[], Awaitable[Message | None]]
) -> tuple[Message | None, bool]:
    """The handler's message, or its refusal: then what it wrote is undone. A file is asked for once."""
    try:
        async with tx.undoable():
            return await ask(), False
    except Refused as error:
        return Message(text=refusal(error)), True
    except FileNeeded:
        if not arrival.fetched:
            raise
        return Message(text=refusal(Refused("file_not_fetched"))), True


async def _formed(visit: Visit, message: Message, key: str, *, refused: bool) -> Message:
    """As its platform can show it; what it offers is what a number now means, unless it is a refusal."""
    request = visit.request
    if not request.private:
        return menus.in_group(message, visit.means)
    if not refused and request.command not in WORDLESS:
        await menus.offer(visit, message, key)
    return menus.shown(message, menus.form(visit.means, visit.staff))


async def _pressed(
    tx: Transaction, visit: Visit, message: Message | None, context: Context, *, refused: bool
) -> Context:
    """A refusal to a press is an alert; any other answer takes the place of the menu that was pressed.

    A message that keeps its text only loses its choices, once one of them was acted upon, be it without a word.
    """
    alert = refused and message is not None and units(plain(message.text)) <= ALERT_LIMIT
    pressed = context.get("message") if visit.request.private else None
    there = await outbox.said_there(tx, visit.request.chat, pressed) if pressed else None
    edit = not refused and there is not None and not there.keeps
    silent = message is None and visit.versioned(0) is not None
    clear = not refused and not edit and pressed is not None and (silent or await _acted(visit))
    return {**context, "alert": alert, "edit": edit, "clear": clear}


async def _acted(visit: Visit) -> bool:
    """Whether a choice that changes something (its command carries a version) was acted upon, no question left open."""
    if not any(visit.versioned(position) for position in range(len(visit.args))):
        return False
    return await dialogues.live(visit.tx, visit.request.chat.platform, visit.request.sender) is None


async def _say_our_fault(core: Core, tx: Transaction, arrival: Arrival) -> None:
    """Tell whoever asked that it was not done. What cannot even be read has nobody to tell."""
    try:
        reading = core.edges[arrival.platform].read(arrival.body, None)
    except Exception:  # noqa: BLE001  # the row is aside already, with its cause
        return
    await _tell(core, tx, f"fault:{arrival.id}", reading, "our_fault")


async def _tell(core: Core, tx: Transaction, key: str, reading: Reading, text: str) -> None:
    """A sentence of ours to whoever wrote by themselves; what was pressed is left as it is."""
    if reading.request is not None and reading.request.private:
        context = json.dumps(reading.context | LEAVE) if reading.context else None
        await outbox.answer(tx, key, reading.request.chat, Message(text=render(text)), core.now(), context)

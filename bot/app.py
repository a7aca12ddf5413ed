"""Opens the database, starts the edges, the worker, the outbox and the schedule, and stops them in order."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection, Sequence
from functools import partial

from bot import nightly, pulse, web, worker
from bot.clock import real_time, wall_clock
from bot.config import Config
from bot.core import Core, Edge, StopEdge, cause, drain
from bot.edits import send_edit
from bot.floods import Limit
from bot.lock import only_one
from bot.outbox import send_answer, send_unasked
from bot.schedule import end_ticks, scheduler
from bot.senders import ANSWER_SENDERS, BULK_PERMITS, EDIT_SENDERS, ChatPace
from bot.telegram import TelegramEdge
from bot.zalo import ZaloEdge
from domain.errors import CannotStart
from handlers import reach
from storage import deliveries, edits, groups, settings
from storage.database import Database, in_trouble, migrate

log = logging.getLogger(__name__)

STOP_WITHIN = 10.0  # seconds for the sends in hand
RESTART_AFTER = 5.0  # seconds, when an edge fell over a mistake of ours

Tasks = Collection["asyncio.Task[None]"]


async def serve(config: Config, stop: asyncio.Event, edges: Sequence[Edge] = ()) -> None:
    """Run until `stop` is set or no edge is left. `edges`: instead of those in the settings. Raises CannotStart."""
    edges = edges or edges_of(config)
    with only_one(config.database.path):
        migrate(config.database.path)
        database = await Database.open(config.database.path)
        core = Core(
            database,
            config.as_office(),
            wall_clock(config.clock.file),
            {edge.platform: edge for edge in edges},
            config.delivery.pace,
            real_time,
            limit=Limit(config.limits.per_minute),
            copies=config.backup.folder,
            links=config.web.links,
        )
        try:
            async with database.transaction() as tx:
                await deliveries.recover(tx)
                for edge in edges:
                    await groups.set_edits(tx, edge.platform, edits=edge.means.edits)
                    await settings.put(tx, edits.SETTING.format(edge.platform), "1" if edge.means.edits else "")
                await pulse.started(core, tx)
            await _with_edges(core, config, stop)
        finally:
            await database.close()


def edges_of(config: Config) -> list[Edge]:
    """One for every token that is set; what most people use comes first."""
    edges: list[Edge] = [ZaloEdge(section) for section, _ in config.zalo_tokens()]
    if config.telegram.secret():
        edges.append(TelegramEdge(config.telegram))
    if not edges:
        raise CannotStart("no_token")
    return edges


async def _with_edges(core: Core, config: Config, stop: asyncio.Event) -> None:
    try:
        for edge in core.edges.values():
            await edge.start(core)
        await _run(core, config, stop)
    except ExceptionGroup as group:
        raise _in_a_sentence(_first(group)) from None
    finally:
        for edge in core.edges.values():
            await edge.close()


def _in_a_sentence(error: Exception) -> Exception:
    return CannotStart("database_trouble", reason=str(error)) if in_trouble(error) else error


def _first(group: "ExceptionGroup[Exception]") -> Exception:
    """The one cause that is worth a sentence."""
    first = group.exceptions[0]
    return _first(first) if isinstance(first, ExceptionGroup) else first


async def _run(core: Core, config: Config, stop: asyncio.Event) -> None:
    """Every task of the program, in one group; stopped in order: intake, schedule, worker, outbox."""
    ticks = scheduler(core, moved_clock=config.clock.file is not None)
    async with asyncio.TaskGroup() as tasks:
        sending = _start_senders(core, tasks)
        working = tasks.create_task(drain(core, partial(worker.handle_next, core), core.arrived), name="worker")
        nights = tasks.create_task(drain(core, partial(nightly.work, core), core.night), name="nights")
        receiving = [
            tasks.create_task(_supervise(core, edge), name=f"{edge.platform} edge") for edge in core.edges.values()
        ]
        giving = _start_web(core, config, tasks)
        ticks.start()
        try:
            await _stopped_or_deserted(core, stop, receiving)
        finally:
            core.stopping = True
            await _cancelled([*receiving, *giving])
            await end_ticks(core, ticks)
            core.night.ring()
            await _ended(core, [working, nights])
            await _ended(core, sending)


def _start_senders(core: Core, tasks: asyncio.TaskGroup) -> "list[asyncio.Task[None]]":
    """A permit of the bulk lane is a sender. Without pacing (the sandbox) one per lane keeps runs alike."""
    pace = ChatPace()
    lanes = (
        ("answers", ANSWER_SENDERS, core.answers, partial(send_answer, core)),
        ("unasked", BULK_PERMITS, core.unasked, partial(send_unasked, core, pace)),
        ("edits", EDIT_SENDERS, core.edits, partial(send_edit, core, pace)),
    )
    return [
        tasks.create_task(drain(core, send, bell), name=f"{name} {number}")
        for name, count, bell, send in lanes
        for number in range(count if core.pace else 1)
    ]


def _start_web(core: Core, config: Config, tasks: asyncio.TaskGroup) -> "list[asyncio.Task[None]]":
    """Files by a link, where there is a public address."""
    if core.links is None:
        return []
    return [tasks.create_task(_kept_going("web", partial(web.serve, core, config.web)), name="web")]


async def _ended(core: Core, tasks: Tasks) -> None:
    """Let each finish what it has in hand; a message cut off here goes again at the next start."""
    core.arrived.ring()
    core.queued()
    _, late = await asyncio.wait(tasks, timeout=STOP_WITHIN)
    await _cancelled(late)


async def _cancelled(tasks: Tasks) -> None:
    for task in tasks:
        task.cancel()
    if tasks:
        await asyncio.wait(tasks)


async def _supervise(core: Core, edge: Edge) -> None:
    """Keep an edge going; what it cannot mend stops this edge alone."""
    try:
        await _kept_going(f"{edge.platform} edge", edge.receive)
    except* StopEdge as group:
        reason = str(_first(group))
        await _edge_stopped(core, edge, reason)


async def _kept_going(name: str, work: Callable[[], Awaitable[None]]) -> None:
    """Begin it anew whenever a mistake of ours has ended it; raises what it cannot mend."""
    while True:
        try:
            await work()
        except* (StopEdge, CannotStart):
            raise
        except* Exception as group:  # a mistake of ours must not end the service
            error = _first(group)
            if in_trouble(error):
                raise
            log.error("%s fell: %s", name, cause(error))
            await asyncio.sleep(RESTART_AFTER)


async def _edge_stopped(core: Core, edge: Edge, reason: str) -> None:
    log.error("%s edge stopped: %s", edge.platform, reason)
    core.stopped.add(edge.platform)
    async with core.database.transaction() as tx:
        await settings.put(tx, f"{edge.platform}.stopped", reason)
        await reach.tell_of_stop(tx, edge.platform, reason, core.local_now())


async def _stopped_or_deserted(core: Core, stop: asyncio.Event, receiving: Tasks) -> None:
    async with asyncio.TaskGroup() as watch:
        asked = watch.create_task(stop.wait(), name="asked to stop")
        await asyncio.wait([asked, *receiving], return_when=asyncio.FIRST_COMPLETED)
        while not asked.done() and any(not task.done() for task in receiving):
            await asyncio.wait([asked, *receiving], return_when=asyncio.FIRST_COMPLETED)
        deserted = not asked.done()
        asked.cancel()
    if deserted:
        async with core.database.transaction() as tx:
            reasons = [await settings.get(tx, f"{platform}.stopped") or "" for platform in core.edges]
        raise CannotStart("no_edge_left", reason=" ".join(reasons))

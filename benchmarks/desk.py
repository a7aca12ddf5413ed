"""An officer's heaviest work: the queue, accepting all of it at once, the files and the picture. No network."""

from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from benchmarks import table
from benchmarks.screens import answer, asked, office
from benchmarks.sizes import Sizes
from domain.sentences import act_key, measure_key
from handlers.letters import Channel
from handlers.summary_sheets import OF_OFFICE
from storage.database import Database

ACT, MEASURE = "Tư vấn pháp luật", "vụ"
FILE_LINES = (*(f"/xuatbieu 1 tep {name}" for name in (*OF_OFFICE, *Channel)), "/xuatbieu 1 ky 1", "/tiendo hinh 1")
Timed = Callable[[Database], Awaitable[float]]  # in seconds


async def lines(sizes: Sizes) -> list[table.Line]:
    """Milliseconds beside those of a small office, asked in turn."""
    with TemporaryDirectory() as folder:
        counts = (sizes.small, sizes.summed, sizes.large)
        offices = {count: await _passed_on(await office(Path(folder) / f"{count}.db", count)) for count in {*counts}}
        small, summed, large = (offices[count] for count in counts)
        queue = partial(asked, who="officer", screen="/duyet")
        try:
            return [
                await _beside("officer: /duyet", queue, large, small, sizes.asked, sizes),
                await _beside("officer: accepting all that waits", _accepted, large, small, sizes.runs, sizes),
                *[
                    await _beside(
                        f"{sizes.summed} people: {one}",
                        partial(asked, who="officer", screen=one),
                        summed,
                        small,
                        sizes.runs,
                        sizes,
                    )
                    for one in FILE_LINES
                ],
            ]
        finally:
            for database in offices.values():
                await database.close()


async def _beside(what: str, timed: Timed, ours: Database, small: Database, times: int, sizes: Sizes) -> table.Line:
    taken = [(await timed(ours), await timed(small)) for _ in range(times)]
    mine, other = (median(column) * 1000 for column in zip(*taken, strict=True))
    return table.Line(f"{what}, ms", mine, other, f"with {sizes.small} people")


async def _accepted(database: Database) -> float:
    """From the last press to its answer, as the choices lead there; nothing of it is kept."""
    async with database.transaction() as tx:
        await tx.run("SAVEPOINT screen")
        line = "/duyet"
        for verb in ("tatca ", "tatcaok "):
            message = await answer(tx, "officer", line)
            choices = message.choices if message else ()
            line = next(one.command for one in choices if one.command.startswith(f"/duyet {verb}"))
        began = perf_counter()
        await answer(tx, "officer", line)
        took = perf_counter() - began
        await tx.run("ROLLBACK TO screen")
    return took


async def _passed_on(database: Database) -> Database:
    """Every registration has a target, and has been passed on by its head."""
    async with database.transaction() as tx:
        await tx.run("UPDATE registration SET state = 'UNIT_APPROVED', version = version + 1")
        await tx.run(
            "INSERT INTO target (registration_id, act, act_key, amount, measure, measure_key)"
            " SELECT id, ?, ?, '10', ?, ? FROM registration",
            (ACT, act_key(ACT), MEASURE, measure_key(MEASURE)),
        )
    return database

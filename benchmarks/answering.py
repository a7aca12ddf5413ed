"""Updates answered per second, memory and start-up: ours, an echo bot and bare imports, taking turns."""

import tempfile
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from benchmarks import office
from benchmarks.programs import Program, calls, running
from benchmarks.sizes import Sizes
from benchmarks.table import Line
from sandbox import Sandbox

ASKED = "/menu"
ECHO = "echo bot on python-telegram-bot's Application"
BARE = "only importing the same libraries"


@dataclass(frozen=True)
class Run:
    """`rate`: updates answered per second; `cpu`: processor milliseconds for each; memory (peak) in MB."""

    startup: float | None = None
    idle: float | None = None
    rate: float | None = None
    cpu: float | None = None
    after: float | None = None


async def lines(sizes: Sizes) -> list[Line]:
    libraries = await _libraries()
    runs = [(await _ours(sizes), await _echo(sizes), await _bare(libraries)) for _ in range(sizes.runs)]
    ours, echo, bare = (_median(list(turns)) for turns in zip(*runs, strict=True))
    many = f"{sizes.updates:,}"
    return [
        Line(f"updates answered per second ({many} waiting)", ours.rate, echo.rate, ECHO),
        Line("processor time per update, ms", ours.cpu, echo.cpu, ECHO),
        Line("start to first poll, s", ours.startup, bare.startup, BARE),
        Line("start to first poll, s", ours.startup, echo.startup, ECHO),
        Line("memory, idle, MB", ours.idle, bare.idle, BARE),
        Line("memory, idle, MB", ours.idle, echo.idle, ECHO),
        Line(f"memory after {many} updates, MB", ours.after, bare.idle, BARE),
        Line(f"memory after {many} updates, MB", ours.after, echo.after, ECHO),
    ]


def _median(runs: list[Run]) -> Run:
    return Run(**{field.name: _middle([getattr(run, field.name) for run in runs]) for field in fields(Run)})


def _middle(values: list[float | None]) -> float | None:
    measured = [value for value in values if value is not None]
    return median(measured) if measured else None


async def _ours(sizes: Sizes) -> Run:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        async with Sandbox() as sandbox:
            config = await office.opened(folder, sandbox, sizes.people)
            async with running(folder, "-m", "bot", "--config", config, "run") as program:
                return await _measured(program, sandbox, sizes)


async def _echo(sizes: Sizes) -> Run:
    with tempfile.TemporaryDirectory() as name:
        async with (
            Sandbox() as sandbox,
            running(Path(name), "-m", "benchmarks.echo", sandbox.url, sandbox.token) as program,
        ):
            return await _measured(program, sandbox, sizes)


async def _measured(program: Program, sandbox: Sandbox, sizes: Sizes) -> Run:
    """From idle: everything arrives at once; until the last answer has reached the sandbox."""
    office.phones(sandbox, sizes.people)
    startup = await program.heard(sandbox)
    before = program.usage()
    people = office.numbers(sizes.people)
    asked = datetime.now(UTC)
    for turn in range(sizes.updates):
        sandbox.sim.say(people[turn % len(people)], ASKED)
    await program.until(lambda: len(calls(sandbox, "sendMessage")) >= sizes.updates)
    after = program.usage()
    took = max(call.at for call in calls(sandbox, "sendMessage")) - asked
    cpu = (after.cpu - before.cpu) * 1000 / sizes.updates if after.cpu is not None and before.cpu is not None else None
    return Run(startup, before.memory, sizes.updates / took.total_seconds(), cpu, after.memory)


async def _libraries() -> list[str]:
    with tempfile.TemporaryDirectory() as name:
        said = Path(name) / "names"
        async with running(Path(name), "-m", "benchmarks.bare", "list", said=said) as program:
            await program.process.wait()
        return said.read_text("utf-8").split()


async def _bare(libraries: list[str]) -> Run:
    with tempfile.TemporaryDirectory() as name:
        said = Path(name) / "said"
        async with running(Path(name), "-m", "benchmarks.bare", *libraries, said=said) as program:
            await program.until(lambda: said.stat().st_size > 0)
            ready = datetime.fromtimestamp(said.stat().st_mtime, UTC)
            return Run((ready - program.started).total_seconds(), program.usage().memory)

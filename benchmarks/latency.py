"""How long a person waits at a steady 100 updates a second: until it is committed, until the answer is there."""

import asyncio
import tempfile
from collections import defaultdict, deque
from pathlib import Path
from statistics import quantiles

from benchmarks import office
from benchmarks.answering import ASKED, ECHO
from benchmarks.programs import Program, calls, running
from benchmarks.sizes import Sizes
from benchmarks.table import Line
from sandbox import Sandbox

RATE = 100  # updates a second

Asked = list[tuple[int, float]]  # who asked, and at which second of time.time


async def lines(sizes: Sizes) -> list[Line]:
    commits, ours = await _ours(sizes)
    echo = await _echo(sizes)
    return [
        Line(f"commit at {RATE} updates/s, p50, ms", _percentile(commits, 50)),
        Line(f"commit at {RATE} updates/s, p99, ms", _percentile(commits, 99)),
        Line(f"answer at {RATE} updates/s, p50, ms", _percentile(ours, 50), _percentile(echo, 50), ECHO),
        Line(f"answer at {RATE} updates/s, p99, ms", _percentile(ours, 99), _percentile(echo, 99), ECHO),
    ]


def _percentile(waits: list[float], percent: int) -> float:
    return quantiles(waits, n=100, method="inclusive")[percent - 1] * 1000


async def _ours(sizes: Sizes) -> tuple[list[float], list[float]]:
    """Seconds until each commit, and until each answer."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        written = folder / "commits"
        async with Sandbox() as sandbox:
            config = await office.opened(folder, sandbox, sizes.people)
            async with running(folder, "-m", "benchmarks.timed", written, "--config", config, "run") as program:
                asked = await _steadily(program, sandbox, sizes)
            return _until_committed(asked, written), _until_answered(asked, sandbox)


async def _echo(sizes: Sizes) -> list[float]:
    with tempfile.TemporaryDirectory() as name:
        async with Sandbox() as sandbox:
            async with running(Path(name), "-m", "benchmarks.echo", sandbox.url, sandbox.token) as program:
                asked = await _steadily(program, sandbox, sizes)
            return _until_answered(asked, sandbox)


async def _steadily(program: Program, sandbox: Sandbox, sizes: Sizes) -> Asked:
    office.phones(sandbox, sizes.people)
    await program.heard(sandbox)
    people, clock = office.numbers(sizes.people), asyncio.get_running_loop().time
    begun, asked = clock(), []
    for turn in range(sizes.seconds * RATE):
        await asyncio.sleep(begun + turn / RATE - clock())
        person = people[turn % len(people)]
        asked.append((person, sandbox.world.now().timestamp()))
        sandbox.sim.say(person, ASKED)
    await program.until(lambda: len(calls(sandbox, "sendMessage")) >= len(asked))
    return asked


def _until_committed(asked: Asked, written: Path) -> list[float]:
    """The rows of the inbox are in order of arrival, and so is what was asked."""
    rows = sorted((int(row), float(at)) for row, at in map(str.split, written.read_text().splitlines()))
    return [at - moment for (_, at), (_, moment) in zip(rows, asked, strict=True)]


def _until_answered(asked: Asked, sandbox: Sandbox) -> list[float]:
    """A chat's answers come in the order of its questions."""
    open_questions: defaultdict[int, deque[float]] = defaultdict(deque)
    for person, moment in asked:
        open_questions[person].append(moment)
    answers = calls(sandbox, "sendMessage")
    return [call.at.timestamp() - open_questions[int(call.params["chat_id"])].popleft() for call in answers]

"""The programs under measure, each a process of its own; the sandbox they talk to runs in ours."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from sandbox import Sandbox
from sandbox.record import Call

ROOT = Path(__file__).parents[1]
PATIENCE = 60.0  # seconds until a measurement is given up
GLANCE = 0.02  # seconds between two looks at the record: figures come from its own times


class Usage(NamedTuple):
    """Peak memory in MB and processor time in seconds so far; None where there is no /proc."""

    memory: float | None
    cpu: float | None


class Program:
    def __init__(self, process: asyncio.subprocess.Process, errors: Path) -> None:
        self.process = process
        self.started = datetime.now(UTC)
        self._errors = errors

    async def until(self, holds: Callable[[], bool]) -> None:
        """Raises RuntimeError if the program ends first, TimeoutError if it takes too long."""
        async with asyncio.timeout(PATIENCE):
            while not holds():
                if self.process.returncode is not None:
                    raise RuntimeError(f"ended too early:\n{self._errors.read_text('utf-8')[-2000:]}")
                await asyncio.sleep(GLANCE)

    async def heard(self, sandbox: Sandbox) -> float:
        """Wait for the first poll. Seconds from the start of the process to it."""
        await self.until(lambda: bool(calls(sandbox, "getUpdates")))
        return (calls(sandbox, "getUpdates")[0].at - self.started).total_seconds()

    def usage(self) -> Usage:
        folder = Path(f"/proc/{self.process.pid}")
        if not folder.exists():
            return Usage(None, None)
        status = dict(line.split(":", 1) for line in (folder / "status").read_text().splitlines())
        times = (folder / "stat").read_text().rpartition(")")[2].split()
        ticks = int(times[11]) + int(times[12])  # utime and stime, proc(5)
        return Usage(int(status["VmHWM"].split()[0]) / 1024, ticks / os.sysconf("SC_CLK_TCK"))

    async def stop(self) -> None:
        """Ask it to end in good order."""
        if self.process.returncode is None:
            self.process.terminate()
        async with asyncio.timeout(PATIENCE):
            await self.process.wait()


@asynccontextmanager
async def running(folder: Path, *arguments: object, said: Path | None = None) -> AsyncIterator[Program]:
    """`python <arguments>`, its log in the folder; what it prints goes to `said`. Its settings are its file's alone."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("THIDUA_")}
    errors = folder / "errors.log"
    with errors.open("w") as log, (said or folder / "printed").open("w") as printed:
        process = await asyncio.create_subprocess_exec(
            sys.executable, *map(str, arguments), cwd=ROOT, env=environment, stdout=printed, stderr=log
        )
    program = Program(process, errors)
    try:
        yield program
    finally:
        await program.stop()


def calls(sandbox: Sandbox, method: str) -> list[Call]:
    """The calls of one method that were answered or, if it is a poll, asked."""
    done = method == "getUpdates"
    return [call for call in sandbox.world.calls if call.method == method and (done or call.outcome is not None)]

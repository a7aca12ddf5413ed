"""`python -m benchmarks [--quick] [part …]`: measure on this machine and print a table."""

import argparse
import asyncio
from collections.abc import Awaitable, Callable, Mapping

from benchmarks import answering, desk, latency, pacing, roster, screens, table, traffic
from benchmarks.sizes import FULL, QUICK, Sizes

PARTS: Mapping[str, Callable[[Sizes], Awaitable[list[table.Line]]]] = {
    "answering": answering.lines,
    "desk": desk.lines,
    "latency": latency.lines,
    "pacing": pacing.lines,
    "roster": roster.lines,
    "screens": screens.lines,
    "traffic": traffic.lines,
}


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks", description="Measure what README.md claims.")
    parser.add_argument("--quick", action="store_true", help="sizes that show only that measuring works")
    parser.add_argument("parts", nargs="*", metavar="part", choices=[[], *PARTS], help=f"of {', '.join(PARTS)}")
    return parser.parse_args()


async def _print(parts: list[str], sizes: Sizes) -> None:
    print(*table.machine(), sep="\n")
    print(
        f"Medians of {sizes.runs} runs, the programs taking turns; ratio is ours / other.\n\n{table.HEADER}", flush=True
    )
    for part in parts:
        for line in await PARTS[part](sizes):
            print(line, flush=True)


if __name__ == "__main__":
    given = _arguments()
    asyncio.run(_print(given.parts or list(PARTS), QUICK if given.quick else FULL))

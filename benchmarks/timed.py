"""Our program, unchanged, with a watch on its commits: `python -m benchmarks.timed FILE <arguments of thidua>`.

At the end FILE holds, per update, the number of its row and the second (of time.time) at which it was committed.
"""

import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.__main__ import main
from storage import inbox
from storage.database import Database, Transaction


def watch() -> list[tuple[int, float]]:
    """Row and moment of each commit, filled while the program runs."""
    committed: list[tuple[int, float]] = []
    in_hand: list[int] = []
    done, transaction = inbox.done, Database.transaction

    async def watched_done(tx: Transaction, arrival: int) -> None:
        await done(tx, arrival)
        in_hand.append(arrival)

    @asynccontextmanager
    async def watched_transaction(database: Database) -> AsyncIterator[Transaction]:
        async with transaction(database) as tx:
            yield tx
        committed.extend((arrival, time.time()) for arrival in in_hand)
        in_hand.clear()

    inbox.done, Database.transaction = watched_done, watched_transaction  # type: ignore[assignment,method-assign]  # the watch
    return committed


if __name__ == "__main__":
    commits = watch()
    try:
        main(args=sys.argv[2:], prog_name="thidua")
    finally:
        Path(sys.argv[1]).write_text("".join(f"{row} {at!r}\n" for row, at in commits))

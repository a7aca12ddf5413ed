"""Taking the next row costs the same however much has been done before and however much waits."""

from datetime import UTC, datetime

import pytest

from storage import deliveries, inbox
from storage.database import Database, Transaction, migrate

NOW = datetime(2026, 6, 17, 2, 5, tzinfo=UTC)
ASKS = {
    "the next update": inbox.next_waiting,
    "the next file": lambda tx: inbox.to_fetch(tx, "telegram"),
    "how much has arrived": inbox.open_count,
    "the next answer": lambda tx: deliveries.claim_answer(tx, NOW, NOW),
    "what is due unasked": lambda tx: deliveries.due_bundle(tx, NOW, NOW),
}


class Explaining(Transaction):
    """Answers nothing and keeps how each question would have been looked up."""

    def __init__(self, tx: Transaction) -> None:
        super().__init__(tx._connection)
        self.steps: list[str] = []

    async def rows(self, sql, values=()):
        self.steps += [row["detail"] for row in await super().rows(f"EXPLAIN QUERY PLAN {sql}", values)]
        return []


@pytest.fixture
async def explaining(tmp_path):
    migrate(tmp_path / "thidua.db")
    database = await Database.open(tmp_path / "thidua.db")
    try:
        async with database.transaction() as tx:
            yield Explaining(tx)
    finally:
        await database.close()


@pytest.mark.parametrize("ask", ASKS.values(), ids=ASKS.keys())
async def test_what_is_done_is_never_looked_through(explaining, ask):
    await ask(explaining)
    assert [step for step in explaining.steps if _looks_through_all(step)] == []


def _looks_through_all(step: str) -> bool:
    """A scan without an index, or with the one that holds every update there was."""
    return "sqlite_autoindex_inbox" in step or (
        step.startswith("SCAN ") and step.endswith((" mine", "inbox", "outbox"))
    )


async def test_the_next_answer_is_found_without_sorting_all_that_wait(explaining):
    await deliveries.claim_answer(explaining, NOW, NOW)
    assert not [step for step in explaining.steps if "TEMP B-TREE" in step]

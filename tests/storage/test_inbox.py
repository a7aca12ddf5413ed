"""What arrived: once, in order, a chat that waits for its file keeping no other waiting."""

from datetime import UTC, datetime, timedelta

import pytest

from storage import inbox
from storage.database import Database, migrate

NOW = datetime(2026, 6, 17, 2, 5, tzinfo=UTC)
LATER = NOW + timedelta(days=8)


@pytest.fixture
async def tx(tmp_path):
    migrate(tmp_path / "thidua.db")
    opened = await Database.open(tmp_path / "thidua.db")
    async with opened.transaction() as transaction:
        yield transaction
    await opened.close()


async def put(tx, number: int, chat: str = "11", file: str | None = None) -> bool:
    new = await inbox.put(tx, "telegram", "7", str(number), chat, f"body {number}", NOW)
    if file:
        await inbox.fetch(tx, number, file)
    return new


async def bodies(tx) -> list[str]:
    """Handle everything that can be handled, in order."""
    found = []
    while row := await inbox.next_waiting(tx):
        found.append(row.body)
        await inbox.done(tx, row.id)
    return found


async def test_a_number_is_taken_in_once_even_after_it_was_handled(tx):
    assert [await put(tx, 1), await put(tx, 1)] == [True, False]
    assert await bodies(tx) == ["body 1"]
    assert await put(tx, 1) is False


async def test_only_the_chat_whose_file_is_fetched_waits_and_keeps_its_order(tx):
    await put(tx, 1, "11", file="F")
    await put(tx, 2, "11")
    await put(tx, 3, "12")
    assert await bodies(tx) == ["body 3"]
    arrival, file_id = await inbox.to_fetch(tx, "telegram")
    assert file_id == "F"
    await inbox.fetched(tx, arrival, b"content")
    assert (await inbox.next_waiting(tx)).file == b"content"
    assert await bodies(tx) == ["body 1", "body 2"]


async def test_what_is_handled_or_set_aside_keeps_nobody_s_words(tx):
    await put(tx, 1)
    await put(tx, 2)
    await inbox.done(tx, 1)
    await inbox.set_aside(tx, 2, "không đọc được")
    assert await tx.value("SELECT count(*) FROM inbox WHERE body IS NOT NULL OR file IS NOT NULL") == 0


async def test_after_a_week_numbers_may_come_again_and_what_is_aside_stays_listed(tx):
    await put(tx, 1)
    await put(tx, 2)
    await inbox.done(tx, 1)
    await inbox.set_aside(tx, 2, "không đọc được")
    await inbox.forget_keys(tx, NOW + timedelta(days=6))
    assert [await put(tx, 1), await put(tx, 2)] == [False, False]
    await inbox.forget_keys(tx, LATER)
    assert [await put(tx, 1), await put(tx, 2)] == [True, True]
    assert [aside.reason for aside in await inbox.asides(tx)] == ["không đọc được"]

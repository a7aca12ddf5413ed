"""What is forgotten after a month, and what is not."""

from datetime import UTC, datetime, timedelta

import pytest

from domain.messages import ChatRef, Message
from domain.office import Office
from handlers.housekeeping import forget_old
from storage import deliveries, groups, outbox, people, strangers, tree
from storage.database import Database, migrate
from storage.outbox import Unasked
from storage.strangers import Stranger

NOW = datetime(2026, 6, 17, 2, 5, tzinfo=UTC)
OFFICE = Office("Sở Tư pháp", "")
CHAT = ChatRef(platform="telegram", chat_id="11")
WORDS = Message(text="x")


@pytest.fixture
async def tx(tmp_path):
    migrate(tmp_path / "thidua.db")
    opened = await Database.open(tmp_path / "thidua.db")
    async with opened.transaction() as transaction:
        unit = await tree.add_unit(transaction, "Văn phòng Sở", "VP")
        await people.add_staff(transaction, unit, "Nguyễn Văn An", "male", "", [])
        yield transaction
    await opened.close()


async def said(tx) -> list[tuple[str, bool]]:
    """Key of every row of the outbox, and whether its words are there."""
    return [(row["key"], row["message"] is not None) for row in await tx.rows("SELECT * FROM outbox ORDER BY id")]


async def everything_said(tx) -> None:
    for key in ("answered", "unanswered"):
        await outbox.answer(tx, key, CHAT, WORDS, NOW)
    unasked = [Unasked(key=key, kind="test", staff_id=1, message=WORDS) for key in ("told", "untold")]
    await outbox.queue(tx, unasked, NOW)
    for key, state in (("answered", "sent"), ("told", "dropped")):
        number = await tx.value("SELECT id FROM outbox WHERE key = ?", (key,))
        await deliveries.finish(tx, [number], state, NOW, sent_as="7")


@pytest.mark.parametrize(
    ("days", "left"),
    [
        (29, [("answered", True), ("unanswered", True), ("told", True), ("untold", True)]),
        (31, [("unanswered", True), ("told", False), ("untold", True)]),
    ],
)
async def test_after_a_month_answers_go_and_the_words_of_what_was_unasked(tx, days, left):
    await everything_said(tx)
    await forget_old(tx, OFFICE, NOW + timedelta(days=days))
    assert await said(tx) == left


@pytest.mark.parametrize("known", [Stranger(greeted_at=NOW), Stranger(failures=(NOW,)), Stranger(locked_until=NOW)])
async def test_a_stranger_is_forgotten_after_a_month_of_silence(tx, known):
    await strangers.save(tx, "telegram", "11", known)
    await forget_old(tx, OFFICE, NOW + timedelta(days=29))
    assert await tx.value("SELECT count(*) FROM stranger") == 1
    await forget_old(tx, OFFICE, NOW + timedelta(days=31))
    assert await tx.value("SELECT count(*) FROM stranger") == 0


async def test_a_group_s_code_is_forgotten_a_month_after_it_expired(tx):
    await groups.issue_code(tx, "hash", 1, NOW)
    await forget_old(tx, OFFICE, NOW + timedelta(days=29))
    assert await tx.value("SELECT count(*) FROM group_code") == 1
    await forget_old(tx, OFFICE, NOW + timedelta(days=31))
    assert await tx.value("SELECT count(*) FROM group_code") == 0

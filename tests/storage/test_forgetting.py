"""What is forgotten after a month, and what is not."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from domain.calendar import VIETNAM
from domain.keeping import Keeping
from domain.launch import LaunchDraft
from domain.messages import ChatRef, Message
from domain.office import Office
from handlers import nights
from handlers.housekeeping import forget_old
from storage import absences, deliveries, groups, launch_drafts, outbox, people, questions, strangers, tree
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
    await nights_later(tx, days)
    assert await said(tx) == left


async def test_a_person_s_chat_goes_with_the_words_and_a_group_s_stays_for_its_card(tx):
    group = await groups.link(tx, CHAT, "Nhóm", 1, NOW)
    told = [Unasked("person", "test", staff_id=1), Unasked("group", "test", group_id=group)]
    await outbox.queue(tx, told, NOW)
    await deliveries.finish(tx, [1, 2], "sent", NOW, sent_as="7", sent_to=CHAT)
    await nights_later(tx, 31)
    left = await tx.rows("SELECT key, sent_to IS NOT NULL, sent_as FROM outbox ORDER BY id")
    assert [tuple(row) for row in left] == [("person", 0, "7"), ("group", 1, "7")]


async def test_why_a_person_was_not_reached_is_forgotten_and_still_counted(tx):
    group = await groups.link(tx, CHAT, "Nhóm", 1, NOW)
    told = [Unasked("person", "test", staff_id=1), Unasked("group", "test", group_id=group)]
    await outbox.queue(tx, told, NOW)
    await deliveries.finish(tx, [1, 2], "failed", NOW, reason="đã chặn trợ lý")
    await nights_later(tx, 29)
    assert await outbox.failures(tx) == [("đã chặn trợ lý", 2)]
    await nights_later(tx, 31)
    assert sorted(await outbox.failures(tx)) == [("", 1), ("đã chặn trợ lý", 1)]


async def test_a_draft_that_was_dropped_is_emptied_and_its_drive_stays_decided_on(tx):
    words = LaunchDraft(table={"theme": "Noi gương chị Nga"}, year=2026, template="template:28-8:2026")
    dropped, live = [await launch_drafts.add(tx, words, 1, NOW) for _ in range(2)]
    await launch_drafts.drop(tx, dropped, 1, NOW)
    await nights_later(tx, 29)
    assert (await launch_drafts.get(tx, dropped.id)).draft == words
    await nights_later(tx, 31)
    left = await launch_drafts.get(tx, dropped.id)
    assert (left.draft, left.live) == (words.model_copy(update={"table": {}}), False)
    assert (await launch_drafts.get(tx, live.id)).draft == words
    assert (await launch_drafts.of_template(tx, words.template)) is not None


async def test_the_office_says_how_long_words_are_kept(tx):
    await everything_said(tx)
    await nights_later(tx, 8, Keeping(texts_days=7))
    assert ("told", False) in await said(tx)


async def test_what_was_answered_is_forgotten_a_year_later_save_that_it_was(tx):
    for body in ("Hỏi 1", "Hỏi 2"):
        await questions.ask(tx, 1, body, CHAT, NOW)
    await questions.answer(tx, 2, "Đáp", 1, NOW + timedelta(days=100))
    await nights_later(tx, 465)
    assert (await questions.get(tx, 2)).body == "Hỏi 2"
    await nights_later(tx, 466)
    assert [one.body for one in await questions.unanswered(tx)] == ["Hỏi 1"]
    kept = await tx.rows("SELECT body, answer, platform, chat_id, answered_by FROM question ORDER BY id")
    assert [tuple(row) for row in kept] == [("Hỏi 1", None, "telegram", "11", None), ("", "", "", "", 1)]


async def test_days_away_are_forgotten_a_year_after_they_are_over(tx):
    today = NOW.date()
    await absences.add(tx, 1, (today, today), None, NOW)
    await absences.add(tx, 1, (today, None), None, NOW)
    await nights_later(tx, 365)
    assert await tx.value("SELECT count(*) FROM absence") == 2
    await nights_later(tx, 366)
    assert await tx.value("SELECT count(*) FROM absence") == 1


async def test_the_night_s_work_is_done_once_a_night(tx):
    start = NOW.astimezone(VIETNAM)
    await nights.turn(tx, OFFICE, start)
    asked = [hours for hours in range(1, 49) if await nights.turn(tx, OFFICE, start + timedelta(hours=hours))]
    assert asked == [17, 41]  # 02:00 of each of the two nights after 09:05


async def nights_later(tx, days: int, keeping: Keeping = OFFICE.keeping) -> None:
    await nights.turn(tx, OFFICE, NOW)
    assert await nights.turn(tx, replace(OFFICE, keeping=keeping), NOW + timedelta(days=days))


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

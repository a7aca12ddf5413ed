"""The words of what was said are changed: together, not too often, where that can be; and nothing else suffers."""

from collections import deque
from datetime import datetime, timedelta

import pytest

import handlers
from bot.senders import ChatPace
from domain.messages import Message
from sandbox.faults import Fault
from storage import edits, groups, outbox
from storage.outbox import Unasked
from tests.bot.acts import outcome
from tests.handlers.announcing import linked

STARTS = datetime.fromisoformat("2026-06-17T09:05:00+07:00")


@pytest.fixture
def figures(monkeypatch):
    """What the card says now."""
    said = {"count": 0}

    async def word(_tx, _delivery, _office, _now):
        return Message(text=f"Đã đăng ký: {said['count']}", alone=True)

    monkeypatch.setitem(handlers.UNASKED, "card", word)
    return said


async def card(desk, *, group: bool = True, key: str = "card") -> None:
    number = await linked(desk, kind="group") if group else None
    async with desk.database.transaction() as tx:
        staff = None if group else await tx.value("SELECT staff_id FROM account WHERE external_id = '1004'")
        await outbox.queue(tx, [Unasked(key, "card", staff_id=staff, group_id=number)], STARTS)
    await desk.ticked()
    await desk.quiet()


async def changed(desk, figures, times: int = 1, *, at: datetime = STARTS) -> None:
    async with desk.database.transaction() as tx:
        for _ in range(times):
            figures["count"] += 1
            await edits.ask(tx, "card", at)


async def passes(desk, seconds: float) -> None:
    now = datetime.fromisoformat(desk.clock.read_text()) + timedelta(seconds=seconds)
    await desk.moved_to(now.isoformat())


def made(desk) -> list[str]:
    return [call["params"]["text"] for call in desk.sandbox.sim.record("editMessageText") if call["outcome"]["ok"]]


def stands(desk, number: int = -100500) -> list[str]:
    return [message["text"] for message in desk.sandbox.sim.chat(number)]


async def test_many_changes_at_once_are_one_edit_with_the_last_words(desk, figures):
    await card(desk)
    await changed(desk, figures, 50)
    await passes(desk, 0)
    assert made(desk) == ["Đã đăng ký: 50"]
    assert stands(desk) == ["Đã đăng ký: 50"]


async def test_the_next_edit_waits_for_three_seconds_and_is_not_lost(desk, figures):
    await card(desk)
    await changed(desk, figures)
    await passes(desk, 0)
    await changed(desk, figures, 5)
    await passes(desk, 2)
    assert made(desk) == ["Đã đăng ký: 1"]
    await passes(desk, 1)
    assert made(desk) == ["Đã đăng ký: 1", "Đã đăng ký: 6"]


async def test_words_that_are_the_same_already_are_done(desk, figures):
    await card(desk)
    async with desk.database.transaction() as tx:
        await edits.ask(tx, "card", STARTS)
    await passes(desk, 0)
    (row,) = await desk.read(lambda tx: tx.rows("SELECT state FROM outbox WHERE lane = 'edit'"))
    assert row["state"] == "sent"


async def test_what_is_still_to_be_said_is_changed_afterwards_or_said_right_at_once(desk, figures):
    desk.at("2026-06-17T12:00")
    await card(desk)
    await changed(desk, figures, 3, at=datetime.fromisoformat("2026-06-17T12:00:00+07:00"))
    await passes(desk, 10)
    assert made(desk) == stands(desk) == []
    await desk.moved_to("2026-06-17T13:45")
    assert stands(desk) == ["Đã đăng ký: 3"]


async def test_nothing_is_asked_for_what_was_never_said(desk, figures):
    await changed(desk, figures)
    assert await desk.read(lambda tx: tx.value("SELECT count(*) FROM outbox")) == 0


async def test_a_person_s_message_is_changed_where_it_stands(desk, figures, staff):
    await staff.says("/menu")
    await card(desk, group=False)
    await changed(desk, figures)
    await passes(desk, 0)
    assert staff.heard[-1] == "Đã đăng ký: 1"


@pytest.mark.parametrize("platform", ["zalo"], indirect=True)
async def test_where_nothing_can_be_changed_the_edit_is_dropped(desk, figures):
    await card(desk)
    await changed(desk, figures)
    await passes(desk, 0)
    rows = await desk.read(lambda tx: tx.rows("SELECT state FROM outbox WHERE lane = 'edit'"))
    assert [row["state"] for row in rows] == ["dropped"]


async def test_a_group_s_cards_are_changed_twenty_times_a_minute_at_most():
    pace = ChatPace()
    said = deque(float(second) for second in range(0, 40, 2))
    assert pace._wait(said, 40.0, group=True) == 20.0
    assert pace._wait(deque(said), 40.0, group=False) == 0.0


async def test_after_a_429_it_is_made_once_that_time_is_over(real_time, desk, figures):
    await card(desk)
    desk.sandbox.faults.add(Fault("429", "editMessageText", retry_after=5))
    await changed(desk, figures)
    desk.at("2026-06-17T09:05:01+07:00")
    await desk.ticked()
    await desk.ticked()
    assert made(desk) == []
    real_time.passes(6)
    await passes(desk, 1)
    assert made(desk) == ["Đã đăng ký: 1"]


async def test_a_group_that_moved_has_its_card_changed_or_the_edit_given_up_and_nothing_loops(desk, figures):
    await card(desk)
    moved = desk.sandbox.sim.migrate(-100500)["id"]
    await desk.quiet()
    await changed(desk, figures)
    await passes(desk, 0)
    rows = await desk.read(lambda tx: tx.rows("SELECT state FROM outbox WHERE lane = 'edit'"))
    assert [row["state"] for row in rows] in (["sent"], ["failed"], ["dropped"])
    (group,) = await desk.read(groups.linked)
    assert group.chat.chat_id == str(moved)
    assert (await outcome(desk, "card"))[0] == "sent"

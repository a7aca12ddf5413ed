"""Whoever writes too much is told once and then passed over; nobody else is slowed by it."""

import json
from datetime import datetime

import pytest

import handlers
from bot import worker
from bot.floods import Limit, Verdict
from domain.messages import ChatRef, Request
from storage import inbox
from tests.desk import START

WAIT = "Trợ lý nhận được nhiều tin cùng lúc, xin chờ một phút."
HEARD, TOLD, PASSED_OVER = Verdict.HEARD, Verdict.TOLD, Verdict.PASSED_OVER


def asked(sender: str = "1", pictures: int = 0) -> Request:
    return Request(chat=ChatRef(platform="telegram", chat_id=sender), sender=sender, pictures=pictures)


def test_the_limit_is_told_once_and_a_minute_of_quiet_ends_it():
    limit = Limit(3)
    assert [limit.judge(asked(), at) for at in (0, 10, 20, 30, 40, 59)] == [HEARD] * 3 + [TOLD] + [PASSED_OVER] * 2
    assert limit.judge(asked(), 119) is HEARD
    assert [limit.judge(asked(), 119) for _ in range(4)] == [HEARD, HEARD, TOLD, PASSED_OVER]


def test_who_goes_on_writing_stays_unanswered():
    limit = Limit(3)
    verdicts = [limit.judge(asked(), 15 * turn) for turn in range(40)]
    assert verdicts == [HEARD] * 3 + [TOLD] + [PASSED_OVER] * 36


def test_slow_writing_is_always_heard():
    limit = Limit(3)
    assert {limit.judge(asked(), 20 * turn) for turn in range(100)} == {HEARD}


def test_everybody_has_a_limit_of_their_own_and_so_have_pictures():
    limit = Limit(3)
    for _ in range(9):
        limit.judge(asked("1"), 0)
    assert limit.judge(asked("2"), 0) is HEARD
    assert {limit.judge(asked("1", pictures=1), 0) for _ in range(30)} == {HEARD}
    assert limit.judge(asked("1", pictures=1), 0) is TOLD


def test_what_is_written_in_a_group_does_not_silence_the_person_elsewhere():
    limit = Limit(3)
    for _ in range(9):
        limit.judge(Request(chat=ChatRef(platform="telegram", chat_id="-100"), sender="1"), 0)
    assert limit.judge(asked("1"), 0) is HEARD


def test_no_limit_counts_nothing():
    limit = Limit(0)
    assert {limit.judge(asked(), 0) for _ in range(1000)} == {HEARD}


def test_a_clock_that_is_set_back_silences_nobody_for_long():
    limit = Limit(3)
    for _ in range(9):
        limit.judge(asked(), 1_000_000)
    assert limit.judge(asked(), 0) is HEARD


def test_those_who_have_been_quiet_are_not_remembered():
    limit = Limit(3)
    for number in range(5000):
        limit.judge(asked(str(number)), number)
    assert len(limit._recent) <= 1000


@pytest.fixture
async def limited(desk):
    await desk.set(limits__per_minute="5")


@pytest.mark.usefixtures("limited")
async def test_the_sentence_comes_once_then_silence_and_after_a_minute_all_is_as_before(desk, staff, hoa):
    for _ in range(5):
        assert await staff.says("hướng dẫn") != WAIT
    assert await staff.says("hướng dẫn") == WAIT
    heard = len(staff.heard)
    for _ in range(5):
        await staff.says("hướng dẫn")
    assert len(staff.heard) == heard
    assert "“thoát”" in await hoa.says("hướng dẫn")
    desk.at("2026-06-17T09:07")
    assert "“thoát”" in await staff.says("hướng dẫn")
    assert await desk.read(inbox.asides) == []


@pytest.mark.usefixtures("limited")
@pytest.mark.parametrize("platform", ["telegram"], indirect=True)
async def test_an_album_does_not_trip_it(staff):
    for _ in range(12):
        await staff.gestures("photo")
    assert WAIT not in staff.heard
    assert await staff.says("hướng dẫn") != WAIT


@pytest.mark.parametrize("platform", ["telegram"], indirect=True)
async def test_a_flood_of_ten_thousand_costs_a_few_dispatches_and_leaves_no_words(desk, staff, hoa, monkeypatch):
    dispatched, dispatch = [], handlers.dispatch

    async def counting(visit):
        dispatched.append(visit.request.sender)
        return await dispatch(visit)

    await desk.set(limits__per_minute="30")
    await desk.stop()
    monkeypatch.setattr(worker, "dispatch", counting)
    await desk.read(lambda tx: flood(tx, 10_000))
    await desk.start()
    assert dispatched == [staff.id] * 30
    assert staff.heard.count(WAIT) == 1
    assert "“thoát”" in await hoa.says("hướng dẫn")
    left = await desk.read(lambda tx: tx.rows("SELECT state, reason, body, count(*) FROM inbox GROUP BY 1, 2, 3"))
    assert [tuple(row) for row in left] == [("done", "", None, 31), ("done", "quá nhiều tin", None, 9_970)]


async def flood(tx, count: int) -> None:
    """So many messages of the one with number 1004, as the edge would have put them down."""
    chat, sender = {"id": 1004, "type": "private"}, {"id": 1004, "is_bot": False, "first_name": "Bình"}
    for number in range(count):
        message = {"message_id": 50_000 + number, "date": 1781661900, "chat": chat, "from": sender, "text": "hướng dẫn"}
        body = json.dumps({"update_id": 50_000 + number, "message": message})
        await inbox.put(tx, "telegram", "1", f"flood-{number}", "1004", body, datetime.fromisoformat(START))

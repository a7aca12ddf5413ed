"""What waits to be said: worded at the last moment, bundled, in its window; a row that cannot be said stops nobody."""

from datetime import datetime
from unittest.mock import AsyncMock

import pytest

import handlers
from bot.senders import ChatPace
from domain.messages import Attachment, Choice, Message
from sandbox.faults import Fault
from storage import accounts, people
from tests.bot.acts import outcome, queued, sent_to

TEXT = "Còn 3 ngày đến hạn đăng ký."
STAFF = 1004


@pytest.fixture
async def person(desk, staff) -> int:
    """The id, among our rows, of somebody who has written to the assistant."""
    return (await desk.read(lambda tx: people.by_account(tx, "telegram", str(STAFF)))).id


async def happened(desk) -> None:
    await desk.ticked()
    await desk.quiet()


async def said_at(desk, moment: str) -> int:
    """How many messages have gone to the person once the clock stands there. (Rows may wait on.)"""
    desk.at(moment)
    await desk.ticked()
    await desk.ticked()
    return len(sent_to(desk, STAFF))


async def test_several_for_one_person_at_once_are_one_message(desk, staff, person):
    desk.at("2026-06-17T12:00")
    same = Choice(label="Đăng ký", command="/dangky 1")
    for number in (1, 2):
        message = Message(
            text=f"Việc thứ {number}.", choices=(same, Choice(label=f"Xem {number}", command=f"/thidua {number}"))
        )
        await queued(desk, "", key=str(number), staff_id=person, message=message)
    await desk.moved_to("2026-06-17T14:00")
    assert staff.heard == ["Việc thứ 1.\n\nViệc thứ 2."]
    assert len(staff.choices) == 3


async def test_a_message_with_a_file_goes_by_itself(desk, staff, person):
    desk.at("2026-06-17T12:00")
    for number in (1, 2, 3, 4):
        file = Attachment(name=f"{number}.txt", content=b"x") if number in {2, 3} else None
        message = Message(text=f"Việc thứ {number}.", attachment=file)
        await queued(desk, "", key=str(number), staff_id=person, message=message)
    await desk.moved_to("2026-06-17T14:00")
    assert staff.heard == ["Việc thứ 1.\n\nViệc thứ 4.", "Việc thứ 2.", "Việc thứ 3."]


async def test_outside_the_window_what_is_unasked_waits_and_answers_do_not(desk, staff, person):
    desk.at("2026-06-17T17:30")
    await queued(desk, TEXT, staff_id=person)
    assert await said_at(desk, "2026-06-17T17:30") == 0
    desk.sandbox.sim.say(STAFF, "/menu")
    await desk.sandbox.world.changed.until(lambda: sent_to(desk, STAFF))
    assert await said_at(desk, "2026-06-18T07:29") == 1
    assert await said_at(desk, "2026-06-18T07:30") == 2


async def test_what_is_useless_by_now_is_dropped(desk, staff, person):
    desk.at("2026-06-17T12:00")
    await queued(
        desk, TEXT, key="late", staff_id=person, useless_after=datetime.fromisoformat("2026-06-17T14:00+07:00")
    )
    await queued(
        desk, TEXT, key="still", staff_id=person, useless_after=datetime.fromisoformat("2026-06-17T14:01+07:00")
    )
    await desk.moved_to("2026-06-17T14:00")
    assert staff.heard == [TEXT]
    assert (await outcome(desk, "late"))[0] == "dropped"
    assert (await outcome(desk, "still"))[0] == "sent"


async def test_a_row_whose_wording_fails_is_pushed_aside_and_the_others_go(desk, staff, hoa, person, monkeypatch):
    monkeypatch.setitem(handlers.UNASKED, "test", AsyncMock(side_effect=ZeroDivisionError("words of a person")))
    await queued(desk, "", key="bad", staff_id=person, message=None)
    await queued(desk, TEXT, key="good", staff_id=person)
    await happened(desk)
    state, reason = await outcome(desk, "bad")
    assert state == "failed"
    assert reason.startswith("lỗi của chương trình: ZeroDivisionError (")
    assert "words" not in reason
    assert staff.heard == [TEXT]
    assert "chị Hoa" in await hoa.says("/menu")


async def test_an_unknown_kind_and_unreadable_words_fail_alone(desk, staff, person):
    desk.at("2026-06-17T12:00")
    await queued(desk, "", key="kind", staff_id=person, message=None)
    await queued(desk, TEXT, key="words", staff_id=person)
    async with desk.database.transaction() as tx:
        await tx.run("""UPDATE outbox SET message = '{"text": 5}' WHERE key = 'words'""")
    await queued(desk, TEXT, key="good", staff_id=person)
    await desk.moved_to("2026-06-17T14:00")
    assert [(await outcome(desk, key))[0] for key in ("kind", "words", "good")] == ["failed", "failed", "sent"]


async def test_an_answer_that_cannot_be_read_does_not_hold_up_its_chat(desk, staff):
    desk.sandbox.faults.add(Fault("500", "sendMessage"))
    desk.sandbox.sim.say(STAFF, "/menu")
    await desk.sandbox.world.changed.until(lambda: desk.sandbox.sim.record("sendMessage"))
    async with desk.database.transaction() as tx:
        await tx.run("UPDATE outbox SET message = '{}', retry_at = NULL WHERE state = 'waiting'")
    assert "“thoát”" in await staff.says("/huongdan")


async def test_words_that_cannot_be_sent_are_given_up_after_a_few_tries(impatient, desk, staff, person):
    await queued(desk, " ", staff_id=person)  # nothing is left of it: a mistake of ours
    await happened(desk)
    state, reason = await outcome(desk)
    assert state == "failed"
    assert reason.startswith("lỗi của chương trình: IndexError (telegram_saying.py:")
    assert "anh Bình" in await staff.says("/menu")


async def test_one_chat_that_fails_for_ever_keeps_no_other_waiting(desk, staff, hoa):
    desk.sandbox.faults.add(Fault("500", "sendMessage", chat_id=STAFF, times=10**6))
    desk.sandbox.sim.say(STAFF, "/menu")
    desk.sandbox.sim.say(STAFF, "/huongdan")
    desk.sandbox.sim.say(1005, "/menu")
    await desk.sandbox.world.changed.until(lambda: sent_to(desk, 1005))
    assert sent_to(desk, STAFF) == []


async def test_the_answers_of_one_chat_keep_their_order_through_failures(impatient, desk, staff):
    desk.sandbox.faults.add(Fault("500", "sendMessage", times=2))
    for command in ("/menu", "/huongdan", "/menu"):
        desk.sandbox.sim.say(STAFF, command)
    await desk.quiet()
    assert ["Mời" in text for text in sent_to(desk, STAFF)] == [True, False, True]


async def test_a_bundle_that_is_put_back_goes_whole_and_once(real_time, desk, staff, person):
    desk.sandbox.faults.add(Fault("429", "sendMessage", retry_after=30))
    desk.at("2026-06-17T12:00")
    for key in ("a", "b"):
        await queued(desk, f"Việc {key}.", key=key, staff_id=person)
    assert await said_at(desk, "2026-06-17T14:00") == 0
    assert await said_at(desk, "2026-06-17T14:05") == 0
    real_time.passes(31)
    assert await said_at(desk, "2026-06-17T14:10") == 1
    assert staff.heard == ["Việc a.\n\nViệc b."]


async def test_silence_asked_of_what_is_unasked_leaves_the_answers_going(real_time, desk, staff, person):
    desk.sandbox.faults.add(Fault("429", "sendMessage", retry_after=30))
    await queued(desk, TEXT, staff_id=person)
    await desk.ticked()
    desk.sandbox.sim.say(STAFF, "/menu")
    await desk.sandbox.world.changed.until(lambda: sent_to(desk, STAFF))
    await desk.ticked()
    assert len(staff.heard) == 1
    real_time.passes(31)
    await happened(desk)
    assert staff.heard[1:] == [TEXT]


async def test_what_waited_for_its_turn_is_asked_about_once_more(desk, staff, person, monkeypatch):
    async def turn(_pace, _chat, *, group):
        assert not group
        async with desk.database.transaction() as tx:
            await accounts.unlink(tx, person)

    monkeypatch.setattr(ChatPace, "turn", turn)
    await desk.stop()
    desk.config.write_text(desk.config.read_text().replace("pace = false", "pace = true"))
    await desk.start()
    await queued(desk, TEXT, staff_id=person)
    await happened(desk)
    assert staff.heard == []
    assert await outcome(desk) == ("failed", "chưa có tài khoản liên lạc được")

"""The edge against a platform at its worst: nothing is lost, nothing loops, one bad thing never stops the rest."""

from unittest.mock import AsyncMock

import pytest

from bot import telegram
from domain.errors import CannotStart
from sandbox.faults import Fault
from storage import inbox
from tests.bot.acts import sent_to

STAFF, HOA = 1004, 1005


def asks(desk, who: int, text: str = "/menu") -> None:
    desk.sandbox.sim.say(who, text)


async def asides(desk) -> list[str]:
    return [aside.reason for aside in await desk.read(inbox.asides)]


# Batches ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("bad", [{"message": {"chat": {"id": 5}}}, {"message": None}, {"callback_query": "x"}, {}])
async def test_a_malformed_update_between_good_ones_is_set_aside_alone(desk, bad):
    await desk.stop()
    for who in (1001, 1002):
        asks(desk, who)
    desk.sandbox.sim.inject(bad)
    for who in (1003, 1004):
        asks(desk, who)
    desk.sandbox.sim.clear()
    await desk.start()
    assert [len(sent_to(desk, who)) for who in (1001, 1002, 1003, 1004)] == [1, 1, 1, 1]
    assert len(await asides(desk)) == 1
    await desk.ticked()
    assert len(desk.sandbox.sim.record("getUpdates")) <= 3  # the batch, its confirmation, the long poll


async def test_half_a_surrogate_pair_does_not_hold_up_what_follows(desk, staff):
    desk.sandbox.sim.inject({"message": {"chat": {"id": 5}, "text": "\ud83d"}})
    assert "anh Bình" in await staff.says("/menu")
    assert len(await asides(desk)) == 1


async def test_an_update_seen_before_is_handled_once(desk, staff):
    message = {
        "message_id": 90, "date": 1, "text": "/menu", "chat": {"id": STAFF, "type": "private"},
        "from": {"id": STAFF, "is_bot": False, "first_name": "Bình"},
    }  # fmt: skip
    number = desk.sandbox.sim.inject({"message": message})["update_id"]
    await desk.quiet()
    desk.sandbox.world.updates._waiting.append((desk.sandbox.world.now(), {"update_id": number, "message": message}))
    await staff.says("/huongdan")
    assert len(sent_to(desk, STAFF)) == 2


OTHER_KINDS = [
    {"edited_message": {"message_id": 1, "date": 1, "chat": {"id": STAFF, "type": "private"}, "text": "/menu"}},
    {
        "channel_post": {
            "message_id": 1,
            "date": 1,
            "chat": {"id": -7, "type": "channel", "title": "x"},
            "text": "/menu",
        }
    },
    {"poll": {"id": "1", "question": "?", "options": [], "total_voter_count": 0, "is_closed": False}},
    {"message_reaction_count": {"chat": {"id": -7, "type": "channel"}, "message_id": 1, "date": 1, "reactions": []}},
    {"an_update_of_the_future": {"id": 1}},
]


@pytest.mark.parametrize("update", OTHER_KINDS, ids=lambda update: next(iter(update)))
async def test_other_kinds_of_update_are_passed_over_quietly(desk, staff, update):
    desk.sandbox.sim.inject(update)
    await desk.quiet()
    assert staff.heard == []
    assert await asides(desk) == []


async def test_what_comes_without_words_breaks_nothing(desk, staff):
    desk.sandbox.sim.send(STAFF, "sticker")
    await desk.quiet()
    assert await asides(desk) == []
    assert "anh Bình" in await staff.says("/menu")


# Files -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("fault", [KeyError("result"), OSError("odd")])
async def test_a_file_that_cannot_be_fetched_is_done_without(desk, officer, staff, monkeypatch, fault):
    monkeypatch.setattr("telegram.File.download_as_bytearray", AsyncMock(side_effect=fault))
    await officer.sends("dot.toml", b"x", caption="/phatdong")
    assert "chưa tải được tệp" in officer.last
    assert await asides(desk) == []
    assert "anh Bình" in await staff.says("/menu")


async def test_a_file_that_hid_its_size_is_not_fetched(desk, officer, monkeypatch):
    monkeypatch.setattr("bot.telegram.FILE_LIMIT", 10)
    download = AsyncMock()
    monkeypatch.setattr("telegram.File.download_as_bytearray", download)
    assert "chưa tải được tệp" in await officer.sends("dot.toml", b"x" * 11, caption="/phatdong")
    download.assert_not_called()


# Networks and servers ----------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["500", "502", "malformed", "cut", "cut_after"])
@pytest.mark.parametrize("method", ["getUpdates", "sendMessage"])
async def test_the_assistant_goes_on_by_itself_when_the_server_recovers(impatient, desk, staff, kind, method):
    desk.sandbox.faults.add(Fault(kind, method, times=3))
    assert "anh Bình" in await staff.says("/menu")
    assert "anh Bình" in await staff.says("/menu")
    assert len(sent_to(desk, STAFF)) >= 2


async def test_a_long_cut_of_the_network_loses_nothing(impatient, desk, staff):
    desk.sandbox.faults.add(Fault("cut", "*", times=150))
    for _ in range(3):
        asks(desk, STAFF)
    await desk.quiet()
    assert len(sent_to(desk, STAFF)) == 3


async def test_a_start_without_a_network_waits_for_it(impatient, desk, staff):
    await desk.stop()
    asks(desk, STAFF)
    desk.sandbox.faults.add(Fault("cut", "*", times=20))
    await desk.start()
    assert len(sent_to(desk, STAFF)) == 1


async def test_menus_that_are_refused_do_not_keep_the_assistant_from_listening(desk, staff):
    await desk.stop()
    desk.sandbox.faults.add(Fault("429", "setMyCommands", times=1000, retry_after=3600))
    await desk.start()
    assert "anh Bình" in await staff.says("/menu")


async def test_a_429_silences_every_lane_and_survives_a_restart(real_time, desk, staff, hoa):
    world = desk.sandbox.world
    desk.sandbox.faults.add(Fault("429", "sendMessage", retry_after=30))
    asks(desk, STAFF)
    await world.changed.until(lambda: any(call.outcome for call in world.calls if call.method == "sendMessage"))
    await desk.stop()
    asks(desk, HOA)
    desk.begin()
    await world.changed.until(lambda: not len(world.updates))
    real_time.passes(29)
    await desk.ticked()
    await desk.ticked()
    assert len(desk.sandbox.sim.record("sendMessage")) == 1
    real_time.passes(1.5)
    await desk.quiet()
    assert [len(sent_to(desk, who)) for who in (STAFF, HOA)] == [1, 1]


async def test_what_waited_for_a_day_is_answered(desk, staff):
    await desk.stop()
    staff.desk.sandbox.sim.say(STAFF, "/menu")
    desk.at("2026-06-18T09:00")
    await desk.start()
    assert len(sent_to(desk, STAFF)) == 1


async def test_a_refused_token_ends_the_program_with_its_reason(desk):
    desk.sandbox.faults.add(Fault("401", "getUpdates"))
    asks(desk, STAFF)
    with pytest.raises(CannotStart) as ended:
        await desk._task
    desk._task = None
    assert ended.value.code == "no_edge_left"
    assert "token" in ended.value.facts["reason"]


async def test_another_program_on_the_token_is_borne_for_a_while(impatient, desk, staff):
    desk.sandbox.faults.add(Fault("409", "getUpdates", times=5))
    assert "anh Bình" in await staff.says("/menu")


async def test_another_program_that_stays_ends_this_one(impatient, desk, monkeypatch):
    monkeypatch.setattr(telegram, "CONFLICT_PATIENCE", 0.05)
    desk.sandbox.faults.add(Fault("409", "getUpdates", times=100_000))
    asks(desk, STAFF)
    with pytest.raises(CannotStart) as ended:
        await desk._task
    desk._task = None
    assert ended.value.code == "no_edge_left"

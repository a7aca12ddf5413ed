"""The edge against a platform at its worst: nothing is lost, nothing loops, one bad thing never stops the rest."""

from datetime import timedelta
from unittest.mock import AsyncMock

import pytest

from bot import telegram
from domain.errors import CannotStart
from domain.messages import Choice, Message
from sandbox.faults import Fault
from storage import groups, inbox, outbox, people
from tests.bot.acts import begin, outcome, queued, sent_to

GROUP = -500
TEXT = "Đợt thi đua 28/8 đã mở đăng ký."
STAFF, HOA = 1004, 1005


def asks(desk, who: int, text: str = "/menu") -> None:
    desk.sandbox.sim.say(who, text)


async def asides(desk) -> list[str]:
    return [aside.reason for aside in await desk.read(inbox.asides)]


async def reachable(desk, number: int) -> bool:
    account = await desk.read(lambda tx: people.by_account(tx, "telegram", str(number)))
    return (await desk.read(lambda tx: people.account_of(tx, account.id))).reachable


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


@pytest.mark.parametrize("kind", ["sticker", "contact"])
async def test_what_comes_without_words_breaks_nothing(desk, staff, kind):
    desk.sandbox.sim.send(STAFF, kind, **({"phone": "84900000001"} if kind == "contact" else {}))
    await desk.quiet()
    assert await asides(desk) == []
    assert "anh Bình" in await staff.says("/menu")


@pytest.mark.parametrize("number", [1087968824, 777000])
async def test_an_anonymous_administrator_and_a_channel_are_nobody(desk, number):
    sender = {"id": number, "is_bot": number == 1087968824, "first_name": "x"}
    chat = {"id": number, "type": "private", "first_name": "x"}
    desk.sandbox.sim.inject({"message": {"message_id": 1, "date": 1, "chat": chat, "from": sender, "text": "/menu"}})
    await desk.quiet()
    assert sent_to(desk, number) == []
    assert await asides(desk) == []


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
    begin(desk)
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


# Presses -----------------------------------------------------------------------------------------------


async def test_a_press_that_changes_nothing_is_no_error(desk, staff):
    await staff.says("/menu")
    before = len(staff.said)
    await staff.presses("/menu")
    assert len(staff.said) == before
    assert desk.sandbox.sim.record("editMessageText")[-1]["outcome"]["description"].startswith(
        "Bad Request: message is not modified"
    )


async def test_two_presses_at_once_are_both_answered(desk, staff):
    await staff.says("/menu")
    pressed = [desk.sandbox.sim.press(STAFF, data="/huongdan")["callback_query_id"] for _ in range(2)]
    await desk.quiet()
    assert all(desk.sandbox.world.presses[one].answer is not None for one in pressed)
    assert len(staff.said) == 1


async def test_a_press_that_grew_too_old_is_still_answered_in_place(desk, staff):
    await staff.says("/menu")
    await desk.stop()
    desk.sandbox.sim.press(STAFF, data="/huongdan")
    desk.at("2026-06-17T09:30")
    await desk.start()
    assert "/thoat" in staff.last


async def test_a_refusal_to_a_press_is_an_alert(desk, staff):
    await staff.says("/menu")
    said = len(staff.said)
    assert "chưa có lệnh này" in await staff.presses("/khongco")
    assert len(staff.said) == said


async def test_a_refusal_that_came_too_late_for_an_alert_is_said(desk, staff, monkeypatch):
    await staff.says("/menu")
    monkeypatch.setattr("sandbox.editing.ANSWERABLE", timedelta(seconds=-1))
    monkeypatch.setattr(desk.sandbox.sim, "answer_to", AsyncMock(return_value={}))
    await staff.presses("/khongco")
    assert "chưa có lệnh này" in staff.last


async def test_a_message_that_cannot_be_changed_any_more_is_said_anew(desk, staff):
    await staff.says("/menu")
    desk.sandbox.sim.forget_message(STAFF, staff.said[-1]["message_id"])
    assert "/thoat" in await staff.chooses("Hướng dẫn")
    assert len(staff.said) == 2


async def test_a_menu_that_the_person_deleted_is_said_anew(desk, staff):
    await staff.says("/menu")
    await desk.stop()
    desk.sandbox.sim.press(STAFF, data="/huongdan")
    desk.sandbox.world.chats[STAFF].messages.pop(staff.said[-1]["message_id"])
    await desk.start()
    assert "/thoat" in staff.last


# People who go, and come back ------------------------------------------------------------------------------


async def test_blocking_and_unblocking_are_written_down(desk, staff):
    await staff.says("/menu")
    desk.sandbox.sim.block(STAFF)
    await desk.quiet()
    assert not await reachable(desk, STAFF)
    desk.sandbox.sim.unblock(STAFF)
    await desk.quiet()
    assert await reachable(desk, STAFF)


async def test_an_answer_to_somebody_who_blocked_us_is_given_up(desk, staff):
    desk.sandbox.faults.add(Fault("403", "sendMessage"))
    await staff.says("/menu")
    assert staff.heard == []
    assert await desk.read(outbox.failures) == [("Forbidden: bot was blocked by the user", 1)]
    assert not await reachable(desk, STAFF)


async def test_an_unasked_message_to_a_deleted_account_is_given_up(desk, staff):
    await staff.says("/menu")
    desk.sandbox.sim.deactivate(STAFF)
    person = await desk.read(lambda tx: people.by_account(tx, "telegram", str(STAFF)))
    for key in ("one", "two"):
        await queued(desk, TEXT, key=key, staff_id=person.id)
        await desk.ticked()
        await desk.quiet()
    assert await outcome(desk, "one") == ("failed", "Forbidden: user is deactivated")
    assert (await outcome(desk, "two"))[0] == "failed"
    assert len(desk.sandbox.sim.record("sendMessage")) == 2  # the menu, and one try


# Groups ------------------------------------------------------------------------------------------------------


async def linked(desk, **more) -> int:
    """A group with the assistant in it, linked; its id among our rows."""
    desk.sandbox.sim.group(GROUP, "Sở Tư pháp", [1001], **{"type": "group"} | more)
    desk.sandbox.sim.add_to_group(1001, GROUP)
    await desk.quiet()
    async with desk.database.transaction() as tx:
        chat = groups.ChatRef(platform="telegram", chat_id=str(GROUP), thread_id=None)
        return await groups.link(tx, chat, "Sở Tư pháp", 1, desk.sandbox.world.now())


async def test_removal_from_a_group_ends_what_is_sent_there(desk):
    group = await linked(desk)
    desk.sandbox.sim.remove_from_group(1001, GROUP)
    await desk.quiet()
    await queued(desk, TEXT, group_id=group)
    await desk.ticked()
    await desk.quiet()
    assert (await outcome(desk))[0] == "failed"
    assert desk.sandbox.sim.record("sendMessage") == []


@pytest.mark.parametrize("told_first", [True, False])
async def test_a_group_that_became_a_supergroup_hears_it_once(desk, told_first):
    group = await linked(desk)
    await desk.stop()
    moved = desk.sandbox.sim.migrate(GROUP)["id"]
    if not told_first:
        desk.sandbox.world.updates.clear()
    await queued(desk, TEXT, group_id=group)
    await desk.start()
    await desk.ticked()
    await desk.quiet()
    assert sent_to(desk, moved) == [TEXT]
    assert await outcome(desk) == ("sent", "")


async def test_a_supergroup_linked_before_its_move_was_known_hears_it_once(desk):
    group = await linked(desk)
    await desk.stop()
    moved = desk.sandbox.sim.migrate(GROUP)["id"]
    desk.sandbox.world.updates.clear()
    async with desk.database.transaction() as tx:
        chat = groups.ChatRef(platform="telegram", chat_id=str(moved))
        again = await groups.link(tx, chat, "Sở Tư pháp", 1, desk.sandbox.world.now())
    await queued(desk, TEXT, key="old", group_id=group)
    await queued(desk, TEXT, key="new", group_id=again)
    await desk.start()
    assert sent_to(desk, moved) == [TEXT]
    assert (await outcome(desk, "old"))[0] == "failed"


async def test_a_command_for_another_assistant_is_not_ours(desk):
    await linked(desk)
    desk.sandbox.sim.inject(
        {
            "message": {
                "message_id": 50, "date": 1, "text": "/huongdan@another_bot",
                "chat": {"id": GROUP, "type": "group", "title": "x"},
                "from": {"id": 1001, "is_bot": False, "first_name": "x"},
            }
        }
    )  # fmt: skip
    await desk.quiet()
    assert sent_to(desk, GROUP) == []
    desk.sandbox.sim.say(1001, "/huongdan@thaian_thidua_bot", chat=GROUP)
    await desk.quiet()
    assert len(sent_to(desk, GROUP)) == 1


@pytest.mark.parametrize("deleted", [False, True])
async def test_a_topic_is_answered_in_the_topic_while_it_is_there(desk, deleted):
    made = desk.sandbox.sim.group(GROUP, "Sở Tư pháp", [1001], topics=["Thi đua"])
    thread = made["topics"]["Thi đua"]
    desk.sandbox.sim.add_to_group(1001, GROUP)
    await desk.stop()
    desk.sandbox.sim.say(1001, "/huongdan", chat=GROUP, thread=thread)
    if deleted:
        desk.sandbox.world.chats[GROUP].topics.clear()
    await desk.start()
    said = desk.sandbox.world.chats[GROUP].messages
    assert list(said.values())[-1].get("message_thread_id") == (None if deleted else thread)
    assert len(sent_to(desk, GROUP)) == 1


async def test_choices_in_a_group_are_links_that_ask_in_private(desk, staff):
    group = await linked(desk)
    await queued(
        desk, "", group_id=group, message=Message(text=TEXT, choices=(Choice(label="Xem", command="/huongdan"),))
    )
    await desk.ticked()
    await desk.quiet()
    button = desk.sandbox.sim.record("sendMessage")[-1]["params"]["reply_markup"]["inline_keyboard"][0][0]
    assert button == {"text": "Xem", "url": "https://t.me/thaian_thidua_bot?start=c_huongdan"}
    desk.sandbox.sim.press(STAFF, "Xem", chat=GROUP)
    await desk.quiet()
    assert "/thoat" in staff.last


@pytest.mark.parametrize("command", ["/dangky ok 17.3", "=17.step.yes", "/dangky " + "a" * 56, "/dangky a-b"])
def test_what_changes_something_cannot_be_a_link(command):
    with pytest.raises(ValueError, match="a link may only show"):
        telegram._encoded(command)


# Long things -----------------------------------------------------------------------------------------------------


async def test_a_long_text_is_said_in_parts_that_the_platform_takes(desk, staff):
    person = await desk.read(lambda tx: people.by_account(tx, "telegram", str(STAFF)))
    await staff.says("/menu")
    line = "Tham gia tố tụng 2 vụ tại xã Đông Sơn. "
    await queued(desk, "<b>" + line * 260 + "</b>", staff_id=person.id)
    await desk.ticked()
    await desk.quiet()
    assert "".join(part.replace("\n", " ").strip() + " " for part in staff.heard[1:]) == line * 260
    assert len(staff.heard) == 4

"""Presses, people who go and come back, groups that move: each is met on the platform's own terms."""

from datetime import timedelta
from unittest.mock import AsyncMock

import pytest

from bot import telegram
from domain.messages import ChatRef, Choice, Message
from sandbox.faults import Fault
from storage import accounts, groups, outbox, people
from tests.bot.acts import outcome, queued, sent_to

GROUP = -500
TEXT = "Đợt thi đua 28/8 đã mở đăng ký."
STAFF = 1004
GONE, LEFT = "đã chặn hoặc ngừng dùng tài khoản", "nhóm đã đưa trợ lý ra"


async def reachable(desk, number: int) -> bool:
    account = await desk.read(lambda tx: people.by_account(tx, "telegram", str(number)))
    return (await desk.read(lambda tx: accounts.account_of(tx, account.id))).reachable


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
    assert "“thoát”" in staff.last


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
    assert "“thoát”" in await staff.chooses("Hướng dẫn")
    assert len(staff.said) == 2


async def test_a_menu_that_the_person_deleted_is_said_anew(desk, staff):
    await staff.says("/menu")
    await desk.stop()
    desk.sandbox.sim.press(STAFF, data="/huongdan")
    desk.sandbox.world.chats[STAFF].messages.pop(staff.said[-1]["message_id"])
    await desk.start()
    assert "“thoát”" in staff.last


async def told(desk, staff, *choices: Choice) -> None:
    """Say something unasked, with these choices."""
    person = await desk.read(lambda tx: people.by_account(tx, "telegram", str(STAFF)))
    await queued(desk, "", staff_id=person.id, message=Message(text=TEXT, choices=choices, keeps=True))
    await desk.ticked()
    await desk.quiet()


LOOK = Choice(label="Xem", command="/menu")


@pytest.mark.parametrize("deleted", [False, True])
async def test_what_was_acted_upon_keeps_its_text_and_loses_its_choices(desk, staff, drive, deleted):
    await told(desk, staff, Choice(label="Không tham gia", command=f"/dangky khong {drive}.0"), LOOK)
    await desk.stop()
    desk.sandbox.sim.press(STAFF, "Không tham gia")
    if deleted:
        desk.sandbox.world.chats[STAFF].messages.pop(staff.said[-1]["message_id"])
    await desk.start()
    assert "Trợ lý sẽ không nhắc" in staff.last
    assert deleted or staff.heard[0] == TEXT
    assert {"Xem", "Không tham gia"}.isdisjoint(staff.buttons)


async def test_what_only_shows_or_is_refused_leaves_the_choices(desk, staff):
    await told(desk, staff, Choice(label="Không tham gia", command="/dangky khong 999.0"), LOOK)
    await staff.chooses("Xem")
    await staff.chooses("Không tham gia")
    assert {"Xem", "Không tham gia"} <= set(staff.buttons)


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
    assert await desk.read(outbox.failures) == [(GONE, 1)]
    assert not await reachable(desk, STAFF)


async def test_who_writes_again_can_be_reached_again(desk, staff):
    desk.sandbox.faults.add(Fault("403", "sendMessage"))
    await staff.says("/menu")
    assert not await reachable(desk, STAFF)
    assert "anh Bình" in await staff.says("/menu")
    assert await reachable(desk, STAFF)


@pytest.mark.parametrize("told_by_the_platform", [True, False])
async def test_the_officer_hears_once_a_day_who_cannot_be_reached(desk, officer, staff, told_by_the_platform):
    await staff.says("/menu")
    for _ in range(2):
        if told_by_the_platform:
            desk.sandbox.sim.block(STAFF)
            desk.sandbox.sim.unblock(STAFF)
        else:
            desk.sandbox.faults.add(Fault("403", "sendMessage", chat_id=STAFF))
            await staff.says("/menu")
        await desk.ticked()
        await desk.quiet()
    assert [said.partition(":")[0] for said in officer.heard] == [
        "Không gửi được tin cho Phạm Thanh Bình (Phòng Hành chính và Bổ trợ tư pháp)"
    ]


async def test_an_unasked_message_to_a_deleted_account_is_given_up(desk, staff):
    await staff.says("/menu")
    desk.sandbox.sim.deactivate(STAFF)
    person = await desk.read(lambda tx: people.by_account(tx, "telegram", str(STAFF)))
    for key in ("one", "two"):
        await queued(desk, TEXT, key=key, staff_id=person.id)
        await desk.ticked()
        await desk.quiet()
    assert await outcome(desk, "one") == ("failed", GONE)
    assert (await outcome(desk, "two"))[0] == "failed"
    tries = [call for call in desk.sandbox.sim.record("sendMessage") if call["params"]["chat_id"] == STAFF]
    assert len(tries) == 2  # the menu, and one


# Groups ------------------------------------------------------------------------------------------------------


async def linked(desk, **more) -> int:
    """A group with the assistant in it, linked; its id among our rows."""
    desk.sandbox.sim.group(GROUP, "Sở Tư pháp", [1001], **{"type": "group"} | more)
    desk.sandbox.sim.add_to_group(1001, GROUP)
    await desk.quiet()
    async with desk.database.transaction() as tx:
        chat = ChatRef(platform="telegram", chat_id=str(GROUP), thread_id=None)
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
        chat = ChatRef(platform="telegram", chat_id=str(moved))
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
    assert "“thoát”" in staff.last


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

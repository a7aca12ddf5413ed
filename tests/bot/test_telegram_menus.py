"""Whose menu of commands shows what, and what it takes to keep each as the rights are."""

import asyncio
from datetime import datetime

import pytest

from bot.telegram_menus import Menus
from domain.messages import ChatRef
from domain.people import Staff, Unit
from domain.permissions import Grant, Role
from handlers.everything import COMMANDS
from handlers.guide import menu_of
from handlers.tables import Where
from sandbox.faults import Fault
from storage import accounts, command_menus, people
from storage import grants as held
from tests.conftest import CAST, DIRECTOR, director_of
from tests.desk import PATIENCE

STAFF = 1004
SETTING, DELETING = "setMyCommands", "deleteMyCommands"


def somebody(*roles: Role) -> Staff:
    grants = frozenset(Grant(role) for role in roles)
    return Staff(1, Unit(1, "Văn phòng Sở", "VP"), "Nguyễn Văn An", "male", "", grants)


# What they show ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", Role)
def test_a_persons_menu_shows_what_that_person_may_do_and_nothing_else(role):
    person = somebody(role)
    wanted = [one for one in COMMANDS if one.menu and one.where is not Where.GROUP and person.may(one.right)]
    assert menu_of(person, private=True) == wanted


def test_whoever_has_not_been_let_in_sees_none_and_a_group_what_anybody_of_the_office_may_ask_there():
    assert menu_of(None, private=True) == []
    assert [one.name for one in menu_of(None, private=False)] == ["huongdan"]


# How they follow the rights ------------------------------------------------------------------------------


def names(desk, number: int) -> list[str]:
    """The commands of somebody's own menu, as the phone has it."""
    return [one["command"] for one in desk.sandbox.world.commands.get(("chat", number, None, ""), [])]


def calls(desk, *methods: str) -> list:
    """Whose menus were touched, in order: a chat, or a kind of scope."""
    made = [call for method in methods or (SETTING, DELETING) for call in desk.sandbox.sim.record(method)]
    scopes = [call["params"]["scope"] for call in sorted(made, key=lambda call: call["seq"])]
    return [scope.get("chat_id", scope["type"]) for scope in scopes]


async def settled(desk) -> None:
    """Every menu is as it should be."""
    async with asyncio.timeout(PATIENCE):
        await desk.ticked()
        while await desk.read(lambda tx: tx.rows("SELECT 1 FROM command_menu WHERE look_at IS NOT NULL")):
            await desk.ticked()


async def grants(desk, number: int, *roles: Role) -> None:
    """Give somebody these roles and, beside being of the staff, no others."""
    async with desk.database.transaction() as tx:
        person = await people.by_account(tx, "telegram", str(number))
        await tx.run("DELETE FROM role_grant WHERE staff_id = ?", (person.id,))
        for role in roles:
            await held.add(tx, person.id, Grant(role), None)


async def account_of(tx, number: int):
    person = await people.by_account(tx, "telegram", str(number))
    return (await accounts.accounts_of(tx, person.id))[0]


async def test_everybody_has_a_menu_of_ones_own_and_a_stranger_has_none(desk):
    await settled(desk)
    for number, (_, _, _, role) in CAST.items():
        assert names(desk, number) == [one.name for one in menu_of(somebody(role), private=True)]
    assert sorted(map(str, calls(desk, DELETING))) == ["all_private_chats", "default"]
    assert sorted(map(str, calls(desk, SETTING))) == sorted(["all_group_chats", *map(str, CAST)])


async def test_a_menu_follows_a_role_that_is_given_and_taken_and_nobody_elses_is_touched(desk):
    await settled(desk)
    desk.sandbox.sim.clear()
    await grants(desk, STAFF, Role.OFFICER)
    await settled(desk)
    assert "phatdong" in names(desk, STAFF)
    await grants(desk, STAFF)
    await settled(desk)
    assert "phatdong" not in names(desk, STAFF)
    assert calls(desk) == [STAFF, STAFF]


async def test_a_change_that_changes_no_menu_sends_nothing(desk):
    await settled(desk)
    desk.sandbox.sim.clear()
    await grants(desk, STAFF, Role.COUNCIL_MEMBER)
    await settled(desk)
    await desk.stop()
    await desk.start()
    await settled(desk)
    assert [one for one in calls(desk) if isinstance(one, int)] == []


async def test_whoever_is_let_in_gets_a_menu_and_loses_it_with_the_account(desk):
    await director_of(desk)
    await settled(desk)
    number = DIRECTOR[0]
    assert "ykien" in names(desk, number)
    async with desk.database.transaction() as tx:
        await accounts.unlink_one(tx, await account_of(tx, number))
    await settled(desk)
    assert names(desk, number) == []
    assert number in calls(desk, DELETING)
    kept = await desk.read(lambda tx: tx.rows("SELECT 1 FROM command_menu WHERE chat_id = ?", (str(number),)))
    assert kept == []


async def test_work_that_is_delegated_for_some_time_is_in_the_menu_for_that_time(desk):
    await settled(desk)
    period = (datetime.fromisoformat("2026-06-18T08:00+07:00"), datetime.fromisoformat("2026-06-19T08:00+07:00"))
    async with desk.database.transaction() as tx:
        person = await people.by_account(tx, "telegram", str(STAFF))
        lent = Grant(Role.OFFICER, for_id=1)
        await held.delegate(tx, person.id, lent, 1, period, desk.sandbox.world.now())
    for moment, offered in (("2026-06-17T10:00", False), ("2026-06-18T09:00", True), ("2026-06-19T09:00", False)):
        await desk.moved_to(moment)
        await settled(desk)
        assert ("phatdong" in names(desk, STAFF)) is offered


async def test_who_leaves_the_office_has_no_menu_until_coming_back(desk):
    await settled(desk)
    for left_at, offered in ((1, False), (None, True)):
        async with desk.database.transaction() as tx:
            person = await people.by_account(tx, "telegram", str(STAFF))
            await tx.run("UPDATE staff SET left_at = ? WHERE id = ?", (left_at, person.id))
        await settled(desk)
        assert bool(names(desk, STAFF)) is offered


async def test_an_account_that_ends_before_it_had_a_menu_leaves_nothing_behind(desk):
    await desk.stop()
    async with desk.database.transaction() as tx:
        await tx.run("UPDATE command_menu SET shown = ''")
        await accounts.unlink_one(tx, await account_of(tx, STAFF))
        assert await tx.rows("SELECT 1 FROM command_menu WHERE chat_id = ?", (str(STAFF),)) == []


async def test_another_token_shows_the_menus_anew():
    from telegram import Bot  # noqa: PLC0415  # only here

    one, other = (Menus(Bot(f"{number}:x"), None, "telegram")._hash([("menu", "Bảng chọn")]) for number in (1, 2))
    assert one != other


@pytest.mark.parametrize("platform", ["zalo"], indirect=True)
async def test_a_platform_without_menus_is_told_of_none(desk):
    await desk.ticked()
    assert desk.sandbox.sim.record(SETTING) == []


# What goes wrong -----------------------------------------------------------------------------------------


async def test_rights_that_change_while_a_menu_is_set_are_compared_once_more(desk):
    now = desk.sandbox.world.now()
    await settled(desk)
    await desk.stop()
    await grants(desk, STAFF, Role.OFFICER)
    async with desk.database.transaction() as tx:
        (claim,) = await command_menus.claim(tx, "telegram", now, 10)
        assert await command_menus.claim(tx, "telegram", now, 10) == []
    await grants(desk, STAFF)
    async with desk.database.transaction() as tx:
        await command_menus.settle(tx, [(claim, "what was set meanwhile")])
        (again,) = await command_menus.claim(tx, "telegram", now, 10)
    assert (again.chat.chat_id, again.shown) == (str(STAFF), "what was set meanwhile")


async def test_an_account_that_ends_while_its_menu_is_set_loses_it_all_the_same(desk):
    await settled(desk)
    async with desk.database.transaction() as tx:
        await tx.run("INSERT INTO command_menu (platform, chat_id, look_at) VALUES ('other', '7', 0)")
        (claim,) = await command_menus.claim(tx, "other", desk.sandbox.world.now(), 10)
        await tx.run("DELETE FROM command_menu WHERE platform = 'other'")  # as the end of an account does
        await command_menus.settle(tx, [(claim, "what was set meanwhile")])
        (again,) = await command_menus.claim(tx, "other", desk.sandbox.world.now(), 10)
        assert again.chat == ChatRef(platform="other", chat_id="7")
        await command_menus.settle(tx, [(again, "")])
        assert await tx.rows("SELECT 1 FROM command_menu WHERE platform = 'other'") == []


async def test_what_was_claimed_and_never_told_is_compared_again_after_a_minute(real_time, desk):
    """As after a kill between the two."""
    await settled(desk)
    await desk.stop()
    await director_of(desk)
    await desk.read(lambda tx: command_menus.claim(tx, "telegram", real_time(), 10))
    await desk.start()
    await desk.ticked()
    assert names(desk, DIRECTOR[0]) == []
    real_time.passes(61)
    await settled(desk)
    assert "ykien" in names(desk, DIRECTOR[0])


@pytest.mark.parametrize("kind", ["500", "cut", "malformed"])
async def test_trouble_that_passes_is_tried_again_and_keeps_nobody_waiting(real_time, desk, staff, kind):
    await settled(desk)
    desk.sandbox.faults.add(Fault(kind, SETTING, times=1))
    await grants(desk, STAFF, Role.OFFICER)
    await desk.ticked()
    assert "anh Bình" in await staff.says("/menu")
    real_time.passes(61)
    await settled(desk)
    assert "phatdong" in names(desk, STAFF)


async def test_a_silence_that_was_asked_for_is_kept_across_a_restart_and_holds_up_no_message(real_time, desk, staff):
    await settled(desk)
    desk.sandbox.faults.add(Fault("429", SETTING, times=1, retry_after=3600))
    await grants(desk, STAFF, Role.OFFICER)
    await desk.ticked()
    before = len(desk.sandbox.sim.record(SETTING))
    await desk.stop()
    await desk.start()
    real_time.passes(3500)
    await desk.ticked()
    assert len(desk.sandbox.sim.record(SETTING)) == before
    assert "anh Bình" in await staff.says("/menu")
    assert await desk.read(lambda tx: tx.value("SELECT until FROM pause WHERE platform = 'telegram'")) is None
    real_time.passes(200)
    await settled(desk)
    assert "phatdong" in names(desk, STAFF)


async def test_a_menu_that_is_refused_for_good_is_not_tried_again_until_the_rights_change(
    real_time, desk, caplog, monkeypatch
):
    await settled(desk)
    monkeypatch.setattr("sandbox.bounds.MOST_COMMANDS", 3)
    await grants(desk, STAFF, Role.OFFICER)
    await settled(desk)
    refused = calls(desk, SETTING).count(STAFF)
    real_time.passes(3600)
    await desk.ticked()
    assert calls(desk, SETTING).count(STAFF) == refused
    assert "a menu of commands was refused" in caplog.text
    assert "phatdong" not in names(desk, STAFF)
    monkeypatch.undo()
    await grants(desk, STAFF, Role.OFFICER)
    await settled(desk)
    assert "phatdong" in names(desk, STAFF)


async def test_whoever_comes_back_gets_the_menu_that_could_not_be_set(desk, staff):
    await settled(desk)
    desk.sandbox.faults.add(Fault("403", SETTING))
    await grants(desk, STAFF, Role.OFFICER)
    await settled(desk)
    assert not (await desk.read(lambda tx: account_of(tx, STAFF))).reachable
    assert "phatdong" not in names(desk, STAFF)
    await staff.says("/menu")
    await settled(desk)
    assert "phatdong" in names(desk, STAFF)

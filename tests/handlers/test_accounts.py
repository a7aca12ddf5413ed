"""One person on several accounts: adding one by a code, where unasked messages go, and ending one."""

import re

import pytest

from storage import accounts as stored_accounts
from tests.bot.acts import queued
from tests.conftest import CAST
from tests.people import OnZalo, Person
from tests.second_phone import OnTelegram, also, staff_id

TEXT = "Còn 3 ngày đến hạn đăng ký."
UNUSABLE = "Mã này không dùng được"


def code_in(text: str) -> str:
    return re.search(r"\b(\d{4} \d{4})\b", text)[1]


async def told(desk, number: int = 1004) -> None:
    """Something is said unasked."""
    await queued(desk, TEXT, staff_id=await staff_id(desk, number))
    await desk.ticked()
    await desk.quiet()


async def accounts(desk, number: int = 1004) -> list[stored_accounts.Account]:
    person = await staff_id(desk, number)
    return await desk.read(lambda tx: stored_accounts.accounts_of(tx, person))


async def let_in(phone: Person, code: str) -> str:
    """Type the code on the new phone and go through consent."""
    assert "đồng ý không" in await phone.says(code)
    await phone.chooses("Đồng ý")
    return await phone.chooses("Đúng là tôi")


async def test_the_settings_show_the_one_account_and_that_it_cannot_be_ended(desk, staff):
    shown = await staff.says("/caidat")
    assert "nhận tin nhắc và thông báo" in shown
    assert staff.choices == ["Thêm tài khoản khác", "Cách xưng hô"]
    (one,) = await accounts(desk)
    assert "Đã ngắt" not in await staff.presses(f"/caidat ngat {one.id}.{one.version}")
    assert len(await accounts(desk)) == 1


@pytest.mark.only("zalo")
async def test_a_stranger_and_other_peoples_accounts(desk, staff, hoa, stranger):
    (others,) = await accounts(desk, 1005)
    for verb in ("ngat", "tin"):
        await staff.says(f"/caidat {verb} {others.id}.{others.version}")
    assert len(await accounts(desk, 1005)) == 1
    assert "Tài khoản" not in await stranger.says("/caidat")


@pytest.mark.only("zalo")
class TestOnBoth:
    """The person is on Zalo and adds Telegram."""

    @pytest.fixture
    def desk(self, desk_of_both, platform):
        return desk_of_both

    @pytest.fixture
    def phone(self, desk) -> Person:
        return OnTelegram(desk, 1777, "Bình")

    @pytest.mark.parametrize("typed", ["{} {}", "{}{}"])
    async def test_a_code_from_the_settings_adds_an_account_on_the_other_platform(self, desk, staff, phone, typed):
        given = await staff.says("/caidat them")
        code = code_in(given)
        assert "Dùng một lần, đến 9 giờ 35, thứ Tư, ngày 17/6/2026" in given
        assert "Zalo" in given
        assert "Telegram" in given
        await let_in(phone, typed.format(*code.split()))
        assert "anh Bình" in await phone.says("/menu")
        shown = await staff.says("/caidat")
        assert "- Zalo (4)" in shown
        assert "- Telegram (6)" in shown

    async def test_a_code_opens_nothing_once_it_was_used_or_after_half_an_hour(self, desk, staff, phone, stranger):
        used = code_in(await staff.says("/caidat them"))
        await let_in(phone, used)
        other = OnTelegram(desk, 1778, "Ai đó")
        assert UNUSABLE in await other.says(used)
        desk.at("2026-06-17T09:10")
        late = code_in(await staff.says("/caidat them"))
        desk.at("2026-06-17T09:41")
        assert UNUSABLE in await other.says(late)
        assert len(await accounts(desk)) == 2

    async def test_answers_go_where_the_question_came_from_and_the_rest_where_it_was_chosen(self, desk, staff):
        phone = await also(desk, 1004, OnTelegram)
        await told(desk)
        assert (staff.heard, phone.heard) == ([TEXT], [])
        await phone.says("/caidat")
        assert "- Telegram (6): nhận tin nhắc và thông báo" in await phone.chooses("Nhận tin ở Telegram (6)")
        heard = len(staff.heard)
        await queued(desk, "Hai.", key="two", staff_id=await staff_id(desk, 1004))
        await desk.ticked()
        await desk.quiet()
        assert phone.last == "Hai."
        assert "anh Bình" in await staff.says("/menu")
        assert len(staff.heard) == heard + 1

    async def test_an_account_is_ended_by_its_whole_label_only(self, desk, staff):
        phone = await also(desk, 1004, OnTelegram)
        shown = await staff.says("/caidat")
        assert "1. Nhận tin ở Telegram (6)" in shown
        for slip in ("Ngắt", "ngắt tài khoản", "ngắt tài khoản telegram", "4", "5"):
            await staff.says(slip)
            assert len(await accounts(desk)) == 2
        await staff.says("/caidat")
        assert "Đã ngắt tài khoản Telegram (6)" in await staff.says("ngắt tài khoản telegram (6)")
        assert [one.chat.platform for one in await accounts(desk)] == [desk.key]
        assert "anh Bình" not in await phone.says("/menu")

    async def test_who_ends_the_account_at_hand_is_told_so_and_goes_on_with_the_other(self, desk, staff):
        phone = await also(desk, 1004, OnTelegram)
        await staff.says("/caidat")
        assert "Ở đây trợ lý không trả lời nữa" in await staff.says("ngắt tài khoản zalo (4)")
        assert "anh Bình" not in await staff.says("/menu")
        await told(desk)
        assert phone.heard == [TEXT]

    async def test_an_old_choice_for_an_account_that_is_gone_does_nothing(self, desk, staff):
        await also(desk, 1004, OnTelegram)
        telegram = next(one for one in await accounts(desk) if one.chat.platform == "telegram")
        old = f"{telegram.id}.{telegram.version}"
        await staff.says(f"/caidat ngat {old}")
        for verb in ("ngat", "tin"):
            assert "Tài khoản anh Bình đang dùng" in await staff.says(f"/caidat {verb} {old}")
        assert len(await accounts(desk)) == 1

    async def test_what_nobody_asked_for_takes_the_other_way_while_the_chosen_one_is_blocked(self, desk, staff):
        phone = await also(desk, 1004, OnTelegram, chosen=True)
        desk.sandbox.sim.block(1004)
        await told(desk)
        assert (phone.heard, staff.heard) == ([], [TEXT])
        assert "hiện không liên lạc được" in await staff.says("/caidat")
        assert CAST[1004][0] not in Person(desk, 1001, "").last
        desk.sandbox.sim.unblock(1004)
        await phone.says("/menu")
        await queued(desk, "Hai.", key="two", staff_id=await staff_id(desk, 1004))
        await desk.ticked()
        await desk.quiet()
        assert phone.last == "Hai."
        assert isinstance(staff, OnZalo)

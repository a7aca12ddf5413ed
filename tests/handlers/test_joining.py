from datetime import datetime, timedelta
from random import Random

import pytest

from domain.permissions import Role
from storage import accounts as stored_accounts
from storage import invites, people, tree
from tests.conftest import START
from tests.people import Person

NOW = datetime.fromisoformat(START)
UNUSABLE = "Mã này không dùng được"
NAMED = {"telegram": "Telegram", "zalo": "Zalo"}


async def newcomer(desk, name="Đỗ Thị Mai", gender="female", *, seed=1, now=NOW):
    """Put somebody on the roster and invite them: the slip."""
    async with desk.database.transaction() as tx:
        unit = await tree.unit_named(tx, "Văn phòng Sở")
        staff = await people.add_staff(tx, unit.id, name, gender, "Chuyên viên", [Role.STAFF])
        return await invites.issue(tx, staff, Random(seed), now)


async def accounts(desk):
    async with desk.database.transaction() as tx:
        return await tx.value("SELECT count(*) FROM account")


async def test_a_link_leads_over_consent_and_ones_own_name_to_the_menu(desk, stranger, platform):
    slip = await newcomer(desk)
    assert "Anh/Chị có đồng ý không?" in await stranger.opens(f"m_{slip.token}")
    assert f"Tin nhắn đi qua {NAMED[platform]}" in stranger.last
    assert "Đỗ Thị Mai" in await stranger.chooses("Đồng ý")
    assert "Chào chị Mai" in await stranger.chooses("Đúng là tôi")
    assert "chị Mai" in await stranger.says("/menu")


@pytest.mark.parametrize("typed", ["{} {}", "{}{}", "{}-{}", "ma {} {}", "kích hoạt {} {}", "/start {}{}"])
async def test_a_code_is_taken_in_every_shape_people_type(desk, stranger, typed):
    code = (await newcomer(desk)).code
    assert "đồng ý không" in await stranger.says(typed.format(code[:4], code[4:]))


async def test_choices_can_be_typed(desk, stranger):
    slip = await newcomer(desk)
    await stranger.says(slip.code)
    assert "Quyền của Anh/Chị" in await stranger.says("xem ban day du")
    assert "Đỗ Thị Mai" in await stranger.says("1")
    assert "Chào chị Mai" in await stranger.says("đúng là tôi")


async def test_token_and_code_are_spent_together(desk, stranger, hoa):
    slip = await newcomer(desk)
    await stranger.opens(f"m_{slip.token}")
    await stranger.chooses("Đồng ý")
    await stranger.chooses("Đúng là tôi")
    async with desk.database.transaction() as tx:
        assert await invites.find(tx, slip.code, NOW) is None
        assert await invites.find(tx, slip.token, NOW) is None


async def test_who_does_not_agree_leaves_no_trace_and_may_come_back(desk, stranger):
    slip = await newcomer(desk)
    await stranger.says(slip.code)
    before = await accounts(desk)
    assert "không đồng ý" in await stranger.chooses("Không đồng ý")
    assert await accounts(desk) == before
    assert "đồng ý không" in await stranger.says(slip.code)


async def test_not_me_cancels_the_invite_and_tells_the_officer(desk, stranger, officer):
    slip = await newcomer(desk)
    await stranger.says(slip.code)
    await stranger.chooses("Đồng ý")
    assert "đã được hủy" in await stranger.chooses("Không phải tôi")
    assert "Mai" not in stranger.last
    assert "Đỗ Thị Mai" in officer.last
    assert UNUSABLE in await stranger.opens(f"m_{slip.token}")


async def test_right_person_wrong_details_is_let_in_and_the_officer_is_asked(desk, stranger, officer):
    slip = await newcomer(desk)
    await stranger.says(slip.code)
    await stranger.chooses("Đồng ý")
    assert "Chào chị Mai" in await stranger.chooses("Đúng người, thông tin sai")
    assert "chưa đúng" in officer.last
    assert "nhắn câu trả lời" in await officer.chooses("Trả lời")


async def test_without_a_gender_one_is_asked_how_to_be_addressed(desk, stranger):
    slip = await newcomer(desk, "Đỗ Minh Châu", "")
    await stranger.says(slip.code)
    await stranger.chooses("Đồng ý")
    assert "gọi Anh/Chị thế nào" in await stranger.chooses("Đúng là tôi")
    assert "Chào anh Châu" in await stranger.chooses("Anh")


async def test_signs_in_a_name_are_shown_as_they_are(desk, stranger):
    slip = await newcomer(desk, "Mai <b>Hoa</b> & Lan")
    await stranger.says(slip.code)
    assert "Mai <b>Hoa</b> & Lan" in await stranger.chooses("Đồng ý")


async def test_a_stranger_is_greeted_once_a_day_whatever_is_sent(desk, stranger):
    assert "0200 0000 000" in await stranger.says("xin chào")
    await stranger.says("tôi cần luật sư")
    await stranger.says("/dangky 17")
    await stranger.opens("c_thidua-1")
    await stranger.presses("/dulieu")
    await stranger.presses("=99.consent.yes")
    await stranger.sends("a.pdf", b"x", "xin chào")
    assert len(stranger.heard) == 1
    desk.at("2026-06-18T09:05")
    await stranger.says("alo")
    assert len(stranger.heard) == 2


async def dead_codes(desk):
    """One slip of each kind that no longer opens anything, and an invented one."""
    used = await newcomer(desk, "Một", seed=1)
    async with desk.database.transaction() as tx:
        invite = await invites.find(tx, used.code, NOW)
        await invites.spend(tx, invite.id, NOW)
    expired = await newcomer(desk, "Hai", seed=2, now=NOW - timedelta(days=15))
    cancelled = await newcomer(desk, "Ba", seed=3)
    async with desk.database.transaction() as tx:
        invite = await invites.find(tx, cancelled.code, NOW)
        await invites.issue(tx, invite.staff_id, Random(9), NOW)
    return [used, expired, cancelled, invites.Slip("0" * 32, "00000000", NOW)]


async def test_used_expired_cancelled_and_invented_codes_get_the_same_answer_at_the_same_attempt(desk):
    heard = []
    for number, slip in enumerate(await dead_codes(desk)):
        by_code, by_link = Person(desk, 3000 + number, "Người Lạ"), Person(desk, 4000 + number, "Người Lạ")
        for _ in range(7):
            await by_code.says(slip.code)
            await by_link.opens(f"m_{slip.token}")
        heard += [by_code.heard, by_link.heard]
    assert all(UNUSABLE in text for text in heard[0][:4])
    assert "Đã nhập sai 5 lần" in heard[0][4]
    assert heard == [heard[0]] * 8


async def test_the_fifth_wrong_code_locks_for_an_hour_live_codes_too(desk, stranger, officer):
    slip = await newcomer(desk)
    for number in range(4):
        assert UNUSABLE in await stranger.says(f"1111 000{number}")
    locked = await stranger.says("1111 0009")
    assert "10 giờ 05" in locked
    assert "bị khóa" in officer.last
    assert await stranger.says(slip.code) == locked
    assert await stranger.opens(f"m_{slip.token}") == locked
    desk.at("2026-06-17T10:06")
    assert "đồng ý không" in await stranger.says(slip.code)


async def test_wrong_codes_over_an_hour_apart_do_not_lock(desk, stranger):
    for minute in (0, 10, 20, 30):
        desk.at(f"2026-06-17T09:{minute:02}")
        await stranger.says("1111 0000")
    desk.at("2026-06-17T10:05")
    assert UNUSABLE in await stranger.says("1111 0000")
    desk.at("2026-06-17T10:06")
    assert "Đã nhập sai" in await stranger.says("1111 0000")


async def test_a_new_invite_cancels_the_earlier_one_even_in_the_middle_of_joining(desk, stranger):
    slip = await newcomer(desk)
    await stranger.says(slip.code)
    async with desk.database.transaction() as tx:
        invite = await invites.find(tx, slip.code, NOW)
        await invites.issue(tx, invite.staff_id, Random(5), NOW)
    assert UNUSABLE in await stranger.chooses("Đồng ý")


async def test_an_account_in_use_does_not_use_up_somebody_elses_invite(desk, staff):
    slip = await newcomer(desk)
    answer = await staff.opens(f"m_{slip.token}")
    assert "đã kích hoạt từ trước" in answer
    assert "Mai" not in answer
    async with desk.database.transaction() as tx:
        assert await invites.find(tx, slip.code, NOW) is not None


async def test_start_mends_an_account_that_could_not_be_reached(desk, staff):
    async with desk.database.transaction() as tx:
        person = await people.by_account(tx, desk.key, staff.id)
        chat = (await stored_accounts.account_of(tx, person.id)).chat
        await stored_accounts.set_reachable(tx, chat, reachable=False)
    assert "anh Bình" in await staff.opens("")
    async with desk.database.transaction() as tx:
        assert (await stored_accounts.account_of(tx, person.id)).reachable


async def test_a_link_to_a_campaign_goes_on_after_consent(desk, drive, stranger):
    slip = await newcomer(desk)
    await stranger.opens(f"c_dangky-{drive}")
    await stranger.opens(f"m_{slip.token}")
    await stranger.chooses("Đồng ý")
    await stranger.chooses("Đúng là tôi")
    assert "Chào chị Mai" in stranger.last
    assert "28/8" in stranger.last


async def test_a_link_to_what_is_over_still_lets_in(desk, stranger):
    slip = await newcomer(desk)
    await stranger.opens("c_dangky-99")
    await stranger.opens(f"m_{slip.token}")
    await stranger.chooses("Đồng ý")
    assert "Chào chị Mai" in await stranger.chooses("Đúng là tôi")


async def test_a_second_press_at_once_lets_nobody_in_twice_and_leaves_the_welcome(desk, stranger):
    slip = await newcomer(desk)
    await stranger.says(slip.code)
    await stranger.chooses("Đồng ý")
    before = await accounts(desk)
    for _ in range(2):
        stranger.presses_at_once("Đúng là tôi")
    await desk.quiet()
    assert await accounts(desk) == before + 1
    assert sum("Chào chị Mai" in text for text in stranger.heard) == 1

"""A code that many people of one unit have: a name of the unit lets in, any other becomes a request."""

import pytest

from domain.permissions import Role
from storage import invites
from tests.conftest import newcomer
from tests.handlers.arriving import acts, names_oneself, on_roster, person_at, unit_code
from tests.handlers.test_joining import NOW, UNUSABLE
from tests.people import Person

CENTRE, DEPARTMENT = "Trung tâm Trợ giúp pháp lý nhà nước", "Phòng Hành chính và Bổ trợ tư pháp"
SENT = "Đã gửi yêu cầu tới người phụ trách"


async def test_a_name_of_the_unit_lets_in_over_consent_and_identity(desk, stranger):
    await on_roster(desk, "Đỗ Thị Mai")
    slip = await unit_code(desk)
    assert "Mã đúng" in await stranger.says(slip.code)
    assert "nhắn họ và tên" in await stranger.chooses("Đồng ý")
    shown = await stranger.says("do thi MAI")
    assert "Đỗ Thị Mai" in shown
    assert "Chuyên viên" not in shown
    assert "Chào chị Mai" in await stranger.chooses("Đúng là tôi")
    assert (await person_at(desk, stranger)).full_name == "Đỗ Thị Mai"


async def test_the_officers_and_the_head_hear_of_it_once_and_can_undo_it_in_one_press(desk, stranger, officer, staff):
    head = await newcomer(desk, 1200, "Trịnh Thị Nga", "female", "Văn phòng Sở", Role.UNIT_HEAD)
    await on_roster(desk, "Đỗ Thị Mai")
    await names_oneself(stranger, await unit_code(desk), "Đỗ Thị Mai")
    await stranger.chooses("Đúng là tôi")
    for one in (officer, head):
        assert "Đỗ Thị Mai" in one.last
        assert "đã vào bằng mã của đơn vị" in one.last
    assert "Đã ngắt tài khoản" in await officer.chooses("Không phải người này")
    assert await person_at(desk, stranger) is None
    assert "đã được ngắt" in await head.chooses("Không phải người này")
    assert staff.heard == []


async def somebody_of_each_kind(desk):
    """Names that a code of the office's secretariat does not let in: whose, and what is typed."""
    await on_roster(desk, "Tạ Văn Hai")
    await on_roster(desk, "Tạ Văn Hai")
    await on_roster(desk, "Vũ Thị Xa", "Trung tâm Trợ giúp pháp lý nhà nước")
    await newcomer(desk, 1201, "Bùi Văn Trong")
    await newcomer(desk, 1202, "Lê Quang Vinh", role=Role.DIRECTOR)
    async with desk.database.transaction() as tx:
        await tx.run("DELETE FROM account WHERE external_id IN (?, ?)", (Person(desk, 1202, "").id, "0"))
    return {
        "nobody": "Không Có Ai",
        "two of one name": "Tạ Văn Hai",
        "of another unit": "Vũ Thị Xa",
        "in already": "Bùi Văn Trong",
        "the Director": "Lê Quang Vinh",
    }


async def test_every_other_name_gets_the_same_answer_and_leaves_the_same_trace(desk):
    names = await somebody_of_each_kind(desk)
    slip = await unit_code(desk)
    heard, traces = [], []
    for number, name in enumerate(names.values()):
        before = len(await acts(desk))
        somebody = Person(desk, 3000 + number, "Người Lạ")
        await names_oneself(somebody, slip, name)
        await somebody.says(slip.code)
        heard.append(somebody.heard)
        traces.append((await acts(desk))[before:])
    assert SENT in heard[0][-2]
    assert heard == [heard[0]] * len(names)
    assert traces == [["name.refused", "join.asked"]] * len(names)


async def test_whoever_waits_for_an_answer_tries_no_second_name(desk, stranger):
    await on_roster(desk, "Đỗ Thị Mai")
    slip = await unit_code(desk)
    assert SENT in await names_oneself(stranger, slip, "Không Có Ai")
    assert "đang chờ" in await stranger.says(slip.code)
    assert "đang chờ" in await stranger.says("xin vào")


async def test_questions_that_were_opened_before_try_no_second_name_either(desk, stranger):
    await on_roster(desk, "Đỗ Thị Mai")
    slip = await unit_code(desk)
    await stranger.says(slip.code)
    await stranger.chooses("Đồng ý")
    [earlier] = await desk.read(lambda tx: tx.rows("SELECT id FROM dialogue"))
    assert SENT in await names_oneself(stranger, slip, "Không Có Ai")
    await stranger.presses(f"={earlier['id']}.consent.yes")
    assert "đang chờ" in await stranger.says("Đỗ Thị Mai")
    assert (await acts(desk)).count("name.refused") == 1


async def test_a_name_that_is_denied_counts_as_a_wrong_try_and_the_code_goes_on(desk, stranger, officer):
    await on_roster(desk, "Đỗ Thị Mai")
    slip = await unit_code(desk)
    for _ in range(4):
        await names_oneself(stranger, slip, "Đỗ Thị Mai")
        assert "Không có gì được lưu" in await stranger.chooses("Không phải tôi")
    assert "Mã của đơn vị vẫn dùng được" in officer.last
    await names_oneself(stranger, slip, "Đỗ Thị Mai")
    locked = await stranger.chooses("Không phải tôi")
    assert "Đã nhập sai 5 lần" in locked
    assert await stranger.says(slip.code) == locked
    assert await stranger.says("xin vào") == locked


@pytest.mark.parametrize("typed", ["Mai", "12345", "Đỗ Thị Mai 5", "x" * 70])
async def test_what_is_no_name_is_asked_for_again(desk, stranger, typed):
    assert "đủ họ và tên" in await names_oneself(stranger, await unit_code(desk), typed)


async def test_who_thinks_better_of_it_leaves(desk, stranger):
    assert "Đã thoát" in await names_oneself(stranger, await unit_code(desk), "thoát")


async def test_once_its_limit_is_reached_it_is_dead_like_any_other(desk, stranger):
    await on_roster(desk, "Đỗ Thị Mai")
    await on_roster(desk, "Đỗ Thị Lan")
    slip = await unit_code(desk, uses=1)
    late = Person(desk, 3001, "Người Lạ")
    await names_oneself(late, slip, "Đỗ Thị Lan")
    await names_oneself(stranger, slip, "Đỗ Thị Mai")
    await stranger.chooses("Đúng là tôi")
    assert UNUSABLE in await late.chooses("Đúng là tôi")
    third, guesser = Person(desk, 3002, "Người Lạ"), Person(desk, 3003, "Người Lạ")
    assert await third.says(slip.code) == await guesser.says("1111 0000")


async def dead_unit_codes(desk):
    """One of each kind."""
    reached, cancelled = await unit_code(desk, uses=1, seed=1), await unit_code(desk, unit=CENTRE, seed=2)
    async with desk.database.transaction() as tx:
        for slip, end in ((reached, invites.spend), (cancelled, invites.cancel)):
            assert await end(tx, (await invites.find(tx, slip.code, NOW)).id, NOW)
    expired = await unit_code(desk, seed=3, unit=DEPARTMENT, issued=NOW - invites.LASTS)
    return [reached, cancelled, expired, invites.Slip("0" * 32, "00000000", NOW)]


async def test_a_reached_a_cancelled_an_expired_and_an_invented_code_are_answered_alike_up_to_the_lock(desk):
    heard = []
    for number, slip in enumerate(await dead_unit_codes(desk)):
        by_code, by_link = Person(desk, 3000 + number, "Người Lạ"), Person(desk, 4000 + number, "Người Lạ")
        for _ in range(6):
            await by_code.says(slip.code)
            await by_link.opens(f"m_{slip.token}")
        heard += [by_code.heard, by_link.heard]
    assert UNUSABLE in heard[0][0]
    assert heard == [heard[0]] * 8
    assert (await acts(desk)).count("code.refused") == 40
    assert (await acts(desk)).count("stranger.locked") == 8


async def test_another_one_cancels_it_even_in_the_middle_of_joining(desk, stranger):
    await on_roster(desk, "Đỗ Thị Mai")
    slip = await unit_code(desk)
    await stranger.says(slip.code)
    await stranger.chooses("Đồng ý")
    await unit_code(desk, seed=2)
    assert UNUSABLE in await stranger.says("Đỗ Thị Mai")

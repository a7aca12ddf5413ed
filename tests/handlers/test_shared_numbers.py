"""The telephone number that the roster holds lets its owner in; every other number is answered alike."""

import logging

import pytest

from domain.permissions import Grant, Role
from storage import grants
from tests.conftest import newcomer
from tests.handlers.arriving import PHONE, acts, on_roster, person_at
from tests.handlers.test_joining import newcomer as invited
from tests.people import Person

UNKNOWN = "Số này chưa dùng để vào được"
KEY = "Gửi số điện thoại của tôi"


@pytest.fixture
def shares(desk):
    """Hand over one's own number, by the key or as a card."""

    async def share(somebody: Person, phone: str = PHONE, owner: int | None = None) -> str:
        if owner is None:
            desk.sandbox.world.people[somebody.number].phone = phone
        desk.sandbox.sim.send_contact(somebody.number, phone, owner)
        await desk.quiet()
        return somebody.last

    return share


@pytest.mark.only("zalo")
async def test_where_no_number_can_be_shared_the_greeting_asks_for_none(desk, stranger):
    assert "số điện thoại" not in (await stranger.says("alo")).partition("Nếu Anh/Chị cần hỏi")[0]


@pytest.mark.only("telegram")
@pytest.mark.parametrize("phone", ["84912345678", "+84 912 345 678", "0912345678"])
async def test_the_greeting_brings_a_key_and_ones_own_number_leads_to_the_menu(desk, stranger, phone):
    await on_roster(desk, "Đỗ Thị Mai", phone=PHONE)
    assert f"bấm “{KEY}”" in await stranger.says("alo")
    desk.sandbox.sim.share_contact(stranger.number, phone)
    await desk.quiet()
    assert "Số điện thoại có trong danh sách" in stranger.last
    assert "Đỗ Thị Mai" in await stranger.chooses("Đồng ý")
    assert "Chào chị Mai" in await stranger.chooses("Đúng là tôi")
    assert (await person_at(desk, stranger)).full_name == "Đỗ Thị Mai"


async def numbers(desk):
    """One of each kind that lets nobody in: the number, and whose card it is where it is not the sender's own."""
    await on_roster(desk, "Đỗ Thị Mai", phone=PHONE)
    await on_roster(desk, "Một Người", phone="0911000001")
    await on_roster(desk, "Hai Người", phone="0911000001")
    await newcomer(desk, 1200, "Bùi Văn Trong")
    left = await on_roster(desk, "Đã Đi", phone="0911000003")
    async with desk.database.transaction() as tx:
        await tx.run("UPDATE staff SET phone = '0911000002' WHERE full_name = 'Bùi Văn Trong'")
        await tx.run("UPDATE staff SET left_at = 1 WHERE id = ?", (left.id,))
    return {
        "unknown": ("0999999999", None),
        "somebody else's": (PHONE, 1004),
        "nobody's on this platform": (PHONE, 424242),
        "of two people": ("0911000001", None),
        "of somebody who is in": ("0911000002", None),
        "of somebody who has left": ("0911000003", None),
        "of another country": ("+14155550100", None),
    }


@pytest.mark.only("telegram")
async def test_every_other_number_gets_the_same_answer_at_the_same_attempt_and_stands_in_no_log(desk, shares, caplog):
    caplog.set_level(logging.INFO)
    heard, tried = [], await numbers(desk)
    for number, (phone, owner) in enumerate(tried.values()):
        somebody = Person(desk, 3000 + number, "Người Lạ")
        for _ in range(6):
            await shares(somebody, phone, owner)
        heard.append(somebody.heard)
    assert UNKNOWN in heard[0][0]
    assert "Đã nhập sai 5 lần" in heard[0][4]
    assert heard == [heard[0]] * len(tried)
    log = await acts(desk)
    assert (log.count("contact.refused"), log.count("stranger.locked")) == (5 * len(tried), len(tried))
    kept = await desk.read(lambda tx: tx.rows("SELECT * FROM audit_log"))
    written = caplog.text + " ".join(str(value) for row in kept for value in tuple(row))
    assert not any(phone.lstrip("+0") in written for phone, _ in tried.values())


@pytest.mark.only("telegram")
async def test_a_wrong_number_and_a_wrong_code_count_together(desk, stranger, shares):
    for _ in range(4):
        await shares(stranger, "0999999999")
    assert "Đã nhập sai 5 lần" in await stranger.says("1111 0000")
    await on_roster(desk, "Đỗ Thị Mai", phone=PHONE)
    assert "Đã nhập sai 5 lần" in await shares(stranger)


@pytest.mark.only("telegram")
async def test_whose_number_was_given_to_another_says_so_and_the_officer_hears(desk, stranger, officer, shares):
    await on_roster(desk, "Đỗ Thị Mai", phone=PHONE)
    await shares(stranger)
    await stranger.chooses("Đồng ý")
    said = await stranger.chooses("Không phải tôi")
    assert "Không có gì được lưu" in said
    assert "Mai" not in said
    assert "là của người khác" in officer.last
    assert await person_at(desk, stranger) is None


@pytest.mark.only("telegram")
async def test_a_number_gives_nobody_a_role_but_becomes_a_request(desk, stranger, officer, shares):
    mai = await on_roster(desk, "Đỗ Thị Mai", phone=PHONE)
    await desk.read(lambda tx: grants.add(tx, mai.id, Grant(Role.UNIT_FOCAL, mai.unit.id), None))
    await shares(stranger)
    await stranger.chooses("Đồng ý")
    await stranger.says("Đỗ Thị Mai")
    await stranger.says("Văn phòng Sở")
    assert await person_at(desk, stranger) is None
    assert "Trong danh sách: Đỗ Thị Mai" in officer.last
    await officer.chooses("Cho vào")
    assert (await person_at(desk, stranger)).id == mai.id


@pytest.mark.only("telegram")
async def test_who_got_a_role_meanwhile_does_not_come_in_by_number(desk, stranger, shares):
    mai = await on_roster(desk, "Đỗ Thị Mai", phone=PHONE)
    await shares(stranger)
    await stranger.chooses("Đồng ý")
    await desk.read(lambda tx: grants.add(tx, mai.id, Grant(Role.OFFICER), None))
    assert UNKNOWN in await stranger.chooses("Đúng là tôi")
    assert await person_at(desk, stranger) is None


@pytest.mark.only("telegram")
async def test_who_came_in_meanwhile_does_not_come_in_twice(desk, stranger, shares):
    slip = await invited(desk)
    await desk.read(lambda tx: tx.run("UPDATE staff SET phone = ? WHERE full_name = 'Đỗ Thị Mai'", (PHONE,)))
    await shares(stranger)
    await stranger.chooses("Đồng ý")
    other = Person(desk, 3000, "Mai")
    await other.says(slip.code)
    await other.chooses("Đồng ý")
    await other.chooses("Đúng là tôi")
    assert UNKNOWN in await stranger.chooses("Đúng là tôi")


@pytest.mark.only("telegram")
async def test_an_anonymous_administrator_a_channel_and_its_news_open_nothing(desk):
    slip = await invited(desk)
    sim = desk.sandbox.sim
    sim.group(-100500, "Toàn Sở", members=[1001, 1004], admins=[1001])
    sim.add_to_group(1001, -100500)
    for text in (f"/start {slip.token}", slip.code, "xin vào", "/xinvao", "/themnguoi vao 1.1"):
        sim.say(1001, text, chat=-100500, anonymous=True)
        sim.channel_post(-100500, text)
    await desk.quiet()
    said = [one["text"] for one in sim.chat(-100500) if one["from"] == desk.sandbox.world.bot_user["id"]]
    assert not any("đồng ý" in text or "yêu cầu" in text for text in said)
    assert await desk.read(lambda tx: tx.value("SELECT count(*) FROM join_request")) == 0
    assert await desk.read(lambda tx: tx.value("SELECT used_at FROM invite")) is None
    assert "account.linked consent" not in await acts(desk)

"""Whoever has no code asks; the first of those who are responsible decides, and is the only one."""

from random import Random

import pytest

from domain.messages import ChatRef
from domain.permissions import Role
from storage import invites, tree
from storage import join_requests as requests
from storage.accounts import Consent
from storage.join_requests import Asking
from tests.conftest import newcomer
from tests.handlers.arriving import acts, asks_in, on_roster, person_at
from tests.handlers.test_joining import NOW
from tests.people import Person

DEPARTMENT = "Phòng Hành chính và Bổ trợ tư pháp"
SENT = "Đã gửi yêu cầu tới người phụ trách"
REFUSED = "chưa được chấp nhận"
CONSENT = Consent("1", NOW)


async def test_consent_comes_first_then_name_and_unit(desk, stranger):
    asked = await stranger.says("xin vào")
    assert "đồng ý không" in asked
    assert "Mã đúng" not in asked
    assert "nhắn họ và tên" in await stranger.chooses("Đồng ý")
    assert "phòng, đơn vị nào" in await stranger.says("Đỗ Thị Mai")
    assert SENT in await stranger.says("văn phòng sở")


async def test_who_does_not_agree_leaves_no_request(desk, stranger):
    await stranger.says("xin vào")
    assert "không đồng ý" in await stranger.chooses("Không đồng ý")
    assert await desk.read(lambda tx: tx.value("SELECT count(*) FROM join_request")) == 0


async def test_head_and_officer_hear_of_it_and_one_press_lets_in(desk, stranger, officer, unit_head, focal, hoa):
    await on_roster(desk, "Đỗ Thị Mai", DEPARTMENT)
    await asks_in(stranger, "đỗ thị mai", DEPARTMENT)
    for one in (officer, unit_head):
        assert "Trong danh sách: Đỗ Thị Mai" in one.last
    assert "Đã cho vào: Đỗ Thị Mai" in await unit_head.chooses("Cho vào")
    assert "Yêu cầu đã được chấp nhận. Chào chị Mai" in stranger.last
    assert "chị Mai" in await stranger.says("/menu")
    assert "Trần Văn Dũng cho vào" in await officer.chooses("Không phải người của đơn vị")
    assert (await person_at(desk, stranger)).full_name == "Đỗ Thị Mai"
    assert (focal.heard, hoa.heard) == ([], [])


async def test_a_code_that_was_not_used_dies_once_its_person_is_let_in(desk, stranger, officer):
    mai = await on_roster(desk, "Đỗ Thị Mai", DEPARTMENT)
    await desk.read(lambda tx: invites.issue(tx, mai.id, Random(3), NOW))
    await asks_in(stranger, "Đỗ Thị Mai", DEPARTMENT)
    await officer.chooses("Cho vào")
    assert (await person_at(desk, stranger)).id == mai.id
    assert await desk.read(lambda tx: invites.of_person(tx, mai.id, NOW)) is None


async def test_a_refusal_is_told_politely_and_what_was_typed_is_emptied(desk, stranger, officer, unit_head):
    await asks_in(stranger, "Lạ Văn Người", DEPARTMENT)
    assert "không phải người của đơn vị" in await officer.chooses("Không phải người của đơn vị")
    assert REFUSED in stranger.last
    kept = await desk.read(lambda tx: tx.row("SELECT name, unit_words FROM join_request"))
    assert tuple(kept) == ("", "")
    assert "Nguyễn Thị Lan Anh trả lời" in await unit_head.chooses("Cho vào")
    assert "sau 1 ngày" in await stranger.says("xin vào")
    desk.at("2026-06-18T09:10")
    assert "đồng ý không" in await stranger.says("xin vào")


async def test_whatever_name_and_unit_are_typed_the_answers_are_the_same(desk):
    await on_roster(desk, "Đỗ Thị Mai", DEPARTMENT)
    typed = [("Đỗ Thị Mai", DEPARTMENT), ("Đỗ Thị Mai", "Phòng Lạ"), ("Không Có Ai", DEPARTMENT), ("Lê An", "Sở Y tế")]
    heard = []
    for number, (name, unit) in enumerate(typed):
        somebody = Person(desk, 3000 + number, "Người Lạ")
        await asks_in(somebody, name, unit)
        await somebody.says("xin vào")
        heard.append(somebody.heard)
    assert heard == [heard[0]] * len(typed)
    assert (await acts(desk)).count("join.asked") == len(typed)


async def test_of_an_unknown_unit_only_who_looks_after_the_whole_office_hears(desk, stranger, officer, unit_head):
    await asks_in(stranger, "Lạ Văn Người", "Sở Y tế")
    assert "Lạ Văn Người, Sở Y tế" in officer.last
    assert unit_head.heard == []
    assert "Không có yêu cầu này" in await unit_head.says("/themnguoi vao 1.1")


async def test_who_is_not_clear_is_chosen_among_the_nearest_names(desk, stranger, officer):
    await on_roster(desk, "Đỗ Thị Mai")
    await on_roster(desk, "Ngô Thị Mai")
    await on_roster(desk, "Trịnh Công Sơn")
    await asks_in(stranger, "Đỗ Mai", "Văn phòng Sở")
    asked = await officer.chooses("Cho vào")
    assert "là người nào trong danh sách" in asked
    assert officer.choices[0].startswith("Đỗ Thị Mai")
    assert not any("Sơn" in one for one in officer.choices)
    assert "Đã cho vào: Đỗ Thị Mai" in await officer.chooses("Đỗ Thị Mai")
    assert "Yêu cầu đã được chấp nhận" in stranger.last


async def test_of_two_of_one_name_it_is_asked_which(desk, stranger, officer):
    await on_roster(desk, "Đỗ Thị Mai", DEPARTMENT)
    await on_roster(desk, "Đỗ Thị Mai", DEPARTMENT)
    await asks_in(stranger, "Đỗ Thị Mai", DEPARTMENT)
    assert "là người nào" in await officer.chooses("Cho vào")
    assert len(officer.choices) == 2


async def test_where_nobody_is_called_so_the_officer_adds_the_person_first(desk, stranger, officer):
    await asks_in(stranger, "Xa Lạ", "Văn phòng Sở")
    assert "thêm người ấy vào danh sách trước" in await officer.chooses("Cho vào")
    await on_roster(desk, "Xa Lạ")
    await officer.says("yêu cầu chờ")
    await officer.chooses("Xa Lạ")
    await officer.chooses("Cho vào")
    await officer.chooses("Xa Lạ")
    assert (await person_at(desk, stranger)).full_name == "Xa Lạ"


async def test_a_head_lets_nobody_in_who_acts_for_more_than_the_unit(desk, stranger, officer):
    head = await newcomer(desk, 1200, "Trịnh Thị Nga", "female", "Văn phòng Sở", Role.UNIT_HEAD)
    director = await newcomer(desk, 1201, "Lê Quang Vinh", role=Role.DIRECTOR)
    await desk.read(lambda tx: tx.run("DELETE FROM account WHERE external_id = ?", (director.id,)))
    await asks_in(stranger, "Lê Quang Vinh", "Văn phòng Sở")
    assert "Việc này do" in await head.chooses("Cho vào")
    assert "giữ vai trò do người khác giao" in await officer.chooses("Cho vào")
    assert await person_at(desk, stranger) is None
    admin = await newcomer(desk, 1202, "Bùi Văn Máy", role=Role.ADMIN)
    assert "Đã cho vào" in await admin.says("/themnguoi vao 1.1")


async def test_what_waits_stands_among_the_tasks_and_in_the_morning_message(desk, stranger, officer):
    await asks_in(stranger, "Xa Lạ", "Văn phòng Sở")
    assert "01 yêu cầu xin dùng trợ lý chờ quyết định" in await officer.says("/viec")
    await officer.chooses("1. Xem yêu cầu")
    assert "Xa Lạ" in officer.choices
    await desk.set(digest__officer_at='"08:30"')
    await desk.moved_to("2026-06-18T08:31")
    assert "Chờ chị quyết định cho vào: 01 yêu cầu" in officer.last


async def test_many_that_wait_come_by_the_page(desk, officer, unit_head):
    async with desk.database.transaction() as tx:
        for number in range(110):
            chat = ChatRef(platform=desk.key, chat_id=str(number))
            asking = Asking(chat, chat.chat_id, f"Người {number}", "", CONSENT)
            await requests.ask(tx, asking, None, await tree.get(tx, 2) if number < 9 else None, NOW)
    assert "quyết định: 110" in await officer.says("yêu cầu chờ")
    assert officer.choices[:8] == [f"Người {number}" for number in range(8)]
    await officer.chooses("Xem tiếp")
    assert officer.choices[0] == "Người 8"
    await officer.says("/themnguoi cho 14")
    assert officer.choices == [f"Người {number}" for number in range(104, 110)]
    assert "quyết định: 09" in await unit_head.says("yêu cầu chờ")
    await unit_head.chooses("Xem tiếp")
    assert unit_head.choices == ["Người 8"]


async def test_who_of_another_unit_exists_is_not_told(desk, stranger, unit_head):
    elsewhere = await on_roster(desk, "Đỗ Thị Mai")
    await asks_in(stranger, "Xa Lạ", DEPARTMENT)
    inside = await person_at(desk, Person(desk, 1005, ""))
    heard = {await unit_head.says(f"/themnguoi la 1.1 {number}") for number in (elsewhere.id, inside.id, 999)}
    assert len(heard) == 1
    assert await person_at(desk, stranger) is None


async def test_after_two_weeks_it_is_closed_and_both_sides_know(desk, stranger, officer):
    await asks_in(stranger, "Xa Lạ", "Văn phòng Sở")
    await desk.moved_to("2026-07-01T09:10")
    assert "chưa có trả lời sau 14 ngày" in stranger.last
    assert "không còn chờ" in await officer.says("/themnguoi vao 1.1")
    assert await desk.read(lambda tx: tx.value("SELECT name FROM join_request")) == ""


async def test_who_comes_in_by_a_code_meanwhile_waits_no_longer(desk, stranger, officer):
    from tests.handlers.test_joining import newcomer as invited  # noqa: PLC0415  # the name is taken here

    await asks_in(stranger, "Xa Lạ", "Văn phòng Sở")
    await stranger.says((await invited(desk)).code)
    await stranger.chooses("Đồng ý")
    await stranger.chooses("Đúng là tôi")
    assert "không còn chờ" in await officer.chooses("Cho vào")


async def test_who_decided_and_what_is_in_the_log_without_a_name(desk, stranger, officer):
    await on_roster(desk, "Đỗ Thị Mai")
    await asks_in(stranger, "Đỗ Thị Mai", "Văn phòng Sở")
    await officer.chooses("Cho vào")
    assert (await acts(desk))[-3:] == ["join.asked", "join.accepted", "account.linked consent"]
    rows = await desk.read(lambda tx: tx.rows("SELECT * FROM audit_log"))
    assert not any("Mai" in str(value) for row in rows for value in tuple(row))


async def test_a_card_that_waits_for_the_window_is_not_told_once_it_is_decided(desk, stranger, officer, unit_head):
    desk.at("2026-06-17T20:00")
    await asks_in(stranger, "Xa Lạ", DEPARTMENT)
    assert officer.heard == []
    await officer.says("/themnguoi khong 1.1")
    await desk.moved_to("2026-06-18T07:31")
    assert unit_head.heard == []


@pytest.mark.parametrize("unit", ["123", "x" * 130])
async def test_what_is_no_unit_is_asked_for_again(desk, stranger, unit):
    assert "phòng, đơn vị nào" in await asks_in(stranger, "Xa Lạ", unit)


async def test_somebody_who_is_in_already_hears_just_that(desk, staff):
    assert "đã kích hoạt" in await staff.says("xin vào")


async def test_xin_ma_of_a_stranger_asks_too(desk, stranger):
    assert "đồng ý không" in await stranger.says("xin mã")

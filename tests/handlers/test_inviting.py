"""/themnguoi: how many are not in yet, a slip for one of them, a code for a unit, and their ends."""

import re
import sqlite3
from contextlib import closing

import pytest

from domain.permissions import Role
from storage import invites
from tests.conftest import newcomer
from tests.handlers.arriving import acts, on_roster, person_at
from tests.handlers.test_joining import NOW, UNUSABLE
from tests.people import Person

DEPARTMENT = "Phòng Hành chính và Bổ trợ tư pháp"
CODE = re.compile(r"\b(\d{4} \d{4})\b")


def code_in(text: str) -> str:
    return CODE.search(text)[1]


def files_to(desk, somebody: Person) -> list[tuple[str, str]]:
    """Name and content of each file that came."""
    names = [one["file"] for one in somebody.said if one["file"]]
    return [(one.name, one.content.decode()) for one in desk.sandbox.world.files.values() if one.name in names]


async def test_the_officer_sees_how_many_by_unit_then_their_names(desk, officer):
    await on_roster(desk, "Đỗ Thị Mai")
    await on_roster(desk, "Lê Văn Tám", DEPARTMENT)
    await on_roster(desk, "Lê Văn Chín", DEPARTMENT)
    assert "3/8 người chưa kích hoạt" in await officer.says("thêm người")
    assert f"{DEPARTMENT}: 2/5" in officer.choices
    assert "2/5 người chưa kích hoạt" in await officer.chooses(DEPARTMENT)
    assert {"Lê Văn Tám", "Lê Văn Chín"} <= set(officer.choices)
    assert "Đỗ Thị Mai" not in officer.choices


async def test_a_head_sees_the_own_unit_and_its_parts_only(desk, unit_head):
    elsewhere = await on_roster(desk, "Đỗ Thị Mai")
    await on_roster(desk, "Lê Văn Tám", DEPARTMENT)
    assert "1/4 người chưa kích hoạt" in await unit_head.says("/themnguoi")
    assert unit_head.choices[0] == "Lê Văn Tám"
    for forged in (
        f"donvi {elsewhere.unit.id}",
        f"ma {elsewhere.id}.0",
        f"nguoi {elsewhere.id}",
        "donvi 99",
        "ma 99.0",
    ):
        assert "Việc này do" in await unit_head.says(f"/themnguoi {forged}"), forged
    assert await desk.read(lambda tx: invites.last_for(tx, staff_id=elsewhere.id)) == 0


async def test_a_slip_has_code_link_and_end_and_lets_its_person_in(desk, officer, stranger, platform):
    await on_roster(desk, "Đỗ Thị Mai")
    await officer.says("/themnguoi donvi 1")
    slip = await officer.chooses("Đỗ Thị Mai")
    assert "Mã kích hoạt của Đỗ Thị Mai" in slip
    assert "01/7/2026" in slip
    if platform == "telegram":
        assert re.search(r"https://t\.me/\w+\?start=m_[0-9a-f]{32}", slip)
    await stranger.says(code_in(slip))
    await stranger.chooses("Đồng ý")
    assert "Chào chị Mai" in await stranger.chooses("Đúng là tôi")


async def test_a_slip_is_kept_nowhere_once_it_was_said(desk, officer):
    await on_roster(desk, "Đỗ Thị Mai")
    await officer.says("/themnguoi donvi 1")
    code = code_in(await officer.chooses("Đỗ Thị Mai"))
    with closing(sqlite3.connect(desk.folder / "thidua.db")) as connection:
        kept = "\n".join(connection.iterdump())
    assert "INSERT INTO" in kept
    assert code not in kept
    assert code.replace(" ", "") not in kept


async def test_a_choice_from_before_gives_no_second_code(desk, officer):
    mai = await on_roster(desk, "Đỗ Thị Mai")
    first = code_in(await officer.says(f"/themnguoi ma {mai.id}.0"))
    again = await officer.says(f"/themnguoi ma {mai.id}.0")
    assert "Đang có một mã dùng được" in again
    assert not CODE.search(again)
    assert await desk.read(lambda tx: invites.find(tx, first.replace(" ", ""), NOW))


@pytest.mark.only("telegram")
async def test_a_page_to_print_comes_with_it_its_qr_drawn_in_it(desk, officer):
    await on_roster(desk, "Mai <b>Hoa</b> & Lan")
    await officer.says("/themnguoi donvi 1")
    slip = await officer.chooses("Mai")
    [(name, page)] = files_to(desk, officer)
    assert name.endswith(".html")
    assert page.count("<svg") == 1
    assert code_in(slip) in page
    assert "Mai &lt;b&gt;Hoa&lt;/b&gt; &amp; Lan" in page
    assert "20pt" in page
    assert "Trợ lý không bao giờ hỏi mật khẩu" in page
    assert not re.search(r"(src|href)=|url\(|https?://", page)


@pytest.mark.only("zalo")
async def test_where_no_file_can_be_sent_it_says_how_the_page_is_had(desk, officer):
    await on_roster(desk, "Đỗ Thị Mai")
    await officer.says("/themnguoi donvi 1")
    assert "thidua poster" in await officer.chooses("Đỗ Thị Mai")


async def test_a_code_for_a_unit_is_for_as_many_as_are_missing_unless_said_otherwise(desk, officer):
    await on_roster(desk, "Lê Văn Tám", DEPARTMENT)
    await on_roster(desk, "Lê Văn Chín", DEPARTMENT)
    await officer.says("/themnguoi donvi 2")
    assert "Dùng cho 2 người, đến 9 giờ 05, thứ Tư, ngày 01/7/2026" in await officer.chooses("Cấp mã chung")
    assert "cho 2 người" in await officer.chooses("Đúng như vậy")
    invite = await desk.read(lambda tx: invites.of_unit(tx, 2, NOW))
    assert (invite.uses, invite.staff_id) == (2, None)


@pytest.mark.parametrize("said", ["20 người, đến 30/6", "20 den 30/6", "cho 20 người đến ngày 30/6"])
async def test_how_many_and_until_when_is_typed_as_people_say_it(desk, officer, said):
    await officer.says("/themnguoi madonvi 2")
    assert "cho 20 người" in await officer.says(said)
    invite = await desk.read(lambda tx: invites.of_unit(tx, 2, NOW))
    assert (invite.uses, f"{invite.expires_at:%d/%m %H:%M}") == (20, "30/06 23:59")


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("nhiều", "cần số người"),
        ("0", "cần số người"),
        ("5000", "nhiều nhất 1.000"),
        ("20 đến 31/12", "nhiều nhất 60 ngày"),
        ("20 đến 31/6", "không có ngày 31"),
    ],
)
async def test_what_cannot_be_is_said_and_asked_again(desk, officer, said, answer):
    await officer.says("/themnguoi madonvi 2")
    assert answer in await officer.says(said)
    assert "cho 20 người" in await officer.says("20")


async def test_a_new_code_of_a_unit_ends_the_one_before(desk, officer, stranger):
    codes = []
    for _ in range(2):
        await officer.says("/themnguoi madonvi 2")
        codes.append(code_in(await officer.says("20")))
    assert UNUSABLE in await stranger.says(codes[0])
    assert "Mã đúng" in await stranger.says(codes[1])


async def test_a_code_is_cancelled_by_its_whole_words(desk, officer, stranger):
    await officer.says("/themnguoi madonvi 2")
    code = code_in(await officer.says("20"))
    assert "còn 20 lượt" in await officer.says("/themnguoi donvi 2")
    assert "Đã hủy mã" in await officer.chooses("Hủy mã")
    assert UNUSABLE in await stranger.says(code)
    assert "không phải hủy" in await officer.says("/themnguoi huy 1.0")


async def test_a_head_gives_no_code_to_who_acts_for_more_than_the_unit(desk, officer):
    head = await newcomer(desk, 1200, "Trịnh Thị Nga", "female", "Văn phòng Sở", Role.UNIT_HEAD)
    director = await newcomer(desk, 1201, "Lê Quang Vinh", role=Role.DIRECTOR)
    director_id = (await person_at(desk, director)).id
    await desk.read(lambda tx: tx.run("DELETE FROM account WHERE external_id = ?", (director.id,)))
    assert "Việc này do" in await head.says(f"/themnguoi ma {director_id}.0")
    assert "giữ vai trò do người khác giao" in await officer.says(f"/themnguoi ma {director_id}.0")
    admin = await newcomer(desk, 1202, "Bùi Văn Máy", role=Role.ADMIN)
    assert "Mã kích hoạt của Lê Quang Vinh" in await admin.says(f"/themnguoi ma {director_id}.0")


async def test_long_lists_are_paged(desk, officer, platform):
    for number in range(12):
        await on_roster(desk, f"Lê Văn {chr(65 + number) * 2}")
    await officer.says("/themnguoi donvi 1")
    first = officer.choices
    for _ in range(2 if platform == "zalo" else 1):
        await (officer.says("0") if platform == "zalo" else officer.chooses("Xem tiếp"))
    assert not {one for one in officer.choices if one.startswith("Lê Văn")} & set(first)
    assert "Lê Văn LL" in officer.choices


async def test_what_is_given_and_cancelled_stands_in_the_log(desk, officer):
    mai = await on_roster(desk, "Đỗ Thị Mai")
    await officer.says(f"/themnguoi ma {mai.id}.0")
    await officer.says("/themnguoi huy 1.0")
    await officer.says("/themnguoi madonvi 2")
    await officer.says("20")
    assert await acts(desk) == ["invite.issued", "invite.cancelled", "invite.issued_for_unit uses,expires_at"]

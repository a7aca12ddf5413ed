"""A running drive is corrected to be of fewer people: who had registered is out, everywhere, until in again."""

import pytest

from domain.registrations import RegistrationState
from storage import registrations
from tests.handlers.approving import collective, handed_in
from tests.handlers.test_publishing import published

BINH, UNIT = 4, 2  # of whose unit the drive is no longer


async def narrowed(desk, officer, line="5 Trung tâm Trợ giúp pháp lý nhà nước", chosen="Ghi, báo"):
    """What the officer is shown before it is written, and after."""
    await officer.says("đính chính 1")
    return await officer.says(line), await officer.chooses(chosen)


@pytest.fixture
async def ran(desk, officer):
    await published(desk, officer)
    await desk.moved_to("2026-06-17T09:10")
    await handed_in(desk, 1, BINH)
    await collective(desk, 1, 3)
    return desk


async def test_the_officer_sees_whose_registrations_will_not_count(ran, officer):
    asked, written = await narrowed(ran, officer)
    assert "01 người, 01 tập thể đã đăng ký không còn trong đối tượng: đăng ký của họ không tính nữa" in asked
    assert "Liên quan: 01 người trong đối tượng.\n" in asked
    assert "giữ nguyên đăng ký" not in asked
    assert "Đối tượng: 01 người, 0 người đã đăng ký" in written


async def test_who_is_out_is_told_so_and_waits_for_nobody(ran, officer, staff, unit_head, hoa):
    assert "02 việc chờ xác nhận" in await unit_head.says("việc chờ xác nhận")
    await narrowed(ran, officer)
    await ran.moved_to("2026-06-17T09:20")
    assert "Anh Bình không còn trong đối tượng của đợt này, đăng ký không tính nữa." in staff.last
    assert "đăng ký tập thể không tính nữa" not in staff.last
    assert "Tập thể Phòng Hành chính và Bổ trợ tư pháp không còn trong đối tượng" in unit_head.last
    assert "không còn trong đối tượng" not in hoa.last
    assert "không có việc nào chờ xác nhận" in await unit_head.says("việc chờ xác nhận")
    said = await staff.says("kết quả của tôi")
    assert "Đợt thi đua 28/8: anh Bình không còn trong đối tượng của đợt này, đăng ký không tính nữa." in said
    assert "hồ sơ quốc tịch" not in said
    assert not any("Sửa đăng ký" in one for one in staff.choices)


@pytest.mark.only("telegram")
async def test_an_old_press_of_the_head_says_that_it_counts_no_more(ran, officer, unit_head):
    await unit_head.says("việc chờ xác nhận")
    press = dict(unit_head.offers)["Thông qua"]
    await narrowed(ran, officer, chosen="Ghi, không báo")
    assert "không còn trong đối tượng của đợt nên không tính nữa" in await unit_head.presses(press)


async def test_what_is_logged_then_counts_for_no_drive(ran, officer, staff):
    assert "28/8" in await staff.says("giải quyết 5 hồ sơ quốc tịch")
    await narrowed(ran, officer, chosen="Ghi, không báo")
    assert "28/8" not in await staff.says("giải quyết 7 hồ sơ quốc tịch")


async def test_who_is_in_again_counts_and_waits_again(ran, officer, staff, unit_head):
    await narrowed(ran, officer, chosen="Ghi, không báo")
    await narrowed(ran, officer, "5 toàn Sở", "Ghi, không báo")
    assert "02 việc chờ xác nhận" in await unit_head.says("việc chờ xác nhận")
    assert "đã đăng ký. Chờ xác nhận" in await staff.says("kết quả của tôi")
    assert any("Sửa đăng ký" in one for one in staff.choices)


@pytest.mark.parametrize(
    ("line", "out"),
    [
        ("5 Phòng Hành chính và Bổ trợ tư pháp", False),
        ("5 Phạm Thanh Bình", False),
        ("5 Trung tâm Trợ giúp pháp lý nhà nước, Phạm Thanh Bình", False),
        ("5 Hoàng Thị Thu Hoa", True),
    ],
)
async def test_the_audience_is_one_and_the_same_for_registrations(ran, officer, line, out):
    await narrowed(ran, officer, line, "Ghi, không báo")
    found = await registrations_of(ran)
    assert (found.outside, found.counts, found.waits) == (out, not out, not out)
    assert found.state is RegistrationState.SUBMITTED


async def registrations_of(desk):
    return await desk.read(lambda tx: registrations.of(tx, 1, BINH))

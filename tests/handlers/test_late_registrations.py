"""After registration has closed, and until the campaign ends: a request to the office, with targets and titles."""

import pytest

from domain.campaign_content import Content
from domain.registrations import RegistrationState
from storage import campaigns, coverage, registrations
from tests.conftest import CAST
from tests.handlers.registering import BINH, another, put_in, registered, targets

UNIT = CAST[1002][2]
BINH_ID = 4
CLOSED = "đã hết hạn đăng ký lúc 17 giờ 00, ngày 26/6/2026"


async def closed(desk):
    await desk.moved_to("2026-06-29T09:30")


async def mine(desk, drive, person=BINH_ID):
    return await desk.read(lambda tx: registrations.of(tx, drive, person))


async def counted(desk, drive):
    async with desk.database.transaction() as tx:
        found = await coverage.figures(tx, await campaigns.get(tx, drive))
    return found.registered, found.collectives


async def test_a_late_registration_is_asked_of_the_office_and_not_counted(desk, staff, drive):
    await closed(desk)
    said = await staff.says("đăng ký")
    assert CLOSED in said
    assert "Anh cần đăng ký bổ sung?" in said
    assert staff.choices == ["Gửi đề nghị tới Văn phòng Sở", "Không tham gia đợt này", "Thôi"]
    assert "Anh Bình đăng ký thế nào?" in await staff.chooses("Gửi đề nghị")
    await staff.chooses("Chọn chỉ tiêu có sẵn")
    assert CLOSED in await staff.says("1 3")
    said = await staff.chooses("Gửi đề nghị")
    assert "Đã gửi Văn phòng Sở đề nghị đăng ký bổ sung số 1" in said
    assert "Đề nghị đăng ký bổ sung, chờ Văn phòng Sở; anh không phải làm gì thêm." in said
    found = await mine(desk, drive)
    assert (found.state, found.late, found.counts) == ("SUBMITTED", True, False)
    assert [one[0] for one in await targets(desk, drive, BINH)] == ["Tham gia tố tụng", "Truyền thông về cơ sở"]
    assert await counted(desk, drive) == (0, 0)


@pytest.mark.parametrize("screen", ["/dangky", "/thidua 1", "/ketqua"])
async def test_every_screen_says_that_it_waits_for_the_office(desk, staff, drive, screen):
    await closed(desk)
    await staff.says("/dangky bosung")
    await staff.chooses("Tham gia")
    assert "Đề nghị đăng ký bổ sung, chờ Văn phòng Sở" in await staff.says(screen)
    assert "Sửa đăng ký" in " ".join(staff.choices)


async def test_leaving_it_registers_nothing(desk, staff, drive):
    await closed(desk)
    await staff.says("/dangky")
    await staff.chooses("Thôi")
    await staff.says("/dangky bosung 1")
    assert CLOSED in await staff.chooses("Quay lại")
    assert await registered(desk, drive) == []


async def test_a_request_is_changed_and_withdrawn_until_it_is_decided(desk, staff, drive):
    await closed(desk)
    await staff.says("/dangky bosung")
    await staff.chooses("Tham gia")
    await staff.chooses("Sửa đăng ký")
    await staff.chooses("Tự nhập chỉ tiêu")
    await staff.says("tư vấn 5 vụ")
    await staff.chooses("Gửi đề nghị")
    assert await registered(desk, drive) == [(BINH, "SUBMITTED", 2)]
    await staff.says("rút đăng ký")
    assert "gửi đề nghị bổ sung tới Văn phòng Sở" in await staff.chooses("Rút đăng ký")
    assert await registered(desk, drive) == [(BINH, "WITHDRAWN", 3)]
    await staff.says("đăng ký bổ sung")
    await staff.chooses("Tham gia")
    assert await registered(desk, drive) == [(BINH, "SUBMITTED", 4)]


@pytest.mark.parametrize(
    "state", [RegistrationState.SUBMITTED, RegistrationState.UNIT_APPROVED, RegistrationState.ACCEPTED]
)
@pytest.mark.parametrize(
    "typed", ["/dangky sua 1", "/dangky bosung 1", "/dangky rut 1", "/dangky ok 1.2", "đăng ký 3 vụ tư vấn"]
)
async def test_what_is_in_force_is_left_as_it_is(desk, staff, drive, state, typed):
    await put_in(desk, drive, state, staff_id=BINH_ID)
    await closed(desk)
    assert CLOSED in await staff.says(typed)
    assert await registered(desk, drive) == [(BINH, state, 2)]


@pytest.mark.parametrize("typed", ["/dangky ok 1.0", "/dangky nhap 1", "/dangky chon 1", "/dangky rut 1"])
async def test_what_was_shown_before_closing_asks_first(desk, staff, drive, typed):
    await closed(desk)
    assert CLOSED in await staff.presses(typed)
    assert await registered(desk, drive) == []


async def test_what_was_returned_in_time_is_completed_in_times_name(desk, staff, drive):
    await put_in(desk, drive, RegistrationState.RETURNED, staff_id=BINH_ID, reason="Chưa nêu số lượng")
    await closed(desk)
    assert "Trả lại để hoàn thiện: Chưa nêu số lượng" in await staff.says("/dangky")
    assert "đăng ký thế nào?" in await staff.chooses("Sửa đăng ký")
    await staff.chooses("Tự nhập chỉ tiêu")
    await staff.says("tư vấn 5 vụ")
    assert "Đã ghi nhận đăng ký số 1" in await staff.chooses("Xác nhận")
    found = await mine(desk, drive)
    assert (found.state, found.late, found.reason) == ("SUBMITTED", False, "")
    assert await counted(desk, drive) == (1, 0)


async def test_what_was_late_and_returned_stays_late(desk, staff, drive):
    await put_in(desk, drive, RegistrationState.RETURNED, staff_id=BINH_ID, late=True, reason="Chưa rõ")
    await closed(desk)
    assert "Anh Bình đã đề nghị đăng ký bổ sung (số 1)." in await staff.says("đăng ký")
    await staff.says("sửa đăng ký")
    await staff.chooses("Tham gia")
    assert "Anh Bình đã đề nghị đăng ký bổ sung (số 1)." in await staff.says("đăng ký")
    assert (await mine(desk, drive)).late


async def test_a_question_that_was_open_when_registration_closed_asks_first(desk, staff, drive):
    await desk.moved_to("2026-06-26T16:58")
    await staff.says("/dangky chon")
    await staff.says("1")
    await desk.moved_to("2026-06-26T17:01")
    assert CLOSED in await staff.chooses("Xác nhận")
    assert await registered(desk, drive) == []


async def test_a_colleague_and_a_collective_are_asked_for_late_too(desk, focal, staff, drive):
    await closed(desk)
    assert "đề nghị đăng ký bổ sung" in await focal.says("nhập hộ")
    assert "Cần đăng ký bổ sung cho anh Bình?" in await focal.chooses("Phạm Thanh Bình")
    await focal.chooses("Gửi đề nghị")
    await focal.chooses("Tham gia")
    assert "Cần đăng ký bổ sung cho tập thể" in await focal.says("đăng ký tập thể")
    await focal.chooses("Gửi đề nghị")
    await focal.chooses("Tham gia")
    assert await registered(desk, drive) == [(BINH, "SUBMITTED", 1), (UNIT, "SUBMITTED", 1)]
    assert await counted(desk, drive) == (0, 0)
    await desk.news_told()
    assert "Đồng chí Lý Văn Tuấn đã nhập hộ anh Bình:\nĐề nghị đăng ký bổ sung số 1." in staff.last


async def test_titles_are_asked_as_usual(desk, staff):
    drive = await another(desk, content=Content(titles=("Lao động tiên tiến",)))
    await closed(desk)
    await staff.says("/dangky")
    assert "Danh hiệu anh phấn đấu:" in await staff.chooses("Gửi đề nghị")
    assert "Không đăng ký" not in staff.choices
    await staff.says("lđtt")
    await staff.chooses("Tham gia")
    found = await mine(desk, drive)
    assert (found.titles, found.late) == (("Lao động tiên tiến",), True)


async def test_once_the_campaign_is_over_nothing_is_asked_of_the_office(desk, staff, drive):
    await desk.moved_to("2026-08-29T09:00")
    for typed in ("/dangky bosung 1", "/dangky 1"):
        assert "đã kết thúc ngày 28/8/2026" in await staff.says(typed)
    assert await registered(desk, drive) == []


@pytest.mark.parametrize("typed", ["không tham gia", "/dangky khong 1.0"])
async def test_nobody_is_too_late_to_take_no_part(desk, staff, drive, typed):
    await closed(desk)
    said = await (staff.presses if "/" in typed else staff.says)(typed)
    assert "Đã ghi: anh Bình không tham gia đợt này. Trợ lý sẽ không nhắc về đợt này nữa." in said
    assert "“đăng ký bổ sung”" in said
    found = await mine(desk, drive)
    assert (found.state, found.late) == ("DECLINED", False)
    assert "Không tham gia đợt này" not in await staff.says("đăng ký") + " ".join(staff.choices)

from datetime import date, datetime

import pytest

from domain.campaigns import CampaignState
from storage import tree
from tests.handlers.registering import BINH, another, changed, registered

UNTIL = "Được sửa hoặc rút đến 17 giờ 00, ngày 26/6/2026."


async def test_one_press_registers_and_says_until_when_it_can_be_changed(desk, staff, drive):
    assert "Anh Bình đăng ký thế nào?" in await staff.says("/dangky")
    said = await staff.chooses("Tham gia, chưa nêu chỉ tiêu")
    assert said.startswith("Đã ghi nhận đăng ký số 1 lúc 9 giờ 05, thứ Tư, ngày 17/6/2026.")
    assert UNTIL in said
    assert staff.choices == ["Ghi kết quả", "Sửa đăng ký", "Rút đăng ký"]
    assert await registered(desk, drive) == [(BINH, "SUBMITTED", 1)]


async def test_with_several_campaigns_open_one_is_chosen_first(desk, staff, drive):
    await another(desk, label="Đợt thi đua cải cách hành chính")
    assert "02 đợt thi đua" in await staff.says("đăng ký")
    await staff.chooses("Đợt thi đua 28/8")
    await staff.chooses("Tham gia")
    assert await registered(desk, drive) == [(BINH, "SUBMITTED", 1)]


async def test_with_no_campaign_open_it_says_so(staff):
    assert "chưa có đợt thi đua nào" in await staff.says("/dangky")


async def test_a_campaign_for_other_units_is_not_offered(desk, staff, hoa):
    async with desk.database.transaction() as tx:
        unit = await tree.unit_named(tx, "Trung tâm Trợ giúp pháp lý nhà nước")
    other = await another(desk, units=frozenset({unit.id}))
    assert "chưa có đợt thi đua nào" in await staff.says("/dangky")
    assert "không tìm thấy" in await staff.says(f"/dangky {other}")
    assert "Chị Hoa đăng ký thế nào?" in await hoa.says("/dangky")


async def test_wanting_to_register_in_ones_own_words_opens_the_campaign(staff, drive):
    assert "Anh Bình đăng ký thế nào?" in await staff.says("ddangw kys thi ddua")


async def test_declining_asks_no_reason_and_can_be_undone(desk, staff, drive):
    await staff.says("/dangky")
    assert "Trợ lý sẽ không nhắc về đợt này nữa" in await staff.chooses("Không tham gia đợt này")
    assert await registered(desk, drive) == [(BINH, "DECLINED", 1)]
    assert "không tham gia đợt này" in await staff.says(f"/dangky {drive}")
    await staff.chooses("Đăng ký")
    await staff.chooses("Tham gia")
    assert await registered(desk, drive) == [(BINH, "SUBMITTED", 2)]


async def test_after_declining_the_words_that_are_offered_lead_to_the_ways_of_registering(desk, staff, drive):
    await staff.says("không tham gia đợt 1")
    assert "“đăng ký”" in staff.last
    assert "đăng ký thế nào" in await staff.says("đăng ký")
    assert await registered(desk, drive) == [(BINH, "DECLINED", 1)]


@pytest.mark.parametrize("typed", ["/dangky khong {}", "không tham gia đợt {}", "khong tham gia {}"])
async def test_declining_may_be_typed_without_a_version(desk, staff, drive, typed):
    assert "Trợ lý sẽ không nhắc về đợt này nữa" in await staff.says(typed.format(drive))
    assert await registered(desk, drive) == [(BINH, "DECLINED", 1)]


async def test_withdrawing_asks_once_more(desk, staff, drive):
    await staff.says("/dangky")
    await staff.chooses("Tham gia")
    assert "Rút đăng ký này?" in await staff.chooses("Rút đăng ký")
    assert "đã đăng ký" in await staff.chooses("Giữ đăng ký")
    await staff.says("xin rút đăng ký đợt này")
    assert "Đã rút đăng ký số 1" in await staff.chooses("Rút đăng ký")
    assert await registered(desk, drive) == [(BINH, "WITHDRAWN", 2)]


@pytest.mark.parametrize("withdraws", [False, True])
async def test_who_is_registered_or_has_withdrawn_may_still_take_no_part(desk, staff, drive, withdraws):
    await staff.says("/dangky")
    await staff.chooses("Tham gia")
    await staff.says("không tham gia")
    if withdraws:
        await staff.chooses("Rút đăng ký")
    assert "Trợ lý sẽ không nhắc về đợt này nữa" in await staff.chooses("Không tham gia đợt này")
    assert [state for _, state, _ in await registered(desk, drive)] == ["DECLINED"]


@pytest.mark.parametrize("typed", ["không", "ko", "thôi", "Thôi ạ", "dạ không"])
async def test_a_no_to_withdrawing_keeps_the_registration(desk, staff, drive, typed):
    await staff.says("/dangky")
    await staff.chooses("Tham gia")
    await staff.says("rút đăng ký")
    assert "Anh Bình đã đăng ký (số 1)" in await staff.says(typed)
    assert await registered(desk, drive) == [(BINH, "SUBMITTED", 1)]


async def test_a_registration_is_changed_until_registration_closes(desk, staff, drive):
    await staff.says("/dangky")
    await staff.chooses("Tham gia")
    await desk.moved_to("2026-06-26T17:00")
    await staff.chooses("Sửa đăng ký")
    await staff.chooses("Chọn chỉ tiêu có sẵn")
    await staff.says("3")
    await staff.says("1")
    assert await registered(desk, drive) == [(BINH, "SUBMITTED", 2)]
    await desk.moved_to("2026-06-26T17:01")
    said = await staff.presses(f"/dangky rutthat {drive}.2")
    assert "đã hết hạn đăng ký lúc 17 giờ 00, ngày 26/6/2026" in said
    assert "“hỏi cán bộ phụ trách”" in said
    assert await registered(desk, drive) == [(BINH, "SUBMITTED", 2)]


@pytest.mark.parametrize("word", ["ok", "khong", "rutthat"])
async def test_a_button_of_an_earlier_state_shows_the_present_one(desk, staff, drive, word):
    await staff.says("/dangky")
    await staff.chooses("Tham gia")
    assert "đã đăng ký (số 1)" in await staff.presses(f"/dangky {word} {drive}.0")
    assert await registered(desk, drive) == [(BINH, "SUBMITTED", 1)]


async def test_two_presses_at_once_act_once(desk, staff, drive):
    await staff.says("/dangky")
    for _ in range(2):
        staff.presses_at_once("Tham gia, chưa nêu chỉ tiêu")
    await desk.quiet()
    assert await registered(desk, drive) == [(BINH, "SUBMITTED", 1)]


@pytest.mark.parametrize("typed", ["ok {}", "rutthat {}", "{}", "bừa {}", "28/8", "99999999999999999999"])
async def test_what_carries_no_version_only_shows(desk, staff, drive, typed):
    assert "đăng ký thế nào" in await staff.says("/dangky " + typed.format(drive))
    assert await registered(desk, drive) == []


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"state": CampaignState.CANCELLED}, "đã được hủy"),
        ({"end": date(2026, 6, 16)}, "đã kết thúc ngày 16/6/2026"),
        ({"publish_at": datetime.fromisoformat("2026-06-20T08:00:00+07:00")}, "không tìm thấy"),
        ({"registration_deadline": datetime.fromisoformat("2026-06-16T17:00:00+07:00")}, "hết hạn đăng ký"),
    ],
)
async def test_a_button_of_a_campaign_that_takes_none_is_refused(desk, staff, drive, change, refusal):
    await staff.says("/dangky")
    await changed(desk, drive, **change)
    assert refusal in await staff.chooses("Tham gia")
    assert await registered(desk, drive) == []


async def test_without_a_deadline_it_is_open_until_the_campaign_ends(desk, staff):
    drive = await another(desk, registration_deadline=None, criteria=())
    await staff.says(f"/dangky {drive}")
    assert "Chọn chỉ tiêu có sẵn" not in staff.choices
    assert "Được sửa hoặc rút đến hết ngày 28/8/2026." in await staff.chooses("Tham gia")

"""Saying that one is away: no reminder comes on those days."""

import pytest

from tests.handlers.test_roles import staff_id


@pytest.mark.parametrize(
    ("said", "days"),
    [
        ("/baonghi 24/6 - 28/6", "24/6/2026 - 28/6/2026"),
        ("em nghỉ phép từ 24 đến hết 28/6 ạ", "24/6/2026 - 28/6/2026"),
        ("xin nghi om hom nay", "17/6/2026"),
        ("em đi công tác thứ năm, thứ sáu", "18/6/2026 - 19/6/2026"),
        ("nghỉ thai sản 1/7/2026 - 31/12/2026", "01/7/2026 - 31/12/2026"),
    ],
)
async def test_days_are_written_down_as_people_say_them(staff, said, days):
    assert f"nghỉ {days}." in await staff.says(said)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("/baonghi 1/6 - 3/6", "Ngày 03/6/2026 đã qua"),
        ("/baonghi 31/2", "không có ngày 31"),
        ("/baonghi 1/7/2026 - 1/9/2028", "dài hơn 13 tháng"),
    ],
)
async def test_days_that_cannot_be_are_refused_with_a_way_out(staff, said, sentence):
    assert sentence in await staff.says(said)


async def test_days_are_asked_for_and_can_be_taken_back(desk, staff):
    await staff.says("báo nghỉ")
    assert "chưa thấy ngày nào" in await staff.says("vài hôm")
    await staff.says("25/6")
    assert "Trợ lý nhắc việc lại" in await staff.chooses("Bỏ ngày nghỉ 25/6/2026")
    assert await desk.read(lambda tx: tx.value("SELECT count(*) FROM absence")) == 0


async def test_days_that_touch_become_one_absence(desk, staff):
    await staff.says("/baonghi 22/6 - 24/6")
    assert "nghỉ 22/6/2026 - 26/6/2026" in await staff.says("/baonghi 24/6 - 26/6")


async def test_a_head_says_it_for_somebody_of_the_unit_and_for_nobody_else(desk, unit_head, staff, hoa):
    number = await staff_id(desk, staff)
    await unit_head.says(f"/baonghi nguoi {number}")
    assert "đến khi đi làm lại" in await unit_head.chooses("Nghỉ từ hôm nay")
    assert "đã báo nghỉ cho anh Bình" in staff.last
    assert "Không tìm thấy" in await unit_head.says(f"/baonghi nguoi {await staff_id(desk, hoa)}")
    assert "Không tìm thấy" in await staff.says(f"/baonghi nguoi {await staff_id(desk, hoa)}")


async def test_who_is_away_is_not_reminded_and_the_others_are(desk, drive, staff, hoa):
    await desk.read(
        lambda tx: tx.run(
            "INSERT INTO reminder (campaign_id, kind, on_day, send_at, useless_after, state)"
            " VALUES (1, 'register', '2026-06-24', 1782266400, 1782300000, 'waiting')"  # 24/6, 9:00
        )
    )
    await staff.says("/baonghi 24/6 - 25/6")
    await desk.moved_to("2026-06-24T09:01:00+07:00")
    await desk.ticked()
    assert any("nhận đăng ký" in said for said in hoa.heard)
    assert not any("nhận đăng ký" in said for said in staff.heard)

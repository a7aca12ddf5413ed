from pathlib import Path

import pytest

EXAMPLE = (Path(__file__).parents[2] / "campaign.example.toml").read_text("utf-8")


def drive(**changes: str) -> bytes:
    """The example's drive, to be announced at once, with some values changed."""
    text = EXAMPLE.replace('publish_at = "8h 15/6/2026"\n', "")
    for key, value in changes.items():
        before = next(line for line in text.splitlines() if line.startswith(f"{key} ="))
        text = text.replace(before, f"{key} = {value}", 1)
    return text.encode()


async def test_the_officer_sees_the_opening_first_and_nobody_else_hears_of_it(officer, staff):
    preview = await officer.sends("dot.toml", drive(), "/phatdong")
    assert "PHÁT ĐỘNG THI ĐUA" in preview
    assert "Giám đốc Sở phát động theo Kế hoạch số 45/KH-STP ngày 12/6/2026" in preview
    assert "05 người có tài khoản" in preview
    assert officer.choices == ["Công bố", "Bỏ"]
    assert staff.heard == []


async def test_a_published_campaign_is_announced_to_everybody_no_earlier_than_two_minutes_later(desk, officer, staff):
    await officer.sends("dot.toml", drive(), "/phatdong")
    said = await officer.chooses("Công bố")
    assert "09 giờ 07, thứ Tư, ngày 17/6/2026" in said
    await desk.moved_to("2026-06-17T09:06")
    assert staff.heard == []
    await desk.moved_to("2026-06-17T09:07")
    assert "Hạn đăng ký: trước 17 giờ 00, thứ Sáu, ngày 26/6/2026 (còn 9 ngày)" in staff.last
    assert staff.choices == ["Đăng ký", "Xem đợt thi đua"]


async def test_sending_can_be_stopped_until_the_opening_goes_out(desk, officer, staff):
    await officer.sends("dot.toml", drive(), "/phatdong")
    await officer.chooses("Công bố")
    assert "Chưa gửi cho ai" in await officer.chooses("Dừng gửi")
    await desk.moved_to("2026-06-17T09:30")
    assert staff.heard == []
    await officer.chooses("Công bố")
    await desk.moved_to("2026-06-17T09:32")
    assert len(staff.heard) == 1
    assert "không dừng được nữa" in await officer.presses("/phatdong dung 1.4")

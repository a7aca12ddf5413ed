"""Registrations that nobody has decided on, and missing reports, when a campaign takes its later steps."""

from datetime import date

from domain.campaigns import CampaignState as State
from tests.handlers.logged import register
from tests.handlers.test_life_cycle import BINH, a_drive

OVER = date(2026, 6, 16)


async def test_what_is_left_open_is_said_before_the_review_begins_with_the_way_there(desk, officer, unit_head):
    await a_drive(desk, State.CLOSED, end=OVER)
    await register(desk, BINH, 1)
    await officer.says("quản lý đợt 1")
    asked = await officer.chooses("Bắt đầu bình xét")
    assert "Còn 01 đăng ký chưa được xem, 03/3 đơn vị chưa báo cáo. Bắt đầu bình xét rồi thì" in asked
    await officer.chooses("Báo cáo các đơn vị")
    await officer.says("quản lý đợt 1")
    await officer.chooses("Bắt đầu bình xét")
    assert "Bình" in await officer.chooses("Chờ xác nhận")


async def test_it_is_said_again_before_the_decision_and_the_archive(desk, officer, unit_head):
    await a_drive(desk, State.REVIEWING, end=OVER)
    await register(desk, BINH, 1)
    await officer.says("quản lý đợt 1")
    await officer.chooses("Ghi quyết định khen thưởng")
    left = "Còn 01 đăng ký chưa được xem, 03/3 đơn vị chưa báo cáo. Đăng ký ấy không còn xem được nữa."
    assert left in await officer.says("120/QĐ-STP 16/6")
    await officer.chooses("Ghi quyết định")
    await officer.says("quản lý đợt 1")
    assert left in await officer.chooses("Lưu hồ sơ")


async def test_nothing_is_said_where_nothing_is_left(desk, officer):
    await a_drive(desk, State.CLOSED, end=OVER, report_deadline=None)
    await officer.says("quản lý đợt 1")
    assert "Còn" not in await officer.chooses("Bắt đầu bình xét")

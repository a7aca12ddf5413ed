"""The drive for 28/8 of 2021, as Sở Tư pháp Vĩnh Phúc ran it from June to the end of August (article of 04/8/2021).

It answers the drive of Bộ Tư pháp, stands inside the annual movement and proposes to the Minister. The department
here is invented.
"""

import io
from datetime import date

import pytest
from docx import Document

from domain.award_types import AwardClass
from domain.campaign_content import Kind, Level
from domain.campaigns import CampaignState
from domain.errors import Refused
from tests.articles.playing import announces, counted, manages, passes_to, sees_all, state_of
from tests.articles.playing import at_work_on as at_work
from tests.handlers.test_publishing import drafted
from texts import award_types

THEME = (
    "Tư pháp Vĩnh Phúc đoàn kết, kỷ cương, hành động, sáng tạo, thi đua thực hiện thắng lợi nhiệm vụ chính trị "
    "được giao năm 2021"
)
DOCUMENTS = """documents = [
    { kind = "Quyết định", number = "257/QĐ-UBND", date = 2021-01-28, issuer = "UBND tỉnh Vĩnh Phúc" },
    { kind = "Quyết định", number = "720/QĐ-UBND", date = 2021-03-26, issuer = "UBND tỉnh Vĩnh Phúc" },
    { kind = "Quyết định", number = "33/QĐ-STP", date = 2021-02-26, issuer = "Sở Tư pháp" },
]
"""
ANNUAL = f"""
name = "Phong trào thi đua “{THEME}”"
label = "Phong trào thi đua năm 2021"
theme = "{THEME}"
kind = "thường xuyên"
start = 2021-01-01
end = 2021-12-31
documents = [{{ kind = "Quyết định", number = "33/QĐ-STP", date = 2021-02-26, issuer = "Sở Tư pháp" }}]
"""
OF_THE_MINISTRY = (
    "Đợt thi đua cao điểm chào mừng kỷ niệm 76 năm Ngày Truyền thống ngành Tư pháp và Ngày Pháp luật nước Cộng hòa xã "
    "hội chủ nghĩa Việt Nam"
)
CONTENTS = ("Hoàn thành xuất sắc các nhiệm vụ chuyên môn", "Tăng cường phòng, chống dịch bệnh COVID-19")
NAME = (
    "Đợt thi đua cao điểm lập thành tích chào mừng kỷ niệm 76 năm Ngày Truyền thống ngành Tư pháp "
    "(28/8/1945 - 28/8/2021)"
)
DRIVE = f"""
name = "{NAME}"
label = "Đợt thi đua 28/8"
contents = {[*CONTENTS]}
awards = [{{ form = "Bằng khen của Bộ trưởng Bộ Tư pháp" }}]
{DOCUMENTS}
[[parents]]
level = "Bộ Tư pháp"
name = "{OF_THE_MINISTRY}"
start = 2021-06-01
end = 2021-08-31
[[parents]]
level = "Sở"
name = "Phong trào thi đua năm 2021"
theme = "{THEME}"
"""


@pytest.fixture
async def office(desk):
    await at_work(desk, "2021-06-01T08:05")
    return desk


async def test_the_drive_takes_its_days_from_the_ministry_and_its_theme_from_the_annual_movement(office, officer):
    drive = await announces(office, officer, DRIVE)
    assert (drive.start, drive.end) == (date(2021, 6, 1), date(2021, 8, 31))
    assert drive.theme == THEME
    ministry, annual = drive.content.parents
    assert (ministry.level, ministry.name) == (Level.MINISTRY, OF_THE_MINISTRY)
    assert (annual.level, annual.theme) == (Level.OFFICE, THEME)
    assert drive.content.kind is Kind.PEAK_DRIVE
    assert drive.responds


async def test_the_three_decisions_and_the_two_contents_are_what_everybody_sees(office, officer, staff):
    drive = await announces(office, officer, DRIVE)
    assert "Hưởng ứng" in staff.last
    assert "257/QĐ-UBND ngày 28/01/2021" in staff.last
    assert "01/6/2021 - 31/8/2021" in staff.last
    seen = await sees_all(staff, drive)
    assert THEME in seen
    assert "01/6/2021 - 31/8/2021" in seen
    for content in CONTENTS:
        assert f"- {content}" in seen
    said = await staff.says(f"/tailieu {drive.id}")
    for number, day in (("257/QĐ-UBND", "28/01/2021"), ("33/QĐ-STP", "26/02/2021"), ("720/QĐ-UBND", "26/3/2021")):
        assert f"{number} ngày {day}" in said


async def test_the_anniversary_is_counted_by_the_template_and_the_months_are_days_in_chat(office, officer):
    said = await officer.says("phát động 28/8")
    assert "76 năm Ngày Truyền thống ngành Tư pháp (28/8/1945 - 28/8/2021)" in said
    assert "01/6 - 31/8/2021" in await officer.says("2 từ tháng 6/2021 đến hết tháng 8/2021")


async def test_after_the_last_day_it_is_closed_by_its_date_reviewed_and_proposed_to_the_minister(
    office, officer, staff
):
    drive = await announces(office, officer, DRIVE)
    await staff.says(f"/dangky {drive.id}")
    await staff.chooses("Tham gia")
    assert (await counted(office, drive)).registered == 1
    await passes_to(office, "2021-08-31T17:00")
    assert await state_of(office, drive) is CampaignState.REGISTERING  # it has no deadline
    await passes_to(office, "2021-09-01T08:00")
    assert await state_of(office, drive) is CampaignState.CLOSED
    assert "đã kết thúc" in await staff.says(f"/dangky {drive.id}")
    await office.news_told()
    assert "đã kết thúc ngày 31/8/2021: 1/5 người" in "\n".join(officer.heard)
    await manages(officer, drive, "Bắt đầu bình xét", "Bắt đầu bình xét")
    assert await state_of(office, drive) is CampaignState.REVIEWING
    assert "số và ngày của quyết định" in await manages(officer, drive, "Ghi quyết định khen thưởng")
    await passes_to(office, "2021-09-20T09:00")
    await manages(officer, drive, "Ghi quyết định khen thưởng")
    assert "1234/QĐ-BTP ngày 20/9/2021 của Bộ Tư pháp" in await officer.says("1234/QĐ-BTP 20/9/2021")
    await officer.chooses("Ghi quyết định")
    assert await state_of(office, drive) is CampaignState.DECIDED
    assert (await counted(office, drive)).registered == 1
    (award,) = drive.content.awards
    proposed = award_types().named(award.form)
    assert (proposed.decided_by, proposed.kind) == ("Bộ trưởng Bộ Tư pháp", AwardClass.FORM)


@pytest.mark.only("telegram")
async def test_the_letter_that_proposes_to_the_ministry_is_drafted_once_the_drive_is_over(office, officer, staff):
    drive = await announces(office, officer, DRIVE)
    await staff.says(f"/dangky {drive.id}")
    await staff.chooses("Tham gia")
    await passes_to(office, "2021-09-01T08:00")
    assert "Cá nhân: 1/5 đã đăng ký" in await officer.says(f"/xuatbieu {drive.id}")
    await officer.chooses("Dự thảo công văn gửi Bộ Tư pháp")
    letter = Document(io.BytesIO([*office.sandbox.world.files.values()][-1].content))
    written = "\n".join(one.text for one in letter.paragraphs)
    assert "Kính gửi: Bộ Tư pháp" in written
    assert NAME in written


async def test_two_parents_that_say_different_days_are_asked_about_instead_of_chosen_from(office, officer, staff):
    annual = await announces(office, officer, ANNUAL)
    wrong = DRIVE.replace('level = "Sở"\nname', f'campaign = {annual.id}\nlevel = "Sở"\nname')
    with pytest.raises(Refused) as refused:
        await drafted(office, wrong.encode())
    assert [(one.code, one.key) for one in refused.value.facts["mistakes"]] == [("parents_contradict", "start")]

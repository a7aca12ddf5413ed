"""A phase of five years, as Sở Tư pháp Vĩnh Phúc launched it at its conference of 15/7/2020.

The trade union launches with the department, which answers both the Ministry and the province; the article prints the
years as “2020-202”. The department here is invented.
"""

from datetime import date

import pytest

from domain.campaign_content import Award, Level
from domain.campaigns import CampaignState
from domain.errors import Refused
from domain.people import UnitKind
from domain.permissions import Role
from storage import campaigns
from tests.articles.playing import (
    CENTRE,
    announces,
    arrives,
    at_work_on,
    counted,
    manages,
    passes_to,
    sees_all,
    state_of,
    unit_of,
)
from tests.handlers.test_publishing import drafted
from tests.people import Person

PHASE = """
name = "Phong trào thi đua giai đoạn 2020 - 2025"
label = "Thi đua giai đoạn 2020 - 2025"
kind = "thường xuyên"
with_union = true
start = 2020-07-15
end = 2025-12-31
documents = [{ kind = "Kế hoạch", number = "70/KH-STP", date = 2020-07-14, issuer = "Sở Tư pháp" }]
[[parents]]
level = "Bộ Tư pháp"
name = "Phong trào thi đua ngành Tư pháp"
[[parents]]
level = "UBND tỉnh"
name = "Phong trào thi đua của tỉnh Vĩnh Phúc"
[[awards]]
form = "Giấy khen"
collectives = 6
people = 12
"""
UNITS = ("Văn phòng Sở", CENTRE, "Phòng Phổ biến, giáo dục pháp luật", "Phòng Xây dựng pháp luật", "Phòng Công chứng")


@pytest.fixture
async def office(desk):
    await at_work_on(desk, "2020-07-15T08:05")
    return desk


async def test_a_year_with_a_figure_missing_gets_a_sentence_and_the_phase_is_then_typed_whole(office, officer):
    await officer.says("đợt mới")
    await officer.says("1 Phong trào thi đua giai đoạn mới\n7 70/KH-STP 14/7/2020")
    for typed in ("2 2020-202", "thời gian giai đoạn 2020-202"):
        said = await officer.says(typed)
        assert "trợ lý chưa đọc được ngày trong" in said
        assert "2020-202" in said
    assert await office.read(campaigns.every) == []
    assert "01/01/2020 - 31/12/2025" in await officer.says("thời gian giai đoạn 2020-2025")


async def test_such_a_year_in_a_file_makes_no_campaign(office, officer):
    with pytest.raises(Refused) as refused:
        await drafted(office, PHASE.replace("2025-12-31", '"2020-202"').encode())
    assert [(one.code, one.key) for one in refused.value.facts["mistakes"]] == [("not_a_date", "end")]
    assert await office.read(campaigns.every) == []


async def test_the_union_launches_too_and_both_superiors_are_answered(office, officer, staff):
    phase = await announces(office, officer, PHASE)
    assert phase.content.with_union
    assert [one.level for one in phase.content.parents] == [Level.MINISTRY, Level.PROVINCE]
    assert (phase.start, phase.end) == (date(2020, 7, 15), date(2025, 12, 31))
    for said in (staff.last, await sees_all(staff, phase)):
        assert "Giám đốc Sở phối hợp với Công đoàn cơ sở phát động" in said
        assert "Hưởng ứng “Phong trào thi đua ngành Tư pháp” do Bộ Tư pháp phát động" in said
        assert "Hưởng ứng “Phong trào thi đua của tỉnh Vĩnh Phúc” do UBND tỉnh phát động" in said


async def test_the_phase_lasts_through_its_years(office, officer, staff):
    phase = await announces(office, officer, PHASE)
    await passes_to(office, "2025-12-31T08:00")
    assert "15/7/2020 - 31/12/2025" in await staff.says("thi đua")
    await passes_to(office, "2026-01-01T08:00")
    (after,) = await office.read(campaigns.every)
    assert (after.id, after.state) == (phase.id, CampaignState.CLOSED)


async def test_six_collectives_and_twelve_people_register_and_are_as_many_as_the_papers_held_out(
    office, officer, unit_head, focal, staff, hoa
):
    units = [await unit_of(office, name, UnitKind.DEPARTMENT) for name in UNITS]
    heads = [await _head(office, 1300 + number, unit) for number, unit in enumerate(units)]
    more = [await _joins(office, 1400 + number, units[-1]) for number in range(2)]
    phase = await announces(office, officer, PHASE)
    for head in (unit_head, *heads):
        await head.says("/dangky tapthe")
        await head.chooses("Tham gia")
    for person in (officer, unit_head, focal, staff, hoa, *heads, *more):
        await person.says(f"/dangky {phase.id}")
        await person.chooses("Tham gia")
    figures = await counted(office, phase)
    assert (figures.collectives, figures.registered) == (6, 12)
    assert phase.content.awards == (Award(form="Giấy khen", collectives=6, people=12),)
    await passes_to(office, "2026-01-05T08:00")
    await manages(officer, phase, "Bắt đầu bình xét", "Bắt đầu bình xét")
    await manages(officer, phase, "Ghi quyết định khen thưởng")
    await officer.says("12/QĐ-STP 05/01/2026")
    await officer.chooses("Ghi quyết định")
    assert await state_of(office, phase) is CampaignState.DECIDED
    assert await counted(office, phase) == figures


async def _head(desk, number, unit):
    return await arrives(desk, Person(desk, number, f"Đỗ Minh {number}"), unit, desk.key, Role.UNIT_HEAD)


async def _joins(desk, number, unit):
    return await arrives(desk, Person(desk, number, f"Vũ Thị {number}"), unit, desk.key, gender="female")

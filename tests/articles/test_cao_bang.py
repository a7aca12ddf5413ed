"""Plans down from the province, a mid-term review and the anniversaries of units, as Sở Tư pháp Cao Bằng told of 2017.

The department that plays them is invented.
"""

from domain.campaign_content import Award, Kind, Level
from domain.campaigns import CampaignState
from domain.people import UnitKind
from domain.permissions import Role
from storage.coverage import by_unit
from tests.articles.playing import (
    AUCTIONS,
    CENTRE,
    announces,
    arrives,
    at_work_on,
    counted,
    manages,
    passes_to,
    state_of,
    unit_of,
)
from tests.people import Person

MOVEMENT = """
name = "Phong trào xây dựng và nhân rộng điển hình tiên tiến giai đoạn 2015 - 2020"
label = "Điển hình tiên tiến 2015 - 2020"
kind = "chuyên đề"
start = 2015-12-15
end = 2020-12-31
interim = 2017-08-28
documents = [
    { kind = "Kế hoạch", number = "15/KH-STP", date = 2016-01-12, issuer = "Sở Tư pháp" },
    { kind = "Kế hoạch", number = "3617/KH-UBND", date = 2015-12-15, issuer = "UBND tỉnh Cao Bằng" },
]
[[parents]]
level = "UBND tỉnh"
name = "Xây dựng và nhân rộng điển hình tiên tiến giai đoạn 2015 - 2020"
number = "3617/KH-UBND"
date = 2015-12-15
issuer = "UBND tỉnh Cao Bằng"
[[awards]]
form = "Giấy khen"
collectives = 3
people = 8
"""
DRIVE = f"""
name = "Đợt thi đua cao điểm hướng tới kỷ niệm 20 năm thành lập {CENTRE} và {AUCTIONS}"
label = "20 năm thành lập hai trung tâm"
start = 2017-07-11
end = 2017-08-25
audience = ["{CENTRE}", "{AUCTIONS}"]
documents = [{{ kind = "Kế hoạch", number = "60/KH-STP", date = 2017-07-10, issuer = "Sở Tư pháp" }}]
[[awards]]
form = "Giấy khen"
collectives = 1
people = 9
"""


async def test_the_plan_of_the_office_follows_that_of_the_province_by_28_days(desk, officer, staff):
    await at_work_on(desk, "2016-01-13T08:05")
    movement = await announces(desk, officer, MOVEMENT)
    own, superior = movement.documents
    assert (own.number, superior.number) == ("15/KH-STP", "3617/KH-UBND")
    assert (own.day - superior.day).days == 28  # as the article has it
    assert movement.launched_by == own
    (parent,) = movement.content.parents
    assert (parent.level, parent.document) == (Level.PROVINCE, superior)
    assert movement.content.kind is Kind.THEMATIC
    assert "Giám đốc Sở phát động theo Kế hoạch số 15/KH-STP ngày 12/01/2016" in staff.last
    said = await staff.says(f"/tailieu {movement.id}")
    assert "3617/KH-UBND ngày 15/12/2015" in said


async def test_the_movement_pauses_for_its_interim_review_and_goes_on_until_2020(desk, officer, staff):
    await at_work_on(desk, "2016-01-13T08:05")
    movement = await announces(desk, officer, MOVEMENT)
    assert movement.content.awards == (Award(form="Giấy khen", collectives=3, people=8),)
    await passes_to(desk, "2017-08-25T08:05")
    assert await state_of(desk, movement) is CampaignState.REGISTERING  # it has no deadline
    await passes_to(desk, "2017-08-28T08:05")
    assert await state_of(desk, movement) is CampaignState.INTERIM_REVIEW
    await staff.says(f"/dangky {movement.id}")
    await staff.chooses("Tham gia")
    assert (await counted(desk, movement)).registered == 1
    await passes_to(desk, "2020-12-31T16:00")
    assert "15/12/2015 - 31/12/2020" in await staff.says("thi đua")
    await passes_to(desk, "2021-01-01T08:05")
    assert await state_of(desk, movement) is CampaignState.CLOSED


async def test_once_it_is_reviewed_the_movement_runs_on(desk, officer, unit_head, staff):
    await at_work_on(desk, "2016-01-13T08:05")
    movement = await announces(desk, officer, MOVEMENT)
    await passes_to(desk, "2017-08-28T08:05")
    await desk.news_told()
    for person in (officer, unit_head):
        assert "đến kỳ sơ kết (ngày 28/8/2017)" in person.last
    assert "sơ kết" not in staff.last
    await manages(officer, movement, "Đã sơ kết xong", "Không sơ kết lần nữa")
    await passes_to(desk, "2017-08-29T08:05")
    assert await state_of(desk, movement) is CampaignState.REGISTERING  # it has no deadline


async def test_the_sector_is_72_years_old_in_2017(desk, officer):
    await at_work_on(desk, "2017-06-01T08:05")
    said = await officer.says("phát động 28/8")
    assert "72 năm Ngày Truyền thống ngành Tư pháp (28/8/1945 - 28/8/2017)" in said


async def test_the_drive_for_20_years_is_of_the_two_centres_alone_and_counted_by_unit(desk, officer, staff, hoa):
    await at_work_on(desk, "2017-07-11T08:05")
    legal_aid = await unit_of(desk, CENTRE)
    auctions = await unit_of(desk, AUCTIONS, UnitKind.CENTRE)
    head = await _joins(desk, 1300, legal_aid, Role.UNIT_HEAD)
    of_legal_aid = [hoa, head, *[await _joins(desk, number, legal_aid) for number in range(1301, 1304)]]
    of_auctions = [await _joins(desk, number, auctions) for number in range(1310, 1315)]
    drive = await announces(desk, officer, DRIVE)
    assert "20 năm" in hoa.last
    assert staff.heard == []
    assert "không tìm thấy" in await staff.says(f"/dangky {drive.id}")
    assert "chưa có đợt thi đua nào" in (await staff.says("đăng ký")).lower()
    await head.says(f"/dangky tapthe {drive.id}")
    await head.chooses("Tham gia")
    for person in (*of_legal_aid, *of_auctions[:4]):
        await person.says(f"/dangky {drive.id}")
        await person.chooses("Tham gia")
    assert [
        (one.unit.name, one.figures.registered, one.figures.people, one.figures.collectives)
        for one in await desk.read(lambda tx: by_unit(tx, drive))
    ] == [(CENTRE, 5, 5, 1), (AUCTIONS, 4, 5, 0)]
    (award,) = drive.content.awards
    figures = await counted(desk, drive)
    assert (figures.collectives, figures.registered, figures.units) == (award.collectives, award.people, 2)
    shown = await officer.says(f"/tiendo {drive.id}")
    assert f"{CENTRE}: 5/5" in shown
    assert f"{AUCTIONS}: 4/5" in shown
    assert "Phòng Hành chính" not in shown


async def _joins(desk, number, unit, role=Role.STAFF):
    return await arrives(desk, Person(desk, number, f"Đỗ Minh {number}"), unit, desk.key, role)

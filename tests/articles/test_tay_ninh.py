"""Movements by drives and by subjects, beside the standing political one, as Sở Tư pháp Tây Ninh told of 2015 to 2020.

The awards that the article counts are what the movements hold out here; the department is invented.
"""

from datetime import date

import pytest

from domain.award_types import AwardClass
from domain.campaign_content import Award, Kind
from domain.errors import Refused
from storage import campaigns
from tests.articles.playing import announces, at_work_on, passes_to, sees_all
from tests.handlers.test_publishing import drafted
from texts import award_types

PLAN = 'documents = [{{ kind = "Kế hoạch", number = "{}/KH-STP", date = 2016-02-15, issuer = "Sở Tư pháp" }}]'
MEDAL, MINISTER, CHAIRMAN = (
    "Huân chương Lao động hạng Nhì",
    "Bằng khen của Bộ trưởng Bộ Tư pháp",
    "Bằng khen của Chủ tịch UBND tỉnh",
)
FLAG = "Cờ “Thi đua ngành Tư pháp”"
STANDING = f"""
name = "Phong trào thi đua “Học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh”"
label = "Học tập và làm theo Bác"
kind = "thường xuyên"
start = 2015-01-01
end = 2020-12-31
{PLAN.format(1)}
"""
DRIVE = f"""
name = "Đợt thi đua thực hiện nhiệm vụ chính trị năm 2016"
label = "Đợt thi đua năm 2016"
kind = "theo đợt"
start = 2016-02-22
end = 2016-05-31
{PLAN.format(2)}
"""
SUBJECT = f"""
name = "Phong trào thi đua theo chuyên đề nâng cao chất lượng công tác tư pháp giai đoạn 2015 - 2020"
label = "Nâng cao chất lượng công tác tư pháp"
kind = "theo chuyên đề"
start = 2015-01-01
end = 2020-12-31
titles = ["{FLAG}"]
forms = ["{CHAIRMAN}"]
{PLAN.format(3)}
[[awards]]
form = "{MEDAL}"
collectives = 1
[[awards]]
form = "{MINISTER}"
collectives = 2
[[awards]]
form = "{CHAIRMAN}"
collectives = 9
people = 4
"""


@pytest.fixture
async def office(desk):
    await at_work_on(desk, "2016-02-22T08:05")
    return desk


async def test_a_drive_and_a_subject_run_beside_the_standing_movement_and_each_has_its_kind(office, officer, staff):
    told = [await announces(office, officer, content) for content in (STANDING, DRIVE, SUBJECT)]
    assert [one.content.kind for one in told] == [Kind.REGULAR, Kind.PEAK_DRIVE, Kind.THEMATIC]
    said = await staff.says("thi đua")
    assert "Học tập và làm theo Bác: 01/01/2015 - 31/12/2020" in said
    assert "Đợt thi đua năm 2016: 22/02/2016 - 31/5/2016" in said
    assert "Nâng cao chất lượng công tác tư pháp: 01/01/2015 - 31/12/2020" in said


async def test_each_of_the_three_is_registered_for_by_itself(office, officer, staff):
    told = [await announces(office, officer, content) for content in (STANDING, DRIVE, SUBJECT)]
    await passes_to(office, "2016-02-22T09:00")
    assert "03 đợt thi đua" in await staff.says("đăng ký")
    assert "Thời gian: 01/01/2015 - 31/12/2020" in await staff.chooses("Học tập và làm theo Bác")
    await staff.chooses("Tham gia")
    await staff.says(f"/dangky khong {told[1].id}")
    async with office.database.transaction() as tx:
        rows = await tx.rows("SELECT campaign_id, state FROM registration ORDER BY campaign_id")
    assert [tuple(row) for row in rows] == [(told[0].id, "SUBMITTED"), (told[1].id, "DECLINED")]
    assert "Hình thức khen thưởng" in await staff.says(f"/dangky {told[2].id}")


async def test_when_the_drive_ends_the_other_two_go_on(office, officer):
    for content in (STANDING, DRIVE, SUBJECT):
        await announces(office, officer, content)
    await passes_to(office, "2016-05-31T16:00")
    await passes_to(office, "2016-06-01T08:05")
    said = await officer.says("thi đua")
    assert "Đợt thi đua năm 2016" not in said
    assert "Học tập và làm theo Bác" in said
    assert "Nâng cao chất lượng công tác tư pháp" in said


async def test_the_awards_are_forms_with_their_numbers(office, officer, staff):
    told = await announces(office, officer, SUBJECT)
    assert told.content.awards == (
        Award(form=MEDAL, collectives=1),
        Award(form=MINISTER, collectives=2),
        Award(form=CHAIRMAN, collectives=9, people=4),
    )
    assert {award_types().named(one.form).kind for one in told.content.awards} == {AwardClass.FORM}
    seen = await sees_all(staff, told)
    assert f"{MEDAL} (01 tập thể); {MINISTER} (02 tập thể); {CHAIRMAN} (09 tập thể, 04 cá nhân)" in seen
    assert "Danh hiệu thi đua hỏi khi đăng ký: Cờ thi đua ngành Tư pháp" in seen
    assert f"Hình thức khen thưởng hỏi khi đăng ký: {CHAIRMAN}" in seen


async def test_titles_and_forms_are_asked_as_two_lists(office, officer, unit_head, staff):
    told = await announces(office, officer, SUBJECT)
    said = await staff.says(f"/dangky {told.id}")
    assert "Hình thức khen thưởng" in said
    assert "Danh hiệu" not in said  # the flag is for collectives
    said = await unit_head.says(f"/dangky tapthe {told.id}")
    assert "Danh hiệu" in said
    assert "Hình thức" not in said
    assert "Cờ thi đua ngành Tư pháp" in unit_head.choices
    assert told.content.titles == ("Cờ thi đua ngành Tư pháp",)
    assert told.content.forms == (CHAIRMAN,)


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        (f'form = "{MEDAL}"', f'form = "{FLAG}"', "form_is_title"),
        (f'titles = ["{FLAG}"]', f'titles = ["{CHAIRMAN}"]', "title_is_form"),
        (f'forms = ["{CHAIRMAN}"]', 'forms = ["Chiến sĩ thi đua cơ sở"]', "form_is_title"),
        (f'form = "{MEDAL}"', 'form = "Huân chương"', "unknown_award"),
    ],
)
async def test_a_title_among_the_forms_gets_a_sentence_and_no_campaign(office, officer, before, after, code):
    with pytest.raises(Refused) as refused:
        await drafted(office, SUBJECT.replace(before, after).encode())
    assert [one.code for one in refused.value.facts["mistakes"]] == [code]
    assert await office.read(campaigns.every) == []


async def test_the_same_movement_written_in_chat_keeps_the_two_lists_apart(office, officer):
    await officer.says("đợt mới")
    said = await officer.says(
        "tên: Nâng cao chất lượng công tác tư pháp\nthời gian 2015 - 2020\n7 3/KH-STP 15/02/2016\n"
        f"14 {MEDAL} 1 tập thể; bằng khen bộ 2 tập thể; bằng khen tỉnh 9 tập thể, 4 cá nhân\n"
        f"15 danh hiệu cờ ngành; hình thức bằng khen tỉnh\n18 chuyên đề"
    )
    assert "Chưa ghi được" not in said
    await officer.chooses("Xem trước bản gửi")
    await officer.chooses("Gửi ngay")
    (told,) = await office.read(campaigns.every)
    assert (told.start, told.end) == (date(2015, 1, 1), date(2020, 12, 31))
    assert [(one.collectives, one.people) for one in told.content.awards] == [(1, None), (2, None), (9, 4)]
    assert (told.content.titles, told.content.forms) == (("Cờ thi đua ngành Tư pháp",), (CHAIRMAN,))

"""A campaign summed up and handed on, from the chat to the cell."""

import io
import re

import pytest
from docx import Document

from domain.campaign_content import Content, Level
from domain.people import UnitKind
from domain.registrations import RegistrationState
from domain.targets import Target
from handlers.sheets import read
from storage import campaigns, coverage, registrations, tree
from tests.conftest import director_of
from tests.handlers.registering import another
from tests.handlers.test_audit_log import NOW

CHOICES = [
    "Biểu tổng hợp đăng ký (Excel)",
    "Biểu chưa đăng ký (Excel)",
    "Biểu kết quả (Excel)",
    "Biểu tiến độ theo đơn vị (Excel)",
    "Dự thảo công văn gửi Bộ Tư pháp (Word)",
    "Dự thảo công văn gửi Sở Nội vụ (Word)",
    "Bản đăng ký của đơn vị để ký (Word)",
]
OF_ALL = [
    *("tep registered", "tep missing", "tep results", "tep progress", "tep sector", "tep local"),
    *("ky 1", "ky 3", "xem"),
]


async def put(desk, drive, *, state=RegistrationState.SUBMITTED, targets=(), **whose):
    async with desk.database.transaction() as tx:
        return await registrations.submit(
            tx, drive, state=state, entered_by=4, now=NOW, targets=tuple(targets), **{"late": False, **whose}
        )


@pytest.fixture
async def answered(desk, drive):
    """One with a figure and one without, one who declines, and a unit; two have said nothing."""
    await put(desk, drive, staff_id=4, targets=[Target("Hòa giải", 5, "vụ"), Target("Phấn đấu tốt", None, "")])
    await put(desk, drive, staff_id=5, state=RegistrationState.DECLINED)
    await put(desk, drive, unit_id=2, targets=[Target("Hòa giải", 20, "vụ")])
    return drive


def last_file(desk):
    return list(desk.sandbox.world.files.values())[-1].content


async def rows(desk, person, choice):
    await person.says("xuất biểu 1")
    await person.chooses(choice)
    return read(last_file(desk))[0]


async def test_the_summary_gives_the_counts_and_what_must_be_looked_at_first(officer, answered):
    said = await officer.says("tổng hợp đăng ký")
    assert "- Cá nhân: 1/5 đã đăng ký; 01 không tham gia; 03 chưa trả lời; 0 chưa kích hoạt\n- Tập thể: 1/3\n" in said
    assert "- Chỉ tiêu: 03 chỉ tiêu" in said
    assert "Cần xem lại trước khi gửi:\n- 01 chỉ tiêu không có số lượng (“Phấn đấu tốt”)" in said
    assert "- 02 đăng ký chưa được tiếp nhận" in said
    assert len(said) <= 900
    assert len(await officer.reads_on()) <= 900


async def test_the_doubts_are_offered_first_and_named_one_by_one(officer, answered):
    await officer.says("tổng hợp")
    said = await officer.chooses("Xem 03 chỗ cần xem lại")
    assert "Phạm Thanh Bình: “Phấn đấu tốt” không có số lượng" in said
    assert "tập thể: đăng ký chưa được tiếp nhận" in said
    assert "Tổng hợp đăng ký" in await officer.chooses("Quay lại")


async def test_a_returned_registration_is_a_doubt_and_counts_as_missing(desk, officer, answered):
    await desk.read(lambda tx: tx.run("UPDATE registration SET state = 'RETURNED', version = 2 WHERE staff_id = 4"))
    said = await officer.says("tổng hợp")
    assert "- Cá nhân: 0/5 đã đăng ký" in said
    assert "- 01 đăng ký đã trả lại, chưa nộp lại" in said


async def test_many_doubts_are_shown_page_by_page(desk, officer, drive):
    await put(desk, drive, staff_id=4, targets=[Target(f"Việc {one}", None, "") for one in "ABCDEFG"])
    await officer.says("tổng hợp")
    first = await officer.chooses("Xem 08 chỗ")
    assert ("Việc F" in first, "Việc G" in first) == (True, False)
    assert "Việc G" in await officer.chooses("Xem tiếp")


@pytest.mark.parametrize("words", ["tổng hợp đăng ký 28/8", "xuất excel đợt thi đua 28/8", "Ban in cua dot 28-8"])
async def test_a_campaign_is_asked_for_by_its_name(desk, officer, answered, words):
    await another(desk, name="Phong trào thi đua thường xuyên", label="Thi đua năm 2026")
    if "-" in words:
        assert "Tổng hợp đợt nào?" in await officer.says(words)
    else:
        assert "Tổng hợp đăng ký Đợt thi đua 28/8" in await officer.says(words)


async def test_work_that_is_told_in_the_same_words_stays_work(officer, answered):
    assert "Tổng hợp đăng ký Đợt" not in await officer.says("tổng hợp 12 báo cáo trong ngày hôm nay")


async def test_nothing_is_summed_up_before_there_is_a_campaign(officer):
    assert "Chưa có đợt thi đua nào" in await officer.says("tổng hợp")
    assert "không tìm thấy" in (await officer.says("/xuatbieu 77")).lower()


async def test_what_is_read_at_once_is_what_is_read_one_by_one(desk, answered):
    async with desk.database.transaction() as tx:
        found = await registrations.of_campaign(tx, answered)
        assert found == [await registrations.get(tx, one.id) for one in found]
        campaign = await campaigns.get(tx, answered)
        everybody = await coverage.members(tx, campaign)
        assert len(everybody) == 5
        for unit_id in {one.unit_id for one in everybody}:
            here = [one for one in everybody if one.unit_id == unit_id]
            assert await coverage.members(tx, campaign, {unit_id}) == here


# Rights


async def test_a_unit_head_and_a_focal_point_have_the_figures_and_the_registration_of_their_unit_only(
    unit_head, focal, answered
):
    for person in (unit_head, focal):
        said = await person.says("tổng hợp")
        assert "- Cá nhân: 1/3 đã đăng ký; 0 không tham gia; 02 chưa trả lời" in said
        assert "- Tập thể: 1/1" in said
        for line in OF_ALL[:6]:
            assert "cán bộ phụ trách" in await person.says(f"/xuatbieu {answered} {line}")
        assert "Không có đơn vị này trong phạm vi" in await person.says(f"/xuatbieu {answered} ky 1")
        assert "Thu Hoa" not in await person.says(f"/xuatbieu {answered} xem")


async def test_a_clerk_and_a_stranger_have_nothing(staff, stranger, answered):
    for person in (staff, stranger):
        for line in ("", *OF_ALL):
            assert "chỉ tiêu" not in (await person.says(f"/xuatbieu {answered} {line}")).lower()


async def test_the_director_has_what_the_officers_have(desk, answered):
    director = await director_of(desk)
    assert "Tổng hợp đăng ký" in await director.says("tổng hợp")
    assert any("Dự thảo công văn gửi Bộ Tư pháp" in one for one in (await director.reads_on(), *director.choices))


@pytest.mark.only("telegram")
async def test_who_took_what_out_stands_in_the_log(officer, answered):
    await officer.says(f"/xuatbieu {answered} tep sector")
    await officer.says(f"/xuatbieu {answered} ky 2")
    said = await officer.says("nhật ký")
    assert "lập biểu, công văn của đợt số 1 (dự thảo công văn gửi Bộ Tư pháp)" in said
    assert "lập biểu, công văn của đợt số 1 (bản đăng ký của đơn vị)" in said


@pytest.mark.parametrize("line", ["tep", "tep x", "tep ../a", "zzz", "ky tu 99", "xem 99"])
async def test_odd_words_lead_back_to_what_there_is(officer, answered, line):
    assert "Đợt thi đua 28/8" in await officer.says(f"/xuatbieu {answered} {line}")


# Files


@pytest.mark.only("telegram")
async def test_every_file_is_offered_and_comes_with_what_it_is(officer, answered):
    await officer.says("tổng hợp")
    assert [one for one in officer.choices if "Xem" not in one] == CHOICES
    for choice in CHOICES[:6]:
        said = await officer.chooses(choice)
        assert f"{choice}: Đợt thi đua 28/8" in said
        assert "Số liệu lúc 9 giờ 05, thứ Tư, ngày 17/6/2026: 1/5 người, 1/3 tập thể đã đăng ký." in said
        assert ("Đây là dự thảo" in said) is ("Dự thảo" in choice)
        await officer.chooses("Quay lại")


@pytest.mark.only("telegram")
async def test_the_cells_hold_the_numbers_of_the_screens(desk, officer, answered):
    def numbers(text):
        return [int(one) for one in re.findall(r"\d+", text)]

    screen = await officer.says("tổng hợp")
    registered, people, declined, unanswered, inactive = numbers(re.search("Cá nhân: .*", screen)[0])
    collectives, units = numbers(re.search("Tập thể: .*", screen)[0])
    progress = await officer.says("tiến độ")
    assert numbers(re.search("Đã đăng ký: .*", progress)[0]) == [registered, people]
    assert numbers(re.search("Không tham gia: .*", progress)[0]) == [declined]
    assert numbers(re.search("Chưa trả lời: .*", progress)[0]) == [unanswered]
    assert numbers(re.search("Tập thể đăng ký: .*", progress)[0]) == [collectives, units]

    head, *of_units, last = await rows(desk, officer, "Biểu tiến độ")
    summed = dict(zip(head, last, strict=True))
    assert len(of_units) == units
    assert {name: int(summed[name]) for name in head[2:]} == {
        "Tổng số người": people,
        "Đã kích hoạt": 5,
        "Đã nhận tin": 2,
        "Đã đăng ký": registered,
        "Không tham gia": declined,
        **dict.fromkeys(("Trả lại, chờ sửa", "Chờ chấp nhận (gửi sau hạn)", "Đã ký cam kết", "Đã ghi thành tích"), 0),
        "Chưa trả lời": unanswered,
        "Chưa kích hoạt, chưa được nhập hộ": inactive,
        "Tập thể đăng ký": collectives,
        "Đã báo cáo": 0,
    }
    listed = (await rows(desk, officer, "Biểu tổng hợp"))[1:]
    assert len([row for row in listed if row[5]]) == numbers(re.search("Chỉ tiêu: .*", screen)[0])[0]
    people_listed = {row[0] for row in listed if row[3] != "Tập thể"}
    assert len(people_listed) == registered
    missing = (await rows(desk, officer, "Biểu chưa đăng ký"))[1:]
    assert len([row for row in missing if row[2] != "Tập thể"]) == declined + unanswered + inactive
    assert len([row for row in missing if row[2] == "Tập thể"]) == units - collectives


@pytest.mark.only("telegram")
async def test_who_has_declined_is_handed_on_in_no_list_but_that_of_the_missing(desk, officer, answered):
    registered = await rows(desk, officer, "Biểu tổng hợp")
    missing = await rows(desk, officer, "Biểu chưa đăng ký")
    assert [row[-1] for row in missing if "Hoa" in row[2]] == ["Không tham gia"]
    assert "Không tham gia" not in [row[-1] for row in registered]


@pytest.mark.only("telegram")
async def test_results_are_those_that_people_have_logged(desk, officer, staff, answered):
    await staff.says("hôm nay hòa giải 3 vụ")
    _, *found = await rows(desk, officer, "Biểu kết quả")
    assert [row[4:] for row in found] == [
        ["Hòa giải", "vụ", "20", "3", "15"],
        ["Hòa giải", "vụ", "5", "3", "60"],
        ["Phấn đấu tốt", "", "", "0", ""],
    ]


@pytest.mark.only("telegram")
async def test_a_unit_head_takes_the_registration_of_the_unit_to_sign(desk, unit_head, answered):
    await unit_head.says("tổng hợp")
    assert "để ký" in await unit_head.chooses("Bản đăng ký của đơn vị")
    document = Document(io.BytesIO(last_file(desk)))
    assert [row.cells[1].text for row in document.tables[1].rows][1:] == [
        *("I. Tập thể", "Phòng Hành chính và Bổ trợ tư pháp", "II. Cá nhân", "Phạm Thanh Bình")
    ]
    assert "Trần Văn Dũng" in document.tables[2].rows[0].cells[1].text


@pytest.mark.only("telegram")
async def test_an_officer_picks_the_unit_whose_registration_is_signed(desk, officer, answered):
    await officer.says("tổng hợp")
    assert "của đơn vị nào" in await officer.chooses("Bản đăng ký của đơn vị")
    await officer.chooses("Trung tâm")
    assert len(Document(io.BytesIO(last_file(desk))).tables[1].rows) == 1


@pytest.mark.only("telegram")
async def test_the_letter_is_signed_by_the_director_and_not_by_a_deputy(desk, officer, answered):
    await director_of(desk)
    await officer.says(f"/xuatbieu {answered} tep local")
    signing = Document(io.BytesIO(last_file(desk))).tables[-1].rows[0].cells[1].text
    assert (signing.startswith("GIÁM ĐỐC\n"), signing.endswith("Lê Minh Quang")) == (True, True)


async def of_cluster(desk):
    """Two departments, of which the first has registered for a title and for a form."""
    async with desk.database.transaction() as tx:
        cluster = await tree.get(tx, await tree.add_unit(tx, "Cụm miền núi", "Cụm MN", UnitKind.CLUSTER))
        first, _ = [
            await tree.add_unit(tx, f"Sở Tư pháp tỉnh {name}", f"Tỉnh {name}", UnitKind.MEMBER, cluster)
            for name in ("A", "B")
        ]
    content = Content(level=Level.CLUSTER)
    movement = await another(desk, label="Thi đua cụm 2026", units=frozenset({cluster.id}), content=content)
    await put(desk, movement, unit_id=first, titles=("Cờ thi đua ngành Tư pháp",), forms=("Bằng khen",))
    return movement


@pytest.mark.only("telegram")
async def test_the_members_of_a_cluster_are_its_collectives(desk, officer, unit_head):
    movement = await of_cluster(desk)
    said = await officer.says(f"/xuatbieu {movement}")
    assert "- Đăng ký: 1/2 thành viên" in said
    assert "Cần xem lại" not in said
    assert "Đăng ký: 1/2" in await officer.says(f"/cum {movement}")
    await officer.says(f"/xuatbieu {movement} tep members")
    assert [row[1:4] for row in read(last_file(desk))[0][1:]] == [
        ["Sở Tư pháp tỉnh A", "Cờ thi đua ngành Tư pháp", "Bằng khen"]
    ]
    assert "Tỉnh" not in await unit_head.says(f"/xuatbieu {movement}")


@pytest.mark.only("zalo")
async def test_where_no_file_can_be_sent_the_figures_come_and_who_can_make_the_files_is_said(
    officer, unit_head, answered
):
    assert "1/5 đã đăng ký" in await officer.says("tổng hợp")
    assert "xin người quản trị lập trên máy chủ" in await officer.chooses("Biểu kết quả")
    await unit_head.says("tổng hợp")
    assert "xin người quản trị lập trên máy chủ" in await unit_head.chooses("Bản đăng ký của đơn vị")

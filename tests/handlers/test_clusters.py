"""The office as head of a cluster: members are departments that write on paper, and the officer enters it."""

from datetime import timedelta
from decimal import Decimal

import pytest

from domain.people import UnitKind
from domain.registrations import RegistrationState
from domain.targets import Target
from storage import campaigns, coverage, people, registrations, reports, tree
from tests.conftest import director_of
from tests.handlers.signing import NOW, Content, Level, campaign_with

CONTENT = Content(
    level=Level.CLUSTER,
    pledge="Thi đua hoàn thành xuất sắc nhiệm vụ năm 2026",
    pledge_by=NOW + timedelta(days=1),
    titles=("Cờ thi đua ngành Tư pháp", "Tập thể lao động xuất sắc"),
    forms=("Bằng khen của Bộ trưởng Bộ Tư pháp",),
)


@pytest.fixture
async def members(desk):
    """The ids of three departments of a cluster."""
    async with desk.database.transaction() as tx:
        cluster = await tree.get(tx, await tree.add_unit(tx, "Cụm miền núi phía Bắc", "Cụm MNPB", UnitKind.CLUSTER))
        return cluster.id, [
            await tree.add_unit(tx, f"Sở Tư pháp tỉnh {name}", f"Tỉnh {name}", UnitKind.MEMBER, cluster)
            for name in ("A", "B", "C")
        ]


@pytest.fixture
async def movement(desk, members):
    return await campaign_with(desk, CONTENT, units=frozenset({members[0]}), label="Giao ước thi đua cụm 2026")


async def test_what_members_sent_is_rolled_up(desk, officer, movement):
    assert "03 thành viên" in await officer.says("cụm thi đua")
    await officer.chooses("Tỉnh A")
    assert "danh hiệu" in await officer.chooses("Ghi đăng ký của đơn vị")
    assert "hình thức khen thưởng" in await officer.says("1 2")
    said = await officer.says("bằng khen của bộ trưởng bộ tư pháp")
    assert "Danh hiệu: Cờ thi đua ngành Tư pháp, Tập thể lao động xuất sắc" in said
    assert "Hình thức khen thưởng: Bằng khen của Bộ trưởng Bộ Tư pháp" in said
    await officer.says(f"/cum {movement}")
    await officer.chooses("Tỉnh B")
    assert "Đã ký giao ước" in await officer.chooses("Đã ký trên giấy")
    await officer.chooses("Ghi báo cáo đã gửi")
    assert "gửi Báo cáo số 56/BC-STP ngày 16/6/2026" in await officer.says("56/bc-stp ngày 16/6")
    said = await officer.says(f"/cum {movement}")
    assert "Đăng ký: 1/3 thành viên" in said
    assert "Ký giao ước: 1/3 thành viên (đúng hạn 1)" in said
    assert "Báo cáo: 1/3 thành viên (đúng hạn 1)" in said
    assert "Tỉnh C: chưa đăng ký, chưa ký, chưa báo cáo" in said


async def test_the_words_to_copy_name_who_is_missing(desk, officer, movement, members):
    await officer.says(f"/cum ky {movement}.1 {members[1][0]}")
    await officer.says(f"/cum {movement}")
    said = await officer.chooses("Bản nhắc để gửi các thành viên")
    assert "Kính đề nghị ký giao ước: Tỉnh B, Tỉnh C." in said
    assert "Kính đề nghị đăng ký: Tỉnh A, Tỉnh B, Tỉnh C." in said


async def test_what_was_noted_by_mistake_is_taken_back(desk, officer, movement, members):
    await officer.says(f"/cum ky {movement}.1 {members[1][0]}")
    assert "Chưa ký giao ước" in await officer.chooses("Bỏ ghi vừa rồi")


async def test_a_department_is_offered_no_title_of_persons(desk, officer, members):
    asked = CONTENT.model_copy(update={"titles": ("Lao động tiên tiến", "Cờ thi đua ngành Tư pháp")})
    movement = await campaign_with(desk, asked, units=frozenset({members[0]}))
    said = await officer.says(f"/cum dangky {movement} {members[1][0]}")
    assert "1. Cờ thi đua ngành Tư pháp" in said
    assert "Lao động tiên tiến" not in said
    await officer.says("1")
    assert "Danh hiệu: Cờ thi đua ngành Tư pháp" in await officer.says("không")


async def test_no_title_is_said_in_a_word_and_a_wrong_number_is_asked_again(desk, officer, movement, members):
    await officer.says(f"/cum dangky {movement} {members[1][0]}")
    assert "từ 1 đến 2" in await officer.says("3")
    await officer.says("không")
    assert "Danh hiệu: không đăng ký" in await officer.says("không")


async def test_the_director_sees_it_and_notes_nothing(desk, movement, members):
    director = await director_of(desk)
    said = await director.says("/cum")
    assert "03 thành viên" in said
    await director.says(f"/cum ky {movement}.1 {members[1][0]}")
    assert "Ký giao ước: 0/3" in await director.says(f"/cum {movement}")


async def test_staff_and_heads_are_shown_nothing(desk, staff, unit_head, movement):
    for person in (staff, unit_head):
        assert "thành viên" not in await person.says(f"/cum {movement}")


async def test_a_campaign_of_the_office_is_none_of_a_cluster(desk, officer, drive):
    assert "không phải phong trào của cụm" in await officer.says(f"/cum {drive}")
    assert "Chưa có phong trào nào" in await officer.says("/cum")


@pytest.mark.parametrize("way_out", ["thoát", "bỏ qua", "Thôi"])
async def test_the_words_for_leaving_leave_each_question(desk, officer, movement, members, way_out):
    for texts in (["dangky"], ["dangky", "không"], ["baocao"]):
        await officer.says(f"/cum {texts[0]} {movement} {members[1][0]}")
        for text in texts[1:]:
            await officer.says(text)
        await officer.says(way_out)
        assert "chưa đăng ký, chưa ký, chưa báo cáo" in await officer.says(f"/cum {movement}")


async def test_after_the_end_nothing_is_entered(desk, officer, movement, members):
    await desk.moved_to("2026-09-01T09:00")
    assert "kết thúc" in await officer.says(f"/cum dangky {movement} {members[1][0]}")


async def test_a_report_that_comes_after_the_end_is_entered_all_the_same(desk, officer, movement, members):
    await desk.moved_to("2026-09-01T09:00")
    await officer.says(f"/cum xem {movement} {members[1][0]}")
    assert not {"Ghi đăng ký của đơn vị", "Đã ký trên giấy"} & set(officer.choices)
    await officer.chooses("Ghi báo cáo đã gửi")
    assert "chậm" in await officer.says("56/BC-STP ngày 31/8")
    assert "Báo cáo: 1/3 thành viên (đúng hạn 0)" in await officer.says(f"/cum {movement}")
    await officer.says(f"/cum xem {movement} {members[1][0]}")
    assert "Ghi báo cáo đã gửi" not in officer.choices


async def test_a_cluster_of_many_is_shown_by_the_page(desk, officer, members, movement):
    async with desk.database.transaction() as tx:
        cluster = await tree.get(tx, members[0])
        for number in range(4, 29):
            await tree.add_unit(tx, f"Sở Tư pháp tỉnh {number}", f"Tỉnh {number}", UnitKind.MEMBER, cluster)
    said = await officer.says(f"/cum {movement}")
    assert "28 thành viên" in said
    assert len(said) <= 1900
    assert "13. Tỉnh 13" in await officer.says(f"/cum {movement} tu 12")


async def test_a_member_s_own_people_are_none_of_the_whole_office(desk, members, drive):
    """Somebody of another department who uses the assistant is not asked to join the office's drives."""
    async with desk.database.transaction() as tx:
        person = await people.get(tx, await people.add_staff(tx, members[1][0], "Lò Thị Mai", "female", "", []))
        campaign = await campaigns.get(tx, drive)
        assert not campaign.includes(person)
        assert members[1][0] not in [one.unit.id for one in await coverage.by_unit(tx, campaign)]
        assert members[1][0] not in [one.unit.id for one in await reports.of_campaign(tx, campaign)]


async def test_titles_that_are_entered_leave_the_targets_of_a_member(desk, officer, movement, members):
    async with desk.database.transaction() as tx:
        target = Target("Tư vấn pháp luật", Decimal(10), "vụ")
        given = {"state": RegistrationState.SUBMITTED, "entered_by": 1, "now": NOW, "targets": (target,)}
        await registrations.submit(tx, movement, unit_id=members[1][0], **given)
    await officer.says(f"/cum dangky {movement} {members[1][0]}")
    await officer.says("1")
    await officer.says("không")
    async with desk.database.transaction() as tx:
        stands = await registrations.of_collective(tx, movement, members[1][0])
    assert (stands.targets, stands.titles) == ((target,), ("Cờ thi đua ngành Tư pháp",))

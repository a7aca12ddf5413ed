"""The office as head of a cluster: progress, what to write to members, and the summary, all with the same figures."""

import io
from datetime import timedelta
from decimal import Decimal

import pytest
from docx import Document

from domain.people import UnitKind
from domain.registrations import RegistrationState
from domain.targets import Target
from handlers.sheets import read
from storage import pledges, registrations, signed_texts, tree
from storage.signed_texts import TextKind
from tests.conftest import director_of
from tests.handlers.signing import NOW, Content, Level, campaign_with

CONTENT = Content(
    level=Level.CLUSTER,
    pledge="Thi đua hoàn thành xuất sắc nhiệm vụ năm 2026",
    pledge_by=NOW + timedelta(days=1),
    titles=("Cờ thi đua ngành Tư pháp",),
    forms=("Bằng khen của Bộ trưởng Bộ Tư pháp",),
)
LABEL = "Giao ước cụm 2026"
TARGET = Target("Trợ giúp pháp lý", Decimal(1250), "vụ việc")
AFTER_THE_REPORT = "2026-08-17T09:00"


@pytest.fixture
async def members(desk):
    """The cluster's id and those of its four departments."""
    async with desk.database.transaction() as tx:
        cluster = await tree.get(tx, await tree.add_unit(tx, "Cụm miền núi phía Bắc", "Cụm MNPB", UnitKind.CLUSTER))
        return cluster.id, [
            await tree.add_unit(tx, f"Sở Tư pháp tỉnh {name}", f"Tỉnh {name}", UnitKind.MEMBER, cluster)
            for name in ("A", "B", "C", "D")
        ]


@pytest.fixture
async def movement(desk, members):
    """Two of the four have registered, of which one has signed."""
    number = await campaign_with(desk, CONTENT, units=frozenset({members[0]}), label=LABEL)
    first, second, *_ = members[1]
    async with desk.database.transaction() as tx:
        given = {"state": RegistrationState.SUBMITTED, "entered_by": 1, "now": NOW}
        sought = {"titles": CONTENT.titles, "forms": CONTENT.forms, "targets": (TARGET,)}
        await registrations.submit(tx, number, unit_id=first, **given, **sought)
        await registrations.submit(tx, number, unit_id=second, **given, titles=CONTENT.titles)
        text = await signed_texts.current(tx, number, TextKind.PLEDGE)
        await pledges.sign(tx, text, first, signed_by=None, entered_by=1, now=NOW)
    return number


def last_file(desk):
    return list(desk.sandbox.world.files.values())[-1].content


# Progress


async def test_no_screen_counts_people_of_the_office_in_the_place_of_members(desk, officer, movement):
    assert "Đăng ký: 2/4 thành viên, hạn 26/6" in await officer.says(f"xem đợt {movement}")
    assert "0/0" not in officer.last
    assert "Đăng ký: 2/4 thành viên" in await officer.says(f"/tiendo hinh {movement}")
    assert "0/4 thành viên đã nộp" in await officer.says("báo cáo")
    director = await director_of(desk)
    await desk.set(digest__officer_at='"08:30"', digest__director_day='"monday"')
    await desk.moved_to("2026-06-22T08:30")
    await desk.ticked()
    await desk.quiet()
    assert any(f"hết hạn đăng ký {LABEL}, đã có 2/4 thành viên" in one for one in officer.heard)
    assert any(f"{LABEL}: 2/4 thành viên đã đăng ký" in one for one in director.heard)


async def test_progress_counts_members_and_names_who_is_missing(officer, movement):
    said = await officer.says(f"tiến độ đợt {movement}")
    assert "Đăng ký: 2/4 thành viên, hạn 26/6" in said
    assert "Ký giao ước: 1/4 thành viên (đúng hạn 1), hạn 18/6" in said
    assert "Báo cáo: 0/4 thành viên (đúng hạn 0), hạn 14/8" in said
    assert "Chưa đăng ký: Tỉnh C, Tỉnh D" in said
    assert "Chưa ký giao ước: Tỉnh B, Tỉnh C, Tỉnh D" in said
    assert "người" not in said
    said = await officer.chooses("Bản nhắc để gửi các thành viên")
    assert "Kính đề nghị đăng ký: Tỉnh C, Tỉnh D." in said
    assert "Kính đề nghị gửi báo cáo" not in said  # it is not due for two months


async def test_who_has_not_registered_is_asked_in_words_too(officer, movement):
    assert "Chưa đăng ký: Tỉnh C, Tỉnh D" in await officer.says("ai chưa đăng ký")


async def test_in_the_overview_its_line_counts_members_beside_the_drives_of_people(officer, movement, drive):
    said = await officer.says("tiến độ")
    assert f"{LABEL}: đăng ký 2/4 thành viên; ký giao ước 1/4 thành viên; báo cáo 0/4 thành viên" in said
    assert "Đợt thi đua 28/8: đăng ký 0/5 người" in said


async def test_the_director_sees_the_same(desk, movement):
    director = await director_of(desk)
    assert "Đăng ký: 2/4 thành viên" in await director.says(f"/tiendo {movement}")


async def test_what_is_over_its_day_is_said_on_each_screen(desk, officer, movement, members):
    await desk.moved_to(AFTER_THE_REPORT)
    for screen in (f"/tiendo {movement}", f"/cum {movement}"):
        said = await officer.says(screen)
        assert "Đăng ký: 2/4 thành viên, đã quá hạn 26/6" in said
        assert "Báo cáo: 0/4 thành viên (đúng hạn 0), đã quá hạn 14/8" in said
    said = await officer.says(f"/cum xem {movement} {members[1][2]}")
    assert "Chưa đăng ký, đã quá hạn 26/6." in said
    assert "Chưa báo cáo, đã quá hạn 14/8." in said
    assert "đã quá hạn 17 giờ 00, thứ Sáu, ngày 14/8/2026" in await officer.says(f"/cum nhac {movement}")


async def test_a_drive_of_the_office_in_the_name_of_a_cluster_is_one_of_its_people(desk, officer, members):
    """The cluster has launched it, and the office's own staff take part."""
    number = await campaign_with(desk, CONTENT, label="Hưởng ứng cụm")
    assert "Đã đăng ký: 0/5 người" in await officer.says(f"/tiendo {number}")
    assert "- Cá nhân: 0/5 đã đăng ký" in await officer.says(f"/xuatbieu {number}")


# What they still owe


async def test_what_members_owe_is_listed_and_the_words_to_send_them_are_offered(desk, officer, movement):
    await desk.moved_to(AFTER_THE_REPORT)
    said = await officer.says("đôn đốc")
    assert f"{LABEL}: 02 thành viên chưa đăng ký (Tỉnh C, Tỉnh D); đã quá hạn 26/6" in said
    assert "03 thành viên chưa ký giao ước (Tỉnh B, Tỉnh C, Tỉnh D); đã quá hạn 18/6" in said
    assert "04 thành viên chưa gửi báo cáo (Tỉnh A, Tỉnh B, Tỉnh C, Tỉnh D); đã quá hạn 14/8" in said
    said = await officer.chooses(f"1. Bản nhắc để gửi các thành viên: {LABEL}")
    assert said.startswith("Kính gửi các đơn vị thành viên")
    assert "Kính đề nghị gửi báo cáo: Tỉnh A, Tỉnh B, Tỉnh C, Tỉnh D." in said


async def test_who_owes_nothing_is_written_nothing(desk, officer, movement, members):
    async with desk.database.transaction() as tx:
        text = await signed_texts.current(tx, movement, TextKind.PLEDGE)
        for unit in members[1]:
            await pledges.sign(tx, text, unit, signed_by=None, entered_by=1, now=NOW)
    assert "giao ước" not in await officer.says("đôn đốc")


# Summed up


async def test_it_is_summed_up_though_no_member_has_an_account(officer, movement):
    said = await officer.says("tổng hợp")
    assert f"Tổng hợp đăng ký {LABEL}" in said
    assert "- Đăng ký: 2/4 thành viên" in said
    assert "- Chỉ tiêu: 01 chỉ tiêu" in said
    offered = [one for one in (*officer.choices, said) if "Excel" in one]
    assert any("Biểu tổng hợp đăng ký của các thành viên (Excel)" in one for one in offered)
    assert not any("Biểu chưa đăng ký" in one or "để ký" in one for one in offered)


@pytest.mark.only("telegram")
async def test_the_sheet_of_registrations_has_a_row_for_each_member_that_has_registered(desk, officer, saved, movement):
    await officer.says("tổng hợp")
    said = await officer.chooses("Biểu tổng hợp đăng ký của các thành viên")
    assert "2/4 thành viên đã đăng ký" in said
    assert read(saved(last_file(desk), "ods"))[0] == [
        [
            *("STT", "Thành viên", "Đăng ký thi đua (danh hiệu)", "Đăng ký khen thưởng (hình thức)"),
            *("Chỉ tiêu đăng ký", "Ngày đăng ký"),
        ],
        [
            *("1", "Sở Tư pháp tỉnh A", "Cờ thi đua ngành Tư pháp", "Bằng khen của Bộ trưởng Bộ Tư pháp"),
            *("Trợ giúp pháp lý: 1.250 vụ việc", "17/6/2026"),
        ],
        ["2", "Sở Tư pháp tỉnh B", "Cờ thi đua ngành Tư pháp", "", "", "17/6/2026"],
    ]


@pytest.mark.only("telegram")
async def test_the_sheet_of_progress_sums_up_to_the_figures_of_the_screen(desk, officer, saved, movement):
    await officer.says("tổng hợp")
    await officer.chooses("Biểu tiến độ theo thành viên")
    head, *rows, total = read(saved(last_file(desk), "ods"))[0]
    assert head == ["STT", "Thành viên", "Đăng ký", "Ký giao ước", "Báo cáo"]
    assert [row[2:] for row in rows] == [
        ["17/6/2026", "17/6/2026", "chưa"],
        ["17/6/2026", "chưa", "chưa"],
        ["chưa", "chưa", "chưa"],
        ["chưa", "chưa", "chưa"],
    ]
    assert total == ["", "Cộng", "2/4", "1/4", "0/4"]
    assert "(biểu tiến độ theo thành viên cụm)" in await officer.says("nhật ký")


@pytest.mark.only("telegram")
async def test_the_letter_to_the_ministry_has_the_same_figures(desk, officer, read_letter, movement):
    await officer.says("tổng hợp")
    assert "dự thảo" in await officer.chooses("Dự thảo công văn gửi Bộ Tư pháp")
    content = last_file(desk)
    said = read_letter(content)
    for line in (
        "Kính gửi: Bộ Tư pháp",
        "- Đăng ký: 02/04 thành viên; còn lại: Sở Tư pháp tỉnh C, Sở Tư pháp tỉnh D.",
        "- Chỉ tiêu: 01 chỉ tiêu.",
        "- Danh hiệu thi đua đăng ký: Cờ thi đua ngành Tư pháp: 02.",
        "- Hình thức khen thưởng đăng ký: Bằng khen của Bộ trưởng Bộ Tư pháp: 01.",
        "1. Biểu tổng hợp đăng ký thi đua của các thành viên;",
    ):
        assert line in said
    assert "Trưởng cụm" in "".join(one.text for one in Document(io.BytesIO(content)).paragraphs)
    assert "Cá nhân" not in "\n".join(said)

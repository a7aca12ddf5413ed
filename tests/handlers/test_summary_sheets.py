"""The summaries of a campaign as LibreOffice opens them."""

from dataclasses import replace
from datetime import date

import pytest

from domain.campaign_content import Content, Level, Parent
from domain.campaign_documents import Document
from handlers.sheets import read
from handlers.summary_sheets import Kind, sheet
from tests.handlers.libreoffice import cells, formulas
from tests.handlers.summarising import CASES, CENTRE, EVIL, SUMMARY, VAGUE, named


@pytest.fixture
def rows(saved):
    """What the first sheet says, once LibreOffice has opened it."""
    return lambda kind: read(saved(sheet(SUMMARY, kind).content, "ods"))[0]


def test_the_registrations_stand_in_the_columns_that_a_superior_asks_for(rows):
    found = rows(Kind.REGISTERED)
    assert found[0] == [
        *("STT", "Đơn vị", "Ông/Bà", "Họ và tên", "Chức vụ, đơn vị"),
        *("Chỉ tiêu: nội dung", "ĐVT", "Kế hoạch", "Ghi chú"),
        *("Đăng ký thi đua (danh hiệu)", "Đăng ký khen thưởng (hình thức)", "Trạng thái"),
    ]
    assert [row[:4] for row in found[1:]] == [
        ["1", CENTRE.name, "", "Tập thể"],
        ["2", CENTRE.name, "Bà", "Trần Thị Hoa"],
        ["2", CENTRE.name, "Bà", "Trần Thị Hoa"],
        ["3", "Văn phòng Sở", "", "Lê An (nhập hộ)"],
    ]
    assert found[2][4:] == [
        *(f"Chuyên viên, {CENTRE.name}", CASES.act, "vụ việc", "1250", "đến 20/8/2026"),
        *("Lao động tiên tiến", "", "Đã nhận"),
    ]


def test_what_goes_to_a_superior_says_which_movement_it_is(saved):
    content = Content(objectives=("Hoàn thành 100% nhiệm vụ", "Giải quyết hồ sơ đúng hạn"))
    summary = replace(SUMMARY, campaign=replace(SUMMARY.campaign, content=content))
    assert read(saved(sheet(summary, Kind.REGISTERED).content, "ods"))[2] == [
        ["STT", "Tên phong trào", "Mục tiêu", "Thời gian phát động", "Thời gian tổng kết"],
        ["1", SUMMARY.campaign.name, "; ".join(content.objectives), "15/6/2026", "28/8/2026"],
    ]


def test_a_target_without_a_number_has_an_empty_cell_and_never_a_nought(rows):
    assert [row[7] for row in rows(Kind.REGISTERED) if row[5] == VAGUE.act] == [""]


def test_who_has_not_registered_is_listed_with_the_reason(rows):
    assert rows(Kind.MISSING)[1:] == [
        ["1", "Văn phòng Sở", "Đỗ Mai", "Kế toán", "Chưa trả lời"],
        ["2", "Văn phòng Sở", "Bùi Tú", "Lái xe", "Không tham gia"],
    ]


def test_results_stand_beside_what_was_promised(rows):
    assert [row[2:] for row in rows(Kind.RESULTS)[1:]] == [
        ["Tập thể", "", CASES.act, "vụ việc", "1250", "500", "40"],
        ["Trần Thị Hoa", "Chuyên viên", CASES.act, "vụ việc", "1250", "500", "40"],
        ["Trần Thị Hoa", "Chuyên viên", VAGUE.act, "", "", "0", ""],
        ["Lê An (nhập hộ)", "Văn thư", "Thẩm định văn bản", "văn bản", "2.5", "3", "120"],
    ]


def test_progress_ends_with_the_sum_of_the_units(rows):
    head, *units, last = rows(Kind.PROGRESS)
    assert head[2:] == [
        *("Tổng số người", "Đã kích hoạt", "Đã nhận tin", "Đã đăng ký", "Không tham gia"),
        *("Trả lại, chờ sửa", "Chờ chấp nhận (gửi sau hạn)", "Chưa trả lời"),
        *("Chưa kích hoạt, chưa được nhập hộ", "Đã ký cam kết", "Đã ghi thành tích", "Tập thể đăng ký", "Đã báo cáo"),
    ]
    sums = [sum(int(row[column]) for row in units) for column in range(2, len(head))]
    assert last == ["", "Cộng", *map(str, sums)]
    assert sums == [16, 14, 13, 2, 1, 2, 1, 8, 2, 11, 6, 1, 1]


@pytest.mark.parametrize("kind", Kind)
def test_each_file_says_where_its_figures_come_from(kind):
    source = read(sheet(SUMMARY, kind).content)[1]
    assert source[1:] == [
        ["Phong trào thi đua", SUMMARY.campaign.name],
        ["Chủ đề", SUMMARY.campaign.theme],
        ["Thời gian", "15/6/2026 - 28/8/2026"],
        ["Số liệu tính đến", "17 giờ 00, thứ Sáu, ngày 26/6/2026"],
        ["Văn bản", "Kế hoạch số 45/KH-STP ngày 12/6/2026 của Sở Tư pháp tỉnh Thái An"],
        ["Văn bản", "Quyết định số 236/QĐ-BTP ngày 23/02/2026 của Bộ Tư pháp"],
    ]


def test_what_a_campaign_answers_is_named_with_its_document():
    document = Document("Kế hoạch", "3617/KH-UBND", date(2025, 12, 31), "UBND tỉnh Thái An")
    parent = Parent(level=Level.PROVINCE, name="Phong trào thi đua yêu nước năm 2026", document=document)
    answers = replace(SUMMARY.campaign, content=Content(parents=(parent, parent)))
    source = read(sheet(replace(SUMMARY, campaign=answers), Kind.MISSING).content)[1]
    assert source[5] == ["Hưởng ứng", parent.name]
    assert source[9:] == [["Văn bản", "Kế hoạch số 3617/KH-UBND ngày 31/12/2025 của UBND tỉnh Thái An"]]


def test_a_name_that_begins_like_a_formula_stays_text(opened):
    document = opened(sheet(named(*EVIL), Kind.REGISTERED).content)
    assert formulas(document) == []
    found = cells(document, "Tổng hợp đăng ký")[1:]
    assert [row[3] for row in found][::2] == [("string", name) for name in EVIL]
    assert {row[0][0] for row in found} == {"float"}


def test_a_file_is_named_in_letters_that_every_computer_takes():
    assert sheet(SUMMARY, Kind.RESULTS).name == "ket-qua-dot-thi-dua-28-8-1.xlsx"

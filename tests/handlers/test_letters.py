"""Word files as LibreOffice opens them, and their layout (Nghị định 30/2020/NĐ-CP)."""

import io
import unicodedata
from dataclasses import replace

import pytest
from docx import Document

from handlers.letters import FOLDER, Channel, Signer, covering_letter, for_signature
from tests.handlers.summarising import CENTRE, ENTRANTS, EVIL, OFFICE, SUMMARY, named

DIRECTOR = Signer("Giám đốc", "Lê Minh Quang")


def letter(summary=SUMMARY, channel=Channel.SECTOR):
    return covering_letter(summary, channel, OFFICE, DIRECTOR).content


def signed(summary=SUMMARY, signer=DIRECTOR):
    return for_signature(summary, CENTRE, OFFICE, signer).content


def table(content, place=1):
    return [[cell.text for cell in row.cells] for row in Document(io.BytesIO(content)).tables[place].rows]


def text(content):
    """All of the body, tables too."""
    return "\n".join(one.text or "" for one in Document(io.BytesIO(content)).element.iter() if one.tag.endswith("}t"))


@pytest.mark.parametrize(("channel", "to"), [(Channel.SECTOR, "Bộ Tư pháp"), (Channel.LOCAL, "Sở Nội vụ")])
def test_each_channel_has_its_own_letter(read_letter, channel, to):
    said = read_letter(letter(channel=channel))
    assert f"Kính gửi: {to}" in said
    assert f"Sở Tư pháp tỉnh Thái An kính gửi {to} tổng hợp./." in said


def test_a_letter_stands_in_the_order_of_the_decree(read_letter):
    said = [line for line in read_letter(letter()) if line != "DỰ THẢO"]
    expected = [
        *("UBND TỈNH THÁI AN", "SỞ TƯ PHÁP", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"),
        *("Số: …/STP-VP", "V/v tổng hợp đăng ký đợt thi đua 28/8", "Thái An, ngày … tháng … năm 2026"),
        *("Kính gửi: Bộ Tư pháp", "Nơi nhận:", "GIÁM ĐỐC", "Lê Minh Quang"),
    ]
    assert [line for line in said if line in expected] == expected


def test_a_letter_gives_its_figures_and_where_they_come_from(read_letter):
    said = read_letter(letter())
    for line in (
        "a) Tập thể: 01/02 đơn vị đã đăng ký.",
        (
            "b) Cá nhân: 02/16 người đã đăng ký; 01 người không tham gia; 02 người đang hoàn thiện đăng ký; "
            "01 người đăng ký sau hạn, chờ tiếp nhận; 10 người chưa đăng ký."
        ),
        "c) Chỉ tiêu: 04 chỉ tiêu, 02 lĩnh vực; trong đó 01 chỉ tiêu chưa có số lượng.",
        "d) Danh hiệu thi đua đăng ký: Tập thể lao động xuất sắc: 01; Lao động tiên tiến: 01.",
        "đ) Hình thức khen thưởng đăng ký: Giấy khen: 01.",
        "1. Biểu tổng hợp đăng ký thi đua;",
    ):
        assert line in said
    whole = "\n".join(said)
    assert (
        "Thực hiện Kế hoạch số 45/KH-STP ngày 12/6/2026 của Sở Tư pháp tỉnh Thái An, Quyết định số 236/QĐ-BTP" in whole
    )
    assert "tính đến 17 giờ 00, thứ Sáu, ngày 26/6/2026; trong đó 01 đăng ký do người khác nhập hộ." in whole


def test_what_a_campaign_does_not_have_is_left_out():
    plain = replace(SUMMARY.campaign, theme="", documents=())
    said = text(letter(replace(SUMMARY, campaign=plain, taking_part=())))
    for absent in ("Thực hiện", "chủ đề", "Danh hiệu", "Hình thức", "lĩnh vực", "nhập hộ", "chưa có số lượng"):
        assert absent not in said


def test_what_a_unit_signs_begins_with_the_collective(read_letter):
    said = read_letter(signed(signer=Signer("Giám đốc Trung tâm", "Nguyễn Văn Dũng")))
    assert said.index("BẢN ĐĂNG KÝ THI ĐUA") < said.index("I. Tập thể") < said.index("II. Cá nhân")
    assert said[-3:] == ["GIÁM ĐỐC TRUNG TÂM", "(Ký, ghi rõ họ tên)", "Nguyễn Văn Dũng"]
    assert "DỰ THẢO" not in said


def test_the_table_that_is_signed_holds_who_takes_part_with_targets_titles_and_forms():
    head, _, collective, _, *people = table(signed())
    assert head == ["STT", "Họ và tên", "Chức vụ", "Chỉ tiêu đăng ký", "Danh hiệu", "Hình thức khen thưởng"]
    cases = "- Trợ giúp pháp lý: 1.250 vụ việc (đến 20/8/2026)"
    assert collective == ["1", CENTRE.name, "", cases, "Tập thể lao động xuất sắc", ""]
    assert people == [
        ["1", "Trần Thị Hoa", "Chuyên viên", f"{cases}\n- Phấn đấu hoàn thành tốt nhiệm vụ", "Lao động tiên tiến", ""],
        ["2", "Lê An (nhập hộ)", "Văn thư", "- Thẩm định văn bản: 2,5 văn bản", "", "Giấy khen"],
    ]


def test_a_registration_without_a_target_says_so():
    assert table(signed(replace(SUMMARY, taking_part=(replace(ENTRANTS[1], lines=()),))))[2][3] == "Chưa có chỉ tiêu"


def test_a_name_stays_the_text_that_it_is(read_letter):
    content = signed(named(*EVIL, "R&D </w:t> \x0b\x1b“Hoa”", unicodedata.normalize("NFD", "Trần Thị Hoà")))
    names = [row[1] for row in table(content)[2:]]
    assert names == [*EVIL, "R&D </w:t> “Hoa”", "Trần Thị Hoà"]
    assert set(names) <= set(read_letter(content))


def test_nobody_in_a_unit_leaves_the_table_empty():
    assert len(table(signed(replace(SUMMARY, taking_part=())))) == 1


def test_the_files_are_named_after_campaign_and_receiver():
    assert covering_letter(SUMMARY, Channel.LOCAL, OFFICE, DIRECTOR).name == (
        "du-thao-cong-van-so-noi-vu-dot-thi-dua-28-8-1.docx"
    )
    assert for_signature(SUMMARY, CENTRE, OFFICE, DIRECTOR).name == "ban-dang-ky-dot-thi-dua-28-8-1-tttgpl.docx"


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.docx")), ids=lambda path: path.stem)
def test_a_template_has_the_page_and_the_type_of_the_decree(path):
    document = Document(str(path))
    page, type_ = document.sections[0], document.styles["Normal"].font
    margins = (page.top_margin, page.bottom_margin, page.left_margin, page.right_margin)
    assert (round(page.page_width.mm), round(page.page_height.mm)) == (210, 297)
    assert [round(one.mm) for one in margins] == [20, 20, 30, 15]
    assert (type_.name, type_.size.pt) == ("Times New Roman", 14)
    written = "".join(one.text or "" for one in document.element.iter() if one.tag.endswith("}t"))
    assert written == unicodedata.normalize("NFC", written)
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in written


@pytest.mark.parametrize("header", ["header", "first_page_header"])
def test_a_covering_letter_says_on_each_page_that_it_is_a_draft(header):
    page = Document(io.BytesIO(letter())).sections[0]
    assert "DỰ THẢO" in "".join(one.text for one in getattr(page, header).paragraphs)


def test_people_alone_are_the_first_part():
    alone = replace(SUMMARY, taking_part=ENTRANTS[1:])
    assert [row[0] for row in table(signed(alone)) if "Cá nhân" in row[0]] == ["I. Cá nhân"]

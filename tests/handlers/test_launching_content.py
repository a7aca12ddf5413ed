"""The further items of a launch, in chat and by a file; and what people then see of them."""

import pytest

from domain.award_types import AwardTypes
from domain.campaign_content import Award, Kind, Level
from handlers import launching_preview
from storage import campaigns
from tests.handlers.grouped import linked
from tests.handlers.launching import PLAN, launched, prepared, previewed
from tests.handlers.test_publishing import EXAMPLE, FILES, published
from tests.people import Person
from texts import award_types

CLERK = 900  # characters of a screen
LINES = """10 Phong trào thi đua ngành Tư pháp năm 2026; 252/QĐ-BTP 22/02; chủ đề Đoàn kết, kỷ cương
11 hoàn thành 100 % nhiệm vụ; không có hồ sơ trễ hạn
12 thực hiện Chương trình công tác năm 2026
13 Mỗi người một sáng kiến
14 giấy khen 3 tập thể, 10 cá nhân; bang khen bo 1 tap the
15 danh hiệu LĐTT, CSTĐCS; hình thức giấy khen
16 Tôi cam kết thực hiện văn hóa công sở
17 Các đơn vị giao ước hoàn thành chỉ tiêu; hạn ký 17h 26/6
18 cấp Sở, chuyên đề
19 có
20 20/7"""


async def only(desk):
    return await desk.read(lambda tx: campaigns.get(tx, 1))


async def test_the_further_items_stand_on_a_page_of_their_own(desk, officer):
    first = await officer.says("phát động 28/8")
    assert "10. Hưởng ứng" not in first
    assert "Nhắn 0 để xem mục 10 - 20" in first
    said = await officer.says("0")
    assert "10. Hưởng ứng: không có" in said
    assert "18. Cấp phát động, loại: cấp Sở, đợt cao điểm" in said
    assert "20. Ngày sơ kết: không có" in said
    assert await officer.says("thêm nội dung") == said
    assert len(said) <= CLERK
    assert "Đã điền sẵn" in await officer.chooses("Quay lại")


async def test_all_of_it_comes_by_lines_and_is_published(desk, officer):
    await officer.says("phát động 28/8")
    said = await officer.says(f"{PLAN}\n{LINES}")
    assert "Chưa ghi được" not in said
    assert len(said) <= 2000
    await officer.chooses("Xem trước bản gửi")
    await officer.chooses("Gửi")
    one = await only(desk)
    content = one.content
    assert (content.level, content.kind, content.with_union) == (Level.OFFICE, Kind.THEMATIC, True)
    assert one.theme == "Đoàn kết, kỷ cương"  # of what it answers
    assert content.parents[0].level is Level.MINISTRY
    assert content.parents[0].document.number == "252/QĐ-BTP"
    assert content.objectives == ("hoàn thành 100 % nhiệm vụ", "không có hồ sơ trễ hạn")
    assert content.awards == (
        Award(form="Giấy khen", collectives=3, people=10),
        Award(form="Bằng khen của Bộ trưởng Bộ Tư pháp", collectives=1),
    )
    assert content.titles == ("Lao động tiên tiến", "Chiến sĩ thi đua cơ sở")
    assert content.forms == ("Giấy khen",)
    assert content.commitment == "Tôi cam kết thực hiện văn hóa công sở"
    assert content.pledge == "Các đơn vị giao ước hoàn thành chỉ tiêu"
    assert content.pledge_by.isoformat() == "2026-06-26T17:00:00+07:00"
    assert content.interim.isoformat() == "2026-07-20"


async def test_titles_and_forms_whose_rule_the_office_has_not_checked_are_named_in_the_preview(
    desk, officer, monkeypatch
):
    await prepared(desk, officer)
    await officer.says(LINES)
    said = await previewed(officer)
    rule = "Quy định này chưa được Văn phòng Sở kiểm tra lại"
    assert f"Lao động tiên tiến, Chiến sĩ thi đua cơ sở, Giấy khen và 01 mục khác: {rule}." in said
    checked = AwardTypes(types=tuple(one.model_copy(update={"confirmed": True}) for one in award_types().types))
    monkeypatch.setattr(launching_preview, "award_types", lambda: checked)
    await officer.says("phát động 28/8")
    assert rule not in await previewed(officer)


@pytest.mark.parametrize("item", range(10, 21))
async def test_each_item_alone_says_how_it_is_written_in_one_screen(desk, officer, item):
    await officer.says("phát động 28/8")
    await officer.says(LINES)
    said = await officer.says(str(item))
    assert said.startswith(f"{item}. ")
    assert f"nhắn: {item} " in said
    assert len(said) <= CLERK


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("14 LĐTT 3 cá nhân", "Lao động tiên tiến là danh hiệu thi đua, không phải hình thức khen thưởng"),
        ("15 danh hiệu giấy khen", "Giấy khen là hình thức khen thưởng, không phải danh hiệu thi đua"),
        ("15 hình thức CSTĐCS", "Chiến sĩ thi đua cơ sở là danh hiệu thi đua"),
        ("14 giấy khen: 0 tập thể", "Mục 14: “0” không phải là số nguyên lớn hơn 0. Mời nhắn, ví dụ: 14 giấy khen 3"),
        ("14 giấy khen -3 tập thể", "Mục 14: “-3” không phải là số nguyên lớn hơn 0"),
        ("14 giấy khen 5 cá nhân, 2,5 tập thể", "Mục 14: “2,5” không phải là số nguyên lớn hơn 0"),
        ("6 tư vấn 0 vụ", "Mục 6: “0” không phải là số lớn hơn 0"),
        ("14 cờ thi đua", "“cờ thi đua” chưa có trong danh mục hình thức khen thưởng"),
        ("15 danh hiệu cờ thi đua", "có thể là Cờ thi đua của UBND tỉnh, Cờ thi đua ngành Tư pháp"),
        ("10 7", "Mục 10: danh sách đang trống"),
        ("10 Phong trào nào đó", "Mời nhắn tên phong trào; nơi phát động"),
        ("18 cấp xã", "Cấp: Bộ Tư pháp, tỉnh, cụm thi đua, Sở, đơn vị"),
        ("19 chắc thế", "mời nhắn có hoặc không"),
        ("20 20/9", "ngày sơ kết phải nằm trong thời gian"),
        ("17 hạn ký 17h 30/8", "hạn ký giao ước muộn hơn ngày kết thúc"),
        ("11 bỏ 3", "danh sách đang trống"),
        ("5 chị Hoa", "không có đơn vị hoặc người tên “chị Hoa”"),
    ],
)
async def test_what_does_not_fit_is_said_with_what_to_type_instead(desk, officer, line, said):
    await officer.says("phát động 28/8")
    assert said in await officer.says(line)


async def test_a_campaign_that_was_answered_before_is_chosen_by_its_number(desk, officer):
    await published(desk, officer)
    await officer.says("phát động 9/11")
    said = await officer.says("10")
    assert "(1) Đợt thi đua chào mừng Ngày Truyền thống ngành Tư pháp\n(2) Đợt thi đua cao điểm" in said
    assert "10. Hưởng ứng: Đợt thi đua chào mừng Ngày Truyền thống" in await officer.says("10 1")
    said = await officer.says("10 thêm 2")
    assert "10. Hưởng ứng: Đợt thi đua chào mừng Ngày Truyền thống ngành Tư pháp; Đợt thi đua cao điểm" in said
    assert "Đoàn kết, kỷ cương" in await officer.says("9")  # its theme, which none had said before
    assert "10. Hưởng ứng: Đợt thi đua cao điểm" in await officer.says("10 bỏ 1")


async def test_people_and_kinds_of_staff_are_named_beside_units(desk, officer, hoa, staff):
    await prepared(desk, officer)
    assert "Hoàng Thị Thu Hoa (01 người, 01 đơn vị)" in await officer.says("5 hoàng thị thu hoa")
    said = await officer.says("5 Văn phòng Sở, viên chức, Hoàng Thị Thu Hoa")
    assert "Văn phòng Sở, chỉ viên chức, thêm Hoàng Thị Thu Hoa (01 người" in said
    await officer.says("5 Hoàng Thị Thu Hoa")
    await officer.chooses("Xem trước bản gửi")
    await officer.chooses("Gửi ngay")
    await desk.moved_to("2026-06-12T16:40")
    assert len(hoa.heard) == 1
    assert staff.heard == []
    assert "Đối tượng: 01 người được mời" in await hoa.says("/thidua 1")


async def test_what_people_see_is_short_and_all_of_it_is_one_press_further(desk, officer, staff):
    await officer.says("phát động 28/8")
    await officer.says(f"{PLAN}\n{LINES}\n6 " + "; ".join(f"việc thứ {n} (vụ)" for n in ("a", "b", "c", "d", "e", "g")))
    await officer.chooses("Xem trước bản gửi")
    await officer.chooses("Gửi")
    await desk.moved_to("2026-06-18T08:10")
    said = await staff.says("/thidua 1")
    assert "Giám đốc Sở phối hợp với Công đoàn cơ sở phát động theo Kế hoạch số 45/KH-STP" in said
    assert "Hưởng ứng “Phong trào thi đua ngành Tư pháp năm 2026” do Bộ Tư pháp phát động (số 252/QĐ-BTP" in said
    assert len(said) <= CLERK + 200  # with the lines to choose from
    whole = await staff.chooses("Xem nội dung")
    assert "Khẩu hiệu: “Mỗi người một sáng kiến”" in whole
    assert "Loại: chuyên đề, cấp Sở" in whole
    assert "- không có hồ sơ trễ hạn" in whole
    assert "Giấy khen (03 tập thể, 10 cá nhân)" in whole
    assert "Danh hiệu thi đua hỏi khi đăng ký: Lao động tiên tiến, Chiến sĩ thi đua cơ sở" in whole
    assert "số 1" in await staff.says("/thidua noidung 1 9")


async def test_the_opening_says_what_it_answers_its_slogan_and_its_awards(desk, officer):
    await officer.says("phát động 28/8")
    await officer.says(f"{PLAN}\n{LINES}")
    await officer.chooses("Xem trước bản gửi")
    await officer.chooses("Gửi")
    copy = await officer.says("/phatdong sao 1")
    assert "Hưởng ứng “Phong trào thi đua ngành Tư pháp năm 2026” do Bộ Tư pháp phát động" in copy
    assert "Khẩu hiệu: “Mỗi người một sáng kiến”" in copy
    assert "Mục tiêu: hoàn thành 100 % nhiệm vụ (và 01 mục tiêu khác)" in copy
    assert "Khen thưởng: Giấy khen (03 tập thể, 10 cá nhân)" in copy


@pytest.mark.parametrize(
    ("level", "title", "said"),
    [
        ("Sở", "PHÁT ĐỘNG THI ĐUA", "Giám đốc Sở phát động theo Kế hoạch số 45/KH-STP ngày 12/6/2026"),
        ("đơn vị", "PHÁT ĐỘNG THI ĐUA", "Đơn vị phát động theo Kế hoạch số 45/KH-STP ngày 12/6/2026 của Sở Tư pháp"),
        ("cụm thi đua", "PHÁT ĐỘNG THI ĐUA", "Cụm thi đua phát động theo Kế hoạch số 45/KH-STP ngày 12/6/2026 của"),
        ("tỉnh", "HƯỞNG ỨNG PHONG TRÀO", "Hưởng ứng phong trào do UBND tỉnh phát động, theo Kế hoạch số 45/KH-STP"),
        ("Bộ Tư pháp", "HƯỞNG ỨNG PHONG TRÀO", "Hưởng ứng phong trào do Bộ Tư pháp phát động, theo Kế hoạch số 45/KH"),
    ],
)
async def test_whoever_launches_at_a_level_is_named_wherever_it_is_said(desk, officer, staff, level, title, said):
    await officer.says("phát động 28/8")
    await officer.says(f"{PLAN}\n18 cấp {level}")
    preview = await officer.chooses("Xem trước bản gửi")
    await officer.chooses("Gửi")
    copy = await officer.says("/phatdong sao 1")
    await desk.moved_to("2026-06-18T08:10")
    for text in (preview, copy, staff.last, await staff.says("/thidua 1")):
        assert said in text
        assert ("Giám đốc Sở" in text) is (level == "Sở")
    assert title in copy


async def test_the_preview_names_the_groups_that_will_hear_of_it(desk, officer):
    for number in range(5, 11):
        await linked(desk, number, f"Nhóm <{number}>")
    await prepared(desk, officer)
    said = await previewed(officer)
    assert "và 06 nhóm (Nhóm <5>, Nhóm <6>, Nhóm <7>, Nhóm <8>, Nhóm <9> và 01 nhóm khác)" in said
    assert "và 06 nhóm (Nhóm <5>, " in await officer.chooses("Gửi")


async def test_a_campaign_of_a_unit_is_corrected_as_one_that_rests_on_the_office_s_plan(desk, officer):
    await officer.says("phát động 28/8")
    await officer.says(f"{PLAN}\n18 cấp đơn vị")
    await officer.chooses("Xem trước bản gửi")
    await officer.chooses("Gửi")
    await officer.says("đính chính 1")
    said = await officer.says("8 2150/BTP-TCCB 08/6")
    assert "sau: Kế hoạch số 45/KH-STP ngày 12/6/2026, Công văn số 2150/BTP-TCCB ngày 08/6/2026" in said


@FILES
async def test_a_whole_year_comes_by_one_file(desk, officer: Person):
    lines = EXAMPLE.replace("# titles", "titles").replace("# forms", "forms").replace("# interim", "interim")
    lines = lines.replace("# commitment", "commitment").replace("# pledge", "pledge").replace("# points", "points")
    said = await officer.sends("dot.toml", lines.encode(), "phát động")
    assert "Đã đủ nội dung" in said
    await officer.chooses("Xem trước bản gửi")
    await officer.chooses("Gửi")
    one = await only(desk)
    assert one.content.titles == ("Lao động tiên tiến", "Chiến sĩ thi đua cơ sở")
    assert one.content.parents[0].document.issuer == "Bộ Tư pháp"
    assert one.criteria[0].points == 5
    assert one.content.pledge_by is not None


@FILES
async def test_what_a_file_leaves_to_what_it_answers_goes_with_it(desk, officer: Person):
    theme = next(line for line in EXAMPLE.splitlines() if line.startswith("theme = "))
    lines = EXAMPLE.replace(theme, "").replace("[[parents]]", '[[parents]]\ntheme = "Kỷ cương"')
    await officer.sends("dot.toml", lines.encode(), "phát động")
    await officer.chooses("Sửa")
    assert "9. Chủ đề: “Kỷ cương”" in officer.last
    said = await officer.says("10 bỏ hết")
    assert "9. Chủ đề: không có" in said


async def test_next_year_s_draft_has_the_content_with_its_years_moved_on(desk, officer):
    await launched(desk, officer)
    await officer.says("đính chính 1")
    await officer.says("12 thực hiện Chương trình công tác năm 2026\n14 giấy khen 3 tập thể\n20 20/7/2026")
    await officer.chooses("Ghi")
    await officer.says("/phatdong theo 1")
    await officer.says("0")
    assert "14. Hình thức khen thưởng, số lượng: Giấy khen (03 tập thể)" in officer.last
    assert "20. Ngày sơ kết: 20/7/2027" in officer.last
    assert "(1) thực hiện Chương trình công tác năm 2027" in await officer.says("12")


async def test_next_year_s_draft_leaves_the_numbers_of_documents_alone_and_says_what_to_look_at(desk, officer):
    await launched(desk, officer)
    await officer.says("đính chính 1")
    await officer.says(
        "12 thực hiện QĐ 33/QĐ-STP ngày 26/02/2026; triển khai Luật số 06/2026/QH16 và Nghị định 161/2026/NĐ-CP;"
        " phong trào giai đoạn 2026 - 2030; thi đua năm 2026\n16 thực hiện QĐ 33/QĐ-STP ngày 26/02/2026 năm 2026"
    )
    await officer.chooses("Ghi")
    await officer.says("/phatdong theo 1")
    assert "Đã chuyển sang năm 2027: mục 1, 12, 16." in officer.last
    assert "Xin xem lại: mục 12 còn nhắc “QĐ 33/QĐ-STP ngày 26/02/2026”; mục 12 còn nhắc" in officer.last
    assert "và 02 chỗ khác (mục 12, 16)." in officer.last
    assert "2026 - 2030" not in officer.last
    assert len(officer.last) <= 900
    contents = await officer.says("12")
    assert "Nghị định 161/2026/NĐ-CP" in contents
    assert "phong trào giai đoạn 2026 - 2030" in contents
    assert "thi đua năm 2027" in contents


async def test_what_is_pointed_out_goes_once_the_officer_has_mended_it(desk, officer):
    await launched(desk, officer)
    await officer.says("đính chính 1")
    await officer.says("12 thực hiện QĐ 33/QĐ-STP ngày 26/02/2026")
    await officer.chooses("Ghi")
    assert "Xin xem lại: mục 12" in await officer.says("/phatdong theo 1")
    await officer.says("12 thực hiện QĐ 41/QĐ-STP ngày 25/02/2027")
    await officer.says("phát động")
    await officer.chooses("Soạn tiếp")
    assert "Xin xem lại" not in officer.last

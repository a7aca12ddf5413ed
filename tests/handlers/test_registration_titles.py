"""Where a campaign asks: the title, then the form of award, two questions; last year's shown; abbreviations read."""

from datetime import date, datetime

import pytest

from domain.campaign_content import Content
from storage import registrations
from tests.handlers.registering import BINH, another, put_in, registered, targets

TITLES = ("Lao động tiên tiến", "Chiến sĩ thi đua cơ sở", "Tập thể lao động tiên tiến")
ASKS = Content(titles=TITLES, forms=("Giấy khen", "Bằng khen của Chủ tịch UBND tỉnh"))
YEARLY = {"name": "Phong trào thi đua năm 2026", "label": "Phong trào năm 2026", "content": ASKS}
EARLIER = {
    "name": "Phong trào thi đua năm 2025",
    "label": "Phong trào năm 2025",
    "start": date(2025, 1, 2),
    "end": date(2025, 12, 31),
    "registration_deadline": datetime.fromisoformat("2025-01-31T17:00:00+07:00"),
}
BINH_ID, HEAD_ID = 4, 2


@pytest.fixture
async def yearly(desk):
    return await another(desk, **YEARLY)


async def sought(desk, campaign, person=BINH_ID):
    found = await desk.read(lambda tx: registrations.of(tx, campaign, person))
    return found and (found.titles, found.forms)


async def test_title_and_form_are_two_questions_and_then_how_to_take_part(desk, staff, yearly):
    said = await staff.says("/dangky")
    assert "Danh hiệu anh phấn đấu:" in said
    assert "Đăng ký là mục tiêu phấn đấu; việc xét danh hiệu căn cứ thành tích và tiêu chuẩn." in said
    assert staff.choices == [*TITLES[:2], "Chỉ tham gia, chưa chọn danh hiệu", "Không tham gia đợt này", "Quay lại"]
    assert "Hình thức khen thưởng anh phấn đấu:" in await staff.chooses("Lao động tiên tiến")
    assert staff.choices == [*ASKS.forms, "Không đăng ký hình thức khen thưởng", "Quay lại"]
    said = await staff.chooses("Giấy khen")
    assert "Danh hiệu: Lao động tiên tiến\nHình thức khen thưởng: Giấy khen" in said
    said = await staff.chooses("Tham gia, chưa nêu chỉ tiêu")
    assert "Đã ghi nhận đăng ký số 1" in said
    assert "Danh hiệu: Lao động tiên tiến\nHình thức khen thưởng: Giấy khen" in said
    assert await sought(desk, yearly) == (("Lao động tiên tiến",), ("Giấy khen",))


async def test_last_years_title_is_shown(desk, staff, yearly):
    before = await another(desk, **EARLIER)
    await put_in(desk, before, staff_id=BINH_ID, titles=("Lao động tiên tiến",))
    assert "Năm 2025 anh đăng ký: Lao động tiên tiến." in await staff.says("/dangky")
    assert "Năm 2025" not in await staff.chooses("Lao động tiên tiến")


async def test_taking_part_without_a_title_and_without_a_form(desk, staff, yearly):
    await staff.says("/dangky")
    await staff.chooses("Chỉ tham gia")
    await staff.chooses("Không đăng ký hình thức")
    await staff.chooses("Tham gia")
    assert await sought(desk, yearly) == ((), ())


async def test_declining_stays_one_press(desk, staff, yearly):
    await staff.says("/dangky")
    assert "không tham gia đợt này" in await staff.chooses("Không tham gia đợt này")
    assert await registered(desk, yearly) == [(BINH, "DECLINED", 1)]


@pytest.mark.parametrize(
    ("typed", "title"), [("CSTĐCS", TITLES[1]), ("lđtt", TITLES[0]), ("lao dong tien tien", TITLES[0])]
)
async def test_typed_words_and_abbreviations_are_understood(desk, staff, yearly, typed, title):
    await staff.says("/dangky")
    await staff.says(typed)
    await staff.says("gk")
    await staff.chooses("Tham gia")
    assert await sought(desk, yearly) == ((title,), ("Giấy khen",))


@pytest.mark.parametrize("answer", ["đúng rồi", "Chiến sĩ thi đua cơ sở"])
async def test_a_slip_is_asked_back(desk, staff, yearly, answer):
    await staff.says("/dangky")
    assert "“csdt cs” có phải là Chiến sĩ thi đua cơ sở không?" in await staff.says("csdt cs")
    assert staff.choices == ["Chiến sĩ thi đua cơ sở", "Chọn lại"]
    assert "Hình thức khen thưởng" in await staff.says(answer)
    assert "Danh hiệu: Chiến sĩ thi đua cơ sở" in await staff.says("gk")


async def test_what_was_not_meant_is_chosen_again_and_what_is_none_is_said(desk, staff, yearly):
    await staff.says("/dangky")
    await staff.says("csdt cs")
    await staff.chooses("Chọn lại")
    assert "Lao động tiên tiến" in staff.choices
    assert "“giấy khen” không có trong danh sách danh hiệu của đợt này" in await staff.says("giấy khen")
    assert "“5” " not in await staff.chooses("Lao động tiên tiến")
    assert await registered(desk, yearly) == []


async def test_a_target_said_freely_is_kept_while_titles_are_asked(desk, staff, yearly):
    assert "Danh hiệu anh phấn đấu:" in await staff.says("đăng ký 10 vụ tư vấn")
    await staff.says("lđtt")
    said = await staff.says("gk")
    assert "Xin kiểm tra lại" in said
    assert "Danh hiệu: Lao động tiên tiến" in said
    assert "- Tư vấn: 10 vụ" in said
    await staff.chooses("Xác nhận")
    assert await targets(desk, yearly, BINH) == [("tư vấn", "10", "vụ", None)]
    assert await sought(desk, yearly) == (("Lao động tiên tiến",), ("Giấy khen",))


async def test_collectives_are_asked_about_titles_of_collectives(desk, unit_head, yearly):
    said = await unit_head.says("/dangky tapthe")
    assert "Danh hiệu tập thể Phòng Hành chính và Bổ trợ tư pháp phấn đấu:" in said
    assert unit_head.choices[0] == "Tập thể lao động tiên tiến"
    assert "Lao động tiên tiến" not in unit_head.choices
    await unit_head.chooses("Tập thể lao động tiên tiến")
    await unit_head.chooses("Giấy khen")
    await unit_head.chooses("Tham gia")
    found = await desk.read(lambda tx: registrations.of_collective(tx, yearly, 2))
    assert (found.titles, found.forms) == (("Tập thể lao động tiên tiến",), ("Giấy khen",))


async def test_what_is_changed_asks_anew_and_shows_what_stood(desk, staff, yearly):
    await put_in(desk, yearly, staff_id=BINH_ID, titles=("Lao động tiên tiến",), forms=("Giấy khen",))
    said = await staff.says("sửa đăng ký")
    assert "Đang đăng ký: Lao động tiên tiến." in said
    await staff.chooses("Chiến sĩ thi đua cơ sở")
    await staff.chooses("Giấy khen")
    await staff.chooses("Tự nhập chỉ tiêu")
    await staff.says("tư vấn 3 vụ")
    assert "nhập một câu" in await staff.chooses("Sửa")
    await staff.says("tư vấn 4 vụ")
    await staff.chooses("Xác nhận")
    assert await sought(desk, yearly) == ((TITLES[1],), ("Giấy khen",))
    assert await targets(desk, yearly, BINH) == [("tư vấn", "4", "vụ", None)]


@pytest.mark.parametrize("content", [Content(titles=TITLES[2:]), Content()])
async def test_who_is_asked_about_nothing_has_not_one_press_more(desk, staff, content):
    drive = await another(desk, content=content)
    assert "đăng ký thế nào?" in await staff.says("/dangky")
    await staff.chooses("Tham gia, chưa nêu chỉ tiêu")
    assert await registered(desk, drive) == [(BINH, "SUBMITTED", 1)]


async def test_leaving_the_questions_shows_how_things_stand(desk, staff, yearly):
    await staff.says("/dangky")
    assert "Anh Bình đăng ký thế nào?" in await staff.says("quay lại")
    assert "Danh hiệu anh phấn đấu:" in await staff.chooses("Đăng ký")
    assert await registered(desk, yearly) == []

import unicodedata
from datetime import datetime, timedelta

from storage import questions


async def test_a_question_is_passed_on_and_its_answer_comes_back(staff, officer):
    await staff.says("/hoi")
    assert "Đã chuyển" in await staff.says("Đợt này nộp ở đâu <b>&</b>?")
    assert "Phạm Thanh Bình" in officer.last
    assert "Đợt này nộp ở đâu <b>&</b>?" in officer.last
    await officer.chooses("Trả lời")
    assert "Đã chuyển câu trả lời" in await officer.says("Nộp tại Văn phòng Sở.")
    assert "Nguyễn Thị Lan Anh trả lời" in staff.last
    assert "Nộp tại Văn phòng Sở." in staff.last


async def test_words_after_the_command_are_the_question(staff, officer):
    await staff.says("/hoi " + unicodedata.normalize("NFD", "khi nào họp ạ"))
    assert "khi nào họp ạ" in officer.last


async def test_the_same_question_waits_only_once(staff, officer):
    await staff.says("/hoi khi nào họp")
    assert "Đã chuyển" in await staff.says("/hoi khi nào họp")
    assert sum("khi nào họp" in text for text in officer.heard) == 1


async def test_a_question_answered_already_shows_its_answer(staff, officer):
    await staff.says("/hoi khi nào họp")
    await officer.chooses("Trả lời")
    await officer.says("Thứ Hai")
    assert "đã được Nguyễn Thị Lan Anh trả lời" in await officer.presses("/hoi tra 1.0")
    assert "Thứ Hai" in officer.last


async def test_only_an_officer_answers(staff, hoa):
    await staff.says("/hoi khi nào họp")
    assert "cán bộ phụ trách thi đua thực hiện" in await hoa.says("/hoi tra 1.0")
    assert "họp" not in hoa.last


async def test_a_question_that_is_not_there_is_a_clear_sentence(officer):
    assert "Không tìm thấy câu hỏi" in await officer.says("/hoi tra 99.0")


async def test_outside_office_hours_it_is_said_when_the_officer_gets_it(desk, staff, officer):
    desk.at("2026-06-17T20:00")
    assert "7 giờ 30, thứ Năm, ngày 18/6/2026" in await staff.says("/hoi khi nào họp")
    assert officer.heard == []
    await desk.moved_to("2026-06-18T07:30")
    assert "khi nào họp" in officer.last


async def test_the_only_officer_is_told_that_nobody_else_can_be_asked(officer):
    assert "Chưa có cán bộ phụ trách nào khác" in await officer.says("/hoi khi nào họp")


async def test_a_very_long_question_is_refused_and_the_next_one_taken(staff, officer):
    await staff.says("/hoi")
    assert "Tin dài quá" in await staff.says("a" * 3000)
    assert officer.heard == []
    assert "Đã chuyển" in await staff.says("khi nào họp")


async def test_an_answer_to_somebody_who_left_is_not_said_to_be_delivered(staff, officer):
    await staff.says("/hoi khi nào họp")
    await staff.says("/dulieu")
    await staff.chooses("Rút lại đồng ý")
    await staff.chooses("Rút lại đồng ý ngay")
    await officer.chooses("Trả lời")
    assert "không nhận được tin" in await officer.says("Thứ Hai")


async def test_a_question_that_was_begun_can_be_left(staff, officer):
    await staff.says("/hoi")
    assert "Đã thoát" in await staff.says("thoát")
    assert officer.heard == []


async def test_what_is_typed_hours_later_is_shown_before_it_goes_to_anybody(desk, staff, officer):
    await staff.says("/hoi")
    await desk.moved_to("2026-06-17T14:05")
    heard = len(officer.heard)
    shown = await staff.says("hôm nay tư vấn 3 vụ")
    assert "“hôm nay tư vấn 3 vụ”" in shown
    assert "chưa gửi cho ai" in shown
    await desk.ticked()
    await desk.quiet()
    assert len(officer.heard) == heard
    assert "Đã chuyển" in await staff.chooses("Gửi câu này")
    await desk.ticked()
    await desk.quiet()
    assert "hôm nay tư vấn 3 vụ" in officer.last
    await officer.says("trả lời 1")
    await desk.moved_to("2026-06-17T16:20")
    assert "chưa gửi cho ai" in await officer.says("Được, chị nhé.")
    await officer.says("thoát")
    assert "Được, chị nhé." not in staff.last


async def test_an_answered_question_that_was_forgotten_is_shown_as_such(desk, officer, hoa):
    await hoa.says("/hoi Có cần ghi số lượt người dự không?")
    await officer.says("/hoi tra 1.0")
    await officer.says("Có, xin ghi cả số lượt người dự.")
    now = datetime.fromisoformat(desk.clock.read_text())
    await desk.read(lambda tx: questions.forget_words(tx, now + timedelta(days=1)))
    assert await officer.says("/hoi tra 1.0") == "Câu hỏi số 1 đã khép lại, nội dung không còn được lưu."

import pytest


async def test_the_menu_addresses_the_person_and_its_choices_lead_on(staff):
    assert "anh Bình" in await staff.says("/menu")
    assert "“thoát”" in await staff.chooses("Hướng dẫn")


async def test_plain_words_mean_commands(staff):
    assert "anh Bình" in await staff.says("bang chon")


async def test_what_is_not_understood_gets_a_way_out(staff):
    assert "chưa hiểu" in await staff.says("xyzzy")


async def test_what_is_not_understood_can_be_passed_to_the_officer(staff):
    await staff.says("xyzzy")
    assert "Hỏi cán bộ phụ trách" in staff.choices


async def test_the_sentence_that_was_not_understood_is_what_is_passed_on(staff, officer):
    await staff.says("xyzzy <b> bao giờ")
    assert "Đã chuyển" in await staff.chooses("Hỏi cán bộ phụ trách")
    assert "xyzzy <b> bao giờ" in officer.last
    assert sum("xyzzy" in text for text in officer.heard) == 1


async def test_what_was_not_understood_opens_no_question(staff, officer):
    await staff.says("/hoi")
    await staff.says("/menu")
    await staff.says("xyzzy")
    await staff.says("/menu")
    assert officer.heard == []
    assert "nhắn câu hỏi" in await staff.says("/tieptuc")
    assert "Đã thoát" in await staff.says("/thoat")
    assert "Không có việc nào" in await staff.says("/thoat")
    await staff.says("xyzzy lần nữa")
    await staff.chooses("Hỏi cán bộ phụ trách")
    assert "xyzzy lần nữa" in officer.last


async def test_what_was_not_understood_and_is_too_long_is_asked_for_anew(staff, officer):
    await staff.says("xyzzy " * 200)
    assert "nhắn câu hỏi" in await staff.chooses("Hỏi cán bộ phụ trách")
    assert officer.heard == []


@pytest.mark.parametrize("text", ["ok", "Cảm ơn ạ", "đã nhận", "vâng ạ", "da nhan"])
async def test_thanks_and_acknowledgements_owe_no_answer(staff, text):
    await staff.says(text)
    assert staff.heard == []


async def test_a_sticker_owes_no_answer_and_a_voice_message_one_sentence(staff):
    await staff.gestures("sticker")
    await staff.gestures("voice")
    assert len(staff.heard) == 1
    assert "tin thoại" in staff.last


async def test_a_voice_message_leaves_an_open_question_open(staff, officer):
    await staff.says("/hoi")
    await staff.gestures("voice")
    assert "Đã chuyển" in await staff.says("khi nào họp")


async def test_the_words_of_a_command_lead_there_even_while_a_question_is_open(staff):
    await staff.says("/ghi")
    assert "Dữ liệu" in await staff.says("dữ liệu của tôi")
    assert "Làm tiếp việc đang dở" in staff.choices
    assert "“kết quả của tôi”" in await staff.says("hướng dẫn")


async def test_a_damaged_command_shows_and_never_acts(staff, drive):
    said = await staff.says("/ghii tư vấn 3 vụ")
    assert "Đã ghi" not in said
    assert "nhắn một câu" in said.lower() or "mời" in said.lower()

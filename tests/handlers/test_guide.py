import pytest


async def test_the_menu_addresses_the_person_and_its_choices_lead_on(staff):
    assert "anh Bình" in await staff.says("/menu")
    assert "/thoat" in await staff.chooses("Hướng dẫn")


async def test_plain_words_mean_commands(staff):
    assert "anh Bình" in await staff.says("bang chon")


async def test_what_is_not_understood_gets_a_way_out(staff):
    assert "chưa hiểu" in await staff.says("xyzzy")


async def test_what_is_not_understood_can_be_passed_to_the_officer(staff):
    await staff.says("xyzzy")
    assert "Hỏi cán bộ phụ trách" in staff.choices


@pytest.mark.parametrize("text", ["ok", "Cảm ơn ạ", "đã nhận", "vâng ạ", "da nhan"])
async def test_thanks_and_acknowledgements_owe_no_answer(staff, text):
    await staff.says(text)
    assert staff.heard == []


async def test_a_sticker_owes_no_answer_and_a_voice_message_one_sentence(desk, staff):
    desk.sandbox.sim.send(staff.number, "sticker")
    desk.sandbox.sim.send(staff.number, "voice")
    await desk.quiet()
    assert len(staff.heard) == 1
    assert "tin thoại" in staff.last


async def test_a_voice_message_leaves_an_open_question_open(desk, staff, officer):
    await staff.says("/hoi")
    desk.sandbox.sim.send(staff.number, "voice")
    await desk.quiet()
    assert "Đã chuyển" in await staff.says("khi nào họp")


async def test_the_words_of_a_command_lead_there_even_while_a_question_is_open(staff):
    await staff.says("/ghi")
    assert "Dữ liệu" in await staff.says("dữ liệu của tôi")
    assert "Làm tiếp việc đang dở" in staff.choices
    assert "/ketqua" in await staff.says("hướng dẫn")


async def test_a_damaged_command_shows_and_never_acts(staff, drive):
    said = await staff.says("/ghii tư vấn 3 vụ")
    assert "Đã ghi" not in said
    assert "nhắn một câu" in said.lower() or "mời" in said.lower()

async def test_the_menu_addresses_the_person_and_its_choices_lead_on(staff):
    assert "anh Bình" in await staff.says("/menu")
    assert "/thoat" in await staff.chooses("Hướng dẫn")


async def test_plain_words_mean_commands(staff):
    assert "anh Bình" in await staff.says("bang chon")


async def test_what_is_not_understood_gets_a_way_out(staff):
    assert "chưa hiểu" in await staff.says("xyzzy")

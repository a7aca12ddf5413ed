"""Two officers correct one campaign: neither loses what was typed, and nothing is written over unseen."""

import pytest

from domain.permissions import Role
from storage import campaigns, dialogues
from tests.conftest import _let_in
from tests.handlers.test_publishing import all_of_them, correcting, published


@pytest.fixture
async def second(desk):
    """Another officer."""
    who = ("Vũ Thị Mai", "female", "Văn phòng Sở", Role.OFFICER)
    return await desk.read(lambda tx: _let_in(tx, desk, 1007, *who))


async def only(desk):
    return await desk.read(lambda tx: campaigns.get(tx, 1))


async def test_a_correction_of_what_has_changed_meanwhile_is_not_written(desk, officer):
    await published(desk, officer)
    await correcting(desk, officer, 1, theme='"Một"')
    first = await desk.read(lambda tx: dialogues.live(tx, desk.key, officer.id))
    await correcting(desk, officer, 1, theme='"Hai"')
    await officer.chooses("Ghi, không báo")
    said = await officer.presses(f"={first.id}.confirm.ok")
    assert "đã đổi đợt này ở chỗ khác lúc 9 giờ 07, thứ Tư, ngày 17/6/2026:\n- Chủ đề:" in said
    assert "Cả hai cùng sửa: chủ đề; xin xem kỹ trước khi ghi." in said
    assert "trước: Hai\nsau: Một" in said
    assert [one.theme for one in await all_of_them(desk)] == ["Hai"]


async def test_what_the_second_has_typed_stands_upon_what_the_first_has_written(desk, officer, second):
    await published(desk, officer)
    await second.says("đính chính 1")
    await second.says("13 Mỗi người một sáng kiến")
    await officer.says("đính chính 1")
    await officer.says("3 17h 30/6")
    await officer.chooses("Ghi, không báo")
    said = await second.chooses("Ghi, không báo")
    assert said.startswith("Nguyễn Thị Lan Anh đã đổi đợt này lúc 9 giờ 07, thứ Tư, ngày 17/6/2026:\n- Hạn đăng ký: ")
    assert "30/6/2026" in said
    assert "Những gì chị sửa vẫn còn" in said
    assert "Khẩu hiệu\ntrước: Mỗi ngày một việc tốt, mỗi người một sáng kiến\nsau: Mỗi người một sáng kiến" in said
    assert "Cả hai cùng sửa" not in said
    await second.chooses("Ghi, không báo")
    now = await only(desk)
    assert (now.registration_deadline.day, now.content.slogan) == (30, "Mỗi người một sáng kiến")


async def test_a_line_typed_upon_an_earlier_state_is_taken_and_lists_keep_what_either_has_added(desk, officer, second):
    await published(desk, officer)
    await second.says("đính chính 1")
    await officer.says("đính chính 1")
    await officer.says("11 thêm không có hồ sơ trễ hạn")
    await officer.chooses("Ghi, không báo")
    said = await second.says("11 thêm 100 % cán bộ tham gia")
    assert "đã đổi đợt này" in said
    assert "sau: " in said
    await second.chooses("Ghi, không báo")
    assert (await only(desk)).content.objectives[2:] == ("không có hồ sơ trễ hạn", "100 % cán bộ tham gia")


async def test_what_both_have_changed_is_named_before_it_is_written(desk, officer, second):
    await published(desk, officer)
    for one, words in ((second, "Hai"), (officer, "Một")):
        await one.says("đính chính 1")
        await one.says(f"9 {words}")
    await officer.chooses("Ghi, không báo")
    said = await second.chooses("Ghi, không báo")
    assert "Cả hai cùng sửa: chủ đề" in said
    assert "trước: Một\nsau: Hai" in said
    assert (await only(desk)).theme == "Một"
    await second.chooses("Ghi, không báo")
    assert (await only(desk)).theme == "Hai"


async def test_what_the_other_has_cancelled_is_corrected_no_more(desk, officer, second):
    await published(desk, officer)
    await second.says("đính chính 1")
    await officer.says("hủy đợt 1")
    await officer.chooses("Hủy hẳn")
    assert "đã được hủy" in await second.says("9 Hai")
    assert await desk.read(lambda tx: dialogues.live(tx, desk.key, second.id)) is None


async def test_lines_typed_upon_a_draft_of_another_are_kept_until_they_are_written(desk, officer, second):
    await officer.says("phát động 28/8")
    await second.says("phát động 28/8")
    await second.says("9 Đoàn kết")
    assert "vẫn còn" in await officer.says("13 Mỗi người một sáng kiến")
    assert "13. Khẩu hiệu: “Mỗi người một sáng kiến”" in await officer.chooses("Ghi các dòng vừa nhắn")
    assert "“Đoàn kết”" in await officer.says("9")


async def test_the_versions_say_who_changed_what_and_when(desk, officer, staff, second):
    await published(desk, officer)
    await second.says("đính chính 1")
    await second.says("3 17h 30/6")
    await second.chooses("Ghi, không báo")
    said = await officer.says("các bản của đợt 1")
    first, last = said.index("Vũ Thị Mai"), said.index("Nguyễn Thị Lan Anh")
    assert first < last
    assert "- Hạn đăng ký: 17 giờ 00, thứ Sáu, ngày 26/6/2026 → 17 giờ 00, thứ Ba, ngày 30/6/2026" in said
    assert "- công bố" in said
    assert "cán bộ phụ trách" in await staff.says("các bản của đợt 1")


async def test_who_comes_in_and_who_leaves_is_counted_and_who_comes_in_is_told(desk, officer, hoa):
    await published(desk, officer, audience='["Văn phòng Sở"]')
    heard = len(hoa.heard)
    await officer.says("đính chính 1")
    said = await officer.says("5 Trung tâm Trợ giúp pháp lý nhà nước")
    assert "Mới vào đối tượng: 01 người, 01 đơn vị." in said
    assert "Không còn trong đối tượng:" in said
    await officer.chooses("Ghi, báo")
    await desk.moved_to("2026-06-17T09:09")
    assert len(hoa.heard) == heard + 1
    assert "Trung tâm Trợ giúp pháp lý nhà nước" in hoa.last


async def test_who_has_signed_words_that_change_is_counted(desk, officer):
    await published(desk, officer)
    for lines in ("16 Tôi cam kết", "16 Tôi cam kết thực hiện văn hóa công sở"):
        await officer.says("đính chính 1")
        said = await officer.says(lines)
        assert ("Đã ký cam kết theo lời cũ: 01 người, phải ký lại" in said) is ("công sở" in lines)
        await officer.chooses("Ghi, không báo")
        await desk.read(lambda tx: tx.run("INSERT INTO commitment SELECT max(id), 1, 0, 1 FROM signed_text"))


async def test_a_campaign_of_before_versions_were_kept_shows_what_it_was_and_what_the_other_has_changed(
    desk, officer, second
):
    await published(desk, officer)
    async with desk.database.transaction() as tx:
        await tx.run("DELETE FROM campaign_version")
    await second.says("đính chính 1")
    await second.says("13 Mỗi người một sáng kiến")
    await officer.says("đính chính 1")
    await officer.says("3 17h 30/6")
    await officer.chooses("Ghi, không báo")
    changed = "- Hạn đăng ký: 17 giờ 00, thứ Sáu, ngày 26/6/2026 → 17 giờ 00, thứ Ba, ngày 30/6/2026"
    assert changed in await second.chooses("Ghi, không báo")
    said = await officer.says("các bản của đợt 1")
    assert changed in said
    assert "\n- giữ nguyên nội dung" in said

"""“Đã nhận thông báo”: pressed or said, silently; those who have not are reminded once."""

import pytest

from tests.handlers.announcing import WORDS, announced


async def receipts(desk) -> int:
    return await desk.read(lambda tx: tx.value("SELECT count(*) FROM acknowledgement"))


async def test_a_press_leaves_the_text_and_says_nothing(desk, officer, staff):
    await announced(desk, officer, asks=True)
    heard = staff.heard
    await staff.chooses("Đã nhận thông báo")
    assert staff.heard == heard
    assert WORDS in staff.last
    assert await receipts(desk) == 1
    await staff.presses("/danhan 1.1")
    assert await receipts(desk) == 1


@pytest.mark.only("telegram")
async def test_a_press_takes_the_choice_away(desk, officer, staff):
    await announced(desk, officer, asks=True)
    await staff.chooses("Đã nhận thông báo")
    assert staff.choices == []


@pytest.mark.parametrize("words", ["đã nhận", "rõ", "đã nắm", "ok", "vâng", "Đã nhận thông báo"])
async def test_free_words_count_for_the_last_announcement_and_get_no_answer(desk, officer, staff, words):
    await announced(desk, officer, asks=True)
    heard = len(staff.heard)
    await staff.says(words)
    assert (len(staff.heard), await receipts(desk)) == (heard, 1)


async def test_thanks_acknowledge_nothing_and_nothing_is_acknowledged_that_did_not_ask(desk, officer, staff):
    await announced(desk, officer)
    await staff.says("rõ")
    await announced(desk, officer, asks=True)
    await staff.says("cảm ơn")
    assert await receipts(desk) == 0
    assert "đang chờ xác nhận" in await staff.says("/danhan 1")


async def test_a_question_that_is_open_stays_open(desk, officer, staff):
    await announced(desk, officer, asks=True)
    await staff.says("hỏi")
    await staff.presses("/danhan 1.1")
    assert await receipts(desk) == 1
    assert "chuyển" in (await staff.says("Bao giờ có danh sách khen thưởng?")).lower()


async def test_the_officer_sees_how_many_by_unit_and_names_on_request(desk, officer, staff):
    await announced(desk, officer, asks=True)
    await staff.says("rõ")
    said = await officer.says("xem thông báo 1")
    assert "Đã xác nhận đã nhận: 1/5 người" in said
    assert "- Phòng Hành chính và Bổ trợ tư pháp: 1/3" in said
    assert "Hoàng Thị Thu Hoa" not in said
    names = await officer.chooses("Xem người chưa xác nhận")
    assert "Hoàng Thị Thu Hoa" in names
    assert "Phạm Thanh Bình" not in names


async def test_one_more_message_goes_to_those_who_have_not_and_only_once(desk, officer, staff, hoa):
    await announced(desk, officer, asks=True)
    await staff.says("rõ")
    heard = len(staff.heard)
    await officer.says("xem thông báo 1")
    assert "04 người chưa xác nhận" in await officer.chooses("Nhắc người chưa xác nhận")
    await desk.moved_to("2026-06-17T09:11")
    assert "chưa thấy xác nhận" in hoa.last
    assert len(staff.heard) == heard
    assert "Nhắc người chưa xác nhận" not in await officer.says("xem thông báo 1")
    await officer.says("nhắc thông báo 1")
    await desk.moved_to("2026-06-17T09:20")
    assert sum("chưa thấy xác nhận" in text for text in hoa.heard) == 1
    await hoa.says("đã nhận")
    assert "2/5" in await officer.says("xem thông báo 1")


async def test_a_stranger_acknowledges_nothing(desk, officer, stranger):
    await announced(desk, officer, asks=True)
    await stranger.says("rõ")
    await stranger.says("/danhan 1")
    assert await receipts(desk) == 0

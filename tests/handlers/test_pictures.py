"""Pictures as proof: counted and answered once a burst, and joined to the words before or after them."""

import pytest

ASKED = "Đã nhận {} ảnh."
WARNING = "Ảnh không được lộ họ tên"


async def shows(person, times: int = 1) -> None:
    """Send pictures, one message each, without waiting for an answer."""
    for _ in range(times):
        await person.gestures("photo")


async def pictures_of(desk, number: int = 1) -> int:
    async with desk.database.transaction() as tx:
        return await tx.value("SELECT pictures FROM achievement WHERE id = ?", (number,))


@pytest.fixture(autouse=True)
async def _registered(desk, staff, drive):
    await desk.moved_to("2026-06-17T09:00")
    await staff.says(f"/dangky ok {drive}.0")


async def logs(staff, words: str = "sáng nay tư vấn 3 vụ") -> str:
    await staff.says(words)
    return staff.last


async def test_a_burst_is_answered_once_six_seconds_after_its_last_picture(desk, staff):
    heard = len(staff.heard)
    await shows(staff, 2)
    await desk.moved_to("2026-06-17T09:00:04+07:00")
    await shows(staff)
    await desk.moved_to("2026-06-17T09:00:09+07:00")
    assert len(staff.heard) == heard
    await desk.moved_to("2026-06-17T09:00:10+07:00")
    assert staff.last.startswith(ASKED.format("03"))
    assert "xin giữ ảnh trong máy" in staff.last
    await desk.moved_to("2026-06-17T09:05")
    assert len(staff.heard) == heard + 1


async def test_pictures_then_words_within_ten_minutes_are_one_entry(desk, staff):
    await shows(staff, 2)
    await desk.moved_to("2026-06-17T09:10")
    await logs(staff)
    assert await pictures_of(desk) == 2
    await logs(staff, "sáng nay tư vấn 1 vụ ở xã Đông Sơn")
    assert await pictures_of(desk, 2) == 0


async def test_words_then_pictures_within_ten_minutes_are_one_entry(desk, staff):
    await logs(staff)
    desk.at("2026-06-17T09:09")
    await shows(staff, 3)
    await desk.moved_to("2026-06-17T09:10")
    assert "Đã thêm 03 ảnh vào kết quả số 1" in staff.last
    assert WARNING not in staff.last
    assert await pictures_of(desk) == 3


async def test_after_ten_minutes_they_have_nothing_to_do_with_each_other(desk, staff):
    await shows(staff, 2)
    await desk.moved_to("2026-06-17T09:10:01+07:00")
    await logs(staff)
    desk.at("2026-06-17T09:21")
    await shows(staff)
    await desk.moved_to("2026-06-17T09:21:06+07:00")
    assert staff.last.startswith(ASKED.format("01"))
    assert await pictures_of(desk) == 0


async def test_pictures_that_wait_or_that_were_joined_are_dropped_in_words(desk, staff):
    await shows(staff, 2)
    assert "Đã bỏ 02 ảnh." in await staff.says("bỏ ảnh")
    assert "Không có ảnh nào" in await staff.says("bỏ ảnh")
    await logs(staff)
    assert await pictures_of(desk) == 0
    await shows(staff)
    await desk.moved_to("2026-06-17T09:00:06+07:00")
    assert await pictures_of(desk) == 1
    assert "Đã bỏ 01 ảnh." in await staff.says("bo anh")
    assert await pictures_of(desk) == 0


async def test_what_a_picture_must_not_show_is_said_the_first_time_and_then_once_a_month(desk, staff):
    said = []
    for moment in ("2026-06-17T09:30", "2026-06-18T09:30", "2026-07-17T09:29", "2026-07-17T09:51", "2026-07-17T10:30"):
        desk.at(moment)
        await shows(staff)
        await desk.moved_to(moment + ":06+07:00")
        assert staff.last.startswith(ASKED.format("01"))
        said.append(WARNING in staff.last)
    assert said == [True, False, False, True, False]


async def test_in_the_middle_of_a_question_the_question_stays(desk, staff):
    assert "nhắn câu hỏi" in await staff.says("/hoi")
    await shows(staff)
    await desk.moved_to("2026-06-17T09:00:06+07:00")
    assert "trả lời tiếp câu hỏi ở trên" in staff.last
    await staff.says("mấy giờ hết hạn")
    assert await desk.read(lambda tx: tx.value("SELECT body FROM question")) == "mấy giờ hết hạn"


async def test_two_peoples_bursts_are_two(desk, staff, hoa):
    await shows(staff, 2)
    await shows(hoa)
    await desk.moved_to("2026-06-17T09:00:06+07:00")
    assert staff.last.startswith(ASKED.format("02"))
    assert hoa.last.startswith(ASKED.format("01"))


async def test_a_restart_in_the_middle_of_a_burst_costs_nothing(desk, staff):
    await shows(staff, 2)
    await desk.stop()
    desk.begin()
    await shows(staff)
    await desk.moved_to("2026-06-17T09:00:06+07:00")
    assert staff.last.startswith(ASKED.format("03"))


async def captioned(desk, staff, words: str) -> str:
    sandbox = desk.sandbox
    if desk.platforms[0] == "zalo":
        sandbox.zalo_sim.send(staff.id, "photo", words)
    else:
        sandbox.sim.send(staff.number, "photo", caption=words)
    await desk.quiet()
    return staff.last


async def test_a_caption_is_a_sentence_and_its_picture_belongs_to_it(desk, staff):
    await shows(staff)
    said = await captioned(desk, staff, "sáng nay tư vấn 3 vụ")
    assert "3 vụ" in said
    assert await pictures_of(desk) == 2
    heard = len(staff.heard)
    await desk.moved_to("2026-06-17T09:01")
    assert len(staff.heard) == heard

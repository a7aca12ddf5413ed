import pytest

from tests.handlers.logged import NOW, TODAY, entries, register


@pytest.fixture
async def registered(desk, hoa, drive):
    """Chị Hoa takes part in the drive, with its criteria as targets."""
    await register(desk, 5, drive)
    await desk.moved_to(NOW)
    return drive


async def test_an_entry_is_taken_back_and_put_there_again(desk, hoa):
    await desk.moved_to(NOW)
    await hoa.says("tư vấn 3 vụ")
    assert "Đã xóa kết quả số 1" in await hoa.chooses("Xóa")
    assert await entries(desk) == []
    assert "Đã khôi phục" in await hoa.chooses("Khôi phục")
    assert "Đã xóa kết quả số 1" in await hoa.says("xóa 1")
    assert await entries(desk) == []


async def test_the_entry_just_logged_is_shown_before_it_is_taken_back(desk, hoa):
    await desk.moved_to(NOW)
    await hoa.says("tư vấn 3 vụ")
    assert "nhắn “xóa 1”" in await hoa.says("xoá cái vừa ghi đi")
    assert len(await entries(desk)) == 1
    await hoa.says("xoá 1")
    assert await entries(desk) == []


async def test_a_slip_is_corrected_and_shown_before_and_after(desk, hoa, registered):
    await hoa.says("tư vấn 50 vụ")
    said = await hoa.says("nham roi, 15 vu chu ko phai 50")
    assert "Trước: Tư vấn: 50 vụ" in said
    assert "Sau: Tư vấn: 15 vụ" in said
    assert await entries(desk) == [("tư vấn", "15 vụ", TODAY)]


@pytest.mark.parametrize("typed", ["nhầm rồi, 3 buổi", "nhầm rồi", "nhầm rồi, 15 vụ chứ không phải 51"])
async def test_a_slip_that_may_concern_another_entry_is_asked_about(desk, hoa, typed):
    await desk.moved_to(NOW)
    await hoa.says("tư vấn 50 vụ")
    assert "muốn sửa chỗ nào" in await hoa.says(typed)
    assert await entries(desk) == [("tư vấn", "50 vụ", TODAY)]


async def test_a_number_to_take_back_is_no_amount_while_a_question_is_open(desk, hoa):
    await desk.moved_to(NOW)
    await hoa.says("tư vấn 3 vụ")
    await hoa.says("tư vấn 4 vụ")
    await hoa.says("sửa 1")
    assert "Đã xóa kết quả số 1" in await hoa.says("xóa 1")
    await hoa.says("phát khoảng 500 tờ gấp")
    assert "Đã xóa kết quả số 2" in await hoa.says("xóa kết quả số 2")
    assert await entries(desk) == []


@pytest.mark.parametrize(
    ("part", "typed", "expected"),
    [
        ("Việc", "tham gia tố tụng", ("tham gia tố tụng", "3 vụ", TODAY)),
        ("Ngày", "hôm qua", ("tư vấn", "3 vụ", "11/08-11/08")),
        ("Số lượng", "5", ("tư vấn", "5 vụ", TODAY)),
    ],
)
async def test_each_part_of_an_entry_can_be_changed(desk, hoa, part, typed, expected):
    await desk.moved_to(NOW)
    await hoa.says("tư vấn 3 vụ")
    await hoa.chooses("Sửa")
    await hoa.chooses(part)
    assert "Đã sửa" in await hoa.says(typed)
    assert await entries(desk) == [expected]


async def test_a_free_sentence_changes_an_entry(desk, hoa):
    await desk.moved_to(NOW)
    await hoa.says("truyền thông 1 buổi, 60 người")
    await hoa.chooses("Sửa")
    await hoa.says("62 nguoi")
    assert await entries(desk) == [("truyền thông", "1 buổi + 62 người", TODAY)]


async def test_an_entry_that_counts_in_a_closed_campaign_stays_as_it_is(desk, hoa, registered):
    await hoa.says("tham gia tố tụng 2 vụ")
    await hoa.says("thẩm định 4 dự thảo")
    await desk.moved_to("2026-08-29T09:00")
    assert "không sửa được nữa" in await hoa.says("xóa 1")
    assert "không sửa được nữa" in await hoa.presses("/ghi xoa 1.1")
    assert "Đã xóa" in await hoa.says("xóa 2")
    assert [act for act, _, _ in await entries(desk)] == ["tham gia tố tụng"]


@pytest.mark.parametrize(
    "typed", ["/ghi sua 1", "/ghi xoa 1.1", "/ghi lai 1.1", "/ghi dot 1", "/ghi doi 1.1 1", "xóa 1", "sửa 1"]
)
async def test_somebody_elses_number_reveals_nothing(desk, hoa, staff, typed):
    await desk.moved_to(NOW)
    unknown = await staff.says(typed.replace("1", "999", 1))
    await hoa.says("tư vấn 3 vụ")
    assert await staff.says(typed) == unknown
    assert "không tìm thấy" in unknown
    assert len(await entries(desk)) == 1


async def test_a_second_press_shows_the_present_state(desk, hoa):
    await desk.moved_to(NOW)
    await hoa.says("tư vấn 3 vụ")
    await hoa.presses("/ghi xoa 1.1")
    assert "Đã xóa" in await hoa.presses("/ghi xoa 1.1")
    await hoa.presses("/ghi lai 1.2")
    assert "Đã ghi" in await hoa.presses("/ghi xoa 1.1")
    assert len(await entries(desk)) == 1


async def test_two_confirmations_save_once(desk, hoa):
    await desk.moved_to(NOW)
    await hoa.says("tư vấn 3 vụ, tham gia tố tụng 2 vụ")
    await hoa.presses("=1.confirm.yes")
    await hoa.presses("=1.confirm.yes")
    assert len(await entries(desk)) == 2


@pytest.mark.parametrize("forged", ["=1.amount_approximate.x", "=1.confirm.yes", "=99.confirm.yes", "=1.sentence.x"])
async def test_a_forged_answer_saves_nothing(desk, hoa, staff, forged):
    await desk.moved_to(NOW)
    await hoa.says("phat khoang 500 to gap")
    await staff.presses(forged)
    await hoa.presses(forged)
    assert await entries(desk) == []

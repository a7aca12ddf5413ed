"""Requests about one's own data: asked, in the officers' messages with the time left, answered."""

import pytest

from tests.conftest import newcomer
from tests.people import Person

DUE = "17 giờ 00, thứ Sáu, ngày 19/6/2026"  # two working days after Wednesday the 17th


async def asks_for_erasure(person) -> str:
    await person.says("dữ liệu của tôi")
    return await person.chooses("Xin xóa dữ liệu")


async def asks_to_correct(person, words: str) -> str:
    await person.says("dữ liệu của tôi")
    await person.chooses("Sửa thông tin")
    return await person.says(words)


async def requests(desk) -> list[tuple[str, str]]:
    rows = await desk.read(lambda tx: tx.rows("SELECT kind, state FROM data_request ORDER BY id"))
    return [tuple(row) for row in rows]


async def acts(desk) -> list[str]:
    return [row["act"] for row in await desk.read(lambda tx: tx.rows("SELECT act FROM audit_log ORDER BY id"))]


async def test_whoever_asks_hears_by_when_the_answer_comes_and_the_officers_see_what_is_asked(staff, officer):
    said = await asks_to_correct(staff, "chức vụ đúng là Chuyên viên chính")
    assert f"Trả lời trước {DUE} (02 ngày làm việc, theo Nghị định 356/2025/NĐ-CP)" in said
    assert "Phạm Thanh Bình" in officer.last
    assert "chức vụ đúng là Chuyên viên chính" in officer.last
    assert f"{DUE}: còn 2 ngày làm việc" in officer.last


async def test_the_clock_is_a_setting(desk, staff):
    await desk.stop()
    desk.config.write_text(desk.config.read_text() + "\n[personal_data]\nanswer_within_working_days = 5\n")
    await desk.start()
    assert "17 giờ 00, thứ Tư, ngày 24/6/2026" in await asks_for_erasure(staff)


async def test_the_same_is_asked_once_and_can_be_taken_back(desk, staff, officer):
    await asks_for_erasure(staff)
    await staff.says("dữ liệu của tôi")
    assert not any(label.startswith("Xin xóa") for label in staff.choices)
    assert "giữ nguyên" in await staff.chooses("Không xin xóa nữa")
    assert await requests(desk) == [("erase", "withdrawn")]
    assert "Không có yêu cầu nào" in await officer.says("yêu cầu dữ liệu")


async def test_the_officers_who_have_heard_of_it_hear_with_the_next_news_that_it_was_taken_back(desk, staff, officer):
    await desk.set(digest__officer_at='"08:30"')
    await asks_for_erasure(staff)
    await desk.ticked()
    assert "xin xóa dữ liệu cá nhân" in officer.last
    await staff.says("dữ liệu của tôi")
    await staff.chooses("Không xin xóa nữa")
    await desk.moved_to("2026-06-18T08:29")
    assert not any("đã rút yêu cầu" in text for text in officer.heard)
    await desk.moved_to("2026-06-18T08:30")
    assert any(
        "Phạm Thanh Bình (Phòng Hành chính và Bổ trợ tư pháp) đã rút yêu cầu xóa" in one for one in officer.heard
    )


async def test_what_nobody_has_heard_of_is_taken_back_in_silence(desk, staff, officer):
    desk.at("2026-06-17T20:00")
    await asks_for_erasure(staff)
    await staff.says("dữ liệu của tôi")
    await staff.chooses("Không xin xóa nữa")
    await desk.moved_to("2026-06-18T08:30")
    assert not any("dữ liệu cá nhân" in text for text in officer.heard)


async def test_corrected_is_told_with_what_is_kept_now(desk, staff, officer):
    await asks_to_correct(staff, "chức vụ đúng là Chuyên viên chính")
    await desk.read(lambda tx: tx.run("UPDATE staff SET post = 'Chuyên viên chính' WHERE id = 4"))
    await officer.says("yêu cầu dữ liệu 1")
    assert "Đã trả lời" in await officer.chooses("Đã sửa")
    assert "Phạm Thanh Bình; Phòng Hành chính và Bổ trợ tư pháp; Chuyên viên chính" in staff.last
    assert await requests(desk) == [("correct", "done")]
    assert await desk.read(lambda tx: tx.value("SELECT body FROM data_request")) == ""
    assert (await acts(desk))[-2:] == ["data_request.asked", "data_request.done"]


async def test_a_refusal_carries_its_reason(desk, staff, officer):
    await asks_to_correct(staff, "tôi là Giám đốc")
    await officer.says("yêu cầu dữ liệu 1")
    await officer.chooses("Không sửa")
    assert "Đã trả lời" in await officer.says("Quyết định bổ nhiệm ghi khác.")
    assert "Quyết định bổ nhiệm ghi khác." in staff.last
    assert await requests(desk) == [("correct", "refused")]


async def test_an_erasure_is_refused_with_its_reason_and_nothing_is_lost(desk, staff, officer):
    await asks_for_erasure(staff)
    await officer.says("yêu cầu dữ liệu 1")
    await officer.chooses("Từ chối xóa")
    await officer.says("Đang trong thời gian bình xét, xin gửi lại sau.")
    assert "Đang trong thời gian bình xét" in staff.last
    assert "anh Bình" in await staff.says("bảng chọn")


async def test_whoever_answers_second_changes_nothing(desk, staff, officer):
    other = await newcomer(desk, 1201, "Vũ Thị Minh", "female", role="officer")
    await asks_for_erasure(staff)
    for one in (officer, other):
        await one.says("yêu cầu dữ liệu 1")
    await officer.chooses("Từ chối xóa")
    await officer.says("Xin trao đổi thêm.")
    assert "không còn chờ" in await other.presses("/dulieu xoangay 1.1")
    assert await requests(desk) == [("erase", "refused")]


@pytest.mark.parametrize("verb", ["yeucau", "dongy 1.1", "xoangay 1.1", "tuchoi 1.1", "dasua 1.1", "khongsua 1.1"])
async def test_only_officers_decide(desk, staff, unit_head, verb):
    await asks_for_erasure(staff)
    assert "cán bộ phụ trách" in await unit_head.says(f"/dulieu {verb}")
    assert await requests(desk) == [("erase", "waiting")]


async def test_an_officer_does_not_decide_what_he_asked_himself(desk, officer):
    await asks_for_erasure(officer)
    assert "cán bộ phụ trách khác" in await officer.says("/dulieu xoangay 1.1")
    assert await requests(desk) == [("erase", "waiting")]


async def test_the_last_officer_is_not_erased(desk, officer):
    other = await newcomer(desk, 1201, "Vũ Thị Minh", "female", role="officer")
    await asks_for_erasure(officer)
    await desk.read(lambda tx: tx.run("DELETE FROM role_grant WHERE role = 'officer' AND staff_id = 1"))
    await desk.read(lambda tx: tx.run("UPDATE role_grant SET staff_id = 1 WHERE role = 'officer'"))
    await desk.read(lambda tx: tx.run("INSERT INTO role_grant (staff_id, role, for_id) VALUES (6, 'officer', 1)"))
    assert "duy nhất" in await other.says("/dulieu xoangay 1.1")
    assert await requests(desk) == [("erase", "waiting")]


# The clock


async def test_the_morning_message_has_what_waits_the_most_urgent_first(desk, staff, hoa, officer):
    await asks_for_erasure(staff)
    desk.at("2026-06-18T10:00")
    await asks_to_correct(hoa, "xin sửa chức vụ")
    await desk.set(digest__officer_at='"08:30"')
    await desk.moved_to("2026-06-22T08:31")
    news = next(text for text in officer.heard if "Bản tin sáng" in text)
    assert news.index("Phạm Thanh Bình") < news.index("Hoàng Thị Thu Hoa")
    assert "xin xóa: đã quá hạn" in news
    assert "xin sửa: hạn hôm nay" in news
    assert "Phạm Thanh Bình" in await officer.chooses("Xem yêu cầu về dữ liệu")


async def test_the_officers_are_reminded_half_a_working_day_before_once(desk, staff, officer):
    await asks_for_erasure(staff)
    await desk.moved_to("2026-06-19T10:58")
    assert "cần trả lời" not in officer.last
    await desk.moved_to("2026-06-19T10:59")
    assert f"cần trả lời trước {DUE}: hạn hôm nay" in officer.last
    heard = len(officer.heard)
    await desk.moved_to("2026-06-19T14:00")
    assert len(officer.heard) == heard


async def test_what_is_answered_is_not_reminded_of(desk, staff, officer):
    await asks_for_erasure(staff)
    await officer.says("/dulieu tuchoi 1.1")
    await officer.says("Xin trao đổi thêm.")
    heard = len(officer.heard)
    await desk.moved_to("2026-06-19T14:00")
    assert len(officer.heard) == heard


async def test_it_stands_among_the_officer_s_tasks(staff, officer):
    await asks_for_erasure(staff)
    assert "Trả lời yêu cầu xóa dữ liệu của Phạm Thanh Bình: còn 2 ngày" in await officer.says("/viec")
    assert "Phạm Thanh Bình" not in await staff.says("/viec")


# Having it


@pytest.mark.only("telegram")
async def test_all_of_it_comes_as_a_page_and_as_a_file(desk, staff):
    await staff.says("hôm nay tư vấn 3 vụ")
    for label, ending in (("Trang để đọc", ".html"), ("Tệp cho phần mềm khác", ".json")):
        await staff.says("/dulieu tai")
        await staff.chooses(label)
        name, content = attached(desk)
        assert name.endswith(ending)
        assert "Phạm Thanh Bình" in content
        assert "vụ" in content
        assert "Hoàng Thị Thu Hoa" not in content


def attached(desk) -> tuple[str, str]:
    """Name and words of the file that came last."""
    stored = list(desk.sandbox.world.files.values())[-1]
    return stored.name, stored.content.decode()


@pytest.mark.only("zalo")
async def test_where_no_files_are_sent_it_is_said_how_else_to_have_them(staff: Person):
    assert "Văn phòng Sở" in await staff.says("/dulieu tai json")

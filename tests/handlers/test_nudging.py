"""What is missing, over all campaigns; one press asks for it, and nobody is asked twice on a day."""

from datetime import date, datetime

import pytest

from domain.campaign_content import Content
from domain.messages import ChatRef
from storage import absences, accounts
from tests.handlers.registering import another, changed
from tests.handlers.signing import campaign_with
from tests.handlers.test_progress import answered, many

NOW = datetime.fromisoformat("2026-06-17T09:05:00+07:00")
AT = "9 giờ 07, thứ Tư, ngày 17/6/2026"


async def nudges_of(desk):
    """Given name and state of every nudge, in order."""
    rows = await desk.read(
        lambda tx: tx.rows(
            "SELECT full_name, state FROM outbox JOIN staff ON staff.id = staff_id WHERE kind = 'nudge'"
            " ORDER BY staff.id"
        )
    )
    return [(row["full_name"].split()[-1], row["state"]) for row in rows]


async def away(desk, staff_id, first, last):
    days = (date.fromisoformat(first), date.fromisoformat(last))
    await desk.read(lambda tx: absences.add(tx, staff_id, days, 1, NOW))


async def test_what_is_missing_is_listed_and_one_press_asks_for_it(desk, officer, unit_head, focal, staff, hoa, drive):
    await answered(staff, hoa, drive)
    said = await officer.says("đôn đốc")
    assert "1. Đợt thi đua 28/8: 03 người chưa đăng ký; hạn 26/6" in said
    assert "2. Đợt thi đua 28/8: 03 đơn vị chưa đăng ký tập thể; hạn 26/6" in said
    said = await officer.chooses("1. Nhắc")
    assert f"Sẽ nhắc: 03 người, lúc {AT}." in said
    assert "- 01 người không tham gia" in said
    assert await nudges_of(desk) == []
    said = await officer.chooses("Nhắc 03 người")
    assert f"sẽ nhắc 03 người lúc {AT}" in said
    await desk.moved_to("2026-06-17T09:06")
    assert await nudges_of(desk) == [("Anh", "waiting"), ("Dũng", "waiting"), ("Tuấn", "waiting")]
    await desk.moved_to("2026-06-17T09:07")
    assert {state for _, state in await nudges_of(desk)} == {"sent"}
    assert "Anh Tuấn" in focal.last
    assert "tập thể" in unit_head.last
    assert not any("còn 9 ngày" in text for person in (staff, hoa) for text in person.heard)


async def test_what_did_not_go_on_its_day_does_not_go_later(desk, officer, unit_head, drive):
    await officer.presses(f"/dondoc nhac {drive}.1 dangky")
    await desk.moved_to("2026-06-23T08:00")
    assert unit_head.heard == []
    assert {state for _, state in await nudges_of(desk)} == {"dropped"}


async def test_a_head_who_has_declined_is_asked_for_nothing_that_the_unit_owes(desk, officer, unit_head, focal, drive):
    await unit_head.presses(f"/dangky khong {drive}.0")
    await officer.presses(f"/dondoc nhac {drive}.1 tapthe")
    assert [name for name, _ in await nudges_of(desk)] == ["Tuấn"]


async def told(desk, officer, person, drive, times="05"):
    await officer.says(f"/dondoc dangky {drive}")
    await officer.chooses(f"Nhắc {times} người")
    await desk.moved_to("2026-06-17T09:07")
    return person.last


async def test_of_one_thing_that_is_missing_it_speaks_alone(desk, officer, staff, drive):
    said = await told(desk, officer, staff, drive)
    first = said.splitlines()[0]
    assert first == "Anh Bình, Đợt thi đua 28/8 còn 9 ngày nhận đăng ký (đến 17 giờ 00, thứ Sáu, ngày 26/6/2026)."
    assert staff.choices == ["Đăng ký", "Không tham gia đợt này"]
    assert "không tham gia" in await staff.chooses("Không tham gia đợt này")


async def test_all_that_one_person_lacks_goes_into_one_message(desk, officer, staff, unit_head, drive):
    await campaign_with(desk, Content(commitment="Tôi cam kết"), label="Đợt thứ hai", registration_deadline=None)
    said = await told(desk, officer, staff, drive)
    assert "Anh Bình còn 03 việc thi đua:" in said
    assert "- Đợt thi đua 28/8 (đợt 1): chưa đăng ký, hạn 17 giờ 00" in said
    assert "- Đợt thứ hai (đợt 2): chưa ký cam kết" in said
    assert len(said) <= 900
    assert staff.choices[0] == "Đăng ký: Đợt thi đua 28/8"
    assert not any("Không tham gia" in choice for choice in staff.choices)  # that would be done at once
    assert "chưa đăng ký tập thể" in unit_head.last
    assert "“không tham gia đợt 1”" in said
    assert "anh Bình không tham gia" in await staff.says("không tham gia đợt 1")


async def test_nobody_is_asked_twice_on_a_day_whoever_presses(desk, officer, unit_head, drive):
    await another(desk, label="Đợt thứ hai")
    await told(desk, officer, unit_head, drive)
    said = await unit_head.says("/dondoc dangky 2")
    assert "Hôm nay không còn ai để nhắc." in said
    assert "- 03 người đã được nhắc trong ngày" in said
    assert "Nhắc 0" not in " ".join(unit_head.choices)
    await unit_head.presses("/dondoc nhac 2.1 dangky")
    assert len(await nudges_of(desk)) == 5
    desk.at("2026-06-18T09:05")
    said = await unit_head.says(f"/dondoc dangky {drive}")
    assert "Sẽ nhắc: 03 người, lúc 9 giờ 07, thứ Năm, ngày 18/6/2026." in said
    assert "Lần nhắc trước: 17/6." in said


async def test_a_second_press_finds_nobody_left(desk, officer, drive):
    await officer.presses(f"/dondoc nhac {drive}.1 dangky")
    said = await officer.presses(f"/dondoc nhac {drive}.1 dangky")
    assert "- 05 người đã được nhắc trong ngày" in said
    assert len(await nudges_of(desk)) == 5


async def test_who_is_away_or_cannot_be_written_to_is_left_alone_and_counted(desk, officer, staff, hoa, drive):
    await away(desk, 4, "2026-06-17", "2026-06-18")
    await desk.read(lambda tx: accounts.set_reachable(tx, hoa_chat(desk, hoa), reachable=False))
    await many(desk, 2)
    said = await officer.says(f"/dondoc dangky {drive}")
    assert "Sẽ nhắc: 03 người" in said
    assert "- 01 người đang nghỉ, đi công tác" in said
    assert "- 03 người chưa kích hoạt hoặc không nhận được tin" in said
    await officer.chooses("Nhắc 03 người")
    assert [name for name, _ in await nudges_of(desk)] == ["Anh", "Dũng", "Tuấn"]


def hoa_chat(desk, hoa):
    return ChatRef(platform=desk.key, chat_id=hoa.id)


async def test_a_head_asks_those_of_the_own_unit_alone(desk, unit_head, staff, hoa, drive):
    await unit_head.says("số liệu phòng tôi")
    await unit_head.chooses("Nhắc 03 người chưa đăng ký")
    await unit_head.chooses("Nhắc 03 người")
    assert [name for name, _ in await nudges_of(desk)] == ["Dũng", "Tuấn", "Bình"]


async def test_what_is_done_before_it_goes_is_not_asked_for(desk, officer, staff, hoa, drive):
    await officer.says(f"/dondoc dangky {drive}")
    await officer.chooses("Nhắc 05 người")
    await answered(staff, hoa, drive)
    await desk.moved_to("2026-06-17T09:07")
    assert dict(await nudges_of(desk))["Bình"] == "dropped"
    assert dict(await nudges_of(desk))["Hoa"] == "dropped"


async def test_it_is_stopped_in_time_and_another_may_ask_on_that_day(desk, officer, unit_head, drive):
    await officer.says(f"/dondoc dangky {drive}")
    await officer.chooses("Nhắc 05 người")
    assert "Không tìm thấy" in await unit_head.presses("/dondoc dung 1.1")
    assert "Đã dừng: 5 người không bị nhắc nữa." in await officer.chooses("Dừng gửi")
    assert await nudges_of(desk) == []
    assert "Đã dừng" not in await officer.presses("/dondoc dung 1.1")
    await unit_head.says(f"/dondoc dangky {drive}")
    await unit_head.chooses("Nhắc 03 người")
    assert len(await nudges_of(desk)) == 3


async def test_it_is_stopped_in_words(desk, officer, drive):
    await officer.presses(f"/dondoc nhac {drive}.1 dangky")
    assert "Đã dừng: 5 người" in await officer.says("dừng nhắc 1")
    assert await nudges_of(desk) == []


async def test_what_was_dropped_before_it_went_does_not_use_up_the_day(desk, officer, staff, drive):
    await campaign_with(desk, Content(commitment="Tôi cam kết"), label="Đợt thứ hai", registration_deadline=None)
    await officer.presses("/dondoc nhac 2.1 camket")
    await away(desk, 4, "2026-06-17", "2026-06-17")
    await desk.moved_to("2026-06-17T09:07")
    assert dict(await nudges_of(desk))["Bình"] == "dropped"
    await desk.read(lambda tx: tx.run("DELETE FROM absence"))
    said = await officer.says("/dondoc dangky 2")
    assert "Sẽ nhắc: 01 người" in said
    assert "- 04 người đã được nhắc trong ngày" in said
    await officer.chooses("Nhắc 01 người")
    await desk.moved_to("2026-06-17T09:10")
    assert dict(await nudges_of(desk))["Bình"] == "sent"
    assert "Hôm nay không còn ai để nhắc." in await officer.says("/dondoc dangky 2")


async def test_what_may_have_gone_uses_up_the_day_even_if_it_is_stopped(desk, officer, drive):
    await officer.presses(f"/dondoc nhac {drive}.1 dangky")
    await desk.read(lambda tx: tx.run("UPDATE outbox SET attempts = 1 WHERE kind = 'nudge' AND staff_id = 4"))
    assert "Đã dừng: 4 người không bị nhắc nữa; 01 người đã được nhắc" in await officer.says("dừng nhắc 1")
    said = await officer.says(f"/dondoc dangky {drive}")
    assert "Sẽ nhắc: 04 người" in said
    assert "- 01 người đã được nhắc trong ngày" in said
    await officer.chooses("Nhắc 04 người")
    await desk.moved_to("2026-06-17T09:07")
    assert dict(await nudges_of(desk))["Bình"] == "dropped"


async def test_outside_the_window_it_waits_for_the_next_one_and_counts_for_that_day(desk, officer, drive):
    desk.at("2026-06-19T17:30")
    await officer.says(f"/dondoc dangky {drive}")
    assert "lúc 7 giờ 30, thứ Hai, ngày 22/6/2026" in officer.last
    await officer.chooses("Nhắc 05 người")
    await desk.moved_to("2026-06-22T07:30")
    assert {state for _, state in await nudges_of(desk)} == {"sent"}
    assert "- 05 người đã được nhắc trong ngày" in await officer.says(f"/dondoc dangky {drive}")


async def test_a_press_on_a_campaign_that_has_changed_shows_how_it_stands(desk, officer, drive):
    await officer.says(f"/dondoc dangky {drive}")
    await changed(desk, drive, theme="Khác")
    assert "Sẽ nhắc: 05 người" in await officer.chooses("Nhắc 05 người")
    assert await nudges_of(desk) == []


async def test_units_that_owe_a_report_are_asked_through_their_heads(desk, officer, unit_head, focal, staff, drive):
    desk.at("2026-08-12T09:05")
    said = await officer.says("ai chưa nộp")
    assert said.count("chưa nộp báo cáo") == 1
    assert "1. Đợt thi đua 28/8: 03 đơn vị chưa nộp báo cáo; hạn 14/8" in said
    said = await officer.chooses("1. Nhắc")
    assert "Sẽ nhắc: 02 trưởng đơn vị, đầu mối" in said
    await officer.chooses("Nhắc 02 người")
    await desk.moved_to("2026-08-12T09:07")
    assert "chưa nộp báo cáo" in unit_head.last
    assert unit_head.choices == ["Nộp báo cáo"]
    assert staff.heard == []


@pytest.mark.parametrize("typed", ["ai chưa báo cáo", "đơn vị nào chưa nộp báo cáo"])
async def test_units_in_which_nobody_can_be_asked_are_counted(officer, drive, typed):
    assert "03 đơn vị chưa đăng ký tập thể" in await officer.says(typed)
    said = await officer.says(f"/dondoc tapthe {drive}")
    assert "Còn thiếu: 03 đơn vị" in said
    assert "- 02 đơn vị chưa có trưởng đơn vị, đầu mối dùng trợ lý" in said


async def test_a_pledge_is_asked_of_the_heads_alone(desk, officer, unit_head, focal):
    await campaign_with(desk, Content(pledge="Giao ước"))
    said = await officer.says("/dondoc giaouoc 1")
    assert "Sẽ nhắc: 01 trưởng đơn vị, đầu mối" in said
    await officer.chooses("Nhắc 01 người")
    assert [name for name, _ in await nudges_of(desk)] == ["Dũng"]


async def test_where_nothing_is_missing_that_is_said(officer):
    assert "Hiện không còn ai, không còn đơn vị nào thiếu việc gì." in await officer.says("đôn đốc")


async def test_who_declined_is_never_asked_to_sign(desk, officer, staff):
    number = await campaign_with(desk, Content(commitment="Tôi cam kết"))
    await staff.presses(f"/dangky khong {number}.0")
    said = await officer.says(f"/dondoc camket {number}")
    assert "Sẽ nhắc: 04 người" in said
    await officer.chooses("Nhắc 04 người")
    assert "Bình" not in dict(await nudges_of(desk))


async def test_it_is_written_down_who_pressed(desk, officer, drive):
    await officer.presses(f"/dondoc nhac {drive}.1 dangky")
    assert "nhắc những người còn thiếu của đợt số 1" in await officer.says("nhật ký")

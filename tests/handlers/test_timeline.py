"""The officer looks at what a drive is still to say, and changes it until it goes out."""

from datetime import datetime

import pytest

from domain.reminders import GroupMessageKind
from storage import announcements
from tests.conftest import director_of
from tests.handlers.grouped import linked, texts_in
from tests.handlers.test_publishing import correcting, drafted, drive, published

OFFICE, CENTRE = 5, 6
ON_BUTTONS = pytest.mark.only("telegram")


@pytest.fixture
async def running(desk, officer):
    """A drive that has opened, heard of in two groups."""
    await linked(desk, OFFICE, "Sở")
    await linked(desk, CENTRE, "Trung tâm")
    await published(desk, officer)
    return desk


async def of_kind(desk, kind: GroupMessageKind):
    found = await desk.read(lambda tx: announcements.of_campaign(tx, 1))
    return next(one for one in found if one.kind is kind)


async def opens(officer, label: str) -> str:
    await officer.says("lịch đợt 1")
    return await officer.chooses(label)


def heard(desk, number: int = OFFICE) -> str:
    return "\n".join(texts_in(desk, number))


async def test_what_is_still_to_be_said_is_listed_with_time_and_receivers(running, officer):
    assert "Còn 15 tin chưa gửi" in await officer.says("lịch đợt 1")
    await officer.says("/phatdong xem 1")
    assert "Còn 15 tin chưa gửi" in await officer.chooses("Lịch các tin")
    assert any("Tin tiến độ tuần: 09h00, 22/6 (thứ Hai), 02 nhóm" in one for one in officer.buttons)


async def test_one_is_shown_as_it_would_go_now(running, officer):
    said = await opens(officer, "Tin giữa đợt")
    assert "Gửi lúc: 8 giờ 00, thứ Tư, ngày 22/7/2026\nNgười nhận: 02 nhóm" in said
    assert "Đợt thi đua 28/8: đã qua nửa thời gian\nĐã đăng ký: 0/5 người, 0/3 tập thể" in said
    await opens(officer, "Lời cảm ơn")
    said = await officer.reads_on()
    assert "trân trọng cảm ơn các phòng, đơn vị" in said
    assert "cảm ơn chị Lan Anh đã tham gia" in said


@ON_BUTTONS
async def test_it_goes_at_its_new_time_and_not_at_the_old_one(running, officer):
    await opens(officer, "Tin giữa đợt")
    await officer.chooses("Đổi giờ")
    assert "Gửi lúc: 14 giờ 30, thứ Năm, ngày 23/7/2026" in await officer.says("14h30 23/7")
    await running.moved_to("2026-07-22T08:00")
    assert "nửa thời gian" not in heard(running)
    await running.moved_to("2026-07-23T14:30")
    assert "nửa thời gian" in heard(running)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("8h 12/6", "đã qua"),
        ("20h 23/7", "Giờ gửi được gần nhất: 7 giờ 30, thứ Sáu, ngày 24/7/2026"),
        ("8h 30/7", "sau 9 giờ 00, thứ Hai, ngày 20/7/2026 và trước 9 giờ 00, thứ Hai, ngày 27/7/2026"),
        ("8h 20/7", "sau 9 giờ 00, thứ Hai, ngày 20/7/2026"),
        ("31/6", "không có ngày 31"),
        ("tháng 7", "Mời nhắn cả giờ và ngày"),
        ("bao giờ cũng được", "chưa đọc được ngày này"),
    ],
)
async def test_a_time_that_cannot_be_is_refused_with_the_reason_and_asked_again(running, officer, typed, said):
    await opens(officer, "Tin giữa đợt")
    await officer.chooses("Đổi giờ")
    assert said in await officer.says(typed)
    assert "Gửi lúc: 8 giờ 00, thứ Năm, ngày 23/7/2026" in await officer.says("23/7")


async def test_an_officers_own_words_are_previewed_and_stand_over_the_figures_of_that_moment(running, officer, staff):
    await opens(officer, "Tin giữa đợt")
    await officer.chooses("Sửa lời")
    assert "dài 1.001 ký tự, quá 1.000" in await officer.says("đ" * 1001)
    said = await officer.says("Mời các đồng chí <tăng tốc>")
    assert "Mời các đồng chí <tăng tốc>\n\nĐã đăng ký: 0/5 người" in said
    await officer.chooses("Dùng lời này")
    assert (await of_kind(running, GroupMessageKind.MIDPOINT)).body == "Mời các đồng chí <tăng tốc>"
    await staff.presses("/dangky ok 1.0")
    await running.moved_to("2026-07-22T08:00")
    assert "Mời các đồng chí <tăng tốc>\n\nĐã đăng ký: 1/5 người" in heard(running)


async def test_the_sample_words_come_back(running, officer):
    await opens(officer, "Tin giữa đợt")
    await officer.chooses("Sửa lời")
    await officer.says("Lời khác")
    assert "Lời khác" in await officer.chooses("Dùng lời này")
    assert "đã qua nửa thời gian" in await officer.chooses("Lấy lại lời mẫu")


async def test_words_in_the_making_survive_a_restart_and_can_be_left(running, officer):
    await opens(officer, "Tin giữa đợt")
    await officer.chooses("Sửa lời")
    await officer.says("Lời khác")
    await running.stop()
    await running.start()
    assert "Gửi lúc" in await officer.chooses("Quay lại")
    assert (await of_kind(running, GroupMessageKind.MIDPOINT)).body == ""


@ON_BUTTONS
async def test_what_is_dropped_is_not_said_unless_it_is_restored(running, officer):
    await opens(officer, "Tin giữa đợt")
    assert "Đã bỏ, không gửi" in await officer.chooses("Bỏ tin này")
    assert any("đã bỏ" in one for one in await _list(officer))
    await opens(officer, "Tin tuần cuối")
    await officer.chooses("Bỏ tin này")
    assert "Gửi lúc" in await officer.chooses("Khôi phục")
    for day in ("07-22", "08-21"):
        await running.moved_to(f"2026-{day}T08:00")
    assert "đã qua nửa thời gian" not in heard(running)
    assert "còn 7 ngày" in heard(running)


async def _list(officer) -> list[str]:
    await officer.says("lịch đợt 1")
    return officer.choices


async def test_what_is_over_is_not_restored(running, officer):
    await opens(officer, "Tin giữa đợt")
    await officer.chooses("Bỏ tin này")
    one = await of_kind(running, GroupMessageKind.MIDPOINT)
    await running.moved_to("2026-07-22T09:00")
    assert "đã qua" in await officer.presses(f"/phatdong tinlai {one.id}.{one.version}")


@ON_BUTTONS
async def test_groups_are_left_out_and_those_who_take_part_are_added(running, officer, staff):
    await staff.presses("/dangky ok 1.0")
    await opens(officer, "Tin giữa đợt")
    await officer.chooses("Đổi người nhận")
    await officer.chooses("Bớt nhóm Trung tâm")
    assert "Nhóm nhận: Sở\nNgười tham gia: có, mỗi người một tin (01 người" in await officer.chooses("Thêm người")
    await running.moved_to("2026-07-22T08:00")
    assert "đã qua nửa thời gian" in heard(running)
    assert "đã qua nửa thời gian" in staff.last
    assert "đã qua nửa thời gian" not in heard(running, CENTRE)


@ON_BUTTONS
async def test_it_must_go_to_somebody(running, officer):
    await opens(officer, "Tin giữa đợt")
    await officer.chooses("Đổi người nhận")
    await officer.chooses("Bớt nhóm Trung tâm")
    assert "ít nhất một nơi nhận" in await officer.chooses("Bớt nhóm Sở")


async def test_an_old_press_shows_how_it_stands(running, officer):
    one = await of_kind(running, GroupMessageKind.MIDPOINT)
    await officer.presses(f"/phatdong tinbo {one.id}.{one.version}")
    assert "Đã bỏ, không gửi" in await officer.presses(f"/phatdong tinbo {one.id}.{one.version}")
    assert (await of_kind(running, GroupMessageKind.MIDPOINT)).version == one.version + 1


async def test_what_has_gone_out_meanwhile_is_shown_instead(running, officer):
    await running.moved_to("2026-07-22T07:55")
    await opens(officer, "Tin giữa đợt")
    await officer.chooses("Sửa lời")
    await running.moved_to("2026-07-22T08:00")
    assert "không sửa được nữa" in await officer.says("Lời khác")


async def test_the_opening_is_only_looked_at(desk, officer):
    await officer.says(f"/phatdong xem {await drafted(desk, drive())}")
    await officer.chooses("Gửi ngay")
    said = await opens(officer, "Tin phát động")
    assert "đổi bằng cách đính chính" in await officer.reads_on() or "đổi bằng cách đính chính" in said


async def test_a_correction_leaves_what_was_changed_by_hand_and_what_was_dropped(running, officer):
    await opens(officer, "Tin ngày cuối")
    await officer.chooses("Sửa lời")
    await officer.says("Lời khác")
    await officer.chooses("Dùng lời này")
    await opens(officer, "Tin giữa đợt")
    await officer.chooses("Bỏ tin này")
    await correcting(running, officer, 1, end='"21/8/2026"', report_deadline='"14/8/2026"')
    assert "Tin đã sửa tay giữ nguyên giờ và lời: 02 tin" in await officer.chooses("Ghi, không báo")
    found = await running.read(lambda tx: announcements.to_say(tx, 1))
    assert [(one.kind.value, one.state, f"{one.send_at:%d/%m}") for one in found if one.by_hand] == [
        ("midpoint", "stopped", "22/07"),
        ("last_day", "waiting", "28/08"),
    ]
    assert sorted(f"{one.send_at:%d/%m}" for one in found if one.kind in ("last_week", "closing", "thanks")) == [
        "14/08", "21/08", "22/08"
    ]  # fmt: skip
    assert len([one for one in found if one.kind == "midpoint"]) == 1


async def test_stopping_and_publishing_again_keeps_what_was_changed_by_hand(desk, officer):
    await officer.says(f"/phatdong xem {await drafted(desk, drive())}")
    await officer.chooses("Gửi ngay")
    one = await of_kind(desk, GroupMessageKind.MIDPOINT)
    await officer.presses(f"/phatdong tinbo {one.id}.{one.version}")
    await opens(officer, "Tin ngày cuối")
    await officer.chooses("Sửa lời")
    await officer.says("Lời khác")
    await officer.chooses("Dùng lời này")
    await officer.says("/phatdong xem 1")
    await officer.chooses("Dừng gửi")
    assert (
        await desk.read(lambda tx: announcements.next_due(tx, datetime.fromisoformat("2027-01-01T00:00+07:00"))) is None
    )
    await officer.says("công bố đợt 1")
    await officer.chooses("Gửi ngay")
    found = await desk.read(lambda tx: announcements.to_say(tx, 1))
    assert [(one.kind.value, one.state, one.body) for one in found if one.by_hand] == [
        ("midpoint", "stopped", ""),
        ("last_day", "waiting", "Lời khác"),
    ]
    assert len([one for one in found if one.kind == "last_day"]) == 1


async def test_a_clerk_sees_no_timeline(running, staff):
    assert "cán bộ phụ trách" in await staff.says("lịch đợt 1")


async def test_the_thanks_go_in_the_directors_name_once_agreed_until_their_words_change(running, officer, staff):
    director = await director_of(running)
    await opens(officer, "Lời cảm ơn")
    await officer.chooses("Trình Giám đốc")
    assert "Đã trình đồng chí Giám đốc" in await officer.reads_on()
    await running.moved_to("2026-06-18T08:00")
    await director.says("/ykien")
    await director.chooses("Đồng ý gửi")
    await opens(officer, "Lời cảm ơn")
    assert "Giám đốc Sở Lê Minh Quang" in await officer.reads_on()
    await opens(officer, "Lời cảm ơn")
    await officer.chooses("Sửa lời")
    await officer.says("Cảm ơn các đồng chí.")
    await officer.chooses("Dùng lời này")
    assert "Lê Minh Quang" not in await officer.reads_on()

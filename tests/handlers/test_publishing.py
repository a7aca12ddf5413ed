from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from bot.config import load
from handlers import publication
from handlers.publication import Desk
from storage import campaigns

EXAMPLE = (Path(__file__).parents[2] / "campaign.example.toml").read_text("utf-8")
GROUP = -100500


def drive(**changes: str) -> bytes:
    """The example's drive, to be announced as soon as can be, with some values changed."""
    text = EXAMPLE.replace('publish_at = "8h 15/6/2026"\n', "")
    for key, value in changes.items():
        before = next(line for line in text.splitlines() if line.startswith(f"{key} ="))
        text = text.replace(before, f"{key} = {value}", 1)
    return text.encode()


async def published(desk, officer, **changes: str) -> None:
    """At 9:05, and its opening has gone out at 9:07."""
    await officer.sends("dot.toml", drive(**changes), "/phatdong")
    await officer.chooses("Công bố")
    await desk.moved_to("2026-06-17T09:07")


async def all_of_them(desk):
    return await desk.read(campaigns.every)


async def test_the_officer_sees_the_opening_first_and_nobody_else_hears_of_it(officer, staff):
    preview = await officer.sends("dot.toml", drive(), "/phatdong")
    assert "PHÁT ĐỘNG THI ĐUA" in preview
    assert "Giám đốc Sở phát động theo Kế hoạch số 45/KH-STP ngày 12/6/2026" in preview
    assert "05 người có tài khoản" in preview
    assert officer.choices == ["Công bố", "Bỏ"]
    assert staff.heard == []


async def test_a_published_campaign_is_announced_to_everybody_no_earlier_than_two_minutes_later(desk, officer, staff):
    await officer.sends("dot.toml", drive(), "/phatdong")
    said = await officer.chooses("Công bố")
    assert " 9 giờ 07, thứ Tư, ngày 17/6/2026" in said
    await desk.moved_to("2026-06-17T09:06")
    assert staff.heard == []
    await desk.moved_to("2026-06-17T09:07")
    assert "Hạn đăng ký: trước 17 giờ 00, thứ Sáu, ngày 26/6/2026 (còn 9 ngày)" in staff.last
    assert staff.choices == ["Đăng ký", "Xem đợt thi đua"]


async def test_an_opening_that_is_planned_for_later_goes_exactly_at_its_time(desk, officer, staff):
    text = drive().replace(b"audience =", b'publish_at = "8h 18/6/2026"\naudience =')
    await officer.sends("dot.toml", text, "/phatdong")
    await officer.chooses("Công bố")
    await desk.moved_to("2026-06-18T07:59")
    assert staff.heard == []
    await desk.moved_to("2026-06-18T08:00")
    assert len(staff.heard) == 1


async def test_sending_can_be_stopped_until_the_opening_goes_out(desk, officer, staff):
    await officer.sends("dot.toml", drive(), "/phatdong")
    await officer.chooses("Công bố")
    assert "Chưa gửi cho ai" in await officer.chooses("Dừng gửi")
    await desk.moved_to("2026-06-17T09:30")
    assert staff.heard == []
    await officer.chooses("Công bố")
    await desk.moved_to("2026-06-17T09:32")
    assert len(staff.heard) == 1
    assert "không dừng được nữa" in await officer.presses("/phatdong dung 1.4")


async def test_two_presses_publish_once_and_a_forged_version_shows_how_things_stand(desk, officer):
    await officer.sends("dot.toml", drive(), "/phatdong")
    assert "Công bố đợt này?" in await officer.presses("/phatdong ok 1.9")
    for _ in range(2):
        officer.desk.sandbox.sim.press(officer.number, "Công bố")
    await desk.quiet()
    assert "Đã công bố" in officer.last
    assert [(one.state, one.version) for one in await all_of_them(desk)] == [("PUBLISHED", 2)]
    assert "Đã công bố" in await officer.presses("/phatdong ok 1.2")


async def test_a_draft_that_is_discarded_cannot_be_published_any_more(desk, officer):
    await officer.sends("dot.toml", drive(), "/phatdong")
    assert "đã được hủy" in await officer.chooses("Bỏ")
    assert "đã được hủy" in await officer.presses("/phatdong ok 1.1")


async def test_the_officer_gets_nothing_but_the_text_to_copy(desk, officer):
    await officer.sends("dot.toml", drive(), "/phatdong")
    await officer.chooses("Công bố")
    copy = await officer.chooses("Bản cho nhóm Zalo")
    assert copy.startswith("PHÁT ĐỘNG THI ĐUA\n")
    assert "Cách đăng ký: mở https://t.me/" in copy
    assert copy.endswith("Đ/c Nguyễn Thị Lan Anh, Văn phòng Sở")
    assert officer.choices == []


async def test_without_a_file_the_way_is_explained_and_a_path_is_never_taken(officer):
    assert "Gửi tệp vào đây" in await officer.says("/phatdong campaign.example.toml")
    assert "Gửi tệp vào đây" in await officer.says("phát động")


async def test_every_mistake_in_the_file_is_a_sentence_and_nothing_is_kept(desk, officer):
    said = await officer.sends("dot.toml", drive(start='"31/6/2026"', theme="3", amount='"ba bốn"'), "/phatdong")
    assert "start: 31/6/2026 là ngày không có thật." in said
    assert "theme: phải là chữ, đặt trong ngoặc kép." in said
    assert "amount ([[criteria]] thứ 1): ba bốn không phải là số lớn hơn 0." in said
    assert await all_of_them(desk) == []


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"registration_deadline": '"16/6/2026"'}, "đến trước khi gửi được tin phát động"),
        (
            {"end": "2026-06-16", "start": "2026-06-01", "registration_deadline": '"15/6/2026"'},
            "Không còn giờ làm việc",
        ),
        ({"name": '"<b>&"'}, "<b>&"),
    ],
)
async def test_a_campaign_that_cannot_be_opened_any_more_is_refused(officer, changes, said):
    assert said in await officer.sends("dot.toml", drive(**changes), "/phatdong")


async def test_a_correction_shows_what_changes_and_moves_what_is_still_to_come(desk, officer, staff):
    await published(desk, officer)
    said = await officer.sends("dot.toml", drive(registration_deadline='"17h 30/6/2026"'), "/phatdong sua 1")
    assert "trước: 17 giờ 00, thứ Sáu, ngày 26/6/2026\nsau: 17 giờ 00, thứ Ba, ngày 30/6/2026" in said
    assert "Đã đính chính" in await officer.chooses("Ghi đính chính")
    heard = len(staff.heard)
    await desk.moved_to("2026-06-19T10:00")  # a week before the old deadline
    assert len(staff.heard) == heard
    assert "30/6/2026" in await staff.says("/thidua 1")


async def test_what_fell_due_while_the_program_was_down_is_said_though_a_correction_came_first(desk, officer, staff):
    text = drive().replace(b"audience =", b'publish_at = "8h 18/6/2026"\naudience =')
    await officer.sends("dot.toml", text, "/phatdong")
    await officer.chooses("Công bố")
    await desk.stop()
    desk.at("2026-06-18T08:30")
    async with desk.database.transaction() as tx:
        at_desk = Desk(tx, load(desk.config).as_office(), datetime.fromisoformat(desk.clock.read_text()))
        campaign = await campaigns.get(tx, 1)
        await publication.correct(at_desk, replace(campaign, name="Đợt mới"))
    await desk.start()
    await desk.moved_to("2026-06-18T08:31")
    assert len(staff.heard) == 1
    assert staff.last.startswith("Đợt mới")


async def test_a_correction_of_what_has_changed_meanwhile_is_not_written(desk, officer):
    await published(desk, officer)
    await officer.sends("dot.toml", drive(theme='"Một"'), "/phatdong sua 1")
    await officer.sends("dot.toml", drive(theme='"Hai"'), "/phatdong sua 1")
    await officer.chooses("Ghi đính chính")
    assert "vừa được thay đổi" in await officer.presses("=1.confirm.ok")
    assert [one.theme for one in await all_of_them(desk)] == ["Hai"]


async def test_a_correction_can_be_left_and_one_that_changes_nothing_is_said_so(desk, officer):
    await published(desk, officer)
    assert "không có gì để đính chính" in await officer.sends("dot.toml", drive(), "/phatdong sua 1")
    await officer.sends("dot.toml", drive(theme='"Một"'), "/phatdong sua 1")
    assert "giữ nguyên" in await officer.chooses("Thôi")
    assert "chú thích của tệp ghi /phatdong sua 1" in await officer.says("/phatdong sua 1")


async def test_what_is_cancelled_says_nothing_more_and_is_shown_as_cancelled(desk, officer, staff):
    await published(desk, officer)
    await officer.says("/phatdong xem 1")
    assert "Hủy Đợt thi đua 28/8" in await officer.chooses("Hủy đợt này")
    assert "đã được hủy" in await officer.chooses("Hủy hẳn")
    heard = len(staff.heard)
    await desk.moved_to("2026-08-28T16:44")
    assert len(staff.heard) == heard
    assert "đã được hủy" in await staff.says("/thidua 1")
    assert "Hiện chưa có đợt" in await staff.says("/thidua")


async def test_a_clerks_file_is_refused(desk, staff, officer):
    assert "cán bộ phụ trách" in await staff.sends("dot.toml", drive(), "/phatdong")
    assert await all_of_them(desk) == []
    await officer.sends("dot.toml", drive(), "/phatdong")
    assert "cán bộ phụ trách" in await staff.presses("/phatdong ok 1.1")
    assert [one.state for one in await all_of_them(desk)] == ["DRAFT"]

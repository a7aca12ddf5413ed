"""Progress by unit as a picture where files are sent, else as lines; in groups once a day, counts only."""

import threading
from io import BytesIO

import pytest
from PIL import Image

from handlers import progress_pictures
from handlers.drawing import progress_picture
from sandbox import view
from storage import groups, outbox
from tests.conftest import newcomer
from tests.handlers.grouped import linked, texts_in

OFFICE, CENTRE = 5, 6
DRAWN = pytest.mark.only("telegram")
IN_LINES = pytest.mark.only("zalo")
PEOPLE = ("Lan Anh", "Dũng", "Tuấn", "Bình", "Hoa")


def pictures(desk, chat: int) -> list[dict]:
    sent = [call for call in desk.sandbox.sim.record("sendPhoto") if call["params"]["chat_id"] == chat]
    assert all(call["outcome"]["ok"] for call in sent)
    return [call["outcome"]["result"] for call in sent]


def heard(desk, number: int) -> list[str]:
    """What a group heard of progress."""
    if desk.key == "telegram":
        return [one["caption"] for one in pictures(desk, -number)]
    return [text for text in texts_in(desk, number) if "Tiến độ đăng ký" in text]


async def shared(officer, drive: int) -> str:
    await officer.says(f"tiến độ đợt {drive}")
    await officer.chooses("Hình tiến độ theo đơn vị")
    await officer.chooses("Gửi vào nhóm")
    return await officer.chooses("Gửi vào nhóm")


@DRAWN
async def test_the_officer_sees_every_unit_on_a_picture_with_the_choices_under_it(desk, officer, staff, drive):
    await staff.presses(f"/dangky ok {drive}.0")
    await officer.says("tiến độ")
    said = await officer.chooses("Hình tiến độ theo đơn vị")
    assert said == "Số người đã đăng ký Đợt thi đua 28/8 theo đơn vị: 1/5 người."
    assert officer.choices == ["Gửi vào nhóm", "Quay lại"]
    (sent,) = pictures(desk, 1001)
    content = desk.sandbox.world.files[sent["photo"][-1]["file_id"]].content
    assert Image.open(BytesIO(content)).size[0] == 1080
    assert "Đã đăng ký: 1/5 người" in await officer.chooses("Quay lại")


@DRAWN
@pytest.mark.parametrize(("more", "on_the_loop"), [(5, True), (6, False)])
async def test_a_picture_of_many_units_is_drawn_beside_the_loop(desk, officer, drive, monkeypatch, more, on_the_loop):
    for number in range(more):
        await newcomer(desk, 1200 + number, "Vũ Minh Khôi", unit=f"Phòng Công chứng số {number + 1}")
    drawn_in = []

    def drawing(*figures):
        drawn_in.append(threading.current_thread() is threading.main_thread())
        return progress_picture(*figures)

    monkeypatch.setattr(progress_pictures, "progress_picture", drawing)
    assert f"0/{5 + more} người" in await officer.says(f"hình tiến độ đợt {drive}")
    assert drawn_in == [on_the_loop]


@IN_LINES
async def test_where_no_picture_can_be_sent_the_same_figures_are_lines(officer, staff, drive):
    await staff.presses(f"/dangky ok {drive}.0")
    await officer.says("tiến độ")
    said = await officer.chooses("Hình tiến độ theo đơn vị")
    assert "Tiến độ đăng ký: Đợt thi đua 28/8\n▮▯▯▯▯▯▯ 1/5 Tất cả đơn vị\n" in said
    assert "▮▮▯▯▯▯▯ 1/3 Phòng Hành chính và Bổ trợ tư pháp" in said
    assert "Số liệu đến 9 giờ 05, ngày 17/6/2026" in said
    assert officer.choices == ["Gửi vào nhóm", "Quay lại"]


async def test_a_unit_head_sees_the_own_unit_and_cannot_send_it_to_groups(desk, unit_head, drive):
    await linked(desk, OFFICE)
    said = await unit_head.says(f"hình tiến độ đợt {drive}")
    assert "0/3" in said
    assert unit_head.choices == ["Quay lại"]
    assert "cán bộ phụ trách" in await unit_head.says(f"/tiendo guinhom {drive}.1")
    assert heard(desk, OFFICE) == []


async def test_a_clerk_gets_no_picture_and_an_unknown_campaign_has_none(desk, staff, officer, drive):
    assert "cán bộ phụ trách" in await staff.says(f"/tiendo hinh {drive}")
    assert "không tìm thấy" in await officer.says("/tiendo hinh 77")
    assert "không tìm thấy" in await officer.says("/tiendo guinhom x")


async def test_the_groups_hear_it_once_a_day_after_it_was_asked_and_without_names(desk, officer, staff, drive):
    await linked(desk, OFFICE)
    await linked(desk, CENTRE, title="Trung tâm")
    await staff.presses(f"/dangky ok {drive}.0")
    await officer.says(f"gửi tiến độ đợt {drive}")
    assert "vào 02 nhóm?\n- Sở Tư pháp\n- Trung tâm\n" in officer.last
    assert heard(desk, OFFICE) == []
    assert "Đang gửi tiến độ Đợt thi đua 28/8 vào 02 nhóm." in await shared(officer, drive)
    for number in (OFFICE, CENTRE):
        (said,) = heard(desk, number)
        assert "1/5" in said
        assert "nhắn riêng cho trợ lý “đăng ký”" in said
        assert [name for name in PEOPLE if name in said] == []
    assert "Mỗi ngày chỉ gửi một lần" in await officer.says(f"gửi tiến độ đợt {drive}")
    assert officer.choices == ["Hình tiến độ theo đơn vị"]
    await officer.says(f"/tiendo guinhom {drive}.1")
    assert len(heard(desk, OFFICE)) == 1
    await desk.moved_to("2026-06-18T09:00")
    await shared(officer, drive)
    assert len(heard(desk, OFFICE)) == 2


async def test_a_group_that_was_linked_later_hears_it_the_same_day(desk, officer, drive):
    await linked(desk, OFFICE)
    await shared(officer, drive)
    await linked(desk, CENTRE)
    assert "vào 01 nhóm." in await shared(officer, drive)
    assert (len(heard(desk, OFFICE)), len(heard(desk, CENTRE))) == (1, 1)


async def test_an_old_choice_asks_again_and_without_groups_it_says_how_to_have_one(desk, officer, drive):
    assert "Chưa có nhóm nào" in await officer.says(f"/tiendo guinhom {drive}.1")
    await linked(desk, OFFICE)
    assert "vào 01 nhóm?" in await officer.says(f"/tiendo guinhom {drive}.99")
    assert heard(desk, OFFICE) == []


async def test_outside_the_window_it_waits_and_tells_the_figures_of_its_hour(desk, officer, staff, drive):
    await linked(desk, OFFICE)
    await desk.moved_to("2026-06-17T20:00")
    assert "lúc 7 giờ 30" in await shared(officer, drive)
    await staff.presses(f"/dangky ok {drive}.0")
    assert heard(desk, OFFICE) == []
    await desk.moved_to("2026-06-18T07:30")
    (said,) = heard(desk, OFFICE)
    assert "1/5" in said


async def test_a_cancelled_campaign_sends_no_progress(desk, officer, drive):
    await linked(desk, OFFICE)
    await desk.moved_to("2026-06-17T20:00")
    await shared(officer, drive)
    await desk.read(lambda tx: tx.run("UPDATE campaign SET state = 'CANCELLED' WHERE id = ?", (drive,)))
    await desk.moved_to("2026-06-18T07:30")
    assert heard(desk, OFFICE) == []


async def test_what_was_queued_once_stays_known(desk, officer, drive):
    await linked(desk, OFFICE)
    (group,) = await desk.read(groups.linked)
    await shared(officer, drive)
    key = f"progress:{drive}:2026-06-17:group:{group.id}"
    assert await desk.read(lambda tx: outbox.known(tx, [key, "progress:0:2026-06-17:group:1"])) == {key}


@IN_LINES
async def test_figures_that_groups_heard_so_are_no_news_that_afternoon(desk, officer, staff, drive):
    await linked(desk, OFFICE)
    await staff.presses(f"/dangky ok {drive}.0")
    await shared(officer, drive)
    before = texts_in(desk, OFFICE)
    await desk.moved_to("2026-06-17T16:01")
    assert texts_in(desk, OFFICE) == before


@DRAWN
async def test_groups_hear_the_same_picture_uploaded_once(desk, officer, drive):
    await linked(desk, OFFICE)
    await linked(desk, CENTRE)
    await shared(officer, drive)
    files = {pictures(desk, -number)[0]["photo"][-1]["file_id"] for number in (OFFICE, CENTRE)}
    assert len(files) == 1
    assert "Số người đã đăng ký" in view.displayed(pictures(desk, -OFFICE)[0])["html"]

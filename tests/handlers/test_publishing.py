import tomllib
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from bot.config import load
from domain.launch_again import as_it_stands
from handlers import publication
from handlers.publication import Desk
from storage import campaigns, dialogues
from tests.handlers.launching import to_the_end

EXAMPLE = (Path(__file__).parents[2] / "campaign.example.toml").read_text("utf-8")
GROUP = -100500
FILES = pytest.mark.only("telegram")  # no other platform hands files on
THEME = tomllib.loads(EXAMPLE)["theme"]


def drive(**changes: str) -> bytes:
    """The example's drive, to be announced as soon as can be, with some values changed."""
    text = EXAMPLE.replace('publish_at = "8h 15/6/2026"\n', "")
    for key, value in changes.items():
        before = next(line for line in text.splitlines() if line.startswith(f"{key} ="))
        text = text.replace(before, f"{key} = {value}", 1)
    return text.encode()


async def drafted(desk, content: bytes) -> int:
    """A drive from a file that the officer has sent, on whichever platform takes files: its id."""
    async with desk.database.transaction() as tx:
        return (await publication.draft(in_hand(desk, tx), content)).id


def in_hand(desk, tx) -> Desk:
    return Desk(tx, load(desk.config).as_office(), datetime.fromisoformat(desk.clock.read_text()))


async def confirmed(desk, officer, content: bytes) -> str:
    """The officer lets a draft be told, at the time in its file or else as soon as can be."""
    await officer.says(f"/phatdong xem {await drafted(desk, content)}")
    return await officer.chooses("Gửi lúc" if b"publish_at" in content else "Gửi ngay")


async def published(desk, officer, **changes: str) -> None:
    """At 9:05, and its opening has gone out at 9:07."""
    await confirmed(desk, officer, drive(**changes))
    await desk.moved_to("2026-06-17T09:07")


async def correcting(desk, officer, drive_id: int, **changes: str) -> str:
    """A corrected file has come from the officer: what the officer is asked."""
    async with desk.database.transaction() as tx:
        campaign, at_desk = await campaigns.get(tx, drive_id), in_hand(desk, tx)
        after = publication.corrected(at_desk, campaign, await publication.read(at_desk, drive(**changes)))
        around = await publication.around(at_desk, drive_id)
        base, table = (as_it_stands(one, around).model_dump(mode="json") for one in (campaign, after))
        data = {"campaign": drive_id, "version": campaign.version, "table": table, "base": base}
        await dialogues.begin(tx, desk.key, officer.id, "correcting", "confirm", data, at_desk.now)
    return await officer.says("/tieptuc")


async def newest_draft(desk) -> int:
    return await desk.read(lambda tx: tx.value("SELECT max(id) FROM launch_draft"))


async def all_of_them(desk):
    return await desk.read(campaigns.every)


async def test_the_officer_sees_the_opening_first_and_nobody_else_hears_of_it(desk, officer, staff):
    preview = await to_the_end(officer, await officer.says(f"/phatdong xem {await drafted(desk, drive())}"))
    assert "Giám đốc Sở phát động theo Kế hoạch số 45/KH-STP ngày 12/6/2026" in preview
    assert "05 người có tài khoản" in preview
    assert officer.choices == [
        "Gửi lúc 8 giờ 00, thứ Năm, ngày 18/6/2026",
        "Gửi ngay",
        "Hẹn giờ khác",
        "Sửa",
        "Bỏ",
    ]
    assert staff.heard == []


async def test_a_published_campaign_is_announced_to_everybody_no_earlier_than_two_minutes_later(desk, officer, staff):
    said = await confirmed(desk, officer, drive())
    assert " 9 giờ 07, thứ Tư, ngày 17/6/2026" in said
    await desk.moved_to("2026-06-17T09:06")
    assert staff.heard == []
    await desk.moved_to("2026-06-17T09:07")
    assert "Hạn đăng ký: trước 17 giờ 00, thứ Sáu, ngày 26/6/2026 (còn 9 ngày)" in staff.last
    assert staff.choices == ["Đăng ký", "Xem đợt thi đua", "Xem kế hoạch"]


async def test_an_opening_that_is_planned_for_later_goes_exactly_at_its_time(desk, officer, staff):
    text = drive().replace(b"audience =", b'publish_at = "8h 18/6/2026"\naudience =')
    await confirmed(desk, officer, text)
    await desk.moved_to("2026-06-18T07:59")
    assert staff.heard == []
    await desk.moved_to("2026-06-18T08:00")
    assert len(staff.heard) == 1


async def test_sending_can_be_stopped_until_the_opening_goes_out(desk, officer, staff):
    await confirmed(desk, officer, drive())
    assert "Chưa gửi cho ai" in await officer.chooses("Dừng gửi")
    await desk.moved_to("2026-06-17T09:30")
    assert staff.heard == []
    await officer.says("công bố đợt 1")
    await officer.chooses("Gửi ngay")
    await desk.moved_to("2026-06-17T09:32")
    assert len(staff.heard) == 1
    (campaign,) = await all_of_them(desk)
    assert "không dừng được nữa" in await officer.presses(f"/phatdong dung 1.{campaign.version}")


async def test_what_was_never_published_is_not_said_to_be_when_it_is_put_off(desk, officer):
    await officer.says(f"/phatdong xem {await drafted(desk, drive())}")
    assert "Chưa gửi cho ai" in await officer.says("hoãn đợt 1")
    assert "Đã công bố" not in officer.last


@pytest.mark.only("telegram")
async def test_two_presses_publish_once_and_a_forged_version_shows_how_things_stand(desk, officer):
    await officer.says(f"/phatdong xem {await drafted(desk, drive())}")
    assert "đã sửa bản này ở chỗ khác" in await officer.presses(f"/phatdong gui {await newest_draft(desk)}.9")
    await officer.chooses("Xem trước bản gửi")
    for _ in range(2):
        officer.presses_at_once("Gửi ngay")
    await desk.quiet()
    assert "Đã công bố" in officer.last
    assert [one.state for one in await all_of_them(desk)] == ["APPROVED"]
    assert "Đã công bố" in await officer.presses(f"/phatdong gui {await newest_draft(desk)}.1")
    assert [one.version for one in await all_of_them(desk)] == [3]


@pytest.mark.only("zalo")
async def test_a_number_that_is_typed_twice_at_once_publishes_and_does_not_stop(desk, officer):
    await to_the_end(officer, await officer.says(f"/phatdong xem {await drafted(desk, drive())}"))
    event = desk.sandbox.zalo_sim.say(officer.id, "2")
    await desk.quiet()
    assert "Đã công bố" in officer.last
    again = {**event["message"], "message_id": "f" * 20, "date": event["message"]["date"] - 1}  # before that was there
    desk.sandbox.zalo_sim.inject({**event, "message": again})
    await desk.quiet()
    assert [one.state for one in await all_of_them(desk)] == ["APPROVED"]
    assert "Đã công bố" in officer.last
    assert "Đã dừng" not in officer.last


async def test_a_draft_that_is_discarded_cannot_be_published_any_more(desk, officer):
    await officer.says(f"/phatdong xem {await drafted(desk, drive())}")
    assert "Đã bỏ bản soạn Đợt thi đua 28/8" in await officer.chooses("Bỏ")
    assert "Nguyễn Thị Lan Anh" not in officer.last
    assert "đã bỏ bản soạn Đợt thi đua 28/8" in await officer.presses(f"/phatdong gui {await newest_draft(desk)}.1")
    assert [one.state for one in await all_of_them(desk)] == ["CANCELLED"]


async def test_the_officer_gets_nothing_but_the_text_to_copy(desk, officer):
    await confirmed(desk, officer, drive())
    copy = await officer.chooses("Bản cho nhóm của Sở")
    assert copy.startswith("PHÁT ĐỘNG THI ĐUA\n")
    assert "\nCách đăng ký: mở " in copy
    assert copy.endswith("Đ/c Nguyễn Thị Lan Anh, Văn phòng Sở")
    assert officer.choices == []


@FILES
async def test_without_a_file_the_way_is_explained_and_a_path_is_never_taken(officer):
    assert "Chưa có mẫu cho “campaign.example.toml”" in await officer.says("/phatdong campaign.example.toml")
    assert "gửi vào đây, phần chú thích của tệp ghi: phát động" in await officer.says("phát động")


@pytest.mark.only("zalo")
async def test_where_files_cannot_be_sent_none_is_asked_for(desk, officer):
    assert "tệp" not in await officer.says("phát động")


@FILES
async def test_a_file_becomes_a_draft_that_is_complete_and_is_previewed(desk, officer):
    assert "Đã đủ nội dung" in await officer.sends("dot.toml", drive(), "/phatdong")
    assert await all_of_them(desk) == []
    assert "Chưa gửi cho ai" in await officer.chooses("Xem trước bản gửi")
    assert [one.state for one in await all_of_them(desk)] == ["DRAFT"]


@FILES
async def test_a_file_without_its_plan_is_completed_in_words(desk, officer):
    text = drive().replace(b'issuer = "S\xe1\xbb\x9f T', b'issuer = "B\xe1\xbb\x99 T', 1)
    assert b"45/KH-STP" in text
    said = await officer.sends("dot.toml", text.partition(b"[[documents]]")[0], "/phatdong")
    assert "7. Kế hoạch của Sở (số, ngày)" in said
    assert "Đã đủ nội dung" in await officer.says("7 45/KH-STP 12/6")


@FILES
async def test_every_mistake_in_the_file_is_a_sentence_and_nothing_is_kept(desk, officer):
    said = await officer.sends("dot.toml", drive(start='"31/6/2026"', theme="3", amount='"ba bốn"'), "/phatdong")
    assert "start: 31/6/2026 là ngày không có thật." in said
    assert "theme: phải là chữ, đặt trong ngoặc kép." in said
    assert "amount ([[criteria]] thứ 1): ba bốn không phải là số lớn hơn 0." in said
    assert await all_of_them(desk) == []


@FILES
@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"registration_deadline": '"16/6/2026"'}, "Mục 3: 17 giờ 00, thứ Ba, ngày 16/6/2026 đã qua."),
        ({"registration_deadline": '"9h05 17/6/2026"'}, "đến trước khi gửi được tin phát động"),
        (
            {"end": "2026-06-16", "start": "2026-06-01", "registration_deadline": '"15/6/2026"'},
            "Mục 2: ngày 16/6/2026 đã qua.",
        ),
    ],
)
async def test_a_campaign_that_cannot_be_opened_any_more_is_kept_with_what_to_mend(officer, changes, said):
    assert said in await officer.sends("dot.toml", drive(**changes), "/phatdong")
    assert officer.choices == ["Thêm nội dung", "Lưu lại, làm sau", "Bỏ bản soạn này"]


@FILES
async def test_signs_in_a_file_are_shown_as_they_are(officer):
    await officer.sends("dot.toml", drive(name='"<b>&"'), "/phatdong")
    assert "<b>&" in await officer.chooses("Sửa")


async def test_a_correction_shows_what_changes_and_moves_what_is_still_to_come(desk, officer, staff):
    await published(desk, officer)
    said = await correcting(desk, officer, 1, registration_deadline='"17h 30/6/2026"')
    assert "trước: 17 giờ 00, thứ Sáu, ngày 26/6/2026\nsau: 17 giờ 00, thứ Ba, ngày 30/6/2026" in said
    assert "Đã đính chính" in await officer.chooses("Ghi, không báo")
    heard = len(staff.heard)
    await desk.moved_to("2026-06-19T10:00")  # a week before the old deadline
    assert len(staff.heard) == heard
    assert "30/6/2026" in await staff.says("/thidua 1")


async def test_what_fell_due_while_the_program_was_down_is_said_though_a_correction_came_first(desk, officer, staff):
    text = drive().replace(b"audience =", b'publish_at = "8h 18/6/2026"\naudience =')
    await confirmed(desk, officer, text)
    await desk.stop()
    desk.at("2026-06-18T08:30")
    async with desk.database.transaction() as tx:
        campaign = await campaigns.get(tx, 1)
        await publication.correct(in_hand(desk, tx), replace(campaign, name="Đợt mới"))
    await desk.start()
    await desk.moved_to("2026-06-18T08:31")
    assert len(staff.heard) == 1
    assert staff.last.startswith("Đợt mới")


async def test_a_correction_can_be_left(desk, officer):
    await published(desk, officer)
    await correcting(desk, officer, 1, theme='"Một"')
    assert "giữ nguyên" in await officer.chooses("Thôi")
    assert [one.theme for one in await all_of_them(desk)] == [THEME]


@FILES
async def test_a_file_with_other_words_is_a_correction_and_one_without_is_said_so(desk, officer):
    await published(desk, officer)
    assert "phần chú thích ghi: đính chính 1" in await officer.says("đính chính 1")
    assert "không có gì để đính chính" in await officer.sends("dot.toml", drive(), "/phatdong sua 1")
    assert "Ghi đính chính?" in await officer.sends("dot.toml", drive(theme='"Một"'), "/phatdong sua 1")


async def test_what_is_cancelled_says_nothing_more_and_is_shown_as_cancelled(desk, officer, staff):
    await published(desk, officer)
    await officer.says("/phatdong xem 1")
    assert "Hủy Đợt thi đua 28/8" in await officer.chooses("Hủy đợt này")
    assert "Hủy Đợt thi đua 28/8" in await officer.says("hủy đợt 1")
    assert "đã được hủy" in await officer.chooses("Hủy hẳn")
    heard = len(staff.heard)
    await desk.moved_to("2026-08-28T16:44")
    assert len(staff.heard) == heard
    assert "đã được hủy" in await staff.says("/thidua 1")
    assert "Hiện chưa có đợt" in await staff.says("/thidua")


@FILES
async def test_a_clerks_file_is_refused(desk, staff):
    assert "cán bộ phụ trách" in await staff.sends("dot.toml", drive(), "/phatdong")
    assert await all_of_them(desk) == []


async def test_a_clerk_publishes_nothing(desk, staff):
    await drafted(desk, drive())
    assert "cán bộ phụ trách" in await staff.presses("/phatdong gui 1.1")
    assert [one.state for one in await all_of_them(desk)] == ["DRAFT"]

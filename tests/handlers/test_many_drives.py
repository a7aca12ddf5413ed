"""An office with twelve campaigns at once, long names and long units: no screen passes what is read at a glance."""

from datetime import datetime

import pytest

from domain.campaign_content import Content
from domain.messages import Choice, Message
from domain.reminders import GroupMessageKind
from storage import outbox, people, tree
from storage.outbox import Unasked
from tests.bot.acts import queued
from tests.handlers.signing import campaign_with
from tests.handlers.test_reminders import planned

MOST = 900  # characters of a screen
LABEL = "Phong trào thi đua chuyên đề số {:02} về cải cách hành chính"
UNIT = "Phòng Phổ biến, giáo dục pháp luật và Quản lý xử lý vi phạm hành chính, thi hành án khu vực số {}"
LONG = Content(
    commitment="Tôi cam kết hoàn thành chỉ tiêu.",
    pledge="Đơn vị giao ước thi đua.",
    slogan="Đoàn kết, sáng tạo, đổi mới, nêu gương, quyết liệt, hiệu quả. " * 3,
    objectives=("Nâng cao chất lượng công tác tham mưu, giải quyết thủ tục hành chính cho người dân. " * 2,) * 4,
    contents=("Thực hiện đúng, đủ, kịp thời các nhiệm vụ được giao trong năm công tác. " * 3,) * 6,
)
STAFF = 4


async def many_units(desk) -> None:
    async with desk.database.transaction() as tx:
        for number in range(1, 10):
            unit = await tree.add_unit(tx, UNIT.format(number), UNIT.format(number))
            await people.add_staff(tx, unit, f"Nguyễn Văn Thứ {number}", "male", "", [])


@pytest.fixture
async def drives(desk) -> list[int]:
    """Twelve, their reminders planned, in an office of many units."""
    await many_units(desk)
    found = []
    for number in range(1, 13):
        label = LABEL.format(number)
        found.append(
            await campaign_with(desk, LONG, label=label, name=f"{label} và hiện đại hóa công sở năm 2026", theme=label)
        )
        await planned(desk, found[-1])
    return found


async def all_pages(person, words: str) -> list[str]:
    """What these words show, and what goes on from there."""
    seen = [await person.says(words)]
    while "Xem tiếp" in person.choices and len(seen) < 12:
        seen.append(await person.chooses("Xem tiếp"))
    return seen


async def test_the_reminders_of_one_minute_are_a_line_each_and_no_message_is_long(desk, staff, drives):
    await desk.moved_to("2026-06-23T08:00")
    said = [text for text in staff.heard if "hạn đăng ký" in text]
    assert len(said) == 2
    assert max(map(len, said)) <= MOST
    assert [number for number in range(1, 13) if LABEL.format(number) not in "".join(said)] == []
    assert not any("Không tham gia" in choice for choice in staff.choices)


@pytest.mark.only("zalo")
async def test_a_number_answers_the_last_of_two_bundles_and_declines_nothing(desk, staff, drives):
    await desk.moved_to("2026-06-23T08:00")
    first, second = (text for text in staff.heard if "hạn đăng ký" in text)
    assert "2. Đăng ký (b)" in first
    assert "2. Đăng ký (b)" in second
    said = await staff.says("2")
    assert said.startswith(LABEL.format(8))
    assert "đăng ký thế nào" in said
    assert await desk.read(lambda tx: tx.rows("SELECT 1 FROM registration")) == []


@pytest.mark.only("zalo")
async def test_what_is_said_unasked_later_has_the_numbers_of_what_was_said_unasked_before(desk, staff, drives):
    for place in (0, 1):
        choices = (Choice(label="Đăng ký", command=f"/dangky {drives[place]}"),)
        message = Message(text=f"Tin thứ {place}.", choices=choices, keeps=True)
        await queued(desk, "", key=str(place), staff_id=STAFF, message=message)
        await desk.ticked()
        await desk.quiet()
    assert "1. Đăng ký" in staff.last
    assert (await staff.says("1")).startswith(LABEL.format(2))


@pytest.mark.parametrize(
    ("who", "words"),
    [
        ("staff", "phong trào"),
        ("officer", "phong trào"),
        ("unit_head", "việc của tôi"),
        ("staff", "việc của tôi"),
        ("officer", "việc của tôi"),
        ("officer", "tiến độ"),
        ("officer", "/tiendo {}"),
        ("unit_head", "/tiendo {}"),
        ("officer", "/giaouoc donvi {}"),
        ("officer", "/dondoc"),
        ("officer", "tổng hợp"),
        ("officer", "đính chính"),
        ("staff", "đăng ký"),
        ("staff", "kết quả của tôi"),
        ("staff", "cam kết"),
        ("staff", "xem đợt {}"),
        ("staff", "/thidua noidung {}"),
    ],
)
async def test_no_page_is_long(request, drives, who, words):
    pages = await all_pages(request.getfixturevalue(who), words.format(drives[0]))
    assert [len(page) for page in pages if len(page) > MOST] == []


async def test_all_campaigns_are_in_the_list_and_each_opens(staff, drives):
    pages = await all_pages(staff, "phong trào")
    assert [number for number in range(1, 13) if LABEL.format(number) not in "\n".join(pages)] == []
    assert "Tình trạng" in await staff.chooses("6. ")


async def test_the_morning_message_and_a_nudge_are_not_long(desk, officer, staff, drives):
    await desk.set(digest__officer_at='"08:30"')
    await desk.moved_to("2026-06-24T08:30")
    await desk.ticked()
    await desk.quiet()
    morning = next(text for text in officer.heard if "Bản tin sáng" in text)
    assert "việc khác" in morning
    assert max(map(len, officer.heard)) <= MOST
    await officer.says(f"/dondoc dangky {drives[0]}")
    await officer.chooses("Nhắc")
    await desk.moved_to("2026-06-24T08:40")
    assert "việc thi đua" in staff.last
    assert max(map(len, staff.heard)) <= MOST
    assert not any("Không tham gia" in choice for choice in staff.choices)


async def test_who_has_not_signed_is_told_how_to_take_no_part(desk, officer, staff, drives):
    await desk.moved_to("2026-06-29T09:00")
    await officer.says(f"/dondoc camket {drives[0]}")
    await officer.chooses("Nhắc")
    await desk.moved_to("2026-06-29T16:30")
    assert "không tham gia đợt" in staff.last.lower()


async def test_openings_of_one_minute_are_a_line_each(desk, staff, drives):
    now = datetime.fromisoformat(desk.clock.read_text())
    notes = [Unasked(f"opening:{one}", GroupMessageKind.OPENING, staff_id=STAFF, campaign_id=one) for one in drives]
    await desk.read(lambda tx: outbox.queue(tx, notes, now))
    await desk.ticked()
    await desk.quiet()
    assert max(map(len, staff.heard)) <= MOST
    assert [number for number in range(1, 13) if LABEL.format(number) not in "".join(staff.heard)] == []

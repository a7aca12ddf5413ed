"""Twelve campaigns at once whose names, and whose units', are as long as they may be: no screen is long."""

import pytest

from domain.campaign_content import Content
from storage import tree
from tests.handlers.registering import another
from tests.handlers.signing import campaign_with

MOST = 900  # characters of a screen
LABEL = "Đợt thi đua cao điểm thực hiện nhiệm vụ chuyên đề số {:02}"
DOZEN = range(1, 13)


@pytest.fixture
async def dozen(desk):
    """One of them asks to be signed by everybody and by the heads."""
    await desk.read(named)
    words = Content(commitment="Tôi cam kết", pledge="Chúng tôi giao ước")
    signed = await campaign_with(desk, words, label=LABEL.format(1))
    return [signed, *[await another(desk, label=LABEL.format(number)) for number in DOZEN[1:]]]


async def named(tx):
    """Units with names as long as those of a real office."""
    for number in range(8):
        await tree.add_unit(
            tx, f"Phòng Quản lý xử lý vi phạm hành chính và Theo dõi thi hành pháp luật {number}", f"P{number}"
        )
    await tx.run("UPDATE unit SET short_name = name || ' của Sở Tư pháp'")


async def pages(person, said):
    """What is said, and what follows it."""
    shown = [said]
    while "Xem tiếp" in person.choices or "Nhắn 0 để xem tiếp" in person.last:
        shown.append(await person.says("0") if person.desk.key != "telegram" else await person.chooses("Xem tiếp"))
    return shown


@pytest.mark.parametrize("typed", ["phong trào", "việc của tôi", "xem đợt 1", "đăng ký", "kết quả của tôi", "cam kết"])
async def test_what_a_clerk_sees(staff, dozen, typed):
    assert max(map(len, await pages(staff, await staff.says(typed)))) <= MOST


@pytest.mark.parametrize(
    "typed",
    ["phong trào", "tiến độ", "/tiendo 1", "đôn đốc", "tổng hợp", "/giaouoc donvi 1", "việc của tôi", "đính chính"],
)
async def test_what_an_officer_sees(officer, dozen, typed):
    assert max(map(len, await pages(officer, await officer.says(typed)))) <= MOST


async def test_every_campaign_is_on_some_page(staff, dozen):
    shown = "\n".join(await pages(staff, await staff.says("phong trào")))
    assert [number for number in DOZEN if LABEL.format(number) not in shown] == []


async def test_what_is_said_unasked(desk, officer, staff, dozen):
    await desk.set(digest__officer_at='"08:30"')
    await officer.says("/dondoc dangky 1")
    await officer.chooses("Nhắc")
    for moment in ("2026-06-17T16:30", "2026-06-24T08:30", "2026-06-26T08:30", "2026-08-17T08:30"):
        await desk.moved_to(moment)
        await desk.ticked()
        await desk.quiet()
    said = [*staff.heard, *officer.heard]
    assert any("Bản tin sáng" in one for one in said)
    assert any("việc thi đua" in one for one in said)
    assert [one for one in said if len(one) > MOST] == []


async def test_who_has_not_signed_may_say_to_take_no_part(desk, officer, staff, dozen):
    await desk.moved_to("2026-06-29T09:00")
    await officer.says("/dondoc camket 1")
    await officer.chooses("Nhắc")
    await desk.moved_to("2026-06-29T16:30")
    assert "Không tham gia đợt này" in " ".join(staff.choices)

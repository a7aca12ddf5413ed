"""Whoever decides hears in the morning, once, that something new waits."""

from tests.handlers.approving import BINH, HOA, TUAN, handed_in, passed

HEADS = {"digest__head_at": '"08:00"'}


async def test_the_head_hears_once_in_the_morning_and_only_of_what_is_new(desk, drive, unit_head, officer):
    await desk.set(**HEADS, digest__officer_at='"08:30"')
    await handed_in(desk, drive, TUAN, BINH)
    await desk.moved_to("2026-06-18T08:05")
    assert unit_head.last.startswith("Anh Dũng có 02 việc chờ xác nhận.")
    heard = len(unit_head.heard)
    await desk.moved_to("2026-06-19T08:05")
    assert len(unit_head.heard) == heard
    assert "chờ xác nhận" in await unit_head.says("việc chờ xác nhận")


async def test_on_monday_the_head_hears_after_the_meetings(desk, drive, unit_head):
    await desk.set(**HEADS)
    await desk.moved_to("2026-06-19T08:05")
    await handed_in(desk, drive, BINH)
    async with desk.database.transaction() as tx:
        await tx.run("UPDATE registration SET submitted_at = unixepoch('2026-06-20')")
    await desk.moved_to("2026-06-22T08:30")
    assert not [one for one in unit_head.heard if "chờ xác nhận" in one]
    await desk.moved_to("2026-06-22T09:01")
    assert [one for one in unit_head.heard if "01 việc chờ xác nhận" in one]


async def test_the_officer_reads_it_among_the_mornings_news(desk, drive, officer):
    await desk.set(**HEADS, digest__officer_at='"08:30"')
    await handed_in(desk, drive, HOA)
    await desk.moved_to("2026-06-18T08:10")
    assert not [one for one in officer.heard if "việc chờ xác nhận" in one]
    await desk.moved_to("2026-06-18T08:35")
    assert "Chờ chị xem xét đăng ký: 01 đăng ký" in officer.last


async def test_what_was_decided_before_the_morning_is_told_no_more(desk, drive, unit_head):
    await desk.set(**HEADS)
    await handed_in(desk, drive, BINH)
    desk.at("2026-06-18T07:00")
    assert await passed(unit_head) == 1
    heard = len(unit_head.heard)
    await desk.moved_to("2026-06-18T08:05")
    assert len(unit_head.heard) == heard

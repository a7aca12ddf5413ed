"""Guessing ends: wrong links count like wrong codes, and after five of either there is an hour's silence."""

from random import Random

from domain.permissions import Role
from storage import invites, people, tree
from tests.handlers.test_joining import NOW, UNUSABLE

LOCKED = "Đã nhập sai 5 lần"


async def live_slip(desk) -> invites.Slip:
    async with desk.database.transaction() as tx:
        unit = await tree.unit_named(tx, "Văn phòng Sở")
        staff = await people.add_staff(tx, unit.id, "Đỗ Thị Mai", "female", "", [Role.STAFF])
        return await invites.issue(tx, staff, Random(1), NOW)


async def guesses(stranger, count: int) -> list[str]:
    return [await stranger.opens(f"m_{'0' * 30}{number:02}") for number in range(count)]


async def test_the_fifth_wrong_link_locks_for_an_hour_live_links_and_codes_too(desk, stranger, officer):
    slip = await live_slip(desk)
    said = await guesses(stranger, 5)
    assert all(UNUSABLE in text for text in said[:4])
    assert LOCKED in said[4]
    assert await stranger.opens(f"m_{slip.token}") == said[4]
    assert await stranger.says(slip.code) == said[4]
    assert "bị khóa" in officer.last
    desk.at("2026-06-17T10:04")
    assert await stranger.opens(f"m_{slip.token}") == said[4]
    desk.at("2026-06-17T10:06")
    assert "đồng ý không" in await stranger.opens(f"m_{slip.token}")


async def test_links_and_codes_are_counted_together(desk, stranger):
    await guesses(stranger, 3)
    assert UNUSABLE in await stranger.says("1111 0001")
    assert LOCKED in await stranger.says("1111 0002")


async def test_a_locked_account_locks_nobody_else(desk, stranger, hoa):
    await guesses(stranger, 6)
    assert LOCKED not in await hoa.says("/menu")

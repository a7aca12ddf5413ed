"""Signing a campaign's pledge: by the heads of units in time, or noted by the officer."""

from datetime import timedelta

import pytest

from domain.people import UnitKind
from storage import campaigns, pledges, signed_texts, tree
from storage.signed_texts import TextKind
from tests.conftest import CAST
from tests.handlers.arriving import acts
from tests.handlers.signing import NOW, Content, Level, campaign_with

UNIT = CAST[1002][2]
WORDS = "Đoàn kết, hoàn thành vượt chỉ tiêu năm 2026"


@pytest.fixture
async def drive(desk):
    return await campaign_with(desk, Content(pledge=WORDS, pledge_by=NOW + timedelta(days=1)))


async def counted(desk, drive):
    async with desk.database.transaction() as tx:
        campaign = await campaigns.get(tx, drive)
        found = await pledges.figures(tx, campaign, await signed_texts.current(tx, drive, TextKind.PLEDGE))
        return found.signed, found.in_time


async def test_the_head_signs_for_the_unit_in_two_messages(desk, unit_head, drive):
    said = await unit_head.says("ký giao ước")
    assert WORDS in said
    assert "chưa ký" in said
    assert f"ký giao ước thay mặt {UNIT}" in await unit_head.chooses("Ký giao ước")
    assert await counted(desk, drive) == (1, 1)


async def test_after_its_time_it_is_signed_late(desk, unit_head, drive):
    await desk.moved_to("2026-06-19T09:00")
    await unit_head.says("/giaouoc")
    assert "sau hạn" in await unit_head.chooses("Ký giao ước")
    assert await counted(desk, drive) == (1, 0)


async def test_the_focal_point_reads_but_does_not_sign(desk, focal, drive):
    await focal.says("/giaouoc")
    assert not [one for one in focal.choices if one.startswith("Ký")]
    assert "do người đứng đầu đơn vị ký" in await focal.says(f"/giaouoc ky {drive}.1")
    assert await counted(desk, drive) == (0, 0)


async def test_the_officer_sees_who_has_signed_and_notes_what_was_signed_on_paper(desk, officer, unit_head, drive):
    await unit_head.says("/giaouoc")
    await unit_head.chooses("Ký giao ước")
    await officer.says("/giaouoc")
    said = await officer.chooses("Đơn vị nào đã ký")
    assert "đã ký" in said
    assert "chưa ký" in said
    await officer.chooses("Đã ký trên giấy")
    assert await counted(desk, drive) == (2, 2)
    await officer.chooses("Bỏ ghi vừa rồi")
    assert await counted(desk, drive) == (1, 1)


async def test_only_an_officer_notes_it(desk, staff, unit_head, drive):
    for person in (staff, unit_head):
        await person.says(f"/giaouoc ho {drive}.1 1")
    assert await counted(desk, drive) == (0, 0)


async def test_in_a_cluster_the_members_sign(desk, officer):
    async with desk.database.transaction() as tx:
        cluster = await tree.get(tx, await tree.add_unit(tx, "Cụm miền núi", "Cụm", UnitKind.CLUSTER))
        for name in ("Sở Tư pháp tỉnh A", "Sở Tư pháp tỉnh B"):
            await tree.add_unit(tx, name, name.removeprefix("Sở Tư pháp "), UnitKind.MEMBER, cluster)
    number = await campaign_with(desk, Content(level=Level.CLUSTER, pledge=WORDS), units=frozenset({cluster.id}))
    assert "0/2 đơn vị" in await officer.says(f"/giaouoc {number}")
    await officer.chooses("Đơn vị nào đã ký")
    await officer.chooses("Đã ký trên giấy: tỉnh A")
    assert "đã ký 1/2 đơn vị" in officer.last
    assert await counted(desk, number) == (1, 1)


async def test_what_a_head_has_signed_is_not_taken_back_by_an_officer(desk, officer, unit_head, drive):
    await unit_head.says("/giaouoc")
    await unit_head.chooses("Ký giao ước")
    async with desk.database.transaction() as tx:
        unit = await tree.unit_named(tx, UNIT)
    await officer.says(f"/giaouoc bo {drive}.1 {unit.id}")
    assert await counted(desk, drive) == (1, 1)


async def test_the_head_takes_back_what_the_head_has_signed(desk, officer, unit_head, drive):
    await unit_head.says("/giaouoc")
    await unit_head.chooses("Ký giao ước")
    said = await unit_head.chooses("Rút chữ ký")
    assert f"thay mặt {UNIT}" in said
    assert "Đã ký: 0/3 đơn vị" in said
    assert await counted(desk, drive) == (0, 0)
    assert "pledge.withdrawn" in await acts(desk)
    await unit_head.chooses("Ký giao ước")
    assert await counted(desk, drive) == (1, 1)


async def test_nobody_else_takes_back_what_a_head_has_signed(desk, officer, focal, unit_head, drive):
    await unit_head.says("/giaouoc")
    await unit_head.chooses("Ký giao ước")
    for person in (officer, focal):
        await person.says("/giaouoc")
        assert "Rút chữ ký" not in person.choices
        await person.says(f"/giaouoc rut {drive}.1")
    assert await counted(desk, drive) == (1, 1)


async def test_what_was_noted_of_a_paper_is_not_the_heads_to_take_back(desk, officer, unit_head, drive):
    async with desk.database.transaction() as tx:
        unit = await tree.unit_named(tx, UNIT)
    await officer.says(f"/giaouoc ho {drive}.1 {unit.id}")
    await unit_head.says("/giaouoc")
    assert "Rút chữ ký" not in unit_head.choices
    await unit_head.says(f"/giaouoc rut {drive}.1")
    assert await counted(desk, drive) == (1, 1)


async def test_a_campaign_that_has_closed_keeps_its_signatures(desk, unit_head, drive):
    await unit_head.says("/giaouoc")
    await unit_head.chooses("Ký giao ước")
    await desk.moved_to("2026-09-01T09:00")
    await unit_head.says(f"/giaouoc rut {drive}.1")
    await unit_head.says(f"/giaouoc {drive}")
    assert "Rút chữ ký" not in unit_head.choices
    assert await counted(desk, drive) == (1, 1)


async def test_long_words_of_a_pledge_are_read_by_the_page(desk, unit_head):
    number = await campaign_with(desk, Content(pledge="Giao ước " * 160 + "hết"))
    assert len(await unit_head.says("/giaouoc")) <= 900
    assert len(await unit_head.chooses("Đọc cả bản")) <= 900
    assert "hết" in await unit_head.says(f"/giaouoc toan {number} 2")

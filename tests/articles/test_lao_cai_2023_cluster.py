"""The department at the head of a cluster, with its pledge and its registrations: Lào Cai, 2023.

As Sở Tư pháp Lào Cai told of it on 12/10/2023; the departments here are invented.
"""

import pytest

from domain.people import UnitKind
from domain.permissions import Role
from storage import pledges, signed_texts
from storage.signed_texts import TextKind
from tests.articles.playing import announces, arrives, at_work_on, passes_to, unit_of
from tests.articles.test_lao_cai_2023 import MINISTRY, PLAN
from tests.people import Person

CLUSTER = "Khu vực thi đua Khối cơ quan Tư pháp các tỉnh miền núi biên giới phía Bắc"
PLEDGE = f"""
name = "Phong trào thi đua năm 2023 của {CLUSTER}"
label = "Giao ước thi đua năm 2023"
level = "khu vực thi đua"
kind = "thường xuyên"
start = 2023-01-01
end = 2023-12-31
audience = ["{CLUSTER}"]
pledge = "Các cơ quan trong Khu vực giao ước hoàn thành xuất sắc nhiệm vụ năm 2023"
pledge_by = 2023-03-15T17:00:00
report_deadline = 2023-06-15T17:00:00
titles = ["Cờ thi đua ngành Tư pháp"]
{PLAN}
{MINISTRY}
"""


@pytest.fixture
async def cluster(desk):
    """Of three departments; the heads of two have a phone."""
    await at_work_on(desk, "2023-02-01T08:05")
    whole = await unit_of(desk, CLUSTER, UnitKind.CLUSTER, short="Khu vực thi đua")
    names = ("Sở Tư pháp tỉnh Mường Thượng", "Sở Tư pháp tỉnh Bản Hạ", "Sở Tư pháp tỉnh Pha Long")
    return [await unit_of(desk, name, UnitKind.MEMBER, whole, name.removeprefix("Sở Tư pháp ")) for name in names]


async def _heads(desk, members):
    return [
        await arrives(desk, Person(desk, 1300 + place, f"Giàng A {place}"), unit, desk.key, Role.UNIT_HEAD)
        for place, unit in enumerate(members)
    ]


async def test_the_members_of_the_cluster_sign_the_pledge_in_time(desk, officer, cluster):
    heads = await _heads(desk, cluster[:2])
    campaign = await announces(desk, officer, PLEDGE)
    for head, unit in zip(heads, cluster, strict=False):
        await head.says(f"/giaouoc {campaign.id}")
        assert f"thay mặt {unit.name}" in await head.chooses("Ký giao ước")
    assert await _pledged(desk, campaign) == (3, 2, 2)
    await passes_to(desk, "2023-03-15T16:30")
    await officer.says(f"/giaouoc {campaign.id}")
    await officer.chooses("Đơn vị nào đã ký")
    assert "đã ký 3/3 đơn vị" in await officer.chooses("Đã ký trên giấy: tỉnh Pha Long")
    assert await _pledged(desk, campaign) == (3, 3, 3)


async def test_a_member_that_signs_after_the_day_is_told_apart(desk, officer, cluster):
    (head,) = await _heads(desk, cluster[:1])
    campaign = await announces(desk, officer, PLEDGE)
    await passes_to(desk, "2023-03-16T08:05")
    await head.says(f"/giaouoc {campaign.id}")
    assert "sau hạn" in await head.chooses("Ký giao ước")
    assert await _pledged(desk, campaign) == (3, 1, 0)


async def test_our_own_staff_hear_nothing_of_the_cluster(desk, officer, staff, cluster):
    (head,) = await _heads(desk, cluster[:1])
    await announces(desk, officer, PLEDGE)
    assert len(head.heard) == 1
    assert staff.heard == []
    assert "Giao ước thi đua năm 2023" not in await staff.says("thi đua")


async def test_the_titles_that_members_seek_are_rolled_up_and_their_reports_with_them(desk, officer, cluster):
    await _heads(desk, cluster[:1])
    campaign = await announces(desk, officer, PLEDGE)
    for count, unit in enumerate(cluster, start=1):
        await officer.says(f"/cum {campaign.id}")
        await officer.chooses(unit.short_name)
        await officer.chooses("Ghi đăng ký của đơn vị")
        await officer.says("1")
        assert "Danh hiệu: Cờ thi đua ngành Tư pháp" in await officer.says("bằng khen bộ")
        assert f"Đăng ký: {count}/3" in await officer.says(f"/cum {campaign.id}")
    await officer.chooses(cluster[0].short_name)
    await officer.chooses("Ghi báo cáo đã gửi")
    await officer.says("15/BC-STP ngày 01/02/2023")
    said = await officer.says(f"/cum {campaign.id}")
    assert "03 thành viên" in said
    assert "Báo cáo: 1/3 thành viên (đúng hạn 1)" in said
    assert "tỉnh Bản Hạ: đã đăng ký, chưa ký, chưa báo cáo" in said
    assert "Đăng ký: 3/3 thành viên" in await officer.says(f"/xuatbieu {campaign.id}")


async def test_a_cluster_whose_members_write_on_paper_alone_is_kept_all_the_same(desk, officer, cluster):
    campaign = await announces(desk, officer, PLEDGE)
    await officer.says(f"/giaouoc donvi {campaign.id}")
    for unit in cluster:
        await officer.chooses(f"Đã ký trên giấy: {unit.short_name}")
    assert await _pledged(desk, campaign) == (3, 3, 3)


async def _pledged(desk, campaign):
    """Units, signed, in time."""
    async with desk.database.transaction() as tx:
        text = await signed_texts.current(tx, campaign.id, TextKind.PLEDGE)
        found = await pledges.figures(tx, campaign, text)
    return found.units, found.signed, found.in_time

"""Heads and officers decide on registrations in one queue that moves on by itself; a slip can be taken back."""

from decimal import Decimal

import pytest

from domain.campaign_content import Content, Level
from domain.people import UnitKind
from domain.permissions import Role
from domain.targets import Target
from storage import tree
from tests.conftest import newcomer
from tests.handlers.approving import (
    BINH,
    DUNG,
    HCBTTP,
    HOA,
    LAN_ANH,
    TUAN,
    collective,
    does,
    given,
    handed_in,
    passed,
    states,
)
from tests.handlers.registering import another, registered

# One after the other ----------------------------------------------------------------------------


async def test_the_head_decides_one_after_the_other_in_the_same_message(desk, drive, unit_head):
    await handed_in(desk, drive, TUAN, BINH, titles=("Lao động tiên tiến",), forms=("Giấy khen",))
    said = await unit_head.says("việc chờ xác nhận")
    assert said.startswith("Anh Dũng có 02 việc chờ xác nhận.\n\nViệc 1/2. Anh Lý Văn Tuấn")
    for part in ("đăng ký Đợt thi đua 28/8", "Danh hiệu: Lao động tiên tiến", "Hình thức khen thưởng: Giấy khen"):
        assert part in said
    assert "- Giải quyết hồ sơ quốc tịch: 45 hồ sơ, trước 31/7" in said
    said = await does(unit_head, "Thông qua")
    assert said.startswith("Đã thông qua: anh Tuấn, Đợt thi đua 28/8.\n\nViệc 2/2. Anh Phạm Thanh Bình")
    assert "Hoàn tác" in unit_head.choices
    said = await does(unit_head, "Thông qua")
    assert said.startswith("Đã thông qua: anh Bình, Đợt thi đua 28/8.\n\nĐã hết việc chờ.")
    assert await states(desk, drive) == {"Lý Văn Tuấn": "UNIT_APPROVED", "Phạm Thanh Bình": "UNIT_APPROVED"}
    assert "không có việc nào chờ xác nhận" in await unit_head.says("chờ duyệt")


@pytest.mark.only("telegram")
async def test_the_next_one_takes_the_place_of_the_one_before(desk, drive, unit_head):
    await handed_in(desk, drive, TUAN, BINH)
    await unit_head.says("/duyet")
    stood = len(unit_head.said)
    await does(unit_head, "Thông qua")
    await does(unit_head, "Thông qua")
    assert len(unit_head.said) == stood


async def test_what_the_unit_has_passed_on_the_officer_accepts(desk, drive, officer, unit_head):
    await handed_in(desk, drive, BINH)
    assert "không có việc nào" in await officer.says("chờ tôi")
    await passed(unit_head)
    said = await officer.says("chờ tôi")
    assert "Chị Lan Anh có 01 việc chờ xác nhận." in said
    assert "Đơn vị đã thông qua." in said
    assert "Đã tiếp nhận: anh Bình" in await does(officer, "Tiếp nhận")
    assert await registered(desk, drive) == [("Phạm Thanh Bình", "ACCEPTED", 3)]


async def test_what_is_put_off_comes_again_when_asked_for(desk, drive, unit_head):
    await handed_in(desk, drive, TUAN, BINH)
    await unit_head.says("/duyet")
    assert "Việc 2/2. Anh Phạm Thanh Bình" in await unit_head.chooses("Để sau")
    assert "Đã hết lượt. Còn 01 việc để sau" in await does(unit_head, "Thông qua")
    assert "Việc 1/1. Anh Lý Văn Tuấn" in await unit_head.chooses("Xem việc để sau")
    assert (await states(desk, drive))["Lý Văn Tuấn"] == "SUBMITTED"


async def test_who_entered_it_is_shown(desk, drive, unit_head):
    await handed_in(desk, drive, BINH, entered_by=TUAN)
    assert "Anh Tuấn nhập hộ." in await unit_head.says("/duyet")


async def test_tasks_count_what_waits_in_one_line(desk, drive, unit_head):
    await handed_in(desk, drive, TUAN, BINH)
    assert "02 đăng ký chờ xác nhận" in await unit_head.says("/viec")
    number = next(one for one in unit_head.choices if one.endswith("Xem việc chờ xác nhận"))
    assert "Việc 1/2" in await unit_head.chooses(number)


# Who ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["staff", "focal"])
async def test_nobody_else_decides(desk, drive, request, who):
    await handed_in(desk, drive, DUNG)
    person = request.getfixturevalue(who)
    await person.says("/duyet ok 1.1 1")
    assert await registered(desk, drive) == [("Trần Văn Dũng", "SUBMITTED", 1)]


async def test_nobody_decides_on_the_own_registration(desk, drive, unit_head, officer):
    await handed_in(desk, drive, DUNG, LAN_ANH)
    assert "không có việc nào" in await unit_head.says("/duyet")
    assert "của chính anh, do người khác xem xét" in await unit_head.says("/duyet ok 1.1 1")
    assert "Việc 1/1. Anh Trần Văn Dũng" in await officer.says("/duyet")
    assert "của chính chị" in await officer.says("/duyet ok 2.1 1")
    assert await states(desk, drive) == {"Trần Văn Dũng": "SUBMITTED", "Nguyễn Thị Lan Anh": "SUBMITTED"}


async def test_the_head_of_another_unit_sees_and_decides_nothing(desk, drive):
    await handed_in(desk, drive, BINH)
    other = await newcomer(desk, 1200, "Đỗ Văn Khác", unit="Trung tâm Trợ giúp pháp lý nhà nước", role=Role.UNIT_HEAD)
    assert "không có việc nào" in await other.says("/duyet")
    said = await other.says("/duyet ok 1.1 1")
    assert "Không có đăng ký này trong các đơn vị" in said
    assert "Bình" not in said
    assert await states(desk, drive) == {"Phạm Thanh Bình": "SUBMITTED"}


async def test_a_unit_without_a_head_is_the_officers_to_decide(desk, drive, officer):
    await handed_in(desk, drive, HOA)
    await officer.says("/duyet")
    assert "Đã tiếp nhận: chị Hoa" in await does(officer, "Tiếp nhận")


async def test_what_is_late_goes_to_the_officer_and_never_with_all_others(desk, drive, officer, unit_head):
    await handed_in(desk, drive, TUAN, BINH, late=True)
    assert "không có việc nào" in await unit_head.says("/duyet")
    assert "Gửi sau khi hết hạn đăng ký, lúc 9 giờ 00, ngày 17/6/2026." in await officer.says("/duyet")
    assert officer.choices[:3] == ["Tiếp nhận", "Cần bổ sung", "Để sau"]
    assert not [one for one in officer.choices if "tất cả" in one]


async def test_a_collective_that_the_head_entered_goes_to_the_officer(desk, drive, officer, unit_head):
    await collective(desk, drive, DUNG)
    assert "không có việc nào" in await unit_head.says("/duyet")
    assert f"Tập thể {HCBTTP}" in await officer.says("/duyet")


async def test_a_collective_that_the_focal_point_entered_goes_to_the_head_first(desk, drive, officer, unit_head):
    await collective(desk, drive, TUAN)
    assert "không có việc nào" in await officer.says("/duyet")
    assert "Anh Tuấn nhập cho đơn vị." in await unit_head.says("/duyet")
    assert f"Đã thông qua: tập thể {HCBTTP}" in await does(unit_head, "Thông qua")
    assert f"Tập thể {HCBTTP}" in await officer.says("/duyet")


async def test_who_does_the_heads_work_decides_but_not_on_the_heads_own(desk, drive, focal, officer):
    await given(desk, TUAN, Role.UNIT_HEAD, 2, DUNG)
    await handed_in(desk, drive, DUNG, BINH)
    await collective(desk, drive, DUNG)
    assert "Việc 1/1. Anh Phạm Thanh Bình" in await focal.says("/duyet")
    assert "Việc 1/2. Anh Trần Văn Dũng" in await officer.says("/duyet")
    await does(focal, "Thông qua")
    async with desk.database.transaction() as tx:
        row = await tx.row("SELECT * FROM audit_log WHERE act = 'registration.unit_approved'")
    assert (row["staff_id"], row["on_behalf_of"]) == (TUAN, DUNG)


async def test_an_officer_of_a_part_decides_there_only(desk, drive):
    part = await newcomer(desk, 1300, "Đỗ Thị Phần", "female")
    await given(desk, 6, Role.OFFICER, 3)
    await handed_in(desk, drive, HOA, LAN_ANH)
    assert await passed(part) == 1
    assert await states(desk, drive) == {"Hoàng Thị Thu Hoa": "ACCEPTED", "Nguyễn Thị Lan Anh": "SUBMITTED"}


async def test_who_is_head_and_officer_lets_it_pass_in_one_go(desk, drive, officer):
    await given(desk, LAN_ANH, Role.UNIT_HEAD, 1)
    await newcomer(desk, 1300, "Đỗ Thị Phần", "female")
    await handed_in(desk, drive, 6)
    await officer.says("/duyet")
    await does(officer, "Tiếp nhận")
    assert await registered(desk, drive) == [("Đỗ Thị Phần", "ACCEPTED", 2)]


# All of a campaign ----------------------------------------------------------------------------


async def test_all_of_a_campaign_pass_with_one_word_after_a_question(desk, drive, unit_head):
    other = await another(desk, label="Đợt thi đua 10/10")
    await handed_in(desk, drive, TUAN, BINH)
    await handed_in(desk, other, BINH)
    await unit_head.says("/duyet")
    said = await unit_head.chooses("Thông qua tất cả 2 đăng ký của Đợt thi đua 28/8")
    assert "Thông qua 02 đăng ký của Đợt thi đua 28/8?" in said
    said = await unit_head.chooses("Thông qua 2 đăng ký")
    assert said.startswith("Đã thông qua 02 đăng ký của Đợt thi đua 28/8.")
    assert (await states(desk, other), set((await states(desk, drive)).values())) == (
        {"Phạm Thanh Bình": "SUBMITTED"},
        {"UNIT_APPROVED"},
    )
    assert "Đã hoàn tác: 02 đăng ký của Đợt thi đua 28/8." in await unit_head.chooses("Hoàn tác")
    assert set((await states(desk, drive)).values()) == {"SUBMITTED"}


async def test_what_came_or_changed_after_the_question_does_not_pass_unseen(desk, drive, unit_head):
    await handed_in(desk, drive, TUAN, BINH)
    await unit_head.says("/duyet")
    await unit_head.chooses("Thông qua tất cả")
    await handed_in(desk, drive, BINH, version=1)
    said = await unit_head.chooses("Thông qua 2 đăng ký")
    assert "Danh sách vừa thay đổi, xin xem lại." in said
    assert set((await states(desk, drive)).values()) == {"SUBMITTED"}
    await unit_head.chooses("Thông qua 2 đăng ký")
    assert set((await states(desk, drive)).values()) == {"UNIT_APPROVED"}


async def test_one_alone_is_not_offered_as_all(desk, drive, unit_head):
    await handed_in(desk, drive, BINH)
    await unit_head.says("/duyet")
    assert unit_head.choices == ["Thông qua", "Cần bổ sung", "Để sau"]


# Screens --------------------------------------------------------------------------------------


async def test_the_longest_entry_is_a_screen(desk, drive, unit_head):
    long = tuple(
        Target("tham mưu ban hành văn bản quy phạm " * 8, Decimal(9999), "văn bản quy phạm", None) for _ in range(9)
    )
    titles = tuple(f"Chiến sĩ thi đua cấp tỉnh, ngành số {number}" for number in range(9))
    await handed_in(desk, drive, TUAN, BINH, targets=long, titles=titles, forms=titles, entered_by=DUNG)
    await unit_head.says("/duyet")
    await does(unit_head, "Thông qua")
    assert "- và 05 chỉ tiêu khác" in unit_head.last
    assert len(unit_head.last) <= 900


async def test_what_is_entered_for_a_member_of_a_cluster_waits_for_nobody(desk, officer):
    async with desk.database.transaction() as tx:
        cluster = await tree.get(tx, await tree.add_unit(tx, "Cụm miền núi", "Cụm MN", UnitKind.CLUSTER))
        member = await tree.add_unit(tx, "Sở Tư pháp tỉnh A", "Tỉnh A", UnitKind.MEMBER, cluster)
    content = Content(level=Level.CLUSTER)
    movement = await another(desk, label="Thi đua cụm 2026", units=frozenset({cluster.id}), content=content)
    await collective(desk, movement, DUNG, member)
    assert "không có việc nào chờ xác nhận" in await officer.says("việc chờ xác nhận")


async def test_where_the_only_officer_has_entered_the_collective_it_is_registered_and_waits_for_nobody(
    desk, officer, drive
):
    async with desk.database.transaction() as tx:
        await tx.run("DELETE FROM role_grant WHERE role = 'unit_head'")
    await given(desk, LAN_ANH, Role.UNIT_FOCAL, 1)
    await collective(desk, drive, LAN_ANH, 1)
    said = await officer.says(f"/dangky tapthe {drive}")
    assert "Đã đăng ký" in said
    assert "Chờ xác nhận" not in said
    assert "Văn phòng Sở sẽ xem" not in said
    assert "chưa được tiếp nhận" not in await officer.says(f"/xuatbieu {drive}")
    await given(desk, HOA, Role.OFFICER)
    assert "Chờ xác nhận, Văn phòng Sở sẽ xem" in await officer.says(f"/dangky tapthe {drive}")
    assert "01 đăng ký chưa được tiếp nhận" in await officer.says(f"/xuatbieu {drive}")

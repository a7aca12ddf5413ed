"""Giving roles and taking them back, within one's own part of the office; it counts from the next press on."""

from domain.permissions import Role
from storage import grants, people
from tests.conftest import newcomer, somebody
from tests.people import Person

NOT_THERE = "Không tìm thấy người này"


async def staff_id(desk, person: Person) -> int:
    return (await desk.read(lambda tx: people.by_account(tx, desk.key, person.id))).id


async def roles(desk, person: Person) -> set[Role]:
    return (await desk.read(lambda tx: people.by_account(tx, desk.key, person.id))).roles - {Role.STAFF}


async def give(officer, name: str, role: str, where: str) -> str:
    await officer.says(f"tìm người {name}")
    for label in ("Vai trò", "Giao thêm", role):
        await officer.chooses(label)
    return await officer.chooses(where)


async def test_a_role_is_given_in_five_presses_and_counts_from_the_next_one_on(desk, officer, staff):
    assert "cán bộ phụ trách" in await staff.says("/tiendo")
    assert "có hiệu lực ngay" in await give(officer, "binh", "Đầu mối", "Phòng Hành chính")
    assert "đã giao cho anh Bình" in staff.last
    assert "cán bộ phụ trách" not in await staff.says("/tiendo")
    assert await roles(desk, staff) == {Role.UNIT_FOCAL}


async def test_a_role_is_taken_back_and_its_holder_learns_of_it(desk, officer, focal):
    await officer.says(f"/phanquyen nguoi {await staff_id(desk, focal)}")
    assert "Đã thu hồi vai trò" in await officer.chooses("Thu hồi: Đầu mối đơn vị (Phòng Hành chính và Bổ trợ tư pháp)")
    assert "đã thu hồi vai trò" in focal.last
    assert await roles(desk, focal) == set()
    assert "cán bộ phụ trách" in await focal.says("/tiendo")


async def test_the_last_officer_cannot_be_removed_until_there_is_another(desk, officer, unit_head):
    number = await staff_id(desk, officer)
    await officer.says(f"/phanquyen nguoi {number}")
    assert "duy nhất của toàn Sở" in await officer.chooses("Thu hồi: Cán bộ phụ trách thi đua")
    assert await roles(desk, officer) == {Role.OFFICER}
    await give(officer, "dung", "Cán bộ phụ trách", "Toàn Sở")
    await unit_head.says(f"/phanquyen nguoi {number}")
    assert "Đã thu hồi" in await unit_head.chooses("Thu hồi: Cán bộ phụ trách thi đua")
    assert await roles(desk, officer) == set()


async def test_a_press_on_what_has_changed_meanwhile_shows_what_is(desk, officer, focal):
    number = await staff_id(desk, focal)
    version = await desk.read(lambda tx: people.version_of(tx, number))
    held = (await desk.read(lambda tx: grants.of(tx, number)))[0]
    await give(officer, "tuan", "Trưởng đơn vị", "Phòng Hành chính")
    said = await officer.presses(f"/phanquyen thoi {number}.{version} {held.id}")
    assert "vừa thay đổi" in said
    assert await roles(desk, focal) == {Role.UNIT_FOCAL, Role.UNIT_HEAD}


async def test_a_head_names_the_focal_point_of_the_own_unit_alone(desk, unit_head, staff, hoa):
    await unit_head.says(f"/phanquyen nguoi {await staff_id(desk, staff)}")
    await unit_head.chooses("Giao thêm")
    assert [choice for choice in unit_head.choices if choice != "Quay lại"] == ["Đầu mối đơn vị"]
    number, version = await staff_id(desk, staff), 1
    assert "do người khác giao" in await unit_head.presses(f"/phanquyen cho {number}.{version} officer 0")
    assert "do người khác giao" in await unit_head.presses(f"/phanquyen cho {number}.{version} unit_focal 1")
    assert await roles(desk, staff) == set()
    others = await staff_id(desk, hoa)
    for said in (f"/phanquyen nguoi {others}", f"/phanquyen giao {others}", f"/phanquyen cho {others}.1 unit_focal 3"):
        assert NOT_THERE in await unit_head.says(said)
    assert await unit_head.says("/phanquyen nguoi 999") == await unit_head.says(f"/phanquyen nguoi {others}")


async def test_an_officer_makes_no_director_and_an_admin_does(desk, officer, staff):
    number = await staff_id(desk, staff)
    version = await desk.read(lambda tx: people.version_of(tx, number))
    assert "do người khác giao" in await officer.presses(f"/phanquyen cho {number}.{version} director 0")
    admin = await somebody(desk, Role.ADMIN)
    assert "Đã giao vai trò “Giám đốc Sở”" in await admin.presses(f"/phanquyen cho {number}.{version} director 0")
    assert "đồng chí Giám đốc" in await staff.says("/menu")


async def test_an_officer_of_one_unit_publishes_nothing_and_sees_nobody_else(desk, officer, drive):
    local = await newcomer(desk, 1301, "Lê Thu Cúc", "female", "Trung tâm Trợ giúp pháp lý nhà nước")
    number = await staff_id(desk, local)
    unit = (await desk.read(lambda tx: people.get(tx, number))).unit.id
    version = await desk.read(lambda tx: people.version_of(tx, number))
    await officer.presses(f"/phanquyen cho {number}.{version} officer {unit}")
    for said in ("/phatdong", "/thongbao", "/nhom", "/hethong"):
        assert "cán bộ phụ trách" in await local.says(said)
    assert "Hoa" in await local.says("tìm người hoa")
    assert "Không tìm thấy" in await local.says("tìm người dung")

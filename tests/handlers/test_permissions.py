"""Every command for every role, in private and in a group: what the table allows, and nothing else."""

import pytest

from domain.permissions import RIGHTS, Right, Role
from handlers.everything import COMMANDS
from handlers.tables import Where
from tests.conftest import CAST, somebody
from texts import render

NOT_ALLOWED = {render("refused/not_allowed", right=right) for right in Right}
NOT_HERE = {render("refused/unknown_command"), *NOT_ALLOWED}


def _allowed(command, role) -> bool:
    return command.right is Right.NONE or role in RIGHTS[command.right]


@pytest.mark.parametrize("role", list(Role))
async def test_a_role_may_do_what_the_table_says_and_nothing_else(desk, drive, role):
    person = await somebody(desk, role)
    for command in COMMANDS:
        said = await person.says(f"/{command.name}")
        refused = said in NOT_HERE
        may = _allowed(command, role) and command.where is not Where.GROUP
        assert refused is not may, (command.name, role, said)


async def test_a_refusal_names_those_who_may(desk, staff):
    assert "do cán bộ phụ trách thi đua thực hiện" in await staff.says("/thongbao")
    assert "do đồng chí Giám đốc thực hiện" in await staff.says("/ykien")
    assert "trưởng đơn vị, đầu mối" in await staff.says("/baocao")


async def test_a_refusal_never_names_who_was_refused(desk, focal, unit_head):
    assert "do trưởng đơn vị hoặc cán bộ phụ trách thi đua thực hiện" in await focal.says("duyệt")
    assert "do cán bộ phụ trách thi đua hoặc đồng chí Giám đốc thực hiện" in await unit_head.says("/cum")


async def test_a_stranger_may_do_nothing(desk, drive, stranger):
    names = [command.name for command in COMMANDS if command.name != "xinvao"]  # which is theirs alone
    said = {await stranger.says(f"/{name}") for name in names}
    said |= {await stranger.says(f"/{name} 1 1.0") for name in names if name != "start"}
    assert len(said) == 1
    assert len(stranger.heard) == 1


@pytest.mark.only("telegram")
async def test_in_a_group_only_what_may_be_public_is_answered(desk, drive):
    sim = desk.sandbox.sim
    sim.group(-100500, "Toàn Sở", members=list(CAST))
    sim.add_to_group(1001, -100500, admin=True)
    for command in COMMANDS:
        if command.where is Where.PRIVATE:
            sim.say(1004, f"/{command.name}", chat=-100500)
            await desk.quiet()
            said = [one for one in sim.chat(-100500) if one["from"] not in CAST and one["text"]]
            assert said == [] or "nhắn riêng" in said[-1]["text"]


FORGED = (
    "/phatdong gui 1.1",
    "/phatdong bo 1.1",
    "/phatdong dung 1.1",
    "/phatdong huyhan 1.1",
    "/hoi tra 1.0",
    "/baocao xem 1 1",
    "/tiendo 1 2",
    "/phatdong trinh 1.1",
    "/phatdong rut 1.1",
    "/duyet",
    "/duyet ok 1.1 1",
    "/duyet them 1.1 1",
    "/duyet tatcaok 1.1 1 00000000",
    "/duyet hoan 1",
    "/ykien ok 1.1",
    "/ykien tra 1.1",
    "/ykien goc 1",
    "/tailieu gui 1",
    "/hethong",
    "/bieumau",
    "/bieumau ds",
    "/themnguoi vao 1.1",
    "/themnguoi khong 1.1",
    "/themnguoi la 1.1 1",
    "/themnguoi ma 1.0",
    "/themnguoi madonvi 1",
    "/themnguoi khoa 1.1",
    "/themnguoi ngat 1.1",
    "/themnguoi huy 1.0",
)


@pytest.mark.parametrize("data", FORGED)
async def test_a_clerk_who_forges_a_button_is_refused(desk, drive, staff, data):
    assert await staff.presses(data) in NOT_ALLOWED


async def test_a_unit_head_sees_nobody_outside_the_unit(desk, drive, unit_head, hoa):
    asked = ("/tiendo", "/tiendo 1", "/tiendo 1 1", "/tiendo 1 2", "/tiendo 1 3", "/dangky ho 1", "/baocao", "/viec")
    heard = [await unit_head.says(text) for text in (*asked, "/baocao xem 1 2")]
    assert not any("Hoa" in text or "Lan Anh" in text for text in heard)

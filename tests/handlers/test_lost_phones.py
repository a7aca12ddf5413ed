"""A lost phone is cut off at once by whoever is responsible, and its owner gets a new code."""

from datetime import timedelta
from random import Random

import pytest

from domain.messages import Message
from domain.permissions import Grant, Role
from storage import dialogues, grants, invites, outbox, people
from tests.conftest import director_of, newcomer
from tests.handlers.arriving import account_at, acts, on_roster, person_at
from tests.handlers.test_inviting import CODE, code_in
from tests.handlers.test_joining import NOW
from tests.people import Person


async def cut(desk, by: Person, whom: Person) -> str:
    """Press [Ngắt tài khoản] on the page about somebody."""
    person = await person_at(desk, whom)
    await by.says(f"/themnguoi nguoi {person.id}")
    return await by.chooses("Ngắt tài khoản")


async def test_it_is_cut_off_at_once_and_a_new_code_is_shown(desk, officer, hoa, stranger):
    said = await cut(desk, officer, hoa)
    assert "khỏi hồ sơ Hoàng Thị Thu Hoa" in said
    assert "lúc 9 giờ 05" in said
    assert "Dữ liệu của chị Hoa còn nguyên" in said
    assert "20/6/2026" in said
    assert "tài khoản trả lời tự động" in await hoa.says("/menu")
    await stranger.says(code_in(said))
    await stranger.chooses("Đồng ý")
    assert "Chào chị Hoa" in await stranger.chooses("Đúng là tôi")


async def test_what_was_open_there_is_forgotten_and_what_waited_is_not_said(desk, officer, hoa):
    await hoa.says("/hoi")
    chat = (await account_at(desk, hoa)).chat
    later = Message(text="Chỉ cho chị Hoa.")
    await desk.read(lambda tx: outbox.answer(tx, "later", chat, later, NOW + timedelta(days=1)))
    await cut(desk, officer, hoa)
    assert await desk.read(lambda tx: dialogues.latest(tx, chat.platform, chat.chat_id)) is None
    assert await desk.read(lambda tx: tx.value("SELECT state FROM outbox WHERE key = 'later'")) == "dropped"


async def test_a_choice_from_before_leaves_the_new_phone_alone(desk, officer, hoa, stranger):
    person = await person_at(desk, hoa)
    account = await account_at(desk, hoa)
    said = await cut(desk, officer, hoa)
    await stranger.says(code_in(said))
    await stranger.chooses("Đồng ý")
    await stranger.chooses("Đúng là tôi")
    assert "chưa ngắt gì" in await officer.says(f"/themnguoi khoa {person.id}.{account.id}")
    assert (await person_at(desk, stranger)).id == person.id


async def test_a_head_cuts_off_the_own_people_and_nobody_else(desk, unit_head, staff, hoa):
    other, account = await person_at(desk, hoa), await account_at(desk, hoa)
    assert "Việc này do" in await unit_head.says(f"/themnguoi khoa {other.id}.{account.id}")
    assert await person_at(desk, hoa) is not None
    assert "Đã ngắt tài khoản" in await cut(desk, unit_head, staff)
    assert await person_at(desk, staff) is None


async def test_a_colleague_cuts_nobody_off(desk, focal, staff):
    person, account = await person_at(desk, staff), await account_at(desk, staff)
    assert "thực hiện" in await focal.says(f"/themnguoi khoa {person.id}.{account.id}")
    assert await person_at(desk, staff) is not None


async def test_the_last_officer_can_be_cut_off_and_is_told_how_to_get_in_again(desk, officer, stranger):
    said = await cut(desk, officer, officer)
    assert "Không còn cán bộ phụ trách thi đua nào liên lạc được" in said
    await stranger.says(code_in(said))
    await stranger.chooses("Đồng ý")
    assert "Chào chị Lan Anh" in await stranger.chooses("Đúng là tôi")


async def test_it_stands_in_the_log_without_a_name(desk, officer, hoa):
    await cut(desk, officer, hoa)
    assert (await acts(desk))[-2:] == ["account.cut_off", "invite.issued"]


@pytest.mark.only("zalo")
async def test_where_it_is_typed_it_takes_its_whole_words(desk, officer, hoa):
    person = await person_at(desk, hoa)
    assert "nhắn cả chữ “ngắt tài khoản”" in await officer.says(f"/themnguoi nguoi {person.id}")
    await officer.says("1")
    assert await person_at(desk, hoa) is not None


async def test_who_has_left_has_no_page(desk, officer):
    gone = await person_at(desk, await newcomer(desk, 1200, "Bùi Văn Đi"))
    await desk.read(lambda tx: people.leave(tx, gone.id, NOW))
    assert "Việc này do" in await officer.says(f"/themnguoi nguoi {gone.id}")


@pytest.mark.parametrize(
    "said",
    [
        "khóa tài khoản chị Hoa",
        "ngat tai khoan cua chi hoa",
        "khóa máy Hoàng Thị Thu Hoa",
        "Chị Hoa bị mất điện thoại",
        "anh Hoa mất máy",
    ],
)
async def test_it_is_said_in_words_and_done_at_once(desk, officer, hoa, said):
    await newcomer(desk, 1200, "Trần Văn Hoàng")  # begins so, and is not meant
    assert "khỏi hồ sơ Hoàng Thị Thu Hoa" in await officer.says(said)
    assert await person_at(desk, hoa) is None


async def test_among_several_of_one_name_it_is_asked_whose(desk, officer, hoa):
    other = await newcomer(desk, 1200, "Lê Văn Hoa")
    assert "Có nhiều người tên “hoa”" in await officer.says("khóa tài khoản Hoa")
    assert "khỏi hồ sơ Lê Văn Hoa" in await officer.chooses("Ngắt tài khoản: Lê Văn Hoa")
    assert await person_at(desk, other) is None
    assert await person_at(desk, hoa) is not None


async def test_a_head_finds_only_the_own_people(desk, unit_head, hoa):
    assert "Không tìm thấy" in await unit_head.says("khóa tài khoản chị Hoa")
    assert await person_at(desk, hoa) is not None


async def test_a_clerk_cuts_nobody_off_in_words_either(desk, staff, hoa):
    assert "thực hiện" in await staff.says("khóa tài khoản chị Hoa")
    assert await person_at(desk, hoa) is not None


@pytest.mark.parametrize("said", ["tư vấn 3 vụ mất điện thoại", "tiếp công dân bị mất điện thoại"])
async def test_work_about_lost_phones_is_work(desk, staff, said):
    assert "thực hiện" not in await staff.says(said)


async def test_the_card_of_somebody_leads_there(desk, officer, hoa):
    await officer.says("tìm người thu hoa")
    assert "khỏi hồ sơ Hoàng Thị Thu Hoa" in await officer.chooses("Ngắt tài khoản")


async def lent(desk, officer: Person) -> Person:
    """Somebody who does the officer's work for some days."""
    other = await newcomer(desk, 1210, "Trịnh Văn Thay")
    whom, owner = await person_at(desk, other), await person_at(desk, officer)
    period = (NOW - timedelta(days=1), NOW + timedelta(days=5))
    grant = Grant(Role.OFFICER, None, owner.id)
    await desk.read(lambda tx: grants.delegate(tx, whom.id, grant, owner.id, period, NOW))
    return other


@pytest.mark.parametrize("on_loan", [False, True])
async def test_the_directors_account_is_cut_off_without_a_code_and_the_others_hear_of_it(desk, officer, on_loan):
    director = await director_of(desk)
    admin = await newcomer(desk, 1211, "Bùi Văn Máy", role=Role.ADMIN)
    staff_id = (await person_at(desk, director)).id
    await desk.read(lambda tx: invites.issue(tx, staff_id, Random(3), NOW))
    by = await lent(desk, officer) if on_loan else officer
    said = await by.says("khóa tài khoản anh Quang")
    assert "khỏi hồ sơ Lê Minh Quang" in said
    assert "quản trị máy chủ cấp bằng thidua invite" in said
    assert not CODE.search(said)
    assert await person_at(desk, director) is None
    assert await desk.read(lambda tx: invites.of_person(tx, staff_id, NOW)) is None
    assert "đã ngắt tài khoản của Lê Minh Quang" in admin.last
    assert ("đã ngắt tài khoản của Lê Minh Quang" in " ".join(officer.heard)) is on_loan
    assert f"Đã báo cho {'02' if on_loan else '01'} người" in said


async def test_an_officer_on_loan_cuts_an_officer_off_and_gets_no_code(desk, officer):
    by = await lent(desk, officer)
    said = await by.says("khóa tài khoản chị Lan Anh")
    assert "khỏi hồ sơ Nguyễn Thị Lan Anh" in said
    assert not CODE.search(said)


@pytest.mark.parametrize("begun", [True, False])
async def test_no_code_is_given_to_who_does_or_will_do_the_directors_work(desk, officer, begun):
    director = await person_at(desk, await director_of(desk))
    deputy = await on_roster(desk, "Vũ Thị Phó")
    period = (NOW if begun else NOW + timedelta(days=1), NOW + timedelta(days=5))
    grant = Grant(Role.DIRECTOR, None, director.id)
    await desk.read(lambda tx: grants.delegate(tx, deputy.id, grant, director.id, period, NOW))
    assert "thidua invite" in await officer.says(f"/themnguoi nguoi {deputy.id}")
    assert not any("mã" in one for one in officer.choices)
    assert "giữ vai trò do người khác giao" in await officer.says(f"/themnguoi ma {deputy.id}.0")
    assert await desk.read(lambda tx: invites.last_for(tx, staff_id=deputy.id)) == 0


async def test_the_administrator_gives_the_directors_code(desk, officer):
    await director_of(desk)
    admin = await newcomer(desk, 1211, "Bùi Văn Máy", role=Role.ADMIN)
    assert CODE.search(await admin.says("khóa tài khoản anh Quang"))


async def test_the_next_step_stands_beside_the_code(desk, officer, hoa):
    assert "từ máy mới" in await cut(desk, officer, hoa)

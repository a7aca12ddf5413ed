from datetime import timedelta
from random import Random

from domain.permissions import Role
from storage import accounts, invites, outbox, people
from storage.outbox import Unasked
from tests.conftest import newcomer
from tests.handlers.test_joining import NOW


async def withdraw(person):
    await person.says("/dulieu")
    await person.chooses("Rút lại đồng ý")
    return await person.chooses("Rút lại đồng ý ngay")


async def test_one_sees_what_is_kept_and_since_when(staff):
    shown = await staff.says("dữ liệu của tôi")
    assert "Phạm Thanh Bình" in shown
    assert "sự đồng ý của anh, từ 9 giờ 05, thứ Tư, ngày 17/6/2026" in shown


async def test_one_s_own_figures_are_shown_and_who_sees_them_by_role_and_number(staff, drive):
    await staff.says("hôm nay tư vấn 3 vụ")
    shown = await staff.says("dữ liệu của tôi")
    assert "kết quả: 1" in shown
    assert "Trưởng đơn vị (01 người), Đầu mối đơn vị (01 người), Cán bộ phụ trách thi đua (01 người)" in shown
    assert "Tuấn" not in shown


async def test_withdrawing_asks_once_more_then_unlinks_and_tells_the_officer(staff, officer):
    assert "Đã rút lại đồng ý" in await withdraw(staff)
    assert "Phạm Thanh Bình" in officer.last
    assert "chưa có mã" in (await staff.says("/menu")).lower()


async def test_the_last_officer_is_warned_and_nobody_is_said_to_be_told(officer):
    await officer.says("/dulieu")
    asked = await officer.chooses("Rút lại đồng ý")
    assert "cán bộ phụ trách cuối cùng" in asked
    assert "cán bộ phụ trách được báo" not in asked
    assert "được báo" not in await officer.chooses("Rút lại đồng ý ngay")


async def test_of_two_officers_one_hears_that_the_other_has_withdrawn(desk, officer):
    other = await newcomer(desk, 1200, "Trịnh Thị Nga", "female", role=Role.OFFICER)
    await officer.says("/dulieu")
    assert "cuối cùng" not in await officer.chooses("Rút lại đồng ý")
    assert "cán bộ phụ trách được báo" in await officer.chooses("Rút lại đồng ý ngay")
    assert "Nguyễn Thị Lan Anh" in other.last


async def test_an_unused_code_dies_when_one_withdraws_or_leaves(desk, staff, hoa):
    async with desk.database.transaction() as tx:
        for one in (4, 5):
            await invites.issue(tx, one, Random(one), NOW)
        await people.leave(tx, 5, NOW)
    await withdraw(staff)
    for one in (4, 5):
        assert await desk.read(lambda tx, one=one: invites.of_person(tx, one, NOW)) is None


async def test_after_withdrawing_nothing_that_waited_is_said(desk, staff):
    async with desk.database.transaction() as tx:
        staff_id = await tx.value("SELECT staff_id FROM account WHERE external_id = ?", (staff.id,))
        later = Unasked(key="x", kind="x", staff_id=staff_id)
        await outbox.queue(tx, [later], NOW.replace(day=18))
    await withdraw(staff)
    async with desk.database.transaction() as tx:
        assert await tx.value("SELECT state FROM outbox WHERE key = 'x'") == "dropped"


async def test_thinking_better_of_it_changes_nothing(staff):
    await staff.says("/dulieu")
    await staff.chooses("Rút lại đồng ý")
    assert "Phạm Thanh Bình" in await staff.chooses("Không rút")
    assert "anh Bình" in await staff.says("/menu")


async def test_a_choice_from_before_one_came_back_withdraws_nothing(desk, staff):
    async with desk.database.transaction() as tx:
        account = await accounts.account_of(tx, 4)
        await accounts.unlink(tx, 4)
        consent = accounts.Consent("1", NOW)
        later = NOW + timedelta(hours=1)
        anew = await accounts.link(tx, 4, account.chat, staff.id, consent, later)
    assert anew != account.id
    for old in (f"{account.id}.{account.version}", f"{anew}.{account.version}"):
        assert "Phạm Thanh Bình" in await staff.presses(f"/dulieu xacnhan {old}")
    assert "anh Bình" in await staff.says("/menu")


async def test_a_choice_of_somebody_elses_withdraws_nothing(staff, hoa):
    await staff.says("/dulieu")
    assert "Phạm Thanh Bình" in await staff.presses(f"/dulieu xacnhan 5.{int(NOW.timestamp())}")
    assert "chị Hoa" in await hoa.says("/menu")


async def test_asking_in_words_to_be_erased_leads_to_one_s_own_data(staff):
    assert "Xin xóa dữ liệu" in " ".join([await staff.says("xin xóa dữ liệu"), *staff.choices])

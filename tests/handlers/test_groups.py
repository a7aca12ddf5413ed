import re

import pytest

from storage import groups

GROUP = -1005
TELEGRAM = pytest.mark.only("telegram")  # links into groups, administrators without a name, topics


@pytest.fixture
def group(desk, officer, staff):
    return desk.sandbox.sim.group(GROUP, "Sở Tư pháp & bạn", [officer.number, staff.number], topics=["Thi đua"])


async def code_of(officer):
    """The code in the link that the officer gets."""
    await officer.says("/nhom")
    sent = [call for call in officer.desk.sandbox.sim.record("sendMessage") if "startgroup" in str(call)]
    return re.search(r"startgroup=(\w+)", str(sent[-1]))[1]


async def stop_command(desk):
    """What the choice that ends the one linked group carries."""
    (one,) = await desk.read(groups.linked)
    return f"/nhom ngung {one.id}.{one.version}"


async def joined(desk, person, code, **how):
    desk.sandbox.sim.add_to_group(person.number, GROUP, code, **how)
    await desk.quiet()
    return [message["text"] for message in desk.sandbox.sim.chat(GROUP) if "Từ nay" in message.get("text", "")]


@TELEGRAM
@pytest.mark.parametrize("anonymous", [False, True])
async def test_a_group_is_linked_by_the_officers_code_even_by_an_anonymous_admin(desk, group, officer, anonymous):
    said = await joined(desk, officer, await code_of(officer), anonymous=anonymous)
    assert len(said) == 1
    assert "Sở Tư pháp & bạn" in await officer.says("/nhom")


@TELEGRAM
async def test_a_code_links_one_group_once_within_an_hour(desk, group, officer):
    code = await code_of(officer)
    desk.at("2026-06-17T10:06")
    assert await joined(desk, officer, code) == []
    fresh = await code_of(officer)
    assert len(await joined(desk, officer, fresh)) == 1
    assert len(await joined(desk, officer, fresh)) == 1


@TELEGRAM
async def test_a_wrong_code_in_a_group_gets_silence(desk, group, officer):
    assert await joined(desk, officer, "0" * 32) == []
    assert desk.sandbox.sim.record("sendMessage") == []


@TELEGRAM
async def test_the_code_of_somebody_who_is_no_officer_any_more_links_nothing(desk, group, officer):
    code = await code_of(officer)
    async with desk.database.transaction() as tx:
        await tx.run("DELETE FROM role_grant WHERE role = 'officer'")
    assert await joined(desk, officer, code) == []


@TELEGRAM
async def test_a_linked_group_can_be_ended_and_an_old_choice_says_so(desk, group, officer):
    await joined(desk, officer, await code_of(officer))
    await officer.says("/nhom")
    old = await stop_command(desk)
    assert "Đã ngừng gửi" in await officer.chooses("Ngừng gửi vào nhóm Sở Tư pháp")
    assert "đã ngừng nhận từ trước" in await officer.presses(old)


@TELEGRAM
async def test_an_old_choice_leaves_a_group_that_was_linked_anew(desk, group, officer):
    await joined(desk, officer, await code_of(officer))
    old = await stop_command(desk)
    await officer.presses(old)
    desk.at("2026-06-17T09:30")
    await joined(desk, officer, await code_of(officer))
    assert "đã được nối lại, vẫn đang nhận" in await officer.presses(old)
    assert "Đã ngừng gửi" in await officer.presses(await stop_command(desk))


async def test_only_an_officer_links_groups(staff, unit_head):
    for person in (staff, unit_head):
        assert "cán bộ phụ trách thi đua thực hiện" in await person.says("/nhom")


@TELEGRAM
async def test_in_a_group_chatter_gets_no_answer_and_private_matters_one_sentence(desk, group, officer, staff):
    await joined(desk, officer, await code_of(officer))
    before = len(desk.sandbox.sim.chat(GROUP))
    desk.sandbox.sim.say(staff.number, "chào cả nhà", GROUP)
    desk.sandbox.sim.say(staff.number, "/dulieu", GROUP)
    await desk.quiet()
    after = [message["text"] for message in desk.sandbox.sim.chat(GROUP)][before:]
    assert after[2:] == ["Việc này xin nhắn riêng cho trợ lý để giữ thông tin của Anh/Chị."]

"""Groups where there are no links: an officer's code, typed beside a mention of the assistant."""

import re

import pytest

from domain.messages import Choice, Message
from storage import groups
from tests.bot.acts import queued

GROUP = "zgr-1"
pytestmark = pytest.mark.only("zalo")


@pytest.fixture
def group(desk, officer, staff):
    sim = desk.sandbox.zalo_sim
    sim.group(GROUP, "Sở Tư pháp", [officer.id, staff.id])
    sim.add_to_group(GROUP)
    return sim


async def code_of(officer) -> str:
    """Eight digits, as the officer reads them."""
    return re.search(r"viết tiếp mã (\d{4} \d{4})", await officer.says("/nhom"))[1]


async def typed(desk, person, words: str, *, mention: bool = True) -> list[str]:
    """Type in the group; all that the assistant has said there."""
    name = desk.sandbox.zalo.bot().display_name
    desk.sandbox.zalo_sim.say(person.id, f"@{name} {words}" if mention else words, GROUP)
    await desk.quiet()
    return [one["text"] for one in desk.sandbox.zalo_sim.chat(GROUP) if one["from"] == "bot"]


@pytest.mark.parametrize("shape", ["{} {}", "{}{}", "mã {}-{}"])
async def test_a_group_is_linked_by_a_mention_with_the_officer_s_code(desk, group, officer, staff, shape):
    code = await code_of(officer)
    (said,) = await typed(desk, staff, shape.format(*code.split()))
    assert "Từ nay nhóm này nhận thông báo thi đua" in said
    assert "- Nhóm 1, Zalo" in await officer.says("/nhom")


async def test_without_the_mention_nobody_hears_the_code(desk, group, officer):
    assert await typed(desk, officer, await code_of(officer), mention=False) == []


async def test_a_code_links_once_and_within_an_hour(desk, group, officer):
    late = await code_of(officer)
    desk.at("2026-06-17T10:06")
    assert await typed(desk, officer, late) == []
    fresh = await code_of(officer)
    assert len(await typed(desk, officer, fresh)) == 1
    assert len(await typed(desk, officer, fresh)) == 1
    assert len(await desk.read(groups.linked)) == 1


async def test_wrong_codes_get_silence_and_after_five_within_an_hour_the_right_one_too(desk, group, officer, staff):
    code = await code_of(officer)
    for number in range(5):
        assert await typed(desk, staff, f"0000 000{number}") == []
    assert await typed(desk, staff, code) == []
    assert len(await typed(desk, officer, code)) == 1
    desk.at("2026-06-17T10:30")
    assert len(await typed(desk, staff, await code_of(officer))) == 2


async def test_a_clerk_has_no_such_code_and_an_officer_who_is_none_any_more_has_none_either(
    desk, group, officer, staff
):
    assert not re.search(r"\d{4} \d{4}", await staff.says("/nhom"))
    code = await code_of(officer)
    async with desk.database.transaction() as tx:
        await tx.run("DELETE FROM role_grant WHERE role = 'officer'")
    assert await typed(desk, officer, code) == []


async def test_an_account_s_code_does_not_link_a_group(desk, group, officer):
    own = re.search(r"\d{4} \d{4}", await officer.says("/caidat them"))[0]
    assert await typed(desk, officer, own) == []


async def test_what_a_group_is_told_ends_with_the_words_to_send_in_private(desk, group, officer, staff, drive):
    await typed(desk, officer, await code_of(officer))
    choices = (Choice(label="Đăng ký", command=f"/dangky {drive}"),)
    message = Message(text="Đợt thi đua bắt đầu.", choices=choices)
    await queued(desk, "", group_id=1, message=message)
    await desk.ticked()
    await desk.quiet()
    said = (await typed(desk, staff, "chào", mention=False))[-1]
    assert said.startswith("Đợt thi đua bắt đầu.")
    words = re.search(r"“(đăng ký[^”]*)”", said)[1]
    assert "1." not in said
    assert "Đợt thi đua 28/8" in await staff.says(words)


async def test_a_group_that_put_the_assistant_out_is_told_nothing_more(desk, group, officer):
    await typed(desk, officer, await code_of(officer))
    group.remove_from_group(GROUP)
    await queued(desk, "Tin.", group_id=1)
    await desk.ticked()
    await desk.quiet()
    assert await desk.read(groups.linked) == []
    group.add_to_group(GROUP)
    assert len(await typed(desk, officer, await code_of(officer))) == 2

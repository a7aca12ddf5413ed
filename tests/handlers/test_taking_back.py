"""“Rút cam kết”, “hủy giao ước” and the like ask to take back, and are never taken for signing."""

import pytest

from domain.campaign_content import Content
from handlers.taking_back import asked_for
from handlers.words import repaired
from storage import campaigns, pledges, signed_texts
from storage.signed_texts import TextKind
from tests.handlers.signing import campaign_with

BOTH = Content(commitment="Tôi cam kết", pledge="Chúng tôi giao ước")
COMMITMENTS = ("rút cam kết", "hủy cam kết", "huy cam ket", "không ký cam kết nữa", "xin rút chữ ký cam kết đợt 28/8")
PLEDGES = ("hủy giao ước", "huy giao uoc", "không ký giao ước", "rút giao ước", "tôi muốn bỏ giao ước ạ")


@pytest.mark.parametrize("text", COMMITMENTS)
async def test_whoever_has_signed_a_commitment_is_shown_how_to_take_it_back(desk, staff, text):
    await campaign_with(desk, BOTH)
    await staff.says("/camket")
    await staff.chooses("Ký cam kết")
    assert "Để rút, chọn Rút chữ ký" in await staff.says(text)
    assert "Ký cam kết" not in staff.choices
    assert "Đã rút chữ ký" in await staff.chooses("Rút chữ ký")


@pytest.mark.parametrize("text", COMMITMENTS)
async def test_whoever_has_not_signed_is_not_asked_to(desk, staff, text):
    await campaign_with(desk, BOTH)
    assert "không có chữ ký cam kết nào còn rút được" in await staff.says(text)
    assert "Ký cam kết" not in staff.choices


@pytest.mark.parametrize("text", PLEDGES)
async def test_the_head_who_has_signed_is_shown_how_to_take_it_back(desk, unit_head, text):
    await campaign_with(desk, BOTH)
    await unit_head.says("/giaouoc")
    await unit_head.chooses("Ký giao ước")
    assert "Để rút, chọn Rút chữ ký" in await unit_head.says(text)
    assert "Ký giao ước" not in unit_head.choices
    assert "Đã rút chữ ký" in await unit_head.chooses("Rút chữ ký")


@pytest.mark.parametrize("text", PLEDGES)
async def test_everybody_else_hears_who_takes_a_pledge_back(desk, staff, officer, unit_head, text):
    await campaign_with(desk, BOTH)
    for person in (staff, officer, unit_head):
        said = await person.says(text)
        assert "chính người đã ký rút" in said
        assert not [one for one in person.choices if one.startswith("Ký")]


async def test_of_several_it_is_asked_which(desk, staff):
    for label in ("Đợt số một", "Đợt số hai"):
        number = await campaign_with(desk, BOTH, label=label)
        await staff.says(f"/camket {number}")
        await staff.chooses("Ký cam kết")
    assert "02 đợt thi đua" in await staff.says("rút cam kết")
    await staff.chooses("Đợt số hai")
    assert "Rút chữ ký" in staff.choices


async def test_an_officer_drops_a_paper_that_was_noted_earlier(desk, officer):
    number = await campaign_with(desk, BOTH)
    await officer.says(f"/giaouoc donvi {number}")
    await officer.chooses("Đã ký trên giấy")
    await officer.says(f"/giaouoc donvi {number}")
    await officer.chooses("Bỏ ghi đã ký")
    async with desk.database.transaction() as tx:
        campaign = await campaigns.get(tx, number)
        text = await signed_texts.current(tx, number, TextKind.PLEDGE)
        assert (await pledges.figures(tx, campaign, text)).signed == 0


@pytest.mark.parametrize("text", ["hủy giao ước", "huy cam ket", "rút cam kết", "không ký cam kết", "chưa ký giao ước"])
def test_no_slip_of_the_keyboard_turns_words_into_their_opposite(text):
    assert repaired(text) not in {"ký giao ước", "ký cam kết"}
    assert repaired("huỷ đăng ky") == "hủy đăng ký"


@pytest.mark.parametrize("text", ["ký cam kết", "vận động rút cam kết 5 hộ", "bỏ 5 cam kết", "rút đăng ký"])
def test_other_words_take_no_signature_back(text):
    assert asked_for(text) is None

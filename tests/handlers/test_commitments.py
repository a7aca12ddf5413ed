"""Signing a campaign's commitment: oneself, or on paper with a colleague who enters it."""

import re

import pytest

from storage import campaigns, commitments, coverage, own_data, people, tree
from tests.conftest import CAST, DRIVE
from tests.handlers.signing import WORDS, Content, campaign_with, reworded

UNIT = CAST[1002][2]
BINH, HOA = 4, 5


@pytest.fixture
async def drive(desk):
    return await campaign_with(desk, Content(commitment=WORDS))


async def signed(desk, drive):
    async with desk.database.transaction() as tx:
        return (await coverage.figures(tx, await campaigns.get(tx, drive))).committed


async def test_two_messages_sign_it(desk, staff, drive):
    said = await staff.says("tôi cam kết")
    assert WORDS in said
    assert "chưa ký" in said
    assert "ký cam kết" in await staff.chooses("Ký cam kết")
    assert "đã ký bản này lúc" in staff.last
    assert await signed(desk, drive) == 1


async def test_whoever_registers_is_asked_to_sign_and_no_more_after_that(staff, drive):
    said = await staff.presses(f"/dangky ok {drive}.0")
    assert "Mời anh đọc và ký bản cam kết." in said
    assert "không phải làm gì thêm" not in said
    assert any("ký cam kết" in words.lower() for words, _ in staff.offers)
    assert WORDS in await staff.says(f"ký cam kết đợt {drive}")
    await staff.chooses("Ký cam kết")
    said = await staff.presses(f"/dangky ok {drive}.1")
    assert "anh không phải làm gì thêm" in said
    assert "Mời anh đọc và ký" not in said


async def test_a_head_who_registers_signs_for_the_unit_too(desk, unit_head):
    drive = await campaign_with(desk, Content(commitment=WORDS, pledge="Các đơn vị giao ước"))
    said = await unit_head.presses(f"/dangky ok {drive}.0")
    assert "Mời anh đọc và ký bản cam kết và giao ước của đơn vị." in said


async def test_a_signature_can_be_taken_back_and_given_again(desk, staff, drive):
    await staff.says("/camket")
    await staff.chooses("Ký cam kết")
    assert "Đã rút chữ ký" in await staff.chooses("Rút chữ ký")
    assert await signed(desk, drive) == 0
    await staff.chooses("Ký cam kết")
    assert await signed(desk, drive) == 1


async def test_changed_words_are_signed_anew_and_an_old_press_signs_nothing(desk, staff, hoa, drive):
    await staff.says("/camket")
    await staff.chooses("Ký cam kết")
    await hoa.says("/camket")
    await reworded(desk, drive, commitment="Lời mới")
    assert await signed(desk, drive) == 0
    said = await hoa.chooses("Ký cam kết")
    assert "Lời cam kết đã đổi" in said
    assert "Lời mới" in said
    assert await signed(desk, drive) == 0
    assert "bản 2 chưa ký" in await staff.says("/camket")
    await hoa.chooses("Ký cam kết")
    assert await signed(desk, drive) == 1
    async with desk.database.transaction() as tx:
        assert (await commitments.last_of(tx, drive, BINH)).version == 1
        assert (await commitments.last_of(tx, drive, HOA)).version == 2


async def test_who_has_signed_on_paper_is_entered_and_told(desk, focal, staff, drive):
    await focal.says("/camket")
    await focal.chooses("Đã ký trên giấy")
    said = await focal.chooses("Phạm Thanh Bình")
    assert "nhập hộ" in said
    assert "Phạm Thanh Bình" not in focal.choices
    await desk.news_told()
    assert "đã nhập hộ: anh Bình ký bản cam kết trên giấy" in staff.last
    assert "nhập hộ" in await staff.chooses("Xem bản cam kết")
    assert "Đã rút chữ ký" in await staff.chooses("Rút chữ ký")
    assert await signed(desk, drive) == 0


async def test_a_unit_is_counted_to_a_hundred_per_cent(desk, focal, drive):
    await focal.says(f"/camket ho {drive}.1")
    while "Mọi người trong đơn vị đã ký" not in focal.last:
        await focal.chooses(focal.choices[0])
    async with desk.database.transaction() as tx:
        unit = await tree.unit_named(tx, UNIT)
        one = await coverage.figures(tx, await campaigns.get(tx, drive), {unit.id})
        count = len(await people.of_unit(tx, unit.id))
    assert (one.committed, one.people) == (count, count)


async def test_who_has_declined_is_not_asked_to_sign_and_the_others_make_a_hundred_per_cent(desk, focal, staff, drive):
    await staff.says(f"/dangky khong {drive}.0")
    await focal.says(f"/camket ho {drive}.1")
    assert "Phạm Thanh Bình" not in focal.choices
    assert "Đã ghi (nhập hộ)" not in await focal.says(f"/camket ho {drive}.1 {BINH}")
    assert await signed(desk, drive) == 0
    while "Mọi người trong đơn vị đã ký" not in focal.last:
        await focal.chooses(focal.choices[0])
    async with desk.database.transaction() as tx:
        unit = await tree.unit_named(tx, UNIT)
        count = len(await people.of_unit(tx, unit.id)) - 1
    assert f"đã ký cam kết {count}/{count} người" in focal.last
    assert f"Ký cam kết: {count}/{count} người" in await focal.says("số liệu phòng tôi")


async def test_the_screen_the_nudge_and_the_list_of_names_count_the_same_signatures(desk, officer, staff, drive):
    await staff.says(f"/dangky khong {drive}.0")
    await officer.says("/camket")
    await officer.chooses("Ký cam kết")
    async with desk.database.transaction() as tx:
        await tx.run("DELETE FROM account WHERE staff_id = ?", (HOA,))
        one = await coverage.figures(tx, await campaigns.get(tx, drive))
    assert one.signers == one.people - 1
    assert f"Đã ký cam kết: 1/{one.signers} người" in await officer.says(f"/tiendo {drive}")
    assert f"{one.signers - 1:02} người chưa ký cam kết" in await officer.says("/dondoc")
    said = await officer.says(f"/dondoc camket {drive}")
    assert f"Còn thiếu: {one.signers - 1:02} người" in said
    names = await officer.says(f"/tiendo ai {drive} camket")
    assert "Phạm Thanh Bình" not in names
    assert "- 01 người chưa kích hoạt" in said
    assert sum(map(int, re.findall(r"(?:Sẽ nhắc:|-) (\d+) người(?! không tham gia)", said))) == one.signers - 1


async def test_nobody_signs_for_a_colleague_without_the_right_or_of_another_unit(desk, staff, focal, hoa, drive):
    assert "do" in await staff.says(f"/camket ho {drive}.1 {HOA}")
    await focal.says(f"/camket ho {drive}.1 {HOA}")
    async with desk.database.transaction() as tx:
        same = (await people.get(tx, HOA)).unit.name == UNIT
    assert await signed(desk, drive) == int(same)


async def test_a_campaign_without_a_commitment_says_so(desk, staff):
    number = await campaign_with(desk, Content())
    assert "không có bản cam kết" in await staff.says(f"/camket {number}")
    assert "Hiện không có đợt thi đua nào có bản cam kết" in await staff.says("/camket")


async def test_only_who_takes_part_is_asked(desk, staff, hoa):
    number = await campaign_with(desk, Content(commitment=WORDS), people=frozenset({HOA}))
    assert "Không tìm thấy" in await staff.says(f"/camket ky {number}.1") or await signed(desk, number) == 0
    await hoa.says("/camket")
    await hoa.chooses("Ký cam kết")
    assert await signed(desk, number) == 1


async def test_long_words_can_be_read_to_the_end(desk, staff):
    await campaign_with(desk, Content(commitment="Cam kết " * 180 + "hết"))
    said = await staff.says("/camket")
    assert len(said) <= 900
    said = await staff.chooses("Đọc cả bản")
    assert len(said) <= 900
    assert "hết" in await staff.says("/camket toan 1 2")


async def test_what_was_signed_stands_among_the_own_data(desk, staff, drive):
    await staff.says("/camket")
    await staff.chooses("Ký cam kết")
    async with desk.database.transaction() as tx:
        kept = await own_data.everything(tx, await people.get(tx, BINH))
    assert [(one["campaign"], one["version"]) for one in kept["commitments"]] == [(DRIVE.name, 1)]

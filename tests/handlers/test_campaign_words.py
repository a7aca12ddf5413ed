"""What an officer asks of a campaign without its number leads to the screen for it."""

from dataclasses import replace

import pytest

from storage import campaigns
from tests.conftest import DRIVE

AGAIN = (
    *("phát động lại đợt năm ngoái", "phat dong lai dot nam ngoai", "làm lại đợt 28/8 năm ngoái", "nhân bản đợt 28/8"),
    *(
        "lam lai dot 28/8 nam ngoai",
        "nhan ban dot nam ngoai",
        "làm lại đợt 28/8 năm ngoái đi",
        "phát động như năm ngoái",
    ),
)


async def other_drive(desk) -> None:
    async with desk.database.transaction() as tx:
        await campaigns.add(tx, replace(DRIVE, label="Đợt thi đua 10/10", name="Đợt thi đua tháng Mười"))


@pytest.mark.parametrize("text", AGAIN)
async def test_a_campaign_is_made_anew_from_an_earlier_one(desk, drive, officer, text):
    await officer.says(text)
    assert "Đợt thi đua 28/8 (2026)" in officer.choices
    assert "Đợt mới, chưa có mẫu" in officer.choices


@pytest.mark.parametrize("text", ["đính chính", "dinh chinh", "sửa đợt", "sua dot", "đính chính đợt thi đua"])
async def test_it_is_asked_which_campaign_is_to_be_corrected(desk, drive, officer, text):
    await other_drive(desk)
    assert "Đính chính đợt nào?" in await officer.says(text)
    assert officer.choices == ["Đợt thi đua 10/10", "Đợt thi đua 28/8"]
    assert "Đợt thi đua 28/8" in await officer.chooses("Đợt thi đua 28/8")


@pytest.mark.parametrize("text", ["sửa đợt 28/8", "dinh chinh dot 28/8"])
async def test_of_the_campaigns_those_are_offered_that_were_named(desk, drive, officer, text):
    await other_drive(desk)
    await officer.says(text)
    assert officer.choices == ["Đợt thi đua 28/8"]


async def test_there_may_be_none_to_correct(desk, officer):
    assert "Không có đợt thi đua nào còn đính chính được" in await officer.says("đính chính")


async def test_whoever_is_no_officer_corrects_a_result(desk, drive, hoa):
    await hoa.says("tư vấn 3 vụ")
    assert "Đính chính đợt nào?" not in await hoa.says("đính chính")
    assert "Đợt mới, chưa có mẫu" not in hoa.choices

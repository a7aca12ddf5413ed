"""“Đính chính”: a short one that quotes what changed, to exactly those who got the first."""

from domain.differences import Change
from handlers import corrections
from storage import campaigns
from tests.handlers.announcing import announced
from tests.handlers.test_publishing import in_hand, published

BEFORE = "Họp giao ban 8 giờ thứ Sáu tại phòng họp tầng 2, mời các đồng chí có mặt đúng giờ."
AFTER = BEFORE.replace("8 giờ", "14 giờ")


async def corrected(desk, officer, words: str = AFTER) -> str:
    await officer.says("đính chính thông báo 1")
    return await officer.says(words)


async def test_it_quotes_what_changed_and_goes_to_those_who_got_the_first(desk, officer, staff, hoa):
    await announced(desk, officer, whom="chị Hoa", words=BEFORE)
    shown = await corrected(desk, officer)
    assert "trước: “Họp giao ban 8 giờ thứ Sáu …”\nnay: “Họp giao ban 14 giờ thứ Sáu …”" in shown
    assert "01 người" in shown
    await officer.chooses("Gửi")
    await desk.moved_to("2026-06-17T09:10")
    assert hoa.last.startswith("ĐÍNH CHÍNH\n\nThông báo lúc 9 giờ 07, thứ Tư, ngày 17/6/2026 có chỗ đính chính:")
    assert hoa.last.endswith("Đ/c Nguyễn Thị Lan Anh, Chuyên viên, Văn phòng Sở")
    assert staff.heard == []


async def test_where_too_much_changed_the_whole_is_said(desk, officer, hoa):
    await announced(desk, officer, words=BEFORE)
    assert "nội dung đúng là:\n\nKhông họp nữa." in await corrected(desk, officer, "Không họp nữa.")


async def test_the_same_words_are_no_correction_and_a_second_one_corrects_the_first(desk, officer, hoa):
    await announced(desk, officer, words=BEFORE)
    assert "giống hệt" in await corrected(desk, officer, BEFORE)
    await officer.says(AFTER)
    await officer.chooses("Gửi")
    await desk.moved_to("2026-06-17T09:10")
    shown = await corrected(desk, officer, AFTER.replace("tầng 2", "tầng 3"))
    assert "trước: “… phòng họp tầng 2, mời các đồng …”" in shown
    assert "Thông báo lúc 9 giờ 07" in shown


async def test_those_who_were_told_of_a_campaign_are_told_what_changed_in_it(desk, officer, staff):
    await published(desk, officer)
    async with desk.database.transaction() as tx:
        campaign, at_desk = await campaigns.get(tx, 1), in_hand(desk, tx)
        assert await corrections.heard(tx, campaign) == (5, 0)
        change = [("Hạn đăng ký", Change("26/6/2026", "30/6/2026"))]
        await corrections.tell(tx, at_desk.office, campaign, change, 1, at_desk.now)
    await desk.moved_to("2026-06-17T09:10")
    assert "ĐÍNH CHÍNH\n\nĐợt thi đua 28/8" in staff.last
    assert "Hạn đăng ký\ntrước: 26/6/2026\nnay: 30/6/2026" in staff.last

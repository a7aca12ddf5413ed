"""The Director lets a message go out in one press, or returns it; the officer hears of it and signs for nothing."""

from dataclasses import replace
from datetime import datetime

import pytest

from domain.campaigns import CampaignState
from handlers import approvals, publication
from storage import accounts, campaigns, launch_drafts, tree
from storage import people as roster
from tests.conftest import DRIVE, director_of
from tests.handlers.launching import to_the_end
from tests.handlers.test_permissions import NOT_ALLOWED
from tests.handlers.test_publishing import drafted, drive, in_hand

PLAN = b'publish_at = "8h 18/6/2026"\naudience ='


@pytest.fixture
async def director(desk):
    return await director_of(desk)


@pytest.fixture
async def drive_of(desk) -> int:
    """The id of a campaign that runs."""
    return await desk.read(lambda tx: campaigns.add(tx, DRIVE))


async def presented(desk, officer, content: bytes | None = None) -> int:
    """A draft that the officer has put before the Director; the question has gone out."""
    number = await drafted(desk, content or drive().replace(b"audience =", PLAN))
    await officer.says(f"/phatdong xem {number}")
    await officer.chooses("Trình Giám đốc xem")
    await desk.ticked()
    await desk.quiet()
    return number


async def state_of(desk, number: int) -> CampaignState:
    return (await desk.read(lambda tx: campaigns.get(tx, number))).state


async def test_the_director_is_asked_in_the_words_of_a_letter(desk, officer, director):
    await presented(desk, officer)
    asked = director.last
    assert asked.startswith("Kính gửi đồng chí Giám đốc,\nVăn phòng Sở trình đồng chí xem nội dung thông báo")
    assert "- Kế hoạch số 45/KH-STP ngày 12/6/2026 (đã ký)\n" in asked
    assert "- Thời gian: 15/6/2026 - 28/8/2026; hạn đăng ký 26/6; hạn báo cáo 14/8\n" in asked
    assert "- Gửi 06 người, lúc 8 giờ 00, thứ Năm, ngày 18/6/2026\n" in asked
    assert "“Đồng ý gửi” chỉ là cho phép gửi tin, không thay chữ ký trên văn bản." in asked
    assert "Quang" not in asked
    assert "chưa có ý kiến" in officer.last
    assert officer.choices == ["Rút lại, chưa trình", "Bỏ"]


async def test_one_press_publishes_as_by_the_officer_and_the_officer_hears_when(desk, officer, director, staff):
    number = await presented(desk, officer)
    desk.at("2026-06-17T17:10")  # out of hours: an answer waits for nobody
    said = await director.says("đồng ý gửi 1")
    assert "Đồng chí đã đồng ý gửi tin phát động Đợt thi đua 28/8 lúc 17 giờ 10, thứ Tư, ngày 17/6/2026." in said
    await desk.ticked()
    await desk.quiet()
    assert "Đồng chí Giám đốc đã đồng ý lúc 17 giờ 10, thứ Tư, ngày 17/6/2026." in officer.last
    assert "lịch gửi: 8 giờ 00, thứ Năm, ngày 18/6/2026" in officer.last
    assert staff.heard == []
    await desk.moved_to("2026-06-18T08:00")
    assert len(staff.heard) == 1
    campaign = await desk.read(lambda tx: campaigns.get(tx, number))
    assert (campaign.opened(campaign.publish_at), campaign.published_by) == (True, 1)


async def test_the_opening_can_be_read_word_for_word_first(desk, officer, director):
    await presented(desk, officer)
    verbatim = await director.chooses("Xem nguyên văn")
    assert "PHÁT ĐỘNG THI ĐUA\n" in verbatim
    assert "Đ/c Nguyễn Thị Lan Anh, Văn phòng Sở" in verbatim
    assert "đã đồng ý" in await director.chooses("Đồng ý gửi")


async def test_it_is_returned_with_a_reason_and_the_draft_is_open_again(desk, officer, director):
    number = await presented(desk, officer)
    assert "nhắn lý do" in await director.chooses("Trả lại Văn phòng")
    said = await director.says("Ghi rõ <hạn> báo cáo là 17/8")
    assert "đã trả lại" in said
    await desk.ticked()
    await desk.quiet()
    assert "Đồng chí Giám đốc trả lại Đợt thi đua 28/8" in officer.last
    assert "Lý do: Ghi rõ <hạn> báo cáo là 17/8" in officer.last
    assert await state_of(desk, number) is CampaignState.DRAFT
    await to_the_end(officer, await officer.says(f"/phatdong xem {number}"))
    assert officer.choices[0].startswith("Trình Giám đốc xem, rồi gửi")


async def test_it_is_returned_without_a_reason(desk, officer, director):
    await presented(desk, officer)
    await director.chooses("Trả lại Văn phòng")
    assert "Lý do" not in await director.chooses("Trả lại, không nêu lý do")
    await desk.ticked()
    await desk.quiet()
    assert "Lý do" not in officer.last
    assert "trả lại" in officer.last


async def test_the_director_may_think_better_of_returning_it(desk, officer, director):
    await presented(desk, officer)
    await director.chooses("Trả lại Văn phòng")
    assert "Đồng ý gửi" in await director.chooses("Thôi")
    assert "đã đồng ý" in await director.presses("/ykien ok 1.1")


async def test_the_words_for_leaving_leave_the_question_why(desk, officer, director):
    number = await presented(desk, officer)
    await director.chooses("Trả lại Văn phòng")
    assert "Kính gửi đồng chí Giám đốc" in await director.says("thoát")
    assert await state_of(desk, number) is CampaignState.DRAFT
    assert "đã đồng ý" in await director.says("đồng ý gửi 1")


async def test_a_reason_that_is_too_long_is_asked_for_again(desk, officer, director):
    await presented(desk, officer)
    await director.chooses("Trả lại Văn phòng")
    assert "500" in await director.says("dài " * 200)
    assert "Lý do: Sửa lại giờ" in await director.says("Sửa lại giờ")


async def test_pressed_twice_it_is_published_once_and_the_second_press_shows_that(desk, officer, director):
    number = await presented(desk, officer)
    await director.presses("/ykien ok 1.1")
    assert "đã đồng ý gửi" in await director.presses("/ykien ok 1.1")
    assert "đã đồng ý gửi" in await director.presses("/ykien tra 1.1")
    assert (await desk.read(lambda tx: campaigns.get(tx, number))).version == 2


async def test_what_was_corrected_since_it_was_shown_is_shown_anew(desk, officer, director):
    number = await presented(desk, officer)
    async with desk.database.transaction() as tx:
        campaign = await campaigns.get(tx, number)
        await publication.correct(in_hand(desk, tx), replace(campaign, label="Đợt thi đua mới"))
    said = await director.presses("/ykien ok 1.1")
    assert "Nội dung đã được sửa sau khi trình" in said
    assert "Tên gọi\ntrước: Đợt thi đua 28/8\nsau: Đợt thi đua mới\n" in said
    assert await state_of(desk, number) is CampaignState.DRAFT
    assert "đã đồng ý gửi" in await director.presses("/ykien ok 1.2")


async def test_the_officer_takes_it_back_and_the_director_is_told_so(desk, officer, director):
    await presented(desk, officer)
    assert "chưa có ý kiến" not in await officer.chooses("Rút lại")
    assert "không còn trình" in await director.presses("/ykien ok 1.1")


async def test_what_is_taken_back_before_it_was_said_is_never_said(desk, officer, director):
    desk.at("2026-06-17T12:00")
    await presented(desk, officer)
    assert "Đồng chí Giám đốc được báo lúc 13 giờ 45, thứ Tư, ngày 17/6/2026." in officer.last
    await officer.chooses("Rút lại")
    await desk.moved_to("2026-06-17T13:45")
    assert director.heard == []


async def test_a_draft_that_is_discarded_waits_for_nobody(desk, officer, director):
    number = await presented(desk, officer)
    await officer.chooses("Bỏ")
    assert await state_of(desk, number) is CampaignState.CANCELLED
    assert "Hiện không có việc nào" in await director.says("việc chờ ý kiến")


async def test_an_old_choice_does_not_go_around_the_director(desk, officer, director):
    number = await presented(desk, officer)
    kept = await desk.read(lambda tx: launch_drafts.of_campaign(tx, number))
    assert "chưa có ý kiến" in await officer.presses(f"/phatdong gui {kept.id}.{kept.version}")
    assert await state_of(desk, number) is CampaignState.DRAFT


async def test_too_late_to_be_sent_it_goes_back_to_the_office_with_the_cause(desk, officer, director):
    await presented(desk, officer)
    desk.at("2026-06-27T09:00")
    said = await director.presses("/ykien ok 1.1")
    assert "đã trả lại" in said
    assert "đến trước khi gửi được tin phát động" in said
    await desk.ticked()
    await desk.quiet()
    assert "đến trước khi gửi được tin phát động" in officer.last


async def test_agreed_to_after_its_time_it_goes_at_the_next_possible_one(desk, officer, director, staff):
    await presented(desk, officer)
    await desk.moved_to("2026-06-18T10:00")
    await director.says("đồng ý gửi 1")
    await desk.moved_to("2026-06-18T10:02")
    assert len(staff.heard) == 1


async def test_where_the_office_wants_it_nothing_goes_out_without_the_director(desk, officer, director):
    await desk.set(office__director_agrees="true")
    number = await drafted(desk, drive())
    await to_the_end(officer, await officer.says(f"/phatdong xem {number}"))
    offered = [one.partition(",")[0] for one in officer.choices]
    assert offered == ["Trình Giám đốc xem", "Hẹn giờ khác", "Sửa", "Bỏ"]
    kept = await desk.read(lambda tx: launch_drafts.of_campaign(tx, number))
    assert "Chưa gửi cho ai" in await officer.presses(f"/phatdong guingay {kept.id}.{kept.version}")
    assert await state_of(desk, number) is CampaignState.DRAFT


async def test_where_nobody_can_be_asked_that_is_said(desk, officer):
    await desk.set(office__director_agrees="true")
    number = await drafted(desk, drive())
    await officer.says(f"/phatdong xem {number}")
    assert "Chưa có ai giữ vai trò Giám đốc" in await officer.chooses("Trình Giám đốc xem")


async def test_without_a_director_the_officer_is_not_offered_one(desk, officer):
    await to_the_end(officer, await officer.says(f"/phatdong xem {await drafted(desk, drive())}"))
    assert "Trình Giám đốc" not in officer.last
    assert not [one for one in officer.choices if one.startswith("Trình Giám đốc xem")]


async def test_of_two_directors_the_first_decides_and_the_other_sees_who(desk, officer, director):
    async def another(tx):
        unit = await tree.unit_named(tx, "Văn phòng Sở")
        deputy = await roster.add_staff(tx, unit.id, "Đỗ Thị Thanh", "female", "Phó Giám đốc Sở", ["director"])
        account = await accounts.account_of(tx, 1)
        await tx.run("UPDATE account SET staff_id = ? WHERE id = ?", (deputy, account.id))  # the officer's phone

    await presented(desk, officer)
    await director.presses("/ykien ok 1.1")
    await desk.read(another)
    assert "Đồng chí Giám đốc đã đồng ý gửi" in await officer.presses("/ykien ok 1.1")
    assert "Hiện không có việc nào chờ đồng chí Phó Giám đốc" in await officer.says("/ykien")


async def test_several_things_that_wait_are_chosen_from(desk, officer, director):
    await presented(desk, officer)
    await presented(desk, officer, drive(label='"Đợt thi đua khác"'))
    assert "02 việc" in await director.says("việc chờ ý kiến")
    assert "Đợt thi đua khác" in await director.chooses("Đợt thi đua khác: tin phát động")


@pytest.mark.parametrize("press", ["/ykien", "/ykien ok 1.1", "/ykien tra 1.1", "/ykien goc 1", "/ykien xem 1"])
async def test_nobody_but_the_director_agrees(desk, officer, director, staff, press):
    number = await presented(desk, officer)
    assert await staff.presses(press) in NOT_ALLOWED
    assert await officer.presses(press) in NOT_ALLOWED
    assert await state_of(desk, number) is CampaignState.DRAFT


async def test_who_is_no_longer_director_returns_nothing(desk, officer, director):
    await presented(desk, officer)
    await director.chooses("Trả lại Văn phòng")
    await desk.read(lambda tx: tx.run("DELETE FROM role_grant WHERE role = 'director'"))
    assert await director.says("Sửa lại giờ") in NOT_ALLOWED


async def test_an_unknown_number_is_said_so(director):
    assert "Không có việc nào mang số này" in await director.presses("/ykien ok 9.1")
    assert "Không có việc nào mang số này" in await director.presses("/ykien xem 9")


async def thanks(desk, drive_id: int, words: str = "Cảm ơn các đồng chí.") -> None:
    at = datetime.fromisoformat("2026-06-18T09:00:00+07:00")

    async def ask(tx):
        campaign = await campaigns.get(tx, drive_id)
        return await approvals.ask_for_thanks(replace(in_hand(desk, tx), staff_id=1), campaign, words, at)

    assert await desk.read(ask)
    await desk.ticked()
    await desk.quiet()


async def signer(desk, drive_id: int):
    return await desk.read(lambda tx: approvals.thanks_signed_by(tx, drive_id))


async def test_thanks_go_in_the_director_s_name_after_one_press(desk, drive_of, officer, director):
    await thanks(desk, drive_of)
    assert "Cảm ơn các đồng chí." in director.last
    assert "9 giờ 00, thứ Năm, ngày 18/6/2026" in director.last
    assert await signer(desk, drive_of) is None
    assert "đã đồng ý gửi lời cảm ơn" in await director.chooses("Đồng ý gửi")
    assert (await signer(desk, drive_of)).full_name == "Lê Minh Quang"
    await desk.ticked()
    await desk.quiet()
    assert "mang tên đồng chí Giám đốc" in officer.last


async def test_thanks_go_in_the_office_s_name_where_the_director_was_silent(desk, drive_of, director):
    await thanks(desk, drive_of)
    desk.at("2026-06-18T09:00")
    assert "với tên Văn phòng Sở" in await director.presses("/ykien ok 1.1")
    assert await signer(desk, drive_of) is None


async def test_thanks_that_were_written_anew_are_asked_about_anew(desk, drive_of, director):
    await thanks(desk, drive_of)
    await thanks(desk, drive_of, "Lời khác.")
    assert "không còn trình" in await director.presses("/ykien ok 1.1")
    assert "đã đồng ý gửi lời cảm ơn" in await director.presses("/ykien ok 2.1")

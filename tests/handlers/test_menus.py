"""What a typed number, label or beginning chooses; and when a number chooses nothing."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from domain.messages import ChatRef, Choice, Message
from storage import campaigns, menus
from tests.bot.acts import queued
from tests.conftest import DRIVE
from tests.handlers.logged import entries
from tests.handlers.registering import BINH, registered

JOINED, DECLINED = [(BINH, "SUBMITTED", 1)], [(BINH, "DECLINED", 1)]
STAFF = 4
ABOUT = "hôm nay phát khoảng 500 tờ gấp"  # how many exactly is then asked
PASSED = "hết thời gian chờ (10 phút)"
NOTHING_ASKED = "không có câu hỏi nào chờ một con số"


async def many_drives(desk) -> None:
    async with desk.database.transaction() as tx:
        for day in range(1, 13):
            changes = {"label": f"Đợt mùng {day}", "registration_deadline": None, "end": date(2026, 8, day)}
            await campaigns.add(tx, replace(DRIVE, **changes))


async def unasked(desk) -> None:
    """Something is said to the clerk that offers a choice."""
    message = Message(text="Đợt thi đua 28/8 sắp hết hạn.", choices=(Choice(label="Đăng ký", command="/dangky 1"),))
    await queued(desk, "", staff_id=STAFF, message=message)
    await desk.ticked()
    await desk.quiet()


# What chooses -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed",
    [
        *("1", "1.", "so 1", "số 1", "(1)", "chon 1", "chọn số 1", "1\ufe0f\u20e3", "１", " 1 ạ", "1 nhé", "mục 1"),
        *("Tham gia, chưa nêu chỉ tiêu", "tham gia chua neu chi tieu", "THAM GIA, CHƯA NÊU CHỈ TIÊU."),
        *("em chọn tham gia chưa nêu chỉ tiêu ạ", "tham gia", "tham"),
    ],
)
async def test_a_choice_is_typed_as_people_type(desk, drive, staff, typed):
    await staff.says("/dangky")
    await staff.says(typed)
    assert await registered(desk, drive) == JOINED


@pytest.mark.parametrize("typed", ["t", "1 con mèo", "1 2 3 4 5 6 7", "1/6", "-1", "1,5 vụ"])
async def test_what_is_no_choice_chooses_nothing(desk, drive, staff, typed):
    await staff.says("/dangky")
    await staff.says(typed)
    assert await registered(desk, drive) == []


@pytest.mark.parametrize("typed", ["1,3", "1 3", "1 và 3", "1;3", "(1) (3)", "so 1 va so 3"])
async def test_several_are_chosen_at_once_where_several_can_be(drive, staff, typed):
    await staff.says("/dangky chon 1")
    said = await staff.says(typed)
    assert "Tham gia tố tụng: 3 vụ" in said
    assert "Truyền thông về cơ sở: 2 đợt" in said
    assert "Tư vấn" not in said


async def test_the_choices_after_those_that_can_be_picked_together_have_numbers_too(drive, staff):
    await staff.says("/dangky chon 1")
    assert "đăng ký thế nào" in await staff.says("4")


async def test_a_number_outside_is_told_the_range_and_the_menu_stays(desk, drive, staff):
    await staff.says("/dangky")
    assert "từ 1 đến 5" in await staff.says("9")
    assert await registered(desk, drive) == []
    await staff.says("1")
    assert await registered(desk, drive) == JOINED


async def test_two_numbers_to_a_single_choice_choose_neither(desk, drive, staff):
    await staff.says("/dangky")
    assert "đăng ký thế nào" not in await staff.says("1, 4")
    assert await registered(desk, drive) == []
    await staff.says("4")
    assert await registered(desk, drive) == DECLINED


async def test_how_many_is_answered_by_one(desk, staff):
    assert "số lượng là bao nhiêu" in await staff.says("hôm nay tư vấn")
    assert "“1” là 1 gì" in await staff.says("1")
    await staff.chooses("vụ")
    assert await entries(desk) == [("tư vấn", "1 vụ", "17/06-17/06")]


# What has passed --------------------------------------------------------------------------------


async def test_an_old_number_shows_the_menu_again_and_then_chooses(desk, drive, staff):
    await staff.says("/dangky")
    await desk.moved_to("2026-06-17T09:15")
    said = await staff.says("4")
    assert PASSED in said
    assert "đăng ký thế nào" in said
    assert await registered(desk, drive) == []
    await staff.says("4")
    assert await registered(desk, drive) == DECLINED


async def test_a_number_that_is_not_old_yet_chooses(desk, drive, staff):
    await staff.says("/dangky")
    await desk.moved_to("2026-06-17T09:14")
    await staff.says("4")
    assert await registered(desk, drive) == DECLINED


async def test_a_menu_that_passed_twice_is_introduced_once(desk, drive, staff):
    await staff.says("/dangky")
    for moment in ("09:15", "09:30"):
        await desk.moved_to(f"2026-06-17T{moment}")
        said = await staff.says("4")
    assert said.count(PASSED) == 1
    assert await registered(desk, drive) == []


async def test_an_old_question_for_a_figure_is_asked_again_and_then_answered(desk, staff):
    await staff.says(ABOUT)
    await desk.moved_to("2026-06-17T09:16")
    said = await staff.says("520")
    assert PASSED in said
    assert "số chính xác" in said
    assert await entries(desk) == []
    await staff.says("520")
    assert await entries(desk) == [("phát tờ gấp", "520 tờ gấp", "17/06-17/06")]


@pytest.mark.parametrize("typed", ["7", "số 1", "1, 2"])
async def test_a_number_with_nothing_asked_is_not_guessed_at(drive, staff, typed):
    assert NOTHING_ASKED in await staff.says(typed)


async def test_a_number_after_a_finished_act_does_nothing(desk, drive, staff):
    await staff.says("/dangky")
    await staff.says("1")
    assert NOTHING_ASKED in await staff.says("1")
    assert await registered(desk, drive) == JOINED


async def test_the_newer_menu_takes_the_place_of_the_older(desk, drive, staff):
    await staff.says("/dangky")
    await staff.says(f"/thidua {drive}")
    await staff.says("2")
    assert await registered(desk, drive) == DECLINED


async def test_what_offers_nothing_ends_the_menu(desk, drive, staff):
    await staff.says("/dangky")
    await staff.says("/thidua 99")
    await staff.says("/huongdan")
    await staff.says("1")
    assert await registered(desk, drive) == []


async def test_a_menu_survives_a_restart(desk, drive, staff):
    await staff.says("/dangky")
    await desk.stop()
    await desk.start()
    await staff.says("1")
    assert await registered(desk, drive) == JOINED


async def test_two_people_do_not_share_a_menu(desk, drive, staff, hoa):
    await staff.says("/dangky")
    assert NOTHING_ASKED in await hoa.says("1")
    assert await registered(desk, drive) == []
    await staff.says("1")
    assert await registered(desk, drive) == JOINED


async def test_two_chats_of_one_person_do_not_share_a_menu(desk, staff):
    here, there = (ChatRef(platform=desk.key, chat_id=place) for place in (staff.id, "another"))
    now = datetime.fromisoformat(desk.clock.read_text())
    async with desk.database.transaction() as tx:
        await menus.put(tx, here, staff.id, Message(text="?"), now, "answer:1")
        assert await menus.get(tx, there, staff.id) is None
        assert await menus.get(tx, here, "another") is None


# What destroys ----------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["2", "rút", "rút đăng", "Rut d"])
async def test_what_destroys_is_refused_by_number_and_by_a_beginning(desk, drive, staff, typed):
    await staff.says("/dangky")
    await staff.says("1")
    await staff.says("rút đăng ký")
    await staff.says(typed)
    assert await registered(desk, drive) == JOINED


@pytest.mark.parametrize("typed", ["rút đăng ký", "RUT DANG KY", "“Rút đăng ký”"])
async def test_what_destroys_is_done_by_its_whole_words(desk, drive, staff, typed):
    await staff.says("/dangky")
    await staff.says("1")
    assert "Rút đăng ký này?" in await staff.says("rút đăng ký")
    await staff.says(typed)
    assert await registered(desk, drive) == [(BINH, "WITHDRAWN", 2)]


# Pages ------------------------------------------------------------------------------------------


async def test_a_choice_of_a_later_page_is_found(desk, staff):
    await many_drives(desk)
    await staff.says("/thidua")
    await staff.chooses("Xem tiếp")
    assert "12/8/2026" in await staff.chooses("6. Đợt mùng 12")


@pytest.mark.only("zalo")
async def test_nought_turns_the_pages_and_only_numbers_that_were_shown_choose(desk, staff, unit_head):
    await many_drives(desk)
    assert "5. Đợt mùng 5\n0. Xem tiếp" in await staff.says("/dangky")
    assert "từ 1 đến 5" in await staff.says("6")
    assert "6. Đợt mùng 6" in await staff.says("0")
    assert "12. Đợt mùng 12" in await staff.says("0")
    assert "0. Xem tiếp" not in staff.last
    assert "Đợt mùng 2\n" in await staff.says("2")
    assert "9. Đợt mùng 9\n0. Xem tiếp" in await unit_head.says("/dangky")


async def test_nought_where_nothing_goes_on_is_the_menu_of_everything(drive, staff):
    await staff.says("/dangky")
    assert "Mời anh Bình chọn" in await staff.says("0")


@pytest.mark.only("zalo")
async def test_nought_turns_the_pages_of_a_long_text(drive, unit_head, officer):
    await unit_head.says("/baocao 1")
    await unit_head.says("chữ " * 900)
    await unit_head.chooses("Nộp")
    assert (await officer.says("/baocao xem 1 2")).endswith("Nhắn 0 để xem tiếp.")
    await officer.says("0")
    await officer.says("0")
    assert "Nhắn 0" not in officer.last


# What is said unasked ---------------------------------------------------------------------------


async def test_the_numbers_of_what_is_said_unasked_choose(desk, drive, staff):
    await unasked(desk)
    assert "đăng ký thế nào" in await staff.says("1")


async def test_what_is_said_unasked_takes_no_numbers_from_a_question_that_is_open(desk, drive, staff):
    await staff.says(ABOUT)
    await unasked(desk)
    assert "sắp hết hạn" in staff.last
    assert "1. Đăng ký" not in staff.last
    await staff.says("1")
    assert await entries(desk) == [("phát tờ gấp", "1 tờ gấp", "17/06-17/06")]


async def test_what_is_said_unasked_takes_no_numbers_from_a_menu_that_stands(desk, drive, staff):
    await staff.says(f"/thidua {drive}")
    await unasked(desk)
    await staff.says("2")
    assert await registered(desk, drive) == DECLINED


@pytest.mark.only("zalo")
async def test_what_is_said_unasked_in_between_can_be_chosen_in_words(desk, drive, staff):
    await staff.says(ABOUT)
    await unasked(desk)
    assert "“đăng ký đợt 1”" in staff.last
    assert "đăng ký thế nào" in await staff.says("đăng ký đợt 1")


@pytest.mark.only("zalo")
async def test_what_is_listed_in_the_text_is_among_the_numbers_that_may_be_typed(officer, unit_head, drive):
    said = await unit_head.says("việc của tôi")
    assert "1. " in said
    assert "từ 1 đến" in said or "1 hoặc" in said or "Nhắn số 1" in said

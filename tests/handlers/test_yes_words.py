"""“Dạ”, “vâng”, “đúng rồi” where a yes is asked for; and where a yes must not be enough."""

import pytest

from domain.messages import Choice
from domain.replies import agrees, labelled
from tests.handlers.logged import entries
from tests.handlers.registering import BINH, registered

YES = ["dạ", "vâng ạ", "đúng", "Đúng rồi!", "dung roi a", "co a", "ok", "đồng ý"]


@pytest.mark.parametrize("typed", YES)
def test_yes_is_said_in_many_words(typed):
    assert agrees(typed)


@pytest.mark.parametrize("typed", ["không", "đúng 3 vụ", "có 3 vụ", "để xem", "", "dừng lại nhé anh"])
def test_what_says_more_is_no_yes(typed):
    assert not agrees(typed)


@pytest.mark.parametrize("typed", YES)
async def test_yes_hands_in_a_report(desk, focal, drive, typed):
    await focal.says("/baocao")
    if "Mời" in focal.last:
        await focal.says("1")
    await focal.says("Đơn vị đã tư vấn 5 vụ, truyền thông 2 buổi.")
    await focal.says(typed)
    async with desk.database.transaction() as tx:
        assert await tx.value("SELECT count(*) FROM report_submission") == 1


@pytest.mark.parametrize("typed", YES)
async def test_yes_confirms_a_registration(desk, staff, drive, typed):
    await staff.says("đăng ký 5 vụ tư vấn")
    assert "Xin kiểm tra lại" in staff.last
    await staff.says(typed)
    assert [one[:2] for one in await registered(desk, drive)] == [(BINH, "SUBMITTED")]


@pytest.mark.only("zalo")
@pytest.mark.parametrize("typed", ["vâng", "ok", "đồng ý", "đúng rồi"])
async def test_yes_does_not_withdraw_and_the_words_that_do_are_told(desk, staff, drive, typed):
    await staff.says(f"/dangky ok {drive}.0")
    await staff.says("rút đăng ký")
    assert "Nhắn: rút đăng ký" in await staff.says(typed)
    assert [one[:2] for one in await registered(desk, drive)] == [(BINH, "SUBMITTED")]


def test_courtesy_makes_no_label_of_what_destroys():
    delete = Choice(label="Xóa", command="/ghi xoa 1.1", destroys=True)
    assert labelled("xóa ảnh", [delete]) is None
    assert labelled("xóa", [delete]) == delete


async def test_a_picture_that_is_to_go_takes_no_result_with_it(desk, staff, drive):
    await staff.says("sáng nay tư vấn 3 vụ")
    await staff.says("xóa ảnh")
    assert len(await entries(desk)) == 1


@pytest.mark.parametrize(
    "typed", ["không đăng ký", "tôi không tham gia", "em không tham gia ạ", "toi xin khong tham gia dot nay"]
)
async def test_who_says_in_a_sentence_that_there_will_be_no_registration_is_asked_just_that(desk, staff, drive, typed):
    assert "Không tham gia đợt này?" in await staff.says(typed)
    await staff.says("1")
    assert [one[:2] for one in await registered(desk, drive)] == [(BINH, "DECLINED")]


async def test_a_whole_sentence_with_other_figures_is_another_piece_of_work(desk, staff, drive):
    await staff.says("/ghi")
    await staff.says("1")
    await staff.says("tư vấn")
    await staff.says("tư vấn 3 vụ hôm qua")
    (kept,) = await entries(desk)
    assert "3" in str(kept)


@pytest.mark.parametrize("typed", ["1", "12.", "ok", "dạ"])
async def test_a_figure_or_a_courtesy_is_not_passed_on_as_a_question(desk, staff, officer, typed):
    await staff.says("/hoi")
    assert "chưa gửi" in await staff.says(typed)
    await staff.says("Nộp bản giấy ở đâu?")
    async with desk.database.transaction() as tx:
        assert await tx.value("SELECT body FROM question") == "Nộp bản giấy ở đâu?"
    await officer.says("trả lời 1")
    assert "chưa gửi" in await officer.says("1")


@pytest.mark.only("zalo")
@pytest.mark.parametrize("typed", ["4827 1906", "48271906"])
async def test_a_code_of_who_is_in_already_is_said_to_be_unused(staff, typed):
    assert "chưa được dùng" in await staff.says(typed)

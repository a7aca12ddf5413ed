"""What must not be taken for a choice."""

import asyncio

import pytest

from bot.zalo import ZaloEdge
from domain.messages import Choice, Message
from domain.replies import begun
from tests.bot.zalo_acts import STAFF, asks, queued, sent_to
from tests.handlers.registering import BINH, registered
from tests.second_phone import staff_id

pytestmark = pytest.mark.only("zalo")
JOINED = [(BINH, "SUBMITTED", 1)]
TEXT = "Còn 3 ngày đến hạn đăng ký."


async def to_staff(desk, text: str = TEXT, *choices: Choice) -> None:
    message = Message(text=text, choices=choices)
    await queued(desk, "", message=message, staff_id=await staff_id(desk, 1004))


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        *(("có", "Công bố"), ("dạ", "Đăng ký"), ("th", "Tham gia"), ("đã", "Đăng ký")),
        *(("xoa", "Xóa việc này"), ("ngung", "Ngừng nhắc")),
    ],
)
def test_letters_that_only_happen_to_begin_a_label_and_what_destroys(typed, label):
    destroys = label in {"Xóa việc này", "Ngừng nhắc"}
    assert begun(typed, [Choice(label=label, command="/x", destroys=destroys)]) is None


@pytest.mark.parametrize("typed", ["không", "khong tham gia", "không tham gia đợt"])
def test_whole_words_that_begin_a_label_choose_it(typed):
    there = [Choice(label="Đăng ký", command="/a"), Choice(label="Không tham gia đợt này", command="/b")]
    assert begun(typed, there) == there[1]


async def test_a_label_typed_twice_at_once_does_not_answer_the_question_that_comes_of_it(desk, staff, drive):
    await staff.says(f"/dangky ok {drive}.0")
    asks(desk, text="rút đăng ký")
    asks(desk, text="rút đăng ký")
    await desk.quiet()
    assert await registered(desk, drive) == JOINED
    await staff.says("rút đăng ký")
    assert await registered(desk, drive) != JOINED


async def test_a_number_does_not_choose_from_what_went_out_while_a_question_was_asked(desk, staff, drive, monkeypatch):
    gate, inside, said = asyncio.Event(), asyncio.Event(), ZaloEdge.send

    async def slow(self, chat, message, context):
        sent = await said(self, chat, message, context)
        if message.text.startswith(TEXT):
            inside.set()
            await gate.wait()
        return sent

    monkeypatch.setattr(ZaloEdge, "send", slow)
    labels = {"Việc": "/viec", "Đăng ký": "/dangky", "Kết quả": "/ketqua"}
    await staff.says(f"/dangky ok {drive}.0")
    await to_staff(desk, TEXT, *(Choice(label=label, command=command) for label, command in labels.items()))
    await asyncio.wait_for(inside.wait(), 10)
    asks(desk, text="tư vấn pháp luật hôm nay")
    await desk.sandbox.world.changed.until(lambda: "số lượng là bao nhiêu" in staff.last, 10)
    gate.set()
    await desk.quiet()
    assert "“3” là 3 gì?" in await staff.says("3")


async def test_a_long_notice_beside_an_open_question_offers_no_page_that_would_answer_it(desk, staff):
    await staff.says("/hoi")
    await to_staff(desk, "câu dài " * 400, Choice(label="Đăng ký", command="/dangky 1"))
    await desk.ticked()
    await desk.quiet()
    assert len(sent_to(desk)) == 2
    assert "0. " not in staff.last
    assert "“đăng ký đợt 1”" in staff.last.lower()


async def test_a_caption_that_chooses_is_counted_with_one_picture(desk, staff, drive):
    await staff.says("/menu")
    desk.sandbox.zalo_sim.send(STAFF, "photo", "1")
    await desk.quiet()
    async with desk.database.transaction() as tx:
        assert await tx.value("SELECT sum(count) FROM picture_burst") == 1

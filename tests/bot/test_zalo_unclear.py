"""What was perhaps said, and what fails on the way: numbers work, nothing is said twice or holds the rest up."""

import pytest

from bot import quota
from domain.messages import Message
from handlers import menus
from sandbox.zalo.faults import ZaloFault
from tests.bot.test_zalo_sending import tried
from tests.bot.zalo_acts import asks, outcome, queued, sent_to
from tests.second_phone import staff_id

TEXT = "Còn 3 ngày đến hạn đăng ký."


@pytest.fixture
def platform():
    return "zalo"


async def to_staff(desk) -> None:
    await queued(desk, "", message=Message(text=TEXT), staff_id=await staff_id(desk, 1004))


async def test_a_number_works_where_nobody_knows_whether_its_menu_arrived(real_time, desk, staff, drive):
    desk.sandbox.zalo_faults.add(ZaloFault("502", "sendMessage", times=2))
    asks(desk, text="bảng chọn")
    await tried(desk, 1)
    real_time.passes(31)
    await tried(desk, 2)
    await desk.ticked()
    await desk.quiet()
    heard = len(staff.heard)
    await staff.says("1")
    assert len(staff.heard) == heard + 1


async def test_what_was_said_is_not_said_again_because_counting_it_fails(real_time, desk, staff, monkeypatch):
    async def fails(*_):
        raise KeyError

    monkeypatch.setattr(quota, "watch", fails)
    await to_staff(desk)
    for _ in range(3):
        await desk.ticked()
        await desk.quiet()
        real_time.passes(61)
    assert sent_to(desk) == [TEXT]
    assert (await outcome(desk))[0] == "sent"


async def test_what_cannot_be_put_into_words_is_pushed_aside_and_the_next_goes(desk, hoa, monkeypatch):
    shown = menus.shown

    def breaks(message, form):
        if message.text == TEXT:
            raise IndexError
        return shown(message, form)

    monkeypatch.setattr(menus, "shown", breaks)
    await to_staff(desk)
    await queued(desk, "Hai.", key="two", staff_id=await staff_id(desk, 1005))
    for _ in range(2):
        await desk.ticked()
        await desk.quiet()
    assert (sent_to(desk), hoa.heard) == ([], ["Hai."])
    assert (await outcome(desk))[0] == "failed"

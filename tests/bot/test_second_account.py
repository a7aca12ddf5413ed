"""A person with an account on each platform: who hears of the second, and which one is used when the first fails."""

import re

import pytest

from bot import core
from sandbox.faults import Fault
from sandbox.zalo.faults import ZaloFault
from tests.bot.zalo_acts import queued
from tests.people import OnZalo, Person
from tests.second_phone import OnTelegram, also, staff_id

TEXT = "Còn 3 ngày đến hạn đăng ký."


@pytest.fixture
def desk(desk_of_both):
    return desk_of_both


@pytest.fixture
def on_zalo(desk) -> Person:
    return OnZalo(desk, 1004, "Phạm Thanh Bình")


async def told(desk, key: str = "one") -> None:
    await queued(desk, TEXT, key=key, staff_id=await staff_id(desk, 1004))
    await desk.ticked()
    await desk.quiet()


async def test_whoever_is_there_already_hears_of_an_account_that_is_added_and_stays_the_one_told(desk, on_zalo):
    code = re.search(r"\b(\d{4} \d{4})\b", await on_zalo.says("/caidat them"))[1]
    other = OnTelegram(desk, 1777, "Ai đó")
    await other.says(code)
    await other.chooses("Đồng ý")
    await other.chooses("Đúng là tôi")
    await desk.quiet()
    assert "tài khoản Telegram (6) được thêm vào hồ sơ" in on_zalo.last
    await told(desk)
    assert on_zalo.last == TEXT
    assert TEXT not in other.heard
    await on_zalo.says("cài đặt")
    assert "Đã ngắt tài khoản Telegram (6)" in await on_zalo.says("ngắt tài khoản telegram (6)")
    assert "anh Bình" not in await other.says("/menu")


async def test_an_officer_s_answer_goes_where_it_was_asked_or_else_where_its_asker_can_be_reached(desk, on_zalo):
    on_telegram, officer = await also(desk, 1004, OnTelegram), OnZalo(desk, 1001, "")
    await on_telegram.says("/hoi mấy giờ hết hạn?")
    await officer.says("trả lời 1")
    await officer.says("17 giờ 00.")
    assert "17 giờ 00." in on_telegram.last
    await on_zalo.says("/hoi còn bản giấy?")
    await officer.says("trả lời 2")
    desk.sandbox.zalo_faults.add(ZaloFault("410", "sendMessage", times=1, chat_id=on_zalo.id))
    await officer.says("Không cần.")
    await desk.ticked()
    await desk.quiet()
    assert "Không cần." in on_telegram.last


@pytest.mark.parametrize("deaf", ["zalo", "telegram"])
async def test_while_a_platform_is_not_reached_for_long_the_other_is_used(desk, on_zalo, deaf, impatient, monkeypatch):
    monkeypatch.setattr(core, "LONG_UNANSWERED", 2)
    on_telegram = await also(desk, 1004, OnTelegram, chosen=deaf == "telegram")
    faults, fault = (desk.sandbox.zalo_faults, ZaloFault) if deaf == "zalo" else (desk.sandbox.faults, Fault)
    sim = desk.sandbox.zalo_sim if deaf == "zalo" else desk.sandbox.sim
    faults.add(fault("502", "getUpdates", times=10_000))
    sim.say(on_zalo.id if deaf == "zalo" else 1004, "x")  # the poll that waits ends
    await desk.sandbox.world.changed.until(lambda: len(sim.record("getUpdates")) > 6, 10)
    await queued(desk, TEXT, staff_id=await staff_id(desk, 1004))
    await desk.ticked()
    reached, not_reached = (on_telegram, on_zalo) if deaf == "zalo" else (on_zalo, on_telegram)
    await desk.sandbox.world.changed.until(lambda: TEXT in reached.heard, 10)
    assert TEXT in reached.last
    assert TEXT not in not_reached.heard

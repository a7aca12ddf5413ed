"""What is said on Zalo through refusals and silence: tried again where that is safe, and told where it is not."""

import asyncio

import pytest
from click.testing import CliRunner

from bot.__main__ import main
from sandbox.zalo.faults import ZaloFault
from storage import accounts
from tests.bot.zalo_acts import OFFICER, STAFF, asks, calls, outcome, queued, sent_to, until_sent
from tests.people import OnZalo
from tests.second_phone import OnTelegram, also, staff_id

TEXT = "Còn 3 ngày đến hạn đăng ký."
UNKNOWN = ["403", "408", "500", "502", "html", "malformed", "cut", "cut_after"]


@pytest.fixture
def platform():
    return "zalo"


def fails(desk, kind: str, times: int = 1, **more) -> None:
    desk.sandbox.zalo_faults.add(ZaloFault(kind, "sendMessage", times=times, **more))


async def tried(desk, times: int) -> None:
    """The platform has been called so often, and has answered."""

    def ended() -> bool:
        return len([call for call in calls(desk) if call["outcome"]]) >= times

    await desk.sandbox.world.changed.until(ended, 10)
    await desk.ticked()


async def to_staff(desk, **more) -> None:
    await queued(desk, TEXT, staff_id=await staff_id(desk, 1004), **more)
    await desk.ticked()


async def test_styles_reach_the_phone_with_their_words(desk, staff):
    await queued(desk, "🇻🇳 e\u0301 <b>Hạn</b>: <i>mai 👍</i> &lt;", staff_id=await staff_id(desk, 1004))
    await desk.ticked()
    await desk.quiet()
    assert staff.said[-1]["html"] == "🇻🇳 e\u0301 <b>Hạn</b>: <i>mai 👍</i> &lt;"


async def test_where_styles_are_refused_the_same_words_go_plain_and_once(desk, staff):
    desk.sandbox.zalo.switches.rich_text = False
    await queued(desk, "<b>Hạn</b> mai", staff_id=await staff_id(desk, 1004))
    await desk.ticked()
    await desk.quiet()
    assert sent_to(desk) == ["Hạn mai"]
    assert ["text_styles" in call["params"] for call in calls(desk)] == [True, False]


@pytest.mark.parametrize("kind", UNKNOWN)
async def test_what_was_perhaps_said_is_tried_once_more_and_never_a_third_time(real_time, desk, staff, kind):
    fails(desk, kind, times=5)
    await to_staff(desk)
    await tried(desk, 1)
    real_time.passes(29)
    await desk.ticked()
    assert len(calls(desk)) == 1
    real_time.passes(2)
    await tried(desk, 2)
    real_time.passes(3600)
    await desk.ticked()
    assert len(calls(desk)) == 2
    assert await outcome(desk) == ("failed", "không rõ đã đến nơi hay chưa, đã thử lại một lần")
    if kind == "502":
        checked = await asyncio.to_thread(CliRunner().invoke, main, ["--config", str(desk.config), "check"])
        assert "Không gửi được 01 tin: không rõ đã đến nơi" in checked.output


async def test_an_answer_of_unknown_fate_is_tried_once_more_too_and_holds_up_none_after_it(real_time, desk, staff):
    fails(desk, "502", times=2)
    asks(desk)
    asks(desk, text="/huongdan")
    await tried(desk, 1)
    real_time.passes(31)
    await tried(desk, 2)
    await desk.quiet()
    assert len(sent_to(desk)) == 1
    assert "“thoát”" in staff.last


async def test_between_two_unknown_fates_any_number_of_refused_connections_may_lie(real_time, desk, staff, monkeypatch):
    fails(desk, "502")
    await to_staff(desk)
    await tried(desk, 1)
    edge_url, silent = desk.sandbox.url, "http://127.0.0.1:1"
    await desk.stop()
    desk.config.write_text(desk.config.read_text().replace(edge_url, silent))
    desk.begin()
    for _ in range(3):
        real_time.passes(61)
        await desk.ticked()
    await desk.stop()
    assert (await outcome(desk))[0] == "waiting"
    desk.config.write_text(desk.config.read_text().replace(silent, edge_url))
    real_time.passes(120)
    await desk.start()
    await desk.quiet()
    assert await outcome(desk) == ("sent", "")
    assert len(calls(desk)) == 2


@pytest.mark.parametrize("kind", ["410", "422"])
async def test_who_is_gone_is_unreachable_and_the_officers_hear_of_it_where_no_other_account_is(desk, staff, kind):
    fails(desk, kind, chat_id=STAFF)
    await to_staff(desk)
    await desk.quiet()
    (told,) = sent_to(desk, OFFICER)
    assert "Không gửi được tin cho Phạm Thanh Bình" in told
    assert (await outcome(desk))[0] == "failed"
    person = await staff_id(desk, 1004)
    assert await desk.read(lambda tx: accounts.reachable_accounts(tx, person)) == []
    assert "anh Bình" in await staff.says("/menu")
    assert len(await desk.read(lambda tx: accounts.reachable_accounts(tx, person))) == 1


async def test_what_was_to_be_said_goes_to_the_other_account_and_nobody_is_told(desk_of_both):
    binh = await also(desk_of_both, 1004, OnTelegram)
    fails(desk_of_both, "422", chat_id=STAFF)
    await to_staff(desk_of_both)
    await desk_of_both.quiet()
    assert binh.heard == [TEXT]
    assert await outcome(desk_of_both) == ("sent", "")
    assert sent_to(desk_of_both, OFFICER) == []


async def test_a_quota_that_is_used_up_silences_what_is_unasked_for_an_hour_across_a_restart(real_time, desk, staff):
    fails(desk, "429")
    await to_staff(desk)
    await tried(desk, 1)
    asks(desk)  # an answer goes on being tried
    await until_sent(desk)
    await desk.stop()
    real_time.passes(3590)
    desk.begin()
    await desk.ticked()
    await desk.ticked()
    assert TEXT not in sent_to(desk)
    real_time.passes(20)
    await desk.ticked()
    await desk.quiet()
    assert sent_to(desk).count(TEXT) == 1
    (told,) = sent_to(desk, OFFICER)
    assert "Zalo đang từ chối nhận tin" in told
    assert "người chỉ dùng Zalo, có thể chưa nhận được tin: Nguyễn Thị Lan Anh" in told


async def test_the_officers_are_told_of_a_silence_once_a_day_where_they_can_be_reached(real_time, desk_of_both):
    desk = desk_of_both
    lan_anh = await also(desk, 1001, OnTelegram, chosen=True)
    desk.sandbox.zalo.switches.quota = 0
    for number in range(2):
        await to_staff(desk, key=str(number))
        await tried(desk, number + 1)
        real_time.passes(3601)
        await desk.ticked()
    assert len(lan_anh.said) == 1
    desk.at("2026-06-18T09:00")
    real_time.passes(3601)
    await desk.ticked()
    await desk.sandbox.world.changed.until(lambda: len(lan_anh.said) == 2, 10)


async def test_while_one_platform_is_silent_for_long_who_has_another_account_hears_there(real_time, desk_of_both):
    desk = desk_of_both
    binh, lan_anh = await also(desk, 1004, OnTelegram), await also(desk, 1001, OnTelegram)
    desk.sandbox.zalo.switches.quota = 0
    await to_staff(desk)
    await tried(desk, 1)
    real_time.passes(61)
    await desk.ticked()
    await desk.quiet()
    assert binh.heard == [TEXT]
    assert "Zalo đang từ chối nhận tin" in lan_anh.last
    assert len(calls(desk)) == 1


async def test_an_answer_that_is_refused_for_the_quota_is_tried_again_every_minute(real_time, desk, staff):
    fails(desk, "429", times=2)
    asks(desk)
    for times in (1, 2):
        await tried(desk, times)
        real_time.passes(59)
        await desk.ticked()
        assert len(calls(desk)) == times
        real_time.passes(2)
    await desk.ticked()
    await until_sent(desk)


async def test_what_a_refused_token_kept_from_being_said_waits(real_time, desk, staff):
    fails(desk, "401")
    asks(desk)
    await tried(desk, 1)
    real_time.passes(61)
    await desk.ticked()
    await desk.quiet()
    assert len(sent_to(desk)) == 1


async def test_a_person_on_two_bots_is_written_to_by_the_one_that_works(desk_of_both):
    binh = await also(desk_of_both, 1004, OnTelegram, chosen=True)
    desk_of_both.sandbox.sim.block(1004)
    await to_staff(desk_of_both)
    await desk_of_both.quiet()
    assert binh.heard == []
    assert OnZalo(desk_of_both, 1004, "").heard == [TEXT]

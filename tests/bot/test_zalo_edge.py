"""The running program against Zalo at its worst: nothing is lost, nothing loops, one bad thing stops nobody."""

import io
import logging

import pytest

from bot import logs
from domain.errors import CannotStart
from sandbox.zalo.faults import ZaloFault
from storage import inbox
from tests.bot.test_zalo_updates import HALVES, MALFORMED, event
from tests.bot.zalo_acts import HOA, OFFICER, STAFF, asks, calls, queued, sent_to, until_sent
from tests.second_phone import OnTelegram, also, staff_id

TEXT = "Còn 3 ngày đến hạn đăng ký."
TROUBLE = ["403", "429", "500", "502", "html", "malformed", "cut"]


@pytest.fixture
def platform():
    return "zalo"


async def asides(desk) -> list[str]:
    return [aside.reason for aside in await desk.read(inbox.asides)]


@pytest.mark.parametrize(
    "turned",
    [
        {"wrapped": False, "photo_key": "photo"},
        {"idle": "408"},
        {"errors_in_200": True},
        {"rich_text": False},
        {"replay": True},
    ],
    ids=str,
)
async def test_whichever_way_the_platform_has_it_people_are_answered_once(desk, staff, turned):
    desk.sandbox.zalo.switches.turn(**turned)
    await staff.says("/menu")
    await staff.gestures("photo")
    assert "anh Bình" in await staff.says("/menu")
    assert len(sent_to(desk)) == 2
    assert await asides(desk) == []


async def test_malformed_events_between_good_ones_are_set_aside_alone(desk, staff, hoa):
    odd = [one for one in (*MALFORMED, *HALVES, event(chat={"id": 1}, message_id="\ud83d")) if one]
    asks(desk)
    for number, one in enumerate(odd):
        numbered = (
            isinstance(one, dict) and (one.get("message") or {}).get("message_id") == event()["message"]["message_id"]
        )
        desk.sandbox.zalo_sim.inject(
            one | {"message": one["message"] | {"message_id": f"a{number}"}} if numbered else one
        )
    assert "chị Hoa" in await hoa.says("/menu")
    assert len(sent_to(desk)) == 1
    reasons = await asides(desk)
    assert {reason.partition(":")[0] for reason in reasons} == {"không đọc được"}
    assert len(reasons) == len(odd)


async def test_half_a_surrogate_pair_in_the_words_costs_nobody_an_answer(desk, staff):
    desk.sandbox.zalo_sim.inject(event(chat={"id": STAFF}, sender={"id": STAFF}, message_id="a1", text="/menu \ud83d"))
    await desk.quiet()
    assert len(sent_to(desk)) == 1


@pytest.mark.parametrize("kind", ["reaction", "link", "an.event.of.the.future", "sticker"])
async def test_other_events_are_passed_over_quietly(desk, staff, kind):
    desk.sandbox.zalo_sim.inject(event(kind, chat={"id": STAFF}, sender={"id": STAFF}, message_id="a1"))
    await desk.quiet()
    assert staff.heard == []
    assert await asides(desk) == []


@pytest.mark.parametrize("kind", TROUBLE)
async def test_while_polls_fail_nothing_unasked_is_said_and_afterwards_it_is_said_once(impatient, desk, staff, kind):
    desk.sandbox.zalo_faults.add(ZaloFault(kind, "getUpdates", times=30))
    asks(desk)
    await desk.sandbox.world.changed.until(lambda: len(calls(desk, "getUpdates")) > 3)
    await queued(desk, TEXT, staff_id=await staff_id(desk, 1004))
    await until_sent(desk, times=2)
    assert "anh Bình" in await staff.says("/menu")
    assert sent_to(desk).count(TEXT) == 1
    record = desk.sandbox.zalo_sim.record()
    failed = [call["seq"] for call in record if call["method"] == "getUpdates" and "fault" in (call["outcome"] or {})]
    said = [call["seq"] for call in record if call["params"].get("text") == TEXT]
    assert len(failed) == 30
    assert said > failed[-1:]


async def test_a_start_without_a_network_waits_for_it(impatient, desk, staff):
    await desk.stop()
    asks(desk)
    desk.sandbox.zalo_faults.add(ZaloFault("cut", "*", times=20))
    await desk.start()
    assert len(sent_to(desk)) == 1


@pytest.mark.parametrize("in_200", [False, True])
async def test_a_refused_token_stops_zalo_alone_and_the_officers_hear_of_it_on_telegram(desk_of_both, in_200):
    desk = desk_of_both
    lan_anh = await also(desk, 1001, OnTelegram)
    desk.sandbox.zalo.switches.errors_in_200 = in_200
    desk.sandbox.zalo_faults.add(ZaloFault("401", "getUpdates"))
    asks(desk)
    await desk.sandbox.world.changed.until(lambda: lan_anh.said, 10)
    assert "Zalo của trợ lý đã dừng: mã truy cập bị từ chối" in lan_anh.last
    assert "4 người chỉ dùng Zalo, hiện không nhận được tin" in lan_anh.last
    assert "Phạm Thanh Bình" in lan_anh.last
    desk.sandbox.sim.say(1001, "/menu")
    await desk.sandbox.world.changed.until(lambda: len(lan_anh.said) > 1, 10)
    assert "chị Lan Anh" in lan_anh.last
    assert sent_to(desk, OFFICER) == []


async def test_a_webhook_stops_zalo_alone_and_what_waits_goes_once_it_is_mended(desk_of_both):
    desk = desk_of_both
    lan_anh = await also(desk, 1001, OnTelegram)
    bot = desk.sandbox.zalo.bot()
    bot.webhook = "https://elsewhere.invalid/"
    asks(desk)
    await desk.sandbox.world.changed.until(lambda: lan_anh.said, 10)
    assert "(webhook)" in lan_anh.last
    await queued(desk, TEXT, staff_id=await staff_id(desk, 1004))
    await desk.ticked()
    await desk.stop()
    assert TEXT not in sent_to(desk)
    bot.webhook = ""
    async with desk.database.transaction() as tx:  # a minute later
        await tx.run("UPDATE outbox SET retry_at = NULL")
    await desk.start()
    assert sent_to(desk).count(TEXT) == 1


async def test_without_another_platform_a_refused_token_ends_the_program_with_its_reason(desk):
    desk.sandbox.zalo_faults.add(ZaloFault("401", "getUpdates"))
    asks(desk)
    with pytest.raises(CannotStart) as ended:
        await desk._task
    desk._task = None
    assert ended.value.code == "no_edge_left"
    assert "token" in ended.value.facts["reason"]


async def test_the_token_is_in_no_log_line_and_in_no_table(impatient, desk, staff, monkeypatch):
    stream, root = io.StringIO(), logging.getLogger()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logs.Redacting([]))  # what the program itself says, before anything is hidden
    root.addHandler(handler)
    for name in logs.QUIET:
        monkeypatch.setattr(logging.getLogger(name), "level", logs.QUIET[name])
    try:
        for kind in (*TROUBLE, "cut_after", "410"):
            desk.sandbox.zalo_faults.add(ZaloFault(kind, "getUpdates"))
            if kind != "429":  # which would silence the others too
                desk.sandbox.zalo_faults.add(ZaloFault(kind, "sendMessage", chat_id=HOA))
            asks(desk, HOA)
        asks(desk)
        await until_sent(desk)
    finally:
        root.removeHandler(handler)
    await desk.stop()
    secret = desk.sandbox.zalo_tokens[0].partition(":")[2]
    assert "no answer to a poll" in stream.getvalue()
    assert secret not in stream.getvalue()
    assert not any(secret.encode() in file.read_bytes() for file in desk.folder.glob("thidua.db*"))


async def test_in_a_group_only_a_mention_or_a_reply_is_heard(desk, staff):
    sim = desk.sandbox.zalo_sim
    sim.group("zgr-1", "Phòng", [STAFF])
    sim.add_to_group("zgr-1")
    sim.say(STAFF, "/huongdan", "zgr-1")
    await desk.quiet()
    assert sent_to(desk, "zgr-1") == []
    name = desk.sandbox.zalo.bot().display_name
    for text, reply in ((f"@{name} /dulieu", False), (f"/dulieu @{name}", False), ("/dulieu", True)):
        sim.say(STAFF, text, "zgr-1", reply=reply)
    await desk.quiet()
    assert sent_to(desk, "zgr-1") == ["Việc này xin nhắn riêng cho trợ lý để giữ thông tin của Anh/Chị."] * 3

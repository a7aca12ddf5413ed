"""/hethong tells the officers whether the assistant works; after a long stop they are told by themselves."""

from datetime import datetime, timedelta

from storage import outbox, pulse, settings, traffic
from storage.outbox import Unasked
from tests.handlers.test_digests import moved
from tests.handlers.test_permissions import NOT_ALLOWED
from tests.handlers.test_publishing import confirmed, drive
from texts import platform_name

BACK = "Trợ lý hoạt động trở lại lúc "


def now(desk) -> datetime:
    return datetime.fromisoformat(desk.clock.read_text())


def backs(officer) -> list[str]:
    return [text for text in officer.heard if text.startswith(BACK)]


async def test_the_officer_sees_that_it_works(desk, officer):
    await desk.alive()
    await officer.says("/menu")
    said = await officer.says("có chạy không")
    assert said.startswith("Tình trạng của trợ lý\nLúc 9 giờ 05, thứ Tư, ngày 17/6/2026\n")
    assert "Chạy từ: 9 giờ 05, thứ Tư, ngày 17/6/2026" in said
    assert "Lần kiểm tra lịch gần nhất: 9 giờ 05, thứ Tư, ngày 17/6/2026" in said
    assert f"- {platform_name(desk.key)}: hỏi tin lần cuối lúc 9 giờ 05, thứ Tư, ngày 17/6/2026" in said
    assert "Tin chờ gửi: không có" in said
    assert "Không gửi được trong 7 ngày qua: không có" in said
    assert "Tin đến để riêng, chưa xử lý được: không có" in said
    assert " MB; ổ đĩa còn " in said
    assert "người quản trị" not in said


async def test_it_tells_what_waits_and_since_when(desk, officer):
    await desk.stop()
    await desk.read(
        lambda tx: tx.run(
            "INSERT INTO outbox (key, lane, kind, staff_id, not_before, retry_at, state, created_at)"
            " VALUES ('late', 'bulk', 'test', 4, ?, 9999999999, 'waiting', 0)",
            (int(now(desk).timestamp()) - 600,),
        )
    )
    found = await desk.read(lambda tx: pulse.read(tx, now(desk)))
    assert (found.waiting, found.oldest) == (1, now(desk) - timedelta(minutes=10))


async def test_it_tells_what_failed_lately_by_its_reason_and_what_was_set_aside(desk, officer):
    async def failed(tx) -> None:
        for number, days in enumerate((0, 1, 8)):
            at = now(desk) - timedelta(days=days)
            await outbox.queue(tx, [Unasked(f"failed:{number}", "test", staff_id=4)], at)
        await tx.run("UPDATE outbox SET state = 'failed', reason = 'đã chặn <b>' WHERE kind = 'test'")
        await settings.put(tx, f"{desk.key}.stopped", "mã truy cập bị từ chối.")

    await officer.says("/menu")
    await desk.read(failed)
    said = await officer.says("/hethong")
    assert "Không gửi được trong 7 ngày qua:" in said
    assert "\n- 02 tin: đã chặn <b>\n" in said
    assert f"- {platform_name(desk.key)}: đã dừng, mã truy cập bị từ chối." in said
    assert "Xin báo người quản trị" in said


async def test_the_month_s_messages_are_told_where_they_are_counted(desk, officer):
    await desk.read(lambda tx: traffic.count(tx, desk.key, now(desk), sent=1234))
    counted = "/3.000 tin" in await officer.says("/hethong")
    assert counted is desk.key.startswith("zalo")


async def test_nobody_but_the_officers_sees_it(desk, staff, unit_head):
    assert await staff.says("hệ thống") in NOT_ALLOWED
    assert await unit_head.says("/hethong") in NOT_ALLOWED


async def test_signs_of_life_are_written_at_most_once_a_minute(desk):
    async def written(tx) -> str | None:
        return await settings.get(tx, "tick.last")

    await desk.alive()
    first = await desk.read(written)
    await desk.moved_to("2026-06-17T09:05:59")
    assert await desk.read(written) == first
    await desk.moved_to("2026-06-17T09:06:00")
    assert await desk.read(written) != first


async def stood_still(desk, until: str) -> None:
    await desk.alive()
    await desk.stop()
    desk.at(until)
    await desk.start()
    await desk.ticked()
    await desk.quiet()


async def test_after_a_long_stop_the_officers_hear_since_when_and_what_became_of_it(desk, officer, staff):
    await confirmed(desk, officer, drive())
    await moved(desk, "2026-06-17T09:10")
    await stood_still(desk, "2026-06-22T07:30")
    (said,) = backs(officer)
    assert said.startswith(
        "Trợ lý hoạt động trở lại lúc 7 giờ 30, thứ Hai, ngày 22/6/2026, sau 118 giờ ngừng"
        " (từ 9 giờ 10, thứ Tư, ngày 17/6/2026).\nKhông mất dữ liệu."
    )
    assert "01 còn kịp, được gửi bù trong giờ làm việc; 0 đã quá muộn, không gửi." in said
    assert "Tình trạng của trợ lý" in await officer.chooses("Tình trạng hệ thống")
    assert not backs(staff)


async def test_what_came_too_late_is_counted(desk, officer):
    await confirmed(desk, officer, drive())
    await moved(desk, "2026-06-17T09:10")
    await stood_still(desk, "2026-06-29T09:00")
    assert "01 còn kịp, được gửi bù trong giờ làm việc; 05 đã quá muộn, không gửi." in backs(officer)[0]


async def test_out_of_hours_the_news_waits_for_the_morning(desk, officer):
    await stood_still(desk, "2026-06-17T22:00")
    assert backs(officer) == []
    await moved(desk, "2026-06-18T07:30")
    assert len(backs(officer)) == 1


async def test_a_short_stop_is_not_worth_a_message(desk, officer):
    await stood_still(desk, "2026-06-17T10:05")
    assert backs(officer) == []
    assert "Chạy từ: 10 giờ 05" in await officer.says("/hethong")


async def test_time_that_passes_while_it_runs_is_no_stop(desk, officer):
    await desk.alive()
    await moved(desk, "2026-06-19T10:00")
    assert backs(officer) == []

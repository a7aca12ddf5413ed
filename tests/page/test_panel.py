"""The side panel, the clock and the story's controls."""

from datetime import datetime, timedelta

import pytest
from playwright.async_api import expect

from sandbox import Sandbox
from sandbox.faults import Fault
from sandbox.zalo.faults import ZaloFault
from tests.page.conftest import HOA, HOA_ON_ZALO, START

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_every_call_of_both_platforms_is_listed_in_the_order_of_time(sandbox, call, page):
    sandbox.sim.say(HOA, "/start")
    sandbox.zalo_sim.say(HOA_ON_ZALO, "alo")
    await call("sendMessage", chat_id=HOA, text="Chào chị")
    await call("sendMessage", zalo=True, chat_id=HOA_ON_ZALO, text="Chào chị Hoa")
    await call("sendMessage", chat_id=999, text="Không ai")
    await call("getUpdates", offset=-1)
    calls = page.locator(".call:visible")
    await expect(calls).to_have_count(4)
    assert [" ".join((await one.inner_text()).split()) for one in await calls.all()] == [
        "sendMessage Telegram 08:20:00 Được Hoàng Thị Thu Hoa text: Chào chị",
        "sendMessage Zalo 08:20:00 Được Hoàng Thị Thu Hoa text: Chào chị Hoa",
        "sendMessage Telegram 08:20:00 Bị từ chối: 400 Bad Request: chat not found 999 text: Không ai",
        "getUpdates Telegram 08:20:00 Nhận 1 tin offset: -1",
    ]
    await call("getUpdates", offset=1_000_000)
    await page.get_by_label("Hiện cả các lượt chờ tin").check()
    await expect(calls).to_have_count(5)


async def test_a_fault_that_is_ordered_meets_the_next_call_and_can_be_taken_back(sandbox, call, page):
    sandbox.sim.say(HOA, "/start")
    await page.get_by_role("tab", name="Sự cố").click()
    await page.get_by_role("button", name="Quá giới hạn (429)").click()
    await expect(page.locator(".faults-left")).to_have_text("Quá giới hạn (429), Telegram, Gửi tin: còn 1 lần")
    assert (await call("sendMessage", chat_id=HOA, text="một"))["error_code"] == 429
    await expect(page.get_by_text("Không có sự cố nào đang chờ.")).to_be_visible()
    assert (await call("sendMessage", chat_id=HOA, text="hai"))["ok"]
    await page.get_by_role("button", name="Máy chủ hỏng (500)").click()
    await page.get_by_role("button", name="Bỏ hết sự cố").click()
    await expect(page.get_by_text("Không có sự cố nào đang chờ.")).to_be_visible()
    assert (await call("sendMessage", chat_id=HOA, text="ba"))["ok"]


async def test_every_fault_of_either_platform_has_its_button(page):
    await page.get_by_role("tab", name="Sự cố").click()
    for platform, kind in (("telegram", Fault), ("zalo", ZaloFault)):
        await page.locator("#fault-platform").select_option(platform)
        shown = await page.locator(".fault-kinds button:visible").evaluate_all(
            "all => all.map((one) => one.dataset.kind)"
        )
        assert sorted(shown) == sorted({*kind.broken, *kind.refusals})


async def test_the_clock_is_moved_and_shows_it(sandbox, page):
    await expect(page.locator(".clock-now")).to_have_text("8 giờ 20Thứ Năm, ngày 18/6/2026")
    await expect(page.get_by_role("button", name="Đến hạn kế tiếp")).to_be_hidden()
    await page.get_by_role("button", name="+1 giờ").click()
    await expect(page.locator(".clock-time")).to_have_text("9 giờ 20")
    await page.get_by_role("button", name="+1 ngày").click()
    await expect(page.locator(".clock-day")).to_have_text("Thứ Sáu, ngày 19/6/2026")
    assert sandbox.clock.now() == datetime.fromisoformat(START) + timedelta(hours=25)


async def test_time_goes_to_what_is_due_next(sandbox, opened):
    due = [datetime.fromisoformat("2026-06-23T08:00:00+07:00"), None]

    async def next_due() -> datetime | None:
        return due.pop(0)

    sandbox.page.mover.next_due = next_due
    page = await opened(sandbox)
    button = page.get_by_role("button", name="Đến hạn kế tiếp")
    await button.click()
    await expect(page.locator(".clock-now")).to_have_text("8 giờ 00Thứ Ba, ngày 23/6/2026")
    await expect(button).to_be_enabled()
    await button.click()
    await expect(page.locator(".toast")).to_have_text("Chưa có việc nào đến hạn sau lúc này.")


async def test_a_story_that_is_not_ready_yet_is_announced(opened):
    async with Sandbox() as empty:
        empty.page.play.prepare()
        page = await opened(empty)
        await expect(page.get_by_text("Đang chuẩn bị câu chuyện, xin chờ một lát.").first).to_be_visible()
        await empty.page.play.begin(0)
        await expect(page.get_by_role("button", name="Tạm dừng")).to_be_visible()


async def test_the_story_is_followed_paused_and_skipped(sandbox, opened):
    play = sandbox.page.play
    play.state = "playing"
    page = await opened(sandbox)
    owner = page.locator("#phone-0 .owner-name")
    await expect(owner).to_have_text("Hoàng Thị Thu Hoa")
    await expect(page.locator("#phone-0 textarea")).to_be_hidden()
    await play.beat(0, "zalo", "0000000000000000c004")
    await expect(owner).to_have_text("Vũ Thị Hạnh")
    await page.get_by_role("button", name="Tạm dừng").click()
    await page.get_by_role("button", name="Đi tiếp").click()
    await expect(page.get_by_role("button", name="Tạm dừng")).to_be_visible()
    await page.get_by_role("button", name="Bỏ qua, tới cuối câu chuyện").click()
    await expect(page.get_by_text("Đang đi nhanh tới cuối câu chuyện")).to_be_visible()
    assert play.state == "skipping"
    play.end()
    await expect(owner).to_have_text("Hoàng Thị Thu Hoa")
    await expect(page.locator("#phone-0").get_by_role("button", name="Bắt đầu")).to_be_visible()


async def test_when_the_program_ends_the_page_says_so_and_mends_itself_afterwards(opened, sandbox, page):
    await page.route("**/sim/feed", lambda route: route.abort())
    await page.evaluate("dispatchEvent(new Event('offline'))")
    sandbox.page.close()
    await expect(page.get_by_role("alert")).to_contain_text("Mất kết nối với hộp cát")
    sandbox.page.closing = False
    await page.unroute("**/sim/feed")
    await expect(page.get_by_role("alert")).to_be_hidden()
    sandbox.sim.say(HOA, "Còn đây")
    await expect(page.locator("#phone-0 .message").last).to_contain_text("Còn đây")

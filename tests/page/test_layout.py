"""What a demanding eye would measure: nothing cut off, nothing too small to touch, nothing too faint to read."""

import pytest
import pytest_asyncio
from playwright.async_api import Page

from sandbox import Sandbox
from sandbox.faults import Fault
from tests.page.conftest import GROUP, HANH_ON_ZALO, HOA, HOA_ON_ZALO, LAN_ANH
from tests.page.measuring import FAINT, SIDEWAYS, SMALL
from tests.page.phone import Phone

pytestmark = pytest.mark.asyncio(loop_scope="session")

LONG = ("Thực hiện Kế hoạch số 45/KH-STP ngày 12/6/2026 về tổ chức đợt thi đua cao điểm. " * 12)[:900]
UNBROKEN = "https://tuphap.example.vn/" + "van-ban-" * 30
MANY = [[{"text": f"{n}. Trung tâm Trợ giúp pháp lý nhà nước", "callback_data": f"/x {n}"}] for n in range(1, 8)]
PAGES = [[{"text": str(n), "callback_data": f"/trang {n}"} for n in range(1, 6)]]
CARD = {"inline_keyboard": [[{"text": "Đăng ký", "url": "https://t.me/thaian_thidua_bot?start=dk_3"}]]}
KEY = {"keyboard": [[{"text": "Gửi số điện thoại của tôi", "request_contact": True}]], "one_time_keyboard": True}
MARKED = (
    "<b>Đính chính</b> <i>lần 2</i>, <a href='https://tuphap.example.vn/45'>Kế hoạch 45</a>, <code>mã 1234</code>"
    "<blockquote>Trích: hạn đăng ký đổi thành 26/6</blockquote>"
)


@pytest_asyncio.fixture(loop_scope="session")
async def crowded(sandbox: Sandbox, call) -> Sandbox:
    """Everything that a chat can hold, at its longest."""
    sandbox.sim.say(HOA, "/start")
    sandbox.sim.say(LAN_ANH, f"{UNBROKEN} <b>không đậm</b>")
    commands = [{"command": "dangky", "description": "Đăng ký thi đua"}]
    await call("setMyCommands", commands=commands, scope={"type": "all_private_chats"})
    await call("sendMessage", chat_id=HOA, text=LONG, reply_markup={"inline_keyboard": MANY + PAGES})
    sent = await call("sendMessage", chat_id=LAN_ANH, text="Đã gửi 12/86")
    await call("editMessageText", chat_id=LAN_ANH, message_id=sent["result"]["message_id"], text="Đã gửi 86/86")
    await call("sendMessage", chat_id=LAN_ANH, text=MARKED, parse_mode="HTML", reply_markup=KEY)
    sandbox.sim.send(
        LAN_ANH, "document", name="ke-hoach-dot-thi-dua-cao-diem-nam-2026-ban-ky-so.pdf", content=b"x" * 45_000
    )
    sandbox.sim.send(LAN_ANH, "photo", caption="Hội nghị", content=b"\0")
    card = await call("sendMessage", chat_id=GROUP, text=LONG, reply_markup=CARD)
    await call("pinChatMessage", chat_id=GROUP, message_id=card["result"]["message_id"])
    sandbox.sim.say(HOA, "Đã xem.", GROUP)
    sandbox.sim.say(LAN_ANH, "14 giờ 00, thứ Sáu.", GROUP)
    sandbox.zalo_sim.say(HOA_ON_ZALO, "dang ky")
    await call("sendMessage", zalo=True, chat_id=HOA_ON_ZALO, text=f"{LONG}\n1. Có\n2. Không")
    sandbox.zalo_sim.send(HOA_ON_ZALO, "photo")
    sandbox.zalo_sim.say(HANH_ON_ZALO, "Chào các chị", group="zgr-500")
    await call("sendMessage", chat_id=999, text="Không có người nhận")
    sandbox.faults.add(Fault("429", method="sendMessage", times=3))
    return sandbox


async def _fair(page: Page) -> None:
    assert await page.evaluate(SIDEWAYS) == []
    assert await page.evaluate(SMALL) == []
    assert await page.evaluate(FAINT) == []


async def _every_look(page: Page, *, tabs: bool) -> None:
    """Each phone in both looks, or the one that its owner has, with what opens on it."""
    for index in range(3):
        phone = Phone(page, index)
        if tabs:
            await page.get_by_role("tab").nth(index).click()
        for switch in await phone.place.locator(".switch:enabled").all():
            await switch.click()
            await _fair(page)
        await phone.place.locator(".owner").click()
        await _fair(page)
        await phone.place.locator(".owner").click()


async def test_nothing_is_cut_off_small_or_faint_at_1440_pixels(crowded, opened):
    page = await opened(crowded)
    await _every_look(page, tabs=False)
    await page.get_by_role("tab", name="Sự cố").click()
    await page.get_by_label("Nền tảng", exact=True).last.select_option("zalo")
    await Phone(page, 1).place.get_by_label("Gửi ảnh, tệp, danh thiếp").click()
    await _fair(page)
    await page.get_by_role("button", name="Ẩn lời gọi API").click()
    await _fair(page)


async def test_nothing_is_cut_off_small_or_faint_at_390_pixels(crowded, opened):
    page = await opened(crowded, 390, 844)
    await _every_look(page, tabs=True)
    await page.get_by_role("tab", name="Lời gọi API").first.click()
    await _fair(page)
    await page.get_by_role("tab", name="Sự cố").click()
    await _fair(page)


async def test_the_story_has_its_place_in_the_bar_at_every_width(sandbox, opened):
    sandbox.page.play.state = "playing"
    page = await opened(sandbox)
    for turn, width in (("Tạm dừng", 1440), ("Đi tiếp", 1280), ("Tạm dừng", 1100), ("Đi tiếp", 768), ("Tạm dừng", 390)):
        await page.set_viewport_size({"width": width, "height": 844})
        await page.get_by_role("button", name=turn).click()
        await _fair(page)


async def test_a_sandbox_with_nobody_in_it_is_shown_as_it_is(opened):
    async with Sandbox() as empty:
        page = await opened(empty)
        await _fair(page)
        await page.get_by_text("Chưa có ai trong hộp cát").first.wait_for()

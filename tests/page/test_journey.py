"""From a cold page to a registration with the keyboard alone, the program being the real one."""

import pytest
import pytest_asyncio
from playwright.async_api import Page, expect

from storage import campaigns
from tests.conftest import DRIVE
from tests.page.conftest import HOA
from tests.page.phone import Phone

pytestmark = pytest.mark.asyncio(loop_scope="session")

MOST_STEPS = 40


@pytest_asyncio.fixture(loop_scope="session", autouse=True)
async def drive(office) -> None:
    """One that runs, in which nobody takes part yet."""
    await office.read(lambda tx: campaigns.add(tx, DRIVE))


async def _goes_to(page: Page, key: str, name: str) -> None:
    """Press the key until what has the focus is called that."""
    focused = page.locator(":focus")
    for _ in range(MOST_STEPS):
        await page.keyboard.press(key)
        if name in (await focused.get_attribute("aria-label") or await focused.inner_text() or await _labelled(page)):
            return
    raise AssertionError(f"{key} does not lead to {name}")


async def _labelled(page: Page) -> str:
    return await page.evaluate("document.activeElement.labels?.[0]?.textContent ?? ''")


async def test_somebody_registers_with_the_keyboard_alone(office, opened):
    page = await opened(office.sandbox)
    hoa = Phone(page, 0)
    await _goes_to(page, "Tab", "Tới điện thoại thứ nhất")
    await page.keyboard.press("Enter")
    await _goes_to(page, "Tab", "Bắt đầu")
    await page.keyboard.press("Enter")
    await expect(hoa.input).to_be_focused()
    await page.keyboard.type("đăng ký")
    await page.keyboard.press("Enter")
    await hoa.shows("Chị Hoa đăng ký thế nào?")
    await _goes_to(page, "Shift+Tab", "Tự nhập chỉ tiêu")
    await page.keyboard.press("Enter")
    await hoa.shows("Mời chị nhập một câu")
    await _goes_to(page, "Tab", "Nhắn tin")
    await page.keyboard.type("tham gia tố tụng 3 vụ trước 20/8")
    await page.keyboard.press("Enter")
    await hoa.shows("Xin kiểm tra lại")
    await _goes_to(page, "Shift+Tab", "Xác nhận")
    await page.keyboard.press("Enter")
    await hoa.shows("Đã ghi nhận đăng ký số 1")


async def test_the_messages_are_read_one_by_one_with_the_arrows(office, opened):
    office.sandbox.sim.say(HOA, "đăng ký")
    await office.quiet()
    page = await opened(office.sandbox)
    log = Phone(page, 0).place.locator(".log")
    await log.focus()
    await page.keyboard.press("ArrowUp")
    await expect(page.locator(".message:focus")).to_contain_text("Chị Hoa đăng ký thế nào?")
    await page.keyboard.press("ArrowUp")
    await expect(page.locator(".message:focus")).to_contain_text("đăng ký")
    await page.keyboard.press("Tab")
    await expect(log.locator(":focus")).to_have_count(0)  # this one has no buttons; those of the others are passed over

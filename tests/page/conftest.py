"""The sandbox's page in Debian's Chromium: one browser and one loop for all tests, to each a sandbox of its own."""

from collections.abc import AsyncIterator

import httpx
import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, async_playwright, expect

from bot.certificates import trusted
from sandbox import Sandbox
from tests.conftest import _at_work
from tests.desk import Desk
from tests.page.chromium import needed
from tests.page.phone import Phone

PATIENCE = 15_000  # milliseconds until a test gives up on the page; a busy machine draws slowly
START = "2026-06-18T08:20:00+07:00"
HOA, LAN_ANH, HANH = 1005, 1001, 1004
HOA_ON_ZALO, HANH_ON_ZALO = "0000000000000000c005", "0000000000000000c004"
GROUP, GROUP_ON_ZALO, TITLE = -500, "zgr-500", "Sở Tư pháp Thái An - Thông báo chung"


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    path = needed()
    expect.set_options(timeout=PATIENCE)
    async with async_playwright() as playwright:
        running = await playwright.chromium.launch(executable_path=path, args=["--disable-gpu"])
        yield running
        await running.close()


@pytest_asyncio.fixture(loop_scope="session")
async def sandbox() -> AsyncIterator[Sandbox]:
    """An office of three: Hoa on both platforms, Lan Anh on the one, Hạnh on the other; and their group."""
    async with Sandbox() as running:
        running.clock.set(START)
        running.sim.person(HOA, "Hoa", "Hoàng Thị Thu")
        running.sim.person(LAN_ANH, "Anh", "Nguyễn Thị Lan")
        running.zalo_sim.person(HOA_ON_ZALO, "Hoàng Thị Thu Hoa")
        running.zalo_sim.person(HANH_ON_ZALO, "Vũ Thị Hạnh")
        running.sim.group(GROUP, TITLE, [HOA, LAN_ANH])
        running.sim.add_to_group(LAN_ANH, GROUP, admin=True)
        running.zalo_sim.group(GROUP_ON_ZALO, TITLE, [HOA_ON_ZALO, HANH_ON_ZALO])
        running.zalo_sim.add_to_group(GROUP_ON_ZALO)
        running.page.phones = (("telegram", str(HOA)), ("telegram", str(LAN_ANH)), ("telegram", str(GROUP)))
        yield running


@pytest_asyncio.fixture(loop_scope="session")
async def office(tmp_path) -> AsyncIterator[Desk]:
    """The program at work among the cast, on one platform."""
    async with Sandbox(clock_file=tmp_path / "clock") as sandbox, _at_work(sandbox, tmp_path, ("telegram",)) as desk:
        sandbox.page.phones = (("telegram", str(HOA)), ("telegram", str(LAN_ANH)))
        yield desk


@pytest_asyncio.fixture(loop_scope="session")
async def call(sandbox: Sandbox):
    """Call a method as the assistant does; `zalo=True`: of the other platform."""
    async with httpx.AsyncClient(base_url=sandbox.url, verify=trusted()) as client:

        async def post(method: str, *, zalo: bool = False, **given: object) -> dict:
            token = sandbox.zalo_tokens[0] if zalo else sandbox.token
            return (await client.post(f"/bot{token}/{method}", json=given)).json()

        yield post


@pytest_asyncio.fixture(loop_scope="session")
async def opened(browser: Browser):
    """Open a sandbox's page at a width; afterwards nothing may have gone wrong on it."""
    contexts, wrong = [], []

    async def open_page(sandbox: Sandbox, width: int = 1440, height: int = 900) -> Page:
        context = await browser.new_context(viewport={"width": width, "height": height}, reduced_motion="reduce")
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = await context.new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
        await page.goto(sandbox.url)
        await page.locator(".clock-time:not(:empty)").wait_for()
        return page

    yield open_page
    for context in contexts:
        await context.close()
    assert wrong == []


@pytest_asyncio.fixture(loop_scope="session")
async def page(sandbox: Sandbox, opened) -> Page:
    return await opened(sandbox)


@pytest.fixture
def hoa(page: Page) -> Phone:
    return Phone(page, 0)


@pytest.fixture
def lan_anh(page: Page) -> Phone:
    return Phone(page, 1)


@pytest.fixture
def group(page: Page) -> Phone:
    return Phone(page, 2)

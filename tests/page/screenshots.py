"""`python -m tests.page.screenshots FOLDER`: the pictures of the README, from the demo's story played to its end.

The clock stands still and nothing moves on the page, so the same fonts and browser give the same pictures.
"""

import asyncio
import sys
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path

from playwright.async_api import Browser, Page, async_playwright

from bot import story
from bot.demo import ON_THE_PAGE
from bot.stage import stage
from tests.page.chromium import found
from tests.page.phone import Phone
from tests.page.png import smaller

WIDE, NARROW = (1440, 900), (390, 844)
LARGEST = 300_000  # bytes of a picture
Act = Callable[[Page], Awaitable[None]]


async def _at_the_end(page: Page) -> None:
    """What the two wrote last, and what they were answered."""
    for index in (0, 1):
        await Phone(page, index).place.locator(".own").last.evaluate("one => one.scrollIntoView()")


async def _on_a_small_screen(page: Page) -> None:
    await page.get_by_role("tab").nth(1).click()


async def _in_the_other_look(page: Page) -> None:
    """Two who are on Zalo, beside what was called."""
    await Phone(page, 1).becomes("Vũ Thị Hạnh")
    await Phone(page, 1).look("zalo")


PICTURES: dict[str, tuple[tuple[int, int], Act]] = {
    "man-hinh-rong": (WIDE, _at_the_end),
    "man-hinh-nho": (NARROW, _on_a_small_screen),
    "kieu-zalo": (WIDE, _in_the_other_look),
}


async def take(folder: Path) -> None:
    path = found()
    if path is None:
        sys.exit("chromium is not on the PATH: apt-get install chromium")
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="thidua-") as scratch:
        async with stage(Path(scratch), story.START) as one, async_playwright() as playwright:
            one.sandbox.page.phones = ON_THE_PAGE
            await story.play(one)
            browser = await playwright.chromium.launch(executable_path=path, args=["--disable-gpu"])
            for name, ((width, height), act) in PICTURES.items():
                await _take(browser, one.sandbox.url, (width, height), act, folder / f"{name}.png")
            await browser.close()


async def _take(browser: Browser, url: str, size: tuple[int, int], act: Act, file: Path) -> None:
    width, height = size
    page = await browser.new_page(viewport={"width": width, "height": height}, reduced_motion="reduce")
    await page.goto(url)
    await page.locator(".call").first.wait_for(state="attached")
    await act(page)
    await page.evaluate("document.activeElement.blur()")
    await page.evaluate("new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))")
    taken = await page.screenshot(animations="disabled", caret="hide")
    await page.goto("about:blank")  # where nothing forbids to read a picture
    file.write_bytes(await smaller(page, taken))
    await page.close()
    if file.stat().st_size > LARGEST:
        sys.exit(f"{file} is larger than {LARGEST} bytes")


if __name__ == "__main__":
    asyncio.run(take(Path(sys.argv[1])))

"""`python -m tests.page.screenshots FOLDER`: the pictures of the documents, taken while the demo's story is played.

The clock stands still and nothing moves on the page, so the same fonts and browser give the same pictures.
"""

import asyncio
import sys
import tempfile
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from playwright.async_api import Browser, Page, async_playwright

from bot import story
from bot.demo import ON_THE_PAGE
from bot.record import Chat, Line
from bot.stage import Stage, stage
from bot.story_cast import START
from tests.page.chromium import found
from tests.page.phone import Phone
from tests.page.png import smaller

WIDE, NARROW, TALL = (1440, 900), (390, 844), (390, 1010)
LARGEST = 200_000  # bytes of a picture
CARD = "chào mừng kỷ niệm 81 năm"
REGISTERING = "Đã đăng ký: 3/32 người, 1/9 tập thể (lúc 10 giờ 30, ngày 24/6/2026)"
PREVIEWED = "Hết bản nhóm nhận ở đây"
Act = Callable[[Page], Awaitable[None]]


async def _wide(page: Page) -> None:
    """Somebody registers, the officer launches, and the group's card has the counts."""
    await _scroll(page, 0, "đăng ký thế nào?")
    await _scroll(page, 1, "Còn thiếu:")
    await _scroll(page, 2, CARD, "end")


async def _agreed(page: Page) -> None:
    await page.get_by_role("tab").nth(1).click()
    await _scroll(page, 1, "Đồng chí Giám đốc đã đồng ý lúc")


async def _on_zalo(page: Page) -> None:
    """Two who are on Zalo, beside the group."""
    await Phone(page, 1).becomes("Vũ Thị Hạnh")
    await Phone(page, 1).look("zalo")
    await _scroll(page, 2, CARD, "end")


def _on_phone(index: int, words: str, block: str = "start") -> Act:
    async def act(page: Page) -> None:
        await page.get_by_role("tab").nth(index).click()
        await _scroll(page, index, words, block)
        await page.locator(".down").evaluate_all("all => all.forEach((one) => one.remove())")

    return act


async def _scroll(page: Page, index: int, words: str, block: str = "start") -> None:
    """To the beginning or the end of the newest message with these words."""
    message = Phone(page, index).messages.filter(has_text=words).last
    await message.evaluate("(one, block) => one.scrollIntoView({ block })", block)


class Picture(NamedTuple):
    """Taken once somebody has said or been offered `when`. `part`: of the page, else all of it."""

    when: str
    size: tuple[int, int]
    act: Act
    part: str = "body"


OFFICER, GROUP = "#phone-1 .screen", "#phone-2 .screen"
PICTURES = {
    "phat-dong-mau": Picture("Còn thiếu:", TALL, _on_phone(1, "Còn thiếu:"), OFFICER),
    "phat-dong-xem-truoc": Picture(PREVIEWED, TALL, _on_phone(1, "Chưa gửi cho ai", "end"), OFFICER),
    "tien-do-gui": Picture("Đã xác nhận đã nhận", NARROW, _on_phone(1, "Đã xác nhận đã nhận", "end"), OFFICER),
    "man-hinh-rong": Picture(REGISTERING, WIDE, _wide),
    "kieu-zalo": Picture(REGISTERING, WIDE, _on_zalo),
    "man-hinh-nho": Picture(REGISTERING, NARROW, _agreed),
    "the-trong-nhom": Picture(REGISTERING, TALL, _on_phone(2, CARD, "end"), GROUP),
}


@dataclass
class Photographer:
    """Looks on while the story is played. `left`: the pictures that are not taken yet."""

    stage: Stage
    browser: Browser
    folder: Path
    left: dict[str, Picture] = field(default_factory=PICTURES.copy)
    seen: int = 0

    async def look(self, _where: Chat | None) -> None:
        lines = self.stage.record.lines[self.seen :]
        self.seen += len(lines)
        for name, picture in list(self.left.items()):
            if any(_holds(line, picture.when) for line in lines):
                del self.left[name]
                await _take(self.browser, self.stage.sandbox.url, picture, self.folder / f"{name}.png")


def _holds(line: Line, words: str) -> bool:
    return words in line.text or words in line.choices


async def take(folder: Path) -> None:
    path = found()
    if path is None:
        sys.exit("chromium is not on the PATH: apt-get install chromium")
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="thidua-") as scratch:
        async with stage(Path(scratch), START) as one, async_playwright() as playwright:
            one.sandbox.page.phones = ON_THE_PAGE
            browser = await playwright.chromium.launch(executable_path=path, args=["--disable-gpu"])
            photographer = Photographer(one, browser, folder)
            one.pace = photographer.look
            await story.play(one)
            await browser.close()
    if photographer.left:
        sys.exit(f"the story does not show: {', '.join(photographer.left)}")


async def _take(browser: Browser, url: str, picture: Picture, file: Path) -> None:
    width, height = picture.size
    page = await browser.new_page(viewport={"width": width, "height": height}, reduced_motion="reduce")
    await page.goto(url)
    await page.locator(".call").first.wait_for(state="attached")
    await picture.act(page)
    await page.evaluate("document.activeElement.blur()")
    await page.evaluate("new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))")
    taken = await page.locator(picture.part).screenshot(animations="disabled", caret="hide")
    await page.goto("about:blank")  # where nothing forbids to read a picture
    file.write_bytes(await smaller(page, taken))
    await page.close()
    if file.stat().st_size > LARGEST:
        sys.exit(f"{file} is larger than {LARGEST} bytes")


if __name__ == "__main__":
    asyncio.run(take(Path(sys.argv[1])))

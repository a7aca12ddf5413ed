"""One of the page's phones, as a test reads and uses it."""

from playwright.async_api import Locator, Page, expect


class Phone:
    def __init__(self, page: Page, index: int) -> None:
        self.page = page
        self.place = page.locator(f"#phone-{index}")
        self.input = self.place.locator("textarea")
        self.messages = self.place.locator(".message")
        self.last = self.messages.last

    def button(self, label: str) -> Locator:
        """The newest with these words."""
        return self.place.get_by_role("button", name=label, exact=True).last

    async def says(self, text: str) -> None:
        await self.input.fill(text)
        await self.input.press("Enter")

    async def shows(self, text: str) -> None:
        """The newest message comes to hold this text."""
        await expect(self.last).to_contain_text(text)

    async def look(self, platform: str) -> None:
        await self.place.locator(f"[data-platform={platform}]").click()

    async def becomes(self, name: str) -> None:
        """Show somebody else's phone, or a group."""
        await self.place.locator(".owner").click()
        await self.place.locator(".picker-row", has_text=name).click()

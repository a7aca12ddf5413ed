"""What somebody registers on one phone stands at once on the card that the group's phone shows."""

import pytest
import pytest_asyncio
from playwright.async_api import expect

from tests.desk import Desk
from tests.handlers.grouped import chat_of, linked
from tests.handlers.test_publishing import published
from tests.page.conftest import LAN_ANH
from tests.page.phone import Phone
from tests.people import Person

pytestmark = pytest.mark.asyncio(loop_scope="session")

TITLE, SOON = "Sở Tư pháp", 3_000  # milliseconds from the press until the group's phone shows it


@pytest_asyncio.fixture(loop_scope="session")
async def carded(office: Desk) -> Desk:
    """A drive whose opening stands as a card in a group, which is on the third phone."""
    await linked(office, 5, TITLE)
    await published(office, Person(office, LAN_ANH, "Nguyễn Thị Lan Anh"))
    office.sandbox.page.phones = (*office.sandbox.page.phones, ("telegram", chat_of(office, 5)))
    return office


async def test_a_registration_is_on_the_groups_card_within_three_seconds(carded, opened):
    page = await opened(carded.sandbox)
    hoa, group = Phone(page, 0), Phone(page, 2)
    await expect(group.place.locator(".owner-name")).to_have_text(TITLE)
    words = group.messages.filter(has_text="PHÁT ĐỘNG THI ĐUA").locator(".words")
    await expect(words).to_contain_text("Đã đăng ký: 0/5 người")
    before = await words.inner_text()
    await hoa.button("Đăng ký").click()
    await hoa.shows("Chị Hoa đăng ký thế nào?")
    await hoa.button("Tham gia, chưa nêu chỉ tiêu").click()
    await expect(words).not_to_have_text(before, timeout=SOON)
    await expect(words).to_contain_text("Đã đăng ký: 1/5 người")
    await expect(words).to_contain_text("Trung tâm Trợ giúp pháp lý nhà nước: 1/1 người")
    await expect(words).not_to_contain_text("Hoa")

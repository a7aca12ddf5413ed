"""An office with twelve campaigns at once, long names and long units: no screen passes what is read at a glance."""

from dataclasses import replace

import pytest

from domain.messages import Choice, Message
from storage import campaigns
from tests.bot.acts import queued
from tests.conftest import DRIVE
from tests.handlers.test_reminders import planned

MOST = 900  # characters of a screen
LABEL = "Phong trào thi đua chuyên đề số {:02} về cải cách hành chính"
STAFF = 4


@pytest.fixture
async def drives(desk) -> list[int]:
    """Twelve, their reminders planned."""
    found = []
    for number in range(1, 13):
        one = replace(
            DRIVE, label=LABEL.format(number), name=LABEL.format(number) + " và hiện đại hóa công sở năm 2026"
        )
        found.append(await desk.read(lambda tx, one=one: campaigns.add(tx, one)))
        await planned(desk, found[-1])
    return found


async def test_the_reminders_of_one_minute_are_a_line_each_and_no_message_is_long(desk, staff, drives):
    await desk.moved_to("2026-06-23T08:00")
    said = [text for text in staff.heard if "hạn đăng ký" in text]
    assert len(said) == 2
    assert max(map(len, said)) <= MOST
    assert [number for number in range(1, 13) if LABEL.format(number) not in "".join(said)] == []
    assert not any("Không tham gia" in choice for choice in staff.choices)


@pytest.mark.only("zalo")
async def test_a_number_answers_the_last_of_two_bundles_and_declines_nothing(desk, staff, drives):
    await desk.moved_to("2026-06-23T08:00")
    first, second = (text for text in staff.heard if "hạn đăng ký" in text)
    assert "2. Đăng ký (b)" in first
    assert "2. Đăng ký (b)" in second
    said = await staff.says("2")
    assert said.startswith(LABEL.format(8))
    assert "đăng ký thế nào" in said
    assert await desk.read(lambda tx: tx.rows("SELECT 1 FROM registration")) == []


@pytest.mark.only("zalo")
async def test_what_is_said_unasked_later_has_the_numbers_of_what_was_said_unasked_before(desk, staff, drives):
    for place in (0, 1):
        choices = (Choice(label="Đăng ký", command=f"/dangky {drives[place]}"),)
        message = Message(text=f"Tin thứ {place}.", choices=choices, keeps=True)
        await queued(desk, "", key=str(place), staff_id=STAFF, message=message)
        await desk.ticked()
        await desk.quiet()
    assert "1. Đăng ký" in staff.last
    assert (await staff.says("1")).startswith(LABEL.format(2))

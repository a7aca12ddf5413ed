"""Whatever a text or a button offers works: every choice that can be reached is pressed, every phrase is said."""

import re
from pathlib import Path

import pytest

from domain.permissions import Role
from tests.conftest import Person
from tests.handlers.test_permissions import PHONE
from texts import render

DEAD_ENDS = {render("refused/unknown_command"), render("our_fault"), render("refused/not_allowed")}
DEEP = 40  # choices pressed per role
DESTROYING = ("Rút lại đồng ý",)  # ends the conversation; tested by itself


@pytest.mark.parametrize("role", list(Role))
async def test_every_choice_leads_somewhere(desk, drive, role):
    person = Person(desk, PHONE[role], "")
    pressed: set[str] = set()
    await person.says("/menu")
    for _ in range(DEEP):
        fresh = _fresh(person, pressed)
        if fresh is None:
            await person.says("/menu")
            fresh = _fresh(person, pressed)
        if fresh is None:
            break
        pressed.add(fresh)
        said = await person.chooses(fresh)
        assert said not in DEAD_ENDS, fresh
    assert len(pressed) > 5


def _fresh(person, pressed):
    return next((one for one in person.choices if one not in pressed and not one.startswith(DESTROYING)), None)


def _phrases() -> list[str]:
    """What texts tell people to type: “…” after “nhắn”, without facts inside."""
    found = set()
    for path in Path("texts").rglob("*.txt"):
        text = path.read_text(encoding="utf-8")
        found |= set(re.findall(r"nhắn[^“”\n]{0,40}“([^“”{}]+)”", text, re.IGNORECASE))
    return sorted(found)


@pytest.mark.parametrize("phrase", _phrases())
async def test_every_phrase_that_a_text_offers_is_understood(desk, drive, focal, phrase):
    assert "chưa hiểu" not in await focal.says(phrase)

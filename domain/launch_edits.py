"""One item of a launch draft being edited, and what is the same for all: nothing, adding, dropping by place."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from domain import replies
from domain.campaign_values import Surroundings, Wrong
from domain.folding import fold, loose
from domain.launch import Item, LaunchDraft

_NOTHING = {"khong", "khong co", "bo", "xoa", "bo trong", "khong can", "khong ghi"}
_ALL = {"het", "tat ca", "toan bo"}
ADDS = re.compile(loose(r"\s*(?:\+|(?:thêm|bổ sung)(?!\w))_"), re.IGNORECASE)
DROPS = re.compile(loose(r"\s*(?:bỏ|xóa|xoá|bớt)(?!\w)_"), re.IGNORECASE)
_PAIRS = ("“”", '""', "''")


@dataclass(frozen=True)
class Edit:
    """One item being edited. `again`: an earlier line of the same message has edited it, so this one adds to it."""

    draft: LaunchDraft
    value: str
    item: Item
    again: bool
    around: Surroundings

    @property
    def empties(self) -> bool:
        """“không có”, “bỏ”."""
        return fold(self.value) in _NOTHING

    @property
    def dropped(self) -> str | None:
        """What is to go, as it was said (“bỏ 1, 3”); None if nothing is."""
        found = DROPS.match(self.value)
        return self.value[found.end() :] if found and not self.empties else None

    @property
    def adds(self) -> bool:
        return self.again or ADDS.match(self.value) is not None

    @property
    def said(self) -> str:
        """The value without the word for adding."""
        found = ADDS.match(self.value)
        return self.value[found.end() if found else 0 :]


def unquoted(text: str) -> str:
    """Without the quotation marks around all of it; a single one at an end belongs to the words."""
    text = text.strip()
    around = next((pair for pair in _PAIRS if text.startswith(pair[0]) and text.endswith(pair[1])), None)
    inner = text[1:-1].strip() if around and len(text) > 1 else text
    return inner if around and not set(around) & set(inner) else text


def without(standing: Sequence[Any], text: str) -> list[Any]:
    """A list without the parts whose places were said; all are gone by “hết”."""
    if fold(text) in _ALL:
        return []
    places = replies.numbers(text)
    if not places or not all(0 < place <= len(standing) for place in places):
        raise Wrong("number_outside", most=len(standing))
    return [one for place, one in enumerate(standing, start=1) if place not in places]


def edited_list(edit: Edit, standing: Sequence[Any], said: Sequence[Any]) -> list[Any] | None:
    """The list of an item after it was emptied, or parts dropped, added, or all of it said anew."""
    if edit.empties:
        return None
    if edit.dropped is not None:
        return without(standing, edit.dropped) or None
    kept = standing if edit.adds else ()
    return [*kept, *(one for one in said if one not in kept)] or None

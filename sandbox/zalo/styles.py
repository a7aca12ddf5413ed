"""Marked text: `text_styles` held against what the platform knows, and shown."""

import json
from typing import Any

from sandbox.entities import Mark, marked, units
from sandbox.errors import Json
from sandbox.zalo.refusals import refused

TAGS = {"b": "b", "i": "i", "u": "u", "s": "s"}
STYLES = frozenset(
    (
        *TAGS, "f_13", "f_15", "f_18", "f_20", "c_050a19", "c_15a85f", "c_f7b503", "c_f27806", "c_db342e",
        "lst_1", "lst_2", "ind_1", "ind_2", "ind_3", "ind_4", "ind_5",
    )
)  # fmt: skip


def styled(text: str, given: Any) -> str:
    """The text as HTML: `<b>` and the like, other styles as the class of a `<span>`. Raises ApiError."""
    marks = [mark for style in _listed(given) for mark in _marks(text, style)]
    return marked(text, sorted(marks, key=lambda mark: (mark.start, -mark.end)))


def _listed(given: Any) -> list[Any]:
    try:
        held = json.loads(given) if isinstance(given, str) else given
    except ValueError:
        held = None
    if not isinstance(held, list):
        raise refused("text_styles must be an array")
    return held


def _marks(text: str, style: Any) -> list[Mark]:
    if not isinstance(style, dict) or not style.keys() >= {"start", "len", "st"}:
        raise refused("text_styles must hold start, len and st")
    start, end = _range(text, style)
    if not isinstance(style["st"], list) or not style["st"] or not STYLES.issuperset(map(str, style["st"])):
        raise refused("text_styles holds an unknown st")
    return [Mark(start, end, *_tags(name)) for name in style["st"]]


def _range(text: str, style: Json) -> tuple[int, int]:
    """UTF-16 units; a surrogate pair cut in two counts as outside, as it shows an offset wrongly counted."""
    start, size = style["start"], style["len"]
    if type(start) is not int or type(size) is not int:
        raise refused("text_styles start and len must be integers")
    if start < 0 or size < 1 or start + size > units(text) or _cuts(text, start) or _cuts(text, start + size):
        raise refused("text_styles is out of the text")
    return start, start + size


def _cuts(text: str, at: int) -> bool:
    after = text.encode("utf-16-le")[at * 2 : at * 2 + 2]
    return len(after) > 1 and 0xDC <= after[1] <= 0xDF  # noqa: PLR2004  # a low surrogate


def _tags(name: str) -> tuple[str, str]:
    tag = TAGS.get(name)
    return (f"<{tag}>", f"</{tag}>") if tag else (f'<span class="{name}">', "</span>")

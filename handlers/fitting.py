"""Texts with lists that a screen has room for: so many lines of each are shown as fit, the rest is counted."""

from typing import Any

from domain.markup import plain
from texts import render

_MOST = 8  # lines of a list


def fitted(name: str, room: int, **facts: Any) -> str:
    """The text of this name, which counts what is beyond `most` of each list, in so many characters if it can be."""
    for most in range(_MOST, 1, -1):
        said = render(name, most=most, **facts)
        if len(plain(said)) <= room:
            return said
    return render(name, most=1, **facts)

"""Tokens that open nothing but this sandbox."""

import re
from collections.abc import Sequence

TOKEN = re.compile(r"(\d{1,20}):SANDBOX[A-Za-z0-9_-]*")
DEFAULT_TOKEN = "7000000001:SANDBOX"  # noqa: S105  # opens nothing but this sandbox
DEFAULT_ZALO_TOKEN = "7000000002:SANDBOX-ZALO"  # noqa: S105  # likewise


def bot_of(token: str) -> str:
    """The bot's id. Raises ValueError for a token that could be a real one."""
    recognised = TOKEN.fullmatch(token)
    if recognised is None:
        raise ValueError("the sandbox takes only tokens of its own: <digits>:SANDBOX…, never a real one")
    return recognised[1]


def bots_of(tokens: Sequence[str], other: str) -> list[str]:
    """The ids of several bots, in that order. Raises ValueError also if two share an id, or one the `other` token."""
    bots = [bot_of(token) for token in tokens]
    if other in tokens or len(set(bots)) < len(bots):
        raise ValueError("each bot of the sandbox needs a token of its own")
    return bots

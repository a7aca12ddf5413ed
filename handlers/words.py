"""Plain words that stand for a command, with or without marks, in any case."""

import re
from functools import cache

from domain.folding import fold
from texts import words

_NOISE = re.compile(r"[.,!?…:;“”\"']+")


def spelled(text: str) -> str:
    """Words as they are compared: folded, without punctuation."""
    return fold(_NOISE.sub(" ", text))


@cache
def _phrases() -> dict[str, str]:
    """Folded phrase -> command line, from words.toml."""
    return {
        fold(phrase): entry.get("line", name)
        for name, entry in words()["commands"].items()
        for phrase in (*entry.get("words", ()), *entry.get("aliases", ()))
    }


def command_for(text: str) -> str | None:
    """The command line that this phrase means, such as “tôi còn việc gì” -> "viec"."""
    return _phrases().get(spelled(text))

"""The two ways to stop: a refusal to a person, and a start that cannot be. Their sentences are texts."""

from typing import Any


class _Worded(Exception):
    def __init__(self, code: str, **facts: Any) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


class Refused(_Worded):
    """Somebody may not or cannot do this now; the sentence is texts/refused/<code>.txt."""


class CannotStart(_Worded):
    """An operator's mistake: one sentence, texts/cannot_start/<code>.txt, and exit code 1."""

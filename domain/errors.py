"""A refusal: something a person may not or cannot do now; its sentence is texts/refused/<code>.txt."""

from typing import Any


class Refused(Exception):  # noqa: N818  it reads as a sentence: raise Refused("registration_closed")
    """Stops what was asked; the facts fill the sentence that the person reads."""

    def __init__(self, code: str, **facts: Any) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts

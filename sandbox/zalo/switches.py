"""What the real platform does in more than one way, or did once: each way can be chosen."""

from dataclasses import asdict, dataclass
from typing import Literal

from sandbox.errors import Json

CHOICES = {"idle": ("200", "408"), "photo_key": ("photo", "photo_url")}


@dataclass
class Switches:
    """All may be changed while the sandbox runs.

    `idle`: the HTTP status of a long poll that brought nothing. `replay`: updates are handed out again and
    again instead of once. `photo_key`: where a photo's address stands. `rich_text`: marked text is taken.
    `quota`: messages accepted of each bot, None for no end. `errors_in_200`: refusals travel with HTTP 200.
    `wrapped`: an update stands under `result`, else beside `ok`.
    """

    idle: Literal["200", "408"] = "200"
    replay: bool = False
    photo_key: Literal["photo", "photo_url"] = "photo_url"
    rich_text: bool = True
    quota: int | None = None
    errors_in_200: bool = False
    wrapped: bool = True

    def turn(self, **given: object) -> Json:
        """Set those named and return all. Raises ValueError, and then turns none."""
        for name, value in given.items():
            if name not in asdict(self) or not _fits(name, value):
                raise ValueError(f"no such switch: {name} = {value!r}")
        for name, value in given.items():
            setattr(self, name, value)
        return asdict(self)


def _fits(name: str, value: object) -> bool:
    if name == "quota":
        return value is None or (type(value) is int and value >= 0)
    return value in CHOICES[name] if name in CHOICES else isinstance(value, bool)

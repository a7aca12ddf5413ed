"""Screens of a launch short enough for a clerk: values are cut, and what must be seen whole goes on at “Xem tiếp”."""

from collections.abc import Callable
from typing import NamedTuple

from domain.markup import plain, split, units
from domain.messages import Choice, Message
from handlers import menus
from handlers.visit import Visit
from texts import label, render

ROOM = 900  # UTF-16 units of a screen, its choices included


LAST = 10**6  # the last part, however many there are
LEAST = 200  # UTF-16 units that a screen has beside long words above it


class Brief(NamedTuple):
    """How much of a screen is said: characters of a value, and lines of what is listed beside the values."""

    most: int
    lines: int


BRIEFER = (*(Brief(most, 5) for most in (1000, 160, 110, 80)), Brief(65, 4), Brief(50, 3), Brief(36, 2), Brief(24, 1))


def fitted(visit: Visit, say: Callable[[Brief], Message], beside: int = 0) -> Message:
    """What `say` makes, as brief as it must be to fit; `beside`: what is left free for words above it."""
    for brief in BRIEFER:
        message = say(brief)
        room = max(_room(visit, message) - beside, LEAST)
        if units(plain(message.text)) <= room:
            return message
    return message.model_copy(update={"text": f"{split(message.text, room - 2)[0]} …"})


def part(visit: Visit, message: Message, command: str, place: int) -> Message:
    """A part of what must be seen whole, from 1; `command` with a number leads on.

    The choices stand under the last part, as buttons under each: they take no room of the text.
    """
    below = "\n\n" + render("launch/goes_on")
    parts = _parts(message.text, _room(visit, message), units(below))
    if place >= len(parts):
        return message.model_copy(update={"text": parts[-1]})
    more = Choice(label=label("more"), command=f"{command} {place + 1}")
    choices = (more, *message.choices) if visit.means.buttons else (more,)
    return message.model_copy(update={"text": parts[max(place, 1) - 1] + below, "choices": choices})


def _parts(text: str, room: int, below: int) -> list[str]:
    """What is quoted is cut, not what is said about it; `below`: what stands under all but the last part."""
    if units(plain(text)) <= room:
        return [text]
    quoted, mark, about = text.rpartition("</blockquote>")
    *first, last = split(quoted + mark, room - below)
    joined = f"{last}{about}"
    return [*first, joined] if units(plain(joined)) <= room else [*first, last, *split(about, room - below)]


def _room(visit: Visit, message: Message) -> int:
    """For the text, beside the choices as this platform shows them."""
    return ROOM - visit.means.letters + menus.letters_left(message, menus.form(visit.means, visit.staff))

"""Several messages for one person at once are one."""

from collections import Counter
from collections.abc import Callable
from string import ascii_lowercase

from domain.messages import Choice, Message
from handlers.menus import GLANCE
from storage.deliveries import Delivery


def together(
    wanted: list[tuple[Delivery, Message]], length: Callable[[Message], int]
) -> list[tuple[Delivery, Message]]:
    """What can be said in one message: a file goes with its own words, what is changed later stands alone, and what
    makes it too long waits its turn. `length`: of a message as it is shown."""
    if wanted[0][1].attachment or wanted[0][1].alone:
        return wanted[:1]
    fits = wanted[:1]
    for row, message in wanted[1:]:
        if message.attachment is not None or message.alone or len(fits) == len(ascii_lowercase):
            continue
        if length(bundled([*(one for _, one in fits), message])) <= GLANCE:
            fits.append((row, message))
    return fits


def bundled(messages: list[Message]) -> Message:
    """Several for one person at once are one message, a line each where they have one; each choice once. None of
    several has a file.

    Where two of them offer different things in the same words, letters tell these apart: a number that is typed
    is one of a menu's, perhaps of the message before.
    """
    if len(messages) == 1:
        return messages[0]
    offered = {choice.command: (letter, choice) for letter, one in _lettered(messages) for choice in _among(one)}
    times = Counter(choice.label for _, choice in offered.values())
    alike = max(times.values(), default=0) > 1
    hints = dict.fromkeys(one.hint for one in messages if one.hint)
    return Message(
        text="\n\n".join([*(_words(one, letter if alike else "") for letter, one in _lettered(messages)), *hints]),
        choices=tuple(
            choice.model_copy(update={"label": f"{choice.label} ({letter})"}) if times[choice.label] > 1 else choice
            for letter, choice in offered.values()
        ),
        keeps=True,
    )


def _among(message: Message) -> list[Choice]:
    """What it offers as one of several."""
    return [choice for choice in message.choices if not choice.apart]


def _words(message: Message, letter: str) -> str:
    words = message.brief or message.text
    return f"({letter}) {words}" if letter else words


def _lettered(messages: list[Message]) -> list[tuple[str, Message]]:
    return list(zip(ascii_lowercase, messages, strict=False))

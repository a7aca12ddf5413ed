"""Several messages for one person at once are one."""

from collections import Counter
from string import ascii_lowercase

from domain.markup import plain, units
from domain.messages import Message
from storage.deliveries import Delivery

MOST = 600  # UTF-16 units in a bundle: with what is offered in lines under it, a screen


def together(wanted: list[tuple[Delivery, Message]]) -> list[tuple[Delivery, Message]]:
    """What can be said in one message: a file goes with its own words, what is changed later stands alone, and what
    is too long waits its turn."""
    if wanted[0][1].attachment or wanted[0][1].alone:
        return wanted[:1]
    fits, used = [wanted[0]], units(plain(wanted[0][1].text))
    for row, message in wanted[1:]:
        if message.attachment is not None or message.alone:
            continue
        used += units(plain(message.text))
        if used <= MOST and len(fits) < len(ascii_lowercase):
            fits.append((row, message))
    return fits


def bundled(messages: list[Message]) -> Message:
    """Several for one person at once are one message; each choice once. None of several has a file.

    Where two of them offer different things in the same words, letters tell these apart: a number that is typed
    is one of a menu's, perhaps of the message before.
    """
    if len(messages) == 1:
        return messages[0]
    offered = {choice.command: (letter, choice) for letter, one in _lettered(messages) for choice in one.choices}
    times = Counter(choice.label for _, choice in offered.values())
    alike = max(times.values(), default=0) > 1
    return Message(
        text="\n\n".join(f"({letter}) {one.text}" if alike else one.text for letter, one in _lettered(messages)),
        choices=tuple(
            choice.model_copy(update={"label": f"{choice.label} ({letter})"}) if times[choice.label] > 1 else choice
            for letter, choice in offered.values()
        ),
        keeps=True,
    )


def _lettered(messages: list[Message]) -> list[tuple[str, Message]]:
    return list(zip(ascii_lowercase, messages, strict=False))

"""“Đã nhận thông báo”: pressed, typed, or said in passing; nothing is answered to it."""

from datetime import timedelta

from domain.errors import Refused
from domain.language.abbreviations import expanded
from domain.language.intents import Intent, small_talk
from domain.language.words import words
from handlers.visit import Visit
from storage import acknowledgements

MEANT = timedelta(days=7)  # for so long a mere “đã nhận” is about an announcement


async def take(visit: Visit) -> None:
    """/danhan 17.3: received. Without a number: the last announcement that asked for it.

    Raises Refused("nothing_to_acknowledge") for one that did not ask this person.
    """
    seen = visit.versioned(0)
    number = seen[0] if seen else visit.number()
    if not visit.args:
        await _last(visit)
    elif await acknowledgements.asked(visit.tx, number, visit.person.id):
        await _take(visit, number)
    else:
        raise Refused("nothing_to_acknowledge")


async def noted(visit: Visit) -> None:
    """“rõ”, “đã nắm”, “vâng”, while no question is open."""
    if visit.staff is not None and small_talk(words(expanded(visit.text).text)) is Intent.ACK:
        await _last(visit)


async def _last(visit: Visit) -> None:
    asked = await acknowledgements.last_asked(visit.tx, visit.person.id, visit.now - MEANT)
    if asked is not None:
        await _take(visit, asked)


async def _take(visit: Visit, number: int | None) -> None:
    if await acknowledgements.take(visit.tx, number, visit.person.id, visit.now):
        await visit.record("announcement.acknowledged", number)

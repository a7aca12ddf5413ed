"""Pictures: often sent before the words. Counted, answered once a burst, and joined to the entry they show."""

from dataclasses import replace
from datetime import datetime

from domain import pictures as rules
from domain.achievements import Achievement
from domain.messages import Message
from domain.office import Office
from domain.people import Staff
from handlers.visit import Visit
from storage import achievements, audit, dialogues, outbox, people, pictures
from storage.database import Transaction
from storage.pictures import Burst
from texts import render


async def arrived(visit: Visit) -> None:
    """Count them. Those that come with words are owed no answer of their own."""
    request = visit.request
    burst = await pictures.of(visit.tx, request.chat, request.sender)
    waiting = burst.count if rules.together(burst.last_at, visit.now) else 0
    answer_at = None if request.text else visit.now + rules.QUIET
    counted = replace(burst, count=waiting + request.pictures, last_at=visit.now, answer_at=answer_at)
    await pictures.save(visit.tx, counted, visit.now)


async def join(visit: Visit, number: int) -> None:
    """What came within the last minutes shows this entry, just logged."""
    burst = await pictures.of(visit.tx, visit.request.chat, visit.request.sender)
    if burst.count and rules.together(burst.last_at, visit.now):
        await achievements.add_pictures(visit.tx, number, burst.count)
        await visit.record("achievement.pictures", number)
        await pictures.save(visit.tx, replace(burst, count=0, answer_at=None), visit.now)


async def answer_next(tx: Transaction, _office: Office, now: datetime) -> bool:
    """Answer the burst that has been over longest. True if there was one."""
    burst = await pictures.next_due(tx, now)
    if burst is None:
        return False
    answered = replace(burst, answer_at=None)
    person = await people.by_account(tx, burst.chat.platform, burst.sender)
    if person is not None and burst.count:
        answered, message = await _answer(tx, answered, person, now)
        key = f"pictures:{burst.chat.platform}:{burst.sender}:{burst.answer_at}"
        await outbox.answer(tx, key, burst.chat, message, now)
    await pictures.save(tx, answered, now)
    return True


async def _answer(tx: Transaction, burst: Burst, person: Staff, now: datetime) -> tuple[Burst, Message]:
    """The burst as it then is, and what is said: which entry has them, or what they show is asked."""
    entry = await _just_logged(tx, burst, person)
    if entry is not None:
        await achievements.add_pictures(tx, entry.id, burst.count)
        await audit.record(tx, now, person.id, "achievement.pictures", entry.id, origin=burst.chat.platform)
        text = render("pictures/joined", count=burst.count, number=entry.id)
        return replace(burst, count=0), Message(text=text)
    question = await dialogues.live(tx, burst.chat.platform, burst.sender)
    warn = rules.warn(burst.warned_at, now)
    facts = {"count": burst.count, "person": person, "warn": warn}
    text = render("pictures/meanwhile" if question else "pictures/ask", **facts)
    return replace(burst, warned_at=now if warn else burst.warned_at), Message(text=text)


async def _just_logged(tx: Transaction, burst: Burst, person: Staff) -> Achievement | None:
    last = await achievements.last_of(tx, person.id)
    near = last is not None and burst.last_at is not None and rules.together(last.logged_at, burst.last_at)
    return last if near else None


async def drop(visit: Visit) -> Message:
    """“bỏ ảnh”: those that wait, or else those of the entry that was just logged."""
    burst = await pictures.of(visit.tx, visit.request.chat, visit.request.sender)
    waiting = burst.count if rules.together(burst.last_at, visit.now) else 0
    await pictures.save(visit.tx, replace(burst, count=0, answer_at=None), visit.now)
    if not waiting:
        waiting = await _drop_joined(visit)
    return Message(text=render("pictures/dropped", count=waiting))


async def _drop_joined(visit: Visit) -> int:
    last = await achievements.last_of(visit.tx, visit.person.id)
    if last is None or not rules.together(last.logged_at, visit.now):
        return 0
    await achievements.add_pictures(visit.tx, last.id, -last.pictures)
    await visit.record("achievement.pictures", last.id)
    return last.pictures

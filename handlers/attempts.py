"""Tries to get in that came to nothing: each is written down, without what was tried; too many end in a lock."""

from dataclasses import replace

from domain.invites import LOCKED_FOR, MOST_FAILURES, recent
from domain.messages import Message
from handlers import questions
from handlers.visit import Visit
from storage import strangers
from storage.strangers import Stranger
from texts import render


async def known(visit: Visit) -> Stranger:
    return await strangers.get(visit.tx, visit.request.chat.platform, visit.request.sender)


async def save(visit: Visit, stranger: Stranger) -> None:
    await strangers.save(visit.tx, visit.request.chat.platform, visit.request.sender, stranger)


async def locked(visit: Visit) -> Message | None:
    """What is said as long as nothing may be tried."""
    stranger = await known(visit)
    if stranger.locked_until is None or visit.now >= stranger.locked_until:
        return None
    return Message(text=render("joining/locked", until=stranger.locked_until.astimezone(visit.office.zone)))


async def failed(visit: Visit, act: str) -> Message | None:
    """One more try was wrong; what is said if that was one too many."""
    await visit.record(act)
    stranger = await known(visit)
    failures = (*recent(stranger.failures, visit.now), visit.now)
    if len(failures) < MOST_FAILURES:
        await save(visit, replace(stranger, failures=failures))
        return None
    await save(visit, replace(stranger, failures=(), locked_until=visit.now + LOCKED_FOR))
    await visit.record("stranger.locked")
    told = Message(text=render("joining/locked_officer", at=visit.now))
    await questions.tell_officers(visit, f"locked:{visit.update}", told)
    return await locked(visit)

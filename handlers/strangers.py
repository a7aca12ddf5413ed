"""Whoever has not been let in: one text a day, one sentence for every dead code, and a stop to guessing."""

from dataclasses import replace

from domain.invites import LOCKED_FOR, MOST_FAILURES, code_in, recent
from domain.messages import Message
from handlers import choosing, dialogue, guide, joining, questions
from handlers.visit import Visit
from storage import dialogues, invites, strangers
from storage.strangers import Stranger
from texts import render

LINKED_TO = {"thidua", "dangky"}  # what a link to a campaign asks for; gone on with after consent
DIALOGUES = {"joining": joining.STEPS}


async def stranger(visit: Visit) -> Message | None:
    """Only a live code opens anything."""
    known = await strangers.get(visit.tx, visit.request.chat.platform, visit.request.sender)
    code = _code(visit)
    if code is not None:
        return await _attempt(visit, known, code)
    known = await _remember(visit, known)
    return await _in_dialogue(visit) or await _greet(visit, known)


def _code(visit: Visit) -> str | None:
    if visit.request.command == "start" and visit.args:
        return visit.args[0]
    return code_in(visit.text)


async def _attempt(visit: Visit, known: Stranger, code: str) -> Message:
    if known.locked_until is not None and visit.now < known.locked_until:
        return _locked(visit, known)
    invite = await invites.find(visit.tx, code, visit.now)
    if invite is not None:
        return await joining.open_invite(visit, invite)
    failures = (*recent(known.failures, visit.now), visit.now)
    if len(failures) < MOST_FAILURES:
        await _save(visit, replace(known, failures=failures))
        return joining.unusable()
    return await _lock(visit, replace(known, failures=(), locked_until=visit.now + LOCKED_FOR))


async def _lock(visit: Visit, known: Stranger) -> Message:
    await _save(visit, known)
    await visit.record("stranger.locked")
    told = Message(text=render("joining/locked_officer", at=visit.now))
    await questions.tell_officers(visit, f"locked:{visit.update}", told)
    return _locked(visit, known)


def _locked(visit: Visit, known: Stranger) -> Message:
    assert known.locked_until is not None  # noqa: S101  # the callers' condition
    return Message(text=render("joining/locked", until=known.locked_until.astimezone(visit.office.zone)))


async def _remember(visit: Visit, known: Stranger) -> Stranger:
    """The campaign whose link brought them."""
    request = visit.request
    if request.command not in LINKED_TO or not all(word.isascii() and word.isdigit() for word in visit.args):
        return known
    known = replace(known, wanted=" ".join((request.command, *visit.args[:1])))
    await _save(visit, known)
    return known


async def _in_dialogue(visit: Visit) -> Message | None:
    """The answer to the question about consent or identity; anything else asks it again. None if none is open."""
    request = visit.request
    if request.command == "=":
        pressed = await dialogues.get(visit.tx, request.chat.platform, request.sender, int(visit.args[0][:18]))
        return await dialogue.answer(visit, DIALOGUES) if pressed else None
    draft = await dialogues.live(visit.tx, request.chat.platform, request.sender)
    if draft is None or request.command in guide.WORDLESS:
        return None
    if request.command:
        return await joining.STEPS[draft.step].ask(visit, draft)
    meant = await choosing.chosen(visit, draft, lambda: dialogue.take_up(visit, DIALOGUES))
    if isinstance(meant, Message):
        return None if meant is choosing.SILENCE else meant
    return await (dialogue.answer(meant, DIALOGUES) if meant else dialogue.typed(visit, draft, DIALOGUES))


async def _greet(visit: Visit, known: Stranger) -> Message | None:
    """Once a day, whatever they wrote; then silence."""
    greeted = known.greeted_at
    if greeted is not None and greeted.astimezone(visit.office.zone).date() == visit.now.date():
        return None
    await _save(visit, replace(known, greeted_at=visit.now))
    return Message(text=render("joining/stranger", office=visit.office))


async def _save(visit: Visit, known: Stranger) -> None:
    await strangers.save(visit.tx, visit.request.chat.platform, visit.request.sender, known)

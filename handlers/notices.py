"""/thongbao: an officer announces something in words of one's own, and looks after it until everybody has it."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import NamedTuple

from domain.announcements import OwnKind
from domain.audience import Audience
from domain.errors import Refused
from domain.messages import Message
from domain.notices import first_time, useless_after
from handlers import broadcasts, corrections, notice_dialogue, notice_drafts, notice_showing, notice_words
from handlers.dialogue import Dialogues
from handlers.notice_reach import reach
from handlers.tables import Wording
from handlers.visit import Visit
from storage import acknowledgements, announcements, notices
from storage.announcements import Announcement
from texts import render


async def thongbao(visit: Visit) -> Message:
    """Without words: write a new one. A press on what has changed meanwhile shows how things stand instead."""
    verb = visit.args[0] if visit.args else ""
    number, version = visit.versioned() or (visit.number(1), None)
    if verb == "ds":
        return await notice_showing.listed(visit)
    if number is None or verb not in {*_ACTS, *_SHOWS}:
        return await notice_dialogue.begin(visit)
    one = await announcements.get(visit.tx, number)
    if verb in _SHOWS:
        return await _SHOWS[verb](visit, one)
    act = _ACTS[verb]
    if version not in {one.version, None} or one.state not in act.needs or (version is None and act.pressed):
        return await notice_showing.show(visit, one)
    return await act.does(visit, one)


class _Act(NamedTuple):
    """What changes one: in which states that makes sense. `pressed`: only with its version, so never typed."""

    needs: tuple[str, ...]
    does: Callable[[Visit, Announcement], Awaitable[Message]]
    pressed: bool = False


async def _send(visit: Visit, one: Announcement) -> Message:
    """Confirmed: it goes at its time, no earlier than in two minutes."""
    if (await reach(visit, one)).nobody:
        raise Refused("audience_empty", audience=one.audience)
    over = await notice_words.excess(visit, one)
    if over is not None:
        raise Refused("notice_too_long", excess=over)
    at = first_time(one.send_at, visit.now, visit.office.calendar)
    later = useless_after(at, visit.office.calendar)
    written = replace(one, state="waiting", send_at=at, useless_after=later, signed_by=visit.person.id)
    sent = await announcements.save(visit.tx, written)
    await notice_drafts.ended(visit, one)
    await visit.record("notice.sent", one.id)
    return await notice_showing.show(visit, sent)


async def _edit(visit: Visit, one: Announcement) -> Message:
    """A draft is written on; what waits does not go until it is sent again."""
    held = await announcements.save(visit.tx, replace(one, state="draft"))
    await visit.record("notice.held", one.id)
    return await notice_dialogue.reopen(visit, held)


async def _discard(visit: Visit, one: Announcement) -> Message:
    await notices.discard(visit.tx, one)
    await notice_drafts.ended(visit, one)
    return Message(text=render("notices/discarded"))


async def _cancel(visit: Visit, one: Announcement) -> Message:
    """Nobody hears of it; of what repeats, nobody hears again."""
    cancelled = await announcements.save(visit.tx, replace(one, state="stopped"))
    await visit.record("notice.cancelled", one.id)
    return Message(text=render("notices/cancelled", one=cancelled))


async def _pause(visit: Visit, one: Announcement) -> Message:
    await visit.record("broadcast.paused", one.id)
    return await broadcasts.shown(visit.tx, await broadcasts.pause(visit.tx, one, visit.now, paused=True))


async def _go_on(visit: Visit, one: Announcement) -> Message:
    await visit.record("broadcast.resumed", one.id)
    return await broadcasts.shown(visit.tx, await broadcasts.pause(visit.tx, one, visit.now, paused=False))


async def _stop(visit: Visit, one: Announcement) -> Message:
    told = await broadcasts.stop(visit.tx, one, visit.now)
    await visit.record("broadcast.stopped", one.id)
    return Message(text=render("notices/stopped", one=one, told=told))


async def _remind(visit: Visit, one: Announcement) -> Message:
    """One more message, to those who have not acknowledged it; once."""
    missing = await acknowledgements.missing(visit.tx, one.id)
    if not missing or await notices.following(visit.tx, one.id, OwnKind.AGAIN):
        return await notice_showing.show(visit, one)
    at = first_time(visit.now, visit.now, visit.office.calendar)
    again = replace(
        one,
        version=1,
        kind=OwnKind.AGAIN,
        state="waiting",
        send_at=at,
        useless_after=useless_after(at, visit.office.calendar),
        audience=Audience(people=frozenset(missing)),
        follows=one.id,
    )
    await announcements.add(visit.tx, again)
    await visit.record("notice.reminded", one.id)
    return Message(text=render("notices/reminded", at=at, count=len(missing)))


async def _correct(visit: Visit, one: Announcement) -> Message:
    """The words as they should be, to exactly those who have heard it; what was corrected before is corrected on."""
    while later := await notices.following(visit.tx, one.id, OwnKind.CORRECTION):
        one = later[-1]
    if one.campaign_id is not None or one.state not in {"queued", "stopped"}:
        return await notice_showing.show(visit, one)
    draft = await corrections.begin(visit.tx, one, visit.person.id, visit.now)
    return await notice_dialogue.reopen(visit, draft)


_ACTS: Mapping[str, _Act] = {
    "gui": _Act(("draft",), _send, pressed=True),
    "bo": _Act(("draft",), _discard, pressed=True),
    "sua": _Act(("draft", "waiting"), _edit),
    "huy": _Act(("waiting",), _cancel),
    "tamdung": _Act(("queued",), _pause),
    "guitiep": _Act(("queued",), _go_on),
    "dunghan": _Act(("queued",), _stop),
    "nhac": _Act(("queued", "stopped"), _remind),
}
_SHOWS: Mapping[str, Callable[[Visit, Announcement], Awaitable[Message]]] = {
    "xem": notice_showing.show,
    "ten": notice_showing.names,
    "sao": notice_showing.copy,
    "dinhchinh": _correct,
}

DIALOGUES: Dialogues = {notice_drafts.KIND: notice_dialogue.STEPS}
WORDINGS: Mapping[str, Wording] = dict.fromkeys(OwnKind, notice_words.word)

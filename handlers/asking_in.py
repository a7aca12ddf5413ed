"""A name that is given by whoever has a unit's code or none: it lets in, or becomes a request that somebody decides.

What is answered tells nobody whether a name or a unit is on the roster.
"""

from domain.invites import ASK_AGAIN_AFTER, LONGEST_UNIT, typed_name
from domain.messages import Message
from domain.people import Staff, Unit
from handlers import attempts, dialogue, join_requests, joining
from handlers.dialogue import Step
from handlers.joining import Way
from handlers.visit import Visit
from handlers.words import command_for
from storage import join_requests as requests
from storage import joining as roster
from storage import tree
from storage.dialogues import Draft
from storage.join_requests import Asking, State
from texts import render


async def begin(visit: Visit) -> Message:
    """“xin vào”: consent first."""
    return await answered(visit) or await joining.open_request(visit)


async def answered(visit: Visit) -> Message | None:
    """To whom nothing may be tried now, whose request waits or was refused just now: nobody tries name after name."""
    if (locked := await attempts.locked(visit)) is not None:
        return locked
    last = await requests.latest(visit.tx, visit.request.chat.platform, visit.request.sender)
    if last is None or last.decided_at is None:
        return Message(text=render("joining/request_waits")) if last else None
    fresh = last.state is State.REFUSED and visit.now - last.decided_at < ASK_AGAIN_AFTER
    return Message(text=render("joining/request_answered")) if fresh else None


# The name -----------------------------------------------------------------------------------------


async def _take_name(visit: Visit, draft: Draft, said: str) -> Message:
    if command_for(said) == "thoat":
        return await dialogue.leave(visit)
    name, way = typed_name(said), await joining.way_of(visit, draft)
    closed = joining.unusable() if way is None else await answered(visit)
    if way is None or closed is not None:
        await dialogue.end(visit, draft)
        return closed or joining.unusable()
    if name is None:
        return Message(text=render("joining/name_unclear"))
    if way.invite is None:
        return await _ask_unit(visit, await dialogue.move(visit, draft, "unit", name=name))
    return await _by_unit_code(visit, draft, way, name)


async def _by_unit_code(visit: Visit, draft: Draft, way: Way, name: str) -> Message:
    """The one person of the unit who is called so and has no account. Whoever holds a role does not come in by what
    a whole unit knows."""
    unit = await tree.get(visit.tx, way.invite.unit_id if way.invite else None)
    found = await roster.named(visit.tx, name, {unit.id}) if unit else []
    if unit and len(found) == 1 and await joining.comes_in_unasked(visit, found[0].id):
        return await joining.ask_identity(visit, await dialogue.move(visit, draft, "identity", staff=found[0].id))
    await attempts.failed(visit, "name.refused")
    return await _ask(visit, draft, name, unit.name if unit else "", unit)


# The unit -----------------------------------------------------------------------------------------


async def _ask_unit(_visit: Visit, _draft: Draft) -> Message:
    return Message(text=render("joining/ask_unit"))


async def _take_unit(visit: Visit, draft: Draft, said: str) -> Message:
    if command_for(said) == "thoat":
        return await dialogue.leave(visit)
    words = " ".join(said.split())
    if not any(letter.isalpha() for letter in words) or len(words) > LONGEST_UNIT:
        return await _ask_unit(visit, draft)
    return await _ask(visit, draft, draft.data["name"], words, await tree.unit_like(visit.tx, words))


async def _ask(visit: Visit, draft: Draft, name: str, words: str, unit: Unit | None) -> Message:
    """Put it before those who decide; the answer is the same whatever was typed."""
    chat, sender = visit.request.chat, visit.request.sender
    found = await roster.named(visit.tx, name, {unit.id} if unit else None)
    person = found[0] if len(found) == 1 else None
    asking = Asking(chat, sender, name, words, joining.consented(draft))
    number = await requests.ask(visit.tx, asking, person, _where(person, unit), visit.now)
    await dialogue.end(visit, draft)
    if number is not None:
        await visit.record("join.asked", number)
        await join_requests.tell(visit, number)
    return Message(text=render("joining/requested"))


def _where(person: Staff | None, unit: Unit | None) -> Unit | None:
    """The unit of the one who seems to be meant; else the one that was named."""
    return person.unit if person else unit


STEPS = {"name": Step(joining.ask_name, _take_name), "unit": Step(_ask_unit, _take_unit)}

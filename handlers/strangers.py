"""Whoever has not been let in: one text a day, one sentence for whatever opens nothing, and a stop to guessing."""

from dataclasses import replace

from domain.invites import code_in
from domain.messages import Message
from domain.people import phone_digits
from handlers import asking_in, attempts, choosing, dialogue, guide, joining
from handlers.dialogue import Dialogues
from handlers.visit import Visit
from handlers.words import command_for
from storage import dialogues, grants, invites
from storage import joining as roster
from storage.strangers import Stranger
from texts import label, render

LINKED_TO = {"thidua", "dangky"}  # what a link to a campaign asks for; gone on with after consent
ASKS_IN = {"xinvao", "themnguoi"}  # “xin vào”, and “xin mã”, which is for more to those who are in
DIALOGUES: Dialogues = {"joining": {**joining.STEPS, **asking_in.STEPS}}


async def stranger(visit: Visit) -> Message | None:
    """A live code, one's own number, or being asked for open something; nothing else does."""
    code = _code(visit)
    if code is not None:
        return await attempts.locked(visit) or await _by_code(visit, code)
    if visit.request.contact is not None:
        return await attempts.locked(visit) or await _by_number(visit)
    if visit.request.command == "xinvao" or command_for(visit.text) in ASKS_IN:
        return await asking_in.begin(visit)
    known = await _remember(visit, await attempts.known(visit))
    return await _in_dialogue(visit) or await _greet(visit, known)


def _code(visit: Visit) -> str | None:
    if visit.request.command == "start" and visit.args:
        return visit.args[0]
    return code_in(visit.text)


async def _by_code(visit: Visit, code: str) -> Message:
    invite = await invites.find(visit.tx, code, visit.now)
    if invite is None:
        return await attempts.failed(visit, "code.refused") or joining.unusable()
    if invite.unit_id is not None and (answered := await asking_in.answered(visit)):
        return answered
    return await joining.open_invite(visit, invite)


async def _by_number(visit: Visit) -> Message:
    """A number that the platform vouches for, of one person of the roster who has no account; all others are one.
    Whoever holds a role asks: a number that somebody wrote into the roster gives nobody a role."""
    contact = visit.request.contact
    digits = phone_digits(contact.phone) if contact and contact.own else None
    found = await roster.with_phone(visit.tx, digits) if digits else []
    if len(found) == 1 and not await roster.is_let_in(visit.tx, found[0].id):
        if await grants.of(visit.tx, found[0].id):
            return await asking_in.begin(visit)
        return await joining.open_number(visit, found[0])
    return await attempts.failed(visit, "contact.refused") or joining.number_unknown()


async def _remember(visit: Visit, known: Stranger) -> Stranger:
    """The campaign whose link brought them."""
    request = visit.request
    if request.command not in LINKED_TO or not all(word.isascii() and word.isdigit() for word in visit.args):
        return known
    known = replace(known, wanted=" ".join((request.command, *visit.args[:1])))
    await attempts.save(visit, known)
    return known


async def _in_dialogue(visit: Visit) -> Message | None:
    """The answer to the question that is open; anything else asks it again. None if none is open."""
    request = visit.request
    if request.command == "=":
        pressed = await dialogues.get(visit.tx, request.chat.platform, request.sender, int(visit.args[0][:18]))
        return await dialogue.answer(visit, DIALOGUES) if pressed else None
    draft = await dialogues.live(visit.tx, request.chat.platform, request.sender)
    if draft is None or request.command in guide.WORDLESS:
        return None
    if request.command:
        return await DIALOGUES[draft.kind][draft.step].ask(visit, draft)
    meant = await choosing.chosen(visit, draft, lambda: dialogue.take_up(visit, DIALOGUES))
    if isinstance(meant, Message):
        return None if meant is choosing.SILENCE else meant
    return await (dialogue.answer(meant, DIALOGUES) if meant else dialogue.typed(visit, draft, DIALOGUES))


async def _greet(visit: Visit, known: Stranger) -> Message | None:
    """Once a day, whatever they wrote; then silence."""
    greeted = known.greeted_at
    if greeted is not None and greeted.astimezone(visit.office.zone).date() == visit.now.date():
        return None
    await attempts.save(visit, replace(known, greeted_at=visit.now))
    key = label("share_number") if visit.means.contacts else ""
    return Message(text=render("joining/stranger", office=visit.office, key=key), asks_contact=visit.means.contacts)

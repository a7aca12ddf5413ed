"""What the assistant does and answers; it knows no platform. All that it does stands in `everything`."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from domain.errors import Refused
from domain.folding import nearest
from domain.invites import code_in
from domain.messages import Message
from domain.office import Office
from domain.sentences import Intent, read
from handlers import (
    absences,
    achievements,
    acknowledgements,
    approving,
    choosing,
    dialogue,
    downloads,
    entering_for,
    files,
    guide,
    joining,
    pictures,
    plain_words,
    registrations,
    reports,
    roster,
    strangers,
)
from handlers.everything import COMMANDS, DIALOGUES, UNASKED
from handlers.meaning import asked_for, meant, saying
from handlers.tables import Handler, Where
from handlers.visit import Visit
from handlers.words import command_for, other_names, repaired, said_as
from storage import announcements as planned_announcements
from storage import broadcasts as mass_messages
from storage import dialogues
from storage import reminders as planned_reminders
from storage import routines as planned_routines
from storage.database import Transaction
from storage.deliveries import Delivery

INTENTS: Mapping[Intent, Handler] = {  # what a free sentence is for, where it asks for no command
    Intent.LOG: achievements.logged,
    Intent.PROXY_LOG: entering_for.said,
    Intent.EDIT: achievements.slip,
    Intent.UNDO: approving.undo_said,
    Intent.LEAVE: absences.said,
    Intent.SUBMITTED: reports.baocao,  # a clerk is told that there is none to hand in
    Intent.TARGET: registrations.promise,
}

_BY_NAME = {command.name: command for command in COMMANDS}


async def dispatch(visit: Visit) -> Message | None:
    """The answer to one request; None where none is owed. Raises Refused."""
    if not visit.request.private:
        return await _in_group(visit)
    if visit.staff is None:
        return await strangers.stranger(visit)
    return await downloads.linked(visit, await _in_private(visit))


async def _in_private(visit: Visit) -> Message | None:
    request = visit.request
    if files.carries(request) and await dialogue.takes_file(visit, DIALOGUES):
        return await dialogue.filed(visit, DIALOGUES)
    if request.pictures:
        await pictures.arrived(visit)
    if roster.is_list(request):
        return await roster.arrived(visit)
    if request.command in guide.WORDLESS:
        return guide.wordless(visit)
    if request.command == "=":
        return await dialogue.answer(visit, DIALOGUES)
    return await (_interrupting(visit) if request.command else _said(visit))


async def _said(visit: Visit) -> Message | None:
    """Plain words: a choice from the menu that stands there, the answer to an open question, or something new."""
    request = visit.request
    draft = await dialogues.live(visit.tx, request.chat.platform, request.sender)
    chosen = await choosing.chosen(visit, draft, lambda: dialogue.take_up(visit, DIALOGUES))
    if isinstance(chosen, Message):
        return None if chosen is choosing.SILENCE else chosen
    if chosen is None and draft is not None:
        chosen = await dialogue.pressed(visit, draft, DIALOGUES) or asked_for(visit)
        chosen = chosen or plain_words.meanwhile(visit, draft)
    if chosen is not None:
        return await _in_private(chosen)
    return await (dialogue.typed(visit, draft, DIALOGUES) if draft else _words(visit))


async def _in_group(visit: Visit) -> Message | None:
    """In a group only commands are heard, or the words for them, and only those that may be public."""
    request = visit.request
    name = request.command or (command_for(request.text) or "").partition(" ")[0]
    command = _BY_NAME.get(name)
    if command is None:
        return None
    if command.where is Where.PRIVATE:
        raise Refused("private_matter")
    return await command.handler(visit)


async def _interrupting(visit: Visit) -> Message | None:
    """Run a command; a question that was open stays and can be taken up again."""
    request = visit.request
    open_draft = await dialogues.live(visit.tx, request.chat.platform, request.sender)
    if open_draft is None or (request.command in _BY_NAME and _BY_NAME[request.command].beside):
        return await run(visit)
    await dialogues.set_aside(visit.tx, request.chat.platform, request.sender)
    message = await run(visit)
    began = await dialogues.live(visit.tx, request.chat.platform, request.sender)
    left = not began and await dialogues.get(visit.tx, request.chat.platform, request.sender, open_draft.id)
    if message is None or not left:
        return message
    return message.model_copy(update={"choices": (*message.choices, dialogue.TAKE_UP)})


async def run(visit: Visit) -> Message | None:
    """Run the command of the request, if the sender's roles now allow it."""
    asked = meant(visit, _BY_NAME)
    command = _BY_NAME.get(asked.request.command)
    if command is None:
        return await _repaired(visit)
    if command.where is Where.GROUP:
        raise Refused("unknown_command")
    visit.require(command.right)
    return await command.handler(asked)


async def _repaired(visit: Visit) -> Message | None:
    """A command that a keyboard has damaged (/baoco), without what was said beside it: it never acts on a guess."""
    name = nearest(visit.request.command, [*_BY_NAME, *other_names()])
    if name is None:
        raise Refused("unknown_command")
    line = name if name in _BY_NAME else command_for(name) or name
    return await _taken_for(visit, line, said_as(f"/{line}") or name)


async def _words(visit: Visit) -> Message | None:
    """Plain words outside a dialogue: a phrase that stands for a command, an intent, or not understood."""
    if command_for(visit.text) is None and guide.owes_no_answer(visit.text):
        await acknowledgements.noted(visit)
        return None
    line = plain_words.line_for(visit)
    if line is None:
        intent = read(visit.text, visit.now).intent
        line = plain_words.REQUESTS.get(intent)
        if line is None:
            return await INTENTS.get(intent, _perhaps)(visit)
    return await run(saying(visit, line))


async def _perhaps(visit: Visit) -> Message | None:
    """A code of who is in already, or words that a keyboard has damaged: what these are taken for is only shown."""
    if code_in(visit.text):
        return await joining.code_again(visit)
    phrase = repaired(visit.text)
    if phrase is None:
        return await guide.not_understood(visit)
    return await _taken_for(visit, command_for(phrase) or "menu", phrase)


async def _taken_for(visit: Visit, line: str, phrase: str) -> Message | None:
    """What would change something by itself is asked about first."""
    if line in plain_words.ACTING:
        return guide.meant(line, phrase)
    message = await run(saying(visit, line))
    return message and guide.taken_for(message, phrase)


def linkable(name: str, args: Sequence[str]) -> bool:
    """Whether a link may ask for this: what shows something, with ids only, since anybody can make a link."""
    numbers = all(word.isascii() and word.isdigit() for word in args)
    return name in _BY_NAME and _BY_NAME[name].linked and numbers


async def nothing_to_queue(tx: Transaction, now: datetime) -> bool:
    """Whether all that is due has been put into the outbox, so that a bundle is complete."""
    planned = planned_reminders.any_due, planned_announcements.any_due, planned_routines.any_just_due
    return not any([await due(tx, now) for due in planned])


async def word(tx: Transaction, delivery: Delivery, office: Office, now: datetime) -> Message | None:
    """The words of an unasked message, at the moment it goes out; None if it is no longer wanted."""
    if delivery.replaces is None and await mass_messages.stopped(tx, delivery.announcement_id):
        return None
    return await UNASKED[delivery.kind](tx, delivery, office, now)

"""The menu, the instructions, and what is said when nothing was understood."""

from domain.language import intents
from domain.language.abbreviations import expanded
from domain.language.words import words
from domain.messages import Choice, Message
from domain.people import Staff
from domain.permissions import Right
from handlers import questions, tables
from handlers.visit import Visit
from handlers.words import said_as
from texts import render

# By reserved command: what is said.
WORDLESS = {
    "_picture": "",  # answered once a burst
    "_voice": "guide/voice",
    "_file": "guide/only_words",
    "_contact": "guide/contact",
    "_unknown": "guide/old_button",
}


def menu_of(person: Staff | None, *, private: bool) -> "list[tables.Command]":
    """What the menus show: in private to this person, None for whoever has not been let in; in a group to all."""
    from handlers.everything import COMMANDS  # noqa: PLC0415  # the table names this module's handlers

    hidden = tables.Where.GROUP if private else tables.Where.PRIVATE
    return [
        command
        for command in COMMANDS
        if command.menu and command.where is not hidden and _shown(command.right, person, private=private)
    ]


def _shown(right: Right, person: Staff | None, *, private: bool) -> bool:
    if private and person is not None:
        return person.may(right)
    return right is Right.NONE or (right is Right.OWN and not private)


def offered(*names: str) -> tuple[Choice, ...]:
    """Choices that lead to these commands, as far as they are there."""
    from handlers.everything import COMMANDS  # noqa: PLC0415  # the table names this module's handlers

    known = {command.name: command.label for command in COMMANDS}
    return tuple(Choice(label=known[name], command=f"/{name}") for name in names if name in known)


async def menu(visit: Visit) -> Message:
    mine = menu_of(visit.person, private=True)
    choices = tuple(Choice(label=one.label, command=f"/{one.name}") for one in mine if one.name != "menu")
    return Message(text=render("guide/menu", person=visit.person), choices=choices)


async def help_text(visit: Visit) -> Message:
    """In a group anybody may ask, so nobody is named there."""
    private = visit.request.private
    person = visit.staff if private else None
    commands = [(said_as(f"/{one.name}"), one.label) for one in menu_of(person, private=private)]
    return Message(text=render("guide/help", person=person, commands=commands))


def taken_for(message: Message, phrase: str) -> Message:
    """The answer to damaged words, with what they were taken for."""
    return message.model_copy(update={"text": f"{render('guide/taken_for', phrase=phrase)}\n{message.text}"})


def meant(line: str, phrase: str) -> Message:
    """Whether that was meant."""
    choice = Choice(label=phrase[:1].upper() + phrase[1:], command=f"/{line}")
    return Message(text=render("guide/meant", phrase=phrase), choices=(choice,), keeps=True)


async def not_understood(visit: Visit) -> Message:
    choices = (*offered("ghi", "dangky", "viec"), await questions.to_pass_on(visit))
    return Message(text=render("guide/not_understood", person=visit.person), choices=choices)


def wordless(visit: Visit) -> Message | None:
    """What came without words, or a press that means nothing any more; an open question stays open."""
    request = visit.request
    text = "" if request.album and request.command == "_file" else WORDLESS[request.command]
    return Message(text=render(text, person=visit.person)) if text else None


def owes_no_answer(text: str) -> bool:
    """“ok”, “cảm ơn”, “đã nhận”, or nothing at all."""
    return not text.strip() or intents.small_talk(words(expanded(text).text)) is not None

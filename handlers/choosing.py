"""What was typed as an answer to the menu that stands there: a number, a label, or the beginning of one."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from domain.errors import Refused
from domain.language.intents import small_talk
from domain.language.words import words
from domain.messages import Choice, Message, as_command
from domain.replies import agrees, begun, declined, labelled, numbers
from handlers import menus
from handlers.visit import Visit
from handlers.words import command_for
from storage import menus as kept
from storage.dialogues import Draft
from storage.menus import Menu
from texts import render

Ask = Callable[[], Awaitable[Message]]

SILENCE = Message(text="")  # to a number typed before the menu was there: most likely one that was typed twice


def as_if_pressed(visit: Visit, choice: Choice) -> Visit:
    """The visit as if this choice had been pressed."""
    command, args = as_command(choice.command)
    pressed = {"command": command, "args": args, "text": "", "pictures": 0}
    return replace(visit, request=visit.request.model_copy(update=pressed))


async def chosen(visit: Visit, draft: Draft | None, ask_again: Ask) -> Visit | Message | None:
    """The choice that was meant, as if it had been pressed; or what there is to say to a number that chooses nothing.

    None: the words are no answer to a menu. SILENCE: nothing is owed. `draft`: the question that is open;
    `ask_again` asks it once more.
    Raises Refused: number_outside, only_one.
    """
    menu = await kept.get(visit.tx, visit.request.chat, visit.request.sender)
    said = numbers(visit.text)
    if said and menu is not None and _too_early(visit, menu):
        return SILENCE
    if said:
        return await _by_number(visit, menu, draft, said, ask_again)
    if menu is None or not _standing(visit, menu):
        return None
    if agrees(visit.text) and _asks_to_destroy(menu.message):
        return Message(text=render("menus/whole_words", said=menu.message.choices[0].label))
    choice = labelled(visit.text, menu.message.choices) or declined(visit.text, menu.message.choices)
    if choice is None and command_for(visit.text) is None and small_talk(words(visit.text)) is None:
        choice = begun(visit.text, menu.message.choices)
    return as_if_pressed(visit, choice) if choice else None


def _asks_to_destroy(message: Message) -> bool:
    """Whether a yes would mean what only its own words may do."""
    return bool(message.choices) and message.choices[0].destroys and not message.in_words


def _standing(visit: Visit, menu: Menu) -> bool:
    """Whether it is live, and was there when this was written."""
    return menus.live(menu.shown_at, visit.now) and menu.seen(visit.update, visit.request.written_at)


def _too_early(visit: Visit, menu: Menu) -> bool:
    """Whether a number was written before this menu was there to be answered."""
    chooses = not menu.message.in_words and menus.live(menu.shown_at, visit.now)
    return chooses and not _standing(visit, menu)


async def _by_number(
    visit: Visit, menu: Menu | None, draft: Draft | None, said: tuple[int, ...], ask_again: Ask
) -> Visit | Message | None:
    if menu is None or (menu.message.in_words and not _goes_on(visit, menu.message, said)):
        return await _without_menu(visit, draft, said, ask_again)
    if not menus.live(menu.shown_at, visit.now):
        return _passed(menu.message, said)
    return _picked(visit, menu.message, draft, said)


def _goes_on(visit: Visit, message: Message, said: tuple[int, ...]) -> bool:
    """Whether “0” is the rest of what stands there, even where a figure would answer the question."""
    return said == (0,) and menus.has_more(message, _form(visit))


async def _without_menu(visit: Visit, draft: Draft | None, said: tuple[int, ...], ask_again: Ask) -> Message | None:
    """A number answers the question that is open, if that was asked just now; else nothing is guessed."""
    if draft is not None:
        return None if menus.live(draft.asked_at, visit.now) else _passed(await ask_again(), said)
    if visit.staff is None or command_for(visit.text):  # “0” alone is a word for the menu of everything
        return None
    return Message(text=render("menus/nothing_asked", number=said[0], person=visit.person))


def _passed(message: Message, said: tuple[int, ...]) -> Message:
    """The question once more, from its beginning."""
    here = render("menus/here") + "\n\n"
    passed = render("menus/passed", number=said[0], minutes=menus.MINUTES)
    question = message.text.rpartition(here)[2]
    return message.model_copy(update={"text": f"{passed}\n\n{question}", "page": 0})


def _form(visit: Visit) -> menus.Form:
    return menus.form(visit.means, visit.staff)


def _picked(visit: Visit, message: Message, draft: Draft | None, said: tuple[int, ...]) -> Visit | Message | None:
    form = _form(visit)
    if said == (0,):
        return _further(visit, message, form)
    if draft and max(said) <= message.several:
        return None  # several may be chosen together: the question itself reads them
    last = menus.last_number(message, form)
    if not all(1 <= number <= last for number in said):
        if draft and not _asked_by_question(message):
            return None  # a figure for the question that was asked before this menu
        raise Refused("number_outside", most=last)
    if len(said) > 1:
        raise Refused("only_one", number=said[0])
    return as_if_pressed(visit, menus.numbered(message)[said[0] - 1])


def _further(visit: Visit, message: Message, form: menus.Form) -> Visit | Message | None:
    """The next part of what does not fit in one message, or the choice that goes on; None where there is no more."""
    if menus.has_more(message, form):
        return message.model_copy(update={"page": message.page + 1})
    choice = menus.further(message)
    return as_if_pressed(visit, choice) if choice else None


def _asked_by_question(message: Message) -> bool:
    return any(choice.command.startswith("=") for choice in message.choices)

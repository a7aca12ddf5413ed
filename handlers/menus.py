"""Choices for whoever types: numbered lines where there are no buttons, and what a typed number then means.

At most one menu is live for a person in a chat, for ten minutes; after that nothing is guessed.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from typing import NamedTuple

from domain.markup import plain, split, units
from domain.messages import ChatRef, Choice, Message
from domain.people import Staff
from domain.permissions import Right
from handlers.visit import Means, Visit
from handlers.words import said_as, typed
from storage import dialogues, menus
from storage.database import Transaction
from texts import label, render

MINUTES = 10
LASTS = timedelta(minutes=MINUTES)
FEW, MOST = 5, 9  # choices on a page: for a clerk, and for whoever acts for others
GLANCE = 900  # characters of a screen, wherever it is shown


class Form(NamedTuple):
    """How a chat shows things: what its platform can do, and how many choices its person gets on a page.

    `later`: it may be read long after, so words that work at any time stand beside the numbers.
    """

    means: Means
    size: int
    later: bool = False


def form(means: Means, person: Staff | None) -> Form:
    acts_for_others = person is not None and (person.may(Right.UNIT) or person.may(Right.OFFICE))
    return Form(means, MOST if acts_for_others else FEW)


class Page(NamedTuple):
    """One message of a menu: its words, and the last number that may be chosen while it stands there."""

    text: str
    last: int


def pages(message: Message, form: Form) -> list[Page]:
    """The message as a platform without buttons shows it, in parts that fit: long texts and long lists go on at “0”."""
    ends, room = _ends(message, form), letters_left(message, form)
    if units(plain(message.text)) <= room:
        return [_joined(message.text, ends[0]), *_continued(ends[1:])]
    more = "\n\n" + render("menus/more")
    parts = split(message.text, form.means.letters - units(more))
    if units(plain(parts[-1])) <= room:
        return [*(Page(part + more, 0) for part in parts[:-1]), _joined(parts[-1], ends[0]), *_continued(ends[1:])]
    last = parts[-1] + (more if ends[0].text else "")
    return [*(Page(part + more, 0) for part in parts[:-1]), Page(last, 0), *_continued(ends)]


def letters_left(message: Message, form: Form) -> int:
    """How long its text may be to fit in one message, in UTF-16 units."""
    if form.means.buttons:
        return form.means.letters
    return form.means.letters - max(units(plain(end.text)) for end in _ends(message, form)) - 2  # and an empty line


def room(choices: Sequence[Choice]) -> int:
    """How long a text may be to stand at one glance over these, also where they are lines."""
    return letters_left(Message(text="", choices=tuple(choices)), Form(Means(buttons=False, letters=GLANCE), MOST))


def length(message: Message, form: Form) -> int:
    """How long it is as it is shown, in UTF-16 units; of what is shown in parts, the longest."""
    texts = [message.text] if form.means.buttons else [page.text for page in pages(message, form)]
    return max(units(plain(text)) for text in texts)


def _continued(ends: list[Page]) -> list[Page]:
    heading = render("menus/next_choices")
    return [Page(f"{heading}\n{end.text}", end.last) for end in ends if end.text]


def _joined(text: str, end: Page) -> Page:
    if not end.text:
        return Page(text, end.last)
    between = "\n" if plain(text).endswith("?") else "\n\n"
    return Page(text + between + end.text, end.last)


def _ends(message: Message, form: Form) -> list[Page]:
    """The lines under the text, a page of choices each; at least one, which may be empty."""
    if message.in_words:
        return [Page(_in_words(message), 0)]
    lines = list(enumerate((choice.label for choice in numbered(message)), 1))
    breaks = [message.listed, *range(max(form.size, message.listed), len(lines), form.size), len(lines)]
    shown = [lines[start:end] for start, end in pairwise(breaks)]
    words = [said_as(choice.command) for choice in numbered(message)] if form.later else []
    return [_lines(message, shown, place, list(filter(None, words))) for place in range(len(shown))]


def _lines(message: Message, shown: list[list[tuple[int, str]]], place: int, words: list[str]) -> Page:
    on_last = place + 1 == len(shown)
    last = message.listed + sum(map(len, shown[: place + 1]))
    text = render(
        "menus/lines",
        numbered=shown[place],
        more=not on_last or further(message) is not None,
        destroying=[_said(choice) for choice in message.choices if choice.destroys and on_last],
        first=shown[place][0][0] if place and shown[place] else 1,
        last=last,
        several=message.several > 1,
        later=words,
        minutes=MINUTES,
    )
    return Page(text, last)


def _said(choice: Choice) -> tuple[str, str]:
    return choice.label[:1].lower() + choice.label[1:], typed(choice)


def _in_words(message: Message) -> str:
    """The words to type, those aside that the text says itself."""
    text = plain(message.text)
    unsaid = [one for one in message.choices if f"“{one.label.lower()}”" not in text and typed(one) not in text]
    words = list(dict.fromkeys(map(typed, unsaid)))
    asked = any(choice.command.startswith("=") for choice in message.choices)
    return render("menus/words", words=words, asked=asked) if words else ""


def numbered(message: Message) -> list[Choice]:
    """The choices in the order of their numbers; “0” goes on, and what destroys has none."""
    return [choice for choice in message.choices if not choice.destroys and choice.label != label("more")]


def further(message: Message) -> Choice | None:
    """The choice that “0” stands for once all of the message has been shown."""
    return next((choice for choice in message.choices if choice.label == label("more")), None)


def last_number(message: Message, form: Form) -> int:
    """The highest number that may be chosen now."""
    return len(numbered(message)) if form.means.buttons else pages(message, form)[message.page].last


def has_more(message: Message, form: Form) -> bool:
    return not form.means.buttons and message.page + 1 < len(pages(message, form))


def live(shown_at: datetime, now: datetime) -> bool:
    return now - shown_at < LASTS


# Showing ----------------------------------------------------------------------------------------


def shown(message: Message, form: Form) -> Message:
    """In the form that its platform can show."""
    if form.means.buttons:
        return message
    text = pages(message, form)[message.page].text
    return Message(text=text, attachment=message.attachment, keeps=message.keeps, secret=message.secret)


async def offer(visit: Visit, message: Message, key: str) -> None:
    """What a number means once this answer is there; nothing, where nothing is offered. `key`: of its outbox row."""
    tx, chat, sender = visit.tx, visit.request.chat, visit.request.sender
    if message.choices or message.page or has_more(message, form(visit.means, visit.staff)):
        await menus.put(tx, chat, sender, message.model_copy(update={"attachment": None}), visit.now, key)
    else:
        await menus.drop(tx, chat, sender)


async def unasked(tx: Transaction, chat: ChatRef, message: Message, means: Means, now: datetime) -> Message:
    """What goes out first. A question that is open keeps the numbers to itself: the choices are words, a long text
    is cut, since “0” would answer the question too."""
    if means.buttons or not await _busy(tx, chat, now):
        return message
    worded = message.model_copy(update={"in_words": True})
    room = means.letters - units(plain(_in_words(worded))) - 2
    return worded.model_copy(update={"text": _cut(message.text, room)})


def _cut(text: str, room: int) -> str:
    """The beginning of what is longer than this."""
    return text if units(plain(text)) <= room else f"{split(text, room - 2)[0]} …"


async def remember(tx: Transaction, chat: ChatRef, message: Message, form: Form, now: datetime, key: str) -> None:
    """What has gone out first to a person: a number means one of its choices, unless a question was asked meanwhile."""
    offers = (message.choices and not message.in_words) or has_more(message, form)
    if offers and not await _busy(tx, chat, now):
        await menus.put(tx, chat, chat.chat_id, message, now, key)


async def _busy(tx: Transaction, chat: ChatRef, now: datetime) -> bool:
    """Whether a number that is typed now would answer something that was asked for; of what was not, the last."""
    question = await dialogues.live(tx, chat.platform, chat.chat_id)
    standing = await menus.get(tx, chat, chat.chat_id)
    asked = [question.asked_at] if question else []
    return any(live(at, now) for at in (*asked, *([standing.shown_at] if standing and standing.asked else [])))


def in_group(message: Message, means: Means) -> Message:
    """In a group without links: the words to send in private."""
    if means.buttons or not message.choices:
        return message
    words = list(dict.fromkeys(map(typed, message.choices)))
    tail = "\n\n" + render("menus/group", words=words)
    return Message(text=_cut(message.text, means.letters - units(tail)) + tail, attachment=message.attachment)

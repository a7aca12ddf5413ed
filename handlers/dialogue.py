"""Multi-step questions in a private chat; half-given answers are rows and survive a restart."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from domain.errors import Refused
from domain.messages import Choice, Message
from domain.permissions import Right
from domain.replies import labelled
from handlers.choosing import as_if_pressed
from handlers.files import rest_of_album
from handlers.visit import Visit, as_id
from storage import dialogues
from storage.dialogues import Draft
from texts import label, refusal, render

Ask = Callable[[Visit, Draft], Awaitable[Message]]
Take = Callable[[Visit, Draft, str], Awaitable[Message | None]]
Check = Callable[[Visit, Draft], Awaitable[object]]


@dataclass(frozen=True)
class Step:
    """A question and what is done with its answer: a pressed value, or the words that were typed.

    `file`: what is done with a file or picture (`visit.request.offered`) and the words under it; none where it is no
    answer.
    """

    ask: Ask
    take: Take
    file: Take | None = None


def guarded(step: Step, check: Check) -> Step:
    """A step that is asked and answered only while `check` raises no Refused; a refusal ends its question."""

    async def refused(visit: Visit, draft: Draft) -> Message | None:
        try:
            await check(visit, draft)
        except Refused as error:  # the draft must not stay: whatever is typed next would be refused too
            await end(visit, draft)
            return Message(text=refusal(error))
        return None

    async def asked(visit: Visit, draft: Draft) -> Message:
        return await refused(visit, draft) or await step.ask(visit, draft)

    async def taken(visit: Visit, draft: Draft, value: str) -> Message | None:
        return await refused(visit, draft) or await step.take(visit, draft, value)

    async def filed(visit: Visit, draft: Draft, words: str) -> Message | None:
        return await refused(visit, draft) or (await step.file(visit, draft, words) if step.file else None)

    return Step(asked, taken, filed if step.file else None)


def needs(right: Right) -> Check:
    """The check that the person's roles still give this right."""

    async def check(visit: Visit, _draft: Draft) -> None:
        visit.require(right)

    return check


Dialogues = Mapping[str, Mapping[str, Step]]

TAKE_UP = Choice(label=label("take_up"), command="/tieptuc")


async def begin(visit: Visit, kind: str, step: str, **data: Any) -> Draft:
    """Open a draft at a step; what is asked next is the caller's to return."""
    request = visit.request
    return await dialogues.begin(visit.tx, request.chat.platform, request.sender, kind, step, data, visit.now)


async def move(visit: Visit, draft: Draft, step: str, **data: Any) -> Draft:
    """Go to a step, adding these answers to the draft."""
    return await dialogues.move(visit.tx, draft, step, {**draft.data, **data}, visit.now)


async def end(visit: Visit, draft: Draft) -> None:
    await dialogues.end(visit.tx, draft.id)


def choice(draft: Draft, name: str, value: str | int) -> Choice:
    """A choice that answers this draft's question. `name`: a label of words.toml, or the words themselves."""
    return Choice(label=name, command=f"={draft.id}.{draft.step}.{value}")


async def answer(visit: Visit, table: Dialogues) -> Message | None:
    """An answer that was pressed: taken only by its own draft at its own step."""
    draft = await _answered(visit)
    if draft is None:
        return await take_up(visit, table)
    return await table[draft.kind][draft.step].take(visit, await _revived(visit, draft), visit.args[2])


async def _answered(visit: Visit) -> Draft | None:
    """The draft that stands at the step which the answer names."""
    match visit.args:
        case [number, step, _]:
            request = visit.request
            draft = await dialogues.get(visit.tx, request.chat.platform, request.sender, as_id(number))
            return draft if draft and draft.step == step else None
    return None


async def _revived(visit: Visit, draft: Draft) -> Draft:
    return draft if draft.live else await move(visit, draft, draft.step)


async def typed(visit: Visit, draft: Draft, table: Dialogues) -> Message | None:
    """Words typed while a question is open are its answer."""
    return await table[draft.kind][draft.step].take(visit, draft, visit.text)


async def takes_file(visit: Visit, table: Dialogues) -> bool:
    """Whether the question that is open takes a file or picture, or took the first of those sent together."""
    draft = await _open(visit)
    return draft is not None and (rest_of_album(visit, draft) or table[draft.kind][draft.step].file is not None)


async def filed(visit: Visit, table: Dialogues) -> Message | None:
    """A file or picture, with the words under it; the others of those sent together are owed no answer."""
    draft = await _open(visit)
    if draft is None or rest_of_album(visit, draft):
        return None
    step = table[draft.kind][draft.step]
    return await step.file(visit, draft, visit.text) if step.file else None


async def _open(visit: Visit) -> Draft | None:
    return await dialogues.live(visit.tx, visit.request.chat.platform, visit.request.sender)


async def pressed(visit: Visit, draft: Draft, table: Dialogues) -> Visit | None:
    """The visit as if that choice had been pressed whose very label was typed; None for any other words."""
    try:
        asked = await table[draft.kind][draft.step].ask(visit, draft)
    except Refused:
        return None  # what is typed is refused by the step itself
    meant = labelled(visit.text, asked.choices)
    return as_if_pressed(visit, meant) if meant else None


async def take_up(visit: Visit, table: Dialogues) -> Message:
    """Ask the open question again, the live one or the last that was set aside; Refused if there is none."""
    draft = await dialogues.latest(visit.tx, visit.request.chat.platform, visit.request.sender)
    if draft is None:
        raise Refused("nothing_open")  # to a press it is an alert: what stands there, perhaps the result, stays
    return await table[draft.kind][draft.step].ask(visit, await move(visit, draft, draft.step))  # asked now


async def leave(visit: Visit) -> Message:
    """/thoat: forget the open questions; nothing else changes."""
    ended = await dialogues.end_all(visit.tx, visit.request.chat.platform, visit.request.sender)
    return Message(text=render("dialogue/left" if ended else "dialogue/nothing_open"))

"""Targets picked from the campaign's criteria, with the figures that are suggested and where these come from."""

from collections.abc import Sequence

from domain import numbers
from domain.markup import plain
from domain.messages import Message
from domain.suggestions import Suggestion
from handlers import dialogue, registration_confirming
from handlers.registration_cases import Case
from handlers.registration_confirming import SAVE, settle, typed
from handlers.registration_drafts import Question, onward, packed, pressed
from handlers.registration_picking import chosen_in, chosen_targets, suggestions
from handlers.registration_targets import read
from handlers.visit import Visit
from storage.dialogues import Draft
from texts import cut, label, render

_AT_ONCE, _ROOM = 9, 450  # lines of a screen, characters for them
_LEAST, _MEASURE = 24, 12  # characters of a name, of a unit of measure


async def _ask(visit: Visit, draft: Draft, case: Case) -> Message:
    chosen, found = draft.data["chosen"], await suggestions(visit, case)
    lines = _lines(found)
    mark = " ({})".format(label("picked"))
    choices = [
        dialogue.choice(draft, line + (mark if str(place) in chosen else ""), place + 1)
        for place, line in enumerate(lines)
    ]
    if chosen:
        choices += registration_confirming.choices(draft, case)
    choices.append(dialogue.choice(draft, label("back"), "stop"))
    facts = {"lines": lines[:_AT_ONCE], "rest": max(len(lines) - _AT_ONCE, 0), "measure": found[0].measure}
    targets, buttons = chosen_targets(found, chosen), visit.means.buttons
    text = render("registrations/criteria", case=case, targets=targets, buttons=buttons, **facts)
    return Message(text=text, choices=tuple(choices), several=len(found))


def _lines(found: Sequence[Suggestion]) -> list[str]:
    """Each with its figure and all that is known of it; in short where that is too long for a screen."""
    full = [_line(one, one.name, one.measure, render("registrations/source", one=one)) for one in found]
    if sum(map(len, full[:_AT_ONCE])) <= _ROOM:
        return full
    room = _ROOM // min(len(found), _AT_ONCE)
    return [_short(one, room) for one in found]


def _short(one: Suggestion, room: int) -> str:
    source, measure = render("registrations/source_year", one=one), cut(one.measure, _MEASURE)
    rest = len(_line(one, "", measure, source))
    return _line(one, cut(one.name, max(room - rest, _LEAST)), measure, source)


def _line(one: Suggestion, name: str, measure: str, source: str) -> str:
    """“Tham gia tố tụng: 12 vụ (năm 2025: đăng ký 12, đạt 14 vụ; kế hoạch: 3)”."""
    amount = "" if one.amount is None else f": {numbers.write(one.amount)} {measure}"
    return name + amount + (source and f" {plain(source)}")


async def _take(visit: Visit, draft: Draft, case: Case, value: str) -> Draft | Message:
    chosen, found = draft.data["chosen"], await suggestions(visit, case)
    answer = value if pressed(visit) else typed(value)
    if chosen and answer in {"ok", SAVE}:
        targets = packed(chosen_targets(found, chosen))
        return await _agreed(visit, await onward(visit, draft, targets=targets), case, answer)
    said = chosen_in(value, found)
    if said is None:
        return draft if pressed(visit) else await read(visit, draft, case, value)
    if not pressed(visit):
        return await onward(visit, draft, chosen=said, targets=packed(chosen_targets(found, said)))
    toggled = {place: amount for place, amount in (chosen | said).items() if place not in chosen.keys() & said.keys()}
    return await dialogue.move(visit, draft, draft.step, chosen=toggled)


async def _agreed(visit: Visit, draft: Draft, case: Case, answer: str) -> Draft | Message:
    """What was picked press by press stands there already, and is not shown once more."""
    return await settle(visit, draft, case, answer) if draft.step == "confirm" else draft


QUESTIONS = {"criteria": Question(_ask, _take)}

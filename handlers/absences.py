"""/baonghi: days on which somebody is away and is not reminded of anything. Why is not asked."""

from collections.abc import Mapping
from datetime import date

from domain.absences import Days, said_days
from domain.errors import Refused
from domain.messages import Choice, Message
from domain.people import Staff
from domain.permissions import Right
from handlers import dialogue
from handlers.dialogue import Step
from handlers.tables import Handler
from handlers.visit import Visit, as_id
from handlers.words import command_for
from storage import absences, people
from storage.absences import Absence
from storage.dialogues import Draft
from storage.outbox import Unasked, queue
from texts import label, render

KIND = "absence"
OPEN = "chuaro"  # nobody knows yet when the person is back


async def baonghi(visit: Visit) -> Message | None:
    """/baonghi, /baonghi 24/11 - 28/11, `nguoi 17` (for somebody of a unit), `bo 4.1` (not away after all)."""
    verb = visit.args[0] if visit.args else ""
    if verb in _ACTS:
        return await _ACTS[verb](visit)
    if said := " ".join(visit.args):
        return await noted(visit, visit.person, said)
    return await _show(visit, visit.person)


async def said(visit: Visit) -> Message:
    """“em nghỉ phép từ 17 đến hết 21/8”."""
    return await noted(visit, visit.person, visit.text)


async def noted(visit: Visit, person: Staff, words: str) -> Message:
    """Write the days down, or ask for them."""
    days = said_days(words, visit.now)
    return await (_add(visit, person, days) if days else _show(visit, person))


async def _show(visit: Visit, person: Staff) -> Message:
    """What is known, and the question for more; beside another's name where it is another's."""
    return await _ask(visit, await dialogue.begin(visit, KIND, "days", person=person.id))


async def _ask(visit: Visit, draft: Draft) -> Message:
    person = await _subject(visit, draft.data["person"])
    known = await absences.of(visit.tx, person.id, visit.now.date())
    choices = [_not_away(one) for one in known]
    if person.id != visit.person.id:
        choices.append(dialogue.choice(draft, label("away_until_told"), OPEN))
    text = render("absences/ask", person=visit.person, subject=person, known=known)
    return Message(text=text, choices=tuple(choices), in_words=True)


def _not_away(one: Absence) -> Choice:
    words = f"{label('not_away')} {render('absences/_days', one=one)}"
    return Choice(label=words, command=f"/baonghi bo {one.id}.{one.version}")


async def _take(visit: Visit, draft: Draft, value: str) -> Message:
    if command_for(value) == "thoat":
        return await dialogue.leave(visit)
    person = await _subject(visit, draft.data["person"])
    days = (visit.now.date(), None) if value == OPEN else said_days(value, visit.now)
    if days is None:
        raise Refused("days_unknown")
    await dialogue.end(visit, draft)
    return await _add(visit, person, days)


async def _add(visit: Visit, person: Staff, days: Days) -> Message:
    """What overlaps with it is joined with it."""
    first, last = days
    joined = await absences.overlapping(visit.tx, person.id, first, last)
    first = min(first, *(one.first_day for one in joined), first)
    last = _later(last, *(one.last_day for one in joined))
    for one in joined:
        await absences.end(visit.tx, one)
    number = await absences.add(visit.tx, person.id, (first, last), visit.person.id, visit.now)
    await visit.record("absence.entered", person.id, "first_day,last_day")
    one = Absence(number, 1, person.id, first, last)
    await _tell(visit, person, one, "absences/entered_for_you")
    text = render("absences/entered", person=visit.person, subject=person, one=one, today=visit.now.date())
    return Message(text=text, choices=(_not_away(one),))


def _later(*days: date | None) -> date | None:
    known = [day for day in days if day is not None]
    return max(known) if len(known) == len(days) else None


async def _subject(visit: Visit, staff_id: int | None) -> Staff:
    """Oneself, or somebody of a unit that the visitor acts for."""
    if staff_id == visit.person.id:
        return visit.person
    person = await people.get(visit.tx, staff_id)
    right = next((one for one in (Right.ROSTER, Right.UNIT) if person and visit.person.may(one, person.unit)), None)
    if person is None or right is None or person.left_at is not None:
        raise Refused("nobody_there")
    visit.require(right, person.unit)
    return person


async def _for_another(visit: Visit) -> Message:
    return await _show(visit, await _subject(visit, as_id(visit.args[1]) if len(visit.args) > 1 else None))


async def _back(visit: Visit) -> Message:
    """`bo 4.1`: not away after all."""
    named = visit.versioned()
    one = await absences.get(visit.tx, named[0]) if named else None
    if one is None or named != (one.id, one.version):
        return await _show(visit, visit.person)
    person = await _subject(visit, one.staff_id)
    await absences.end(visit.tx, one)
    await visit.record("absence.ended", person.id, "first_day,last_day")
    await _tell(visit, person, one, "absences/ended_for_you")
    return Message(text=render("absences/ended", person=visit.person, subject=person, one=one))


async def _tell(visit: Visit, person: Staff, one: Absence, text: str) -> None:
    """Somebody for whom another has entered it learns of it, once back if that is known."""
    if person.id != visit.person.id:
        told = Message(text=render(text, person=person, by=visit.person, one=one), keeps=True)
        await queue(visit.tx, [Unasked(f"{text}:{one.id}", "told", staff_id=person.id, message=told)], visit.now)


_ACTS: Mapping[str, Handler] = {"nguoi": _for_another, "bo": _back}
STEPS = {"days": Step(_ask, _take)}

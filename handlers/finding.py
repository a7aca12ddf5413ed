"""/timnguoi: people by their names, among those whom the visitor is responsible for."""

import re

from domain.errors import Refused
from domain.folding import fold
from domain.messages import Choice, Message
from domain.people import Staff
from domain.permissions import Right
from handlers import dialogue, people_cards
from handlers.dialogue import Step
from handlers.visit import Visit, as_id
from handlers.words import command_for
from storage import finding, people
from storage.dialogues import Draft
from storage.finding import Found
from texts import label, render

KIND = "finding"
AT_ONCE = 8  # on a page
LONGEST = 40  # letters of what is looked for: it goes into the choices
_PAGE = re.compile(r"tu\.(\d{1,4})")
_ASKED = re.compile(r"(?:tim nguoi|tim can bo|tra cuu|tim dong chi|tim) ((?:[a-z]+ ?){1,6})")
_OTHER = {"hieu", "kiem", "ra", "duoc", "them"}  # “tìm hiểu pháp luật” is work, and looks for nobody


async def timnguoi(visit: Visit) -> Message:
    """/timnguoi doi, `tu.8 doi` (from the ninth on), `nguoi 17` (one person)."""
    if visit.args[:1] == ("nguoi",):
        return await _one(visit, as_id(visit.args[1]) if len(visit.args) > 1 else None)
    page = _PAGE.fullmatch(visit.args[0]) if visit.args else None
    words = _words(" ".join(visit.args[1:] if page else visit.args))
    if not words:
        return await _ask(visit, await dialogue.begin(visit, KIND, "name"))
    return await _found(visit, words, int(page[1]) if page else 0)


def asked_for(text: str) -> str | None:
    """The command line for “tìm người Đội”, “tra cứu nguyen van doi”; None for any other words."""
    said = _ASKED.fullmatch(fold(text).rstrip(" .?"))
    if said is None or said[1].split()[0] in _OTHER:
        return None
    return f"timnguoi {said[1]}"


def _words(text: str) -> list[str]:
    """Folded words of a name: letters only, none too long to be carried by a choice."""
    return re.findall(r"[a-z]+", fold(text)[:LONGEST])


async def _ask(visit: Visit, _draft: Draft) -> Message:
    return Message(text=render("finding/ask", person=visit.person), in_words=True)


async def _take(visit: Visit, draft: Draft, said: str) -> Message:
    if command_for(said) == "thoat":
        return await dialogue.leave(visit)
    words = _words(said)
    if not words:
        return await _ask(visit, draft)
    await dialogue.end(visit, draft)
    return await _found(visit, words, 0)


async def _found(visit: Visit, words: list[str], begin: int) -> Message:
    found = await finding.people(visit.tx, words, visit.person.scopes(Right.FIND))
    if len(found.ids) == 1 and not found.guessed:
        return await people_cards.card(visit, (await people.some(visit.tx, found.ids))[0])
    page = await people.some(visit.tx, found.ids[begin : begin + AT_ONCE])
    choices = [_choice(one) for one in page]
    if len(found.ids) > begin + AT_ONCE:
        more = f"/timnguoi tu.{begin + AT_ONCE} {' '.join(words)}"
        choices.append(Choice(label=label("more"), command=more))
    choices.append(Choice(label=label("find_another"), command="/timnguoi"))
    return Message(text=_text(visit, words, found), choices=tuple(choices))


def _text(visit: Visit, words: list[str], found: Found) -> str:
    facts = {"person": visit.person, "said": " ".join(words), "count": len(found.ids)}
    return render("finding/found", **facts, more=found.more, guessed=found.guessed)


def _choice(one: Staff) -> Choice:
    where = ", ".join(part for part in (one.listed, one.post, one.unit.short_name) if part)
    return Choice(label=where, command=f"/timnguoi nguoi {one.id}")


async def _one(visit: Visit, staff_id: int | None) -> Message:
    """A card, of somebody in scope; nobody else is said to exist."""
    return await people_cards.card(visit, await seen(visit, staff_id, Right.FIND))


async def seen(visit: Visit, staff_id: int | None, right: Right) -> Staff:
    """Somebody in whose unit the visitor has this right. Raises Refused("nobody_there") alike for all others."""
    person = await people.get(visit.tx, staff_id)
    if person is None or person.erased or not visit.person.may(right, person.unit):
        raise Refused("nobody_there")
    visit.require(right, person.unit)
    return person


STEPS = {"name": dialogue.guarded(Step(_ask, _take), dialogue.needs(Right.FIND))}

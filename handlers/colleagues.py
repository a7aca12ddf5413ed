"""Naming the colleague who takes something over: by the name, or by a choice among those who bear it."""

from domain.errors import Refused
from domain.folding import fold
from domain.messages import Choice
from domain.people import Staff
from domain.permissions import Right
from handlers import dialogue
from handlers.visit import Visit, as_id
from storage import accounts, finding, people
from storage.dialogues import Draft

MOST = 9  # of one name, to choose from


async def choices(visit: Visit, draft: Draft) -> tuple[Choice, ...]:
    """Those who were found under the name that was typed last (`found` of the draft)."""
    found = [await people.get(visit.tx, one) for one in draft.data["found"]]
    return tuple(dialogue.choice(draft, f"{one.listed}, {one.unit.short_name}", one.id) for one in found if one)


async def named(visit: Visit, draft: Draft, said: str) -> list[int]:
    """The ids of those who are meant; the first MOST. Raises Refused("colleague_unknown") if nobody is."""
    chosen = as_id(said)
    if chosen is not None and chosen in draft.data["found"]:
        return [chosen]
    found = await _called(visit, said)
    if not found:
        raise Refused("colleague_unknown", said=said.strip()[:60])
    return found[:MOST]


async def _called(visit: Visit, said: str) -> list[int]:
    """In the whole office for who sees all of it, else among those of the own unit and its neighbours."""
    words = [word for word in fold(said).split() if word.isalpha()]
    scopes = None if visit.person.may(Right.OVERVIEW) else {visit.person.unit.lineage[0]}
    found = await finding.people(visit.tx, words, scopes) if words else finding.Found(())
    return [one for one in found.ids if one != visit.person.id]


async def able(visit: Visit, staff_id: int) -> Staff:
    """That colleague, on the roster and with an account. Raises Refused: nobody_there, not_activated(person)."""
    person = await people.get(visit.tx, staff_id)
    if person is None or person.left_at is not None:
        raise Refused("nobody_there")
    if not await accounts.reachable_accounts(visit.tx, person.id):
        raise Refused("not_activated", person=person)
    return person

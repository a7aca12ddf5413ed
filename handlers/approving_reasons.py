"""[Cần bổ sung]: why a registration goes back to its participant, in one sentence."""

from domain.achievements import require_storable
from domain.approvals import LONGEST_REASON
from domain.errors import Refused
from domain.messages import Message
from domain.permissions import Right
from domain.registrations import RegistrationState
from handlers import decisions, dialogue
from handlers.approving_screens import Before, entry, show, show_one, stands
from handlers.dialogue import Step
from handlers.visit import Visit
from handlers.words import command_for
from storage import registration_queue
from storage.dialogues import Draft
from storage.registration_queue import Waiting
from texts import label, render

KIND = "approving"
SUGGESTED = {"amount": "reason_amount", "plan": "reason_plan", "title": "reason_title"}  # often meant: their labels


async def begin(visit: Visit, one: Waiting, place: int) -> Message:
    draft = await dialogue.begin(visit, KIND, "reason", registration=one.id, version=one.version, place=place)
    return await _ask(visit, draft)


async def _ask(visit: Visit, draft: Draft) -> Message:
    found = await entry(visit, draft.data["registration"])
    suggested = [dialogue.choice(draft, label(words), name) for name, words in SUGGESTED.items()]
    text = render("approving/ask_reason", entry=found, person=visit.person)
    return Message(text=text, choices=(*suggested, dialogue.choice(draft, label("stop"), "thoi")))


async def _take(visit: Visit, draft: Draft, value: str) -> Message:
    reason = label(SUGGESTED[value]) if value in SUGGESTED else value.strip()
    require_storable(reason)
    if len(reason) > LONGEST_REASON:
        raise Refused("too_long", limit=LONGEST_REASON)
    number, place = draft.data["registration"], draft.data["place"]
    await dialogue.end(visit, draft)
    one = await registration_queue.one(visit.tx, visit.person, visit.now.date(), number)
    if one is None:
        return await show(visit, after=number, place=place, before=Before(await stands(visit, number)))
    if value == "thoi" or command_for(value) == "thoat":
        return await show_one(visit, one, place)
    if one.version != draft.data["version"]:
        return await show_one(visit, one, place, Before(await stands(visit, number)))
    return await _give_back(visit, one, place, reason)


async def _give_back(visit: Visit, one: Waiting, place: int, reason: str) -> Message:
    batch = await decisions.decide(visit, [one], RegistrationState.RETURNED, reason)
    found = await entry(visit, one.id)
    words = render("approving/returned", entry=found)
    return await show(visit, after=one.id, place=place + 1, before=Before(words, batch))


STEPS = {"reason": dialogue.guarded(Step(_ask, _take), dialogue.needs(Right.APPROVE))}

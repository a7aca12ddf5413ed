"""/ghi: what somebody did, in one sentence; corrected and taken back afterwards."""

import re
from collections.abc import Mapping

from domain.achievements import Achievement, Unsettled, require_storable
from domain.corrections import corrected
from domain.errors import Refused
from domain.folding import fold
from domain.messages import Message
from domain.people import Staff
from domain.permissions import Right
from domain.sentences import Entry, Intent, Understood, measure_key, read, read_log
from handlers import achievement_changes, achievement_dialogue
from handlers.achievement_dialogue import ask_colleague, ask_sentence, go_on, heard, understandable
from handlers.achievement_saving import show
from handlers.tables import Handler
from handlers.visit import Visit
from storage import achievements, people
from texts import render

DIALOGUES = {
    achievement_dialogue.KIND: achievement_dialogue.STEPS,
    achievement_changes.KIND: achievement_changes.STEPS,
}
_ID = re.compile(r"\d{1,18}(\.\d{1,9})?")
_TITLES = {"chi": "female", "co": "female", "ba": "female", "anh": "male", "ong": "male", "chu": "male"}


async def _shown(visit: Visit) -> Message:
    return await show(visit, visit.number(1))


_ACTIONS: Mapping[str, Handler] = {
    "xem": _shown,
    "sua": achievement_changes.edit,
    "xoa": achievement_changes.delete,
    "lai": achievement_changes.restore,
    "dot": achievement_changes.where,
    "doi": achievement_changes.toggle,
}


async def log(visit: Visit) -> Message | None:
    """/ghi asks for a sentence, /ghi <sentence> logs it; the other forms are those of the choices."""
    match visit.args:
        case [action, number, *_] if action in _ACTIONS and _ID.fullmatch(number):
            return await _ACTIONS[action](visit)
    sentence = visit.text or " ".join(visit.args)
    if not sentence.strip():
        return await ask_sentence(visit)
    require_storable(sentence)
    named = read(f"ghi {sentence}", visit.now)
    if named.intent is Intent.PROXY_LOG:
        return await proxy(visit, named)
    return await go_on(visit, understandable(await heard(visit, read_log(sentence, visit.now))), visit.person)


async def logged(visit: Visit) -> Message:
    """A free sentence that tells of work."""
    require_storable(visit.text)
    return await go_on(visit, Unsettled.of(await heard(visit, read(visit.text, visit.now))), visit.person)


async def logged_for(visit: Visit) -> Message:
    """A free sentence that tells of a colleague's work."""
    require_storable(visit.text)
    return await proxy(visit, read(visit.text, visit.now))


async def proxy(visit: Visit, understood: Understood) -> Message:
    """“ghi hộ chị Hà …”: for a colleague of one's unit, by who may act for the unit."""
    colleagues = await called(visit, understood.person)
    unsettled = Unsettled.of(understood)
    if len(colleagues) > 1:
        return await ask_colleague(visit, unsettled, colleagues)
    return await go_on(visit, unsettled, colleagues[0])


async def called(visit: Visit, name: str) -> list[Staff]:
    """Who of one's unit is called so, one at least. Raises Refused: proxy_not_allowed, proxy_unknown."""
    if not visit.person.may(Right.UNIT, visit.person.unit):
        raise Refused("proxy_not_allowed", person=visit.person)
    found = [one for one in await people.of_unit(visit.tx, visit.person.unit.id) if _is_named(one, name)]
    if not found:
        raise Refused("proxy_unknown", called=name)
    return found


def _is_named(one: Staff, called_so: str) -> bool:
    """Whether somebody is meant by “chị Hà”, “anh Văn Tuấn”."""
    title, _, rest = fold(called_so).partition(" ")
    gender = _TITLES.get(title) if rest else None
    name = rest if gender else fold(called_so)
    return gender in {None, one.gender, one.gender or gender} and f" {fold(one.full_name)}".endswith(f" {name}")


async def slip(visit: Visit) -> Message:
    """“nhầm rồi, 15 vụ chứ không phải 50”: the last entry, corrected at once where that is clear."""
    found = await _last(visit)
    if found is None:
        return Message(text=render("achievements/nothing_logged", person=visit.person))
    changeable = await achievement_changes.changeable(visit, found.id)
    try:
        entry = corrected(found.entry, visit.text, visit.now)
    except Refused:
        return await achievement_changes.edit_one(visit, changeable)
    if _measures(entry) != _measures(found.entry):  # perhaps another entry is meant
        return await achievement_changes.edit_one(visit, changeable)
    return await achievement_changes.change(visit, changeable, entry)


def _measures(entry: Entry) -> set[str]:
    return {measure_key(amount.measure) for amount in entry.amounts}


async def take_back(visit: Visit) -> Message:
    """“xóa cái vừa ghi”: the last entry is shown; its number or a press takes it back."""
    found = await _last(visit)
    if found is None:
        return Message(text=render("achievements/nothing_logged", person=visit.person))
    return await show(visit, found.id, "achievements/take_back")


async def _last(visit: Visit) -> Achievement | None:
    return await achievements.last_of(visit.tx, visit.person.id)

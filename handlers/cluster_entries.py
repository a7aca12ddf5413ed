"""What a member of a cluster has sent on paper, as the officer enters it: titles and forms sought, or its report."""

import re

from domain import dates, documents, replies
from domain.campaigns import Campaign
from domain.errors import Refused
from domain.folding import fold
from domain.messages import Message
from domain.people import Unit
from domain.permissions import Right
from domain.registrations import RegistrationState
from domain.titles import meant_for
from handlers import dialogue
from handlers.dialogue import Step
from handlers.visit import Visit
from handlers.words import command_for
from storage import campaigns, registrations, reports, tree
from storage.dialogues import Draft
from texts import label, render

KIND = "cluster"
LONGEST = 120  # characters of one title or form
MOST = 12
_NOTHING = frozenset({"khong", "khong co", "khong dang ky"})
_BETWEEN = re.compile(r"\s*[;,\n]\s*")
_FIRST = {"dangky": "titles", "baocao": "report"}
_ASKED = {"titles": "clusters/ask_titles", "forms": "clusters/ask_forms", "report": "clusters/ask_report"}


async def begin(visit: Visit, what: str, campaign: Campaign, unit: Unit) -> Message:
    """`what`: dangky or baocao. The question names what stands there already."""
    await _require_open(visit, _FIRST[what], campaign, unit)
    registration = await registrations.of_collective(visit.tx, campaign.id, unit.id)
    version = registration.version if registration else 0
    draft = await dialogue.begin(visit, KIND, _FIRST[what], campaign=campaign.id, unit=unit.id, version=version)
    return await _ask(visit, draft)


async def _ask(visit: Visit, draft: Draft) -> Message:
    campaign, unit = await _about(visit, draft)
    text = render(_ASKED[draft.step], campaign=campaign, unit=unit, offered=_offered(campaign, draft.step))
    return Message(text=text, choices=(dialogue.choice(draft, label("stop"), "stop"),), in_words=True)


def _offered(campaign: Campaign, step: str) -> tuple[str, ...]:
    """What a department can choose from: none of the titles that only a person can have."""
    offers = {"titles": meant_for(campaign.content.titles, collective=True), "forms": campaign.content.forms}
    return offers.get(step, ())


async def _about(visit: Visit, draft: Draft) -> tuple[Campaign, Unit]:
    campaign, unit = await campaigns.get(visit.tx, draft.data["campaign"]), await tree.get(visit.tx, draft.data["unit"])
    if unit is None or unit.closed_at is not None:
        raise Refused("unit_unknown")
    await _require_open(visit, draft.step, campaign, unit)
    return campaign, unit


async def _require_open(visit: Visit, step: str, campaign: Campaign, unit: Unit) -> None:
    """Until the end; a report as those of the office's own units, whose first version is taken however late it is."""
    if step != "report":
        return campaign.require_open(visit.now)
    report = await reports.of_unit(visit.tx, campaign, unit)
    return report.require_open(visit.now, visit.office.zone)


def _listed(said: str, offered: tuple[str, ...]) -> tuple[str, ...]:
    """Numbers of what is offered, or names with commas between. Raises Refused: number_outside, list_unclear."""
    if fold(said).strip(" .") in _NOTHING:
        return ()
    places = replies.numbers(said)
    if places and offered:
        if not all(0 < place <= len(offered) for place in places):
            raise Refused("number_outside", most=len(offered))
        return tuple(dict.fromkeys(offered[place - 1] for place in places))
    named = [" ".join(one.split()) for one in _BETWEEN.split(said) if one.strip()]
    if not named or len(named) > MOST or not all(_word(one) for one in named):
        raise Refused("list_unclear", most=MOST)
    known = {fold(one): one for one in offered}
    return tuple(dict.fromkeys(known.get(fold(one), one) for one in named))


def _word(text: str) -> bool:
    return len(text) <= LONGEST and any(letter.isalpha() for letter in text)


async def _take_titles(visit: Visit, draft: Draft, said: str) -> Message:
    if _leaves(said):
        return await dialogue.leave(visit)
    campaign, _ = await _about(visit, draft)
    titles = _listed(said, _offered(campaign, draft.step))
    return await _ask(visit, await dialogue.move(visit, draft, "forms", titles=list(titles)))


async def _take_forms(visit: Visit, draft: Draft, said: str) -> Message:
    """The last question: it is written down, in the name of the member and marked as entered."""
    if _leaves(said):
        return await dialogue.leave(visit)
    campaign, unit = await _about(visit, draft)
    titles, forms = tuple(draft.data["titles"]), _listed(said, _offered(campaign, draft.step))
    stands = await registrations.of_collective(visit.tx, campaign.id, unit.id)
    registration_id = await registrations.submit(
        visit.tx,
        campaign.id,
        state=RegistrationState.SUBMITTED,
        entered_by=visit.person.id,
        now=visit.now,
        unit_id=unit.id,
        targets=stands.targets if stands else (),
        titles=titles,
        forms=forms,
        version=draft.data["version"],
    )
    await dialogue.end(visit, draft)
    await visit.record("registration.submitted", registration_id, "state,targets")
    return Message(text=render("clusters/registered", campaign=campaign, unit=unit, titles=titles, forms=forms))


async def _take_report(visit: Visit, draft: Draft, said: str) -> Message:
    """The number and day of the document; of its first arrival, this moment."""
    if _leaves(said):
        return await dialogue.leave(visit)
    campaign, unit = await _about(visit, draft)
    found = documents.cited(said, visit.office.name)
    if not found:
        raise Refused("report_number_unclear")
    days = dates.find(found[0].rest, visit.now)
    day = days[0].reading.start if days else visit.now.date()
    words = f"{found[0].kind} số {found[0].number} ngày {dates.day(day)}"
    report = await reports.of_unit(visit.tx, campaign, unit)
    kept = await reports.hand_in(visit.tx, report, words, visit.person.id, visit.now)
    await dialogue.end(visit, draft)
    await visit.record("report.handed_in", campaign.id, "body")
    return Message(text=render("clusters/reported", report=kept, words=words, unit=unit))


def _leaves(said: str) -> bool:
    return said == "stop" or command_for(said) == "thoat"


_MAY = dialogue.needs(Right.OFFICE)
STEPS = {
    "titles": dialogue.guarded(Step(_ask, _take_titles), _MAY),
    "forms": dialogue.guarded(Step(_ask, _take_forms), _MAY),
    "report": dialogue.guarded(Step(_ask, _take_report), _MAY),
}

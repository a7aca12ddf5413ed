"""The one queue of a head or an officer, an entry at a time, each with what can be decided about it."""

from dataclasses import dataclass

from domain.campaigns import Campaign
from domain.errors import Refused
from domain.messages import Choice, Message
from domain.people import Staff, Unit
from domain.permissions import Right
from domain.registrations import By, Registration
from handlers import decisions
from handlers.visit import Visit
from storage import campaigns, people, registration_decisions, registration_queue, registrations, tree
from storage.registration_queue import Waiting
from texts import label, render

PASSES = {By.HEAD: "pass_on", By.OFFICER: "accept"}  # labels: a head “thông qua”, an officer “tiếp nhận”
_PASS_ALL = {By.HEAD: "pass_on_all", By.OFFICER: "accept_all"}
SHOWN = 4  # targets of one entry; the rest is counted


@dataclass(frozen=True)
class Entry:
    """One registration with whom and what it is about. `person` None: `unit` as a collective."""

    registration: Registration
    campaign: Campaign
    person: Staff | None
    unit: Unit
    entered_by: Staff | None

    @property
    def name(self) -> str:
        """“chị Hạnh”, “tập thể Phòng Hành chính và Bổ trợ tư pháp”."""
        return self.person.address if self.person else f"tập thể {self.unit.name}"


@dataclass(frozen=True)
class Before:
    """What the screen begins with: what was done a moment ago, and the number under which that is undone."""

    words: str = ""
    undo: int | None = None

    @property
    def choices(self) -> tuple[Choice, ...]:
        return () if self.undo is None else (Choice(label=label("undo"), command=f"/duyet hoan {self.undo}"),)

    def over(self, text: str) -> str:
        return f"{self.words}\n\n{text}" if self.words else text


NOTHING = Before()


async def entry(visit: Visit, registration_id: int | None) -> Entry:
    """Raises Refused("nothing_to_approve") unless it is of a unit in which this person decides."""
    registration = await registrations.get(visit.tx, registration_id or 0)
    if registration is None:
        raise Refused("nothing_to_approve", person=visit.person)
    person = await people.get(visit.tx, registration.staff_id)
    unit = person.unit if person else await tree.get(visit.tx, registration.unit_id)
    if unit is None or not visit.person.may(Right.APPROVE, unit):
        raise Refused("nothing_to_approve", person=visit.person)
    by = await people.get(visit.tx, registration.entered_by)
    entered_by = None if person and by and by.id == person.id else by
    return Entry(registration, await campaigns.get(visit.tx, registration.campaign_id), person, unit, entered_by)


async def show(visit: Visit, *, after: int | None = None, place: int = 1, before: Before = NOTHING) -> Message:
    """The first that waits, behind the registration `after`; `place`: the how manieth of this round it is."""
    part = await registration_queue.part(visit.tx, visit.person, visit.now.date(), after=after)
    if part.first is None:
        return await _at_end(visit, after, before)
    return await _asked(visit, part.first, place, part, before)


async def show_one(visit: Visit, one: Waiting, place: int, before: Before = NOTHING) -> Message:
    """This one, which waits."""
    part = await registration_queue.part(visit.tx, visit.person, visit.now.date(), first=one.id)
    return await _asked(visit, one, place, part, before)


async def _asked(visit: Visit, one: Waiting, place: int, part: registration_queue.Part, before: Before) -> Message:
    found = await entry(visit, one.id)
    total, first = place - 1 + part.waiting, place == 1 and not before.words
    facts = {"entry": found, "person": visit.person, "place": place, "total": total, "first": first}
    text = before.over(render("approving/entry", **facts, shown=SHOWN))
    return Message(text=text, choices=(*decides(one, found, place, part.alike), *before.choices))


def decides(one: Waiting, found: Entry, place: int, alike: int) -> tuple[Choice, ...]:
    """What can be done with it; with all of its campaign, where there are several."""
    seen = f"{one.id}.{one.version} {place}"
    choices = (
        Choice(label=label(PASSES[one.by]), command=f"/duyet ok {seen}"),
        Choice(label=label("needs_more"), command=f"/duyet them {seen}"),
        Choice(label=label("put_off"), command=f"/duyet sau {one.id} {place}"),
    )
    if one.late or alike < 2:  # noqa: PLR2004  # one alone is no “all”
        return choices
    all_of = label(_PASS_ALL[one.by]).format(alike, found.campaign.label)
    return (*choices, Choice(label=all_of, command=f"/duyet tatca {seen}"))


async def _at_end(visit: Visit, after: int | None, before: Before) -> Message:
    """Nothing waits behind that place; what was put off does still."""
    left = (
        await registration_queue.part(visit.tx, visit.person, visit.now.date()) if after else registration_queue.Part()
    )
    again = (Choice(label=label("see_put_off"), command="/duyet"),) if left.waiting else ()
    begun = after is not None or bool(before.words)
    last = None if begun else await decisions.last_undoable(visit)
    before = Before(undo=last[0]) if last else before
    text = before.over(render("approving/end", begun=begun, left=left.waiting, person=visit.person))
    return Message(text=text, choices=(*again, *before.choices))


async def stands(visit: Visit, registration_id: int | None) -> str:
    """How a registration stands that does not wait for this person, or not as it was seen."""
    found = await entry(visit, registration_id)
    decision = await registration_decisions.last(visit.tx, found.registration.id)
    by = await people.get(visit.tx, decision.decided_by) if decision else None
    current = decision if decision and decision.version == found.registration.version else None
    facts = {
        "entry": found,
        "decision": current,
        "by": by,
        "over": not found.campaign.decided_on(visit.now.date()),
        "person": visit.person,
    }
    return render("approving/stands", **facts)

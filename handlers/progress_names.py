"""The names of who lacks what: in private, and of those for whom the visitor is responsible."""

from itertools import groupby

from domain.campaigns import Campaign
from domain.errors import Refused
from domain.lacks import Lack
from domain.messages import Choice, Message
from domain.permissions import Right
from handlers.visit import Visit
from storage import coverage, missing, tree
from storage.coverage import Coverage
from storage.missing import Missing
from texts import label, render

AT_ONCE = 20  # names on a page
_LABELS = {
    Lack.ACTIVATION: "lack_activation",
    Lack.OPENING: "lack_opening",
    Lack.ANSWER: "lack_answer",
    Lack.MENDING: "lack_mending",
    Lack.ACCEPTANCE: "lack_acceptance",
    Lack.DECLINED: "lack_declined",
    Lack.DECISION: "lack_decision",
    Lack.COMMITMENT: "lack_commitment",
    Lack.RESULT: "lack_result",
}
_OF_THE_ACTIVE = frozenset({Lack.ANSWER, Lack.OPENING})  # who is not let in lacks these, too, and is counted apart


async def of_unit(visit: Visit, campaign: Campaign, unit_id: int) -> Message:
    """/tiendo 17 3: every list of one unit, AT_ONCE names on a page; `17 3 20` goes on."""
    _require_private(visit)
    unit = await tree.get(visit.tx, unit_id)
    if unit is None or not visit.person.may(Right.PROGRESS, unit):
        raise Refused("unit_unknown")
    found = next((one for one in await coverage.by_unit(visit.tx, campaign, {unit_id}) if one.unit.id == unit_id), None)
    if found is None:
        raise Refused("unit_outside_audience", campaign=campaign)
    begin = visit.number(2) or 0
    lacks = _asked_of(visit, campaign)
    people = await missing.of_units(visit.tx, campaign, [unit_id], lacks, (begin, AT_ONCE + 1))
    shown = people[:AT_ONCE]
    more = _more(f"/tiendo {campaign.id} {unit_id} {begin + AT_ONCE}") if len(people) > AT_ONCE else ()
    facts = {"campaign": campaign, "one": found, "lists": _lists(shown), "begin": begin, "now": visit.now}
    back = (Choice(label=label("back"), command=f"/tiendo {campaign.id}"),)
    return Message(text=render("progress/unit_names", **facts), choices=(*back, *more))


async def missing_in(visit: Visit, campaign: Campaign, lack: Lack) -> Message:
    """One list over all units, AT_ONCE names on a page, each unit's together."""
    scopes = visit.person.scopes(Right.PROGRESS)
    begin = visit.number(3) or 0, visit.number(4) or 0
    people = await missing.everywhere(visit.tx, campaign, scopes, lack, begin, AT_ONCE + 1)
    shown = people[:AT_ONCE]
    names = {one: await tree.get(visit.tx, one) for one in {person.unit_id for person in shown}}
    units = [(names[unit_id], list(some)) for unit_id, some in groupby(shown, key=lambda one: one.unit_id)]
    more = _more(f"/tiendo ai {campaign.id} {lack} {_after(begin, people)}") if len(people) > AT_ONCE else ()
    figures = await coverage.figures(visit.tx, campaign, scopes)
    beside = figures.inactive if lack in _OF_THE_ACTIVE else 0
    facts = {"campaign": campaign, "lack": lack, "units": units, "count": _counts(figures).get(lack), "now": visit.now}
    others = (_choice(campaign, Lack.ACTIVATION),) if beside else ()
    back = Choice(label=label("who_lacks_what"), command=f"/tiendo ai {campaign.id}")
    text = render("progress/names", inactive=beside, **facts)
    return Message(text=text, choices=(*others, back, *more))


def _choice(campaign: Campaign, lack: Lack, number: str = "") -> Choice:
    return Choice(label=number + label(_LABELS[lack]), command=f"/tiendo ai {campaign.id} {lack}")


def _after(begin: tuple[int, int], people: list[Missing]) -> str:
    """From which unit the next page begins, and after how many of its names."""
    last = people[AT_ONCE]
    before = sum(one.unit_id == last.unit_id for one in people[:AT_ONCE])
    return f"{last.unit_id} {before + (begin[1] if last.unit_id == begin[0] else 0)}"


async def missing_what(visit: Visit, campaign: Campaign) -> Message:
    """What is missing, in figures, to choose from."""
    counts = _counts(await coverage.figures(visit.tx, campaign, visit.person.scopes(Right.PROGRESS)))
    there = [lack for lack in _asked_of(visit, campaign) if counts.get(lack, 1)]
    choices = tuple(_choice(campaign, lack, f"{n}. ") for n, lack in enumerate(there, 1))
    text = render("progress/lacks", campaign=campaign, lacks=there, counts=counts, now=visit.now)
    return Message(text=text, choices=choices, listed=len(there))


async def of_words(visit: Visit, campaign: Campaign) -> Message:
    """/tiendo ai 17, `ai 17 dangky`."""
    _require_private(visit)
    word = visit.args[2] if len(visit.args) > 2 else ""  # noqa: PLR2004  # after the campaign
    return await (missing_in(visit, campaign, Lack(word)) if word in set(Lack) else missing_what(visit, campaign))


def _require_private(visit: Visit) -> None:
    if not visit.request.private:
        raise Refused("private_matter")


def _asked_of(visit: Visit, campaign: Campaign) -> list[Lack]:
    """The lists that make sense now: nobody can have done anything before it begins."""
    begun = visit.now.date() >= campaign.start
    return [one for one in Lack if one is not Lack.RESULT or begun]


def _counts(figures: Coverage) -> dict[Lack, int]:
    """As far as the figures tell."""
    return {
        Lack.ACTIVATION: figures.inactive,
        Lack.ANSWER: figures.unanswered,
        Lack.MENDING: figures.returned,
        Lack.ACCEPTANCE: figures.requested,
        Lack.DECLINED: figures.declined,
        Lack.COMMITMENT: figures.unsigned,
        Lack.RESULT: figures.registered - figures.logged,
    }


def _lists(people: list[Missing]) -> list[tuple[Lack, list[Missing]]]:
    return [(lack, list(some)) for lack, some in groupby(people, key=lambda one: one.lack)]


def _more(command: str) -> tuple[Choice, ...]:
    return (Choice(label=label("more"), command=command),)

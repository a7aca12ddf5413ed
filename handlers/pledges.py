"""/giaouoc: the pledge that the heads of units, or the members of a cluster, sign in time."""

from collections.abc import Awaitable, Callable, Mapping

from domain.campaigns import Campaign
from domain.errors import Refused
from domain.messages import Choice, Message
from domain.people import Unit
from domain.permissions import Right
from handlers import signing, taking_back
from handlers.signatures import heads
from handlers.signing import ToSign
from handlers.visit import Visit
from storage import people, pledges, tree
from storage.pledges import Pledge
from storage.signed_texts import TextKind
from texts import cut, label, render

AT_ONCE = 6
_NAME = 30  # characters of a unit's


async def giaouoc(visit: Visit) -> Message:
    """/giaouoc, /giaouoc 17; `ky 17.2` signs for the own unit, `rut` takes that back, `ho 17.2 3` notes what a unit
    has signed on paper."""
    verb = visit.args[0] if visit.args and visit.args[0] in _ACTS else ""
    if verb and (seen := visit.versioned()) is not None:
        found = await _of(visit, seen[0])
        same = found.text.version == seen[1]
        return await (_ACTS[verb](visit, found) if same else _show(visit, found, "changed"))
    if visit.args[:1] == ("rut",):
        return await taking_back.ask(visit, TextKind.PLEDGE, _concerns(visit), _signed, _show)
    if visit.args[:1] == ("donvi",):
        return await _units(visit, await _of(visit, visit.number(1)))
    if visit.args[:1] == ("toan",):
        return signing.whole(await _of(visit, visit.number(1)), "/giaouoc", visit.number(2) or 1)
    if visit.number() is not None:
        return await _show(visit, await _of(visit, visit.number()))
    chosen = await signing.choose(visit, TextKind.PLEDGE, "/giaouoc", _concerns(visit), "pledges/choose")
    return await _show(visit, await _of(visit, chosen)) if isinstance(chosen, int) else chosen


def _concerns(visit: Visit) -> Callable[[Campaign], bool]:
    person = visit.person
    return lambda one: person.may(Right.OVERVIEW) or one.concerns(person.unit) or one.includes(person)


async def _of(visit: Visit, campaign_id: int | None) -> ToSign:
    return await signing.of(visit, TextKind.PLEDGE, campaign_id, _concerns(visit))


async def _show(visit: Visit, found: ToSign, done: str = "") -> Message:
    """The words, how many have signed, and whether the own unit has; `done`: what has just happened, said first."""
    own = await pledges.of_unit(visit.tx, found.campaign, found.text, visit.person.unit.id)
    by = await people.get(visit.tx, own.signed_by) if own and own.signed_by else None
    figures = await pledges.figures(visit.tx, found.campaign, found.text)
    before = await pledges.last_version(visit.tx, found.campaign.id, visit.person.unit.id)
    facts = {"one": found, "own": own, "by": by, "before": before, "figures": figures, "done": done}
    choices = (*_own(visit, found, own), *signing.to_read(found, "/giaouoc"), *_for_officer(visit, found))
    return Message(text=render("pledges/shown", excerpt=signing.EXCERPT, person=visit.person, **facts), choices=choices)


def _own(visit: Visit, found: ToSign, own: Pledge | None) -> tuple[Choice, ...]:
    if own is None or not found.open or not heads(visit.person):
        return ()
    if own.signed_at is not None:
        back = Choice(label=label("take_signature_back"), command=f"/giaouoc rut {found.version}", destroys=True)
        return (back,) if own.signed_by == visit.person.id else ()
    return (Choice(label=label("sign_pledge"), command=f"/giaouoc ky {found.version}"),)


def _for_officer(visit: Visit, found: ToSign) -> tuple[Choice, ...]:
    if not visit.person.may(Right.OVERVIEW):
        return ()
    return (Choice(label=label("who_has_signed"), command=f"/giaouoc donvi {found.campaign.id}"),)


async def _sign(visit: Visit, found: ToSign) -> Message:
    found.require_open(visit)
    own = await pledges.of_unit(visit.tx, found.campaign, found.text, visit.person.unit.id)
    if own is None or not heads(visit.person):
        raise Refused("only_the_head_signs")
    signer = visit.person.id
    if await pledges.sign(visit.tx, found.text, own.unit.id, signed_by=signer, entered_by=signer, now=visit.now):
        await visit.record("pledge.signed", found.campaign.id)
    return await _show(visit, found, "signed")


async def _signed(visit: Visit, found: ToSign) -> bool:
    own = await pledges.of_unit(visit.tx, found.campaign, found.text, visit.person.unit.id)
    return own is not None and own.signed_by == visit.person.id and heads(visit.person)


async def _withdraw(visit: Visit, found: ToSign) -> Message:
    """What one has signed oneself, as the head one still is."""
    found.require_open(visit)
    if not heads(visit.person):
        raise Refused("only_the_head_signs")
    if await pledges.take_back(visit.tx, found.text, visit.person.unit.id, visit.person.id):
        await visit.record("pledge.withdrawn", found.campaign.id)
    return await _show(visit, found, "withdrawn")


# All units --------------------------------------------------------------------------------------


async def _units(visit: Visit, found: ToSign, entered: Unit | None = None) -> Message:
    """Who has signed and who has not; an officer notes here who has on paper."""
    visit.require(Right.OVERVIEW)
    begin = visit.number(3) or 0 if visit.args[2:3] == ("tu",) else 0
    lines = await pledges.of_campaign(visit.tx, found.campaign, found.text, (begin, AT_ONCE))
    figures = await pledges.figures(visit.tx, found.campaign, found.text)
    may = visit.person.may(Right.OFFICE) and found.open
    choices = [
        Choice(
            label=f"{label(name)}: {cut(one.unit.short_name, _NAME)}",
            command=f"/giaouoc {verb} {found.version} {one.unit.id}",
        )
        for one in lines
        if may and one.unit != entered and one.signed_by is None
        for verb, name in [("ho", "has_signed") if one.signed_at is None else ("bo", "not_signed_on_paper")]
    ]
    if entered is not None and may:
        undo = f"/giaouoc bo {found.version} {entered.id}"
        choices.append(Choice(label=label("not_signed_after_all"), command=undo))
    if figures.units > begin + AT_ONCE:
        more = f"/giaouoc donvi {found.campaign.id} tu {begin + AT_ONCE}"
        choices.append(Choice(label=label("more"), command=more))
    choices.append(Choice(label=label("back"), command=f"/giaouoc {found.campaign.id}"))
    facts = {"one": found, "lines": lines, "figures": figures, "entered": entered}
    return Message(text=render("pledges/units", **facts), choices=tuple(choices))


async def _enter(visit: Visit, found: ToSign) -> Message:
    visit.require(Right.OFFICE)
    found.require_open(visit)
    unit = await tree.get(visit.tx, visit.number(2))
    signs = await pledges.of_unit(visit.tx, found.campaign, found.text, unit.id) if unit else None
    if unit is None or signs is None:
        raise Refused("unit_outside_audience", campaign=found.campaign)
    entered_by = visit.person.id
    if await pledges.sign(visit.tx, found.text, unit.id, signed_by=None, entered_by=entered_by, now=visit.now):
        await visit.record("pledge.entered", found.campaign.id)
    return await _units(visit, found, unit)


async def _take_back(visit: Visit, found: ToSign) -> Message:
    """What an officer has noted by mistake."""
    visit.require(Right.OFFICE)
    found.require_open(visit)
    unit = await tree.get(visit.tx, visit.number(2))
    if unit is not None and await pledges.take_back(visit.tx, found.text, unit.id):
        await visit.record("pledge.taken_back", found.campaign.id)
    return await _units(visit, found)


_ACTS: Mapping[str, Callable[[Visit, ToSign], Awaitable[Message]]] = {
    "ky": _sign,
    "rut": _withdraw,
    "ho": _enter,
    "bo": _take_back,
}

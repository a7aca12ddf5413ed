"""/camket: the commitment that each person signs in a campaign, or has signed on paper."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime

from domain.campaigns import Campaign
from domain.errors import Refused
from domain.messages import Choice, Message
from domain.office import Office
from domain.people import Staff
from domain.permissions import Right
from handlers import signing, taking_back
from handlers.signing import ToSign
from handlers.visit import Visit
from storage import accounts, campaigns, commitments, coverage, people, signed_texts
from storage.database import Transaction
from storage.deliveries import Delivery
from storage.outbox import Unasked, queue
from storage.signed_texts import TextKind
from texts import label, render

KIND = "commitment_on_behalf"  # of the unasked message to the person concerned
AT_ONCE = 8


async def camket(visit: Visit) -> Message:
    """/camket, /camket 17; `ky 17.2` signs the second version of the words, `rut` takes it back, `ho` enters others."""
    verb = visit.args[0] if visit.args and visit.args[0] in _ACTS else ""
    if verb and (seen := visit.versioned()) is not None:
        found = await _of(visit, seen[0])
        return await (_ACTS[verb](visit, found) if found.text.version == seen[1] else _changed(visit, found))
    if visit.args[:1] == ("rut",):
        return await taking_back.ask(visit, TextKind.COMMITMENT, _concerns(visit), _signed, _show)
    if visit.args[:1] == ("toan",):
        return signing.whole(await _of(visit, visit.number(1)), "/camket", visit.number(2) or 1)
    if visit.number() is not None:
        return await _show(visit, await _of(visit, visit.number()))
    chosen = await signing.choose(visit, TextKind.COMMITMENT, "/camket", _concerns(visit), "commitments/choose")
    return await _show(visit, await _of(visit, chosen)) if isinstance(chosen, int) else chosen


def _concerns(visit: Visit) -> Callable[[Campaign], bool]:
    person = visit.person
    return lambda one: one.includes(person) or (person.may(Right.UNIT, person.unit) and one.concerns(person.unit))


async def _of(visit: Visit, campaign_id: int | None) -> ToSign:
    return await signing.of(visit, TextKind.COMMITMENT, campaign_id, _concerns(visit))


async def _show(visit: Visit, found: ToSign, done: str = "") -> Message:
    """The words, and whether this person has signed them; `done`: what has just happened, said first."""
    mine = await commitments.last_of(visit.tx, found.campaign.id, visit.person.id)
    signed = mine is not None and mine.version == found.text.version
    by = await people.get(visit.tx, mine.entered_by) if mine and mine.on_behalf else None
    facts = {"one": found, "mine": mine, "signed": signed, "by": by, "person": visit.person, "done": done}
    choices = (
        *(_own(visit, found, signed=signed)),
        *signing.to_read(found, "/camket"),
        *_for_unit(visit, found),
    )
    return Message(text=render("commitments/shown", excerpt=signing.EXCERPT, **facts), choices=choices)


def _own(visit: Visit, found: ToSign, *, signed: bool) -> tuple[Choice, ...]:
    if not found.open or not found.campaign.includes(visit.person):
        return ()
    if signed:
        return (Choice(label=label("take_signature_back"), command=f"/camket rut {found.version}", destroys=True),)
    return (Choice(label=label("sign_commitment"), command=f"/camket ky {found.version}"),)


def _for_unit(visit: Visit, found: ToSign) -> tuple[Choice, ...]:
    if not found.open or not visit.person.may(Right.UNIT, visit.person.unit):
        return ()
    return (Choice(label=label("signed_on_paper"), command=f"/camket ho {found.version}"),)


async def _changed(visit: Visit, found: ToSign) -> Message:
    """What was pressed is about words that are no longer these."""
    return await _show(visit, found, "changed")


async def _sign(visit: Visit, found: ToSign) -> Message:
    found.require_open(visit)
    if not found.campaign.includes(visit.person):
        raise Refused("campaign_unknown")
    if await commitments.sign(visit.tx, found.text.id, visit.person.id, visit.person.id, visit.now):
        await visit.record("commitment.signed", found.campaign.id)
    return await _show(visit, found, "signed")


async def _signed(visit: Visit, found: ToSign) -> bool:
    mine = await commitments.last_of(visit.tx, found.campaign.id, visit.person.id)
    return mine is not None and mine.version == found.text.version


async def _take_back(visit: Visit, found: ToSign) -> Message:
    found.require_open(visit)
    if await commitments.take_back(visit.tx, found.text.id, visit.person.id):
        await visit.record("commitment.taken_back", found.campaign.id)
    return await _show(visit, found, "taken_back")


# For colleagues ---------------------------------------------------------------------------------


async def _for_others(visit: Visit, found: ToSign) -> Message:
    """/camket ho 17.2 lists who of the own unit has not signed; with a person's number, that one has, on paper."""
    unit = visit.own_unit
    found.require_open(visit)
    person = await people.get(visit.tx, visit.number(2)) if visit.number(2) is not None else None
    if person is None:
        return await _colleagues(visit, found)
    if person.unit.id != unit.id or not found.campaign.includes(person):
        raise Refused("not_your_unit")
    if person.id not in await commitments.unsigned(visit.tx, found.text.id, unit.id):
        return await _colleagues(visit, found)
    await commitments.sign(visit.tx, found.text.id, person.id, visit.person.id, visit.now)
    await visit.record("commitment.entered", found.campaign.id)
    await _tell(visit, found, person)
    return await _colleagues(visit, found, person)


async def _tell(visit: Visit, found: ToSign, person: Staff) -> None:
    if person.id == visit.person.id or not await accounts.account_of(visit.tx, person.id):
        return
    key = f"{KIND}:{found.text.id}:{person.id}"
    await queue(visit.tx, [Unasked(key, KIND, person.id, campaign_id=found.campaign.id)], visit.now)


async def _colleagues(visit: Visit, found: ToSign, entered: Staff | None = None) -> Message:
    begin = visit.number(3) or 0 if visit.args[2:3] == ("tu",) else 0
    ids = await commitments.unsigned(visit.tx, found.text.id, visit.person.unit.id)
    missing = [one for one in await people.some(visit.tx, ids) if found.campaign.includes(one)]
    missing.sort(key=lambda one: ids.index(one.id))
    command = f"/camket ho {found.version}"
    shown = missing[begin : begin + AT_ONCE]
    choices = [Choice(label=one.listed, command=f"{command} {one.id}") for one in shown]
    if len(missing) > begin + AT_ONCE:
        choices.append(Choice(label=label("more"), command=f"{command} tu {begin + AT_ONCE}"))
    choices.append(Choice(label=label("back"), command=f"/camket {found.campaign.id}"))
    figures = await coverage.figures(visit.tx, found.campaign, {visit.person.unit.id})
    facts = {"one": found, "unit": visit.person.unit, "count": len(missing), "entered": entered, "figures": figures}
    return Message(text=render("commitments/colleagues", **facts), choices=tuple(choices))


async def told(tx: Transaction, delivery: Delivery, _office: Office, now: datetime) -> Message | None:
    """To the person concerned. None if it was taken back, or the campaign is over."""
    campaign = await campaigns.get(tx, delivery.campaign_id)
    person = await people.get(tx, delivery.staff_id)
    mine = await commitments.last_of(tx, campaign.id, delivery.staff_id or 0)
    text = await signed_texts.current(tx, campaign.id, TextKind.COMMITMENT)
    if person is None or mine is None or not mine.on_behalf or text is None or text.version != mine.version:
        return None
    if not campaign.opened(now) or now.date() > campaign.end:
        return None
    by = await people.get(tx, mine.entered_by)
    see = Choice(label=label("see_commitment"), command=f"/camket {campaign.id}")
    text_said = render("commitments/told", campaign=campaign, person=person, by=by, mine=mine)
    return Message(text=text_said, choices=(see,), keeps=True)


_ACTS: Mapping[str, Callable[[Visit, ToSign], Awaitable[Message]]] = {
    "ky": _sign,
    "rut": _take_back,
    "ho": _for_others,
}

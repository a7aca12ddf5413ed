"""/cum: the office as head of a cluster of departments: who has registered, signed, reported."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from domain.campaign_content import Level
from domain.campaigns import OPEN, Campaign
from domain.clusters import Member, duties, owed
from domain.errors import Refused
from domain.messages import Choice, Message
from domain.permissions import Right
from handlers import cluster_entries
from handlers.cluster_progress import to_members
from handlers.visit import Visit
from storage import campaigns, clusters, pledges, registrations, signed_texts
from storage.signed_texts import SignedText, TextKind
from texts import label, render

AT_ONCE = 12  # members on a page
SHOWN = 9


@dataclass(frozen=True)
class Cluster:
    """A campaign of a cluster, and the words of its pledge."""

    campaign: Campaign
    text: SignedText | None

    @property
    def pledged(self) -> bool:
        """Whether there is a pledge to sign."""
        return self.text is not None and bool(self.text.words)

    @property
    def open(self) -> bool:
        return self.campaign.state in OPEN


async def cum(visit: Visit) -> Message:
    """/cum, /cum 17, /cum xem 17 3 (a member); to note what it did: `ky`, `bo` 17.2 3, `dangky`, `baocao` 17 3."""
    verb = visit.args[0] if visit.args and visit.args[0] in _ACTS else ""
    if verb:
        return await _ACTS[verb](visit)
    if visit.number() is not None:
        return await _rolled_up(visit, await _of(visit, visit.number()))
    running = [one for one in await campaigns.opened(visit.tx, visit.now) if one.content.level is Level.CLUSTER][:SHOWN]
    if len(running) == 1:
        return await _rolled_up(visit, await _of(visit, running[0].id))
    choices = tuple(Choice(label=one.label, command=f"/cum {one.id}") for one in running)
    return Message(text=render("clusters/choose", campaigns=running), choices=choices)


async def _of(visit: Visit, campaign_id: int | None) -> Cluster:
    campaign = await campaigns.get(visit.tx, campaign_id)
    if not campaign.opened(visit.now) or campaign.content.level is not Level.CLUSTER:
        raise Refused("no_cluster", campaign=campaign)
    return Cluster(campaign, await signed_texts.current(visit.tx, campaign.id, TextKind.PLEDGE))


async def _facts(visit: Visit, one: Cluster) -> dict[str, Any]:
    every = await clusters.members(visit.tx, one.campaign)
    asked = duties(one.campaign, every)
    return {"one": one, "campaign": one.campaign, "every": every, "duties": asked, "now": visit.now}


async def _rolled_up(visit: Visit, one: Cluster) -> Message:
    """All members in figures, then one line for each."""
    begin = visit.number(2) or 0 if visit.args[1:2] == ("tu",) else 0
    facts = await _facts(visit, one)
    shown = facts["every"][begin : begin + AT_ONCE]
    number = one.campaign.id
    choices = [Choice(label=m.unit.short_name, command=f"/cum xem {number} {m.unit.id}") for m in shown]
    if len(facts["every"]) > begin + AT_ONCE:
        choices.append(Choice(label=label("more"), command=f"/cum {number} tu {begin + AT_ONCE}"))
    choices.append(to_members(one.campaign))
    text = render("clusters/rolled_up", members=shown, begin=begin, **facts)
    return Message(text=text, choices=tuple(choices))


# One member -------------------------------------------------------------------------------------


async def _found(visit: Visit, one: Cluster, unit_id: int | None) -> Member:
    member = await clusters.member(visit.tx, one.campaign, unit_id)
    if member is None:
        raise Refused("unit_outside_audience", campaign=one.campaign)
    return member


async def _see(visit: Visit) -> Message:
    """/cum xem 17 3."""
    one = await _of(visit, visit.number(1))
    return await _member(visit, one, await _found(visit, one, visit.number(2)))


async def _member(visit: Visit, one: Cluster, member: Member) -> Message:
    registration = await registrations.of_collective(visit.tx, one.campaign.id, member.unit.id)
    text = render("clusters/member", member=member, registration=registration, **await _facts(visit, one))
    back = Choice(label=label("back"), command=f"/cum {one.campaign.id}")
    return Message(text=text, choices=(*_notes(visit, one, member), back))


def _notes(visit: Visit, one: Cluster, member: Member) -> tuple[Choice, ...]:
    """What an officer can note of a member."""
    if not visit.person.may(Right.OFFICE):
        return ()
    about = f"{one.campaign.id} {member.unit.id}"
    report = Choice(label=label("enter_report"), command=f"/cum baocao {about}")
    taken = one.campaign.report_deadline and (one.open or not member.reported_at)
    return (*_while_open(one, member, about), *([report] if taken else ()))


def _while_open(one: Cluster, member: Member, about: str) -> tuple[Choice, ...]:
    """What is noted until the end; a report is taken however late it is."""
    if not one.open:
        return ()
    found = [Choice(label=label("enter_registration"), command=f"/cum dangky {about}")]
    if one.pledged and one.text and (member.signed_at is None or member.on_paper):
        verb, name = ("ky", "has_signed") if member.signed_at is None else ("bo", "not_signed_after_all")
        signs = f"/cum {verb} {one.campaign.id}.{one.text.version} {member.unit.id}"
        found.append(Choice(label=label(name), command=signs))
    return tuple(found)


async def _signed(visit: Visit) -> Message:
    """/cum ky 17.2 3; `bo` takes back what was noted by mistake."""
    visit.require(Right.OFFICE)
    number, version = visit.versioned() or (visit.number(1), None)
    one = await _of(visit, number)
    member = await _found(visit, one, visit.number(2))
    if one.text is not None and one.text.version == version and one.pledged:
        one.campaign.require_open(visit.now)
        await _note_signature(visit, one.text, member, number)
    return await _member(visit, one, await _found(visit, one, member.unit.id))


async def _note_signature(visit: Visit, text: SignedText, member: Member, number: int | None) -> None:
    if visit.args[0] == "bo":
        if await pledges.take_back(visit.tx, text, member.unit.id):
            await visit.record("pledge.taken_back", number)
        return
    officer = visit.person.id
    if await pledges.sign(visit.tx, text, member.unit.id, signed_by=None, entered_by=officer, now=visit.now):
        await visit.record("pledge.entered", number)


async def _enter(visit: Visit) -> Message:
    """/cum dangky 17 3, /cum baocao 17 3: ask what the member has sent."""
    visit.require(Right.OFFICE)
    one = await _of(visit, visit.number(1))
    member = await _found(visit, one, visit.number(2))
    return await cluster_entries.begin(visit, visit.args[0], one.campaign, member.unit)


async def _to_copy(visit: Visit) -> Message:
    """/cum nhac 17."""
    return await words_to_members(visit, visit.number(1))


async def words_to_members(visit: Visit, campaign_id: int | None) -> Message:
    """Who is missing, in words that the office sends to the members, or puts in the cluster's own group."""
    one = await _of(visit, campaign_id)
    facts = await _facts(visit, one)
    still = owed(one.campaign, facts["duties"], visit.now)
    text = render("clusters/to_copy", office=visit.office.name, owed=still, **facts)
    return Message(text=text, keeps=True)


_ACTS: Mapping[str, Callable[[Visit], Awaitable[Message]]] = {
    "xem": _see,
    "ky": _signed,
    "bo": _signed,
    "dangky": _enter,
    "baocao": _enter,
    "nhac": _to_copy,
}

"""Sums a campaign up: everybody's registration and results, read in a few queries, with the figures of /tiendo."""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from functools import lru_cache

from domain import dates
from domain.campaign_content import Level
from domain.campaigns import Campaign
from domain.clusters import Member
from domain.folding import fold
from domain.people import Staff, Unit
from domain.permissions import Role
from domain.registrations import Registration, RegistrationState
from domain.sentences import act_key, measure_key
from domain.summaries import Entrant, Figures, Line, Missing, Summary
from domain.targets import Target
from handlers.letters import Signer
from storage import clusters, coverage, people, registrations, summaries
from storage.coverage import Answer, Coverage, UnitCoverage
from storage.database import Transaction
from storage.summaries import Done, Place
from texts import registration_state, words

Scopes = frozenset[int] | None
Found = Entrant | Missing


async def of(tx: Transaction, campaign: Campaign, scopes: Scopes, now: datetime) -> Summary:
    """As it stands now. `scopes`: only those units and all under them; None: all, and the members of a cluster."""
    units, members = await coverage.by_unit(tx, campaign, scopes), await _members(tx, campaign, scopes)
    alone = await clusters.takes_all(tx, campaign)
    units += _by_themselves(members, {one.unit.id for one in units})
    read = await _read(tx, campaign, scopes, now)
    found = [one for unit in units for one in read.of_unit(unit)]
    return Summary(
        campaign,
        now,
        taking_part=tuple(one for one in found if isinstance(one, Entrant)),
        missing=tuple(one for one in found if isinstance(one, Missing)),
        figures=tuple((one.unit, _figures(one.figures)) for one in units),
        members=tuple(members) if alone else (),
    )


async def _members(tx: Transaction, campaign: Campaign, scopes: Scopes) -> list[Member]:
    """The departments of a cluster, for who sees all of it."""
    of_cluster = scopes is None and campaign.content.level is Level.CLUSTER
    return await clusters.members(tx, campaign) if of_cluster else []


def _by_themselves(members: Iterable[Member], known: Container[int]) -> list[UnitCoverage]:
    """Those but for these: collectives of whose people nothing is known."""
    return [_by_itself(one) for one in members if one.unit.id not in known]


def _by_itself(member: Member) -> UnitCoverage:
    registered, reported = (at is not None for at in (member.registered_at, member.reported_at))
    return UnitCoverage(member.unit, Coverage(units=1, collectives=registered, reported=reported), member.reported_at)


def _figures(counted: Coverage) -> Figures:
    """As /tiendo adds them up: of what units do, what those do that take part as collectives."""
    return Figures(
        people=counted.people,
        activated=counted.activated,
        received=counted.received,
        registered=counted.registered,
        declined=counted.declined,
        returned=counted.returned,
        requested=counted.requested,
        unanswered=counted.unanswered,
        inactive=counted.inactive,
        committed=counted.committed,
        logged=counted.logged,
        collectives=min(counted.collectives, counted.units),
        reported=min(counted.reported, counted.units),
        units=counted.units,
    )


async def _read(tx: Transaction, campaign: Campaign, scopes: Scopes, now: datetime) -> "_Read":
    members = {one.staff_id: one for one in await coverage.members(tx, campaign, scopes)}
    staff = defaultdict[int, list[tuple[Staff, Answer]]](list)
    for one in await people.some(tx, members):
        staff[members[one.id].unit_id].append((one, members[one.id].answer))
    found = await registrations.of_campaign(tx, campaign.id)
    if not campaign.decided_on(now.date()):
        found = [one.left() for one in found]
    return _Read(
        {_key(one.name, one.measure): one.field for one in reversed(campaign.criteria)},
        staff,
        of_person={one.staff_id: one for one in found if one.staff_id},
        of_collective={one.unit_id: one for one in found if one.unit_id},
        done=await summaries.done(tx, campaign.id),
        together=await summaries.done_by_units(tx, campaign.id),
        moved=await summaries.moved(tx, campaign.id),
    )


@dataclass(frozen=True)
class _Read:
    """What was read of a campaign: fields of work by key, people by unit, registrations by whose, what was done."""

    work_fields: Mapping[tuple[str, str], str]
    staff: Mapping[int, Sequence[tuple[Staff, Answer]]]
    of_person: Mapping[int, Registration]
    of_collective: Mapping[int, Registration]
    done: Done
    together: Done  # by units
    moved: Mapping[int, Place]

    def of_unit(self, counted: UnitCoverage) -> Iterator[Found]:
        unit, here = counted.unit, self.staff.get(counted.unit.id, ())
        if counted.figures.units:
            yield self._collective(unit)
        for person, answer in here:
            yield self._person(unit, person, answer)

    def _collective(self, unit: Unit) -> Found:
        registration = self.of_collective.get(unit.id)
        if registration is None or not registration.counts:
            why, returned = _why(registration, Answer.UNANSWERED)
            return Missing(unit, unit.name, "", why, collective=True, returned=returned)
        return self._entrant(Entrant(unit, unit.name, collective=True), registration, self.together, unit.id)

    def _person(self, unit: Unit, person: Staff, answer: Answer) -> Found:
        registration = self.of_person.get(person.id)
        if registration is None or answer is not Answer.REGISTERED:
            why, returned = _why(registration, answer)
            return Missing(unit, person.full_name, person.post, why, returned=returned)
        before = self._before(unit, person)
        entrant = Entrant(unit, person.full_name, person.post, before=before, gender=person.gender)
        return self._entrant(entrant, registration, self.done, person.id)

    def _before(self, unit: Unit, person: Staff) -> str:
        """Post and unit of then, if they are others now; who came along with a unit that was merged has not moved."""
        then = self.moved.get(person.id)
        if then is None:
            return ""
        elsewhere = then.unit_id != unit.id and not then.merged
        return (
            ", ".join(filter(None, (then.post, then.unit))) if elsewhere or then.post not in {"", person.post} else ""
        )

    def _entrant(self, entrant: Entrant, registration: Registration, done: Done, by: int) -> Entrant:
        return replace(
            entrant,
            lines=tuple(self._line(target, done, by) for target in registration.targets),
            titles=registration.titles,
            forms=registration.forms,
            state=registration_state(registration.standing),
            waits=registration.waits,
            on_behalf=registration.on_behalf,
        )

    def _line(self, target: Target, done: Done, by: int) -> Line:
        key = _key(target.act, target.measure)
        until = words()["summary"]["until"].format(dates.day(target.due)) if target.due else ""
        by_now = done.get((by, *key), Decimal(0))
        return Line(target.act, target.amount, target.measure, until, self.work_fields.get(key, ""), by_now)


@lru_cache(maxsize=4096)  # many promise the same
def _key(act: str, measure: str) -> tuple[str, str]:
    return act_key(act), measure_key(measure)


def _why(registration: Registration | None, answer: Answer) -> tuple[str, bool]:
    """Why there is no registration in force, in words, and whether it was returned."""
    said = words()["summary"]["columns"]
    if registration is None or registration.state is RegistrationState.DRAFT:
        return said["inactive" if answer is Answer.INACTIVE else "unanswered"], False
    if registration.waits:
        return said["requested"], False
    return registration_state(registration.standing), registration.state is RegistrationState.RETURNED


async def director(tx: Transaction) -> Signer:
    """Who signs for the office."""
    own = [one for one in await people.with_role(tx, Role.DIRECTOR) if not fold(one.post).startswith("pho ")]
    name = next((one.full_name for one in own if _holds(one, Role.DIRECTOR, None)), "")
    return Signer(words()["summary"]["posts"]["office"], name)


async def head(tx: Transaction, unit: Unit) -> Signer:
    """Who signs for a unit."""
    here = [one for one in await people.with_role(tx, Role.UNIT_HEAD, unit) if _holds(one, Role.UNIT_HEAD, unit.id)]
    post = words()["summary"]["posts"]["unit"]
    return Signer(here[0].post or post, here[0].full_name) if here else Signer(post)


def _holds(person: Staff, role: Role, unit_id: int | None) -> bool:
    """Whether the role is that person's own, not lent, and for this very unit."""
    return any(one.role is role and one.for_id is None and one.unit_id == unit_id for one in person.grants)

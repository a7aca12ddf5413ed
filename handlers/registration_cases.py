"""One participant's place in one campaign: a person's own, a colleague's (“nhập hộ”), or a unit's as a collective."""

from dataclasses import dataclass
from datetime import datetime

from domain.campaigns import Campaign
from domain.errors import Refused
from domain.messages import Choice
from domain.people import Staff, Unit
from domain.permissions import Role
from domain.registrations import Registration, RegistrationState
from domain.titles import meant_for
from handlers.registration_parties import COLLECTIVE, participant, require_taking_part
from handlers.visit import Visit
from storage import accounts, campaigns, people, registrations
from storage.database import Transaction
from texts import cut, label

_SHOWN = 70  # characters of a name


@dataclass(frozen=True)
class Case:
    """`person` None: `unit` as a collective, the actor's own if none is said. `entered_by`: who typed it for somebody.

    `head`: who decides on it next, if that is the head of the unit. `hidden`: the version of a draft that somebody else
    of the unit is writing; nothing else is seen of it.
    """

    campaign: Campaign
    actor: Staff
    person: Staff | None
    registration: Registration | None
    entered_by: Staff | None
    now: datetime
    of_unit: Unit | None = None
    head: Staff | None = None
    hidden: int = 0

    @property
    def unit(self) -> Unit:
        return self.of_unit or self.actor.unit

    @property
    def version(self) -> int:
        """What choices that change something carry; 0 as long as there is nothing to change."""
        return self.registration.version if self.registration else self.hidden

    @property
    def own(self) -> bool:
        return self.person is not None and self.person.id == self.actor.id

    @property
    def party(self) -> str:
        """The word that stands for the participant in a command; none for the actor."""
        if self.person is None:
            return COLLECTIVE if self.unit.id == self.actor.unit.id else f"{COLLECTIVE}.{self.unit.id}"
        return "" if self.own else str(self.person.id)

    @property
    def name(self) -> str:
        """“anh Bình”, “tập thể Phòng Hành chính và Bổ trợ tư pháp”; the beginning of what is too long for a screen."""
        return cut(self.person.address if self.person else f"tập thể {self.unit.name}", _SHOWN)

    @property
    def called(self) -> str:
        """The same, and only “chị” for who is spoken to."""
        return self.actor.pronoun if self.own else self.name

    @property
    def opening(self) -> str:
        """The name as a sentence begins with it."""
        return self.name[:1].upper() + self.name[1:]

    @property
    def state(self) -> RegistrationState | None:
        return self.registration.state if self.registration else None

    @property
    def answered(self) -> bool:
        """Registered or declined; who has withdrawn has taken the answer back."""
        return self.registered or self.state is RegistrationState.DECLINED

    @property
    def registered(self) -> bool:
        """Put in and not withdrawn, be it in force or not."""
        return self.registration is not None and self.registration.stands

    @property
    def draft(self) -> bool:
        return self.state is RegistrationState.DRAFT

    @property
    def closed(self) -> bool:
        """Registration is over; the campaign is not."""
        return not self.campaign.registration_open(self.now)

    @property
    def late(self) -> bool:
        """Whether what is put in now is asked of the office; who was in time may complete it in time's name."""
        kept = self.registration
        return self.closed and not (kept and kept.returned and not kept.late)

    @property
    def open(self) -> bool:
        """Whether what stands may be changed."""
        return not self.closed or (self.registration is not None and self.registration.open_after_closing)

    @property
    def to_ask_for(self) -> bool:
        """Whether a late registration is to be asked for."""
        return self.closed and not self.registered and not self.draft

    @property
    def titles(self) -> tuple[str, ...]:
        """The titles that the campaign asks this kind of participant about."""
        return meant_for(self.campaign.content.titles, collective=self.person is None)

    @property
    def forms(self) -> tuple[str, ...]:
        return self.campaign.content.forms

    def shows(self, verb: str, name: str) -> Choice:
        """A choice that shows or asks something about this case."""
        return Choice(label=label(name), command=command(verb, str(self.campaign.id), self.party))

    def acts(self, verb: str, name: str) -> Choice:
        """A choice that changes something, as long as nothing else has changed it."""
        return Choice(label=label(name), command=command(verb, f"{self.campaign.id}.{self.version}", self.party))


def command(*words: str) -> str:
    return " ".join(word for word in ("/dangky", *words) if word)


async def load(visit: Visit, campaign_id: int, party: str) -> Case:
    """The case, as long as the campaign is not over; what is still decided on, a little longer.

    Raises Refused: for a campaign or a person that is none of the visitor's, or a colleague who has answered already.
    """
    person, unit = await participant(visit, party)
    campaign = await campaigns.get(visit.tx, campaign_id)
    await require_taking_part(visit, campaign, person, unit)
    kept = await _registration(visit, campaign_id, person, unit)
    if not (kept and (kept.returned or kept.waits) and campaign.decided_on(visit.now.date())):
        campaign.require_open(visit.now)
    case = await case_of(visit.tx, campaign, visit.person, person, kept, visit.now, unit)
    if person and case.answered and kept and not case.own and not kept.on_behalf:
        raise Refused("answered_themselves", person=person)
    return case


async def case_of(  # what a case is made of
    tx: Transaction,
    campaign: Campaign,
    actor: Staff,
    person: Staff | None,
    kept: Registration | None,
    now: datetime,
    unit: Unit | None = None,
) -> Case:
    """With who has entered it and who decides next. A draft is its writer's alone."""
    hidden = kept.version if kept and kept.state is RegistrationState.DRAFT and kept.entered_by != actor.id else 0
    stands = kept if kept is None or campaign.decided_on(now.date()) else kept.left()
    seen = None if hidden else stands
    entered_by = await people.get(tx, seen.entered_by) if seen and seen.on_behalf else None
    head = await head_to_decide(tx, seen, unit or (person or actor).unit) if seen else None
    return Case(campaign, actor, person, seen, entered_by, now, unit, head, hidden)


async def head_to_decide(tx: Transaction, registration: Registration, unit: Unit) -> Staff | None:
    """The head of the unit who decides on it next; None where that is the office, or nobody.

    What a head has entered for the unit itself goes to the office.
    """
    if registration.state is not RegistrationState.SUBMITTED or registration.late:
        return None
    heads = [one for one in await people.with_role(tx, Role.UNIT_HEAD, unit) if one.id != registration.staff_id]
    able = [one for one in heads if await accounts.account_of(tx, one.id)]
    by_head = registration.unit_id is not None and registration.entered_by in {one.id for one in able}
    return None if by_head or not able else able[0]


async def _registration(visit: Visit, campaign_id: int, person: Staff | None, unit: Unit | None) -> Registration | None:
    if person is not None:
        return await registrations.of(visit.tx, campaign_id, person.id)
    return await registrations.of_collective(visit.tx, campaign_id, (unit or visit.person.unit).id)

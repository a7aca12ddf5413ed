"""One participant's place in one campaign: a person's own, a colleague's (“nhập hộ”), or the unit's as a collective."""

from dataclasses import dataclass
from datetime import datetime

from domain.campaigns import Campaign
from domain.errors import Refused
from domain.messages import Choice, Message
from domain.people import Staff
from domain.permissions import Right
from domain.registrations import Registration, RegistrationState
from domain.targets import Target
from handlers.visit import Visit, as_id
from storage import accounts, campaigns, people, registrations
from storage.outbox import Unasked, queue
from texts import label, render

COLLECTIVE = "tapthe"  # the word for a unit's own registration in a command
ON_BEHALF = "registration_on_behalf"  # kind of the unasked message to the person concerned


@dataclass(frozen=True)
class Case:
    """`person` None: the actor's unit as a collective. `entered_by`: who typed it for somebody else."""

    campaign: Campaign
    actor: Staff
    person: Staff | None
    registration: Registration | None
    entered_by: Staff | None
    now: datetime

    @property
    def version(self) -> int:
        """What choices that change something carry; 0 as long as there is nothing to change."""
        return self.registration.version if self.registration else 0

    @property
    def own(self) -> bool:
        return self.person is not None and self.person.id == self.actor.id

    @property
    def party(self) -> str:
        """The word that stands for the participant in a command; none for the actor."""
        if self.person is None:
            return COLLECTIVE
        return "" if self.own else str(self.person.id)

    @property
    def name(self) -> str:
        """“anh Bình”, “tập thể Phòng Hành chính và Bổ trợ tư pháp”."""
        return self.person.address if self.person else f"tập thể {self.actor.unit.name}"

    @property
    def opening(self) -> str:
        """The name as a sentence begins with it."""
        return self.name[:1].upper() + self.name[1:]

    @property
    def answered(self) -> bool:
        """Registered or declined; who has withdrawn has taken the answer back."""
        return self.registration is not None and self.registration.state is not RegistrationState.WITHDRAWN

    @property
    def registered(self) -> bool:
        return self.registration is not None and self.registration.counts

    def shows(self, verb: str, name: str) -> Choice:
        """A choice that shows or asks something about this case."""
        return Choice(label=label(name), command=_command(verb, str(self.campaign.id), self.party))

    def acts(self, verb: str, name: str) -> Choice:
        """A choice that changes something, as long as nothing else has changed it."""
        return Choice(label=label(name), command=_command(verb, f"{self.campaign.id}.{self.version}", self.party))


def _command(*words: str) -> str:
    return " ".join(word for word in ("/dangky", *words) if word)


async def load(visit: Visit, campaign_id: int, party: str) -> Case:
    """The case, as long as registration is open.

    Raises Refused: for a campaign or a person that is none of the visitor's, or a colleague who has answered already.
    """
    campaign = await campaigns.get(visit.tx, campaign_id)
    if not campaign.includes(visit.person) and not campaign.concerns(visit.person.unit):
        raise Refused("campaign_unknown")
    campaign.require_registration_open(visit.now)
    person = await _participant(visit, party)
    registration = await _registration(visit, campaign_id, person)
    entered_by = (
        await people.get(visit.tx, registration.entered_by) if registration and registration.on_behalf else None
    )
    case = Case(campaign, visit.person, person, registration, entered_by, visit.now)
    if person and case.answered and registration and not case.own and not registration.on_behalf:
        raise Refused("answered_themselves", person=person)
    return case


async def _participant(visit: Visit, party: str) -> Staff | None:
    if not party:
        return visit.person
    unit = visit.own_unit
    if party == COLLECTIVE:
        return None
    colleague = await people.get(visit.tx, as_id(party))
    if colleague is None or colleague.unit.id != unit.id:
        raise Refused("not_your_unit")
    return colleague


async def _registration(visit: Visit, campaign_id: int, person: Staff | None) -> Registration | None:
    if person is None:
        return await registrations.of_collective(visit.tx, campaign_id, visit.person.unit.id)
    return await registrations.of(visit.tx, campaign_id, person.id)


async def put(visit: Visit, case: Case, state: RegistrationState, targets: tuple[Target, ...] = ()) -> Case:
    """Write it down, and tell a colleague for whom it was entered; the case as it then is."""
    registration_id = await registrations.submit(
        visit.tx,
        case.campaign.id,
        state=state,
        entered_by=visit.person.id,
        now=visit.now,
        staff_id=case.person.id if case.person else None,
        unit_id=None if case.person else visit.person.unit.id,
        targets=targets,
        version=case.version,
    )
    await visit.record(f"registration.{state.lower()}", registration_id, "state,targets")
    after = await load(visit, case.campaign.id, case.party)
    if case.person and not case.own and await accounts.account_of(visit.tx, case.person.id):
        key = f"{ON_BEHALF}:{registration_id}.{after.version}"
        await queue(visit.tx, [Unasked(key, ON_BEHALF, case.person.id, campaign_id=case.campaign.id)], visit.now)
    return after


async def submit(visit: Visit, case: Case, targets: tuple[Target, ...] = ()) -> Message:
    """Register, and say what has been written down and until when it can be changed."""
    after = await put(visit, case, RegistrationState.SUBMITTED, targets)
    return Message(text=render("registrations/recorded", case=after), choices=next_steps(after), in_words=after.own)


def ways(case: Case) -> Message:
    """How one can take part, or decline."""
    choices = [case.acts("ok", "register_plain")]
    if case.campaign.criteria:
        choices.append(case.shows("chon", "pick_criteria"))
    choices += [case.shows("nhap", "type_target"), case.acts("khong", "decline"), *_for_unit(case), _back(case)]
    return Message(text=render("registrations/ways", case=case), choices=tuple(choices))


def _for_unit(case: Case) -> list[Choice]:
    if not case.own or not case.actor.may(Right.UNIT, case.actor.unit):
        return []
    campaign = str(case.campaign.id)
    return [
        Choice(label=label("register_collective"), command=_command(COLLECTIVE, campaign)),
        Choice(label=label("enter_for"), command=_command("ho", campaign)),
    ]


def _back(case: Case) -> Choice:
    """To the campaign; from a colleague's or the unit's case to one's own."""
    command = f"/thidua {case.campaign.id}" if case.own else _command(str(case.campaign.id))
    return Choice(label=label("back"), command=command)


def present(case: Case) -> Message:
    """How things stand, with what can be done about it."""
    if case.registration is None:
        return ways(case)
    return Message(text=render("registrations/present", case=case), choices=(*next_steps(case), *_for_unit(case)))


def next_steps(case: Case) -> tuple[Choice, ...]:
    if not case.registered:
        return (case.shows("lai", "register"), *_others(case))
    log = (Choice(label=label("log"), command="/ghi"),) if case.own else ()
    return (*log, case.shows("sua", "change_registration"), case.acts("rut", "withdraw"), *_others(case))


def _others(case: Case) -> tuple[Choice, ...]:
    if case.own or case.person is None:
        return ()
    return (Choice(label=label("enter_for_another"), command=_command("ho", str(case.campaign.id))),)

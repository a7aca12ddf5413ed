"""Writing a registration down, and telling the person for whom it was entered."""

from dataclasses import dataclass

from domain.messages import Message
from domain.registrations import RegistrationState
from domain.targets import Target
from handlers import signatures
from handlers.registration_cases import Case, load
from handlers.registration_screens import next_steps
from handlers.visit import Visit
from storage import accounts, registrations
from storage.outbox import Unasked, queue
from texts import render

ON_BEHALF = "registration_on_behalf"  # kind of the unasked message to the person concerned


@dataclass(frozen=True)
class Entered:
    """What a participant promises and seeks."""

    targets: tuple[Target, ...] = ()
    titles: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()


async def put(visit: Visit, case: Case, state: RegistrationState, entered: Entered = Entered()) -> Case:
    """Write it down, and tell a colleague for whom it was entered; the case as it then is."""
    registration_id = await registrations.submit(
        visit.tx,
        case.campaign.id,
        state=state,
        entered_by=visit.person.id,
        now=visit.now,
        staff_id=case.person.id if case.person else None,
        unit_id=None if case.person else case.unit.id,
        targets=entered.targets,
        titles=entered.titles,
        forms=entered.forms,
        late=_late(case, state),
        version=case.version,
    )
    await visit.record(f"registration.{state.lower()}", registration_id, "state,targets,titles,forms")
    after = await load(visit, case.campaign.id, case.party)
    if case.person and not case.own and await accounts.account_of(visit.tx, case.person.id):
        key = f"{ON_BEHALF}:{registration_id}.{after.version}"
        await queue(visit.tx, [Unasked(key, ON_BEHALF, case.person.id, campaign_id=case.campaign.id)], visit.now)
    return after


def _late(case: Case, state: RegistrationState) -> bool:
    """A draft stays what it was until it is sent; nobody asks for leave to take no part."""
    if state is RegistrationState.DRAFT:
        return case.registration is not None and case.registration.returned and case.registration.late
    return case.late and state is not RegistrationState.DECLINED


async def submit(visit: Visit, case: Case, entered: Entered = Entered()) -> Message:
    """Register, and say what has been written down, who decides next, until when it can be changed, and what is left
    to be signed."""
    after = await put(visit, case, RegistrationState.SUBMITTED, entered)
    accepted = case.state is RegistrationState.ACCEPTED
    unsigned = await signatures.waiting(visit.tx, after.campaign, visit.person) if after.own else []
    text = render("registrations/recorded", case=after, was_accepted=accepted, unsigned=[one.kind for one in unsigned])
    choices = (*(one.choice for one in unsigned), *next_steps(after))
    return Message(text=text, choices=choices, in_words=after.own)


async def save(visit: Visit, case: Case, entered: Entered) -> Message:
    """Keep a collective's as a draft that its writer takes up later."""
    after = await put(visit, case, RegistrationState.DRAFT, entered)
    return Message(text=render("registrations/saved", case=after), choices=next_steps(after))


async def send(visit: Visit, case: Case) -> Message:
    """Put a draft in as it stands."""
    draft = case.registration
    return await submit(visit, case, Entered(draft.targets, draft.titles, draft.forms) if draft else Entered())

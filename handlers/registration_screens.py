"""How a registration stands, and what can be done about it."""

from domain.messages import Choice, Message
from domain.permissions import Right
from domain.registrations import RegistrationState
from handlers.registration_cases import Case, command
from handlers.registration_parties import COLLECTIVE
from texts import label, render


def present(case: Case) -> Message:
    """How things stand; once registration has closed, what can still be asked of the office."""
    if case.to_ask_for:
        return _late_offer(case)
    if case.registration is None:
        return ways(case)
    return Message(text=render("registrations/present", case=case), choices=(*next_steps(case), *_for_unit(case)))


def ways(case: Case) -> Message:
    """How one can take part, or decline."""
    choices = (*_ways(case), case.acts("khong", "decline"), *_for_unit(case), _back(case))
    return Message(text=render("registrations/ways", case=case), choices=choices)


def _ways(case: Case) -> tuple[Choice, ...]:
    """Where titles or forms are asked for, they come first."""
    if case.titles or case.forms:
        return (case.shows("lai", "register"),)
    pick = (case.shows("chon", "pick_criteria"),) if case.campaign.criteria else ()
    return (case.acts("ok", "register_plain"), *pick, case.shows("nhap", "type_target"))


def _late_offer(case: Case) -> Message:
    stop = Choice(label=label("stop"), command=f"/thidua {case.campaign.id}")
    choices = (case.shows("bosung", "ask_office"), *_decline(case), stop, *_for_unit(case))
    return Message(text=render("registrations/closed", case=case), choices=choices)


def _decline(case: Case) -> tuple[Choice, ...]:
    return () if case.state is RegistrationState.DECLINED else (case.acts("khong", "decline"),)


def _for_unit(case: Case) -> list[Choice]:
    if not case.own or not case.actor.may(Right.UNIT, case.actor.unit):
        return []
    campaign = str(case.campaign.id)
    return [
        Choice(label=label("register_collective"), command=command(COLLECTIVE, campaign)),
        Choice(label=label("enter_for"), command=command("ho", campaign)),
    ]


def _back(case: Case) -> Choice:
    """To the campaign; from a colleague's or the unit's case to one's own."""
    return Choice(
        label=label("back"),
        command=f"/thidua {case.campaign.id}" if case.own else command(str(case.campaign.id)),
    )


def next_steps(case: Case) -> tuple[Choice, ...]:
    if case.draft:
        send = case.acts("gui", "ask_office" if case.late else "send_registration")
        return (send, case.shows("sua", "change_registration"))
    if not case.registered:
        again = case.shows("bosung", "ask_office") if case.closed else case.shows("lai", "register")
        return (again, *_decline(case), *_others(case))
    log = (
        (Choice(label=label("log"), command="/ghi"),)
        if case.own and case.registration and case.registration.counts
        else ()
    )
    change = (case.shows("sua", "change_registration"), case.acts("rut", "withdraw")) if case.open else ()
    return (*log, *change, *_others(case))


def _others(case: Case) -> tuple[Choice, ...]:
    if case.own or case.person is None:
        return ()
    return (Choice(label=label("enter_for_another"), command=command("ho", str(case.campaign.id))),)

"""Who takes part in a campaign: the states of a registration, and who may bring it from one to another."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType

from domain.errors import Refused
from domain.targets import Target


class RegistrationState(StrEnum):
    DRAFT = "DRAFT"  # a collective's, being written: nobody else sees it
    SUBMITTED = "SUBMITTED"  # registered, and counted
    UNIT_APPROVED = "UNIT_APPROVED"  # the head of the unit has passed it on
    ACCEPTED = "ACCEPTED"  # by the office
    RETURNED = "RETURNED"  # to be completed, with the reason
    WITHDRAWN = "WITHDRAWN"
    DECLINED = "DECLINED"  # takes no part, no reason asked: no reminder comes


class By(StrEnum):
    """In what capacity somebody acts on a registration."""

    PARTICIPANT = "participant"  # the person, or who enters it for that person or the unit
    HEAD = "head"  # of the unit
    OFFICER = "officer"


_S = RegistrationState
_ANSWERS = {_S.SUBMITTED: frozenset({By.PARTICIPANT}), _S.DECLINED: frozenset({By.PARTICIPANT})}
_WITHDRAWS = {_S.WITHDRAWN: frozenset({By.PARTICIPANT})}
_PASSES = {_S.UNIT_APPROVED: frozenset({By.HEAD})}
_DECIDES = {_S.ACCEPTED: frozenset({By.OFFICER}), _S.RETURNED: frozenset({By.HEAD, By.OFFICER})}
_DRAFTS = {_S.DRAFT: frozenset({By.PARTICIPANT})}

MOVES: Mapping[RegistrationState | None, Mapping[RegistrationState, frozenset[By]]] = MappingProxyType(
    {
        None: {**_DRAFTS, **_ANSWERS},
        _S.DRAFT: {**_DRAFTS, **_ANSWERS, **_WITHDRAWS},
        _S.SUBMITTED: {**_ANSWERS, **_WITHDRAWS, **_PASSES, **_DECIDES},
        _S.UNIT_APPROVED: {**_ANSWERS, **_WITHDRAWS, **_DECIDES},
        _S.ACCEPTED: {**_ANSWERS, **_WITHDRAWS, _S.RETURNED: frozenset({By.OFFICER})},
        _S.RETURNED: {**_DRAFTS, **_ANSWERS, **_WITHDRAWS},
        _S.WITHDRAWN: {**_DRAFTS, **_ANSWERS, **_WITHDRAWS},
        _S.DECLINED: {**_DRAFTS, **_ANSWERS},
    }
)
DECIDED_WITHIN = timedelta(days=14)  # after the last day: what came at the end is still decided on
_IN_HAND = frozenset({_S.SUBMITTED, _S.UNIT_APPROVED})


def require_move(before: RegistrationState | None, after: RegistrationState, by: By) -> None:
    """Refused("registration_step", …) for what the table does not allow. `before` None: there was none.

    A decision that is undone goes back the way it came, as long as nothing has happened since.
    """
    if by not in MOVES[before].get(after, frozenset()):
        raise Refused("registration_step", before=before, after=after)


def in_force(state: RegistrationState, *, late: bool) -> bool:
    """Whether a registration in this state counts; one that was asked for too late only once it is accepted."""
    return state is _S.ACCEPTED or (not late and state in _IN_HAND)


@dataclass(frozen=True, slots=True)
class Registration:
    """Of one person (`staff_id`) or of a unit as a collective (`unit_id`). `entered_by`: who typed it.

    `late`: asked for once registration had closed; it counts once the officer has accepted it. `titles`: danh hiệu,
    `forms`: hình thức khen thưởng, as they are sought. `reason`: why it was returned. `settled`: there is nobody
    who could decide on it, so that it counts: of a member of a cluster, or where only the own hand would be left; or
    nobody who still does, so that it counts unless it is late. `outside`: no longer of the
    audience of its campaign, so that it counts for nothing and waits for nobody until it is again.
    """

    id: int
    campaign_id: int
    staff_id: int | None
    unit_id: int | None
    state: RegistrationState
    version: int
    entered_by: int
    submitted_at: datetime
    targets: tuple[Target, ...] = ()
    titles: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    late: bool = False
    reason: str = ""
    settled: bool = False
    outside: bool = False

    @property
    def on_behalf(self) -> bool:
        """Entered for a colleague (“nhập hộ”)."""
        return self.staff_id is not None and self.entered_by != self.staff_id

    @property
    def stands(self) -> bool:
        """Whether it was put in and neither withdrawn nor declined, be it in force or not."""
        return self.state in _IN_HAND or self.state in {_S.ACCEPTED, _S.RETURNED}

    @property
    def counts(self) -> bool:
        """Whether it is a registration in force."""
        return in_force(self.state, late=self.late) and not self.outside

    @property
    def waits(self) -> bool:
        """Whether somebody is still to decide on it."""
        return self.state in _IN_HAND and not self.settled and not self.outside

    @property
    def standing(self) -> str:
        """Its state, or REGISTERED for what waits for nobody and counts, UNDECIDED if it does not; the words: texts."""
        if not self.settled:
            return self.state
        return "REGISTERED" if self.counts else "UNDECIDED"

    def left(self) -> "Registration":
        """How it stays once nobody decides any more."""
        return replace(self, settled=self.state in _IN_HAND)

    @property
    def requested(self) -> bool:
        """Asked for once registration had closed, and not decided yet."""
        return self.late and self.waits

    @property
    def returned(self) -> bool:
        """To be completed, or saved half completed."""
        return self.state is _S.RETURNED or (self.state is _S.DRAFT and bool(self.reason))

    @property
    def open_after_closing(self) -> bool:
        """Whether its participant may still change it once registration has closed: what is in force stays."""
        return self.returned or self.state is _S.DRAFT or self.requested

"""Who takes part in a campaign, and with which targets."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from domain.sentences import act_key, measure_key


class RegistrationState(StrEnum):
    SUBMITTED = "SUBMITTED"  # registered and counted
    DECLINED = "DECLINED"  # takes no part, no reason asked: no reminder comes
    WITHDRAWN = "WITHDRAWN"


@dataclass(frozen=True, slots=True)
class Target:
    """What is promised. `amount` None: no figure; `due` None: until the campaign ends."""

    act: str
    amount: Decimal | None
    measure: str
    due: date | None = None

    def counts(self, act: str, measures: frozenset[str]) -> bool:
        """The same act, in the same unit of measure. `measures`: folded keys."""
        return act_key(self.act) == act_key(act) and measure_key(self.measure) in measures


@dataclass(frozen=True, slots=True)
class Registration:
    """Of one person (`staff_id`) or of a unit as a collective (`unit_id`). `entered_by`: who typed it."""

    id: int
    campaign_id: int
    staff_id: int | None
    unit_id: int | None
    state: RegistrationState
    version: int
    entered_by: int
    submitted_at: datetime
    targets: tuple[Target, ...] = ()

    @property
    def on_behalf(self) -> bool:
        """Entered for a colleague (“nhập hộ”)."""
        return self.staff_id is not None and self.entered_by != self.staff_id

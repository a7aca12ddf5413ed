"""The Director's leave to send what was shown: it lets a message go out and replaces no signature."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

LONGEST_REASON = 500  # characters of why something was returned


class ApprovalKind(StrEnum):
    """What is to be said."""

    OPENING = "opening"  # a campaign is published once it is agreed to
    THANKS = "thanks"  # goes at its time all the same: in the Director's name if agreed to, else in the office's


class ApprovalState(StrEnum):
    WAITING = "waiting"
    AGREED = "agreed"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Approval:
    """`version`: of the campaign, as it was shown last. `asked_by`: none on the command line, or by the schedule.

    `words`, `sends_at`: of thanks; "" and none for an opening.
    """

    id: int
    campaign_id: int
    kind: ApprovalKind
    version: int
    asked_by: int | None
    asked_at: datetime
    state: ApprovalState
    decided_by: int | None = None
    decided_at: datetime | None = None
    reason: str = ""
    words: str = ""
    sends_at: datetime | None = None

    def open(self, now: datetime) -> bool:
        """Whether the Director's word still changes something."""
        return self.state is ApprovalState.WAITING and (self.sends_at is None or now < self.sends_at)

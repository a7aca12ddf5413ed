"""What people ask about their own data, and by when they must be answered."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from domain.calendar import DAY, WorkCalendar
from domain.errors import Refused
from domain.messages import ChatRef


class RequestKind(StrEnum):
    CORRECT = "correct"
    ERASE = "erase"


class RequestState(StrEnum):
    WAITING = "waiting"
    AGREED = "agreed"  # to an erasure: the person is being told, and then it is done
    DONE = "done"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class DataRules:
    """`answer_within`: working days; `source`: the document that says so."""

    answer_within: int = 2
    source: str = "Nghị định 356/2025/NĐ-CP"


@dataclass(frozen=True, slots=True)
class DataRequest:
    """`body`: what is to be corrected. `chat`: where it was asked, None for one made on paper.

    `answer_by`: the end of the last working day on which the answer is in time.
    """

    id: int
    version: int
    staff_id: int
    kind: RequestKind
    body: str
    chat: ChatRef | None
    asked_at: datetime
    answer_by: datetime
    state: RequestState
    reason: str = ""
    decided_by: int | None = None
    decided_at: datetime | None = None

    def require_waiting(self, version: int) -> None:
        """Raises Refused("data_request_decided"): somebody else was first."""
        if self.state is not RequestState.WAITING or self.version != version:
            raise Refused("data_request_decided")


def answer_by(asked: datetime, rules: DataRules, calendar: WorkCalendar) -> datetime:
    """The end of so many working days after the day on which it was asked (Bộ luật Dân sự 2015, Điều 147: that day
    itself is not counted)."""
    day = calendar.day_of(asked)
    for _ in range(rules.answer_within):
        day = calendar.next_working_day(day)
    return calendar.at(day, calendar.day_ends)


def remind_at(due: datetime, calendar: WorkCalendar) -> datetime:
    """When the officers are reminded: half a working day before, within a window."""
    begins = calendar.at(calendar.day_of(due), calendar.windows[0][0])
    return calendar.moved_into_window(due - max(due - begins, timedelta()) / 2)


def working_days_left(due: datetime, now: datetime, calendar: WorkCalendar) -> int | None:
    """Working days after today until it is due, that day included: 0 on the day itself. None: it is overdue."""
    if due < now:
        return None
    day, count = calendar.day_of(now), 0
    while (day := day + DAY) <= calendar.day_of(due):
        count += calendar.is_working_day(day)
    return count

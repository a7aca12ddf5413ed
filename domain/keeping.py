"""How long what is written down is kept, and at which hour of the night that is seen to."""

from dataclasses import dataclass
from datetime import date, datetime, time

from domain.calendar import DAY


@dataclass(frozen=True)
class Keeping:
    """`backup_days`: how long a nightly copy is kept; 0: none is made. `texts_days`: of what was said;
    `questions_days`: of what the officers were asked, since they answered."""

    at: time = time(2)
    backup_days: int = 30
    texts_days: int = 30
    questions_days: int = 365

    def next_night(self, after: datetime) -> datetime:
        """The first time after this moment, in its own zone."""
        tonight = datetime.combine(after.date(), self.at, after.tzinfo)
        return tonight if tonight > after else tonight + DAY


def gone_by(now: datetime, keep_days: int) -> date:
    """The day in whose night the last copy goes that may hold what is in the database now."""
    return now.date() + keep_days * DAY

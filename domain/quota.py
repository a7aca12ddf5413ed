"""A month's messages on a platform that counts them."""

import calendar
import math
from datetime import date, datetime
from typing import NamedTuple

WARNED_AT = (100, 80)  # per cent of the month's messages, the highest first
A_PERSON_NEEDS = 20  # messages a month: what an office's month was measured to need, see docs/benchmarks.md


class Quota(NamedTuple):
    """`share`: which mark was reached, in per cent."""

    used: int
    most: int
    share: int


def reached(used: int, most: int) -> int | None:
    """The mark that has been reached, in per cent; None below the first."""
    return next((share for share in WARNED_AT if used >= math.ceil(most * share / 100)), None)


def runs_out(used: int, most: int, now: datetime) -> date | None:
    """The day on which it ends if the month goes on like this; None if it lasts."""
    days = calendar.monthrange(now.year, now.month)[1]
    day = math.ceil(most * now.day / max(used, 1))
    return now.date().replace(day=day) if now.day <= day <= days else None

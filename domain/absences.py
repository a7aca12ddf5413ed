"""Days on which somebody is away: as they are said."""

from datetime import date, datetime, timedelta

from domain import dates
from domain.errors import Refused

LONGEST = timedelta(days=400)  # a maternity leave and more; what is longer is a slip in the year

Days = tuple[date, date | None]  # the first and the last, both included; no last one as long as nobody knows it


def said_days(text: str, now: datetime) -> tuple[date, date] | None:
    """The days in these words: “24/11 - 28/11”, “từ 17 đến hết 21/8”, “thứ năm, thứ sáu”; None if they name none.

    Raises Refused: date_not_real, end_before_start (as domain.dates does), days_ambiguous, date_past, days_too_many.
    """
    found = [one.reading for one in dates.find(text, now, "future")]
    if not found:
        return None
    if found[0].others:
        raise Refused("days_ambiguous")
    first, last = min(one.start for one in found), max(one.end for one in found)
    if last < now.date():
        raise Refused("date_past", day=last)
    if last - first > LONGEST:
        raise Refused("days_too_many")
    return first, last

"""When the opening of a drive goes out, where nobody has said another time."""

from datetime import date, datetime

from domain import dates
from domain.calendar import WorkCalendar
from domain.campaign_values import OPENS_AT
from domain.errors import Refused


def usual_opening(start: date, closes: datetime | None, now: datetime, calendar: WorkCalendar) -> datetime:
    """In the morning of the drive's first day; where that has begun or is not worked, of the next working day.

    `closes`: when registration does. Where that comes first, on the next working day; where even that is too late, now.
    """
    first = start if calendar.is_working_day(start) else calendar.next_working_day(start)
    mornings = _morning(first, calendar), next_morning(now, calendar)
    return next((morning for morning in mornings if morning > now and (closes is None or morning < closes)), now)


def next_morning(now: datetime, calendar: WorkCalendar) -> datetime:
    return _morning(calendar.next_working_day(calendar.day_of(now)), calendar)


def _morning(day: date, calendar: WorkCalendar) -> datetime:
    return calendar.next_opening(calendar.at(day, OPENS_AT))


def said_opening(text: str, now: datetime, calendar: WorkCalendar) -> datetime:
    """The time that an officer types, moved into the hours in which the assistant may speak first.

    Raises Refused: date_unknown, date_not_real, date_past, time_ambiguous(readings).
    """
    reading = dates.read(text, now, day_ends=OPENS_AT)
    moments = sorted({one.value for one in (reading, *reading.others) if one.value > now})
    if not moments:
        raise Refused("date_past", day=reading.end)
    if reading.start != reading.end:
        raise Refused("date_unknown", text=text)
    if len(moments) > 1:
        raise Refused("time_ambiguous", readings=moments)
    return calendar.next_opening(moments[0])

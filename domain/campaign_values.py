"""The values in a campaign's file: days, moments, amounts and units as people write them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import BeforeValidator, Field, ValidationInfo

from domain import dates, numbers
from domain.award_types import AwardTypes
from domain.calendar import WorkCalendar
from domain.campaigns import Campaign
from domain.errors import Refused
from domain.folding import fold, nearest, nfc
from domain.people import Employment, Unit

OPENS_AT = time(8)  # the hour of a publish_at that is only a day
YEARS = range(2000, 2101)
LARGEST_AMOUNT = 10**9
_MONTH = re.compile(r"thang \d{1,2}[/-]\d{4}")
WHOLE_OFFICE = {"all", "toan so", "ca so", "toan co quan"}


class Somebody(NamedTuple):
    """One of the roster, as a campaign's file names people; `unit`: its name, `short`: the short one."""

    id: int
    name: str
    unit: str
    short: str
    unit_id: int = 0
    employment: Employment = Employment.UNKNOWN


@dataclass(frozen=True)
class Surroundings:
    """What a campaign is read against. `office`: the name of the department; `campaigns`: those that it may answer."""

    now: datetime
    calendar: WorkCalendar
    units: Sequence[Unit]
    office: str = "Sở Tư pháp"
    people: Sequence[Somebody] = ()
    awards: AwardTypes = field(default_factory=AwardTypes)
    campaigns: Sequence[Campaign] = ()


class Wrong(ValueError):
    """What is wrong with one value; the library reports it together with its key."""

    def __init__(self, code: str, **facts: Any) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


def tidy(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    text = " ".join(nfc(value).split())
    return text if text.isprintable() else "".join(letter for letter in text if letter.isprintable())


def _day(value: Any, info: ValidationInfo[Surroundings]) -> date:
    return _when(value, info.context, OPENS_AT).date()


def _first_day(value: Any, info: ValidationInfo[Surroundings]) -> date:
    """A day, or the first of a month (“tháng 6/2021”)."""
    return _of_month(value, info, "start")


def _last_day(value: Any, info: ValidationInfo[Surroundings]) -> date:
    """A day, or the last of a month."""
    return _of_month(value, info, "end")


def _of_month(value: Any, info: ValidationInfo[Surroundings], end: Literal["start", "end"]) -> date:
    if isinstance(value, str) and _MONTH.fullmatch(fold(value)):
        reading = dates.read(value, info.context.now)
        return reading.start if end == "start" else reading.end
    return _day(value, info)


def _deadline(value: Any, info: ValidationInfo[Surroundings]) -> datetime:
    return _when(value, info.context, info.context.calendar.day_ends)


def _opening(value: Any, info: ValidationInfo[Surroundings]) -> datetime:
    return _when(value, info.context, OPENS_AT)


def _when(value: Any, around: Surroundings, hour: time) -> datetime:
    """A TOML date or datetime, or a date as people write it; a naive one is local, a day gets the hour."""
    if isinstance(value, str):
        return _written(value, around, hour)
    if not isinstance(value, date):
        raise Wrong("not_a_date")
    if value.year not in YEARS:
        raise Wrong("not_this_century", text=value.isoformat())
    if not isinstance(value, datetime):
        return around.calendar.at(value, hour)
    zone = around.calendar.zone
    return value.astimezone(zone) if value.tzinfo else value.replace(tzinfo=zone)


def _written(text: str, around: Surroundings, hour: time) -> datetime:
    try:
        reading = dates.read(text, around.now, day_ends=hour)
    except Refused as refused:
        code = "date_not_real" if refused.code == "date_not_real" else "not_a_date"
        raise Wrong(code, text=text) from None
    if reading.ambiguous or reading.start != reading.end:
        raise Wrong("not_a_date")
    return reading.value


def _amount(value: Any) -> Decimal:
    try:
        amount = _decimal(value)
    except Refused:
        raise Wrong("not_a_number", text=value) from None
    if not amount.is_finite() or not 0 < amount <= LARGEST_AMOUNT:
        raise Wrong("not_a_number", text=value)
    return amount


def _count(value: Any) -> int:
    """How many of an award: a whole number."""
    amount = _amount(value)
    if amount != int(amount):
        raise Wrong("not_a_number", text=value)
    return int(amount)


def _decimal(value: Any) -> Decimal:
    if isinstance(value, str):
        number = numbers.read(value)
        if number.ambiguous or number.approximate:
            raise Refused("not_a_number", text=value)
        return number.value
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise Refused("not_a_number", text=value)
    return Decimal(value)


def _audience(value: Any, info: ValidationInfo[Surroundings]) -> frozenset[int]:
    """The ids of the units that are named; none of them for the whole office."""
    named = [value] if isinstance(value, str) else value
    if not isinstance(named, list) or not all(isinstance(name, str) for name in named):
        raise Wrong("not_a_list")
    if any(fold(name) in WHOLE_OFFICE for name in named):
        return frozenset()
    return frozenset(_unit(name, info.context.units).id for name in named)


def _unit(name: str, units: Iterable[Unit]) -> Unit:
    by_name = {fold(known): unit for unit in units for known in (unit.name, unit.short_name)}
    if fold(name) not in by_name:
        close = nearest(name, by_name)
        raise Wrong("unknown_unit", text=name, close=by_name[close].name if close else "")
    return by_name[fold(name)]


Text = Annotated[str, Field(min_length=1, max_length=300), BeforeValidator(tidy)]
Short = Annotated[str, Field(min_length=1, max_length=60), BeforeValidator(tidy)]
Unsaid = Annotated[str, Field(max_length=300), BeforeValidator(tidy)]
Day = Annotated[date, BeforeValidator(_day)]
FirstDay = Annotated[date, BeforeValidator(_first_day)]
LastDay = Annotated[date, BeforeValidator(_last_day)]
Deadline = Annotated[datetime, BeforeValidator(_deadline)]
Opening = Annotated[datetime, BeforeValidator(_opening)]
Amount = Annotated[Decimal, BeforeValidator(_amount)]
Count = Annotated[int, BeforeValidator(_count)]
Audience = Annotated[frozenset[int], BeforeValidator(_audience)]

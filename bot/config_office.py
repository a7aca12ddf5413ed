"""The settings of one office: its name, hours, days off and founding days."""

from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from domain.anniversaries import Anniversary
from domain.calendar import VIETNAM, WorkCalendar
from domain.data_requests import DataRules
from domain.dates import day
from domain.digests import WEEKDAYS, DigestSettings
from domain.folding import fold
from domain.office import Office
from domain.reminders import ReminderSettings
from domain.templates import DayMonth
from texts import templates

VIETNAM_OFFSET = timedelta(hours=7)
EARLIEST = 1900  # the year in which a body can have been founded


def _vietnamese_zone(name: str) -> str:
    """What is stored is shown in Viet Nam's time, so another zone would have two clocks disagree."""
    try:
        zone = ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:  # not found, no name at all, or a folder of zones
        msg = "không có múi giờ này, ví dụ Asia/Ho_Chi_Minh"
        raise ValueError(msg) from error
    if any(datetime(2026, month, 1, tzinfo=zone).utcoffset() != VIETNAM_OFFSET for month in (1, 7)):
        msg = "chỉ dùng múi giờ của Việt Nam (UTC+7), ví dụ Asia/Ho_Chi_Minh"
        raise ValueError(msg)
    return name


def _yearly(text: str) -> str:
    try:
        DayMonth.read(text)
    except ValueError as error:
        msg = "không phải là ngày của mọi năm, ghi ngày và tháng, ví dụ 20/8; ngày 29/02 thì ghi 28/02 hoặc 01/3"
        raise ValueError(msg) from error
    return text


def _past(year: int) -> int:
    if not EARLIEST <= year <= datetime.now(VIETNAM).year:
        msg = f"là năm thành lập, từ {EARLIEST} đến nay, ví dụ 1997"
        raise ValueError(msg)
    return year


def _known(key: str) -> str:
    known = [one.key for one in templates().templates]
    if key not in known:
        msg = f"không có mẫu này, chỉ có: {', '.join(known)}"
        raise ValueError(msg)
    return key


Zone = Annotated[str, AfterValidator(_vietnamese_zone)]


class Section(BaseModel):
    model_config = ConfigDict(extra="forbid")


class DigestSection(Section):
    """What is said regularly; "" switches it off."""

    officer_at: Annotated[time | None, BeforeValidator(lambda value: value or None)] = time(8, 30)
    head_at: Annotated[time | None, BeforeValidator(lambda value: value or None)] = time(8)
    director_day: Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", ""] = "monday"
    director_at: time = time(7)

    def as_settings(self) -> DigestSettings:
        day = WEEKDAYS.index(self.director_day) if self.director_day else None
        return DigestSettings(
            officer_at=self.officer_at, head_at=self.head_at, director_day=day, director_at=self.director_at
        )


class PersonalDataSection(Section):
    """What the law asks where somebody asks about the own data."""

    answer_within_working_days: Annotated[int, Field(ge=1, le=60)] = 2
    source: str = "Nghị định 356/2025/NĐ-CP"

    def as_rules(self) -> DataRules:
        return DataRules(self.answer_within_working_days, self.source)


class OfficeHours(Section):
    windows: list[tuple[time, time]] = [(time(7, 30), time(11)), (time(13, 45), time(16, 45))]
    day_ends: time = time(17)

    @model_validator(mode="after")
    def _in_order(self) -> "OfficeHours":
        edges = [edge for window in self.windows for edge in window]
        if not edges or any(earlier >= later for earlier, later in pairwise(edges)):
            msg = "windows cần ít nhất một khoảng giờ, theo thứ tự và không chồng lên nhau"
            raise ValueError(msg)
        return self


class AnniversarySection(Section):
    """A founding day of the office, or of a body of its own."""

    name: Annotated[str, Field(min_length=1, max_length=150)]
    day: Annotated[str, AfterValidator(_yearly)]
    since: Annotated[int, AfterValidator(_past)]
    unit: Annotated[str, Field(max_length=60)] = ""

    def as_anniversary(self) -> Anniversary:
        return Anniversary(self.name, DayMonth.read(self.day), self.since, self.unit)


class OfficeSection(Section):
    name: str
    timezone: Zone = "Asia/Ho_Chi_Minh"
    office_hours: OfficeHours = OfficeHours()
    public_contact: str = ""
    days_off: list[date] = []
    extra_work_days: list[date] = []
    director_agrees: bool = False
    checked_templates: list[Annotated[str, AfterValidator(_known)]] = []
    anniversaries: list[AnniversarySection] = []

    @model_validator(mode="after")
    def _each_founding_day_once(self) -> "OfficeSection":
        names = [fold(one.name) for one in self.anniversaries]
        if twice := [one.name for one in self.anniversaries if names.count(fold(one.name)) > 1]:
            msg = f"ngày thành lập của {twice[0]} ghi hai lần"
            raise ValueError(msg)
        return self

    @model_validator(mode="after")
    def _days_agree(self) -> "OfficeSection":
        if both := {*self.days_off} & {*self.extra_work_days}:
            msg = f"ngày {day(min(both))} vừa là ngày nghỉ vừa là ngày làm bù"
            raise ValueError(msg)
        return self

    def as_office(self, reminders: ReminderSettings, digest: DigestSettings, data: DataRules) -> Office:
        hours = self.office_hours
        calendar = WorkCalendar(
            windows=tuple(hours.windows),
            days_off=frozenset(self.days_off),
            extra_work_days=frozenset(self.extra_work_days),
            zone=ZoneInfo(self.timezone),
            day_ends=hours.day_ends,
        )
        return Office(
            self.name,
            self.public_contact,
            calendar,
            reminders,
            anniversaries=tuple(one.as_anniversary() for one in self.anniversaries),
            checked_templates=frozenset(self.checked_templates),
            digest=digest,
            director_agrees=self.director_agrees,
            data=data,
        )

"""A draft made of a campaign: of last year's drive, with its days and years moved on; or of one as it stands."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime

from domain import dates, launch_criteria
from domain.calendar import WorkCalendar
from domain.campaigns import Campaign, Document
from domain.folding import fold
from domain.language.date_words import add_months
from domain.launch import WHOLE_OFFICE, LaunchDraft
from domain.people import Unit
from domain.templates import LABEL_LENGTH, shortened

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_YEARS_COUNTED = re.compile(r"\d+(?= năm)", re.IGNORECASE)
_ANNIVERSARY = re.compile(r"(?<=kỷ niệm )\d+(?= năm)", re.IGNORECASE)


def again(campaign: Campaign, year: int, units: Iterable[Unit], calendar: WorkCalendar) -> LaunchDraft:
    """The same for another year, that of its end; without its documents and theme, which are of their own year."""
    by = year - campaign.end.year
    names = {unit.id: unit.name for unit in units}
    table = {
        "name": _moved(campaign.name, campaign, by),
        "label": shortened(_moved(campaign.label, campaign, by), LABEL_LENGTH),
        "start": dates.day(_later(campaign.start, by)),
        "end": dates.day(_later(campaign.end, by)),
        **_deadlines(campaign, by, calendar),
        "audience": [names[unit] for unit in sorted(campaign.units) if unit in names] or WHOLE_OFFICE,
        "criteria": launch_criteria.of_campaign(campaign.criteria),
    }
    return LaunchDraft(table=table, year=year, responding=campaign.responds)


def _moved(text: str, campaign: Campaign, by: int) -> str:
    """The years of the campaign, and the anniversary; not the year from which that is counted."""
    own = range(campaign.start.year, campaign.end.year + 1)
    text = _YEAR.sub(lambda m: str(int(m[0]) + by) if int(m[0]) in own else m[0], text)
    return _ANNIVERSARY.sub(lambda m: str(int(m[0]) + by), text)


def series(name: str) -> str:
    """What is the same in the names of a campaign and of those that are made of it in other years."""
    return fold(_YEAR.sub("", _YEARS_COUNTED.sub("", name)))


def _later(day: date, years: int) -> date:
    return add_months(day, 12 * years)


def _deadlines(campaign: Campaign, by: int, calendar: WorkCalendar) -> Mapping[str, str]:
    """At the same hour of the same day, or of the last working day before it."""
    stood = {"registration_deadline": campaign.registration_deadline, "report_deadline": campaign.report_deadline}
    return {key: dates.full(_working(moment, by, calendar)) for key, moment in stood.items() if moment}


def _working(moment: datetime, by: int, calendar: WorkCalendar) -> datetime:
    local = moment.astimezone(calendar.zone)
    return calendar.at(calendar.working_day_on_or_before(_later(local.date(), by)), local.time())


def as_it_stands(campaign: Campaign, units: Iterable[Unit]) -> LaunchDraft:
    """What a file would say of this campaign, save when its opening goes out."""
    names = {unit.id: unit.name for unit in units}
    table = {
        "name": campaign.name,
        "label": campaign.label,
        "theme": campaign.theme or None,
        "start": dates.day(campaign.start),
        "end": dates.day(campaign.end),
        "registration_deadline": _written(campaign.registration_deadline),
        "report_deadline": _written(campaign.report_deadline),
        "audience": [names[unit] for unit in sorted(campaign.units) if unit in names] or WHOLE_OFFICE,
        "criteria": launch_criteria.of_campaign(campaign.criteria) or None,
        "documents": [_paper(one) for one in campaign.documents] or None,
    }
    draft = LaunchDraft(table={}, year=campaign.start.year, responding=campaign.responds)
    return draft.with_(**table)


def _written(moment: datetime | None) -> str | None:
    return dates.full(moment) if moment else None


def _paper(one: Document) -> dict[str, str]:
    return {"kind": one.kind, "number": one.number, "date": dates.day(one.day), "issuer": one.issuer}

"""A draft made of a campaign: of last year's drive, with its days and years moved on; or of one as it stands."""

import re
from collections.abc import Mapping
from datetime import date, datetime

from domain import content_table, dates, launch_criteria
from domain.calendar import WorkCalendar
from domain.campaign_content import Content
from domain.campaign_values import Surroundings
from domain.campaigns import Campaign, Document
from domain.folding import fold
from domain.language.date_words import add_months
from domain.launch import LaunchDraft
from domain.launch_years import moved
from domain.templates import LABEL_LENGTH, shortened

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_YEARS_COUNTED = re.compile(r"\d+(?= năm)", re.IGNORECASE)


def again(campaign: Campaign, year: int, around: Surroundings) -> LaunchDraft:
    """The same for another year, that of its end; without its documents and theme, which are of their own year."""
    by = year - campaign.end.year
    start = _later(campaign.start, by)
    table = {
        "name": _moved(campaign.name, campaign, by),
        "label": shortened(_moved(campaign.label, campaign, by), LABEL_LENGTH),
        "start": dates.day(start),
        "end": dates.day(_later(campaign.end, by)),
        **_deadlines(campaign, by, around.calendar),
        **content_table.audience(campaign, around.units, around.people),
        "criteria": launch_criteria.of_campaign(campaign.criteria),
        **content_table.content(_content(campaign, by, start, around.calendar)),
    }
    return LaunchDraft(table=table, year=year, responding=campaign.responds, made_of=_own(campaign))


def _content(campaign: Campaign, by: int, start: date, calendar: WorkCalendar) -> Content:
    """With the years in its words moved on; of what it answers only that which goes on then."""
    one = campaign.content
    words = {name: _moved(getattr(one, name), campaign, by) for name in ("slogan", "commitment", "pledge")}
    lists = {
        name: tuple(_moved(text, campaign, by) for text in getattr(one, name)) for name in ("objectives", "contents")
    }
    days = {
        "pledge_by": _working(one.pledge_by, by, calendar) if one.pledge_by else None,
        "interim": _later(one.interim, by) if one.interim else None,
        "parents": tuple(parent for parent in one.parents if parent.end is not None and parent.end >= start),
    }
    return one.model_copy(update={**words, **lists, **days})


def _moved(text: str, campaign: Campaign, by: int) -> str:
    return moved(text, range(*_own(campaign)), by)


def _own(campaign: Campaign) -> tuple[int, int]:
    """Its years, without the second."""
    return campaign.start.year, campaign.end.year + 1


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


def as_it_stands(campaign: Campaign, around: Surroundings) -> LaunchDraft:
    """What a file would say of this campaign, save when its opening goes out."""
    table = {
        "name": campaign.name,
        "label": campaign.label,
        "theme": campaign.theme or None,
        "start": dates.day(campaign.start),
        "end": dates.day(campaign.end),
        "registration_deadline": content_table.written(campaign.registration_deadline),
        "report_deadline": content_table.written(campaign.report_deadline),
        **content_table.audience(campaign, around.units, around.people),
        "criteria": launch_criteria.of_campaign(campaign.criteria) or None,
        "documents": [_paper(one) for one in campaign.documents] or None,
        **content_table.content(campaign.content),
    }
    draft = LaunchDraft(table={}, year=campaign.start.year, responding=campaign.responds)
    return draft.with_(**table)


def _paper(one: Document) -> dict[str, str]:
    return {"kind": one.kind, "number": one.number, "date": dates.day(one.day), "issuer": one.issuer}

"""A campaign: what it asks, of whom, until when."""

import dataclasses
import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum
from zoneinfo import ZoneInfo

from domain.errors import Refused
from domain.folding import fold
from domain.people import Unit
from domain.reminders import CampaignTimes
from domain.sentences import act_key, measure_key


class CampaignState(StrEnum):
    DRAFT = "DRAFT"  # waits for its publication to be confirmed
    PUBLISHED = "PUBLISHED"
    CANCELLED = "CANCELLED"


_THE_OFFICE = re.compile(r"(?:giam doc )?so(?: tu phap\b.*)?")


def issued_by_office(issuer: str) -> bool:
    """Whether it is this department: “Sở”, “Giám đốc Sở Tư pháp tỉnh …”, not another Sở of the province."""
    return _THE_OFFICE.fullmatch(fold(issuer)) is not None


@dataclass(frozen=True, slots=True)
class Document:
    """What a campaign is founded on, such as Kế hoạch số 45/KH-STP ngày 12/6/2026 of Sở Tư pháp."""

    kind: str
    number: str
    day: date
    issuer: str

    @property
    def of_office(self) -> bool:
        """Whether the department itself issued it: by such a document, if it is the first, its Director launches."""
        return issued_by_office(self.issuer)


@dataclass(frozen=True, slots=True)
class Criterion:
    """What a campaign counts. `amount` None: no figure is suggested."""

    id: int = dataclasses.field(compare=False)
    name: str
    measure: str
    amount: Decimal | None
    field: str

    def counts(self, act: str, measures: frozenset[str]) -> bool:
        """The same act, in the same unit of measure. `measures`: folded keys."""
        return act_key(self.name) == act_key(act) and measure_key(self.measure) in measures


SAID = ("name", "label", "theme", "start", "end", "registration_deadline", "report_deadline", "publish_at")
ASKED = ("units", "documents", "criteria")


@dataclass(frozen=True)
class Campaign:
    """`publish_at` is when its opening goes out; `units` is empty where the whole office takes part."""

    id: int
    version: int
    name: str
    label: str
    theme: str
    start: date
    end: date
    registration_deadline: datetime | None
    report_deadline: datetime | None
    publish_at: datetime
    state: CampaignState
    units: frozenset[int] = frozenset()
    documents: tuple[Document, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    published_by: int | None = None  # none: published on the command line

    @property
    def launched_by(self) -> Document | None:
        """The office's own plan, by which the Director launches; none where others launched and it responds.

        The first document is the one by which a campaign is launched; the others are what that one rests on.
        """
        return next((one for one in self.documents[:1] if one.of_office), None)

    @property
    def responds(self) -> bool:
        """Whether others have launched it, by a document, and the office responds."""
        return bool(self.documents) and self.launched_by is None

    def times(self) -> CampaignTimes:
        return CampaignTimes(self.start, self.end, self.registration_deadline, self.report_deadline, self.publish_at)

    def changes(self, after: "Campaign") -> tuple[str, ...]:
        """The names of what would be different."""
        return tuple(name for name in (*SAID, *ASKED) if getattr(self, name) != getattr(after, name))

    def concerns(self, unit: Unit) -> bool:
        """Whether a unit takes part, by itself or under one that does."""
        return not self.units or not self.units.isdisjoint(unit.lineage)

    def opened(self, now: datetime) -> bool:
        """Whether people may know of it: published, and its opening is not still to come."""
        return self.state is CampaignState.PUBLISHED and now >= self.publish_at

    def registration_open(self, now: datetime) -> bool:
        deadline = self.registration_deadline
        return self.opened(now) and now.date() <= self.end and (deadline is None or now <= deadline)

    def closes(self, zone: ZoneInfo) -> datetime:
        """The end of its last day."""
        return datetime.combine(self.end + timedelta(days=1), time(), zone)

    def require_open(self, now: datetime) -> None:
        """Refused unless it runs or comes, in the eyes of the people: not cancelled, not over."""
        if self.state is CampaignState.CANCELLED:
            raise Refused("campaign_cancelled", campaign=self)
        if not self.opened(now):
            raise Refused("campaign_unknown")
        if now.date() > self.end:
            raise Refused("campaign_ended", campaign=self)

    def require_opening_at(self, moment: datetime | None) -> datetime:
        """When its opening can go out, `moment`; Refused if that is too late to be of use."""
        if moment is None:
            raise Refused("opens_too_late", campaign=self)
        if self.registration_deadline is not None and moment >= self.registration_deadline:
            raise Refused("opens_after_registration", campaign=self, moment=moment)
        return moment

    def require_registration_open(self, now: datetime) -> None:
        """Refused once registration has closed (with no deadline of its own, when the campaign ends)."""
        self.require_open(now)
        if self.registration_deadline is not None and now > self.registration_deadline:
            raise Refused("registration_closed", campaign=self)

"""A campaign: what it asks, of whom, until when; and the steps of its life."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from types import MappingProxyType
from zoneinfo import ZoneInfo

from domain.campaign_content import NOTHING_MORE, Content, Level
from domain.campaign_documents import Criterion, Document, issued_by_office, renumbered
from domain.errors import Refused
from domain.people import Employment, Staff, Unit
from domain.permissions import Right
from domain.registrations import DECIDED_WITHIN
from domain.reminders import CampaignTimes

__all__ = ["Campaign", "CampaignState", "Criterion", "Document", "Step", "Tells", "issued_by_office"]


class CampaignState(StrEnum):
    """The steps of Luật 06/2022/QH15, Đ17, as offices take them."""

    DRAFT = "DRAFT"  # being written
    APPROVED = "APPROVED"  # confirmed: its opening waits for its time
    LAUNCHED = "LAUNCHED"  # its opening has gone out
    REGISTERING = "REGISTERING"  # until its registration deadline; to the end where it has none
    RUNNING = "RUNNING"  # its registration deadline has passed
    INTERIM_REVIEW = "INTERIM_REVIEW"  # sơ kết
    CLOSED = "CLOSED"  # its last day is over
    REVIEWING = "REVIEWING"  # bình xét
    DECIDED = "DECIDED"  # the decision on awards is signed
    ARCHIVED = "ARCHIVED"
    CANCELLED = "CANCELLED"


class Tells(StrEnum):
    """Whom a step is told to."""

    NOBODY = "nobody"
    AUDIENCE = "audience"  # by the opening, to people and groups
    OFFICERS = "officers"
    UNITS = "units"  # the officers, and the heads and focal points of the units that take part
    PARTICIPANTS = "participants"  # who is registered, if the officer wants that


@dataclass(frozen=True, slots=True)
class Step:
    """Who may take it (`right` None: nobody, a date brings it), and whom it is told to."""

    right: Right | None
    tells: Tells


_BY_DATE, _BY_OFFICER = None, Right.OFFICE
_S = CampaignState
_CANCELS = {_S.CANCELLED: Step(_BY_OFFICER, Tells.PARTICIPANTS)}
_ENDS = {_S.CLOSED: Step(_BY_DATE, Tells.OFFICERS)}

STEPS: Mapping[CampaignState, Mapping[CampaignState, Step]] = MappingProxyType(
    {
        _S.DRAFT: {
            _S.APPROVED: Step(_BY_OFFICER, Tells.NOBODY),
            _S.CANCELLED: Step(_BY_OFFICER, Tells.NOBODY),  # nobody has heard of it, nobody will
        },
        _S.APPROVED: {
            _S.DRAFT: Step(_BY_OFFICER, Tells.NOBODY),
            _S.LAUNCHED: Step(_BY_DATE, Tells.AUDIENCE),
            **_CANCELS,
        },
        _S.LAUNCHED: {
            _S.REGISTERING: Step(_BY_DATE, Tells.NOBODY),
            _S.RUNNING: Step(_BY_DATE, Tells.NOBODY),
            **_ENDS,
            **_CANCELS,
        },
        _S.REGISTERING: {
            _S.RUNNING: Step(_BY_DATE, Tells.OFFICERS),
            _S.INTERIM_REVIEW: Step(_BY_DATE, Tells.UNITS),  # where there is no deadline
            **_ENDS,
            **_CANCELS,
        },
        _S.RUNNING: {
            _S.REGISTERING: Step(_BY_DATE, Tells.NOBODY),  # the deadline was put off, or taken away
            _S.INTERIM_REVIEW: Step(_BY_DATE, Tells.UNITS),
            **_ENDS,
            **_CANCELS,
        },
        _S.INTERIM_REVIEW: {_S.RUNNING: Step(_BY_OFFICER, Tells.NOBODY), **_ENDS, **_CANCELS},
        _S.CLOSED: {_S.REVIEWING: Step(_BY_OFFICER, Tells.UNITS)},
        _S.REVIEWING: {_S.DECIDED: Step(_BY_OFFICER, Tells.UNITS)},
        _S.DECIDED: {_S.ARCHIVED: Step(_BY_OFFICER, Tells.NOBODY)},
        _S.ARCHIVED: {},
        _S.CANCELLED: {},
    }
)
_NOT_STANDING = frozenset({_S.DRAFT, _S.CANCELLED})
OPEN = frozenset({_S.APPROVED, _S.LAUNCHED, _S.REGISTERING, _S.RUNNING, _S.INTERIM_REVIEW})  # not over, not cancelled


REPORTED_WITHIN = timedelta(days=60)  # after the last day; later ones are allowed, and pointed out
SAID = ("name", "label", "theme", "start", "end", "registration_deadline", "report_deadline", "publish_at")
ASKED = ("units", "people", "employments", "documents", "criteria")


@dataclass(frozen=True)
class Campaign:
    """`publish_at` is when its opening goes out.

    Who takes part: those of `units` and of all under them, or of the whole office where there are none; of these, where
    `employments` are named, only who is of one; and `people`, whatever they are. People alone: nobody else.
    """

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
    people: frozenset[int] = frozenset()
    employments: frozenset[Employment] = frozenset()
    content: Content = NOTHING_MORE

    @property
    def stands(self) -> bool:
        """Whether it was confirmed and is not cancelled."""
        return self.state not in _NOT_STANDING

    @property
    def silent(self) -> bool:
        """Whether nothing more is asked for or said by itself: cancelled, or archived."""
        return self.state in {_S.CANCELLED, _S.ARCHIVED}

    @property
    def whole_office(self) -> bool:
        """Whether it is for everybody, but for what people are employed as."""
        return not self.units and (not self.people or bool(self.employments))

    @property
    def reviewed(self) -> bool:
        """Whether the review of who is to be commended has begun, or is over."""
        return self.state in {_S.REVIEWING, _S.DECIDED, _S.ARCHIVED}

    @property
    def answered(self) -> tuple[Document, ...]:
        """The documents of what it answers."""
        return tuple(one.document for one in self.content.parents if one.document)

    @property
    def papers(self) -> tuple[Document, ...]:
        """Its documents, and those of what it answers."""
        return (*self.documents, *self.answered)

    def renumbered(self, after: "Campaign") -> dict[str, str]:
        """The numbers of its papers that are corrected by this, each with the one in its place."""
        return renumbered(self.documents, after.documents) | renumbered(self.answered, after.answered)

    @property
    def report_comes_late(self) -> bool:
        """Whether reports may come so long after its last day that the deadline was probably left behind by mistake."""
        deadline = self.report_deadline
        return deadline is not None and deadline.date() - self.end > REPORTED_WITHIN

    @property
    def founding(self) -> tuple[Document, ...]:
        """The documents that it rests on: all but the decision that ends it."""
        return tuple(one for one in self.documents if not one.decides)

    @property
    def decision(self) -> Document | None:
        """By which the awards are given; none as long as that is not signed."""
        return next((one for one in reversed(self.documents) if one.decides), None)

    @property
    def launched_by(self) -> Document | None:
        """The office's own plan, by which the Director launches; none where others launched, at whatever level.

        The first document is the one by which a campaign is launched; the others are what that one rests on.
        """
        at_level = self.content.level is Level.OFFICE
        return next((one for one in self.founding[:1] if at_level and one.of_office), None)

    @property
    def launched_below(self) -> bool:
        """Whether a unit, or the cluster, has launched it, so that the office responds to nobody."""
        return self.content.level in {Level.UNIT, Level.CLUSTER}

    @property
    def launched_above(self) -> bool:
        """Whether the Ministry or the province has launched it, and the office responds, by whose document ever."""
        return self.content.level in {Level.MINISTRY, Level.PROVINCE}

    @property
    def responds(self) -> bool:
        """Whether the document by which it is launched is of others."""
        return bool(self.founding) and not self.founding[0].of_office

    def times(self) -> CampaignTimes:
        return CampaignTimes(self.start, self.end, self.registration_deadline, self.report_deadline, self.publish_at)

    def said(self, name: str) -> object:
        """What it says of one of the names that `changes` gives."""
        return getattr(self.content if name in Content.model_fields else self, name)

    def changes(self, after: "Campaign") -> tuple[str, ...]:
        """The names of what would be different."""
        said = (name for name in (*SAID, *ASKED) if getattr(self, name) != getattr(after, name))
        told = (name for name in Content.model_fields if getattr(self.content, name) != getattr(after.content, name))
        return (*said, *told)

    def concerns(self, unit: Unit) -> bool:
        """Whether a unit is of the audience, by itself or under one that is, whoever works there."""
        return (self.whole_office and unit.of_office) or not self.units.isdisjoint(unit.lineage)

    def includes(self, person: Staff) -> bool:
        """Whether somebody takes part."""
        chosen = not self.employments or person.employment in self.employments
        return person.id in self.people or (chosen and self.concerns(person.unit))

    def require_step(self, to: CampaignState, right: Right | None) -> Step:
        """The step of the table. Refused("campaign_step", …) if there is none, or not by this right (None: a date)."""
        step = STEPS[self.state].get(to)
        if step is None or step.right is not right:
            raise Refused("campaign_step", campaign=self, to=to)
        return step

    def due_step(self, now: datetime, today: date) -> CampaignState | None:
        """What its dates bring next, none if nothing yet. `today`: the day of `now` in the office's time zone."""
        deadline, interim = self.registration_deadline, self.content.interim
        registers, reviews = deadline is None or now <= deadline, interim is not None and today >= interim
        brought = (
            ({_S.APPROVED}, now >= self.publish_at, _S.LAUNCHED),
            (OPEN - {_S.APPROVED}, today > self.end, _S.CLOSED),
            ({_S.LAUNCHED, _S.RUNNING}, registers, _S.REGISTERING),
            ({_S.LAUNCHED, _S.REGISTERING}, not registers, _S.RUNNING),
            ({_S.RUNNING} if deadline else {_S.REGISTERING}, reviews, _S.INTERIM_REVIEW),
        )
        return next((to for states, comes, to in brought if comes and self.state in states), None)

    def opened(self, now: datetime) -> bool:
        """Whether people may know of it: confirmed, and its opening is not still to come."""
        return self.stands and now >= self.publish_at

    def registration_open(self, now: datetime) -> bool:
        deadline = self.registration_deadline
        return self.opened(now) and now.date() <= self.end and (deadline is None or now <= deadline)

    def decided_on(self, today: date) -> bool:
        """Whether its registrations are still decided on, and completed where that is asked: those of the last days,
        too, unless its review has begun."""
        return self.stands and not self.reviewed and today <= self.end + DECIDED_WITHIN

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

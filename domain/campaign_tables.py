"""The tables and keys of a campaign's file (campaign.example.toml)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from domain.campaign_content import Award, Content, Kind, Level
from domain.campaign_values import (
    Amount,
    Audience,
    Count,
    Day,
    Deadline,
    FirstDay,
    LastDay,
    Opening,
    Short,
    Text,
    Unsaid,
)
from domain.campaigns import Campaign, CampaignState, Criterion, Document
from domain.content_values import AKind, ALevel, Form, Forms, Lines, People, StaffKinds, Titles, Words, YesOrNo
from domain.parents import ParentTable


@dataclass(frozen=True, slots=True)
class Mistake:
    """One mistake; its sentence is texts/publishing/mistakes/<code>.txt. `part`: the n-th of a list, if in one."""

    code: str
    key: str = ""
    part: int = 0
    facts: Mapping[str, Any] = field(default_factory=dict)


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class DocumentTable(_Table):
    kind: Short
    number: Short
    date: Day
    issuer: Text


class CriterionTable(_Table):
    name: Text
    unit: Short
    amount: Amount | None = None
    field: Unsaid = ""
    points: Amount | None = None


class AwardTable(_Table):
    form: Form
    collectives: Count | None = None
    people: Count | None = None


class CampaignFile(_Table):
    """The keys of campaign.example.toml."""

    name: Text
    label: Short
    theme: Unsaid = ""
    start: FirstDay
    end: LastDay
    registration_deadline: Deadline | None = None
    report_deadline: Deadline | None = None
    publish_at: Opening | None = None
    audience: Audience = frozenset()
    audience_people: People = frozenset()
    audience_staff: StaffKinds = frozenset()
    level: ALevel = Level.OFFICE
    kind: AKind = Kind.PEAK_DRIVE
    with_union: YesOrNo = False
    slogan: Unsaid = ""
    objectives: Lines = ()
    contents: Lines = ()
    titles: Titles = ()
    forms: Forms = ()
    commitment: Words = ""
    pledge: Words = ""
    pledge_by: Deadline | None = None
    interim: Day | None = None
    parents: Annotated[list[ParentTable], Field(max_length=10)] = []
    awards: Annotated[list[AwardTable], Field(max_length=20)] = []
    documents: Annotated[list[DocumentTable], Field(max_length=20)] = []
    criteria: Annotated[list[CriterionTable], Field(max_length=50)] = []

    def mistakes(self) -> list[Mistake]:
        """Where the dates contradict each other."""
        registration, report = self.registration_deadline, self.report_deadline
        wrong = {
            "end_before_start": ("end", self.end < self.start),
            "deadline_after_end": ("registration_deadline", registration and registration.date() > self.end),
            "report_before_start": ("report_deadline", report and report.date() < self.start),
            "publish_after_end": ("publish_at", self.publish_at and self.publish_at.date() > self.end),
            "pledge_after_end": ("pledge_by", self.pledge_by and self.pledge_by.date() > self.end),
            "people_and_everybody": ("audience_people", self._names_people_of_everybody),
            "interim_outside": ("interim", self.interim and not self.start <= self.interim <= self.end),
        }
        return [Mistake(code, key) for code, (key, is_so) in wrong.items() if is_so]

    @property
    def _names_people_of_everybody(self) -> bool:
        """People alone are nobody else: beside “toàn Sở” that would say two things."""
        everybody = "audience" in self.model_fields_set and not self.audience and not self.audience_staff
        return bool(self.audience_people) and everybody

    def campaign(self, now: datetime) -> Campaign:
        """A draft, to be opened as soon as can be where the file does not say when."""
        return Campaign(
            id=0,
            version=1,
            name=self.name,
            label=self.label,
            theme=self.theme,
            start=self.start,
            end=self.end,
            registration_deadline=self.registration_deadline,
            report_deadline=self.report_deadline,
            publish_at=self.publish_at or now,
            state=CampaignState.DRAFT,
            units=self.audience,
            documents=tuple(Document(one.kind, one.number, one.date, one.issuer) for one in self.documents),
            criteria=tuple(
                Criterion(0, one.name, one.unit, one.amount, one.field, one.points) for one in self.criteria
            ),
            people=self.audience_people,
            employments=self.audience_staff,
            content=self._content(),
        )

    def _content(self) -> Content:
        said = {name: getattr(self, name) for name in Content.model_fields if name not in {"awards", "parents"}}
        awards = tuple(Award(form=one.form, collectives=one.collectives, people=one.people) for one in self.awards)
        return Content(**said, awards=awards, parents=tuple(one.parent() for one in self.parents))

"""The campaigns of a superior level that one answers (“hưởng ứng”), and what it takes from them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, ValidationInfo, model_validator

from domain import dates, documents
from domain.campaign_content import Level, Parent
from domain.campaign_values import Day, Surroundings, Unsaid, Wrong
from domain.campaigns import Campaign, Document
from domain.content_values import LEVEL_WORDS, ALevel
from domain.folding import fold

INHERITED = ("theme", "start", "end")
_HIGHER = frozenset({Level.MINISTRY, Level.PROVINCE, Level.CLUSTER})


class ParentTable(BaseModel):
    """[[parents]] of a campaign's file. `campaign`: the number or the name of one of ours, which says all the rest.

    `number`, with `date`: of the document by which it was launched; its kind and issuer, if not said, as its number
    tells them.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    campaign: int | None = None
    level: ALevel
    name: Unsaid = Field(min_length=1)
    theme: Unsaid = ""
    start: Day | None = None
    end: Day | None = None
    kind: Unsaid = ""
    number: Unsaid = ""
    date: Day | None = None
    issuer: Unsaid = ""

    @model_validator(mode="before")
    @classmethod
    def _filled(cls, value: Any, info: ValidationInfo[Surroundings]) -> Any:
        """With what is known of the campaign of ours, and of the number of the document."""
        if not isinstance(value, Mapping):
            return value
        told = _of_ours(value, info.context.campaigns) if "campaign" in value else {**value}
        return {**_of_number(told.get("number"), info.context.office), **told}

    @model_validator(mode="after")
    def _consistent(self) -> "ParentTable":
        if self.start and self.end and self.end < self.start:
            raise Wrong("end_before_start")
        if self.number and not (self.date and self.issuer):
            raise Wrong("document_unclear", text=self.number)
        return self

    def parent(self) -> Parent:
        document = Document(self.kind, self.number, self.date, self.issuer) if self.number and self.date else None
        return Parent(
            level=self.level,
            name=self.name,
            theme=self.theme,
            start=self.start,
            end=self.end,
            document=document,
            campaign_id=self.campaign,
        )


def _of_number(number: Any, office: str) -> dict[str, str]:
    found = documents.cited(number, office) if isinstance(number, str) else ()
    return {"kind": found[0].kind, **({"issuer": found[0].issuer} if found[0].issuer else {})} if found else {}


def ours(named: Any, campaigns: Sequence[Campaign], *, answered: bool = False) -> Campaign:
    """The one of this number, else the latest of this label or name, that stands; `answered`: its number is known from
    before, whatever has become of it since. Raises Wrong("unknown_campaign", text)."""
    said = fold(str(named))
    by_name = (one for one in reversed(campaigns) if said in {fold(one.label), fold(one.name)} and one.stands)
    by_number = (one for one in campaigns if str(one.id) == said and (one.stands or answered))
    found = next(by_number, None) or next(by_name, None)
    if found is None:
        raise Wrong("unknown_campaign", text=named)
    return found


def _of_ours(table: Mapping[str, Any], campaigns: Sequence[Campaign]) -> dict[str, Any]:
    """Filled with what ours says. A table that has its name, too, is one that was written down from ours."""
    found = ours(table["campaign"], campaigns, answered="name" in table)
    return {**as_table(as_parent(found)), **table, "campaign": found.id}


def as_parent(campaign: Campaign) -> Parent:
    """One of ours, as another one answers it."""
    return Parent(
        level=campaign.content.level,
        name=campaign.name,
        theme=campaign.theme,
        start=campaign.start,
        end=campaign.end,
        document=next(iter(campaign.documents), None),
        campaign_id=campaign.id,
    )


def as_table(parent: Parent) -> dict[str, Any]:
    """As a file would say it, in values that JSON knows."""
    one = parent.document
    said = {
        "campaign": parent.campaign_id,
        "level": LEVEL_WORDS[parent.level],
        "name": parent.name,
        "theme": parent.theme,
        "start": _day(parent.start),
        "end": _day(parent.end),
        **({"kind": one.kind, "number": one.number, "date": _day(one.day), "issuer": one.issuer} if one else {}),
    }
    return {key: value for key, value in said.items() if value}


def _day(day: date | None) -> str:
    return dates.day(day) if day else ""


def known(campaigns: Iterable[Campaign], today: date) -> tuple[Parent, ...]:
    """Those that a new campaign may answer, the latest leading: what others have answered, and our own that go on."""
    standing = [one for one in reversed([*campaigns]) if one.stands]
    own = [as_parent(one) for one in standing if one.end >= today]
    answered = (parent for one in standing for parent in one.content.parents if parent.campaign_id is None)
    higher = [one for one in own if one.level in _HIGHER]
    rest = [one for one in own if one.level not in _HIGHER]
    once: dict[str, Parent] = {}
    for one in (*higher, *answered, *rest):
        if one.end is None or one.end >= today:
            once.setdefault(fold(one.name), one)
    return tuple(once.values())


_PARENTS = TypeAdapter(list[ParentTable])


def inherited(table: Mapping[str, Any], around: Surroundings) -> dict[str, Any]:
    """The table of a file, with the theme and the days that it leaves out and its parents say.

    Raises Wrong("parents_contradict", key, values) where they say different things.
    """
    try:
        parents = _PARENTS.validate_python(table.get("parents", []), context=around)
    except ValidationError:
        return {**table}  # said once the whole table is read
    told = {key: _told(key, parents) for key in INHERITED if key not in table}
    return {**table, **{key: value for key, value in told.items() if value}}


def _told(key: str, parents: Iterable[ParentTable]) -> Any:
    values = [*dict.fromkeys(value for one in parents if (value := getattr(one, key)))]
    if len(values) > 1:
        raise Wrong("parents_contradict", key=key, values=values)
    return values[0] if values else None

"""Reads the file from which a campaign is published, and says every mistake in it at once."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from domain.campaign_values import Amount, Audience, Day, Deadline, Opening, Short, Surroundings, Text, Unsaid, Wrong
from domain.campaigns import Campaign, CampaignState, Criterion, Document
from domain.errors import Refused
from domain.folding import nearest

LARGEST = 64_000  # bytes
_CODES = {
    "missing": "missing",
    "extra_forbidden": "unknown_key",
    "string_type": "not_text",
    "string_too_short": "empty",
    "string_too_long": "too_long",
    "list_type": "not_a_list",
    "model_type": "not_a_list",
    "model_attributes_type": "not_a_list",
    "too_long": "too_many",
}
_LINE = re.compile(r"at line (\d+)")


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


class CampaignFile(_Table):
    """The keys of campaign.example.toml."""

    name: Text
    label: Short
    theme: Unsaid = ""
    start: Day
    end: Day
    registration_deadline: Deadline | None = None
    report_deadline: Deadline | None = None
    publish_at: Opening | None = None
    audience: Audience = frozenset()
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
        }
        return [Mistake(code, key) for code, (key, is_so) in wrong.items() if is_so]

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
            criteria=tuple(Criterion(0, one.name, one.unit, one.amount, one.field) for one in self.criteria),
        )


def read(content: bytes, around: Surroundings) -> CampaignFile:
    """Raises Refused("campaign_file_wrong", mistakes): a list of Mistake."""
    return validated(_toml(content), around)


def validated(table: Mapping[str, Any], around: Surroundings) -> CampaignFile:
    """The rules of the file, wherever its keys and values come from. Raises Refused as `read` does."""
    try:
        file = CampaignFile.model_validate(table, context=around)
    except ValidationError as error:
        raise Refused("campaign_file_wrong", mistakes=_mistakes(error)) from None
    if mistakes := file.mistakes():
        raise Refused("campaign_file_wrong", mistakes=mistakes)
    return file


def wrong_values(table: Mapping[str, Any], around: Surroundings) -> list[Mistake]:
    """What is wrong with single values; nothing about what is missing or contradicts something else."""
    try:
        CampaignFile.model_validate(table, context=around)
    except ValidationError as error:
        return [one for one in _mistakes(error) if one.code != "missing"]
    return []


def _toml(content: bytes) -> dict[str, Any]:
    if len(content) > LARGEST:
        raise _refused("too_big")
    try:
        return tomllib.loads(content.decode("utf-8-sig"), parse_float=Decimal)
    except UnicodeDecodeError:
        raise _refused("not_utf8") from None
    except (ValueError, ArithmeticError, RecursionError) as error:
        raise _not_toml(content.decode("utf-8-sig"), str(error)) from None


def _refused(code: str, key: str = "", **facts: Any) -> Refused:
    return Refused("campaign_file_wrong", mistakes=[Mistake(code, key, facts=facts)])


def _not_toml(text: str, reason: str) -> Refused:
    """A day that does not exist is a mistake of the calendar, whatever the notation thinks of it."""
    found = _LINE.search(reason)
    number = int(found[1]) if found else len(text.splitlines())
    line = text.split("\n")[number - 1 : number]
    key, _, value = "".join(line).partition("=")
    if reason.startswith("Invalid date"):
        return _refused("date_not_real", key.strip(), text=value.partition("#")[0].strip())
    return _refused("not_toml", line=number)


def _mistakes(error: ValidationError) -> list[Mistake]:
    """A key that is wrongly spelt is one mistake, not also a key that is missing."""
    found = [_mistake(one) for one in error.errors()]
    misspelt = {(one.facts["close"], one.part) for one in found if one.code == "unknown_key"}
    return [one for one in found if one.code != "missing" or (one.key, one.part) not in misspelt]


def _mistake(error: Any) -> Mistake:
    where = [word for word in error["loc"] if isinstance(word, str)]
    part = next((word + 1 for word in error["loc"] if isinstance(word, int)), 0)
    key, wrong = where[-1], error.get("ctx", {}).get("error")
    if isinstance(wrong, Wrong):
        return Mistake(wrong.code, key, part, {"table": where[0], **wrong.facts})
    misplaced = error["type"] == "extra_forbidden" and len(where) > 1 and key in CampaignFile.model_fields
    code = "misplaced" if misplaced else _CODES[error["type"]]
    facts = {"table": where[0], "most": error.get("ctx", {}).get("max_length"), "close": _nearest_key(where)}
    return Mistake(code, key, part, facts)


def _nearest_key(where: list[str]) -> str:
    """The key of the same table that was probably meant."""
    tables: Mapping[str, type[BaseModel]] = {"documents": DocumentTable, "criteria": CriterionTable}
    table = tables.get(where[0], CampaignFile) if len(where) > 1 else CampaignFile
    return nearest(where[-1], table.model_fields) or ""

"""A drive that an officer prepares in chat: its draft, what it still lacks, and what it runs beside."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import IntEnum
from typing import Any, NamedTuple

from pydantic import BaseModel, ConfigDict

from domain import campaign_file, dates
from domain.campaign_file import CampaignFile, Mistake
from domain.campaign_values import Surroundings
from domain.campaigns import Campaign, issued_by_office
from domain.errors import Refused
from domain.templates import Drive

WHOLE_OFFICE = "toàn Sở"


class Item(IntEnum):
    """The numbers under which the officer sees and edits a draft."""

    NAME = 1
    PERIOD = 2
    REGISTRATION = 3
    REPORT = 4
    AUDIENCE = 5
    CRITERIA = 6
    PLAN = 7
    SUPERIOR = 8
    THEME = 9
    PARENTS = 10
    OBJECTIVES = 11
    CONTENTS = 12
    SLOGAN = 13
    AWARDS = 14
    TITLES = 15
    COMMITMENT = 16
    PLEDGE = 17
    LEVEL = 18
    UNION = 19
    INTERIM = 20


FIRST = tuple(item for item in Item if item <= Item.THEME)  # what is shown first; the others are seldom needed
FURTHER = tuple(item for item in Item if item > Item.THEME)


KEYS = {
    Item.NAME: frozenset({"name", "label"}),
    Item.PERIOD: frozenset({"start", "end"}),
    Item.REGISTRATION: frozenset({"registration_deadline"}),
    Item.REPORT: frozenset({"report_deadline"}),
    Item.AUDIENCE: frozenset({"audience", "audience_people", "audience_staff"}),
    Item.CRITERIA: frozenset({"criteria"}),
    Item.PLAN: frozenset({"documents"}),
    Item.SUPERIOR: frozenset({"documents"}),
    Item.THEME: frozenset({"theme"}),
    Item.PARENTS: frozenset({"parents"}),
    Item.OBJECTIVES: frozenset({"objectives"}),
    Item.CONTENTS: frozenset({"contents"}),
    Item.SLOGAN: frozenset({"slogan"}),
    Item.AWARDS: frozenset({"awards"}),
    Item.TITLES: frozenset({"titles", "forms"}),
    Item.COMMITMENT: frozenset({"commitment"}),
    Item.PLEDGE: frozenset({"pledge", "pledge_by"}),
    Item.LEVEL: frozenset({"level", "kind"}),
    Item.UNION: frozenset({"with_union"}),
    Item.INTERIM: frozenset({"interim"}),
}


def numbered(text: str) -> Item | None:
    """The item whose number is all that was typed; None if that is no such number."""
    said = text.strip()
    return next((item for item in Item if said == str(int(item))), None)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong; its sentence is texts/launch/wrong/<code>.txt. `line`: what was typed, if it was just now."""

    code: str
    item: Item | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    line: str = ""


class LaunchDraft(BaseModel):
    """`table`: the keys of a campaign's file, in values that JSON knows, dates and hours as the office writes them.

    `responding`: others launch this drive and the office responds; `template`: the key of the drive it was made of;
    `made_of`: the years, without the second, of the earlier campaign that it was made of.
    `inherited`: the keys whose values are those of what it answers, not said by an officer.
    """

    model_config = ConfigDict(frozen=True)

    table: dict[str, Any]
    year: int | None = None
    responding: bool = False
    template: str = ""
    inherited: tuple[str, ...] = ()
    made_of: tuple[int, int] | None = None

    @property
    def documents(self) -> list[dict[str, str]]:
        found: list[dict[str, str]] = self.table.get("documents", [])
        return found

    @property
    def further(self) -> list[int]:
        """The numbers of the further items that say something."""
        return [int(item) for item in FURTHER if not KEYS[item].isdisjoint(self.table)]

    def under(self, item: Item) -> dict[str, Any]:
        """What stands under an item, by its keys."""
        return {key: self.table[key] for key in KEYS[item] if key in self.table}

    def papers(self, item: Item) -> list[dict[str, str]]:
        """The documents that stand under an item: the office's own, or those of others."""
        return [one for one in self.documents if issued_by_office(one["issuer"]) is (item is Item.PLAN)]

    def with_(self, **values: Any) -> "LaunchDraft":
        """These keys changed; without those that are None."""
        table = {key: value for key, value in {**self.table, **values}.items() if value is not None}
        return self.model_copy(update={"table": table})

    def saying(self, item: Item) -> "LaunchDraft":
        """What stands under this item was said by an officer, wherever it came from before."""
        return self.model_copy(update={"inherited": tuple(one for one in self.inherited if one not in KEYS[item])})

    def with_documents(self, documents: Iterable[dict[str, str]]) -> "LaunchDraft":
        """Those by which it is launched come first: the office's own, where it does not respond to others."""
        ordered = sorted(documents, key=lambda one: issued_by_office(one["issuer"]) is self.responding)
        return self.with_(documents=ordered or None)

    def on_side(self, *, responding: bool) -> "LaunchDraft":
        """Responding to others or not, with the documents in that order."""
        return self.model_copy(update={"responding": responding}).with_documents(self.documents)

    def begins(self, around: Surroundings) -> datetime:
        """From where its days without a year are counted."""
        if "start" in self.table:
            first = dates.read(self.table["start"], around.now).start
        elif self.year is not None:
            first = date(self.year, 1, 1)
        else:
            return around.now.astimezone(around.calendar.zone)
        return around.calendar.at(first, time())

    def file(self, around: Surroundings) -> CampaignFile:
        """As if a file had said it. Raises Refused("campaign_file_wrong", mistakes)."""
        return campaign_file.validated(self.table, around)


def of_drive(drive: Drive, around: Surroundings) -> LaunchDraft:
    """What a template holds for this year."""
    return LaunchDraft(
        table=drive.table(around.calendar),
        year=drive.year,
        responding=drive.template.responding,
        template=drive.key,
    )


def empty() -> LaunchDraft:
    return LaunchDraft(table={"audience": WHOLE_OFFICE})


class Lacks(NamedTuple):
    """`needed`: without these nothing can be published; `advised`: what a reader would miss."""

    needed: tuple[Item, ...]
    advised: tuple[Item, ...]

    @property
    def ready(self) -> bool:
        return not self.needed


def missing(draft: LaunchDraft) -> Lacks:
    """A launch rests on the office's own signed plan, a response on the document that it responds to."""
    absent = {
        Item.NAME: "name" not in draft.table,
        Item.PERIOD: not KEYS[Item.PERIOD] <= draft.table.keys(),
        Item.PLAN: not draft.responding and not draft.papers(Item.PLAN),
        Item.SUPERIOR: not draft.papers(Item.SUPERIOR),
        Item.THEME: "theme" not in draft.table,
    }
    needed = {Item.NAME, Item.PERIOD, Item.SUPERIOR if draft.responding else Item.PLAN}
    lacking = [item for item, is_absent in absent.items() if is_absent]
    return Lacks(tuple(i for i in lacking if i in needed), tuple(i for i in lacking if i not in needed))


def contradictions(draft: LaunchDraft, around: Surroundings) -> tuple[Fault, ...]:
    """What does not fit together, and days that have passed since they were typed."""
    try:
        file = draft.file(around)
    except Refused as refused:
        wrong = (one for one in refused.facts["mistakes"] if one.code != "missing")
        return tuple(Fault(one.code, _item(one), one.facts) for one in wrong)
    deadlines = {Item.REGISTRATION: file.registration_deadline, Item.REPORT: file.report_deadline}
    passed = {item: dates.full(moment) for item, moment in deadlines.items() if moment and moment < around.now}
    if file.end < around.calendar.day_of(around.now):
        passed[Item.PERIOD] = f"ngày {dates.day(file.end)}"
    return tuple(Fault("date_past", item, {"text": text}) for item, text in sorted(passed.items()))


def _item(mistake: Mistake) -> Item | None:
    key = mistake.facts.get("table", mistake.key)
    return next((item for item, keys in KEYS.items() if key in keys), None)


def overlaps(campaign: Campaign, others: Iterable[Campaign]) -> tuple[Campaign, ...]:
    """The published ones that some of the same people take part in at the same time."""
    return tuple(one for one in others if one.stands and _overlap(campaign, one))


def _overlap(one: Campaign, other: Campaign) -> bool:
    same_days = one.start <= other.end and other.start <= one.end
    everybody = one.whole_office or other.whole_office
    same_people = everybody or bool(one.units & other.units) or bool(one.people & other.people)
    return one.id != other.id and same_days and same_people

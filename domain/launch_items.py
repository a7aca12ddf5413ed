"""Reads the value of one item of a launch draft. Each raises Wrong(code, **facts) for what it cannot read."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain import dates, documents, launch_criteria, launch_days, replies
from domain.campaign_values import WHOLE_OFFICE as MEANS_ALL
from domain.campaign_values import Surroundings, Wrong, tidy
from domain.campaigns import issued_by_office
from domain.folding import fold, loose
from domain.launch import WHOLE_OFFICE, Item, LaunchDraft
from domain.templates import LABEL_LENGTH, shortened

_NOTHING = {"khong", "khong co", "bo", "xoa", "bo trong", "khong can", "khong ghi"}
_ALL = {"het", "tat ca", "toan bo"}
_ADDS = re.compile(loose(r"\s*(?:\+|(?:thêm|bổ sung)(?!\w))_"), re.IGNORECASE)
_DROPS = re.compile(loose(r"\s*(?:bỏ|xóa|xoá|bớt)(?!\w)_"), re.IGNORECASE)
_QUOTES = " “”\"'"
_PARTS = re.compile(r"\s*(?:[,;]|\bvà\b|\bva\b)\s*", re.IGNORECASE)


@dataclass(frozen=True)
class Edit:
    """One item being edited. `again`: an earlier line of the same message has edited it, so this one adds to it."""

    draft: LaunchDraft
    value: str
    item: Item
    again: bool
    around: Surroundings


def name(edit: Edit) -> LaunchDraft:
    """What it is called day by day follows its name, unless that was said by itself."""
    said, table = tidy(edit.value), edit.draft.table
    follows = table.get("label") in {None, shortened(table.get("name", ""), LABEL_LENGTH)}
    return edit.draft.with_(name=said, label=shortened(said, LABEL_LENGTH) if follows else table["label"])


def period(edit: Edit) -> LaunchDraft:
    start, end = launch_days.period(edit.value, _year_begins(edit), edit.around)
    return edit.draft.with_(start=dates.day(start), end=dates.day(end))


def _year_begins(edit: Edit) -> datetime:
    """A new period is of the year of the draft, whatever its days were."""
    return edit.draft.with_(start=None).begins(edit.around)


def deadline(edit: Edit) -> LaunchDraft:
    key = "registration_deadline" if edit.item is Item.REGISTRATION else "report_deadline"
    if fold(edit.value) in _NOTHING:
        return edit.draft.with_(**{key: None})
    standing = edit.draft.table.get(key, "")
    moment = launch_days.deadline(edit.value, standing, edit.draft.begins(edit.around), edit.around)
    return edit.draft.with_(**{key: dates.full(moment)})


def audience(edit: Edit) -> LaunchDraft:
    """“toàn Sở”, numbers of the units as they are listed, or their names; names hold commas and “và” too."""
    said, units = fold(edit.value), edit.around.units
    if said in MEANS_ALL or said in _NOTHING:
        return edit.draft.with_(audience=WHOLE_OFFICE)
    places = replies.numbers(edit.value)
    if not all(0 < place <= len(units) for place in places):
        raise Wrong("number_outside", most=len(units))
    named = [units[place - 1].name for place in places] or _names(edit.value, _known(edit.around))
    if not named:
        raise Wrong("unknown_unit", text=edit.value, close="")
    return edit.draft.with_(audience=[*dict.fromkeys(named)])


def _known(around: Surroundings) -> Mapping[str, str]:
    return {fold(known): unit.name for unit in around.units for known in (unit.name, unit.short_name)}


def _names(text: str, known: Mapping[str, str]) -> list[str]:
    """The units in a list of names, the longest name first; what is no unit stays as it was typed."""
    ends = [*(m.start() for m in _PARTS.finditer(text)), len(text)]
    end = next((end for end in reversed(ends) if fold(text[:end]) in known), ends[0])
    first = known.get(fold(text[:end]), text[:end].strip())
    rest = _PARTS.sub("", text[end:], count=1)
    return [*filter(None, [first]), *(_names(rest, known) if rest.strip() else [])]


def criteria(edit: Edit) -> LaunchDraft:
    standing = edit.draft.table.get("criteria", [])
    if fold(edit.value) in _NOTHING:
        return edit.draft.with_(criteria=None)
    if dropped := _DROPS.match(edit.value):
        return edit.draft.with_(criteria=_without(standing, edit.value[dropped.end() :]) or None)
    adds = _ADDS.match(edit.value)
    said = launch_criteria.read(edit.value[adds.end() if adds else 0 :], edit.around.now)
    return edit.draft.with_(criteria=launch_criteria.added(standing if adds or edit.again else [], said))


def _without(standing: Sequence[Any], text: str) -> list[Any]:
    """A list without the parts whose places were said; all are gone by “hết”."""
    if fold(text) in _ALL:
        return []
    places = replies.numbers(text)
    if not places or not all(0 < place <= len(standing) for place in places):
        raise Wrong("number_outside", most=len(standing))
    return [one for place, one in enumerate(standing, start=1) if place not in places]


def papers(edit: Edit) -> LaunchDraft:
    """The office has one plan, which the next one replaces; of others there may be any number.

    Who issued a document is told by its number, whatever item it was typed under.
    """
    standing = edit.draft.papers(edit.item)
    if fold(edit.value) in _NOTHING:
        return edit.draft.with_documents(one for one in edit.draft.documents if one not in standing)
    if dropped := _DROPS.match(edit.value):
        left = _left(standing, edit.value[dropped.end() :], edit.around)
        return edit.draft.with_documents(one for one in edit.draft.documents if one not in standing or one in left)
    said = _papers(edit)
    replaces = edit.item is Item.PLAN and not edit.again and not _ADDS.match(edit.value)
    gone = {one["number"] for one in said}
    if replaces and any(issued_by_office(one["issuer"]) for one in said):
        gone |= {one["number"] for one in standing}
    return edit.draft.with_documents([*(one for one in edit.draft.documents if one["number"] not in gone), *said])


def _left(standing: Sequence[dict[str, str]], text: str, around: Surroundings) -> list[dict[str, str]]:
    named = {one.number for one in documents.cited(text, around.office)}
    return [one for one in standing if one["number"] not in named] if named else _without(standing, text)


def _papers(edit: Edit) -> list[dict[str, str]]:
    found = documents.cited(edit.value, edit.around.office)
    if not found:
        raise Wrong("document_unclear", text=edit.value)
    return [_paper(one, edit) for one in found]


def _paper(one: documents.Cited, edit: Edit) -> dict[str, str]:
    day = launch_days.paper_day(one.rest, edit.draft.begins(edit.around))
    if day is None:
        raise Wrong("document_undated", text=one.number)
    if not one.issuer:
        raise Wrong("issuer_unknown", text=one.number, day=day)
    return {"kind": one.kind, "number": one.number, "date": dates.day(day), "issuer": one.issuer}


def theme(edit: Edit) -> LaunchDraft:
    said = None if fold(edit.value) in _NOTHING else tidy(edit.value).strip(_QUOTES)
    return edit.draft.with_(theme=said or None)


READERS: Mapping[Item, Callable[[Edit], LaunchDraft]] = {
    Item.NAME: name,
    Item.PERIOD: period,
    Item.REGISTRATION: deadline,
    Item.REPORT: deadline,
    Item.AUDIENCE: audience,
    Item.CRITERIA: criteria,
    Item.PLAN: papers,
    Item.SUPERIOR: papers,
    Item.THEME: theme,
}

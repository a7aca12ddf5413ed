"""Reads the value of one item of a launch draft. Each raises Wrong(code, **facts) for what it cannot read."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from domain import dates, documents, launch_content, launch_criteria, launch_days
from domain.campaign_values import Surroundings, Wrong, tidy
from domain.campaigns import issued_by_office
from domain.launch import Item, LaunchDraft
from domain.launch_audience import audience
from domain.launch_edits import Edit, unquoted, without
from domain.templates import LABEL_LENGTH, shortened


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
    if edit.empties:
        return edit.draft.with_(**{key: None})
    standing = edit.draft.table.get(key, "")
    moment = launch_days.deadline(edit.value, standing, edit.draft.begins(edit.around), edit.around)
    return edit.draft.with_(**{key: dates.full(moment)})


def criteria(edit: Edit) -> LaunchDraft:
    standing = edit.draft.table.get("criteria", [])
    if edit.empties:
        return edit.draft.with_(criteria=None)
    if edit.dropped is not None:
        return edit.draft.with_(criteria=without(standing, edit.dropped) or None)
    said = launch_criteria.read(edit.said, edit.around.now)
    return edit.draft.with_(criteria=launch_criteria.added(standing if edit.adds else [], said))


def papers(edit: Edit) -> LaunchDraft:
    """The office has one plan, which the next one replaces; of others there may be any number.

    Who issued a document is told by its number, whatever item it was typed under.
    """
    standing = edit.draft.papers(edit.item)
    if edit.empties:
        return edit.draft.with_documents(one for one in edit.draft.documents if one not in standing)
    if edit.dropped is not None:
        left = _left(standing, edit.dropped, edit.around)
        return edit.draft.with_documents(one for one in edit.draft.documents if one not in standing or one in left)
    said = _papers(edit)
    replaces = edit.item is Item.PLAN and not edit.adds
    gone = {one["number"] for one in said}
    if replaces and any(issued_by_office(one["issuer"]) for one in said):
        gone |= {one["number"] for one in standing}
    return edit.draft.with_documents([*(one for one in edit.draft.documents if one["number"] not in gone), *said])


def _left(standing: Sequence[dict[str, str]], text: str, around: Surroundings) -> list[dict[str, str]]:
    named = {one.number for one in documents.cited(text, around.office)}
    return [one for one in standing if one["number"] not in named] if named else without(standing, text)


def _papers(edit: Edit) -> list[dict[str, str]]:
    found = documents.cited(edit.value, edit.around.office)
    if not found:
        raise Wrong("document_unclear", text=edit.value)
    begins = edit.draft.begins(edit.around)
    return [launch_days.paper(one, begins, edit.around.now) for one in found]


def theme(edit: Edit) -> LaunchDraft:
    said = None if edit.empties else unquoted(tidy(edit.value))
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
    **launch_content.READERS,
}

"""Reads the further items of a launch draft: what it answers, its aims, awards, signatures, level and reviews."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from domain import dates, launch_days
from domain.award_types import AwardClass
from domain.campaign_values import Wrong, tidy
from domain.content_values import KIND_WORDS, LEVEL_WORDS, award, kind, level
from domain.folding import fold, loose
from domain.launch import Item, LaunchDraft
from domain.launch_edits import Edit, edited_list, unquoted
from domain.launch_parents import parents
from domain.launch_pledge import pledge

_LISTS = {Item.OBJECTIVES: "objectives", Item.CONTENTS: "contents"}
_FIGURE = r"((?:(?<!\w)[-−])?\d+(?:[.,]\d+)*)"  # all of it, so that what is no whole number is said
_NUMBERS = (
    ("collectives", re.compile(loose(rf"{_FIGURE}_(?:tập thể|đơn vị|tt(?!\w))"), re.IGNORECASE)),
    ("people", re.compile(loose(rf"{_FIGURE}_(?:cá nhân|người|cn(?!\w))"), re.IGNORECASE)),
)
_BETWEEN = re.compile(r"^[\s,:-]+|(?:[\s,:-]|\bvà\b|\bva\b)+$", re.IGNORECASE)
_TITLES = re.compile(loose(r"(?:danh hiệu)(?: thi đua)?_:?_"), re.IGNORECASE)
_FORMS = re.compile(loose(r"(?:hình thức)(?: khen thưởng)?_:?_"), re.IGNORECASE)
_COMMAS = re.compile(r"\s*(?:,|\bvà\b|\bva\b)\s*", re.IGNORECASE)


def lines(edit: Edit) -> LaunchDraft:
    """Parts between “;”: each an aim, or a content."""
    key = _LISTS[edit.item]
    said = [tidy(part).strip(" .") for part in edit.said.split(";") if part.strip(" .")]
    return edit.draft.with_(**{key: edited_list(edit, edit.draft.table.get(key, []), said)})


def words(key: str) -> Callable[[Edit], LaunchDraft]:
    """What is written down as it was said."""

    def read(edit: Edit) -> LaunchDraft:
        said = "" if edit.empties else unquoted(tidy(edit.value))
        return edit.draft.with_(**{key: said or None})

    return read


def awards(edit: Edit) -> LaunchDraft:
    """“giấy khen 3 tập thể, 10 cá nhân; bằng khen bộ 1 tập thể”; of a form that stands there the new numbers count."""
    standing = edit.draft.table.get("awards", [])
    plain = edit.empties or edit.dropped is not None
    said = [] if plain else [_award(part, edit) for part in edit.said.split(";") if part.strip()]
    new = {one["form"] for one in said}
    kept = [one for one in standing if one["form"] not in new]
    return edit.draft.with_(awards=edited_list(edit, standing if plain else kept, said))


def _award(text: str, edit: Edit) -> dict[str, Any]:
    numbers, name = {}, text
    for key, number in _NUMBERS:
        if found := number.search(name):
            numbers[key] = _whole(found[1])
            name = f"{name[: found.start()]},{name[found.end() :]}"
    name = _BETWEEN.sub("", _BETWEEN.sub("", name))
    return {"form": award(tidy(name), AwardClass.FORM, edit.around.awards), **numbers}


def _whole(text: str) -> int:
    if not text.isdecimal() or not int(text):
        raise Wrong("not_a_number", text=text)
    return int(text)


def asked(edit: Edit) -> LaunchDraft:
    """“danh hiệu LĐTT, CSTĐCS; hình thức giấy khen”. Without a word before it, each goes to the list that it is of."""
    table = edit.draft.table
    if edit.empties:
        return edit.draft.with_(titles=None, forms=None)
    said: dict[str, list[str]] = {"titles": [], "forms": []}
    for part in filter(str.strip, edit.said.split(";")):
        for key, name in _asked(part.strip(), edit):
            said[key].append(name)
    standing = table if edit.adds else {}
    both = {key: [*dict.fromkeys((*standing.get(key, []), *names))] or None for key, names in said.items()}
    return edit.draft.with_(**both)


def _asked(part: str, edit: Edit) -> list[tuple[str, str]]:
    marked = {AwardClass.TITLE: _TITLES.match(part), AwardClass.FORM: _FORMS.match(part)}
    wanted, mark = next(((of, found) for of, found in marked.items() if found), (None, None))
    names = [name for name in _COMMAS.split(part[mark.end() if mark else 0 :]) if name.strip()]
    return [_listed(tidy(name), wanted, edit) for name in names]


def _listed(name: str, wanted: AwardClass | None, edit: Edit) -> tuple[str, str]:
    known = edit.around.awards.named(name)
    of = wanted or (known.kind if known else AwardClass.TITLE)
    return ("titles" if of is AwardClass.TITLE else "forms"), award(name, of, edit.around.awards)


def placed(edit: Edit) -> LaunchDraft:
    """“cấp Sở, chuyên đề”: the level, the kind, or both."""
    changed = dict(_place(tidy(part)) for part in re.split(r"[,;]", edit.value) if part.strip())
    return edit.draft.with_(**changed)


def _place(text: str) -> tuple[str, str]:
    if (of := kind(text)) is not None:
        return "kind", KIND_WORDS[of]
    if (by := level(text)) is not None:
        return "level", LEVEL_WORDS[by]
    raise Wrong("level_unclear", text=text)


def union(edit: Edit) -> LaunchDraft:
    said = fold(edit.value)
    if said in {"co", "dung", "cung phat dong"} or edit.empties:
        return edit.draft.with_(with_union=None if edit.empties else True)
    raise Wrong("yes_or_no", text=edit.value)


def interim(edit: Edit) -> LaunchDraft:
    if edit.empties:
        return edit.draft.with_(interim=None)
    day = launch_days.deadline(edit.value, "", edit.draft.begins(edit.around), edit.around)
    return edit.draft.with_(interim=dates.day(day.date()))


READERS: Mapping[Item, Callable[[Edit], LaunchDraft]] = {
    Item.PARENTS: parents,
    Item.OBJECTIVES: lines,
    Item.CONTENTS: lines,
    Item.SLOGAN: words("slogan"),
    Item.AWARDS: awards,
    Item.TITLES: asked,
    Item.COMMITMENT: words("commitment"),
    Item.PLEDGE: pledge,
    Item.LEVEL: placed,
    Item.UNION: union,
    Item.INTERIM: interim,
}

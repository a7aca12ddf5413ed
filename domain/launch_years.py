"""The years in the words of a campaign that is made again: which move on, and which are of what they stand in."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from domain.folding import loose
from domain.launch import Item, LaunchDraft

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_ANNIVERSARY = re.compile(r"(?<=kỷ niệm )\d+(?= năm)", re.IGNORECASE)
_SPAN = re.compile(
    r"(?P<first>(?:\d{1,2}[/.-]){0,2}\d{4})(?: ?[-–—] ?| đến (?:năm )?)(?P<last>(?:\d{1,2}[/.-]){0,2}\d{4})"
)
# Part of a number (06/2026/QH16), of a day (26/02/2026), of a month (tháng 6 năm 2026), or of the name of a law.
_MONTHS = "giêng|hai|ba|tư|năm|sáu|bảy|tám|chín|mười(?: một| hai)?|chạp"
_PAPERS = "Luật|Bộ luật|Hiến pháp|Pháp lệnh|Nghị quyết|Nghị định|Thông tư|Chỉ thị|Quyết định|Công văn"
_OF_PAPER = (
    re.compile(r"\w[/.–-]$"),
    re.compile(loose(rf"tháng (?:\d{{1,2}}|{_MONTHS}) năm $"), re.IGNORECASE),
    re.compile(loose(rf"(?<!\w)(?:{_PAPERS})(?!\w)[^;:.“”()]*(?<!trong) năm $")),
)
_GOES_ON = re.compile(r"[/.–-]\w")
_AROUND = re.compile(r"[^\s,;:()“”]+")
_BEFORE = 4  # words before a year that say what it is of
_WORDS = {
    Item.NAME: ("name", "label"),
    Item.CRITERIA: ("criteria",),
    Item.OBJECTIVES: ("objectives",),
    Item.CONTENTS: ("contents",),
    Item.SLOGAN: ("slogan",),
    Item.COMMITMENT: ("commitment",),
    Item.PLEDGE: ("pledge",),
}


def moved(text: str, own: range, by: int) -> str:
    """With the campaign's `own` years and its anniversary moved on; numbers, days and periods stay."""
    counted = _counted(text)
    text = _YEAR.sub(lambda m: str(int(m[0]) + by) if int(m[0]) in own and not _stays(m, counted) else m[0], text)
    return _ANNIVERSARY.sub(lambda m: str(int(m[0]) + by), text)


def _counted(text: str) -> set[int]:
    return {int(found[0]) for found in _ANNIVERSARY.finditer(text)}


def _stays(year: re.Match[str], counted: set[int]) -> bool:
    """Whether a year belongs to a document, a day or a period; not the last one of an anniversary (1945 - 2026)."""
    if span := _span(year):
        return not _of_anniversary(span, counted)
    before = year.string[: year.start()]
    of_paper = any(words.search(before) for words in _OF_PAPER)
    return of_paper or _GOES_ON.match(year.string, year.end()) is not None


def _span(year: re.Match[str]) -> re.Match[str] | None:
    spans = _SPAN.finditer(year.string)
    return next((one for one in spans if one.start() <= year.start() < one.end()), None)


def _of_anniversary(span: re.Match[str], counted: set[int]) -> bool:
    """As many years as are celebrated, or the same day of two years (28/8/1945 - 28/8/2026)."""
    (first, since), (last, until) = ((span[end][:-4], int(span[end][-4:])) for end in ("first", "last"))
    return until - since in counted or (first == last != "")


@dataclass(frozen=True, slots=True)
class Years:
    """What became of the years of a draft that was made of an earlier campaign.

    `written`: items that name the new year. `left`: items and the words in them that are still of the former one.
    """

    written: tuple[Item, ...]
    left: tuple[tuple[Item, str], ...]


def of_draft(draft: LaunchDraft) -> Years | None:
    """None where it was not made of a campaign of another year."""
    if draft.made_of is None or draft.year is None:
        return None
    return _years(draft.table, range(*draft.made_of), draft.year)


def _years(table: Mapping[str, Any], own: range, new: int) -> Years:
    """A period that lasts into the `new` year may well stand."""
    texts = [(item, text) for item in _WORDS for text in dict.fromkeys(_texts(table, item))]
    written = dict.fromkeys(item for item, text in texts if any(_new(text, new)))
    left = [(item, said) for item, text in texts for said in _left(text, own, new)]
    return Years(tuple(written), tuple(dict.fromkeys(left)))


def _texts(table: Mapping[str, Any], item: Item) -> Iterator[str]:
    for key in _WORDS[item]:
        said = table.get(key, ())
        for one in (said,) if isinstance(said, str) else said:
            yield one if isinstance(one, str) else one["name"]


def _new(text: str, new: int) -> Iterator[bool]:
    counted = _counted(text)
    return (int(found[0]) == new and not _stays(found, counted) for found in _YEAR.finditer(text))


def _left(text: str, own: range, new: int) -> Iterator[str]:
    for year in _YEAR.finditer(text):
        span, former = _span(year), int(year[0]) in own and int(year[0]) < new
        lasts = span is not None and int(span["last"][-4:]) >= new
        if former and not lasts:
            yield _phrase(text, *(span or year).span())


def _phrase(text: str, start: int, end: int) -> str:
    """The words that hold a place, and some before them in the same clause."""
    clause = re.split(r"[,;:()“”]", text[:start])[-1]
    first = [word.start() for word in re.finditer(r"\S+", clause)][-_BEFORE:]
    begin = start - len(clause) + (first[0] if first else len(clause))
    rest = _AROUND.match(text, end)
    return text[begin : rest.end() if rest else end].strip(" .")

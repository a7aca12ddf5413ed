"""A sentence cut into what it says: amounts, dates, places, breaks between clauses, and the words in between."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Literal

from domain import dates, numbers
from domain.language import names
from domain.language.abbreviations import DANGEROUS
from domain.language.acts import KINDS, splits
from domain.language.measures import DIVISIBLE, MEASURES
from domain.language.places import place_at
from domain.language.words import Word, listed, phrases, words


@dataclass(frozen=True, slots=True)
class Amount:
    """How many of what: the unit of measure spelled with marks; `assumed` if the person did not say it."""

    value: Decimal
    measure: str
    assumed: bool = False


@dataclass(frozen=True, slots=True)
class Counted:
    """An amount as it stands in the sentence; its unit of measure is "" if none was said."""

    amount: Amount
    typed: str
    approximate: bool = False
    ambiguous: bool = False


@dataclass(frozen=True, slots=True)
class Dated:
    reading: dates.Reading
    typed: str
    due: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    name: str


@dataclass(frozen=True, slots=True)
class Break:
    """A comma, “và”, a new line: another clause may begin."""

    sign: str


Piece = Counted | Dated | Placed | Break | Word
Taken = dict[int, tuple[int, Piece | None]]
Prefer = Literal["past", "future"]

_SIGNS = frozenset(",;.\n+&|•*–—!?:()")
_JOINTS = phrases(
    listed("và, đồng thời, ngoài ra, bên cạnh đó, cùng với đó, sau đó, rồi, rồi thì, cùng, cũng như, còn")
)
_DUE = frozenset({"truoc", "xong", "han", "thanh", "nhat", "muon", "den", "hoan"})
_OF_A_DATE = phrases(
    listed(
        "xong, vào, trong, ngày, từ, hôm, lúc, kể từ, tính đến, đến, đến hết, hết, tháng, trước, chậm"
        " nhất, chậm nhất là, muộn nhất, hạn, hạn chót, thời hạn, hoàn thành trước, hoàn thành"
    )
)
_MONEY = re.compile(r"(?:tỷ|tỉ|ty|ti|triệu|trieu|tr)\b|\dtr", re.IGNORECASE)
_NOT_COUNTING = frozenset({"tại", "tai", "ở", "o", "trong", "sau", "trên"})


def pieces(text: str, now: datetime, prefer: Prefer) -> list[Piece]:
    """What the sentence says, in order. `text` is NFC without abbreviations; raises what `dates.find` raises."""
    sentence = words(text)
    taken: Taken = {}
    masked, drives = names.hidden(text)
    for start, end in drives:
        first, last = _covered(sentence, start, end)
        taken[first] = (last, None)
    masked = _take_dates(masked, sentence, taken, now, prefer)
    amounts = _amounts(masked, sentence)
    measured = any(counted.amount.measure for _, counted in amounts.values())
    taken |= {at: found for at, found in amounts.items() if found[1].amount.measure or not measured}
    _take_places(sentence, taken)
    return list(_in_order(text, sentence, taken))


def _covered(sentence: tuple[Word, ...], start: int, end: int) -> tuple[int, int]:
    """The words that lie within these characters: the first, and the one after the last."""
    first = bisect_left(sentence, start + 1, key=lambda word: word.end)
    return first, max(bisect_left(sentence, end, key=lambda word: word.start), first)


def _take_dates(text: str, sentence: tuple[Word, ...], taken: Taken, now: datetime, prefer: Prefer) -> str:
    masked = text
    for found in dates.find(text, now, prefer):
        masked = names.blank(masked, found.start, found.end)
        first, last = _covered(sentence, found.start, found.end)
        begin = first
        while length := _leads_to(sentence, begin):
            begin -= length
        due = any(word.plain in _DUE for word in sentence[begin:first])
        taken[begin] = (last, Dated(found.reading, text[found.start : found.end], due))
    return masked


def _leads_to(sentence: tuple[Word, ...], place: int) -> int:
    """How many words just before a date belong to it: “chậm nhất”, “xong trước”."""
    for length in (3, 2, 1):
        start = place - length
        found = _OF_A_DATE.at(sentence, start) if start >= 0 else None
        if found and found[1] == length and not splits(sentence, start):
            return length
    return 0


def _amounts(text: str, sentence: tuple[Word, ...]) -> dict[int, tuple[int, Counted]]:
    """The amounts, each by its first word."""
    amounts: dict[int, tuple[int, Counted]] = {}
    for found in numbers.find(_without_acts(text, sentence)):
        first, last = _covered(sentence, found.start, found.end)
        typed = text[found.start : found.end]
        before = sentence[first - 1].typed.lower() if first else ""
        counted = _counted(sentence, last, found.number, typed)
        if counted and before not in _NOT_COUNTING:
            amounts[first] = counted
    return amounts


def _without_acts(text: str, sentence: tuple[Word, ...]) -> str:
    """Hides names of acts that could pass for number words: “cong chung 30” has no “chừng 30” in it."""
    place = 0
    while place < len(sentence):
        act = KINDS.at(sentence, place)
        length = act[1] if act else 1
        if length > 1:
            text = names.blank(text, sentence[place].start, sentence[place + length - 1].end)
        place += length
    return text


def _counted(sentence: tuple[Word, ...], place: int, number: numbers.Number, typed: str) -> tuple[int, Counted] | None:
    """The amount whose number ends before `place`, and where its unit of measure ends."""
    unit = _unit(sentence, place)
    if _MONEY.search(typed) and (not unit or unit[0] != "đồng"):
        measure, end = "đồng", place
    elif unit:
        measure, end = unit[0], place + unit[1]
    elif place < len(sentence) and sentence[place].typed.lower() in DANGEROUS:
        measure, end = sentence[place].typed, place + 1
    elif typed.isdigit():
        measure, end = "", place
    else:
        return None
    value, ambiguous = _settled(number, measure)
    typed = " ".join([typed, *(word.typed for word in sentence[place:end])])
    return end, Counted(Amount(value, measure), typed, number.approximate, ambiguous)


def _unit(sentence: tuple[Word, ...], place: int) -> tuple[str, int] | None:
    """The unit of measure here; “dân” is people, “dân sự” a kind of case."""
    unit = MEASURES.at(sentence, place) if place < len(sentence) else None
    return None if unit and unit[0] == "người" and splits(sentence, place + unit[1]) else unit


def _settled(number: numbers.Number, measure: str) -> tuple[Decimal, bool]:
    """What is not counted in parts cannot be “1,25”: there “1,250” is 1.250; hours can, so “1.5” is one and a half."""
    if not (number.ambiguous and number.others and measure):
        return number.value, number.ambiguous or bool(number.value % 1 and measure not in DIVISIBLE)
    readings = {number.value, *number.others}
    parts = {value for value in readings if value % 1}
    fitting = parts if measure in DIVISIBLE else readings - parts
    settled = len(fitting) == 1 and (measure in DIVISIBLE or number.value in fitting)
    return (fitting.pop(), False) if settled else (number.value, True)


def _take_places(sentence: tuple[Word, ...], taken: Taken) -> None:
    within = {place for first, (last, _) in taken.items() for place in range(first, last)}
    place = 0
    while place < len(sentence):
        found = None if place in within else place_at(sentence, place, lambda at: at not in within)
        if found:
            taken[found[1]] = (found[2], Placed(found[0]))
        place = found[2] if found else place + 1


def _in_order(text: str, sentence: tuple[Word, ...], taken: Taken) -> Iterator[Piece]:
    place, end = 0, 0
    while place < len(sentence):
        if "\n" in text[end : sentence[place].start]:
            yield Break("\n")
        last, piece = taken.get(place) or _joint(sentence, place) or (place + 1, sentence[place])
        if piece:
            yield piece
        place, end = last, sentence[last - 1].end


def _joint(sentence: tuple[Word, ...], place: int) -> tuple[int, Piece] | None:
    if sentence[place].typed in _SIGNS:
        return place + 1, Break(sentence[place].typed)
    found = None if splits(sentence, place) else _JOINTS.at(sentence, place)
    return (place + found[1], Break(found[0])) if found else None

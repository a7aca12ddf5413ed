"""Reads what somebody writes to correct an entry: “62 người”, “ngày 10/8”, “nhầm rồi, 15 vụ chứ không phải 50”."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from domain import dates, numbers
from domain.errors import Refused
from domain.folding import loose, nfc
from domain.language.acts import first_act
from domain.language.words import words
from domain.sentences import Amount, Doubt, Entry, Understood, measure_key, read_log

_NO = "không|khong|ko|k|kg|hông|hổng"
_OPENING = re.compile(
    loose(
        r"^\W*(?:(?:em|tôi|mình|chị|anh) )?(?:(?:ghi|nhập|gõ|viết) )?(?:nhầm|lộn|sai|sửa|đính chính|chỉnh)"
        r"(?: (?:rồi|lại|thành|là|ngày|số lượng|việc|giúp|cho))*(?: (?:em|tôi|mình|ạ))*"
        r"[\s,.:;-]*(?:thành|là)?[\s,:]+"
    ),
    re.IGNORECASE,
)
_NOT_BUT = re.compile(loose(rf"^\W*(?:{_NO}) phải(?: là)? (?P<old>.+?)_,?_(?:mà là|mà|là) (?P<new>.+)$"), re.IGNORECASE)
_BUT_NOT = re.compile(loose(rf"^(?P<new>.+?)_,?_(?:chứ |mà )?(?:{_NO})(?: phải)?(?: là)? (?P<old>.+)$"), re.IGNORECASE)
# “kết quả số 1 là 5 vụ”, “sửa vụ tư vấn hôm qua thành 4”: perhaps another entry than the last.
_NUMBERED = re.compile(loose(r"(?<!\w)(?:kết quả|thành tích|mục|dòng|việc) (?:số|thứ) \d"), re.IGNORECASE)
_WHICH = re.compile(loose(r"^\W*(?:sửa|chỉnh|đính chính)(?: lại)? (?P<which>.+?) (?:thành|là) "), re.IGNORECASE)
_UNCLEAR = frozenset(Doubt) - {Doubt.ACT_MISSING, Doubt.ACT_UNKNOWN, Doubt.AMOUNT_MISSING, Doubt.MEASURE_MISSING}


def corrected(entry: Entry, text: str, now: datetime) -> Entry:
    """The entry with what the text says changed.

    Raises Refused: correction_unclear where nothing in the text fits the entry or it is in doubt itself,
    date_not_real, amount_zero.
    """
    if _points_elsewhere(nfc(text), now):
        raise Refused("correction_unclear")
    new, old = _new_and_old(_OPENING.sub("", nfc(text)))
    said = read_log(new, now)
    if any(kind in _UNCLEAR for kind, _ in said.doubts):
        raise Refused("correction_unclear")
    changed = _changed(entry, said, dated=bool(dates.find(new, now)), slip=_values(old))
    if changed == entry:
        raise Refused("correction_unclear")
    return changed


def _points_elsewhere(text: str, now: datetime) -> bool:
    if _NUMBERED.search(text):
        return True
    told = _WHICH.match(text)
    return told is not None and bool(first_act(words(told["which"])) or dates.find(told["which"], now))


def _new_and_old(text: str) -> tuple[str, str]:
    found = _NOT_BUT.match(text) or _BUT_NOT.match(text)
    return (found["new"], found["old"]) if found else (text, "")


def _values(text: str) -> list[numbers.Number]:
    return [found.number for found in numbers.find(text)]


def _changed(entry: Entry, said: Understood, *, dated: bool, slip: list[numbers.Number]) -> Entry:
    known = {Doubt.ACT_MISSING, Doubt.ACT_UNKNOWN}.isdisjoint(kind for kind, _ in said.doubts)
    first = said.entries[0]
    return replace(
        entry,
        act=first.act if known else entry.act,
        amounts=_amounts(entry.amounts, first.amounts, slip, acted=known),
        start=first.start if dated else entry.start,
        end=first.end if dated else entry.end,
        place=first.place or entry.place,
    )


def _amounts(
    before: tuple[Amount, ...], said: Iterable[Amount], slip: list[numbers.Number], *, acted: bool
) -> tuple[Amount, ...]:
    """Each amount said takes the place of the one it corrects."""
    after = list(before)
    fresh = [amount for amount in said if not amount.assumed]
    for amount in fresh:
        place = _place(after, amount, slip)
        if place is None and not acted:
            raise Refused("correction_unclear")
        if place is None:
            return tuple(fresh)
        after[place] = replace(amount, measure=amount.measure or after[place].measure)
    return tuple(after)


def _place(amounts: list[Amount], said: Amount, slip: list[numbers.Number]) -> int | None:
    """Which amount is meant: the one called wrong, the one with the same unit of measure, else the only one."""
    wrong = {number.value for number in slip}
    for place, amount in enumerate(amounts):
        same = not said.measure or measure_key(said.measure) == measure_key(amount.measure)
        if (amount.value in wrong) if wrong else (same and (said.measure or len(amounts) == 1)):
            return place
    return 0 if len(amounts) == 1 and not wrong else None

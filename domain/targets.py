"""What somebody promises: targets told in a sentence, or picked from a campaign's criteria."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from itertools import accumulate
from typing import Protocol, TypeVar

from domain import numbers, replies
from domain.errors import Refused
from domain.folding import fold
from domain.sentences import Doubt, Understood, act_key, measure_key, read_target

LATER = frozenset({"de sau", "chua co", "chua co so", "khong co so", "chua ro"})  # no figure yet
MEASURE_LENGTH = 40  # characters
SHOWN_ACT, SHOWN_MEASURE = 70, 20  # characters of each on a screen
ROOM = 220  # characters for all the targets of a screen


@dataclass(frozen=True, slots=True)
class Target:
    """What is promised. `amount` None: no figure; `due` None: until the campaign ends."""

    act: str
    amount: Decimal | None
    measure: str
    due: date | None = None

    def counts(self, act: str, measures: frozenset[str]) -> bool:
        """The same act, in the same unit of measure. `measures`: folded keys."""
        return act_key(self.act) == act_key(act) and measure_key(self.measure) in measures

    @property
    def length(self) -> int:
        """About how many characters its line has."""
        return min(len(self.act), SHOWN_ACT) + min(len(self.measure), SHOWN_MEASURE) + (60 if self.due else 15)


class Measured(Protocol):
    """What stands in one line of a screen."""

    @property
    def length(self) -> int: ...


Line = TypeVar("Line", bound=Measured)


def that_fit(lines: Sequence[Line], room: int = ROOM) -> Sequence[Line]:
    """The first of them, as many as a screen has room for; one at least."""
    lengths = accumulate(one.length for one in lines)
    return lines[: max(sum(length <= room for length in lengths), 1)]


def promised(understood: Understood) -> tuple[Target, ...]:
    """The targets of a sentence; one with several amounts (2 buổi, 180 lượt người) is several targets."""
    return tuple(
        Target(entry.act, amount.value if amount else None, amount.measure if amount else "", understood.due)
        for entry in understood.entries
        for amount in ([one for one in entry.amounts if not one.assumed] or entry.amounts or (None,))
    )


def first_doubt(understood: Understood) -> tuple[Doubt, str] | None:
    """What must be asked; several targets in one sentence are no doubt."""
    return next((one for one in understood.doubts if one[0] is not Doubt.SEVERAL_ENTRIES), None)


_AMOUNTS = frozenset({Doubt.AMOUNT_MISSING, Doubt.AMOUNT_APPROXIMATE, Doubt.AMOUNT_AMBIGUOUS})
_MEASURES = frozenset({Doubt.MEASURE_MISSING, Doubt.MEASURE_AMBIGUOUS})


def settled(targets: tuple[Target, ...], doubt: Doubt, said: str, answer: str, now: datetime) -> tuple[Target, ...]:
    """The targets with the doubt about the words `said` settled by this answer.

    Raises Refused where the answer is none: not_a_number, amount_approximate, amount_zero, measure_unclear,
    target_act_unclear.
    """
    doubtful = next((one for one in targets if _concerns(one, doubt, said)), targets[0])
    better = _with_amount if doubt in _AMOUNTS else _with_measure if doubt in _MEASURES else _with_act
    return tuple(better(one, said, answer, now) if one is doubtful else one for one in targets)


def _concerns(target: Target, doubt: Doubt, said: str) -> bool:
    if doubt is Doubt.ACT_MISSING:
        return not target.act
    if doubt in {Doubt.ACT_AMBIGUOUS, Doubt.AMOUNT_MISSING}:
        return said in target.act
    amounts = [found.number.value for found in numbers.find(said)]
    if doubt is Doubt.MEASURE_MISSING:
        return not target.measure and (not amounts or target.amount in amounts)
    return target.amount in amounts


def _with_amount(target: Target, _said: str, answer: str, now: datetime) -> Target:
    if fold(answer).strip(" .") in LATER:
        return replace(target, amount=None)
    amount = _exact(answer)
    read = promised(read_target(f"{target.act} {answer}", now))[0]
    return replace(target, amount=amount, measure=read.measure or target.measure)


def _exact(text: str) -> Decimal:
    number = numbers.read(text)
    if number.approximate:
        raise Refused("amount_approximate")
    if number.value <= 0:
        raise Refused("amount_zero")
    return number.value


def _with_measure(target: Target, _said: str, answer: str, now: datetime) -> Target:
    counted = answer if numbers.find(answer) else f"{numbers.write(target.amount or 1)} {answer}"
    read = promised(read_target(f"{target.act} {counted}", now))[0]
    measure = read.measure or answer.strip()
    if len(measure) > MEASURE_LENGTH or any(letter.isdigit() for letter in measure):
        raise Refused("measure_unclear")
    return replace(target, amount=read.amount, measure=measure)


def _with_act(target: Target, said: str, answer: str, _now: datetime) -> Target:
    act = " ".join(answer if word == said else word for word in target.act.split()) if said else answer
    if replies.steers(answer) or not any(letter.isalpha() for letter in answer):
        raise Refused("target_act_unclear")
    return replace(target, act=act.strip())


def unmeasured(targets: Sequence[Target]) -> str | None:
    """The figure, as it is written, of the first target that has one and no unit of measure."""
    return next((numbers.write(one.amount) for one in targets if one.amount is not None and not one.measure), None)


class Countable(Protocol):
    """What can be picked by its number: a criterion, or what is suggested for it."""

    @property
    def measure(self) -> str: ...
    @property
    def amount(self) -> Decimal | None: ...


def picked(text: str, criteria: Sequence[Countable]) -> dict[int, Decimal | None] | None:
    """Which criteria are meant by “1,3”, “số 1 và số 3”, “1 5 vụ” (another figure), by their place from 0.

    None if the text is no such list. Raises Refused: number_outside(most), amount_zero.
    """
    spelled = {re.escape(fold(one.measure)) for one in criteria if one.measure}
    measures = "|".join(sorted(spelled, key=len, reverse=True)) or "(?!)"
    item = rf"(?:(?:so|muc)\s*)?(\d{{1,9}})(?:[\s:]+(\d[\d.]*)\s+(?:{measures})\b)?(?!\w)"
    between = r"(?:[\s,;.&+]|\bva\b)*"
    plain = fold(text)
    bare: dict[int, Decimal | None] = {number - 1: None for number in replies.numbers(text)}
    if not bare and not re.fullmatch(rf"{between}(?:{item}{between})+", plain):
        return None
    found = bare or {int(one[1]) - 1: _exact(one[2]) if one[2] else None for one in re.finditer(item, plain)}
    if not all(0 <= place < len(criteria) for place in found):
        raise Refused("number_outside", most=len(criteria))
    return {place: amount or criteria[place].amount for place, amount in found.items()}

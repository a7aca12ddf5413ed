"""What somebody has done, as logged: kept, corrected, and added up for targets."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal

from domain import dates
from domain.campaigns import Criterion
from domain.errors import Refused
from domain.folding import fold
from domain.people import Staff
from domain.permissions import Right
from domain.sentences import Amount, Doubt, Entry, Understood, act_key, measure_key
from domain.targets import Target

LONGEST = 1000  # characters of one sentence
# A citizen's identity number begins with the zero of its province; bare, any twelve digits are taken for one.
_IDENTITY = re.compile(r"(?<![\d.,])(?:\d{12}|0\d\d(?:[ .-]?\d{3}){3})(?!\d)")
_PHONE = re.compile(r"(?<![\d.,/-])(?:0\d{9}|(?:0|\+?84[ .-]?)\d{2,3}[ .-]?\d{3}[ .-]?\d{3,4})(?![\d/])")

_ABOUT_ACTS = {Doubt.ACT_MISSING, Doubt.ACT_UNKNOWN, Doubt.ACT_AMBIGUOUS}


@dataclass(frozen=True, slots=True)
class Achievement:
    """One logged entry. `entered_by`: who typed it, for oneself or for a colleague (“nhập hộ”)."""

    id: int
    staff_id: int
    version: int
    entry: Entry
    entered_by: int
    logged_at: datetime
    deleted: bool = False
    pictures: int = 0

    @property
    def on_behalf(self) -> bool:
        return self.entered_by != self.staff_id

    def open_to(self, person: Staff, owner: Staff) -> bool:
        """Whether `person` may see and change it: the owner, or who entered it while acting for the owner's unit."""
        entered = (
            person.id == self.entered_by and person.unit.id == owner.unit.id and person.may(Right.UNIT, owner.unit)
        )
        return person.id == self.staff_id or entered


def period(start: date, end: date) -> str:
    """“thứ Tư, ngày 12/8/2026”, “tháng 7/2026”, “từ 03/8/2026 đến 07/8/2026”."""
    if start == end:
        return dates.weekday_day(start)
    if start.day == 1 and end + timedelta(days=1) == (start + timedelta(days=31)).replace(day=1):
        return f"tháng {start.month}/{start.year}"
    return f"từ {dates.day(start)} đến {dates.day(end)}"


def require_amounts(entries: Iterable[Entry]) -> None:
    """Refused("amount_zero"): nothing done is no entry."""
    if any(amount.value <= 0 for entry in entries for amount in entry.amounts):
        raise Refused("amount_zero")


def require_storable(text: str) -> None:
    """Refused: too_long, or personal_number for what looks like an identity or telephone number."""
    if len(text) > LONGEST:
        raise Refused("too_long", limit=LONGEST)
    if _IDENTITY.search(text) or _PHONE.search(text):
        raise Refused("personal_number")


def in_known_words(understood: Understood, acts: Iterable[str]) -> Understood:
    """An act that a target or a criterion names word for word is that act, whatever verbs the words hold."""
    text = f" {fold(understood.text)} "
    known = max((act for act in acts if f" {fold(act)} " in text), key=len, default="")
    if len(understood.entries) != 1 or not known:
        return understood
    said = understood.entries[0]
    same = act_key(said.act) == act_key(known) and (fold(said.act) != fold(known) or said.act.lower() == known.lower())
    entry = said if same else replace(said, act=known)
    doubts = tuple(doubt for doubt in understood.doubts if doubt[0] not in _ABOUT_ACTS)
    return replace(understood, entries=(entry,), doubts=doubts)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a target is; a criterion nobody promised anything for is one without a figure."""

    target: Target
    done: Decimal

    @property
    def length(self) -> int:
        """About how many characters its line has."""
        return self.target.length + len(str(self.done))

    def concerns(self, entry: Entry) -> bool:
        return bool(_counting(self.target, entry))


def progress(
    targets: Iterable[Target], criteria: Iterable[Criterion], achievements: Sequence[Achievement]
) -> list[Progress]:
    """Each target with what the entries that count in its campaign add up to; then the criteria that have results."""
    promised = [Progress(target, _done(target, achievements)) for target in targets]
    keys = {_key(one.target) for one in promised}
    asked = [Target(one.name, None, one.measure) for one in criteria]
    further = [Progress(one, _done(one, achievements)) for one in asked if _key(one) not in keys]
    return promised + [one for one in further if one.done]


def _key(target: Target) -> tuple[str, str]:
    return act_key(target.act), measure_key(target.measure)


def _done(target: Target, achievements: Iterable[Achievement]) -> Decimal:
    return sum((amount.value for one in achievements for amount in _counting(target, one.entry)), Decimal(0))


def _counting(target: Target, entry: Entry) -> list[Amount]:
    return [one for one in entry.amounts if target.counts(entry.act, frozenset({measure_key(one.measure)}))]


@dataclass(frozen=True, slots=True)
class Unsettled:
    """Entries that cannot be stored yet: each doubt, with the words concerned, is asked in turn."""

    entries: tuple[Entry, ...]
    doubts: tuple[tuple[Doubt, str], ...] = ()

    @classmethod
    def of(cls, understood: Understood) -> "Unsettled":
        """What must be confirmed as a whole is asked last."""
        doubts = sorted(understood.doubts, key=lambda doubt: doubt[0] in CONFIRMED)
        return cls(understood.entries, tuple(doubts))

    @property
    def asked(self) -> tuple[Doubt, str]:
        return self.doubts[0]

    def settled(self, entries: Iterable[Entry]) -> "Unsettled":
        """With the first doubt answered."""
        return Unsettled(tuple(entries), self.doubts[1:])

    def doubting(self, doubts: Iterable[tuple[Doubt, str]]) -> "Unsettled":
        """With what an answer leaves in doubt itself."""
        return Unsettled(self.entries, (*doubts, *self.doubts))

    def with_act(self, act: str) -> "Unsettled":
        """The missing act, or an abbreviation in one written out."""
        kind, short = self.asked
        if kind is Doubt.ACT_MISSING:
            return self.settled(replace(one, act=one.act or act) for one in self.entries)
        written = re.compile(rf"(?<!\w){re.escape(short)}(?!\w)")
        return self.settled(replace(one, act=written.sub(lambda _: act, one.act)) for one in self.entries)

    def with_amounts(self, amounts: tuple[Amount, ...]) -> "Unsettled":
        """For the entry that had none."""
        return self.settled(replace(one, amounts=one.amounts or amounts) for one in self.entries)

    def with_value(self, meant: Decimal, value: Decimal) -> "Unsettled":
        """The exact figure of the amount that was read as `meant`."""
        return self.settled(_replaced(self.entries, meant, lambda amount: replace(amount, value=value)))

    def with_measure(self, meant: Decimal, measure: str) -> "Unsettled":
        """The unit of measure of the amount that was read as `meant`; a note that was only its name goes."""
        told = [replace(one, note="" if fold(one.note) == fold(measure) else one.note) for one in self.entries]
        return self.settled(_replaced(told, meant, lambda amount: replace(amount, measure=measure)))

    def with_days(self, meant: tuple[date, date] | None, start: date, end: date) -> "Unsettled":
        """The days of the entries that were read as `meant`, of all where that is unknown."""
        concerned = meant if any((one.start, one.end) == meant for one in self.entries) else None
        return self.settled(
            replace(one, start=start, end=end) if concerned in {None, (one.start, one.end)} else one
            for one in self.entries
        )


# Answered by a yes to what was understood.
CONFIRMED = frozenset({Doubt.ACT_UNKNOWN, Doubt.UNSURE, Doubt.SEVERAL_ENTRIES})


def _replaced(entries: Iterable[Entry], meant: Decimal, change: Callable[[Amount], Amount]) -> list[Entry]:
    """The first amount of this value changed."""
    changed, out = False, []
    for entry in entries:
        amounts = []
        for amount in entry.amounts:
            hit = not changed and amount.value == meant
            amounts.append(change(amount) if hit else amount)
            changed = changed or hit
        out.append(replace(entry, amounts=tuple(amounts)))
    return out

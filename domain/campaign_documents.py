"""The documents that a campaign rests on, and the criteria by which it counts."""

import dataclasses
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from domain.folding import fold
from domain.sentences import act_key, measure_key

AWARDS = "Quyết định khen thưởng"  # the kind of the decision that ends a campaign
_THE_OFFICE = re.compile(r"(?:giam doc )?so(?: tu phap\b.*)?")


def issued_by_office(issuer: str) -> bool:
    """Whether it is this department: “Sở”, “Giám đốc Sở Tư pháp tỉnh …”, not another Sở of the province."""
    return _THE_OFFICE.fullmatch(fold(issuer)) is not None


@dataclass(frozen=True, slots=True)
class Document:
    """What a campaign is founded on, such as Kế hoạch số 45/KH-STP ngày 12/6/2026 of Sở Tư pháp."""

    kind: str
    number: str
    day: date
    issuer: str

    @property
    def of_office(self) -> bool:
        """Whether the department itself issued it: by such a document, if it is the first, its Director launches."""
        return issued_by_office(self.issuer)

    @property
    def decides(self) -> bool:
        """Whether it decides on the awards (Luật 06/2022/QH15, Đ17)."""
        return self.kind == AWARDS


def renumbered(before: Sequence[Document], after: Sequence[Document]) -> dict[str, str]:
    """The numbers that were corrected, each with the one in its place.

    Such a document is of the same issuer and day as it was, and the only one of these whose number is gone.
    """
    gone, come = _without(before, after), _without(after, before)
    return {one[0]: come[by][0] for by, one in gone.items() if len(one) == len(come.get(by, ())) == 1}


def _without(some: Sequence[Document], others: Sequence[Document]) -> dict[tuple[str, date], list[str]]:
    """The numbers that the others do not have, by issuer and day."""
    theirs, found = {one.number for one in others}, defaultdict[tuple[str, date], list[str]](list)
    for one in some:
        if one.number not in theirs:
            found["" if one.of_office else fold(one.issuer), one.day].append(one.number)
    return found


@dataclass(frozen=True, slots=True)
class Criterion:
    """What a campaign counts. `amount` None: no figure is suggested; `points` None: it is not scored."""

    id: int = dataclasses.field(compare=False)
    name: str
    measure: str
    amount: Decimal | None
    field: str
    points: Decimal | None = None

    @property
    def length(self) -> int:
        """About how many characters its line has on a screen, which shows the beginning of what is too long."""
        return min(len(self.name), 70) + min(len(self.measure), 20) + 15

    def counts(self, act: str, measures: frozenset[str]) -> bool:
        """The same act, in the same unit of measure. `measures`: folded keys."""
        return act_key(self.name) == act_key(act) and measure_key(self.measure) in measures

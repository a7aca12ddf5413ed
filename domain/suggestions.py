"""What is suggested to whoever registers, criterion by criterion: from the plan, and from the year before."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from domain.campaigns import Criterion
from domain.sentences import act_key, measure_key
from domain.targets import Target


@dataclass(frozen=True, slots=True)
class YearBefore:
    """What a collective promised and achieved in the campaign of an earlier year.

    `done`: by act and measure, folded.
    """

    year: int
    targets: tuple[Target, ...] = ()
    done: Sequence[tuple[str, str, Decimal]] = ()

    def promised(self, criterion: Criterion) -> Decimal | None:
        measures = frozenset({measure_key(criterion.measure)})
        return next((one.amount for one in self.targets if one.counts(criterion.name, measures)), None)

    def achieved(self, criterion: Criterion) -> Decimal | None:
        key = act_key(criterion.name), measure_key(criterion.measure)
        return next((amount for *done, amount in self.done if tuple(done) == key), None)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A criterion with the figures that are known of it. `plan`: the campaign's own; `year`: that of the others."""

    name: str
    measure: str
    plan: Decimal | None
    year: int | None = None
    promised: Decimal | None = None
    achieved: Decimal | None = None

    @property
    def amount(self) -> Decimal | None:
        """The figure that is suggested: the unit's own of the year before, where it has one."""
        return next((one for one in (self.promised, self.achieved, self.plan) if one is not None), None)


def suggested(criteria: Sequence[Criterion], before: YearBefore | None) -> tuple[Suggestion, ...]:
    """In the order of the criteria. `before`: None where nothing is known."""
    if before is None:
        return tuple(Suggestion(one.name, one.measure, one.amount) for one in criteria)
    return tuple(
        Suggestion(one.name, one.measure, one.amount, before.year, before.promised(one), before.achieved(one))
        for one in criteria
    )

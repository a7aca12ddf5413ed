"""How a unit's targets are going, without names: summed up by what is to be done, what stands out, what is slow."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from domain.achievements import Progress
from domain.campaigns import Campaign
from domain.sentences import act_key, measure_key
from domain.targets import Target

SHOWN = 2  # of what stands out, and of what is slow
_HALF = Fraction(1, 2)


@dataclass(frozen=True, slots=True)
class UnitTargets:
    """`reached`, `promised`: targets with a figure, one by one. The others: by act and unit of measure, as the
    collective has it, since what its people do is in that, else those of its people summed up."""

    reached: int
    promised: int
    standing_out: tuple[Progress, ...]
    slow: tuple[Progress, ...]


def seen(own: Sequence[Progress], of_people: Sequence[Progress], campaign: Campaign, today: date) -> UnitTargets:
    """Targets with a figure, the collective's and its people's, each with what was logged for it, as of this day."""
    each = [*own, *of_people]
    together = (_summed(of_people) | _summed(own)).values()
    good = sorted((one for one in together if _share(one) >= _HALF), key=_share, reverse=True)
    slow = sorted((one for one in together if _slow(one, campaign, today)), key=_share)
    return UnitTargets(
        reached=sum(_share(one) >= 1 for one in each),
        promised=len(each),
        standing_out=tuple(good[:SHOWN]),
        slow=tuple(slow[:SHOWN]),
    )


def _amount(one: Progress) -> Decimal:
    return one.target.amount or Decimal(1)


def _share(one: Progress) -> Fraction:
    return Fraction(one.done) / Fraction(_amount(one))


def _summed(each: Iterable[Progress]) -> dict[tuple[str, str], Progress]:
    """The earliest day of those that are one."""
    found: dict[tuple[str, str], Progress] = {}
    for one in each:
        key = act_key(one.target.act), measure_key(one.target.measure)
        found[key] = _added(found[key], one) if key in found else one
    return found


def _added(left: Progress, right: Progress) -> Progress:
    due = min(filter(None, (left.target.due, right.target.due)), default=None)
    target = Target(left.target.act, _amount(left) + _amount(right), left.target.measure, due)
    return Progress(target, left.done + right.done)


def _slow(one: Progress, campaign: Campaign, today: date) -> bool:
    """Half of its time is gone, and it is not half as far as the time is."""
    due = one.target.due or campaign.end
    gone = Fraction((today - campaign.start).days, max((due - campaign.start).days, 1))
    return _share(one) < 1 and gone >= _HALF and _share(one) * 2 < gone

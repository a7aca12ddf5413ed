"""Reads what a drive asks for: “tư vấn 10 vụ; truyền thông 2 đợt”, or “tư vấn (vụ)” without a figure."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from domain import numbers
from domain.campaign_values import Wrong
from domain.campaigns import Criterion
from domain.errors import Refused
from domain.sentences import Doubt, act_key, measure_key, read_target
from domain.targets import first_doubt, promised

_IN_MEASURE = re.compile(r"(.+?)\s*\(([^()\d]+)\)")

Table = dict[str, Any]  # of a campaign's file


def read(text: str, now: datetime) -> list[Table]:
    """Raises Wrong: criterion_unclear(text), amount_approximate(text)."""
    return [one for part in text.split(";") if part.strip() for one in _part(part.strip(), now)]


def _part(text: str, now: datetime) -> list[Table]:
    if bare := _IN_MEASURE.fullmatch(text):
        return [{"name": _capital(bare[1]), "unit": bare[2].strip()}]
    try:
        understood = read_target(text, now)
    except Refused:
        raise Wrong("criterion_unclear", text=text) from None
    if doubt := first_doubt(understood):
        unsure = doubt[0] is Doubt.AMOUNT_APPROXIMATE
        raise Wrong("amount_approximate" if unsure else "criterion_unclear", text=text)
    return [_table(one.act, one.measure, one.amount) for one in promised(understood)]


def _table(act: str, measure: str, amount: Decimal | None) -> Table:
    figure = {} if amount is None else {"amount": _figure(amount)}
    return {"name": _capital(act), "unit": measure, **figure}


def _figure(amount: Decimal) -> int | str:
    return int(amount) if amount == int(amount) else numbers.write(amount)


def _capital(text: str) -> str:
    text = text.strip(" :-")
    return text[:1].upper() + text[1:]


def added(standing: Sequence[Table], said: Sequence[Table]) -> list[Table]:
    """What stood there and what was said; of the same act in the same unit of measure, the new figure counts."""
    figures = {_asks(one): {key: one[key] for key in ("amount",) if key in one} for one in said}
    stood = {_asks(one) for one in standing}
    kept = [{**one, **figures.get(_asks(one), {})} for one in standing]
    return [*kept, *(one for one in said if _asks(one) not in stood)]


def of_campaign(criteria: Iterable[Criterion]) -> list[Table]:
    """Those of a campaign that was, as a new one begins with them."""
    return [_of_campaign(one) for one in criteria]


def _of_campaign(one: Criterion) -> Table:
    field = {"field": one.field} if one.field else {}
    points = {} if one.points is None else {"points": _figure(one.points)}
    return {**_table(one.name, one.measure, one.amount), **field, **points}


def _asks(one: Mapping[str, Any]) -> tuple[str, str]:
    return act_key(one["name"]), measure_key(one["unit"])

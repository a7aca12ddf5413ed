"""Which targets are meant by numbers: of the criteria that were suggested, or of what is to be confirmed."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from domain.replies import numbers
from domain.suggestions import Suggestion, suggested
from domain.targets import Target, picked
from handlers.registration_cases import Case
from handlers.registration_drafts import decimal, packed, unpacked
from handlers.visit import Visit
from storage import years_before
from storage.dialogues import Draft

Chosen = Mapping[str, str | None]  # place of a criterion from 0 -> its figure, as a draft keeps both


async def suggestions(visit: Visit, case: Case) -> tuple[Suggestion, ...]:
    """A collective's come from its own year before, too."""
    before = None if case.person else await years_before.of_unit(visit.tx, case.campaign, case.unit)
    return suggested(case.campaign.criteria, before)


def chosen_in(text: str, found: Sequence[Suggestion]) -> dict[str, str | None] | None:
    """What is picked by these words, as a draft keeps it; None if they pick nothing. Raises Refused as `picked`."""
    places = picked(text, found)
    if places is None:
        return None
    return {str(place): None if amount is None else str(amount) for place, amount in places.items()}


def chosen_targets(found: Sequence[Suggestion], chosen: Chosen) -> tuple[Target, ...]:
    """The criteria picked, each with its figure or the one that was said instead."""
    return tuple(
        Target(one.name, decimal(chosen[str(place)]), one.measure)
        for place, one in enumerate(found)
        if str(place) in chosen
    )


async def with_other_figures(visit: Visit, draft: Draft, case: Case, text: str) -> dict[str, Any] | None:
    """What the draft holds after “1 5 vụ”: the number is that of the criterion as long as what was picked stands, else
    that of the line. None for any other words. Raises Refused as `picked`."""
    found, chosen, targets = await suggestions(visit, case), draft.data["chosen"], draft.data["targets"]
    if numbers(text):
        return None
    if chosen and targets == packed(chosen_targets(found, chosen)):
        said = chosen_in(text, found)
        return said and {"chosen": chosen | said, "targets": packed(chosen_targets(found, chosen | said))}
    lines = unpacked(targets)
    figures = picked(text, lines)
    if figures is None:
        return None
    return {"targets": packed(tuple(replace(one, amount=figures.get(at, one.amount)) for at, one in enumerate(lines)))}

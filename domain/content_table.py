"""What a campaign says, as a file would say it: in values that JSON knows."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from domain import dates
from domain.campaign_content import NOTHING_MORE, Award, Content
from domain.campaign_values import Somebody
from domain.campaigns import Campaign
from domain.content_values import KIND_WORDS, LEVEL_WORDS, STAFF_WORDS, called
from domain.launch import WHOLE_OFFICE
from domain.parents import as_table
from domain.people import Unit

_WORDS = ("slogan", "commitment", "pledge")
_LISTS = ("objectives", "contents", "titles", "forms")


def audience(campaign: Campaign, units: Sequence[Unit], people: Sequence[Somebody]) -> dict[str, Any]:
    """Without the units and people that are gone."""
    named = [unit.name for unit in units if unit.id in campaign.units]
    chosen, staff = called(campaign.people, people), [STAFF_WORDS[one] for one in sorted(campaign.employments)]
    alone = chosen and not named and not staff
    said = {"audience": None if alone else named or WHOLE_OFFICE, "audience_staff": staff, "audience_people": chosen}
    return {key: value for key, value in said.items() if value}


def content(one: Content) -> dict[str, Any]:
    """Only what is not as it would be anyway."""
    said = {
        **{name: getattr(one, name) for name in _WORDS},
        **{name: [*getattr(one, name)] for name in _LISTS},
        "level": LEVEL_WORDS[one.level] if one.level is not NOTHING_MORE.level else "",
        "kind": KIND_WORDS[one.kind] if one.kind is not NOTHING_MORE.kind else "",
        "with_union": one.with_union,
        "awards": [_award(award) for award in one.awards],
        "pledge_by": written(one.pledge_by),
        "interim": dates.day(one.interim) if one.interim else None,
        "parents": [as_table(parent) for parent in one.parents],
    }
    return {key: value for key, value in said.items() if value}


def _award(one: Award) -> dict[str, Any]:
    return one.model_dump(exclude_none=True)


def written(moment: datetime | None) -> str | None:
    return dates.full(moment) if moment else None
